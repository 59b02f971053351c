"""From the text of a time expression to its value: the parts of the grammar, folded from left to right.

Each part narrows the period that the parts before it gave (去年 / 12月 / 底), or moves it (三天后), or says what kind
of expression it is (每, 以来). What the text leaves out comes from a `Course`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Literal

import regex

from nlp_extract.dates import periods
from nlp_extract.dates.course import Course
from nlp_extract.dates.festivals import SOLAR_TERMS, festival, holiday, lunar_day, lunar_month, new_year_eve, solar_term
from nlp_extract.dates.grammar import ERAS, LENGTH, LEXERS, PARTS, PATTERNS, SPAN, TO, UNITS, WORDS, alternatives, normalize
from nlp_extract.dates.numerals import read_integer, read_numeral
from nlp_extract.dates.periods import ImpossibleDate, Period, a_day, shift, the_day
from nlp_extract.dates.value import DateError, DateValue

CONNECTOR = regex.compile(rf"(?:起|开始)?{TO}|之后(?=\d)|、(?=.*[日月年周号])")
LEAD = regex.compile(
    r"(?:约|近|最近|过去(?:的)?|在|从|自|截至|截止到?|于|直到|到|至|连续|长达|历时|为期|未来|今后|整整|满|超过?|不到|不足|"
    r"大约|将近|这|全|已|此后|前|后|上|下|每)(?=.)"
)
NEAR_LENGTH = regex.compile(rf"(?:近|最近|过去的?|连续|长达|历时|为期|未来|今后|整整|满|超过?|不到|不足|大约|将近|这|已|此后|前|后|上|下)(?={LENGTH}$)")
VAGUE = regex.compile(alternatives([word for word, row in WORDS.items() if row["reads"] == "vague"]))
GAP = regex.compile(r"(?<=[一-龥—~-])[ \u00a0\u3000]++(?=[\d一-龥—~-])|(?<=\d)[ \u00a0\u3000]++(?=[一-龥—~])")


@dataclass(slots=True)
class Reading:
    """One expression being read: the period so far, and what else its parts said."""

    course: Course
    period: Period | None = None
    rank: int = 0
    relative: bool = False
    kind: str = ""
    value: str = ""
    clock: str = ""
    length: str = ""
    note: str = ""
    festival: str = ""
    lunar_year: int | None = None
    loose: bool = False  # a period that has no exact days: 今年夏天
    open_start: bool = False
    open_end: bool = False
    parts: list[str] = field(default_factory=list)

    def narrow(self, period: Period | None) -> None:
        self.period = period
        if period is None:
            self.note = self.note or "no publication date to resolve it with"
            self.loose = True

    def needs(self, period: Period | None) -> Period | None:
        """Mark the reading as relative: it used the publication day or the course."""
        self.relative = True
        return period

    @property
    def unit(self) -> str:
        return self.period.unit if self.period is not None else ""

    def part_of_year(
        self, occurrence: Callable[[int], Period], probe: Callable[[Period], Period] | None = None
    ) -> None:
        """Narrow to a part of the year told before, else of the year that brings it nearest to the publication."""
        if self.period is not None:
            self.narrow(occurrence(self.period.start.year))
        elif self.course.published is None and self.course.topic is not None:
            self.narrow(self.needs(occurrence(self.course.topic.end.year)))
        else:
            self.narrow(self.needs(self.course.nearest(occurrence, probe, reported=True)))

    def result(self) -> DateValue:
        """The value of what was read; there must have been something."""
        if self.kind == "set":
            return DateValue("set", value=self.value, relative=False, note=self.note)
        if self.kind == "vague":
            return DateValue("vague", note=self.note)
        if self.length and self.period is None and not self.loose:
            return DateValue("duration", value=self.length)
        if self.period is None and not self.loose and self.clock:
            return DateValue("time", value=self.clock if self.clock.startswith("T") else "")
        if self.period is None or self.loose:
            return DateValue("date", value=self.value, relative=self.relative, note=self.note or "no exact days")
        value = self.value or self.period.value
        if self.clock.startswith("T") and self.unit == "day" and not self.value:
            value += self.clock
        start = None if self.open_start else self.period.start
        end = None if self.open_end else self.period.end
        if self.open_start or self.open_end:
            value = f"{self.period.value if start else '..'}/{self.period.value if end else '..'}"
        return DateValue("date", start, end, value, self.relative, self.note)


Reader = Callable[[Reading, "regex.Match[str]"], None]


# Whole dates in digits


def read_iso_day(reading: Reading, match: regex.Match[str]) -> None:
    reading.narrow(a_day(int(match["y"]), int(match["m"]), int(match["d"])))


def read_iso_month(reading: Reading, match: regex.Match[str]) -> None:
    reading.narrow(periods.month(int(match["y"]), int(match["m"])))


def read_loose_day(reading: Reading, match: regex.Match[str]) -> None:
    """Day, month, year with a year last (3-7-2017, 05/05/89); year first where that gives a day (12-11-10)."""
    first, second, third = match["x"], int(match["y"]), match["z"]
    orders = [(third, second, first)]
    if len(third) < 4 and len(first) == 2:
        orders.insert(0, (first, second, third))
    for year, month_, day in orders:
        try:
            reading.narrow(a_day(full_year(year), month_, int(day)))
        except ImpossibleDate:
            continue
        return
    raise ImpossibleDate(f"no such day: {match.group()}")


def read_month_day(reading: Reading, match: regex.Match[str]) -> None:
    found = reading.needs(reading.course.month(int(match["m"])))
    reading.narrow(found and a_day(found.start.year, found.start.month, int(match["d"])))


def full_year(digits: str) -> int:
    """98 is 1998, 07 is 2007: two digits mean 1930 to 2029 or so."""
    number = read_integer(digits)
    if len(digits) > 2 or number > 99:
        return number
    return number + (1900 if number >= 50 else 2000)


# Years


def read_each(reading: Reading, match: regex.Match[str]) -> None:
    reading.kind = "set"
    word = match.group()
    if word in WORDS:
        reading.value = WORDS[word]["unit"]
    elif amount := regex.search(LENGTH, word):
        reading.value = iso_length(amount.group())


def read_plan(reading: Reading, match: regex.Match[str]) -> None:
    """The five-year plans: 一五 is 1953 to 1957, 六五 1981 to 1985, 十四五 2021 to 2025."""
    number = read_integer(match["n"])
    first = 1953 + 5 * (number - 1) + (3 if number >= 3 else 0)
    reading.narrow(periods.years(first, first + 4))


SCHOOL_YEAR = {"学年": 9, "赛季": 9, "雪季": 11, "榨季": 10}


def read_fiscal(reading: Reading, match: regex.Match[str]) -> None:
    """学年 from September to August; a 财年 with two years from April to March, as in Hong Kong and Japan."""
    first = int(match["a"])
    kind = match["k"]
    groups = match.groupdict()
    if groups.get("b") is None:
        if kind == "学年":
            return reading.narrow(Period(date(first, 9, 1), date(first + 1, 8, 31)))
        reading.note = "fiscal year taken as the calendar year"
        return reading.narrow(periods.year_of(first))
    if kind == "双年度":
        return reading.narrow(periods.years(first, first + 1))
    month_ = SCHOOL_YEAR.get(kind, 4 if kind in ("财年", "财政年度") else 9)
    start = date(first, month_, 1)
    reading.note = "" if kind == "学年" else f"{kind} taken to begin in month {month_}"
    return reading.narrow(Period(start, periods.months_from(start, 12) - timedelta(1)))


def read_fiscal_word(reading: Reading, match: regex.Match[str]) -> None:
    now = reading.course.anchor
    if now is None:
        return reading.narrow(reading.needs(None))
    first = 9 if match["k"] == "学年" else 4
    step = {"本": 0, "上": -1, "下": 1}[match["w"][0]]
    start = date(now.year - (now.month < first) + step, first, 1)
    reading.note = f"{match['k']} taken to begin in month {first}"
    return reading.narrow(reading.needs(Period(start, periods.months_from(start, 12) - timedelta(1))))


def read_years(reading: Reading, match: regex.Match[str]) -> None:
    first, last = read_integer(match["a"]), read_integer(match["b"])
    reading.narrow(periods.years(first, last if last > 99 else first // 100 * 100 + last))


def read_both_years(reading: Reading, match: regex.Match[str]) -> None:
    now = reading.course.anchor
    shifts = {"今": 0, "去": -1, "明": 1, "前": -2, "后": 2}
    first = shifts[match["a"] or "今"]
    last = shifts[match["b"] or "明"]
    reading.narrow(reading.needs(periods.years(now.year + first, now.year + last) if now else None))


def read_century(reading: Reading, match: regex.Match[str]) -> None:
    if match["n"][0] in "上本":
        now = reading.course.anchor
        number = (now.year // 100 + 1 if now else 21) - (match["n"][0] == "上")
        reading.relative = True
    else:
        number = read_integer(match["n"])
    if "公元前" in match.group():
        reading.loose, reading.note = True, "before year 1"
        return
    reading.narrow(periods.years(max(100 * number - 100, 1), 100 * number - 1, "century"))


def read_decade(reading: Reading, match: regex.Match[str]) -> None:
    number = read_integer(match["n"])
    if number < 100:
        if reading.unit == "century" and reading.period is not None:
            number += reading.period.start.year // 100 * 100
        else:
            number += 1900 if number >= 30 else 2000
    reading.narrow(periods.years(number, number + 9, "decade"))


def read_era(reading: Reading, match: regex.Match[str]) -> None:
    era = ERAS[match["e"]]
    first, last = int(era["first"]), int(era["last"] or 9998)
    if match["n"] in ("末", "初"):
        reading.loose, reading.note = True, f"no exact year in {first} to {era['last']}"
        return
    number = first - 1 + (1 if match["n"] == "元" else read_integer(match["n"]))
    if number > last:
        reading.note = f"{match['e']} ended in {last}"
    end = first - 1 + read_integer(match["last"]) if match["last"] else number
    reading.narrow(periods.years(number, end) if end > number else periods.year_of(number))


def read_year(reading: Reading, match: regex.Match[str]) -> None:
    reading.narrow(periods.year_of(read_integer(match["n"])))


def read_bc_year(reading: Reading, match: regex.Match[str]) -> None:
    reading.loose = True
    reading.note = "before year 1: no days"
    reading.value = f"-{read_integer(match['n']) - 1:04}"


def read_short_year(reading: Reading, match: regex.Match[str]) -> None:
    reading.narrow(periods.year_of(full_year(match["n"])))


def read_republic_year(reading: Reading, match: regex.Match[str]) -> None:
    reading.note = "taken as a year of the Republic of China calendar"
    reading.narrow(periods.year_of(1911 + int(match["n"])))


def read_past_years(reading: Reading, match: regex.Match[str]) -> None:
    """前两年: the years before the one that the text speaks of."""
    year = reading.course.year()
    count = read_integer(match["n"])
    reading.narrow(reading.needs(periods.years(year - count, year - 1) if year is not None else None))


def read_year_word(reading: Reading, match: regex.Match[str]) -> None:
    row = WORDS[match.group()]
    course = reading.course
    if match.group().startswith(("全年", "年内", "年度")) and reading.unit == "year":
        return
    base = course.anchor.year if course.anchor else None
    if match.group().startswith("全年"):
        base = course.reported_year()
    elif row["anchor"] == "topic":
        base = course.year()
    elif row["anchor"] == "course" and course.topic is not None:
        base = course.topic.end.year
    reading.narrow(reading.needs(periods.year_of(base + int(row["shift"])) if base is not None else None))


# Parts of the year


def read_half(reading: Reading, match: regex.Match[str]) -> None:
    number = 1 if match["n"] in "上前一半" else 2
    reading.part_of_year(lambda year: periods.half(year, number))


def last_month(period: Period) -> Period:
    return periods.month(period.end.year, period.end.month)


def read_quarters(reading: Reading, match: regex.Match[str]) -> None:
    first = read_integer(match["a"]) if match["a"] else 1
    last = read_integer(match["b"])
    reading.part_of_year(lambda year: periods.months(year, 3 * first - 2, 3 * last), last_month)


def read_quarter(reading: Reading, match: regex.Match[str]) -> None:
    number = {"首": 1, "末": 4}.get(match["n"]) or read_integer(match["n"])
    reading.part_of_year(lambda year: periods.quarter(year, number))


def read_quarter_word(reading: Reading, match: regex.Match[str]) -> None:
    word = match["w"]
    if reading.course.part is not None and (word in ("当", "该", "同") or reading.course.compared):
        base = reading.course.part.start
    elif reading.course.anchor is not None:
        base = reading.course.anchor
    else:
        return reading.narrow(reading.needs(None))
    found = periods.quarter(base.year, (base.month + 2) // 3)
    step = {"上": -1, "下": 1}.get(word[0], 0)
    return reading.narrow(reading.needs(shift(found, "quarter", step)))


def read_first_months(reading: Reading, match: regex.Match[str]) -> None:
    last = read_integer(match["b"])
    reading.part_of_year(lambda year: periods.months(year, 1, last), last_month)


def read_months(reading: Reading, match: regex.Match[str]) -> None:
    first, last = read_integer(match["a"]), read_integer(match["b"])

    def occurrence(year: int) -> Period:
        if first <= last:
            return periods.months(year, first, last)
        return periods.month(year, first).upto(periods.month(year + 1, last))

    reading.part_of_year(occurrence, last_month)


# Seasons, festivals, the lunar calendar


def lunar_number(text: str) -> int:
    named = {"正": 1, "冬": 11, "腊": 12}
    return named.get(text) or read_integer(text.removeprefix("初"))


def read_lunar_day(reading: Reading, match: regex.Match[str]) -> None:
    groups = match.groupdict()
    name = groups.get("m") or "正月"
    leap, number = name.startswith("闰"), lunar_number(name.removeprefix("闰").removesuffix("月"))
    day = lunar_number(match["d"])

    def occurrence(year: int) -> Period:
        if number == 12 and day == 30:
            return new_year_eve(year)
        return lunar_day(year, number, day, leap)

    if groups.get("y"):
        reading.narrow(occurrence(int(match["y"][:-1])))
    elif reading.period is not None:
        reading.narrow(occurrence(reading.period.start.year))
    else:
        reading.narrow(reading.needs(reading.course.nearest(occurrence)))


def read_lunar_month(reading: Reading, match: regex.Match[str]) -> None:
    name = match["m"]
    leap, number = name.startswith("闰"), lunar_number(name.removeprefix("闰").removesuffix("月"))
    if reading.period is not None:
        return reading.narrow(lunar_month(reading.period.start.year, number, leap))
    return reading.narrow(reading.needs(reading.course.nearest(lambda year: lunar_month(year, number, leap))))


def read_lunar_bare_day(reading: Reading, match: regex.Match[str]) -> None:
    """初三 alone is a day of the first month unless the text has just named another one."""
    day = lunar_number(match["d"])
    reading.narrow(reading.needs(reading.course.nearest(lambda year: lunar_day(year, 1, day))))


def read_festival(reading: Reading, match: regex.Match[str]) -> None:
    name = match["f"]
    reading.festival = name
    if reading.period is not None:
        reading.narrow(festival(name, reading.period.start.year))
    else:
        reading.narrow(reading.needs(reading.course.nearest(lambda year: festival(name, year))))


def read_term(reading: Reading, match: regex.Match[str]) -> None:
    name = match["t"]
    assert name in SOLAR_TERMS
    if reading.period is not None:
        reading.narrow(solar_term(reading.period.start.year, name))
    else:
        reading.narrow(reading.needs(reading.course.nearest(lambda year: solar_term(year, name))))


SEASONS = {"春": "SP", "夏": "SU", "秋": "FA", "冬": "WI"}


def read_season(reading: Reading, match: regex.Match[str]) -> None:
    season = SEASONS.get(match["s"] or "")
    year = reading.period.start.year if reading.period is not None else None
    if match["w"] and reading.course.anchor is not None:
        year = reading.course.anchor.year + {"今": 0, "去": -1, "明": 1}[match["w"]]
        reading.relative = True
    reading.period, reading.loose, reading.note = None, True, "a season has no exact days"
    if season:
        reading.value = f"{year:04}-{season}" if year is not None else f"XXXX-{season}"


def read_loose_season(reading: Reading, match: regex.Match[str]) -> None:
    reading.period, reading.loose, reading.note = None, True, f"{match.group()} has no fixed days"


def read_holiday(reading: Reading, match: regex.Match[str]) -> None:
    """The days off around the festival that was named; 期间 takes them where there are some."""
    if not reading.festival:
        return
    year = reading.period.start.year if reading.period is not None else None
    if year is None:
        return
    try:
        reading.narrow(holiday(reading.festival, year))
    except ImpossibleDate as error:
        reading.loose, reading.note = True, str(error)


# Months, weeks, days


def read_month(reading: Reading, match: regex.Match[str]) -> None:
    number = read_integer(match["n"])
    if reading.period is not None:
        reading.narrow(periods.month(reading.period.start.year, number))
    else:
        reading.narrow(reading.needs(reading.course.month(number)))


def read_month_word(reading: Reading, match: regex.Match[str]) -> None:
    row = WORDS[match.group()]
    course = reading.course
    base = course.anchor
    if course.part is not None and (row["anchor"] == "course" or (row["anchor"] == "topic" and course.compared)):
        base = course.part.end
    if base is None:
        return reading.narrow(reading.needs(None))
    found = shift(periods.month(base.year, base.month), "month", int(row["shift"]))
    if reading.unit == "year" and reading.period is not None:
        found = periods.month(reading.period.start.year, found.start.month)
    return reading.narrow(reading.needs(found))


EDGES = {  # of a year, in months; of a month, in days
    "year": {"初": (1, 1), "中": (6, 6), "底": (12, 12), "年": (1, 1), "上旬": (1, 1), "初期": (1, 3), "中期": (5, 8), "末期": (10, 12)},
    "month": {"初": (1, 10), "上旬": (1, 10), "中": (11, 20), "中旬": (11, 20), "下旬": (21, 31), "底": (21, 31),
              "中下旬": (11, 31), "上中旬": (1, 20), "早些时候": (1, 31), "初期": (1, 10), "中期": (11, 20), "末期": (21, 31)},
    "decade": {"初": (0, 2), "初期": (0, 2), "中": (4, 6), "中期": (4, 6), "中叶": (4, 6), "末": (8, 9), "末期": (8, 9), "底": (8, 9)},
    "century": {"初": (0, 9), "初期": (0, 9), "中": (40, 59), "中期": (40, 59), "中叶": (40, 59), "末": (90, 99), "末期": (90, 99), "底": (90, 99)},
}  # fmt: skip


def read_edge(reading: Reading, match: regex.Match[str]) -> None:
    """初, 中, 底, 末 and the 旬 of the period told, else of the year or month that the text speaks of."""
    edge, unit = match["e"], reading.unit
    period = reading.period
    if period is None:
        if reading.loose:
            return
        first = match.group()[0]
        now = reading.course.anchor
        if now is None:
            return reading.narrow(reading.needs(None))
        reading.relative = True
        if first in "年开":
            year = now.year if first == "开" else reading.course.reported_year() or now.year
            period, unit = periods.year_of(year), "year"
        elif first == "季":
            period, unit = periods.quarter(now.year, (now.month + 2) // 3), "quarter"
        else:
            base = now
            period, unit = periods.month(base.year, base.month), "month"
    if edge == "末" and unit not in ("decade", "century"):
        return reading.narrow(the_day(period.end))
    span = EDGES.get(unit, {}).get(edge)
    start = period.start
    if span is None:
        return reading.narrow(
            periods.month(start.year, start.month) if edge == "初" else periods.month(period.end.year, period.end.month)
        )
    first_, last = span
    if unit == "year":
        return reading.narrow(periods.months(start.year, first_, last, "month" if first_ == last else "span"))
    if unit == "month":
        return reading.narrow(Period(start.replace(day=first_), start.replace(day=min(last, period.end.day))))
    return reading.narrow(periods.years(start.year + first_, start.year + last))


def read_week(reading: Reading, match: regex.Match[str]) -> None:
    row = WORDS[match.group()]
    base = reading.course.anchor
    if row["anchor"] == "course" and reading.course.topic is not None:
        base = reading.course.topic.start
    reading.narrow(reading.needs(shift(periods.week_of(base), "week", int(row["shift"])) if base else None))


def read_weekday(reading: Reading, match: regex.Match[str]) -> None:
    """周三 alone is the latest not after the publication; with 上, 本, 下 it is of that week (Monday to Sunday)."""
    which, day = match["w"] or "", match["d"]
    now = reading.course.anchor
    number = "一二三四五六".find(day)
    number = 6 if number < 0 else number
    if reading.kind == "set":
        reading.value = f"XXXX-WXX-{number + 1}"
        return
    if now is None:
        return reading.narrow(reading.needs(None))
    week = periods.week_of(now)
    step = {"上": -1, "上上": -2, "下": 1, "下下": 2}.get(which, 0)
    if day == "末":
        start = periods.days_from(week.start, 7 * step + 5)
        if not which and start > now and not reading.course.ahead:
            start -= timedelta(7)
        return reading.narrow(reading.needs(Period(start, start + timedelta(1), "weekend")))
    found = periods.days_from(week.start, 7 * step + number)
    if not which and found > now and not reading.course.ahead:
        found -= timedelta(7)
    if not which and found < now and reading.course.ahead:
        found += timedelta(7)
    return reading.narrow(reading.needs(the_day(found)))


def read_days(reading: Reading, match: regex.Match[str]) -> None:
    read_day_number(reading, read_integer(match["a"]))
    if reading.period is not None:
        first = reading.period
        last = read_integer(match["b"])
        end = a_day(first.start.year, first.start.month, last)
        reading.narrow(first.upto(end))


def read_day(reading: Reading, match: regex.Match[str]) -> None:
    read_day_number(reading, read_integer(match["n"]))


def read_day_number(reading: Reading, number: int) -> None:
    if reading.unit == "month" and reading.period is not None:
        reading.narrow(a_day(reading.period.start.year, reading.period.start.month, number))
    elif reading.period is None and not reading.loose:
        if not 1 <= number <= 31:
            raise ImpossibleDate(f"no month has a day {number}")
        reading.narrow(reading.needs(reading.course.day_of_month(number)))
    else:
        raise ImpossibleDate(f"day {number} of no month")


def read_day_word(reading: Reading, match: regex.Match[str]) -> None:
    word = match.group()
    row = WORDS[word]
    course = reading.course
    base = course.anchor
    if word in ("当天", "当日", "当晚", "当夜") and reading.period is not None:
        return reading.narrow(reading.period)
    if row["anchor"] == "course" and reading.period is not None and reading.unit != "year":
        base = reading.period.start  # 清明假期前一天
    elif row["anchor"] == "course" and course.day is not None:
        base = course.day.start
    if base is None:
        return reading.narrow(reading.needs(None))
    found = periods.days_from(base, int(row["shift"]))
    if row["unit"] == "weekday":
        while found.weekday() > 4:
            found -= timedelta(1)
    if reading.unit == "year" and reading.period is not None:
        return reading.narrow(reading.needs(a_day(reading.period.start.year, found.month, found.day)))
    if word[-1] in "晚夜晨早":
        reading.clock = word[-1]
    return reading.narrow(reading.needs(the_day(found)))


def read_nth_day(reading: Reading, match: regex.Match[str]) -> None:
    if reading.kind == "set":
        return
    if reading.period is None:
        reading.loose, reading.note = True, "no period to count days in"
        return
    period = reading.period
    if match["n"] == "最后":
        return reading.narrow(the_day(period.end))
    number = 1 if match["n"] == "首" else read_integer(match["n"])
    return reading.narrow(the_day(periods.days_from(period.start, number - 1)))


def read_nth_week(reading: Reading, match: regex.Match[str]) -> None:
    """The n-th week of a month counts from its first Monday."""
    if reading.period is None:
        reading.loose = True
        return
    start = reading.period.start
    monday = start + timedelta(-start.weekday() % 7)
    if match["n"].startswith("最后"):
        return reading.narrow(periods.week_of(reading.period.end))
    number = 1 if match["n"] == "首" else read_integer(match["n"].removeprefix("第"))
    return reading.narrow(periods.week_of(periods.days_from(monday, 7 * (number - 1))))


def read_nth_weekday(reading: Reading, match: regex.Match[str]) -> None:
    if reading.kind == "set":
        return
    number = "一二三四五六".find(match["d"])
    number = 6 if number < 0 else number
    if reading.period is None:
        reading.loose = True
        return
    start, end = reading.period.start, reading.period.end
    if match["n"].startswith("最后"):
        return reading.narrow(the_day(end - timedelta((end.weekday() - number) % 7)))
    count = 1 if match["n"].startswith("首") else read_integer(match["n"].strip("第个"))
    return reading.narrow(the_day(start + timedelta((number - start.weekday()) % 7 + 7 * (count - 1))))


def read_day_part(reading: Reading, match: regex.Match[str]) -> None:
    reading.clock = match.group()


CLOCK_PARTS = regex.compile(r"(?P<h>\d+|[零〇一二两三四五六七八九十]+)(?:时|点钟?|:)(?:(?P<q>半|一刻|三刻|整)|(?P<m>\d+|[零〇一二三四五六七八九十]+)分?)?(?::?(?P<s>\d+)秒?)?")
LATE = ("下午", "晚", "晚上", "晚间", "傍晚", "夜", "夜里", "深夜", "夜间", "午后")


def read_clock(reading: Reading, match: regex.Match[str]) -> None:
    """A clock time, as T17:30; 下午 and 晚 add twelve hours to what is below twelve."""
    found = CLOCK_PARTS.search(match.group())
    part = reading.clock
    reading.clock = part or "时"
    if found is None or regex.search(SPAN, match.group()):
        return
    hour = read_integer(found["h"])
    minute = {"半": 30, "一刻": 15, "三刻": 45}.get(found["q"] or "", read_integer(found["m"]) if found["m"] else 0)
    if part in LATE and hour < 12:
        hour += 12
    if hour <= 24 and minute < 60:
        reading.clock = f"T{hour:02}:{minute:02}" + (f":{int(found['s']):02}" if found["s"] else "")


# Lengths

LENGTH_ITEM = regex.compile(
    r"(?P<n>\d[\d,.]*[万亿]?|[数大小多]?半|个把|一整|数|几|[数两〇零一二三四五六七八九十百千万亿廿卅]+)[多余来几]?个?(?P<half>半)?[多余来整]?"
    rf"(?P<u>{alternatives(list(UNITS))}|时)?(?:(?P<after>半)|[多余几])?"
)
NUMBER_WORDS = {"半": 0.5, "大半": 0.5, "小半": 0.5, "多半": 0.5, "数半": 0.5, "个把": 1.0, "一整": 1.0}
ORDER = ["Y", "M", "W", "D", "TH", "TM", "TS"]


def iso_length(text: str) -> str:
    """An ISO 8601 duration; the lower end of a range; "" where the number is not told (几天, 数月)."""
    text = regex.split(rf"(?<=\d|年|天|月|时)(?:{SPAN})(?=\d)", text)[0] + unit_after_range(text)
    sizes: dict[str, float] = {}
    last_unit = ""
    for match in LENGTH_ITEM.finditer(text):
        number = match["n"]
        if number in ("数", "几") or number.startswith(("数", "几")):
            return ""
        unit = UNITS.get(match["u"] or "", "")
        if match["u"] == "时":
            unit = "TH"
        if not match["u"]:
            fraction = {"TH": "TM", "TM": "TS", "TS": "fraction"}.get(last_unit)
            if fraction is None:
                continue
            if fraction == "fraction":
                sizes["TS"] += float(f"0.{number}")
                continue
            unit = fraction
        value = NUMBER_WORDS[number] if number in NUMBER_WORDS else approximate(number)
        if match["half"] or match["after"]:
            value += 0.5
        unit, factor = {"C": ("Y", 100), "Q": ("M", 3), "TK": ("TM", 15), "TF": ("TS", 0.001), "A": ("D", 0.5), "S": ("M", 3), "X": ("Y", 10)}.get(unit, (unit, 1))
        if value == 0.5 and number in NUMBER_WORDS and unit in ("Y", "TH") and factor == 1:
            unit, value = ("M", 6.0) if unit == "Y" else ("TM", 30.0)
        sizes[unit] = sizes.get(unit, 0) + value * factor
        last_unit = unit
    if not sizes:
        return ""
    whole = "".join(f"{plain(sizes[unit])}{unit}" for unit in ORDER[:4] if unit in sizes)
    clock = "".join(f"{plain(sizes[unit])}{unit[1]}" for unit in ORDER[4:] if unit in sizes)
    return "P" + whole + ("T" + clock if clock else "")


def unit_after_range(text: str) -> str:
    """15至20分钟: the unit stands after the upper end only."""
    match = regex.fullmatch(rf"(?P<a>[\d.]+){SPAN}(?P<b>[\d.]+)(?P<u>\D+)", text)
    return match["u"] if match else ""


def approximate(number: str) -> float:
    """两三 and 三五 are two numbers side by side: the lower one."""
    if regex.fullmatch("[一两二三四五六七八九]{2}", number):
        return read_numeral(number[0])
    if match := regex.fullmatch("(?P<t>[一二三四五六七八九]?十)(?P<a>[一两二三四五六七八九])[一二三四五六七八九]", number):
        return read_numeral(match["t"] + match["a"])
    return read_numeral(number)


def plain(number: float) -> str:
    return f"{number:.10g}" if number < 1e9 else f"{number:.0f}"


def read_length(reading: Reading, match: regex.Match[str]) -> None:
    reading.length = iso_length(match.group())
    if reading.kind == "set":
        reading.value = reading.value or reading.length
    if not reading.length:
        reading.length = " "


AMOUNT = regex.compile(r"P(?:(?P<y>\d+)Y)?(?:(?P<m>\d+)M)?(?:(?P<w>\d+)W)?(?:(?P<d>\d+)D)?")


def move(reading: Reading, sign: int) -> None:
    """三天后, 两年前: a day counted in days or weeks, a whole month in months, a whole year in years."""
    now = reading.course.anchor
    amount = AMOUNT.fullmatch(reading.length)
    if amount is None or now is None:
        reading.narrow(reading.needs(None))
        return
    counts = {unit: int(amount[unit]) for unit in "ymwd" if amount[unit]}
    if not counts:
        reading.narrow(reading.needs(None))
        return
    months = 12 * counts.get("y", 0) + counts.get("m", 0)
    found = periods.months_from(now, sign * months)
    if "w" in counts or "d" in counts:
        reading.narrow(reading.needs(the_day(periods.days_from(found, sign * (7 * counts.get("w", 0) + counts.get("d", 0))))))
    elif "m" in counts:
        reading.narrow(reading.needs(periods.month(found.year, found.month)))
    else:
        reading.narrow(reading.needs(periods.year_of(found.year)))


# What follows a period


def read_same_time(reading: Reading, match: regex.Match[str]) -> None:
    """去年同期 is the period that the text was speaking of, moved into that year."""
    topic = reading.course.topic
    told = reading.period
    reading.relative = True
    if topic is None:
        now = reading.course.published
        if told is None or now is None:
            return reading.narrow(None)
        topic = Period(date(now.year, 1, 1), now)
        reading.note = "no period to compare with: taken as the year to date"
    if match["u"] == "月" and topic.unit != "month":
        topic = periods.month(topic.end.year, topic.end.month)
    if told is None:
        return reading.narrow(topic)
    return reading.narrow(shift(topic, "year", told.start.year - topic.end.year))


def read_before(reading: Reading, match: regex.Match[str]) -> None:
    if reading.period is None:
        return
    count = read_integer(match["c"])
    start, end = reading.period.start, reading.period.end
    if match["n"] == "前" and count == 1:
        found = the_day(start - timedelta(1))
    elif match["n"] == "前":
        found = Period(start, min(end, periods.days_from(start, count - 1)))
    else:
        found = Period(end - timedelta(count - 1), end)
    reading.narrow(found)


def read_same_day(reading: Reading, match: regex.Match[str]) -> None:
    if match.group() == "当周" and reading.period is not None:
        reading.narrow(periods.week_of(reading.period.start))


def read_since(reading: Reading, match: regex.Match[str]) -> None:
    """X以来: from the first day of X to the publication."""
    if reading.length and reading.period is None:
        reading.kind = "duration" if match.group() == "以来" else ""
        return
    if reading.period is None:
        return
    now = reading.course.published
    if now is not None and reading.period.start > now and reading.relative:
        reading.narrow(shift(reading.period, "year", -1))
    reading.relative = True
    if now is None:
        reading.open_end = True
        reading.note = "no publication date to end it with"
    elif now >= reading.period.start:
        reading.narrow(Period(reading.period.start, now))


def read_until(reading: Reading, match: regex.Match[str]) -> None:
    word = match.group()
    if reading.length and reading.period is None:
        return move(reading, -1)
    if word == "前后":
        reading.note = reading.note or "approximate"
        return None
    if reading.period is not None and reading.festival:
        reading.period = the_day(reading.period.start - timedelta(1))
    if word != "前夕":
        reading.open_start = True
        reading.note = reading.note or "an end: no first day"
    return None


def read_after(reading: Reading, match: regex.Match[str]) -> None:
    if reading.length and reading.period is None:
        return move(reading, 1)
    if reading.period is not None:
        reading.period = Period(periods.days_from(reading.period.end, 1), date.max, "span") if reading.festival else reading.period
    reading.open_end = True
    reading.note = reading.note or "a beginning: no last day"
    return None


def read_from(reading: Reading, match: regex.Match[str]) -> None:
    if match.group() in ("起", "开始"):
        reading.open_end = True
        reading.note = reading.note or "a beginning: no last day"
    else:
        reading.note = reading.note or "an end"


def read_nothing(reading: Reading, match: regex.Match[str]) -> None:
    """Parts that only round an expression off."""


READERS: dict[str, Reader] = {
    "iso_day": read_iso_day,
    "compact_day": read_iso_day,
    "spaced_day": read_iso_day,
    "iso_month": read_iso_month,
    "loose_day": read_loose_day,
    "month_day": read_month_day,
    "each": read_each,
    "plan": read_plan,
    "fiscal": read_fiscal,
    "fiscal_year": read_fiscal,
    "fiscal_word": read_fiscal_word,
    "years": read_years,
    "bare_years": read_years,
    "both_years": read_both_years,
    "century": read_century,
    "decade": read_decade,
    "era": read_era,
    "year": read_year,
    "bare_year": read_year,
    "bc_year": read_bc_year,
    "short_year": read_short_year,
    "republic_year": read_republic_year,
    "past_years": read_past_years,
    "year_word": read_year_word,
    "half": read_half,
    "quarters": read_quarters,
    "quarter": read_quarter,
    "quarter_word": read_quarter_word,
    "first_months": read_first_months,
    "months": read_months,
    "lunar_day": read_lunar_day,
    "lunar_month": read_lunar_month,
    "lunar_bare_day": read_lunar_bare_day,
    "festival": read_festival,
    "term": read_term,
    "season": read_season,
    "loose_season": read_loose_season,
    "holiday": read_holiday,
    "month": read_month,
    "month_word": read_month_word,
    "edge": read_edge,
    "week": read_week,
    "weekday": read_weekday,
    "days": read_days,
    "day": read_day,
    "day_word": read_day_word,
    "nth_day": read_nth_day,
    "nth_week": read_nth_week,
    "nth_weekday": read_nth_weekday,
    "day_part": read_day_part,
    "clock": read_clock,
    "length": read_length,
    "same_time": read_same_time,
    "before": read_before,
    "same_day": read_same_day,
    "since": read_since,
    "during": read_nothing,
    "until": read_until,
    "after": read_after,
    "from": read_from,
    "approximately": read_nothing,
}


def read_point(text: str, position: int, reading: Reading) -> int:
    """Fold parts into the reading from `position` on; gives back where they end."""
    while position < len(text):
        found = LEXERS[reading.rank].match(text, position)
        if found is None or found.end() == position or found.lastgroup is None:
            break
        row = int(found.lastgroup.removeprefix("part"))
        match = PATTERNS[row].match(text, position)
        if match is None:
            break
        part = PARTS[row]
        READERS[part.name](reading, match)
        reading.parts.append(part.name)
        reading.rank = part.rank
        position = match.end()
    return position


def read_expression(text: str, course: Course) -> DateValue | None:
    """The value of one normalized expression; None where it is not one from beginning to end."""
    position = 0
    lead = NEAR_LENGTH.match(text) or LEAD.match(text)
    first = Reading(course)
    end = read_point(text, 0, first)
    if end == 0:
        vague = VAGUE.fullmatch(text)
        if vague:
            return DateValue("vague")
        if lead is None:
            return None
        return read_expression(text[lead.end() :], course)
    if VAGUE.fullmatch(text):
        return DateValue("vague")
    position = end
    while position < len(text):
        if first.kind == "set":
            connector = regex.compile(r"[、，至到—~-]|的").match(text, position)
            if connector is None:
                break
            rest = Reading(course, kind="set")
            position_ = read_point(text, connector.end(), rest)
            if position_ == connector.end():
                break
            position = position_
            continue
        connector = CONNECTOR.match(text, position)
        if connector is None:
            break
        second = Reading(following(first, course))
        position_ = read_point(text, connector.end(), second)
        if position_ == connector.end():
            break
        position = position_
        join(first, second)
    if position < len(text):
        return None
    return first.result()


def following(first: Reading, course: Course) -> Course:
    """The course that the end of a range is read in: it comes after its beginning."""
    if first.period is None:
        return course
    start = first.period
    day = start if start.unit == "day" else None
    return Course(course.published, day=day, topic=start, part=start, after=start, ahead=True)


def join(first: Reading, second: Reading) -> None:
    """Make the first reading the range from its beginning to the end of the second."""
    if first.length and second.length and first.period is None:
        return
    if first.period is None and second.period is None:
        first.loose = first.loose or second.loose
        return
    if first.period is not None and second.period is not None:
        first.period = first.period.upto(second.period)
        first.clock = ""
        first.open_start = first.open_end = False
        first.note = second.note
    first.rank = second.rank


def read_alone(text: str, course: Course) -> DateValue:
    """The value of one expression; whatever cannot be read is vague, with a note that says why."""
    plain_text = GAP.sub("", normalize(text).strip())
    if course.lengthwise and (length := iso_length(plain_text)):
        return DateValue("duration", value=length)
    try:
        value = read_expression(plain_text, course)
    except ImpossibleDate as error:
        return DateValue("date", note=str(error))
    if value is None:
        return DateValue(guess_kind(plain_text), note=f"not read: {text}")
    return value


def guess_kind(text: str) -> str:
    """What an unread expression most likely is, by its last word: 开赛以来 is a date without days."""
    if text.startswith("每"):
        return "set"
    if regex.search(r"(?:以来|期间|时期|时节|[季节期年月日天周夜]|[前后])$", text):
        return "date"
    return "vague"


def read_reference(reference: date | datetime | str | None) -> date | None:
    if isinstance(reference, datetime):
        return reference.date()
    if isinstance(reference, str):
        try:
            return date.fromisoformat(reference[:10])
        except ValueError:
            raise DateError(f"reference {reference!r} is not a day: give a date or YYYY-MM-DD") from None
    return reference


def parse_date(
    text: str, reference: date | datetime | str | None = None, *, errors: Literal["raise", "none"] = "raise"
) -> DateValue | None:
    """Read one Chinese time expression (10月份, 去年底, 9月22日至25日, 近三年, 每周一).

    Args:
        text: the expression alone, Simplified or Traditional; white space around it is ignored.
        reference: the day that relative expressions are resolved with, in China; of a datetime its own calendar
            day is taken. Without one, relative expressions have no days and a note.
        errors: "raise" to raise for a text that is no time expression, "none" to give back None.

    Returns:
        A DateValue. A day that no calendar has (2月30日) is a value without days and with a note, not an error.

    Raises:
        DateError: the text is not a time expression, or the reference is not a day.
    """
    day = read_reference(reference)
    plain_text = GAP.sub("", normalize(text).strip())
    try:
        value = read_expression(plain_text, Course(day)) if plain_text else None
    except ImpossibleDate as error:
        return DateValue("date", note=str(error))
    if value is None and errors == "raise":
        raise DateError(f"not a time expression: {text!r}")
    return value


AHEAD_BEFORE = regex.compile(
    r"(?:将|拟|预计|计划|定于|力争|争取|确保|推迟|延期|延长|持续|不晚于|预定|有望|宣布|定在|要求|承诺|打算|预测|限|排到|订于?|自)[^，。；！？\n]{0,6}$"
)
AHEAD_AFTER = regex.compile(r"(?:之|以)?前(?:[^后，。；]{0,6}(?:完成|达到|实现|全部|全面|交付|建成))|起(?:施行|实施|执行|把|将|下调|上调)")
COMPARED = regex.compile(r"(?:比|较|与|同|和|于|相比|(?<!截)至|到|由|从|是|占|完成|相当于|约为|不及|不足)$")
LENGTHWISE_BEFORE = regex.compile(r"(?:拘留|近|前|为期|连续|满)$")
LENGTHWISE_AFTER = regex.compile(r"(?:之|以)?内|无理由")
BARE_DAY = regex.compile(r"\d{1,3}[日号]")
COMPARISON = regex.compile(r"同期|同月|^(?:上年|上一年|前一年|年[初底末])")
DEFINES = regex.compile(r"[（(](?:[^（）()，。；]{0,4})")
SENTENCE_END = regex.compile(r"[。！？；\n]")


def read_dates(text: str, spans: Sequence[tuple[int, int]], reference: date | None) -> list[DateValue]:
    """Read all time expressions of one article in order, each with what the text said before it.

    Args:
        text: the article.
        spans: (start, end) offsets of the expressions, in text order.
        reference: the publication day in China, None where it is not known.

    Returns:
        One DateValue for each span. What cannot be read is vague (or the kind that its last word tells), without
        days and with a note; nothing is raised.
    """
    plain_text = normalize(text)
    course = Course(reference)
    values: list[DateValue] = []
    last_end = 0
    for row, (start, end) in enumerate(spans):
        before, after = plain_text[max(0, start - 14) : start], plain_text[end : end + 12]
        phrase = plain_text[start:end]
        course.ahead = bool(AHEAD_BEFORE.search(before) or AHEAD_AFTER.match(after))
        course.compared = COMPARED.search(before) is not None
        course.fresh = SENTENCE_END.search(plain_text, last_end, start) is None
        course.lengthwise = BARE_DAY.fullmatch(phrase) is not None and bool(
            LENGTHWISE_BEFORE.search(before) or LENGTHWISE_AFTER.match(after)
        )
        value = read_alone(phrase, course)
        if value.kind == "date" and (named := course.names.get(phrase)) and value.start_date is None:
            value = replace(value, start_date=named.start, end_date=named.end, value=named.value, relative=True, note="")
        elif value.kind == "date" and row + 1 < len(spans):
            value = defined(value, plain_text, (start, end), spans[row + 1], course)
        values.append(value)
        last_end = end
        if value.kind == "date" and not course.compared and not COMPARISON.search(phrase):
            if value.start_date and value.end_date:
                course.hear(Period(value.start_date, value.end_date, unit_of(value)))
            elif regex.match(r"\d{4}-(?:SP|SU|FA|WI)", value.value):
                course.hear(periods.year_of(int(value.value[:4])))
    return values


def defined(value: DateValue, text: str, span: tuple[int, int], following_: tuple[int, int], course: Course) -> DateValue:
    """A period that has no fixed days takes those of the parenthesis behind it: 春运期间（1月7日至2月15日）."""
    start, end = following_
    opening = DEFINES.match(text, span[1])
    if value.start_date is not None or opening is None or opening.end() < start or not text.startswith(("（", "("), span[1]):
        return value
    days = read_alone(text[start:end], course)
    if days.start_date is None or days.end_date is None:
        return value
    period = Period(days.start_date, days.end_date, unit_of(days))
    course.names[text[span[0] : span[1]]] = period
    return replace(value, start_date=period.start, end_date=period.end, value=period.value, relative=True, note="")


def unit_of(value: DateValue) -> str:
    if value.start_date == value.end_date:
        return "day"
    if regex.fullmatch(r"\d{4}-\d\d", value.value):
        return "month"
    return "year" if regex.fullmatch(r"\d{4}", value.value) else "span"
