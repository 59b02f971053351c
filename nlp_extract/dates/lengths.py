"""Readers of lengths of time, in ISO 8601: 两年半 P2.5Y, 一年零四个月 P1Y4M, 3分37秒73 PT3M37.73S."""

from __future__ import annotations

from functools import lru_cache

import regex

from nlp_extract.dates import periods
from nlp_extract.dates.grammar import COUNT, LENGTH, NUMBER, ONE_TO_NINE, SPAN, UNITS, WORDS, any_of
from nlp_extract.dates.numerals import read_numeral
from nlp_extract.dates.periods import the_day
from nlp_extract.dates.reading import Match, Reading

ITEM = regex.compile(
    rf"""
    (?P<n> [大小多]?半 | 个把 | 一整 | [数几] | {NUMBER} ) [多余来几]?个?(?P<half>半)?[多余来整]?
    (?P<u> {any_of(UNITS)} )? (?:(?P<after>半)|[多余几])?
    """,
    regex.VERBOSE,
)
ANY_LENGTH = regex.compile(LENGTH, regex.VERBOSE)
LOWER_END = regex.compile(
    rf"(?P<n>{COUNT}) (?P<u>{any_of(UNITS)})? {SPAN} {COUNT} (?P<v>{any_of(UNITS)})", regex.VERBOSE
)
SIDE_BY_SIDE = regex.compile(
    rf"(?P<n>[一二三四五六七八九]?十)?(?P<a>[两{ONE_TO_NINE[1:-1]}])[两{ONE_TO_NINE[1:-1]}]"
)
WORD_NUMBERS = {"半": 0.5, "大半": 0.5, "小半": 0.5, "多半": 0.5, "个把": 1.0, "一整": 1.0}
SMALLER = {"TH": "TM", "TM": "TS"}  # what a bare number after a unit counts: 3小时20, 9分30
WRITTEN_OUT = {
    "C": ("Y", 100),
    "Q": ("M", 3),
    "S": ("M", 3),
    "A": ("D", 0.5),
    "TK": ("TM", 15),
    "TF": ("TS", 0.001),
}
HALVES = {"Y": ("M", 6.0), "TH": ("TM", 30.0)}  # 半年 is P6M, 半小时 PT30M


@lru_cache(maxsize=1 << 12)
def iso_length(text: str) -> str:
    """The duration in ISO 8601, the lower end of a range.

    "P?" where the number is not told (几天, 数月), "" where there is no length.
    """
    if lower := LOWER_END.match(text):
        text = lower["n"] + (lower["u"] or lower["v"])
    sizes: dict[str, float] = {}
    last = ""
    for item in ITEM.finditer(text):
        number, unit = item["n"], UNITS.get(item["u"] or "", "")
        if number[0] in "数几":
            return "P?"
        if not unit and last == "TS" and number.isdecimal():  # 37秒73
            sizes["TS"] += float(f"0.{number}")
            continue
        unit = unit or SMALLER.get(last, "")
        if not unit:
            continue
        last = unit
        if number in ("半", "大半", "小半", "多半") and unit in HALVES:
            unit, size = HALVES[unit]
        else:
            size = WORD_NUMBERS[number] if number in WORD_NUMBERS else lower_number(number)
            size += 0.5 if item["half"] or item["after"] else 0
            unit, factor = WRITTEN_OUT.get(unit, (unit, 1))
            size *= factor
        sizes[unit] = sizes.get(unit, 0) + size
    days = "".join(f"{plain(sizes[unit])}{unit}" for unit in ("Y", "M", "W", "D") if unit in sizes)
    clock = "".join(f"{plain(sizes[unit])}{unit[1]}" for unit in ("TH", "TM", "TS") if unit in sizes)
    return "P" + days + ("T" + clock if clock else "") if sizes else ""


def lower_number(number: str) -> float:
    """两三 and 十七八 are two numbers side by side: the lower one."""
    pair = SIDE_BY_SIDE.fullmatch(number)
    return read_numeral((pair["n"] or "") + pair["a"] if pair else number)


def plain(number: float) -> str:
    return f"{number:.10g}" if number < 1e9 else f"{number:.0f}"


def read_length(reading: Reading, match: Match) -> None:
    reading.length = iso_length(match.group())


def read_each(reading: Reading, match: Match) -> None:
    """每周 is P1W, 每10分钟 PT10M."""
    reading.kind = "set"
    word = match.group()
    if word in WORDS:
        reading.value = WORDS[word]["unit"]
    elif length := ANY_LENGTH.search(word):
        reading.value = iso_length(length.group()).replace("P?", "")


AMOUNT = regex.compile(r"P(?:(?P<y>\d++)Y)?(?:(?P<m>\d++)M)?(?:(?P<w>\d++)W)?(?:(?P<d>\d++)D)?")


def move(reading: Reading, sign: int) -> None:
    """三天后, 两年前: a day where it counts days or weeks, a whole month or year where it counts those."""
    now = reading.course.published
    amount = AMOUNT.fullmatch(reading.length)
    if amount is None or now is None or not any(amount.groups()):
        return reading.reckon(None) if now is None else reading.give_up("how long is not told in whole days")
    y, m, w, d = (int(amount[unit] or 0) for unit in "ymwd")
    found = periods.months_from(now, sign * (12 * y + m))
    if w or d:
        return reading.reckon(the_day(periods.days_from(found, sign * (7 * w + d))))
    if m:
        return reading.reckon(periods.month(found.year, found.month))
    return reading.reckon(periods.year_of(found.year))
