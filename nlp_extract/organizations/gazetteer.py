"""The user's own organizations: names, aliases, kinds and regions, found in a text in linear time."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

import pandas as pd

from nlp_extract.organizations.kinds import kinds

COLUMNS = ("name", "aliases", "kind", "region")
_SEPARATORS = "、;；|"


@dataclass(frozen=True, slots=True)
class Entry:
    """One organization of a gazetteer."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: str = ""
    region: str = ""


class Gazetteer:
    """Entries by name and alias.

    A text is matched in one pass, the longest name first: at each character only the lengths of the names
    that begin
    with the same two characters are tried, so that the time does not grow with the number of names.
    """

    def __init__(self, entries: Iterable[Entry]):
        self._entries = {name: entry for entry in entries for name in (entry.name, *entry.aliases)}
        lengths: dict[str, set[int]] = {}
        for name in self._entries:
            lengths.setdefault(name[:2], set()).add(len(name))
        self._lengths = {start: sorted(sizes, reverse=True) for start, sizes in lengths.items()}

    def __len__(self) -> int:
        """The number of names and aliases."""
        return len(self._entries)

    def get(self, name: str) -> Entry | None:
        """The entry whose name or alias this is exactly."""
        return self._entries.get(name)

    def find(self, text: str) -> list[tuple[int, int, Entry]]:
        """All names in a text, left to right, the longest first, without overlaps: start, end, entry."""
        found, start = [], 0
        while start < len(text):
            end = start + self._longest(text, start)
            if end > start:
                found.append((start, end, self._entries[text[start:end]]))
            start = max(end, start + 1)
        return found

    def _longest(self, text: str, start: int) -> int:
        """The length of the longest name that begins at `start`, 0 if none."""
        for length in self._lengths.get(text[start : start + 2], ()):
            if (name := text[start : start + length]) in self._entries:
                return len(name)
        return int(text[start] in self._entries)


def load_gazetteer(source: str | PathLike[str] | pd.DataFrame) -> Gazetteer:
    """Read a gazetteer.

    Args:
        source: a CSV file (UTF-8, with or without byte order mark) or a DataFrame with the columns `name`,
            `aliases` (separated by 、 ; or |), `kind` and `region` (a path); cells but `name` may be empty.

    Raises:
        ValueError: a column or a name is missing, a kind is unknown, a line has too many cells, or an alias
            stands for two names. The message gives the line of the file (its header is line 1) or the row of
            the DataFrame, and what to do.
    """
    return Gazetteer(list(_entries(source)))


def _entries(source: str | PathLike[str] | pd.DataFrame) -> Iterator[Entry]:
    place = "row" if isinstance(source, pd.DataFrame) else f"{source}, line"
    owners: dict[str, str] = {}
    for line, row in _rows(source):
        name = row["name"]
        if not name:
            raise ValueError(f"gazetteer {place} {line}: the name is empty; give one, or delete the line")
        aliases = tuple(alias for alias in _split(row["aliases"]) if alias != name)
        for alias in (name, *aliases):
            owner = owners.setdefault(alias, name)
            if owner != name:
                raise ValueError(
                    f"gazetteer {place} {line}: {alias} already stands for {owner}; "
                    "keep it with one of the two"
                )
        if row["kind"] and row["kind"] not in kinds():
            known = ", ".join(kinds())
            raise ValueError(f"gazetteer {place} {line}: there is no kind {row['kind']}; there are {known}")
        yield Entry(name, aliases, row["kind"], row["region"])


def _rows(source: str | PathLike[str] | pd.DataFrame) -> Iterator[tuple[int, dict[str, str]]]:
    if isinstance(source, pd.DataFrame):
        _check_columns([str(column) for column in source.columns], "DataFrame")
        for index, cells in enumerate(source.to_dict("records")):
            yield index, {str(key): "" if pd.isna(cell) else str(cell).strip() for key, cell in cells.items()}
        return
    with Path(source).open(encoding="utf-8-sig", newline="") as lines:
        table = csv.DictReader(lines)
        _check_columns(list(table.fieldnames or ()), f"{source}, line 1")
        for cells in table:
            if None in cells:
                place = f"{source}, line {table.line_num}"
                raise ValueError(
                    f"gazetteer {place}: it has more cells than columns; quote the cell with a comma"
                )
            yield table.line_num, {str(column): (cell or "").strip() for column, cell in cells.items()}


def _check_columns(columns: list[str], place: str) -> None:
    if missing := [column for column in COLUMNS if column not in columns]:
        raise ValueError(
            f"gazetteer {place}: the column {missing[0]} is missing; the columns are {', '.join(COLUMNS)}"
        )


def _split(aliases: str) -> Iterator[str]:
    for separator in _SEPARATORS[1:]:
        aliases = aliases.replace(separator, _SEPARATORS[0])
    yield from (alias.strip() for alias in aliases.split(_SEPARATORS[0]) if alias.strip())
