"""The words around a number that make it approximate or a bound, from approximators.csv."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from importlib.resources import files
from typing import NamedTuple


class Approximator(NamedTuple):
    """A word found beside a number: `approx` is one of ~ > >= < <=; `edge` is the word's far end."""

    approx: str
    edge: int


def before(text: str, end: int) -> Approximator | None:
    """The longest approximator that ends at offset `end`: 不超过 in 不超过|15人."""
    for word in ENDING.get(text[end - 1 : end], ()):
        if text.endswith(word, 0, end):
            return Approximator(BEFORE[word], end - len(word))
    return None


def at_start(text: str, start: int) -> Approximator | None:
    """The longest approximator of those before a number that begins at offset `start`: 约|8000名."""
    for word in BEGINNING.get(text[start : start + 1], ()):
        if text.startswith(word, start):
            return Approximator(BEFORE[word], start + len(word))
    return None


def after(text: str, start: int) -> Approximator | None:
    """The longest approximator of those behind a number that begins at offset `start`: 60岁|及以上."""
    for word in BEGINNING_AFTER.get(text[start : start + 1], ()):
        if (
            text.startswith(word, start)
            and (  # 十人强, but not 6.9级强震
                len(word) > 1 or not text[start + 1 : start + 2].isalpha()
            )
        ):
            return Approximator(AFTER[word], start + len(word))
    return None


def _words(place: str) -> dict[str, str]:
    table = files(__package__).joinpath("approximators.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(table.splitlines())
    return {word: row["approx"] for row in rows if row["place"] == place for word in row["words"].split()}


def _by(place: int, words: Iterable[str]) -> dict[str, list[str]]:
    """Words by the character at a place of them, the longest first."""
    found: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        found.setdefault(word[place], []).append(word)
    return found


BEFORE = _words("before")
AFTER = _words("after")
ENDING = _by(-1, BEFORE)
BEGINNING = _by(0, BEFORE)
BEGINNING_AFTER = _by(0, AFTER)
