"""Quantities in running text, by grammar alone: numbers that are no date, duration, rank or name."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib.resources import files
from typing import NamedTuple

import regex

from nlp_extract.numbers import approximators
from nlp_extract.numbers.grammar import LONGEST, NUMERAL
from nlp_extract.numbers.read import Numeral
from nlp_extract.quantities.read import RATIO, Measured, Quantity, read_at
from nlp_extract.quantities.units import CURRENCY, MEASURE, PERIOD, TIME, UnitTable, load_units

NUMBER_BEGINS = regex.compile(
    r"""
      [0-9０-９〇零一二两兩三四五六七八九十百千万萬亿億廿卅半几幾数數仨]
    | 上(?=[百千万亿]) | [大好](?=[几幾]) | 成(?=[千百]上)              # 上百, 好几, 成千上万
    | (?<![偏较最大中缩变])小(?=[一两兩二三四五六七八九])                # 小三百
    | (?<![减正])负(?=[0-9]) | (?<![A-Za-z0-9０-９年月日号])[-−](?=[0-9])  # 负1.7亿, -3.7%
    | (?:US|HK|NT|A|C)?[$￥¥€£](?=[0-9])                              # US$20
    """,
    regex.VERBOSE,
)
DIGITS = "0-9０-９〇零一二两兩三四五六七八九十百千半几幾数數廿卅"
RUN = regex.compile(rf"[{DIGITS},.，．万萬亿億兆仨点點]++|.", regex.DOTALL)

# 3, 3.5, 十余, 3至5: how dates, durations and clock times begin
SPAN = (
    rf"(?:[{DIGITS}]{{1,20}}+(?:[.．][{DIGITS}]{{1,9}}+)?+[多余餘来來]?+"
    rf"(?:\s?[至到~～—–-]{{1,2}}+\s?[{DIGITS}]{{1,20}}+)?+\s?)"
)


def _patterns(*kinds: str) -> str:
    """The alternatives of these kinds in passed_over.csv."""
    table = files(__package__).joinpath("passed_over.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(table.splitlines())
    parts = [row["pattern"].replace("<d>", f"[{DIGITS}]") for row in rows if row["kind"] in kinds]
    behind_spans = [part.removeprefix("<span>") for part in parts if part.startswith("<span>")]
    others = [f"(?:{part})" for part in parts if not part.startswith("<span>")]
    return "|".join([f"{SPAN}(?:{'|'.join(behind_spans)})"] * bool(behind_spans) + others)


PASSED_BEFORE = regex.compile(f"(?r)(?:{_patterns('before')})")
PASSED_OVER = regex.compile(_patterns("time", "code", "name", "word"))

# 二级 is a rank, 2级 may count
ORDERED = frozenset("级級期层層届屆版章型代号號路道環环档步面行度点點局格声下手集回类類")
MODELS = frozenset("AJLNV")  # 18A工艺, 歼-20J
OPENING = frozenset("“‘「『《")
QUOTED = regex.compile(r"[^”’」』》\n]{1,12}[”’」』》]")  # “四个自信”
HAN = regex.compile(r"\p{Han}")
RANK = regex.compile("[百千万萬]")


class QuantityMatch(NamedTuple):
    """A quantity at text[start:end]."""

    start: int
    end: int
    quantity: Quantity


def find_quantities(text: str, units: UnitTable | None = None) -> Iterator[QuantityMatch]:
    """The quantities of a text, in text order and without overlaps.

    Passed over are dates, clock times, durations, ordinals, ranks, numbers inside names, slogans and codes;
    also numbers without a unit, other than fractions, ratios and those in 万 and 亿 (4.7万居民).

    Args:
        text: any text.
        units: the units to read, `load_units()` without.
    """
    for start, measured in find_measured(text, units or load_units()):
        yield QuantityMatch(start, measured.end, measured.quantity())


def find_measured(text: str, units: UnitTable) -> Iterator[tuple[int, Measured]]:
    """Where the quantities of a text begin, each as it stands there."""
    position = 0
    while begin := NUMBER_BEGINS.search(text, position):
        start = begin.start()
        position = _passed_over(text, start)
        if position:
            continue
        measured = read_at(text, start, units)
        if measured is None:
            position = _after_run(text, start)
        elif _counts(text, start, measured):
            position = measured.end
            yield start, measured
        else:
            position = max(measured.numeral.end, start + 1)


def _passed_over(text: str, start: int) -> int:
    """The end of what is no quantity at `start` (a date, an ordinal, a fixed word), 0 where it may be one."""
    if PASSED_BEFORE.match(text, 0, start):
        return _after_run(text, start)
    found = PASSED_OVER.match(text, start)
    return found.end() if found else 0


def _after_run(text: str, start: int) -> int:
    """The end of the characters of numerals that begin at `start`, whether or not they make one."""
    ends = [
        match.end()
        for match in (RUN.match(text, start), NUMERAL.match(text, start, start + LONGEST))
        if match
    ]
    return max(ends, default=start + 1)


def _counts(text: str, start: int, measured: Measured) -> bool:
    """Whether a number with its unit counts something where it stands."""
    unit, numeral, first = measured.unit, measured.numeral, text[start]
    in_digits = first.isdecimal() or first in "-−负"
    alone = numeral.end == start + 1
    if not unit.kind:
        return _counts_bare(text, start, numeral, in_digits)
    if unit.kind in (TIME, PERIOD) or unit.name in MODELS or (unit.kind == RATIO and first == "半" and alone):
        return False
    if unit.kind == MEASURE:
        if alone and first in "一半":
            return False  # an article rather than a number: 一项倡议
        if start and text[start - 1] in OPENING and QUOTED.match(text, start):
            return False
    if unit.name in ORDERED and not in_digits and first != "零" and numeral.high is None:
        return False
    if first in "百千万萬亿億" and unit.kind in (MEASURE, CURRENCY) and numeral.approx == "=":
        return bool(approximators.before(text, start) or approximators.after(text, measured.end))
    return True


def _counts_bare(text: str, start: int, numeral: Numeral, in_digits: bool) -> bool:
    """Whether a number without a unit counts something: 4.7万居民, 一百三, 数千民众."""
    if in_digits:
        return numeral.scale >= 10000
    if numeral.end == start + 1 or numeral.low < 100:
        return False
    if numeral.approx != "=" or numeral.scale >= 10000:
        return True
    closes = not HAN.match(text, numeral.end) or approximators.after(text, numeral.end) is not None
    return closes and RANK.search(text, start, numeral.end) is not None
