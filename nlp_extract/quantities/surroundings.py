"""What stands around a count: approximator, change, basis of comparison, status."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

import regex

from nlp_extract.numbers import approximators
from nlp_extract.quantities.read import POINT, Measured, Quantity, read_at
from nlp_extract.quantities.units import Unit, UnitTable, load_units

WINDOW = 60  # characters before a count that may speak of it


@dataclass(frozen=True, slots=True)
class CountReading:
    """A count with its surroundings.

    quantity: None where no number could be read; `note` says why.
    approx: one of = ~ > >= < <=.
    change: up or down where the number is the difference, else "".
    basis: what the change is against, as written (同比, 比上年), else "".
    status: actual, planned or estimated.
    note: "" when there is nothing to say.
    """

    quantity: Quantity | None
    approx: str
    change: str
    basis: str
    status: str
    note: str


def _words(kind: str) -> dict[str, str]:
    table = files(__package__).joinpath("changes.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(table.splitlines())
    return {word: row["change"] for row in rows if row["kind"] == kind for word in row["words"].split()}


def _any_of(words: Sequence[str] | dict[str, str]) -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


VERBS = _words("verb")
COMPARISONS = _words("comparison")
WITH_OBJECT = _words("object")
ADVERB = _any_of(_words("adverb"))
CHANGING = (
    rf"(?:{_any_of(VERBS)}|{_any_of(COMPARISONS)}(?=[了出近约逾超不过\s\d一二三四五六七八九十百千两半几]))"
)

# Patterns with (?r) are read from right to left: they match what ends at a place.
SENTENCE_END = regex.compile(r"(?r)[。！？!?；;\n]")
CLAUSE_END = regex.compile(r"(?r)[，,、：:（）()。！？!?；;\n“”]")
LINK = regex.compile(
    r"(?r)(?:了|为|有|在|占|达|达到|是|即|人民币|\s|[“\"（(])*+"
)  # 超过|了|30人, 不低于|人民币|300元
OTHER_WORDS = frozenset(("附近", "最近", "签约", "预约", "合约", "节约", "违约", "履约", "續約", "簽約"))
OF_WHAT = regex.compile(  # 约占|全国的|三分之一, 不足|2020年末的|一半
    f"(?r)({_any_of([word for word in approximators.BEFORE if len(word) > 1])})"
    "[^，。；、：\n约超近不]{1,20}的"
)
BETWEEN = regex.compile(rf"(?r)(?:[了近过去掉出年额]|{ADVERB}|\s|[“\"])*+")  # 下降|了近|三成
VERB = regex.compile(f"(?r)({_any_of(VERBS)})")
COMPARISON = regex.compile(f"(?r)({_any_of(COMPARISONS)})")
THAN = regex.compile("(?r)([高快好多低慢少])[于於出][^，。；、\n]{1,16}")  # 高于上月|0.6个百分点
OBJECT = regex.compile(  # 减少|个人垫付|12.7亿元, but not 减少|到
    f"(?r)({_any_of(WITH_OBJECT)})(?![值到至为成])[^，。；、：\n到至为达]{{1,10}}"
)
RATE_NOUN = regex.compile("(?r)(?:[增升涨漲]幅|[降跌]幅)[达達为約约]?")
LIST = regex.compile(r"\s*+(?:、|和|及|与|與|以及|，和)\s*+(?:分别)?+\s*+")
BOUNDS = (">=", "<=")
UNDER_BOUND = regex.compile(  # 至少31人|死亡、|79人受伤
    r"[^，,。！？；;：:、\n]{0,6}(?:、|和|及|与|與|以及)[^，,。！？；;：:、\n]{0,2}"
)

BASIS = regex.compile(
    rf"""
      同比 | 环比 | 環比 | 按年 | 按月 | 两年平均
    | (?: [与與] [^，。；、\n]{{1,20}}? (?: 相比 | (?<![同环占])比(?=[，\s]|{CHANGING}) )  # 与去年同期相比
        | [和同跟] [^，。；、\n]{{1,20}}? 相比 )
    | (?: 相比 | (?<![占同环環之可对對相率]) [比较較] ) (?!重|例|如|为|大的)      # 比上年, 较2019年同期
      [^，。；\n]{{1,24}}?
      (?= (?: 的\d[\d.,]{{0,12}}\S{{1,3}} )? (?: 同比|环比|{ADVERB} ){{0,6}} {CHANGING} )
    | [高低快慢好]于 [^，。；\n]{{1,12}}? (?=\s*+(?:\d|[一二三四五六七八九十百半约近超至]))   # 高于上月
    """,
    regex.VERBOSE,
)
PLANNED = regex.compile("目标|计划|規劃|规划|力争|拟|争取|预算|確保|确保|目標|計劃|要求")
ESTIMATED = regex.compile("预计|预测|预期|估计|估算|测算|有望|或将|預計|預測|預期|估計")


@dataclass(frozen=True, slots=True)
class _Read:
    """What is remembered of a count for the next one."""

    end: int
    change: str
    basis: str
    bound: str
    """An approximator before the count that also holds for the next member of a list, "" without."""
    unit: str


def read_counts(
    text: str,
    spans: Sequence[tuple[int, int]],
    units: UnitTable | None = None,
    items: Sequence[tuple[int, int] | None] | None = None,
) -> list[CountReading]:
    """Read every count of a text with its surroundings.

    Args:
        text: the text that the offsets refer to.
        spans: (start, end) of each count, in text order and without overlaps.
        units: the units to read, `load_units()` without.
        items: (start, end) of what each counts, None where nothing names it. 新增|学位|80个 is an increase; of
            |城镇新增就业|80人 the verb belongs to the item.
    """
    table = units or load_units()
    readings: list[CountReading] = []
    previous = _Read(0, "", "", "", "")
    for (start, end), item in zip(spans, items or [None] * len(spans), strict=True):
        measured, note = _measured(text, start, end, table)
        sentence = _last(SENTENCE_END, text, max(start - WINDOW, 0), start)
        before, behind, left = _approx(text, sentence, start, end)
        after = max(sentence, previous.end)
        near = previous if previous.end >= sentence and previous.end > 0 else None
        point = measured is not None and measured.unit.kind == POINT
        change = _change(text, after, left, point, near, item)
        basis = _basis(text, sentence, after, left, near) if change else ""
        status = _status(text, sentence, start)
        approx = behind or before or (measured.approx if measured else "=")
        unit = measured.unit.name if measured else ""
        bound = (
            before if before in BOUNDS and left < start and not behind else ""
        )  # 31人以上 is of itself alone
        if approx == "=" and near and _shares_bound(text, near, start, unit):
            approx = bound = near.bound
        quantity = measured.quantity(approx) if measured else None
        readings.append(CountReading(quantity, approx, change, basis, status, note))
        previous = _Read(end, change, basis, bound, unit)
    return readings


def _measured(text: str, start: int, end: int, units: UnitTable) -> tuple[Measured | None, str]:
    """What a span holds, and a note where it is not all read: an unknown unit is kept as written."""
    measured = read_at(text, start, units, end)
    if measured is None:
        return None, f"no number could be read in {text[start:end][:40]!r}"
    rest = text[measured.end : end].strip()
    if not rest:
        return measured, ""
    if (word := approximators.after(rest, 0)) and word.edge == len(rest):
        return measured._replace(approx=word.approx), ""
    unit = text[measured.numeral.end : end].strip()
    kept = measured.numeral
    return (
        Measured(kept, kept.low, kept.high, Unit(unit, ""), end, kept.approx),
        f"the unit {unit[:20]!r} is not in the table of units",
    )


def _last(boundary: regex.Pattern[str], text: str, start: int, end: int) -> int:
    """Where text goes on after the last boundary before `end`, `start` without one."""
    found = boundary.search(text, start, end)
    return found.end() if found else start


def _approx(text: str, start: int, begin: int, end: int) -> tuple[str, str, int]:
    """The approximators before and behind a count, "" without; and where the text before both ends."""
    behind = approximators.after(text, end + 1 if text[end : end + 1] == " " else end)
    link = LINK.match(text, start, begin)
    before = approximators.before(text, begin) or (link and approximators.before(text, link.start()))
    left = begin
    if before and before.edge >= start and text[max(before.edge - 1, 0) : begin] not in OTHER_WORDS:
        left = before.edge
    elif far := OF_WHAT.match(text, start, begin):
        before = approximators.Approximator(approximators.BEFORE[far[1]], begin)
    else:
        before = None
    return before.approx if before else "", behind.approx if behind else "", left


def _shares_bound(text: str, near: _Read, start: int, unit: str) -> bool:
    """Whether the bound of the count before holds for this one too: 至少31人死亡、|79人|受伤."""
    return near.bound != "" and near.unit == unit and UNDER_BOUND.fullmatch(text, near.end, start) is not None


def _change(
    text: str, start: int, end: int, point: bool, near: _Read | None, item: tuple[int, int] | None
) -> str:
    """up or down where the words before a count make it a difference; further members of a list share it."""
    between = BETWEEN.match(text, start, end)
    edge = between.start() if between else end
    if verb := VERB.match(text, start, edge):
        return VERBS[verb[1]]
    clause = _last(CLAUSE_END, text, start, edge)
    verb = COMPARISON.match(text, start, edge)
    if verb and ("了" in text[edge:end] or BASIS.search(text, clause, end + 1)):
        return COMPARISONS[verb[1]]
    if (verb := OBJECT.match(text, clause, edge)) and not (item and item[0] <= verb.start()):
        return WITH_OBJECT[verb[1]]
    if point and (than := THAN.match(text, clause, end)):
        return "up" if than[1] in "高快好多" else "down"
    if near and (LIST.fullmatch(text, near.end, end) or RATE_NOUN.match(text, start, edge)):
        return near.change
    return ""


def _basis(text: str, sentence: int, start: int, end: int, near: _Read | None) -> str:
    """The last basis since the previous count, around it (较10月的11.1%回落), or that count's own."""
    found = [match.group() for match in BASIS.finditer(text, start, end + 1)]
    if not found and near and CLAUSE_END.search(text, start, end) is None:
        found = [match.group() for match in BASIS.finditer(text, sentence, end + 1)]
    return found[-1] if found else near.basis if near else ""


def _status(text: str, start: int, end: int) -> str:
    if PLANNED.search(text, start, end):
        return "planned"
    return "estimated" if ESTIMATED.search(text, start, end) else "actual"
