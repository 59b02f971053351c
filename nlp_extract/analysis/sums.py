"""Totals and their parts, where the text says 其中 or 共: do they add up?"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd
import regex

from nlp_extract.analysis.readings import reading
from nlp_extract.facts import column
from nlp_extract.tables import frame

if TYPE_CHECKING:
    from nlp_extract.tables import Facts

# Parts follow their total: 查处案件36起，其中党员干部12起、监察对象24起
PARTS_FOLLOW = regex.compile(r"其中|包括")
# A total follows its parts: 甲县12起、乙县24起，两县共36起. Not 中共, 公共, 共同.
TOTAL_FOLLOWS = regex.compile(
    r"(?<![中公])(?P<word>共计|合计|總計|总计|合計|共計|总共|一共|共(?!同))[^，。；、,;\d]{0,8}$"
)
# Sums run on over ； but not over 。 or a line break.
STOP = regex.compile(r"[。！？\n]")
NOT_ADDED = frozenset(("percent", "point", "ratio", "multiple", "age", "score", "temperature"))
BEFORE = 60
"""How many characters before 其中 a total may stand."""

FARTHEST = 1000
"""How far before 共 its parts may begin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """A total and the parts that the text names with it."""

    article_id: str = column("文章", "the article")
    start: int = column("起", "offset of the total", 0)
    end: int = column("止", "offset after the total", 0)
    total: str = column("总数", "the total as written")
    total_value: float | None = column("总数值", "its value", None)
    unit: str = column("单位", "unit of total and parts")
    parts: str = column("分项", "the parts as written, joined with 、")
    parts_value: float | None = column("分项和", "the sum of the parts", None)
    difference: float | None = column(
        "差", "sum of the parts less the total; 0 within what rounding allows", None
    )
    word: str = column("词", "the word that joins them: 其中, 共, ...")
    result: str = column(
        "结果",
        "equal; part: 其中 names some of the total; more: parts exceed the total; differs: 共 with another sum",
    )
    sentence: str = column("句子", "the text from the first to the last of them")


class Number(NamedTuple):
    start: int
    end: int
    text: str
    value: float
    unit: str
    slack: float
    """how far rounding may have moved it"""


def check_sums(facts: Facts) -> pd.DataFrame:
    """One row for each total that the text gives with its parts, in text order (columns: `Sum`).

    Only counts of the same unit that are levels, not changes and not shares, are added. After 其中 and
    包括 the parts reach to where they are the total, else to the end of the sentence or the next such word; the
    total is the last number of their unit before. Before 共, 合计 and 总计 there must be at least two.
    """
    numbers = {
        article: list(numbers_of(rows)) for article, rows in facts.counts.groupby("article_id", sort=False)
    }
    return frame(
        Sum,
        (
            found
            for article, text in zip(facts.articles["article_id"], facts.articles["text"], strict=True)
            for found in sorted(sums_in(article, text, numbers.get(article, [])), key=lambda s: s.start)
        ),
    )


def numbers_of(counts: pd.DataFrame) -> Iterator[Number]:
    """The counts of an article that can be added up."""
    for row in counts.sort_values("start").to_dict("records"):
        value = row["value"]
        if pd.isna(value) or pd.notna(row["value_high"]) or row["change"] or row["unit_kind"] in NOT_ADDED:
            continue
        low, high = reading(value, None, row["approx"], row["text"])
        yield Number(row["start"], row["end"], row["text"], value, row["unit"], (high - low) / 2)


def sums_in(article: str, text: str, numbers: Sequence[Number]) -> Iterator[Sum]:
    starts = [number.start for number in numbers]
    stops = [match.end() for match in STOP.finditer(text)]
    joints = list(PARTS_FOLLOW.finditer(text))
    ends = [joint.start() for joint in joints[1:]] + [len(text)]
    for joint, following in zip(joints, ends, strict=False):
        place = bisect_left(stops, joint.end())
        end = min(following, stops[place] if place < len(stops) else len(text))
        here = bisect_left(starts, joint.end())
        after = [number for number in numbers[here : bisect_left(starts, end)] if number.end <= end]
        before = numbers[bisect_left(starts, joint.start() - BEFORE) : bisect_left(starts, joint.start())]
        total = next((n for n in reversed(before) if after and n.unit == after[0].unit), None)
        if total:
            parts = [number for number in after if number.unit == total.unit]
            yield added(article, text, total, first_that_add_up(total, parts), joint[0])
    for place, total in enumerate(numbers):
        ended = bisect_right(stops, total.start)
        begin = max(stops[ended - 1] if ended else 0, total.start - FARTHEST)
        word = TOTAL_FOLLOWS.search(text, begin, total.start)
        if word is None:
            continue
        parts = [n for n in numbers[bisect_left(starts, begin) : place] if n.unit == total.unit]
        if len(parts) > 1 and not PARTS_FOLLOW.search(text, parts[0].start, total.start):
            yield added(article, text, total, parts, word["word"])


def first_that_add_up(total: Number, parts: Sequence[Number]) -> Sequence[Number]:
    """The parts up to where they are the total (其中群众17人、官兵9人，转诊1人), all where they never are."""
    for count in range(2, len(parts)):
        if abs(difference(total, parts[:count])) <= slack(total, parts[:count]):
            return parts[:count]
    return parts


def difference(total: Number, parts: Sequence[Number]) -> float:
    return sum(part.value for part in parts) - total.value


def slack(total: Number, parts: Sequence[Number]) -> float:
    """What rounding allows: half a step of each number that is rounded (3.9万), nothing for one in full (36)."""
    rounded = sum(n.slack for n in (total, *parts) if n.value != int(n.value) or n.slack > 1)
    return rounded + 1e-6 * abs(total.value)


def added(article: str, text: str, total: Number, parts: Sequence[Number], word: str) -> Sum:
    off = difference(total, parts)
    if abs(off) <= slack(total, parts):
        result, off = "equal", 0.0
    elif word[-1] in "共计計":
        result = "differs"
    else:
        result = "more" if off > 0 else "part"
    everything = (total, *parts)
    return Sum(
        article_id=article,
        start=total.start,
        end=total.end,
        total=total.text,
        total_value=total.value,
        unit=total.unit,
        parts="、".join(part.text for part in parts),
        parts_value=sum(part.value for part in parts),
        difference=off,
        word=word,
        result=result,
        sentence=text[min(n.start for n in everything) : max(n.end for n in everything)],
    )
