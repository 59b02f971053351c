"""Names that the tagger cut: a span that ends inside a region's name, a Latin word or a well-known name takes in the
whole of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from operator import itemgetter

import regex

from nlp_extract.organizations.countries import country_at, country_signs
from nlp_extract.organizations.lexicon import rows
from nlp_extract.organizations.regions import Mention, beginnings, name_at
from nlp_extract.tagger.spans import Span

LONGEST_REGION = 15
"""Characters of the longest name of a division (积石山保安族东乡族撒拉族自治县)."""

SHORTEST_KNOWN = 5
"""Characters from which a well-known full name (联合国贸易和发展会议) can be no other words."""

COURT = regex.compile(
    r"(?:联邦|最高|高等|高级|中级|终审|上诉|巡回|地方|地区|初审|宪法|行政|海事|知识产权|互联网|铁路运输|军事"
    "|第[一二三四五六七八九十0-9]{1,3})++(?:人民)?法院"
)
"""All of 56 annotated ones are a part of one name."""

LATIN = regex.compile(r"\p{Latin}")


def complete(text: str, spans: Sequence[Span]) -> list[Span]:
    """The same spans, made whole: none begins inside a region's full name (格尔旗财政局 after 准), begins or ends
    inside a Latin word, or is a part of a well-known name (联合国 in 联合国贸易和发展会议) or of a court's (美国 in
    美国联邦上诉法院). Spans that then overlap are one.

    A leading 该 is no part of a name (该|县纪委监委).
    """
    completed: list[Span] = []
    known = [match.span() for match in _known_names().finditer(text)] if spans else []
    courts = list(_courts(text)) if spans else []
    for span in spans:
        start, end = _first(text, span.start), _last(text, span.end)
        for wholes in (known, courts):
            for first, last in wholes[bisect_right(wholes, start, key=itemgetter(1)) :]:
                if first >= end:
                    break
                start, end = min(start, first), max(end, last)
        if text[start] == "该" and end - start > 2:
            start += 1
        if completed and start < completed[-1].end:
            start, end = completed[-1].start, max(completed.pop().end, end)
        completed.append(Span(start, end))
    return completed


def complete_places(text: str, spans: Sequence[Span]) -> list[Span]:
    """The same spans, each the whole name of a region where it holds a part of one (尔旗 in 准格尔旗); a single
    character that is no part of one is no place."""
    completed: list[Span] = []
    for start, end in spans:
        region = _region_over(text, start)
        if region:
            start, end = region.start, max(end, region.end)
        if end - start > 1 and (not completed or start >= completed[-1].end):
            completed.append(Span(start, end))
    return completed


@cache
def _known_names() -> re.Pattern[str]:
    """The full names behind the short forms of `short_forms.csv`, the longest that fits. (The standard library's re,
    led by the characters that names begin with, finds them fastest.)"""
    known = {row["name"] for row in rows("short_forms.csv") if len(row["name"]) >= SHORTEST_KNOWN}
    names = sorted(map(re.escape, known), key=len, reverse=True)
    first, second = (re.escape("".join({name[place] for name in known})) for place in (0, 1))
    return re.compile(f"(?=[{first}][{second}])(?:{'|'.join(names)})")


def _courts(text: str) -> Iterator[tuple[int, int]]:
    """Courts with their rank, from the country or division before it: 美国|联邦上诉法院."""
    for match in COURT.finditer(text):
        start = match.start()
        while (before := _place_before(text, start)) < start:
            start = before
        yield start, match.end()


def _place_before(text: str, end: int) -> int:
    """Where the country or the division begins that ends at `end`; else `end`."""
    for start in range(max(0, end - LONGEST_REGION), end):
        region = name_at(text, start)
        if (region and region.end == end) or country_at(text[start:end]) == text[start:end]:
            return start
    return end - 1 if text[max(0, end - 1) : end] in country_signs() else end


def _first(text: str, start: int) -> int:
    """Where the region's name or the Latin word begins that `start` stands in; else `start`."""
    if region := _region_over(text, start):
        return region.start
    while start and LATIN.match(text[start]) and LATIN.match(text[start - 1]):
        start -= 1
    return start


def _region_over(text: str, position: int) -> Mention | None:
    """The region whose full name holds the character at a position."""
    for first in beginnings(text, max(0, position - LONGEST_REGION), position + 2):
        region = name_at(text, first)
        if region and region.full and region.end > position:
            return region
    return None


def _last(text: str, end: int) -> int:
    """Where the Latin word ends that `end` stands in; else `end`."""
    while end < len(text) and LATIN.match(text[end - 1]) and LATIN.match(text[end]):
        end += 1
    return end
