"""What is counted, without the words that only say that there is so much of it: 全国有|博物馆|6,833家."""

from __future__ import annotations

import regex

from nlp_extract.tagger.spans import Span

THERE_ARE = regex.compile(
    "(?:我国|全国|全省|全市|全县|全区|全州|全旗|全球)(?:共|现|已|约|还|目前)?有"
    "(?![色线效机限关毒害氧轨偿奖期形声组])"  # 全国|有色金属产量
)


def counted(text: str, item: Span | None) -> Span | None:
    """The item behind 全国有, where it begins with it."""
    verb = item and THERE_ARE.match(text, item.start, item.end)
    return Span(verb.end(), item.end) if item and verb and verb.end() < item.end else item
