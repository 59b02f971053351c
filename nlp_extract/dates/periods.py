"""Calendar periods: runs of whole days, both ends inclusive, and how ISO 8601 (as in TIMEX3) writes them."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple


class ImpossibleDateError(ValueError):
    """A day that no calendar has (2月30日, 13月); the text says which."""


class Period(NamedTuple):
    """The days `start` to `end`; `unit` is the calendar unit that they make up, "span" for any other run."""

    start: date
    end: date
    unit: str = "span"

    @property
    def value(self) -> str:
        """2024-11-18, 2024-W47, 2024-11, 2024-Q4, 2024-H2, 2024, 202, 20, or an interval 2024-01/2024-10."""
        year = f"{self.start.year:04}"
        if self.unit == "day" or self.start == self.end:
            return self.start.isoformat()
        if self.unit in ("week", "weekend"):
            iso = self.start.isocalendar()
            return f"{iso.year:04}-W{iso.week:02}" + ("-WE" if self.unit == "weekend" else "")
        if self.unit == "month":
            return self.start.isoformat()[:7]
        if self.unit == "quarter":
            return f"{year}-Q{(self.start.month + 2) // 3}"
        if self.unit == "half":
            return f"{year}-H{1 if self.start.month == 1 else 2}"
        if self.unit in ("year", "decade", "century"):
            return year[: {"year": 4, "decade": 3, "century": 2}[self.unit]]
        size = 10
        if self.start.day == 1 and (self.end + timedelta(1)).day == 1:
            size = 4 if self.start.month == 1 and self.end.month == 12 else 7
        return f"{self.start.isoformat()[:size]}/{self.end.isoformat()[:size]}"

    def contains(self, day: date) -> bool:
        return self.start <= day <= self.end

    def upto(self, other: Period) -> Period:
        """From the start of this period to the end of the other."""
        if other.end < self.start:
            raise ImpossibleDateError(f"{other.end} is before {self.start}")
        return Period(self.start, other.end)


def days_in(day: date) -> int:
    """How many days the month of a day has."""
    return month(day.year, day.month).end.day


def a_day(year: int, month: int, day: int) -> Period:
    try:
        found = date(year, month, day)
    except ValueError:
        raise ImpossibleDateError(f"no such day: {year:04}-{month:02}-{day:02}") from None
    return Period(found, found, "day")


def the_day(day: date) -> Period:
    return Period(day, day, "day")


@lru_cache(maxsize=1 << 12)
def months(year: int, first: int, last: int, unit: str = "span") -> Period:
    """The months `first` to `last` of a year."""
    if not (1 <= year <= 9998 and 1 <= first <= last <= 12):
        raise ImpossibleDateError(f"no such month: {year:04}-{first:02} to {last:02}")
    return Period(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]), unit)


def month(year: int, number: int) -> Period:
    return months(year, number, number, "month")


def quarter(year: int, number: int) -> Period:
    return months(year, 3 * number - 2, 3 * number, "quarter")


def half(year: int, number: int) -> Period:
    return months(year, 6 * number - 5, 6 * number, "half")


def year_of(number: int) -> Period:
    return months(number, 1, 12, "year")


def years(first: int, last: int, unit: str = "span") -> Period:
    if last < first:
        raise ImpossibleDateError(f"{last} is before {first}")
    return Period(year_of(first).start, year_of(last).end, unit)


def week_of(day: date) -> Period:
    """The week from Monday to Sunday (ISO 8601) that a day is in."""
    monday = days_from(day, -day.weekday())
    return Period(monday, days_from(monday, 6), "week")


def days_from(day: date, count: int) -> date:
    try:
        return day + timedelta(count)
    except OverflowError:
        raise ImpossibleDateError(f"{count} days from {day} is outside the calendar") from None


def months_from(day: date, count: int) -> date:
    """The same day `count` months on, or the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + count
    target = month(index // 12, index % 12 + 1)
    return target.start.replace(day=min(day.day, target.end.day))


def shift(period: Period, unit: str, count: int) -> Period:
    """The same kind of period, `count` units later (earlier where negative)."""
    if unit in ("day", "week"):
        step = count * (7 if unit == "week" else 1)
        return Period(days_from(period.start, step), days_from(period.end, step), period.unit)
    step = count * {"month": 1, "quarter": 3, "half": 6, "year": 12}[unit]
    end = months_from(period.end, step)
    if (period.end + timedelta(1)).day == 1:  # the last day of a month stays the last day
        end = month(end.year, end.month).end
    return Period(months_from(period.start, step), end, period.unit)
