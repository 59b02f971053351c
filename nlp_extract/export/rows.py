"""Rows, which every export writes: Python values in the order of the table's columns, None for a missing one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeAlias

from nlp_extract.facts import DERIVED, TABLES, column_type, columns

if TYPE_CHECKING:
    import pandas as pd

Row: TypeAlias = "tuple[Any, ...]"
Write: TypeAlias = "Callable[[str, Sequence[Row]], None]"
"""Adds rows to the table of that name."""

RECORDS: dict[str, type] = TABLES | DERIVED
"""Every table that is written, articles first, with its record type."""


def names(table: str) -> list[str]:
    """The names of a table's columns."""
    return [column.name for column in columns(RECORDS[table])]


def types(table: str) -> list[type]:
    """What stands in each column: str, float, int, bool, date or datetime."""
    return [column_type(column) for column in columns(RECORDS[table])]


def rows_of(table: str, records: Iterable[Any]) -> list[Row]:
    """The rows of fact records."""
    return list(map(attrgetter(*names(table)), records))


def rows_of_frame(table: str, frame: pd.DataFrame) -> list[Row]:
    """The rows of a dataframe with the columns of that table."""
    cells = (values(frame[column.name], column_type(column)) for column in columns(RECORDS[table]))
    return list(zip(*cells, strict=True))


def values(column: pd.Series[Any], kind: type) -> list[Any]:
    found = column.astype(object).where(column.notna(), "" if kind is str else None).tolist()
    if kind is date:
        return [value and value.date() for value in found]
    if kind is datetime:
        return [value and value.to_pydatetime() for value in found]
    return found


def storable(rows: Sequence[Row]) -> list[Row]:
    """Rows without lone surrogates, which no encoding has: a question mark for each."""
    return [
        tuple(v.encode("utf-8", "replace").decode() if isinstance(v, str) else v for v in row) for row in rows
    ]
