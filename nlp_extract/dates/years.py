"""Readers of years and of their parts down to the month: 2021年, “十四五”, 前三季度, 1—10月, 10月份."""

from __future__ import annotations

from datetime import date, timedelta

from nlp_extract.dates import periods
from nlp_extract.dates.course import possible
from nlp_extract.dates.grammar import ERAS, WORDS
from nlp_extract.dates.numerals import read_integer
from nlp_extract.dates.periods import Period, a_day, shift
from nlp_extract.dates.reading import Match, Reading

CENTURY_TURN = 50  # 50 to 99 are years of the 1900s, 00 to 49 of the 2000s


def full_year(digits: str) -> int:
    """98 is 1998, 07 is 2007."""
    number = read_integer(digits)
    if len(digits) > 2 or number > 99:
        return number
    return number + (1900 if number >= CENTURY_TURN else 2000)


# Whole dates in digits


def read_iso_day(reading: Reading, match: Match) -> None:
    reading.narrow(a_day(int(match["y"]), int(match["m"]), int(match["d"])))


def read_iso_month(reading: Reading, match: Match) -> None:
    reading.narrow(periods.month(int(match["y"]), int(match["m"])))


def read_loose_day(reading: Reading, match: Match) -> None:
    """The year last (3-7-2017, 05/05/89), first where that gives a day (12-11-10); the month between."""
    first, second, third = match["x"], int(match["y"]), match["z"]
    found = None
    if len(first) == 2 and len(third) < 4:
        found = possible(lambda year: a_day(year, second, int(third)), full_year(first))
    reading.narrow(found or a_day(full_year(third), second, int(first)))


def read_month_day(reading: Reading, match: Match) -> None:
    month, day = int(match["m"]), int(match["d"])
    reading.guess(reading.course.nearest(lambda year: a_day(year, month, day)))


# Years


def read_plan(reading: Reading, match: Match) -> None:
    """The five-year plans: 一五 is 1953 to 1957, 三五 (after a gap) 1966 to 1970, 十四五 2021 to 2025."""
    number = read_integer(match["n"])
    first = 1953 + 5 * (number - 1) + (3 if number >= 3 else 0)
    reading.narrow(periods.years(first, first + 4))


BEGINNINGS = {"学年": 9, "赛季": 9, "年度": 9, "雪季": 11, "榨季": 10, "财年": 4, "财政年度": 4}


def year_from(first: int, kind: str) -> Period:
    """A school year, season or fiscal year that begins in the year `first`."""
    start = date(first, BEGINNINGS[kind], 1)
    return Period(start, periods.months_from(start, 12) - timedelta(1))


def read_fiscal_years(reading: Reading, match: Match) -> None:
    """学年 from September to August; a 财年 of two years from April to March, as in Hong Kong and Japan."""
    first, kind = int(match["a"]), match["k"]
    if kind == "双年度":
        return reading.narrow(periods.years(first, first + 1))
    if kind != "学年":
        reading.note = f"taken to begin in month {BEGINNINGS[kind]}"
    return reading.narrow(year_from(first, kind))


def read_fiscal_year(reading: Reading, match: Match) -> None:
    first, kind = int(match["a"]), match["k"]
    if kind == "学年":
        return reading.narrow(year_from(first, kind))
    reading.note = "fiscal year taken as the calendar year"
    return reading.narrow(periods.year_of(first))


def read_fiscal_word(reading: Reading, match: Match) -> None:
    now, kind = reading.course.published, match["k"]
    if now is None:
        return reading.reckon(None)
    step = {"本": 0, "上": -1, "下": 1}[match["w"][0]]
    reading.note = f"taken to begin in month {BEGINNINGS[kind]}"
    return reading.reckon(year_from(now.year - (now.month < BEGINNINGS[kind]) + step, kind))


def read_years(reading: Reading, match: Match) -> None:
    first, last = read_integer(match["a"]), read_integer(match["b"])
    reading.narrow(periods.years(first, last if last > 99 else first // 100 * 100 + last))


def read_both_years(reading: Reading, match: Match) -> None:
    now = reading.course.published
    shifts = {"前": -2, "去": -1, "今": 0, "明": 1, "后": 2}
    first, last = sorted((shifts[match["a"]], shifts[match["b"]]))
    reading.reckon(periods.years(now.year + first, now.year + last) if now is not None else None)


def read_century(reading: Reading, match: Match) -> None:
    """20世纪 is 1900 to 1999, as news counts decades in it (20世纪90年代)."""
    if match["n"][0] in "上本":
        now = reading.course.published
        reading.relative = True
        number = (now.year // 100 + 1 if now is not None else 21) - (match["n"][0] == "上")
    else:
        number = read_integer(match["n"])
    reading.narrow(periods.years(max(100 * number - 100, 1), 100 * number - 1, "century"))


def read_decade(reading: Reading, match: Match) -> None:
    number = read_integer(match["n"])
    if number < 100 and reading.period is not None:
        number += reading.period.start.year // 100 * 100
    elif number < 100:
        number += 1900 if number >= 30 else 2000
    reading.narrow(periods.years(number, number + 9, "decade"))


def read_era(reading: Reading, match: Match) -> None:
    """A regnal year, taken as the Gregorian year that most of it lies in."""
    era = ERAS[match["e"]]
    first, last = int(era["first"]), int(era["last"] or 9998)
    if match["n"] in ("末", "初"):
        return reading.give_up(f"no exact year in {first} to {era['last'] or 'now'}")
    number = first - 1 + (1 if match["n"] == "元" else read_integer(match["n"]))
    end = first - 1 + read_integer(match["last"]) if match["last"] else number
    if end > last:
        reading.note = f"{match['e']} ended in {last}"
    return reading.narrow(periods.years(number, end) if end > number else periods.year_of(number))


def read_year(reading: Reading, match: Match) -> None:
    reading.narrow(periods.year_of(read_integer(match["n"])))


def read_bc_year(reading: Reading, match: Match) -> None:
    reading.give_up("before year 1: no days")
    reading.value = f"-{read_integer(match['n']) - 1:04}"


def read_short_year(reading: Reading, match: Match) -> None:
    reading.narrow(periods.year_of(full_year(match["n"])))


def read_republic_year(reading: Reading, match: Match) -> None:
    reading.note = "taken as a year of the Republic of China calendar"
    reading.narrow(periods.year_of(1911 + int(match["n"])))


def read_past_years(reading: Reading, match: Match) -> None:
    """前两年: the years before the one that the text speaks of."""
    year, count = reading.course.year(), read_integer(match["n"])
    reading.reckon(periods.years(year - count, year - 1) if year is not None else None)


def read_year_word(reading: Reading, match: Match) -> None:
    row, course = WORDS[match.group()], reading.course
    if row["anchor"] == "published":
        year = course.published.year if course.published is not None else None
    elif row["anchor"] == "reported":
        year = course.reported_year()
    elif row["anchor"] == "course" and course.topic is not None:
        year = course.topic.end.year
    else:
        year = course.year()
    reading.reckon(periods.year_of(year + int(row["shift"])) if year is not None else None)


# Parts of a year


def last_month(period: Period) -> Period:
    """What news waits for before it tells of a period that adds up."""
    return periods.month(period.end.year, period.end.month)


def read_half(reading: Reading, match: Match) -> None:
    number = 1 if match["n"] in "上前一半" else 2
    reading.part_of_year(lambda year: periods.half(year, number))


def read_quarters(reading: Reading, match: Match) -> None:
    first = read_integer(match["a"]) if match["a"] else 1
    last = read_integer(match["b"])
    reading.part_of_year(lambda year: periods.months(year, 3 * first - 2, 3 * last), last_month)


def read_quarter(reading: Reading, match: Match) -> None:
    number = {"首": 1, "末": 4}.get(match["n"]) or read_integer(match["n"])
    reading.part_of_year(lambda year: periods.quarter(year, number))


def read_quarter_word(reading: Reading, match: Match) -> None:
    word, course = match["w"], reading.course
    base = course.published
    if course.part is not None and (word in ("当", "该", "同") or course.compared):
        base = course.part.start
    if base is None:
        return reading.reckon(None)
    step = {"上": -1, "下": 1}.get(word[0], 0)
    return reading.reckon(shift(periods.quarter(base.year, (base.month + 2) // 3), "quarter", step))


def read_first_months(reading: Reading, match: Match) -> None:
    last = read_integer(match["b"])
    reading.part_of_year(lambda year: periods.months(year, 1, last), last_month)


def read_months(reading: Reading, match: Match) -> None:
    first, last = read_integer(match["a"]), read_integer(match["b"])

    def occurrence(year: int) -> Period:
        if first <= last:
            return periods.months(year, first, last)
        return periods.month(year, first).upto(periods.month(year + 1, last))

    reading.part_of_year(occurrence, last_month)


def read_month(reading: Reading, match: Match) -> None:
    number = read_integer(match["n"])
    if reading.period is not None:
        reading.narrow(periods.month(reading.period.start.year, number))
    else:
        reading.guess(reading.course.month(number))


def read_month_word(reading: Reading, match: Match) -> None:
    """上月 is before the publication, after 比 or 较 before the month that the text speaks of."""
    row, course = WORDS[match.group()], reading.course
    base = course.published
    if course.part is not None and (
        row["anchor"] == "course" or (row["anchor"] == "topic" and course.compared)
    ):
        base = course.part.end
    if base is None:
        return reading.reckon(None)
    found = shift(periods.month(base.year, base.month), "month", int(row["shift"]))
    if reading.unit == "year" and reading.period is not None:  # 去年本月
        found = periods.month(reading.period.start.year, found.start.month)
    return reading.reckon(found)


EDGES = {  # months of a year, days of a month, years of a decade and of a century
    "year": {
        "初": (1, 1), "年": (1, 1), "初期": (1, 3), "中": (6, 6), "中期": (5, 8),
        "底": (12, 12), "末期": (10, 12),
    },
    "month": {
        "初": (1, 10), "上旬": (1, 10), "上中旬": (1, 20), "中": (11, 20), "中旬": (11, 20),
        "中下旬": (11, 31), "下旬": (21, 31), "底": (21, 31), "早些时候": (1, 31),
    },
    "decade": {
        "初": (0, 2), "初期": (0, 2), "中": (4, 6), "中期": (4, 6),
        "末": (8, 9), "末期": (8, 9), "底": (8, 9),
    },
    "century": {
        "初": (0, 9), "初期": (0, 9), "中": (40, 59), "中期": (40, 59), "中叶": (40, 59),
        "末": (90, 99), "末期": (90, 99), "底": (90, 99),
    },
}  # fmt: skip


def read_edge(reading: Reading, match: Match) -> None:
    """The beginning, middle or end of the period told; 末 is the last day, 底 the last third or month."""
    edge, period = match["e"], reading.period
    if period is None and not reading.loose:
        period = edged_period(reading, match.group()[0])
    if period is None:
        return
    span = EDGES.get(period.unit, {}).get(edge)
    start, end = period.start, period.end
    if edge == "末" and period.unit not in ("decade", "century"):
        reading.narrow(periods.the_day(end))
    elif span is None:
        first = start if edge.startswith("初") else end
        reading.narrow(periods.month(first.year, first.month))
    elif period.unit == "year":
        reading.narrow(periods.months(start.year, *span, "month" if span[0] == span[1] else "span"))
    elif period.unit == "month":
        reading.narrow(Period(start.replace(day=span[0]), start.replace(day=min(span[1], end.day))))
    else:
        reading.narrow(periods.years(start.year + span[0], start.year + span[1]))


def edged_period(reading: Reading, word: str) -> Period | None:
    """The year, quarter or month whose edge is meant where none is told: 年底, 季末, 月初."""
    now = reading.course.anchor
    reading.relative = True
    if now is None:
        reading.narrow(None)
        return None
    if word == "年":
        return periods.year_of(reading.course.reported_year() or now.year)
    if word == "开":
        return periods.year_of(now.year)
    if word == "季":
        return periods.quarter(now.year, (now.month + 2) // 3)
    return periods.month(now.year, now.month)
