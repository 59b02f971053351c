"""All time expressions of one article, read in order, each with what the text before and around it said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import regex

from nlp_extract.dates.course import Course
from nlp_extract.dates.grammar import normalize, tighten
from nlp_extract.dates.lengths import iso_length
from nlp_extract.dates.periods import ImpossibleDateError, Period, year_of
from nlp_extract.dates.read import read_by_itself, read_expression
from nlp_extract.dates.value import DateValue

# What stands before or behind an expression that looks forward (将于10日, 10月底前完成)
AHEAD_BEFORE = regex.compile(
    r"(?:将|拟|预计|计划|打算|定于|定在|预定|订于?|宣布|要求|承诺|预测|力争|争取|确保|有望|推迟|延期|延长|持续|不晚于|限|排到|自)"
    r"[^，。；！？\n]{0,6}$"
)
AHEAD_BEHIND = regex.compile(
    r"[之以]?前[^后，。；]{0,6}(?:完成|达到|实现|全部|全面|交付|建成)|起(?:施行|实施|执行|把|将|下调|上调)"
)
# What stands before a period that is only compared with or measured by
COMPARED = (*"比较与同和于至到由从是占", "完成", "相当于", "约为", "不及", "不足")
NOT_COMPARED = "截至"
COMPARISON = regex.compile(r"同期|同月|^(?:上年|上一年|前一年|年[初底末])")
# What makes 10日 ten days
LENGTH_BEFORE = ("拘留", "近", "前", "为期", "连续", "满")
LENGTH_BEHIND = regex.compile(r"[之以]?内|无理由")
BARE_DAYS = regex.compile(r"\d{1,3}[日号]")

PARENTHESIS = regex.compile(r"[（(][^（）()，。；]{0,4}")
SENTENCE_END = regex.compile(r"[。！？；\n]")
SEASON = regex.compile(r"\d{4}-(?:SP|SU|FA|WI)")
DATE_LIKE = regex.compile(r"(?:以来|期间|时期|时节|[季节期年月日天周夜前后])$")
WINDOW = 14  # characters looked at on either side


def read_dates(text: str, spans: Sequence[tuple[int, int]], reference: date | None) -> list[DateValue]:
    """Read all time expressions of one article in order.

    Args:
        text: the article.
        spans: (start, end) offsets of the expressions, in text order.
        reference: the publication day in China, None where it is not known.

    Returns:
        One DateValue for each span. What cannot be read is vague (or of the kind that its last word tells),
        without days and with a note; nothing is raised.
    """
    plain = normalize(text)
    course = Course(reference)
    values: list[DateValue] = []
    last_end = 0
    for row, (start, end) in enumerate(spans):
        phrase = plain[start:end]
        course.compared = compared(plain, start)
        value = read_by_itself(tighten(phrase))
        if value is None:
            attend(course, plain, start, end, last_end)
            value = read_one(phrase, course)
        if value.kind == "date" and value.start_date is None:
            following = spans[row + 1] if row + 1 < len(spans) else None
            value = named(value, phrase, plain, end, following, course)
        values.append(value)
        last_end = end
        if value.kind == "date" and not course.compared and not COMPARISON.search(phrase):
            hear(course, value)
    return values


def compared(text: str, start: int) -> bool:
    """Whether the words before make a period one that something is only compared with."""
    return text.endswith(COMPARED, 0, start) and not text.endswith(NOT_COMPARED, 0, start)


def attend(course: Course, text: str, start: int, end: int, last_end: int) -> None:
    """Tell the course what stands around the expression."""
    before, behind = text[max(0, start - WINDOW) : start], text[end : end + WINDOW]
    course.ahead = bool(AHEAD_BEFORE.search(before) or AHEAD_BEHIND.match(behind))
    course.fresh = SENTENCE_END.search(text, last_end, start) is None
    course.lengthwise = before.endswith(LENGTH_BEFORE) or LENGTH_BEHIND.match(behind) is not None


def read_one(phrase: str, course: Course) -> DateValue:
    """The value of one normalized expression; what cannot be read has a note that says so."""
    text = tighten(phrase)
    if course.lengthwise and BARE_DAYS.fullmatch(text):
        return DateValue("duration", value=iso_length(text))
    try:
        value = read_expression(text, course)
    except ImpossibleDateError as error:
        return DateValue("date", note=str(error))
    if value is not None:
        return value
    if text.startswith("每"):
        return DateValue("set", note=f"not read: {phrase[:40]}")
    return DateValue("date" if DATE_LIKE.search(text) else "vague", note=f"not read: {phrase[:40]}")


def named(
    value: DateValue, phrase: str, text: str, end: int, following: tuple[int, int] | None, course: Course
) -> DateValue:
    """The days that a parenthesis behind the expression gave it, here or earlier.

    After 春运期间（1月7日至2月15日）, every 春运期间 has those days.
    """
    opening = PARENTHESIS.match(text, end)
    if opening is not None and following is not None and end < following[0] <= opening.end():
        days = read_one(text[following[0] : following[1]], course)
        if days.start_date is not None and days.end_date is not None:
            course.names[phrase] = Period(days.start_date, days.end_date)
    period = course.names.get(phrase)
    if period is None:
        return value
    return replace(
        value, start_date=period.start, end_date=period.end, value=period.value, relative=True, note=""
    )


def hear(course: Course, value: DateValue) -> None:
    """Let the course take the period that was told."""
    if value.start_date is not None and value.end_date is not None:
        unit = "span"
        if value.start_date == value.end_date:
            unit = "day"
        elif value.value.isdecimal() and len(value.value) == 4:
            unit = "year"
        course.hear(Period(value.start_date, value.end_date, unit))
    elif SEASON.fullmatch(value.value):
        course.hear(year_of(int(value.value[:4])))
