"""What the tagger hands on: spans by kind, words, and for each count the spans of its fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Span(NamedTuple):
    """Character offsets into the text, end exclusive."""

    start: int
    end: int


class Word(NamedTuple):
    """A word with LAC's tag for it (n, v, PER, LOC, ORG, TIME, ...)."""

    start: int
    end: int
    tag: str


@dataclass(frozen=True, slots=True)
class CountSpans:
    """A number with its unit, and where its item, subject and time stand (None where the text names none)."""

    span: Span
    item: Span | None
    subject: Span | None
    time: Span | None


@dataclass(frozen=True, slots=True)
class Tags:
    """All that the tagger finds in one text, each list in text order and without overlaps."""

    organizations: list[Span]
    counts: list[CountSpans]
    dates: list[Span]
    people: list[Span]
    places: list[Span]
    words: list[Word]
