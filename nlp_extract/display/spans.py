"""Marks in a text, as HTML: every character escaped, mentions inside mentions nested."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup, escape

from nlp_extract.doc import LABELS

if TYPE_CHECKING:
    import pandas as pd

FIELDS = ("item", "subject", "time")
"""What of a count stands elsewhere in the text."""


class Mark(NamedTuple):
    """Characters `start` to `end` of a text, to be marked."""

    start: int
    end: int
    label: str
    """the class of the mark: ORGANIZATION, COUNT, ..., or the name of a count's field"""
    title: str = ""
    """what a pointer on it reads"""
    anchor: str = ""
    """the id to link to"""


def marked(text: str, marks: Iterable[Mark]) -> Markup:
    """The text with its marks, as HTML. Of two that cross, the later is divided at the earlier one's end."""
    pieces: list[Markup] = []
    at = 0
    open_ends: list[int] = []

    def advance(to: int) -> None:
        """Write the text up to an offset, closing the marks that end before it."""
        nonlocal at
        while open_ends and open_ends[-1] <= to:
            end = open_ends.pop()
            pieces.append(escape(text[at:end]) + Markup("</mark>"))
            at = end
        pieces.append(escape(text[at:to]))
        at = to

    for mark in nested(marks):
        advance(mark.start)
        pieces.append(opening(mark))
        open_ends.append(mark.end)
    advance(len(text))
    return Markup("").join(pieces)


def nested(marks: Iterable[Mark]) -> list[Mark]:
    """The marks that are not empty, divided so that each lies in another or beside it, outer ones first."""
    waiting = sorted((mark for mark in marks if mark.start < mark.end), key=outer_first, reverse=True)
    placed: list[Mark] = []
    ends: list[int] = []
    while waiting:
        mark = waiting.pop()
        while ends and ends[-1] <= mark.start:
            ends.pop()
        if ends and mark.end > ends[-1]:
            waiting.append(mark._replace(start=ends[-1], anchor=""))
            waiting.sort(key=outer_first, reverse=True)
            mark = mark._replace(end=ends[-1])
        placed.append(mark)
        ends.append(mark.end)
    return placed


def outer_first(mark: Mark) -> tuple[int, int]:
    return mark.start, -mark.end


def opening(mark: Mark) -> Markup:
    anchor = Markup(' id="{}" tabindex="-1"').format(mark.anchor) if mark.anchor else ""
    title = Markup(' title="{}"').format(mark.title) if mark.title else ""
    return Markup('<mark class="{}"{}{}>').format(mark.label, anchor, title)


def marks_of(tables: dict[str, pd.DataFrame], *, anchors: bool = False) -> list[Mark]:
    """The mentions of some tables as marks; with `anchors`, each with the id TABLE-INDEX of its row."""
    return [
        Mark(
            int(row["start"]), int(row["end"]), LABELS[table], told(table, row),
            f"{table}-{index}" if anchors else "",
        )
        for table, frame in tables.items()
        for index, row in zip(frame.index, frame.to_dict("records"), strict=True)
    ]  # fmt: skip


def told(table: str, row: dict[Any, Any]) -> str:
    """What a mention says, in one line."""
    from nlp_extract.display.cells import TELLING, shown

    return " · ".join(filter(None, (shown(row[column]) for column in TELLING[table])))


def field_marks(row: dict[Any, Any]) -> list[Mark]:
    """Where the item, subject and time of a count stand."""
    import pandas as pd

    starts = ((field, row.get(f"{field}_start"), row.get(field)) for field in FIELDS)
    return [
        Mark(int(start), int(start) + len(words), field, field)
        for field, start, words in starts
        if words and start is not None and pd.notna(start)
    ]


def moved(marks: Sequence[Mark], by: int) -> list[Mark]:
    return [mark._replace(start=mark.start - by, end=mark.end - by) for mark in marks]
