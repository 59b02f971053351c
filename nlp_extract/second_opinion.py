"""The base pipeline's named entities as a second opinion on people and places."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from nlp_extract.doc import put_tags
from nlp_extract.tagger.component import Tagged
from nlp_extract.tagger.spans import Span, Tags

if TYPE_CHECKING:
    from spacy.tokens import Doc

PEOPLE = frozenset({"PERSON"})
PLACES = frozenset({"GPE", "LOC", "FAC"})
"""Labels of OntoNotes, which spaCy's own Chinese pipelines use."""


class SecondOpinion(Tagged):
    """Adds entities in `doc.ents` to the people and places that the tagger found, where those have nothing.

    It stands after the component that names entities and before `nlp_extract_organizations`, which reads them.
    """

    def annotate(self, doc: Doc, tags: Tags) -> None:
        if not doc.has_annotation("ENT_IOB"):
            warnings.warn(
                f"{self.name} found no named entities: no component before it sets doc.ents; put it behind "
                "the one that does ('ner')",
                stacklevel=2,
            )
        people = joined(tags.people, entities(doc, PEOPLE))
        places = joined(tags.places, entities(doc, PLACES))
        if (people, places) == (tags.people, tags.places):
            return
        if "organizations" in doc.spans:
            warnings.warn(
                f"{self.name} came after the people and places had been read, so what it adds is not among them; "
                "put it before nlp_extract_organizations",
                stacklevel=2,
            )
        put_tags(doc, replace(tags, people=people, places=places))


def entities(doc: Doc, labels: frozenset[str]) -> list[Span]:
    """The entities of some labels, as characters."""
    return [Span(ent.start_char, ent.end_char) for ent in doc.ents if ent.label_ in labels]


def joined(first: list[Span], second: Iterable[Span]) -> list[Span]:
    """The first spans and those of the second that touch none of them, in text order."""
    taken = {at for span in first for at in range(*span)}
    return sorted([*first, *(span for span in second if taken.isdisjoint(range(*span)))])
