"""The tables of this folder: CSV in reading order, whose first line, a comment, names the source."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib.resources import files


def rows(table: str) -> Iterator[dict[str, str]]:
    """The rows of a table of this package, such as `kinds.csv`, as column to cell."""
    with files(__package__).joinpath(table).open(encoding="utf-8") as lines:
        yield from csv.DictReader(line for line in lines if not line.startswith("#"))
