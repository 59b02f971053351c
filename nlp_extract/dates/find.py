"""Time expressions in a plain text, found by the same grammar that reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

import regex

from nlp_extract.dates.festivals import FESTIVALS, read_table
from nlp_extract.dates.grammar import (
    GAP,
    HAN,
    LOOKBEHIND,
    NEVER_FIRST,
    PARTS,
    Part,
    Rank,
    beginning_of,
    normalize,
    scan,
)
from nlp_extract.dates.value import DateMatch

JOINT = regex.compile(r"起?(?:至|到|[—-]{1,2}+|~)")
AND = regex.compile("[至到、](?=周|星期)")  # 每周二、周四
# Of 10月底前, only 10月底 is the expression
TWO_EXPRESSIONS = {("each", "clock"), ("length", "since")}  # 每天 | 9时至17时; 一个世纪 | 以来
OUTSIDE = {"between", "before", "after", "from", "approximately", "weekday_beside"}


PASSED_OVER = [row["pattern"] for row in read_table("passed_over.csv")]
LONGEST_TITLE = 60


def find_dates(text: str) -> Iterator[DateMatch]:
    """The time expressions of a text, in order and without overlaps.

    Words that only bound an expression (截至, 前, 后, 起, 左右) stay outside; ranges, parts of the day, 期间
    and 以来 belong to it. Any text will do; the time taken grows with its length.

    Args:
        text: any text.

    Yields:
        A DateMatch for each, with offsets into `text`.
    """
    tight, places = squeeze(normalize(text))
    position = 0
    for candidate in candidates().finditer(tight):
        start, stop = candidate.span()
        if start < position:
            continue
        pattern = passed_over(tight[start])
        if pattern is not None and (passed := pattern.match(tight, start)):
            position = passed.end()
            continue
        if in_title(tight, start):
            continue
        end = expression_end(tight, start)
        position = max(stop, end)
        if end == start:
            continue
        first, last = (start, end) if places is None else (places[start], places[end - 1] + 1)
        yield DateMatch(first, last, text[first:last])


NUMERALS = f"{HAN}两百千万亿廿卅数几半"
DIGITS = "0123456789"
# What can stand behind any number stands behind one of these, behind the first ones most.
SOME_DIGITS = ("1", "12", "2024", "618")
SOME_NUMERALS = ("三", "二十", "十四五", "十一", "数", "半", "一", "七", "万")  # 一直以来, 七夕, 万圣节
NUMERALS_ALONE = [word for word in FESTIVALS if set(word) <= set(NUMERALS)]  # 五一
WHOLE_DAY = 8  # digits of 20241118 and more of 2024.11.18
LOOKED_AHEAD = 2  # characters behind a number or behind the first of a word


@cache
def candidates() -> re.Pattern[str]:
    """Where an expression can open: at a number or a word that a part can begin with, by what stands behind it.

    26家, 5.5%, 百分之三 and 国家 are passed over. (The standard library's re finds such places fastest.)
    """
    alone = "|".join(NUMERALS_ALONE)
    behind_digits = lookahead(SOME_DIGITS, never=DIGITS + ",.")
    behind_numerals = lookahead(SOME_NUMERALS, never=NUMERALS)
    number = (  # a whole one, the first of whose digits has just been passed
        rf"(?<=[{DIGITS}])(?<![\d,.].)[\d,.]{{0,20}}(?![\d,.])"
        rf"(?:{behind_digits}|(?<=[\d,.]{{{WHOLE_DAY}}}))"
    )
    numeral = (
        rf"(?<=[{NUMERALS}])(?<![{NUMERALS}].)[{NUMERALS}]*(?![{NUMERALS}])"
        rf"(?:{behind_numerals}|(?<={alone})|\Z)"
    )
    others = {char for part in PARTS if part.opens for char in characters(part)} - {*DIGITS, *NUMERALS}
    words = [re.escape(char) + lookahead([char]) for char in sorted(others) if openers([char])]
    first = "|".join([*DIGITS, *NUMERALS, *words])  # each with a literal in front, which re looks for first
    return re.compile(f"(?:{first})(?:(?<![{DIGITS}{NUMERALS}])|{number}|{numeral})")


Beginning = tuple[Part, str]  # a part that can begin so


def openers(heads: Iterable[str]) -> list[Beginning]:
    """The parts that can open an expression with one of these heads."""
    opening = [part for part in PARTS if part.opens and part.name not in NEVER_FIRST]
    return [
        (part, head)
        for part in opening
        for head in heads
        if head[0] in characters(part) and beginning_of(part).match(head, partial=True)
    ]


def lookahead(heads: Iterable[str], never: str = "") -> str:
    """A pattern of what can stand behind these heads where a part opens, "" where anything can."""
    behind = continuations(openers(heads), LOOKED_AHEAD, never)
    return f"(?={behind})" if behind else ""


def continuations(beginnings: list[Beginning], depth: int, never: str = "") -> str:
    """A pattern of the next characters of parts that have begun, "" where one of them may end before them."""
    if depth == 0 or any(beginning_of(part).match(head + "\0") for part, head in beginnings):
        return ""
    longer: dict[str, dict[Part, str]] = {}
    for part, head in beginnings:
        for char in characters(part).difference(never):
            found = beginning_of(part).match(head + char, partial=True)
            if found is not None and found.end() > len(head):
                longer.setdefault(char, {}).setdefault(part, head + char)  # one is enough
    tails: dict[str, str] = {}
    for char in sorted(longer):
        tail = continuations(list(longer[char].items()), depth - 1)
        tails[tail] = tails.get(tail, "") + char
    return "(?:" + "|".join(f"[{re.escape(chars)}]{tail}" for tail, chars in tails.items()) + ")"


SYNTAX = frozenset("()[]{}?*+|<>=!^$#P\\ \n")  # of regular expressions


@cache
def characters(part: Part) -> frozenset[str]:
    """All characters that a part can have, and some more."""
    return frozenset(part.pattern + DIGITS) - SYNTAX


@lru_cache(maxsize=1 << 10)
def passed_over(first: str) -> regex.Pattern[str] | None:
    """What begins with this character and is no date where it stands."""
    beginnings = (regex.compile(LOOKBEHIND.sub("", pattern)) for pattern in PASSED_OVER)
    patterns = [
        f"(?:{pattern})"
        for pattern, beginning in zip(PASSED_OVER, beginnings, strict=True)
        if beginning.match(first, partial=True)
    ]
    return regex.compile("|".join(patterns)) if patterns else None


def in_title(text: str, start: int) -> bool:
    """Whether a place is between 《 and 》."""
    opening = text.rfind("《", max(0, start - LONGEST_TITLE), start)
    return opening >= 0 and text.find("》", opening, start) < 0 <= text.find(
        "》", start, start + LONGEST_TITLE
    )


def expression_end(text: str, start: int) -> int:
    """Where the expression that begins at `start` ends: after the end of its range, where it is one."""
    end, rank = point_end(text, start, opening=True)
    joint = (AND if text.startswith("每", start) else JOINT).match(text, end)
    if end == start or joint is None:
        return end
    second, second_rank = point_end(text, joint.end())
    return second if second > joint.end() and second_rank >= min(rank, Rank.DAY) else end


def point_end(text: str, start: int, opening: bool = False) -> tuple[int, int]:
    """The end and the rank of the last part of a point or period."""
    end, rank, before = start, 0, ""
    for part, match in scan(text, start, opening):
        if part.name in OUTSIDE or (before, part.name) in TWO_EXPRESSIONS:
            break
        end, rank, before = match.end(), part.rank, part.name
    return end, rank


def squeeze(text: str) -> tuple[str, list[int] | None]:
    """The text without white space between digits and characters, and where each character of it stood."""
    gaps = [match.span() for match in GAP.finditer(text)]
    if not gaps:
        return text, None
    pieces: list[str] = []
    places: list[int] = []
    position = 0
    for start, end in [*gaps, (len(text), len(text))]:
        pieces.append(text[position:start])
        places.extend(range(position, start))
        position = end
    return "".join(pieces), places
