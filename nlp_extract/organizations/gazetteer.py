"""The user's own organizations: names, aliases, kinds and regions, found in a text in linear time."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import IO, TypeAlias

import pandas as pd
import regex

from nlp_extract.organizations.kinds import kinds
from nlp_extract.organizations.script import simplified

COLUMNS = ("name", "aliases", "kind", "region")
_SEPARATORS = regex.compile(r"[、;；|]")
# ABB in ABBA, 143团 in 2143团: a match that begins or ends inside a word or a number is none
_INSIDE = regex.compile(r"\p{Latin}(?=\p{Latin})|\d(?=\d)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One organization of a gazetteer."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: str = ""
    region: str = ""


class Gazetteer:
    """Entries by name and alias, alike in Traditional and Simplified, full- and half-width characters.

    A text is matched in one pass, the longest name first: at each character only the lengths of the names
    that begin with the same two characters are tried, so that the time does not grow with the number of
    names.
    """

    def __init__(self, entries: Iterable[Entry]):
        self._entries = {
            simplified(name): entry for entry in entries for name in (entry.name, *entry.aliases)
        }
        lengths: dict[str, set[int]] = {}
        for name in self._entries:
            lengths.setdefault(name[:2], set()).add(len(name))
        self._lengths = {start: sorted(sizes, reverse=True) for start, sizes in lengths.items()}

    def __len__(self) -> int:
        """The number of names and aliases."""
        return len(self._entries)

    def __iter__(self) -> Iterator[Entry]:
        """The entries, in order."""
        return iter(dict.fromkeys(self._entries.values()))

    def get(self, name: str) -> Entry | None:
        """The entry whose name or alias this is."""
        return self._entries.get(simplified(name))

    def find(self, text: str) -> list[tuple[int, int, Entry]]:
        """All names in a text, left to right, the longest first, without overlaps: start, end, entry."""
        text = simplified(text)
        found, start = [], 0
        while start < len(text):
            end = start + self._longest(text, start)
            if end > start:
                found.append((start, end, self._entries[text[start:end]]))
            start = max(end, start + 1)
        return found

    def _longest(self, text: str, start: int) -> int:
        """The length of the longest name that begins at `start`, 0 if none."""
        for length in (*self._lengths.get(text[start : start + 2], ()), 1):
            name = text[start : start + length]
            if name in self._entries and not (
                (start and _INSIDE.match(text, start - 1)) or _INSIDE.match(text, start + len(name) - 1)
            ):
                return len(name)
        return 0

    def to_csv(self) -> bytes:
        """The file that `load_gazetteer` reads."""
        file = io.StringIO(newline="")
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows((entry.name, "、".join(entry.aliases), entry.kind, entry.region) for entry in self)
        return file.getvalue().encode("utf-8-sig", "replace")


GazetteerSource: TypeAlias = "Gazetteer | str | PathLike[str] | IO[bytes] | pd.DataFrame"


def load_gazetteer(source: GazetteerSource) -> Gazetteer:
    """Read a gazetteer; one that is read already is given back.

    Args:
        source: a CSV file (UTF-8, with or without byte order mark), a buffer of one, or a DataFrame with the
            columns `name`, `aliases` (separated by 、 ; or |), `kind` and `region` (a path); cells but `name`
            may be empty.

    Raises:
        OSError: there is no such file, or it cannot be read.
        ValueError: a column or a name is missing, a kind is unknown, a line has too many cells or is not
            UTF-8, a name comes twice with different cells, or an alias stands for two names. The message
            gives the line of the file (its header is line 1) or the row of the DataFrame (the first is 0), and
            what to do.
    """
    return source if isinstance(source, Gazetteer) else Gazetteer(list(_entries(source)))


def _entries(source: str | PathLike[str] | IO[bytes] | pd.DataFrame) -> Iterator[Entry]:
    owners: dict[str, Entry] = {}
    for place, row in _rows(source):
        entry = Entry(
            row["name"],
            tuple(alias for alias in _split(row["aliases"]) if alias != row["name"]),
            row["kind"],
            row["region"],
        )
        if not entry.name:
            raise ValueError(f"{place}: the name is empty; give one, or delete the line")
        if entry.kind and entry.kind not in kinds():
            raise ValueError(f"{place}: there is no kind {entry.kind}; there are {', '.join(kinds())}")
        for alias in (entry.name, *entry.aliases):
            owner = owners.setdefault(simplified(alias), entry)
            if owner.name != entry.name:
                raise ValueError(
                    f"{place}: {alias} already stands for {owner.name}; keep it with one of the two"
                )
            if owner != entry:
                raise ValueError(f"{place}: {alias} came before with other cells; keep one of the two lines")
        yield entry


def _rows(source: str | PathLike[str] | IO[bytes] | pd.DataFrame) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows, each with the place that an error names."""
    if isinstance(source, pd.DataFrame):
        _check_columns([str(column) for column in source.columns], "gazetteer DataFrame")
        for index, cells in enumerate(source.to_dict("records")):
            row = {str(key): "" if pd.isna(cell) else str(cell).strip() for key, cell in cells.items()}
            yield f"gazetteer row {index}", row
        return
    if isinstance(source, (str, PathLike)):
        with Path(source).open("rb") as lines:
            yield from _records(lines, f"gazetteer {source}")
    else:
        yield from _records(source, "gazetteer")


def _records(lines: Iterable[bytes], name: str) -> Iterator[tuple[str, dict[str, str]]]:
    table = csv.DictReader(_decoded(lines, name), strict=True)
    try:
        _check_columns([column.strip() for column in table.fieldnames or ()], f"{name}, line 1")
        for cells in table:
            place = f"{name}, line {table.line_num}"
            if None in cells:
                raise ValueError(f"{place}: it has more cells than columns; quote the cell with a comma")
            yield place, {column.strip(): (cell or "").strip() for column, cell in cells.items()}
    except csv.Error as error:
        raise ValueError(
            f"{name}, line {table.reader.line_num}: this is no CSV ({error}); mend the line"
        ) from None


def _decoded(lines: Iterable[bytes], name: str) -> Iterator[str]:
    number = 0
    try:
        for number, line in enumerate(lines, 1):
            yield line.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError:
        raise ValueError(f"{name}, line {number}: it is not UTF-8; save the file as CSV UTF-8") from None


def _check_columns(columns: list[str], place: str) -> None:
    if missing := [column for column in COLUMNS if column not in columns]:
        raise ValueError(f"{place}: the column {missing[0]} is missing; the columns are {', '.join(COLUMNS)}")


def _split(aliases: str) -> Iterator[str]:
    yield from (alias.strip() for alias in _SEPARATORS.split(aliases) if alias.strip())
