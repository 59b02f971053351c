"""The words around a number that make it approximate or a bound, from approximators.csv."""

from __future__ import annotations

import csv
from importlib.resources import files
from typing import NamedTuple


class Approximator(NamedTuple):
    """A word found beside a number: `approx` is one of ~ > >= < <=; `edge` is the word's far end."""

    approx: str
    edge: int


def before(text: str, end: int) -> Approximator | None:
    """The longest approximator that ends at offset `end`: 不超过 in 不超过|15人."""
    for length in range(min(LONGEST_BEFORE, end), 0, -1):
        approx = BEFORE.get(text[end - length : end])
        if approx:
            return Approximator(approx, end - length)
    return None


def at_start(text: str, start: int) -> Approximator | None:
    """The longest approximator of those before a number that begins at offset `start`: 约|8000名."""
    for length in range(min(LONGEST_BEFORE, len(text) - start), 0, -1):
        approx = BEFORE.get(text[start : start + length])
        if approx:
            return Approximator(approx, start + length)
    return None


def after(text: str, start: int) -> Approximator | None:
    """The longest approximator of those behind a number that begins at offset `start`: 60岁|及以上."""
    for length in range(min(LONGEST_AFTER, len(text) - start), 0, -1):
        approx = AFTER.get(text[start : start + length])
        if approx and (length > 1 or not text[start + 1 : start + 2].isalpha()):  # 十人强, but not 6.9级强震
            return Approximator(approx, start + length)
    return None


def _words(place: str) -> dict[str, str]:
    table = files(__package__).joinpath("approximators.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(table.splitlines())
    return {word: row["approx"] for row in rows if row["place"] == place for word in row["words"].split()}


BEFORE = _words("before")
AFTER = _words("after")
LONGEST_BEFORE = max(map(len, BEFORE))
LONGEST_AFTER = max(map(len, AFTER))
