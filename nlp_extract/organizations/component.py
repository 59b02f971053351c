"""Organizations, people and places onto the Doc: the tagger's spans, read in the light of the whole
article."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nlp_extract.doc import passage_of, put_facts
from nlp_extract.facts import Organization, Person, Place
from nlp_extract.organizations import (
    Gazetteer,
    GazetteerSource,
    load_gazetteer,
    read_organizations,
    read_people,
    read_places,
)
from nlp_extract.organizations.coreference import with_coreferences
from nlp_extract.organizations.mentions import find_mentions
from nlp_extract.passage import Passage
from nlp_extract.tagger.component import Tagged
from nlp_extract.tagger.spans import Tags

if TYPE_CHECKING:
    from spacy.tokens import Doc


def find_organizations(
    passage: Passage, tags: Tags, *, gazetteer: Gazetteer | None = None, coreference: bool = False
) -> tuple[list[Organization], list[Person], list[Place]]:
    """One fact for each mention of an organization, a person and a place, each list in text order.

    Args:
        passage: the text with its title.
        tags: what the tagger found in it.
        gazetteer: the user's own names, which overrule the tagger where they are whole names.
        coreference: whether 该局 and its like, which the tagger leaves out, are mentions of the organization
            that they stand for.
    """
    text, title = passage.text, passage.title
    spans, people, settled = find_mentions(text, tags, gazetteer)
    places = read_places(text, settled, title=title)
    names = read_organizations(text, spans, title=title, places=settled, gazetteer=gazetteer)
    if coreference:
        spans, names = with_coreferences(text, spans, names)
    roles = read_people(text, people, spans)
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
            for span, read in zip(people, roles, strict=True)
        ],
        [
            Place(
                **passage.mention(span),
                name=read.name,
                region=read.region,
                region_code=read.region_code,
                level=read.level,
            )
            for span, read in zip(settled, places, strict=True)
        ],
    )


class OrganizationsComponent(Tagged):
    """Sets `doc._.organizations`, `doc._.people` and `doc._.places`, and the span groups of the same
    names.

    A gazetteer goes with the pipeline where it is pickled or saved.
    """

    def __init__(
        self, model: str | None = None, gazetteer: GazetteerSource | None = None, coreference: bool = False
    ) -> None:
        super().__init__(model)
        self.gazetteer: Gazetteer | None = None
        self.coreference = coreference
        if gazetteer is not None:
            self.use(gazetteer)

    def use(self, gazetteer: GazetteerSource) -> None:
        """Let a gazetteer overrule the tagger."""
        self.gazetteer = load_gazetteer(gazetteer)

    def to_bytes(self, **_: Any) -> bytes:
        """The gazetteer as CSV, empty where there is none; spaCy calls it to save the pipeline."""
        return self.gazetteer.to_csv() if self.gazetteer else b""

    def from_bytes(self, data: bytes, **_: Any) -> OrganizationsComponent:
        """Take the gazetteer that `to_bytes` gave."""
        self.gazetteer = load_gazetteer(BytesIO(data)) if data else None
        return self

    def to_disk(self, path: Path, **_: Any) -> None:
        if self.gazetteer:
            Path(path).write_bytes(self.to_bytes())

    def from_disk(self, path: Path, **_: Any) -> OrganizationsComponent:
        return self.from_bytes(Path(path).read_bytes() if Path(path).exists() else b"")

    def annotate(self, doc: Doc, tags: Tags) -> None:
        organizations, people, places = find_organizations(
            passage_of(doc), tags, gazetteer=self.gazetteer, coreference=self.coreference
        )
        put_facts(doc, "organizations", organizations)
        put_facts(doc, "people", people)
        put_facts(doc, "places", places)
