"""One time expression while it is being read: the period so far, and what else its parts said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import regex

from nlp_extract.dates.course import Course
from nlp_extract.dates.periods import Period
from nlp_extract.dates.value import DateValue

Match = regex.Match[str]
Reader = Callable[["Reading", Match], Any]
NO_REFERENCE = "no publication date to resolve it with"


@dataclass(slots=True)
class Reading:
    """The state that the readers of the parts change, from left to right.

    `period` is what the parts so far have narrowed the expression to. `loose` is set by periods without exact
    days (今年夏天), `length` holds a duration in ISO 8601 ("P?" where its number is not told: 数月), `clock`
    the part of the day or, beginning with T, the clock time.
    """

    course: Course
    period: Period | None = None
    kind: str = ""
    value: str = ""
    length: str = ""
    clock: str = ""
    festival: str = ""
    note: str = ""
    relative: bool = False
    loose: bool = False
    open_start: bool = False
    open_end: bool = False
    parts: list[str] = field(default_factory=list)

    def narrow(self, period: Period | None) -> None:
        """Take a period that the text itself tells."""
        self.period = period
        if period is None:
            self.loose, self.note = True, self.note or NO_REFERENCE

    def guess(self, period: Period | None) -> None:
        """Take a period that the course completes; the end of a range is told by its beginning."""
        self.relative = self.relative or self.course.after is None
        self.narrow(period)

    def reckon(self, period: Period | None) -> None:
        """Take a period that is counted from the publication day or from what the text was speaking of."""
        self.relative = True
        self.narrow(period)

    def give_up(self, note: str) -> None:
        """There are no exact days, and this is why."""
        self.period, self.loose, self.note = None, True, note

    @property
    def unit(self) -> str:
        return self.period.unit if self.period is not None else ""

    def part_of_year(
        self, occurrence: Callable[[int], Period], probe: Callable[[Period], Period] | None = None
    ) -> None:
        """Narrow to a part of the year told, else of the year that brings it nearest to the publication."""
        if self.period is not None:
            self.narrow(occurrence(self.period.start.year))
        elif not self.loose:
            self.guess(self.course.nearest(occurrence, probe, reported=True))

    def result(self) -> DateValue:
        """The value of what was read."""
        if self.kind == "set":
            return DateValue("set", value=self.value)
        if self.kind == "vague":
            return DateValue("vague")
        if self.period is None and not self.loose:
            if self.length:
                return DateValue("duration", value="" if self.length == "P?" else self.length)
            return DateValue("time", value=self.clock if self.clock.startswith("T") else "")
        if self.period is None or self.loose:
            return DateValue(
                "date", value=self.value, relative=self.relative, note=self.note or "no exact days"
            )
        start = None if self.open_start else self.period.start
        end = None if self.open_end else self.period.end
        value = self.period.value
        if start is None or end is None:
            value = f"{value if start else '..'}/{value if end else '..'}"
        elif self.clock.startswith("T") and start == end:
            value += self.clock
        return DateValue("date", start, end, value, self.relative, self.note)
