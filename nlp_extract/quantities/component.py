"""Counts onto the Doc: the tagger's numbers with their items, subjects and times, read into values and
periods."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from math import isinf
from typing import TYPE_CHECKING, Any

from nlp_extract.dates.component import find_dates
from nlp_extract.doc import facts_of, passage_of, put_facts
from nlp_extract.facts import Count, Date
from nlp_extract.passage import Passage
from nlp_extract.quantities import Quantity, read_counts
from nlp_extract.quantities.columns import Column, columns_of
from nlp_extract.quantities.items import counted, in_lists
from nlp_extract.tagger.component import Tagged
from nlp_extract.tagger.spans import CountSpans, Span, Tags

if TYPE_CHECKING:
    from spacy.tokens import Doc


def find_counts(passage: Passage, tags: Tags, dates: Sequence[Date]) -> list[Count]:
    """One fact for each number, in text order; `dates` are the dates of the same text, in text order."""
    text = passage.text
    columns = columns_of(text, [count.span for count in tags.counts], tags.dates)
    counts = in_lists(text, [named(text, count, columns.get(count.span)) for count in tags.counts])
    readings = read_counts(text, [count.span for count in counts], items=[count.item for count in counts])
    found = []
    for spans, reading in zip(counts, readings, strict=True):
        when = date_at(dates, spans.time)
        column = columns.get(spans.span)
        basis = reading.basis or (written(text, column.basis) if column and reading.change else "")
        found.append(
            Count(
                **passage.mention(spans.span),
                **(measured(reading.quantity) if reading.quantity else {}),
                approx=reading.approx,
                item=written(text, spans.item),
                subject=written(text, spans.subject),
                change=reading.change,
                basis=basis,
                status=reading.status,
                time=written(text, spans.time),
                period_start=when.start_date if when else None,
                period_end=when.end_date if when else None,
                item_start=spans.item.start if spans.item else None,
                subject_start=spans.subject.start if spans.subject else None,
                time_start=spans.time.start if spans.time else None,
                note=reading.note,
            )
        )
    return found


def named(text: str, count: CountSpans, column: Column | None) -> CountSpans:
    """A count with what its column says of it, where it stands in one."""
    if column is None:
        return replace(count, item=counted(text, count.item))
    return replace(count, item=column.item, time=column.time or count.time)


def measured(quantity: Quantity) -> dict[str, Any]:
    """The columns of a quantity."""
    return {
        "value": nearest(quantity.value),
        "value_high": nearest(quantity.high),
        "unit": quantity.unit,
        "unit_kind": quantity.unit_kind,
        "currency": quantity.currency,
        "value_si": nearest(quantity.value_si),
        "unit_si": quantity.unit_si,
    }


def nearest(number: int | Decimal | None) -> float | None:
    """The nearest float; None beyond what one can hold."""
    try:
        value = None if number is None else float(number)
    except OverflowError:
        return None
    return None if value is None or isinf(value) else value


def written(text: str, span: Span | None) -> str:
    """The characters of a span, "" without one."""
    return text[span.start : span.end] if span else ""


def date_at(dates: Sequence[Date], span: Span | None) -> Date | None:
    """The date that stands at a span or shares the most characters with it; None where none does."""
    if span is None:
        return None
    nearest = bisect_left(dates, span.end, key=lambda date: date.start)
    shared: list[tuple[int, Date]] = []
    for date in reversed(dates[:nearest]):
        if date.end <= span.start:
            break
        shared.append((min(date.end, span.end) - max(date.start, span.start), date))
    return max(shared, key=lambda pair: pair[0])[1] if shared else None


class CountsComponent(Tagged):
    """Sets `doc._.counts` and `doc.spans["counts"]`; reads the dates for itself where the Doc has none
    yet."""

    def annotate(self, doc: Doc, tags: Tags) -> None:
        passage = passage_of(doc)
        dates = facts_of(doc, "dates") if "dates" in doc.spans else find_dates(passage, tags)
        put_facts(doc, "counts", find_counts(passage, tags, dates))
