"""Names that the tagger cut: a span takes in the whole of what it holds a part of, the place before it and the office
behind it, as annotated names do."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from operator import itemgetter

import regex

from nlp_extract.organizations.countries import country_at, country_signs, is_country
from nlp_extract.organizations.definitions import BRACKET, short_forms_in
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

_JOINT = regex.compile(r"(?:和|与|及|同|会同|联合)(?=\p{Han}{2})")
# 省商务厅|对外贸易处|处长: 1 of 354 annotated ones is no part of the name before
_OFFICE = regex.compile(
    r"(?!相关|有关|各|原|副|的|党)(?:(?![的和与及、])\p{Han}){1,6}?(?:处|科|室|股|支队|大队|中队|分署|办事处)"
    r"(?=处长|科长|主任|股长|队长|副(?:处|科|主|股|队)|干部|负责人|工作人员|民警)"
)
# What a bracket may call a body for short that is no name of its own: 督察组
_COMMON = regex.compile(r"\p{Han}{0,3}(?:组|办|委|局|会|院|厅|部|处)")
_LONGEST_PLACE = 6
_OPENING = ("（", "(")
# None of 232 annotated names in Latin letters is joined to one of these.
_BEFORE_CODE = frozenset("@#/_=.-\\")
_BEHIND_CODE = regex.compile(r"[/_=@#(]|[.:-]\w")
_IN_CODE = regex.compile(r"[_=@#\\]")

LATIN = regex.compile(r"\p{Latin}")


def complete(text: str, spans: Sequence[Span]) -> list[Span]:
    """The same spans, made whole: none begins inside a region's full name (格尔旗财政局 after 准), begins or ends
    inside a Latin word, or is a part of a well-known name (联合国 in 联合国贸易和发展会议) or of a court's (美国 in
    美国联邦上诉法院). A division or a country right before a name belongs to it (荣成|蓝湾国有资本运营有限公司), as
    does an office behind it whose head is named (省商务厅|对外贸易处|处长). Spans that then overlap are one.

    A leading 该 is no part of a name (该|县纪委监委), nor is a leading 和 behind another (县司法局|和|县林草局).
    What the article defines as a short form is a name wherever it stands (（下称淮岭油茶）). What is joined to an
    address or to code is none (github.com, @EnableScheduling).
    """
    if not spans:
        return []
    wholes = [[match.span() for match in _known_names().finditer(text)], list(_courts(text))]
    completed = _merged(text, spans, wholes)
    if defined := list(_defined(text, completed)):
        others = [span for span in defined if not _overlaps(completed, span)]
        completed = _merged(text, sorted([*completed, *others]), [defined])
    return [span for span in completed if not _is_code(text, span)]


def _merged(text: str, spans: Sequence[Span], wholes: Sequence[Sequence[tuple[int, int]]]) -> list[Span]:
    """Spans in text order, each grown over the wholes that it holds a part of."""
    merged: list[Span] = []
    for span in spans:
        start, end = _first(text, span.start), _last(text, span.end)
        for some in wholes:
            for first, last in some[bisect_right(some, start, key=itemgetter(1)) :]:
                if first >= end:
                    break
                start, end = min(start, first), max(end, last)
        if text[start] == "该" and end - start > 2:
            start += 1
        end = _office(text, end)
        before = merged[-1].end if merged else 0
        if start < before:
            start, end = merged[-1].start, max(merged.pop().end, end)
        elif merged and start == before and (joint := _JOINT.match(text, start, end)):
            start = joint.end()
        else:
            start = max(before, _place_of(text, start))
        merged.append(Span(start, end))
    return merged


def _defined(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Wherever a short form stands that a bracket behind one of the spans gives to it, in text order; one whose
    characters are not the name's (以下简称“出让人”) is a role."""
    shorts = set()
    for start, end in spans:
        if text[end : end + 1] in _OPENING and (bracket := BRACKET.match(text, end)):
            for _, short in short_forms_in(bracket["inside"]):
                rest = iter(text[start:end])
                if all(character in rest for character in short) and not _COMMON.fullmatch(short):
                    shorts.add(short)
    if shorts:
        pattern = regex.compile(r"\L<shorts>", shorts=shorts)
        yield from (Span(*match.span()) for match in pattern.finditer(text))


def _is_code(text: str, span: Span) -> bool:
    """Whether Latin letters are a part of an address or of code."""
    name = text[span.start : span.end]
    return name.isascii() and (
        text[max(0, span.start - 1) : span.start] in _BEFORE_CODE
        or _BEHIND_CODE.match(text, span.end) is not None
        or _IN_CODE.search(name) is not None
    )


def _overlaps(spans: Sequence[Span], span: Span) -> bool:
    at = bisect_right(spans, span.start, key=itemgetter(1))
    return at < len(spans) and spans[at].start < span.end


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


def _place_of(text: str, start: int) -> int:
    """Where the division or the country begins that stands right before a name; else `start`. (Of 3,400 annotated
    names that begin with one or follow one 12 leave it out.)"""
    if not _follows_han(text, start) or country_at(text, start):
        return start
    for first in range(max(0, start - _LONGEST_PLACE), start - 1):
        region = name_at(text, first)
        if region and region.end == start and not _of_two_words(text, region):
            return first
        if is_country(text[first:start]):
            return first
    return start


def _office(text: str, end: int) -> int:
    """Where the office ends that stands behind a name and before the title of its head; else `end`."""
    office = _OFFICE.match(text, end)
    return office.end() if office else end


def _first(text: str, start: int) -> int:
    """Where the region's name or the Latin word begins that `start` stands in; else `start`."""
    if _follows_han(text, start) and (region := _region_over(text, start)):
        return region.start
    while start and LATIN.match(text[start]) and LATIN.match(text[start - 1]):
        start -= 1
    return start


def _region_over(text: str, position: int) -> Mention | None:
    """The region whose full name holds the character at a position."""
    for first in beginnings(text, max(0, position - LONGEST_REGION), position + 2):
        region = name_at(text, first)
        if region and region.full and region.end > position and not _of_two_words(text, region):
            return region
    return None


def _of_two_words(text: str, region: Mention) -> bool:
    """Whether the words around a region's name may make it: 局|和|县, 委|会同|县."""
    name = text[region.start : region.end]
    return name.startswith(("和", "会同")) and _follows_han(text, region.start)


def _follows_han(text: str, position: int) -> bool:
    return position > 0 and "\u3400" <= text[position - 1] <= "\u9fff"


def _last(text: str, end: int) -> int:
    """Where the Latin word ends that `end` stands in; else `end`."""
    while end < len(text) and LATIN.match(text[end - 1]) and LATIN.match(text[end]):
        end += 1
    return end
