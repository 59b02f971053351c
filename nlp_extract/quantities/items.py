"""What is counted: without the words that only say that there is so much of it (全国有|博物馆|6,833家), and in a list
what stands before each number (常规巡察26家、|提级巡察|11家)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from nlp_extract.tagger.spans import CountSpans, Span

THERE_ARE = regex.compile(
    "(?:我国|全国|全省|全市|全县|全区|全州|全旗|全球)(?:共|现|已|约|还|目前)?有"
    "(?![色线效机限关毒害氧轨偿奖期形声组])"  # 全国|有色金属产量
)


_OWN = regex.compile(r"[、；](?P<noun>[\p{Han}“”]{3,10})")
_UNIT = regex.compile(r"[^\d.,%]++$")


def counted(text: str, item: Span | None) -> Span | None:
    """The item behind 全国有, where it begins with it."""
    verb = item and THERE_ARE.match(text, item.start, item.end)
    return Span(verb.end(), item.end) if item and verb and verb.end() < item.end else item


def in_lists(text: str, counts: Sequence[CountSpans]) -> list[CountSpans]:
    """The counts of a text, where a number in a list with a noun of its own before it counts that rather than what the
    number before it does. (Of 241 annotated ones of one unit 235 count what stands right before them.)"""
    listed: list[CountSpans] = []
    for count in counts:
        before = listed[-1] if listed else None
        own = before and _OWN.fullmatch(text, before.span.end, count.span.start)
        if (
            own
            and before
            and before.item
            and before.item.end == before.span.start
            and (count.item is None or count.item.end <= before.span.start)
            and _unit(text, before.span) == _unit(text, count.span)
        ):
            count = replace(count, item=Span(*own.span("noun")))
        listed.append(count)
    return listed


def _unit(text: str, span: Span) -> str:
    unit = _UNIT.search(text, span.start, span.end)
    return unit[0] if unit else ""
