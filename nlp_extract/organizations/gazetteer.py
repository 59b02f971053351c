"""The user's own organizations: names, aliases, kinds and regions, found in a text in linear time."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any

import pandas as pd

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

    Names are matched longest first over a trie of dictionaries keyed by prefix length, so that a text of n characters
    takes time in n whatever the number of names (at most the length of the longest name for each character).
    """

    def __init__(self, entries: Iterator[Entry] | list[Entry]):
        self._entries: dict[str, Entry] = {}
        self._trie: dict[str, Any] = {}
        for entry in entries:
            for name in (entry.name, *entry.aliases):
                self._entries[name] = entry
                node = self._trie
                for character in name:
                    node = node.setdefault(character, {})
                node[""] = entry

    def __len__(self) -> int:
        """The number of names and aliases."""
        return len(self._entries)

    def get(self, name: str) -> Entry | None:
        """The entry whose name or alias this is exactly."""
        return self._entries.get(name)

    def find(self, text: str) -> list[tuple[int, int, Entry]]:
        """All names in a text, left to right, the longest first, without overlaps: start, end, entry."""
        found = []
        position, trie = 0, self._trie
        while position < len(text):
            node: dict[str, Any] | None = trie.get(text[position])
            end, longest, entry = position + 1, 0, None
            while node is not None:
                if "" in node:
                    longest, entry = end, node[""]
                node = node.get(text[end]) if end < len(text) else None
                end += 1
            if entry is None:
                position += 1
            else:
                found.append((position, longest, entry))
                position = longest
        return found


def load_gazetteer(source: str | PathLike[str] | pd.DataFrame) -> Gazetteer:
    """Read a gazetteer.

    Args:
        source: a CSV file (UTF-8, with or without byte order mark) or a DataFrame with the columns `name`, `aliases`
            (separated by 、 ; or |), `kind` and `region`. All but `name` may be missing or empty.

    Raises:
        ValueError: a column or a name is missing, or an alias stands for two names; the message gives the line
            (of the file, header included; of a DataFrame, its row) and what to do.
    """
    return Gazetteer(list(_entries(source)))


def _entries(source: str | PathLike[str] | pd.DataFrame) -> Iterator[Entry]:
    place = "row" if isinstance(source, pd.DataFrame) else f"{source}, line"
    owners: dict[str, str] = {}
    for line, row in _rows(source):
        name = row.get("name", "")
        if not name:
            raise ValueError(f"gazetteer {place} {line}: the name is empty; give one, or delete the line")
        aliases = tuple(alias for alias in _split(row.get("aliases", "")) if alias != name)
        for alias in (name, *aliases):
            owner = owners.setdefault(alias, name)
            if owner != name:
                raise ValueError(
                    f"gazetteer {place} {line}: {alias} already stands for {owner}; keep it with one of the two"
                )
        yield Entry(name, aliases, row.get("kind", ""), row.get("region", ""))


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
            yield (
                table.line_num,
                {
                    key: (cell or "").strip()
                    for key, cell in cells.items()
                    if isinstance(key, str) and not isinstance(cell, list)
                },
            )


def _check_columns(columns: list[str], place: str) -> None:
    if "name" not in columns:
        raise ValueError(
            f"gazetteer {place}: the column name is missing; the columns are {', '.join(COLUMNS)}"
        )


def _split(aliases: str) -> Iterator[str]:
    for separator in _SEPARATORS[1:]:
        aliases = aliases.replace(separator, _SEPARATORS[0])
    yield from (alias.strip() for alias in aliases.split(_SEPARATORS[0]) if alias.strip())
