"""Organizations, people and places onto the Doc: the tagger's spans, read in the light of the whole
article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nlp_extract.doc import passage_of, put_facts
from nlp_extract.facts import Organization, Person, Place
from nlp_extract.organizations import read_organizations, read_people, read_places
from nlp_extract.organizations.completion import complete
from nlp_extract.passage import Passage
from nlp_extract.tagger.component import Tagged
from nlp_extract.tagger.spans import Tags

if TYPE_CHECKING:
    from spacy.tokens import Doc


def find_organizations(passage: Passage, tags: Tags) -> tuple[list[Organization], list[Person], list[Place]]:
    """One fact for each span of an organization, a person and a place, each list in text order."""
    text, title = passage.text, passage.title
    spans = complete(text, tags.organizations)
    places = read_places(text, tags.places, title=title)
    names = read_organizations(text, spans, title=title, places=tags.places)
    roles = read_people(text, tags.people, spans)
    return (
        [
            Organization(
                **passage.mention(span),
                name=read.name,
                kind=read.kind,
                region=read.region,
                region_code=read.region_code,
                level=read.level,
                parent=read.parent,
                note=read.note,
            )
            for span, read in zip(spans, names, strict=True)
        ],
        [
            Person(
                **passage.mention(span),
                name=text[span.start : span.end],
                role=read.role,
                organization="" if read.organization_index is None else names[read.organization_index].name,
            )
            for span, read in zip(tags.people, roles, strict=True)
        ],
        [
            Place(
                **passage.mention(span),
                name=read.name,
                region=read.region,
                region_code=read.region_code,
                level=read.level,
            )
            for span, read in zip(tags.places, places, strict=True)
        ],
    )


class OrganizationsComponent(Tagged):
    """Sets `doc._.organizations`, `doc._.people` and `doc._.places`, and the span groups of the same
    names."""

    def annotate(self, doc: Doc, tags: Tags) -> None:
        organizations, people, places = find_organizations(passage_of(doc), tags)
        put_facts(doc, "organizations", organizations)
        put_facts(doc, "people", people)
        put_facts(doc, "places", places)
