"""Facts as bytes: what the manifest keeps of an article, and what a cluster passes between its processes."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from nlp_extract.export.rows import names, rows_of, types
from nlp_extract.facts import TABLES

Records = Mapping[str, Sequence[Any]]
"""Fact records by table."""


def pack(records: Records) -> bytes:
    """The rows of each table as compressed JSON, dates as ISO 8601."""
    rows = {table: rows_of(table, found) for table, found in records.items() if found}
    text = json.dumps(
        rows, ensure_ascii=False, separators=(",", ":"), default=lambda value: value.isoformat()
    )
    return zlib.compress(text.encode("utf-8", "surrogatepass"), level=1)


def unpack(packed: bytes) -> dict[str, list[Any]]:
    """The records that were packed; a table without any is missing."""
    tables = json.loads(zlib.decompress(packed).decode("utf-8", "surrogatepass"))
    return {table: [record(table, row) for row in rows] for table, rows in tables.items()}


def record(table: str, row: list[Any]) -> Any:
    for at, kind in DAYS[table]:
        if row[at]:
            row[at] = kind.fromisoformat(row[at])
    return TABLES[table](**dict(zip(NAMES[table], row, strict=True)))


NAMES = {table: names(table) for table in TABLES}
DAYS: dict[str, list[tuple[int, Any]]] = {
    table: [(at, kind) for at, kind in enumerate(types(table)) if kind in (date, datetime)]
    for table in TABLES
}
"""Where dates and times stand in a row."""
