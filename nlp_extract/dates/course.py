"""The course of an article: which day, month and year it is speaking of, for expressions that leave them out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from nlp_extract.dates.periods import ImpossibleDate, Period, a_day, month, months_from, the_day, year_of


@dataclass(slots=True)
class Course:
    """What a reader knows when it comes to an expression.

    `published` is the publication day. `day` and `topic` are the last single day and the last period that the text
    was speaking of; a period that something is only compared with (比2019年) is not spoken of. `ahead` says that the
    words around the expression look forward (将于10日). `names` keeps what the text defined by a parenthesis:
    春运期间（1月7日至2月15日）.
    """

    published: date | None = None
    day: Period | None = None
    topic: Period | None = None
    ahead: bool = False
    names: dict[str, Period] = field(default_factory=dict)

    def hear(self, period: Period) -> None:
        """Take a period that the text speaks of as the anchor of what follows."""
        self.topic = period
        if period.unit == "day":
            self.day = period
        elif self.day is not None and not period.contains(self.day.start):
            self.day = None

    @property
    def anchor(self) -> date | None:
        """The day to reckon from: the publication day, else the last one that the text was speaking of."""
        if self.published is not None:
            return self.published
        return self.topic.end if self.topic is not None else None

    def year(self) -> int | None:
        """The year of a part of the year without one (上半年, 年底)."""
        if self.topic is not None:
            return self.topic.end.year
        return self.published.year if self.published is not None else None

    def month(self, number: int) -> Period | None:
        """The month without a year: the latest not after the publication, or the next when looking ahead."""
        now = self.anchor
        if now is None:
            return None
        if self.published is None or (self.topic is not None and self.topic.end.year < now.year - 1):
            return month(self.topic.end.year if self.topic else now.year, number)
        if self.ahead:
            return month(now.year + (number < now.month), number)
        return month(now.year - (number > now.month), number)

    def day_of_month(self, number: int) -> Period | None:
        """The day without a month: the latest not after the publication, or the next when looking ahead."""
        now = self.anchor
        if now is None:
            return None
        told = self.day.start if self.day is not None else None
        if told is not None and abs((now - told).days) > 45:
            base, sign = told, 1 if number < told.day else 0
        elif self.ahead:
            base, sign = now, 1 if number < now.day else 0
        else:
            base, sign = now, -1 if number > now.day else 0
        first = base.replace(day=1)
        for step in (0, 1, 2):
            target = months_from(first, sign + (step if sign >= 0 else -step))
            try:
                return a_day(target.year, target.month, number)
            except ImpossibleDate:
                continue
        raise ImpossibleDate(f"no month has a day {number}")


__all__ = ["Course", "the_day", "year_of"]
