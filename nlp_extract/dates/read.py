"""From the text of a time expression to its value: the parts of the grammar, folded from left to right.

Each part narrows the period that the parts before it gave (去年 / 12月 / 底), moves it (三天 / 后), or says
what kind of expression it is (每, 以来). What the text leaves out comes from a `Course`.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import Literal, NoReturn

import regex

from nlp_extract.dates import bounds, days, lengths, seasons, years
from nlp_extract.dates.course import Course
from nlp_extract.dates.grammar import TO, normalize, scan, tighten
from nlp_extract.dates.periods import ImpossibleDateError
from nlp_extract.dates.reading import Match, Reader, Reading
from nlp_extract.dates.value import DateError, DateValue

READERS: dict[str, Reader] = {
    "iso_day": years.read_iso_day,
    "iso_month": years.read_iso_month,
    "loose_day": years.read_loose_day,
    "month_day": years.read_month_day,
    "each": lengths.read_each,
    "plan": years.read_plan,
    "fiscal_years": years.read_fiscal_years,
    "fiscal_year": years.read_fiscal_year,
    "fiscal_word": years.read_fiscal_word,
    "years": years.read_years,
    "both_years": years.read_both_years,
    "century": years.read_century,
    "decade": years.read_decade,
    "era": years.read_era,
    "year": years.read_year,
    "bc_year": years.read_bc_year,
    "short_year": years.read_short_year,
    "republic_year": years.read_republic_year,
    "past_years": years.read_past_years,
    "year_word": years.read_year_word,
    "half": years.read_half,
    "quarters": years.read_quarters,
    "quarter": years.read_quarter,
    "quarter_word": years.read_quarter_word,
    "first_months": years.read_first_months,
    "months": years.read_months,
    "lunar_day": seasons.read_lunar_day,
    "lunar_month": seasons.read_lunar_month,
    "festival": seasons.read_festival,
    "holiday": seasons.read_holiday,
    "term": seasons.read_term,
    "season": seasons.read_season,
    "loose_season": seasons.read_loose_season,
    "month": years.read_month,
    "month_word": years.read_month_word,
    "edge": years.read_edge,
    "weekday": days.read_weekday,
    "week": days.read_week,
    "days": days.read_days,
    "day": days.read_day,
    "day_word": days.read_day_word,
    "nth_week": days.read_nth_week,
    "nth_weekday": days.read_nth_weekday,
    "nth_day": days.read_nth_day,
    "vague": bounds.read_vague,
    "length": lengths.read_length,
    "weekday_too": days.read_weekday_too,
    "weekday_beside": days.read_weekday_too,
    "day_part": days.read_day_part,
    "clock": days.read_clock,
    "approximately": bounds.read_nothing,
    "same_time": bounds.read_same_time,
    "same_day": bounds.read_same_day,
    "days_before": days.read_days_before,
    "during": bounds.read_nothing,
    "between": bounds.read_nothing,
    "around": bounds.read_around,
    "since": bounds.read_since,
    "before": bounds.read_before,
    "after": bounds.read_after,
    "from": bounds.read_from,
}

JOINT = regex.compile(rf"起?{TO} | [与及和](?=.{{0,60}}间$) | 、 | (?<=后)(?=\d)", regex.VERBOSE)
AND = regex.compile(r"[、，和至到—~-]")
LEAD = regex.compile(
    r"最近|近|过去的?|在|从|自|截至|截止到?|于|直到|到|至|连续|长达|历时|为期|未来|今后|整整|满|超过?|不到|不足|大约|约|将近|"
    r"这|已|此后|前|后|上|下"
)
MOST_LEADS = 2
LONGEST = 120  # characters; nothing longer is one expression


@lru_cache(maxsize=4096)
def parsed(text: str, position: int, opening: bool) -> tuple[tuple[str, Match], ...]:
    """The names and matches of the parts of the point or period that begins at `position`."""
    return tuple((part.name, match) for part, match in scan(text, position, opening))


def read_point(text: str, position: int, reading: Reading, opening: bool = False) -> int:
    """Fold the parts from `position` on into the reading; gives back where they end."""
    for name, match in parsed(text, position, opening):
        READERS[name](reading, match)
        reading.parts.append(name)
        position = match.end()
    return position


class CourseNeededError(Exception):
    """An expression cannot be read by itself."""


class NoCourse(Course):
    """A course that must not be asked for anything."""

    def __getattribute__(self, name: str) -> NoReturn:
        raise CourseNeededError(name)


NO_COURSE = object.__new__(NoCourse)


@lru_cache(maxsize=1 << 13)
def read_by_itself(text: str) -> DateValue | None:
    """The value of an expression that means the same everywhere (2021年3月, 三年, 近日); None for all others."""
    try:
        return read_led(text, NO_COURSE)
    except CourseNeededError:
        return None
    except ImpossibleDateError as error:
        return DateValue("date", note=str(error))


def read_expression(text: str, course: Course) -> DateValue | None:
    """The value of a normalized expression; None where it is not one from beginning to end."""
    return read_by_itself(text) or read_led(text, course)


def read_led(text: str, course: Course) -> DateValue | None:
    """The value of an expression and of the words that may lead it.

    It is read as it would be found in a text; failing that, with the parts that open nothing in running text
    (11.18, 初六), and then without the words that may lead it (截至, 近).
    """
    start = 0
    for _ in range(MOST_LEADS + 1) if len(text) <= LONGEST else ():
        value = read_from(text, start, course, True) or read_from(text, start, course, False)
        if value is not None or (lead := LEAD.match(text, start)) is None:
            return value
        start = lead.end()
    return None


def read_from(text: str, start: int, course: Course, opening: bool) -> DateValue | None:
    """The value of text[start:], a point or period or a range of them; None where it is not one to the end."""
    first = Reading(course)
    end = read_point(text, start, first, opening)
    if end == start:
        return None
    while end < len(text):
        joint = (AND if first.kind == "set" else JOINT).match(text, end)
        if joint is None:
            return None
        second = Reading(course if first.kind == "set" else following(first, course), kind=first.kind)
        next_end = read_point(text, joint.end(), second)
        if next_end == joint.end():
            return None
        join(first, second)
        end = next_end
    return first.result()


def following(first: Reading, course: Course) -> Course:
    """The course that the end of a range is read in: it comes after its beginning."""
    start = first.period
    if start is None:
        return course
    day = start if start.unit == "day" else None
    return Course(course.published, day=day, topic=start, part=start, after=start, ahead=True)


def join(first: Reading, second: Reading) -> None:
    """Make the first reading the range from its beginning to the end of the second."""
    if first.kind == "set":
        return
    if first.period is not None and second.period is not None:
        first.period = first.period.upto(second.period)
        first.clock = ""
        first.note = "" if second.open_start or second.open_end else second.note
        first.open_start = first.open_end = False
        first.relative = first.relative or second.relative
    elif first.period is not None or second.period is not None:
        first.give_up(first.note or second.note or "one end has no exact days")


def parse_date(
    text: str, reference: date | datetime | str | None = None, *, errors: Literal["raise", "none"] = "raise"
) -> DateValue | None:
    """Read one Chinese time expression (10月份, 去年底, 9月22日至25日, 近三年, 每周一).

    Args:
        text: the expression alone, Simplified or Traditional, with or without spaces in it.
        reference: the day that relative expressions are resolved with, in China; of a datetime its own
            calendar day is taken, of a text its first ten characters (YYYY-MM-DD). Without one, relative
            expressions have no days and a note.
        errors: "raise" to raise for a text that is no time expression, "none" to give back None.

    Returns:
        A DateValue. A day that no calendar has (2月30日, 13月) gives one without days and with a note.

    Raises:
        DateError: the text is not a time expression, or the reference is not a day.
    """
    course = Course(read_reference(reference))
    try:
        value = read_expression(tighten(normalize(text)), course)
    except ImpossibleDateError as error:
        return DateValue("date", note=str(error))
    if value is None and errors == "raise":
        raise DateError(f"not a time expression: {text[:40]!r}; give the expression alone, or use find_dates")
    return value


def read_reference(reference: date | datetime | str | None) -> date | None:
    if isinstance(reference, datetime):
        return reference.date()
    if isinstance(reference, str):
        try:
            return date.fromisoformat(reference[:10])
        except ValueError:
            raise DateError(f"reference {reference!r} is not a day: give a date or YYYY-MM-DD") from None
    return reference
