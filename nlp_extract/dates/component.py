"""Dates onto the Doc: the tagger's date spans, read with the day of publication."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nlp_extract.dates import read_dates
from nlp_extract.doc import passage_of, put_facts
from nlp_extract.facts import Date
from nlp_extract.passage import Passage
from nlp_extract.tagger.component import Tagged
from nlp_extract.tagger.spans import Tags

if TYPE_CHECKING:
    from spacy.tokens import Doc


def find_dates(passage: Passage, tags: Tags) -> list[Date]:
    """One fact for each date span, in text order."""
    readings = read_dates(passage.text, tags.dates, passage.published)
    return [
        Date(
            **passage.mention(span),
            kind=reading.kind,
            start_date=reading.start_date,
            end_date=reading.end_date,
            value=reading.value,
            relative=reading.relative,
            note=reading.note,
        )
        for span, reading in zip(tags.dates, readings, strict=True)
    ]


class DatesComponent(Tagged):
    """Sets `doc._.dates` and `doc.spans["dates"]`."""

    def annotate(self, doc: Doc, tags: Tags) -> None:
        put_facts(doc, "dates", find_dates(passage_of(doc), tags))
