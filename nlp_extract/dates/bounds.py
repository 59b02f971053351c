"""Readers of what follows a period: 同期, 以来, 前, 后, 起, 前后."""

from __future__ import annotations

from datetime import date

from nlp_extract.dates import periods
from nlp_extract.dates.lengths import move
from nlp_extract.dates.periods import Period, shift
from nlp_extract.dates.reading import Match, Reading


def read_same_time(reading: Reading, match: Match) -> None:
    """去年同期 is the period that the text was speaking of, moved into that year."""
    course, told = reading.course, reading.period
    topic = course.topic
    if reading.loose:
        return None
    if topic is None:
        if course.published is None or told is None:
            return reading.reckon(None)
        topic = Period(date(course.published.year, 1, 1), course.published)
        reading.note = "no period to compare with: taken as the year to date"
    if match["u"] == "月":
        topic = periods.month(topic.end.year, topic.end.month)
    return reading.reckon(topic if told is None else shift(topic, "year", told.start.year - topic.end.year))


def read_same_day(reading: Reading, match: Match) -> None:
    if match.group() == "当周" and reading.period is not None:
        reading.narrow(periods.week_of(reading.period.start))


def read_since(reading: Reading, match: Match) -> None:
    """X以来 runs from the first day of X to the publication."""
    if reading.period is None:
        return
    now = reading.course.published
    if now is None:
        reading.open_end, reading.note = True, "no publication date to end it with"
        return
    start = reading.period.start
    if start > now and reading.relative:  # it has begun
        start = shift(reading.period, "year", -1).start
    if start <= now:
        reading.reckon(Period(start, now))


def read_before(reading: Reading, match: Match) -> None:
    if reading.length and reading.period is None:
        return move(reading, -1)
    if match.group() == "前后":
        return read_around(reading, match)
    reading.open_start = True
    reading.note = reading.note or "an end: no first day"
    return None


def read_after(reading: Reading, match: Match) -> None:
    if reading.length and reading.period is None:
        return move(reading, 1)
    reading.open_end = True
    reading.note = reading.note or "a beginning: no last day"
    return None


def read_from(reading: Reading, match: Match) -> None:
    if match.group() == "止":
        reading.note = reading.note or "an end"
    else:
        read_after(reading, match)


def read_around(reading: Reading, match: Match) -> None:
    reading.note = reading.note or "approximate"


def read_vague(reading: Reading, match: Match) -> None:
    reading.kind = "vague"


def read_nothing(reading: Reading, match: Match) -> None:
    """Parts that only round an expression off."""
