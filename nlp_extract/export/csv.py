"""Tables as CSV files for Excel and for programs alike (RFC 4180)."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from nlp_extract.facts import DERIVED, TABLES, column_type, columns

FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""What a cell begins with that a spreadsheet runs as a formula (OWASP, CSV injection); alone it does
nothing."""


def write_csv(tables: Mapping[str, pd.DataFrame], folder: Path, *, defuse: bool = True) -> list[Path]:
    """Write `NAME.csv` for each table beside its final place, then rename them all; gives their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".writing-", dir=folder) as beside:
        for name, table in tables.items():
            # A lone surrogate, which no encoding has, becomes a question mark.
            with (Path(beside) / f"{name}.csv").open(
                "w", encoding="utf-8-sig", errors="replace", newline=""
            ) as file:
                writer = csv.writer(file)
                writer.writerow(table.columns)
                writer.writerows(zip(*cells(name, table, defuse=defuse), strict=True))
        written = [folder / f"{name}.csv" for name in tables]
        for path in written:
            (Path(beside) / path.name).replace(path)
    return written


def cells(name: str, table: pd.DataFrame, *, defuse: bool) -> list[list[str]]:
    """The columns of a table as written, a missing value as an empty cell."""
    kinds = {column.name: column_type(column) for column in columns((TABLES | DERIVED)[name])}
    written: dict[type, Callable[[Any], str]] = {
        str: harmless if defuse else str,
        float: "{:.15g}".format,
        int: str,
        bool: lambda value: "true" if value else "false",
        date: lambda value: value.date().isoformat(),
        datetime: lambda value: value.isoformat(),
    }
    return [
        ["" if value is pd.NA or value is pd.NaT else as_written(value) for value in table[column].tolist()]
        for column in table.columns
        for as_written in [written[kinds[column]]]
    ]


def harmless(value: str) -> str:
    """A text that no spreadsheet runs: with an apostrophe in front where one would."""
    return "'" + value if len(value) > 1 and value.startswith(FORMULA) else value
