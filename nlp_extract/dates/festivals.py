"""Festivals, solar terms, lunar days and the public holidays around them.

`festivals.csv` gives each festival's rule: a day of the year (10-01), of the lunar year (lunar 08-15; 12-30
is its last day), a solar term, or the n-th weekday of a month (sunday 05-2). `holidays.csv` lists the days
off as the General Office of the State Council announced them (国务院办公厅关于部分节假日安排的通知), with the
weekends that join them, from 2007 on; where 国庆节 and 中秋节 were one holiday both have the whole run. Lunar
days and solar terms come from lunar_python (MIT), which reckons them for any year; days before 15 October 1582
are of the Julian calendar.
"""

from __future__ import annotations

import csv
from calendar import MONDAY, SUNDAY, THURSDAY
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path

from nlp_extract.dates.periods import ImpossibleDateError, Period, a_day, the_day

HERE = Path(__file__).parent
WEEKDAYS = {"monday": MONDAY, "thursday": THURSDAY, "sunday": SUNDAY}
SOLAR_TERMS = [
    "小寒", "大寒", "立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至",
    "小暑", "大暑", "立秋", "处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪", "冬至",
]  # fmt: skip


def read_table(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


FESTIVALS = {row["name"]: row for row in read_table("festivals.csv")}
HOLIDAYS = {
    (int(row["year"]), row["holiday"]): Period(
        date.fromisoformat(row["start"]), date.fromisoformat(row["end"])
    )
    for row in read_table("holidays.csv")
}


@lru_cache(4096)
def lunar_day(year: int, month: int, day: int, leap: bool = False) -> Period:
    """The day of a lunar date; `year` is the lunar year, named after the Gregorian year that it begins in."""
    from lunar_python import Lunar

    try:
        solar = Lunar.fromYmd(year, -month if leap else month, day).getSolar()
        return a_day(solar.getYear(), solar.getMonth(), solar.getDay())
    except Exception:
        raise ImpossibleDateError(f"no such lunar day: {year:04}-{month:02}-{day:02}") from None


def lunar_month(year: int, month: int, leap: bool = False) -> Period:
    first = lunar_day(year, month, 1, leap).start
    try:
        last = lunar_day(year, month, 30, leap).start
    except ImpossibleDateError:
        last = lunar_day(year, month, 29, leap).start
    return Period(first, last)


def new_year_eve(year: int) -> Period:
    """除夕, the last day of the lunar year `year`."""
    return the_day(lunar_day(year + 1, 1, 1).start - timedelta(1))


@cache
def solar_term(year: int, name: str) -> Period:
    """The day of a solar term in a Gregorian year."""
    from lunar_python import Solar

    # A table runs from the 冬至 of the year before to that of the year, which has a key of its own.
    table = Solar.fromYmd(year, 6, 1).getLunar().getJieQiTable()
    solar = table["DONG_ZHI" if name == "冬至" else name]
    return a_day(solar.getYear(), solar.getMonth(), solar.getDay())


@cache
def festival(name: str, year: int) -> Period:
    """The day of a festival in a Gregorian year; 除夕 is the one before that year's 春节."""
    kind, _, rule = FESTIVALS[name]["rule"].rpartition(" ")
    if kind == "term":
        return solar_term(year, rule)
    month, day = (int(part) for part in rule.split("-"))
    if kind == "lunar":
        if month == 12:
            return new_year_eve(year - 1) if day == 30 else lunar_day(year - 1, 12, day)
        return lunar_day(year, month, day)
    if kind in WEEKDAYS:
        first = date(year, month, 1)
        return a_day(year, month, 1 + (WEEKDAYS[kind] - first.weekday()) % 7 + 7 * (day - 1))
    return a_day(year, month, day)


def holiday(name: str, year: int) -> Period:
    """The days off around a festival."""
    official = FESTIVALS[name]["holiday"]
    if not official:
        raise ImpossibleDateError(f"{name} is not a public holiday")
    if (year, official) not in HOLIDAYS:
        raise ImpossibleDateError(f"the days off of {name} in {year} are not in the table")
    return HOLIDAYS[year, official]
