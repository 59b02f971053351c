"""Time expressions in a plain text, found by the same grammar that reads them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from nlp_extract.dates.grammar import BEGINNINGS, GAP, HAN, PARTS, Rank, lexer_at, normalize, scan
from nlp_extract.dates.value import DateMatch

JOINT = regex.compile(r"起?(?:至|到|[—-]{1,2}+|~)")
AND = regex.compile("[至到、](?=周|星期)")  # 每周二、周四
# Of 10月底前, only 10月底 is the expression
OUTSIDE = {"between", "before", "after", "from", "approximately", "weekday_beside"}


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
        if start < position or lexer_at(tight[start : start + 2], Rank.NONE, True) is None:
            continue
        if candidate.lastgroup == "number" and not dated(tight, start, stop):
            continue
        end = expression_end(tight, start)
        position = max(stop, end)
        if end == start:
            continue
        first, last = (start, end) if places is None else (places[start], places[end - 1] + 1)
        yield DateMatch(first, last, text[first:last])


@cache
def candidates() -> regex.Pattern[str]:
    """Whole numbers, and the characters that an expression can open with."""
    others = {char for part in PARTS for char in part.pattern if lexer_at(char, Rank.NONE, True)}
    return regex.compile(
        rf"(?P<number>\d[\d,.]{{0,20}}+) | [{HAN}两百千万廿]++ | [{regex.escape(''.join(sorted(others)))}]",
        regex.VERBOSE,
    )


WHOLE_DAY = 8  # digits of 20241118 and more of 2024.11.18


def dated(text: str, start: int, stop: int) -> bool:
    """Whether what stands behind a number is something that dates have: 26家 and 5.5% are passed over."""
    return stop - start >= WHOLE_DAY or text[stop : stop + 1] in behind_numbers()


@cache
def behind_numbers() -> set[str]:
    """The characters that a part can have behind the number that it begins with."""
    return {
        char
        for char in {char for part in PARTS for char in part.pattern}
        for number in ("1", "12", "2024", "1.5", "1,000")
        for part, pattern in zip(PARTS, BEGINNINGS, strict=True)
        if part.opens and (found := pattern.match(number + char, partial=True)) and found.end() > len(number)
    }


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
    end, rank = start, 0
    for row, stop in scan(text, start, opening):
        if PARTS[row].name in OUTSIDE:
            break
        end, rank = stop, PARTS[row].rank
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
