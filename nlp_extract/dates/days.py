"""Readers of weeks, days and clock times: 上周五, 10日, 次日, 9月的第一个周三, 下午3点半."""

from __future__ import annotations

from calendar import isleap
from datetime import timedelta

import regex

from nlp_extract.dates import periods
from nlp_extract.dates.grammar import HAN, SPAN, WORDS
from nlp_extract.dates.numerals import read_integer
from nlp_extract.dates.periods import ImpossibleDateError, Period, a_day, days_from, shift, the_day
from nlp_extract.dates.reading import Match, Reading


def weekday_number(day: str) -> int:
    """Monday is 0, as in datetime."""
    return 6 if day in "日天" else "一二三四五六".index(day)


def read_week(reading: Reading, match: Match) -> None:
    row, course = WORDS[match.group()], reading.course
    base = course.published
    if row["anchor"] == "course" and course.topic is not None:
        base = course.topic.start
    reading.reckon(shift(periods.week_of(base), "week", int(row["shift"])) if base is not None else None)


def read_weekday(reading: Reading, match: Match) -> None:
    """周三 alone is the last one up to the publication; with 上, 本, 下 it is of that week (from Monday)."""
    groups = match.groupdict()
    which, day, course = groups.get("w") or "", match["d"], reading.course
    if reading.kind == "set":
        reading.value = "XXXX-WXX-WE" if day == "末" else f"XXXX-WXX-{weekday_number(day) + 1}"
        return None
    now = course.published
    if now is None:
        return reading.reckon(None)
    week = shift(periods.week_of(now), "week", {"上上": -2, "上": -1, "下": 1, "下下": 2}.get(which, 0))
    if day == "末":
        found = Period(week.start + timedelta(5), week.end, "weekend")
    else:
        found = the_day(week.start + timedelta(weekday_number(day)))
    if not which and course.after is not None:  # 周三至周五
        first = course.after.start
        found = shift(
            found, "day", (first - found.start).days + (found.start.weekday() - first.weekday()) % 7
        )
    elif not which and found.start > now and not course.ahead:
        found = shift(found, "week", -1)
    elif not which and found.end < now and course.ahead:
        found = shift(found, "week", 1)
    return reading.reckon(found)


def read_days(reading: Reading, match: Match) -> None:
    read_day_number(reading, read_integer(match["a"]))
    if reading.period is not None:
        start = reading.period.start
        reading.narrow(reading.period.upto(a_day(start.year, start.month, read_integer(match["b"]))))


def read_day(reading: Reading, match: Match) -> None:
    read_day_number(reading, read_integer(match["n"]))


def read_day_number(reading: Reading, number: int) -> None:
    if reading.kind == "set":
        return
    if reading.period is None and not reading.loose:
        reading.guess(reading.course.day_of_month(number))
    elif reading.unit == "month" and reading.period is not None:
        year, month = reading.period.start.year, reading.period.start.month
        if (month, number) == (2, 29) and not isleap(year) and reading.parts == ["month"]:
            reading.note = f"{year} has no 2月29日: the last one before it"
            year -= year % 4 + (0 if isleap(year - year % 4) else 4)
        reading.narrow(a_day(year, month, number))
    elif reading.period is not None:
        raise ImpossibleDateError(f"day {number} of no month")


SAME_DAY = ("当天", "当日", "当晚", "当夜")


def read_day_word(reading: Reading, match: Match) -> None:
    word, course, told = match.group(), reading.course, reading.period
    row = WORDS[word]
    base = course.published
    if row["anchor"] == "course" and told is not None and told.unit != "year":
        base = told.start  # 清明假期前一天, 中秋节当天
    elif row["anchor"] == "course" and course.day is not None:
        base = course.day.start
    if word[-1] in "晚夜晨早":
        reading.clock = word[-1]
    if base is None:
        return reading.reckon(None)
    if word in SAME_DAY and told is not None and told.unit != "year":
        return reading.narrow(told)
    found = days_from(base, int(row["shift"]))
    while row["unit"] == "weekday" and found.weekday() > 4:  # 前一交易日
        found -= timedelta(1)
    if told is not None and told.unit == "year":  # 去年今日
        found = a_day(told.start.year, found.month, found.day).start
    return reading.reckon(the_day(found))


def read_weekday_too(reading: Reading, match: Match) -> None:
    """10月12日，星期一: the weekday only confirms the day."""
    if reading.period is not None and reading.period.end.weekday() != weekday_number(match["d"]):
        reading.note = reading.note or f"the day is not a {match.group().strip(',，()（）')}"


def read_nth_week(reading: Reading, match: Match) -> None:
    """The n-th week of a month counts from its first Monday."""
    if reading.period is None:
        return reading.give_up("no period to count weeks in")
    start = reading.period.start
    if match["n"].startswith("最后"):
        return reading.narrow(periods.week_of(reading.period.end))
    number = 1 if match["n"] == "首" else read_integer(match["n"].removeprefix("第"))
    return reading.narrow(periods.week_of(start + timedelta(-start.weekday() % 7 + 7 * (number - 1))))


def read_nth_weekday(reading: Reading, match: Match) -> None:
    if reading.kind == "set":
        return None
    if reading.period is None:
        return reading.give_up("no period to count days in")
    start, end, weekday = reading.period.start, reading.period.end, weekday_number(match["d"])
    if match["n"].startswith("最后"):
        return reading.narrow(the_day(end - timedelta((end.weekday() - weekday) % 7)))
    number = 1 if match["n"].startswith("首") else read_integer(match["n"].strip("第个"))
    return reading.narrow(the_day(start + timedelta((weekday - start.weekday()) % 7 + 7 * (number - 1))))


def read_nth_day(reading: Reading, match: Match) -> None:
    if reading.kind == "set":
        return None
    if reading.period is None:
        return reading.give_up("no period to count days in")
    if match["n"] == "最后":
        return reading.narrow(the_day(reading.period.end))
    number = 1 if match["n"] == "首" else read_integer(match["n"])
    return reading.narrow(the_day(days_from(reading.period.start, number - 1)))


def read_days_before(reading: Reading, match: Match) -> None:
    """国庆假期前两天 are its first two days, 国庆假期前一天 is the day before it."""
    if reading.period is None:
        return
    count, start, end = read_integer(match["c"]), reading.period.start, reading.period.end
    if match["n"] == "后":
        reading.narrow(Period(end - timedelta(count - 1), end))
    elif count == 1:
        reading.narrow(the_day(start - timedelta(1)))
    else:
        reading.narrow(Period(start, min(end, start + timedelta(count - 1))))


# The clock

TIME = regex.compile(
    rf"""
    (?P<h>\d++|[{HAN}两]++) (?:时|点钟?|:)
    (?: (?P<q>半|一刻|三刻) | (?P<m>\d++|[{HAN}]++)分? )? (?: :?(?P<s>\d++)秒? )?
    """,
    regex.VERBOSE,
)
QUARTERS = {"一刻": 15, "半": 30, "三刻": 45}
AFTERNOON = ("下午", "午后", "傍晚", "晚", "晚上", "晚间", "夜", "夜里", "夜间", "深夜")
RANGE = regex.compile(SPAN, regex.VERBOSE)


def read_day_part(reading: Reading, match: Match) -> None:
    reading.clock = match.group()


def read_clock(reading: Reading, match: Match) -> None:
    """A clock time as T17:30; after 下午 or 晚 twelve hours are added to what is below twelve."""
    part = reading.clock
    reading.clock = part or "时"
    found = TIME.search(match.group())
    if found is None or RANGE.search(match.group()):
        return
    hour = read_integer(found["h"])
    minute = QUARTERS[found["q"]] if found["q"] else read_integer(found["m"] or "0")
    if part in AFTERNOON and hour < 12:
        hour += 12
    if hour <= 24 and minute < 60:
        reading.clock = f"T{hour:02}:{minute:02}" + (f":{int(found['s']):02}" if found["s"] else "")
