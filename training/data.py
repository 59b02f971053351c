"""Annotated text: JSON Lines to texts with spans, as docs/annotation.md defines them."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

Offsets = tuple[int, int]

FIELDS = ("item", "subject", "time")


class AnnotationError(ValueError):
    """An annotated line that cannot be used; the message names file, line and mention."""


@dataclass(frozen=True)
class AnnotatedCount:
    """A count's span, and the spans of its fields (None where the text names none)."""

    span: Offsets
    fields: tuple[Offsets | None, Offsets | None, Offsets | None]


@dataclass(frozen=True)
class AnnotatedText:
    """A text with its mentions, each list in text order."""

    text_id: str
    text: str
    organizations: tuple[Offsets, ...]
    counts: tuple[AnnotatedCount, ...]
    dates: tuple[Offsets, ...]


def read_annotations(paths: Iterable[Path]) -> list[AnnotatedText]:
    """Read JSON Lines of `id`, `text`, `organizations`, `counts`, `dates`.

    Raises:
        AnnotationError: a line is no such record, or a mention's text is not what stands at its offsets.
    """
    texts = []
    for path in paths:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    texts.append(_read_line(line, f"{path}:{number}"))
    return texts


def _read_line(line: str, where: str) -> AnnotatedText:
    try:
        record = json.loads(line)
        text = record["text"]
        mentions = {
            kind: sorted(record[kind], key=lambda mention: mention["start"])
            for kind in ("organizations", "counts", "dates")
        }
        for kind, listed in mentions.items():
            for mention in listed:
                written = text[mention["start"] : mention["end"]]
                if written != mention["text"]:
                    raise AnnotationError(
                        f"{where}: {kind} mention {mention['text']!r} has offsets {mention['start']}-{mention['end']}, "
                        f"where the text reads {written!r}; correct start and end"
                    )
    except (KeyError, TypeError, json.JSONDecodeError) as error:
        raise AnnotationError(
            f"{where}: not an annotated text ({error!r}); each line is a JSON object with "
            "id, text, organizations, counts and dates"
        ) from error
    return AnnotatedText(
        text_id=record["id"],
        text=text,
        organizations=tuple((m["start"], m["end"]) for m in mentions["organizations"]),
        counts=tuple(
            AnnotatedCount(
                (m["start"], m["end"]),
                (field(text, m, "item"), field(text, m, "subject"), field(text, m, "time")),
            )
            for m in mentions["counts"]
        ),
        dates=tuple((m["start"], m["end"]) for m in mentions["dates"]),
    )


def field(text: str, count: Mapping[str, Any], name: str) -> Offsets | None:
    """Where a field of a count stands: at the offset that is given (`item_start`), else the nearest phrase."""
    phrase, start = count.get(name) or "", count.get(f"{name}_start")
    if start is not None and isinstance(phrase, str) and phrase and text.startswith(phrase, start):
        return start, start + len(phrase)
    return nearest(text, phrase, (count["start"], count["end"]))


def nearest(text: str, phrase: str | Sequence[str], span: Offsets) -> Offsets | None:
    """Where a field's phrase stands: the occurrence nearest to the count, one before it if in doubt.

    An occurrence after the count counts as three times as far, so that 党组织 in 232家党组织 is the one
    that follows and a place in the next sentence is not.
    """
    if not isinstance(phrase, str):
        phrase = phrase[0] if phrase else ""
    if not phrase:
        return None
    before, after = text.rfind(phrase, 0, span[0]), text.find(phrase, span[1])
    if before < 0 and after < 0:
        found = text.find(phrase)
    elif before < 0 or (after >= 0 and 3 * (after - span[1]) < span[0] - before - len(phrase)):
        found = after
    else:
        found = before
    return None if found < 0 else (found, found + len(phrase))


def edit(text: AnnotatedText, changes: Sequence[tuple[int, int, str]]) -> AnnotatedText:
    """Replace parts of a text and move every span along. `changes` are in order and do not overlap.

    A part that is replaced must hold a span whole or not touch it.
    """
    pieces, moves, last, shift = [], [], 0, 0
    for start, end, new in changes:
        pieces += [text.text[last:start], new]
        shift += len(new) - (end - start)
        moves.append((end, shift))
        last = end
    pieces.append(text.text[last:])

    def moved(position: int) -> int:
        total = 0
        for end, shift in moves:
            if position < end:
                break
            total = shift
        return position + total

    def moved_span(span: Offsets | None) -> Offsets | None:
        return None if span is None else (moved(span[0]), moved(span[1]))

    def moved_all(spans: Iterable[Offsets]) -> tuple[Offsets, ...]:
        return tuple((moved(start), moved(end)) for start, end in spans)

    return replace(
        text,
        text="".join(pieces),
        organizations=moved_all(text.organizations),
        dates=moved_all(text.dates),
        counts=tuple(
            AnnotatedCount(
                (moved(count.span[0]), moved(count.span[1])),
                tuple(moved_span(field) for field in count.fields),  # type: ignore[arg-type]
            )
            for count in text.counts
        ),
    )


def spans_of(text: AnnotatedText) -> list[Offsets]:
    """Every span of a text, for asking what a change would cut."""
    fields = [field for count in text.counts for field in count.fields if field]
    return [*text.organizations, *text.dates, *(count.span for count in text.counts), *fields]


def shuffled(texts: Sequence[AnnotatedText], source: random.Random) -> list[AnnotatedText]:
    """A new list in another order."""
    order = list(texts)
    source.shuffle(order)
    return order
