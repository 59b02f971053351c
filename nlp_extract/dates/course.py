"""The course of an article: the day, month and year it is speaking of, where expressions leave them out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from nlp_extract.dates.periods import ImpossibleDateError, Period, a_day, days_in, month, months_from

# How much farther a coming period counts than a past one: news mostly tells what has been.
FUTURE = 3.0
FUTURE_WHEN_AHEAD = 0.2
REPORTING_MONTHS = 3  # until March, news tells the figures of the year before
LONGEST_PART = 92  # days: what 当月 and 当季 may refer to
FAR = 45  # days: from there on, a bare 10日 belongs to the month told rather than to the publication's


@dataclass(slots=True)
class Course:
    """What a reader knows when it comes to an expression.

    `published` is the publication day. `day` and `topic` are the last single day and the last period that the
    text was speaking of, `part` the last that was no longer than a quarter; a period that something is only
    compared with (比2019年) is not spoken of. `after` is the beginning of a range whose end is being read.
    `ahead` says that the words around look forward (将于10日), `compared` that the expression follows 比 or
    the like, `fresh` that the topic was told in the same sentence, `lengthwise` that a bare 10日 is a
    length (10日内). `names` keeps what the text defined by a parenthesis: 春运期间（1月7日至2月15日）.
    """

    published: date | None = None
    day: Period | None = None
    topic: Period | None = None
    part: Period | None = None
    after: Period | None = None
    ahead: bool = False
    compared: bool = False
    fresh: bool = False
    lengthwise: bool = False
    names: dict[str, Period] = field(default_factory=dict)

    def hear(self, period: Period) -> None:
        """Take a period that the text speaks of as the anchor of what follows."""
        if self.published is not None and period.start > self.published:
            return
        self.topic = period
        if (period.end - period.start).days <= LONGEST_PART:
            self.part = period
        if period.unit == "day":
            self.day = period

    @property
    def anchor(self) -> date | None:
        """The day to reckon from: the publication day, else the last one that the text was speaking of."""
        if self.published is not None:
            return self.published
        return self.topic.end if self.topic is not None else None

    def year(self) -> int | None:
        """The year that the text speaks of: this one or the last; older years are told for comparison."""
        now = self.anchor
        if now is None:
            return None
        if self.topic is not None and now.year - 1 <= self.topic.end.year <= now.year:
            return self.topic.end.year
        return now.year

    def reported_year(self) -> int | None:
        """The year of 全年, 年初 and 年末: in the first months of a year mostly the one before."""
        now = self.anchor
        if now is None or self.ahead or self.published is None:
            return self.year() if self.published is None or now is None else now.year
        if self.topic is not None and self.topic.unit == "year":
            return self.year()
        return now.year - 1 if now.month <= REPORTING_MONTHS else now.year

    def nearest(
        self,
        occurrence: Callable[[int], Period],
        probe: Callable[[Period], Period] | None = None,
        *,
        reported: bool = False,
    ) -> Period | None:
        """Of the occurrences in last, this and next year, the one nearest to the publication.

        `probe` gives the part of a period that news waits for: the last month of 前三季度. With `reported`, no part
        of next year is meant, and while the figures of last year are being told, none that is still going on.
        The end of a range is the first occurrence after its beginning.
        """
        now = self.after.start if self.after is not None else self.anchor
        if now is None:
            return None
        found = [
            period
            for year in (now.year, now.year - 1, now.year + 1)
            if (period := possible(occurrence, year))
        ]
        if self.after is not None:
            return min(
                (period for period in found if period.end >= now), default=None, key=lambda period: period.end
            )
        if self.topic is not None and self.topic.end.year < now.year - 1 and self.fresh and not self.compared:
            return occurrence(self.topic.end.year)
        if reported and not self.ahead:
            told = self.year() == now.year - 1 and now.month <= REPORTING_MONTHS
            found = [
                period
                for period in found
                if period.start.year <= now.year and not (told and period.end > now)
            ]

        return min(found, default=None, key=lambda period: self.distance(probe(period) if probe else period))

    def month(self, number: int) -> Period | None:
        """A month without its year."""
        if not 1 <= number <= 12:
            raise ImpossibleDateError(f"no year has a month {number}")
        return self.nearest(lambda year: month(year, number))

    def day_of_month(self, number: int) -> Period | None:
        """A day without its month: after a far day told in the same sentence, else near the publication."""
        if not 1 <= number <= 31:
            raise ImpossibleDateError(f"no month has a day {number}")
        now = self.anchor
        told = self.after.start if self.after is not None else None
        if told is None and self.published is None and self.part is not None:
            told = self.part.start.replace(day=1)
        elif told is None and now is not None and self.day is not None and self.fresh:
            told = self.day.start.replace(day=1) if abs((now - self.day.start).days) > FAR else None
        if told is not None:
            days = days_numbered(number, told, (0, 1, 2))
            return next((day for day in days if day.start >= told), None)
        if now is None:
            return None
        return min(days_numbered(number, now, (0, -1, 1)), default=None, key=self.distance)

    def distance(self, period: Period) -> float:
        """How far a period is from the publication; coming ones count more, less when looking ahead."""
        now = self.anchor
        assert now is not None
        if period.end < now:
            return (now - period.end).days
        return max((period.start - now).days, 0) * (FUTURE_WHEN_AHEAD if self.ahead else FUTURE)


def possible(occurrence: Callable[[int], Period], year: int) -> Period | None:
    """The occurrence in a year, None where the year has none (2月29日)."""
    try:
        return occurrence(year)
    except ImpossibleDateError:
        return None


def days_numbered(number: int, near: date, steps: tuple[int, ...]) -> list[Period]:
    """The days of that number in the months `steps` away from a day; months too short for it have none."""
    firsts = [months_from(near.replace(day=1), step) for step in steps]
    return [a_day(first.year, first.month, number) for first in firsts if number <= days_in(first)]
