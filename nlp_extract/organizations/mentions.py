"""Which spans of a text are names: the tagger's, mended, divided where names are joined, and overruled by a
gazetteer."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from nlp_extract.organizations.completion import complete, complete_places
from nlp_extract.organizations.coordination import split_coordinated
from nlp_extract.organizations.gazetteer import Gazetteer
from nlp_extract.tagger.spans import Span, Tags


class Mentions(NamedTuple):
    """Spans of organizations, people and places, each in text order and without overlaps."""

    organizations: list[Span]
    people: list[Span]
    places: list[Span]


def find_mentions(text: str, tags: Tags, gazetteer: Gazetteer | None = None) -> Mentions:
    """The mentions in a text: 乌鲁木齐市纪委监委和沙依巴克区委 are two, and a name of the gazetteer takes the
    place of what the tagger found there."""
    organizations = [
        Span(*part) for span in complete(text, tags.organizations) for part in split_coordinated(text, span)
    ]
    people = [span for span in tags.people if span.end - span.start > 1]  # 瓦 in 克瓦查 is no name
    mentions = Mentions(organizations, people, complete_places(text, tags.places))
    return (
        overruled(mentions, [Span(*match[:2]) for match in gazetteer.find(text)]) if gazetteer else mentions
    )


def overruled(mentions: Mentions, matches: Sequence[Span]) -> Mentions:
    """The mentions with each match as an organization in the place of all that it overlaps.

    A match is left out where a mention holds it and more: 长安 in 长安街 is not a whole name, nor is
    乌鲁木齐市纪委监委 in 乌鲁木齐市纪委监委第二监督检查室.
    """
    whole = [
        match
        for match in matches
        if not any(
            other != match and other.start <= match.start and match.end <= other.end
            for spans in mentions
            for other in _overlapping(spans, match)
        )
    ]
    kept = Mentions(*([span for span in spans if not _overlapping(whole, span)] for spans in mentions))
    return kept._replace(organizations=sorted([*kept.organizations, *whole]))


def _overlapping(spans: Sequence[Span], span: Span) -> Sequence[Span]:
    """Those of `spans`, which are in order and do not overlap each other, that overlap `span`."""
    first = bisect_right(spans, span.start, key=lambda other: other.end)
    return spans[first : bisect_left(spans, span.end, lo=first, key=lambda other: other.start)]
