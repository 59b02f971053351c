"""Tables as CSV files for Excel and for programs alike (RFC 4180)."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import regex

from nlp_extract.articles.published import CHINA
from nlp_extract.export.rows import RECORDS, Row, Write, names, types

FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""What a cell begins with that a spreadsheet runs as a formula (OWASP, CSV injection); alone it does
nothing."""
PASSED_OVER = " \x00\xa0\u200b\u2060\u3000\ufeff"
"""What may stand before it: some programs pass over such characters when they open a file."""

NUMBER = regex.compile(r"0\d+|\d{16,}|\d+[Ee]\d+")
"""An id or code that a spreadsheet takes for a number and writes otherwise: 007, 52e10, more digits than it keeps."""


@contextmanager
def csv_writer(folder: Path, *, defuse: bool = True) -> Iterator[Write]:
    """Writes `NAME.csv` for each table: UTF-8 with a byte order mark, ISO dates, an empty cell for a missing value.

    With `defuse`, a text that a spreadsheet would run as a formula begins with an apostrophe.
    """
    written: dict[type, Callable[[Any], str]] = {
        str: harmless if defuse else str,
        float: number,
        int: str,
        bool: lambda value: "true" if value else "false",
        date: date.isoformat,
        datetime: lambda value: value.astimezone(CHINA).isoformat(timespec="seconds"),
    }
    with ExitStack() as files:
        writers = {}
        for table in RECORDS:
            # A lone surrogate, which no encoding has, becomes a question mark.
            path = folder / f"{table}.csv"
            file = files.enter_context(path.open("w", encoding="utf-8-sig", errors="replace", newline=""))
            writers[table] = csv.writer(file)
            writers[table].writerow(names(table))

        def write(table: str, rows: Sequence[Row]) -> None:
            if not rows:
                return
            cells = (
                ["" if value is None else as_written(value) for value in column]
                for as_written, column in zip(
                    [written[kind] for kind in types(table)], zip(*rows, strict=True), strict=True
                )
            )
            writers[table].writerows(zip(*cells, strict=True))

        yield write


def number(value: float) -> str:
    """A number in 15 significant digits; a whole one with all its digits."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e22 else f"{value:.15g}"


def harmless(value: str) -> str:
    """A text that no spreadsheet runs or takes for a number: with an apostrophe in front where one would."""
    changed = (len(value) > 1 and value.lstrip(PASSED_OVER).startswith(FORMULA)) or NUMBER.fullmatch(value)
    return "'" + value if changed else value
