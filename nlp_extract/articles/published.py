"""Publication times as feeds, pages and tables write them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from email.utils import parsedate_tz
from typing import Any
from zoneinfo import ZoneInfo

import regex

CHINA = ZoneInfo("Asia/Shanghai")

MOMENT = regex.compile(
    r"""
    (?<!\d) (?P<year> (?:19|20)\d\d )                                           # 2022
    (?: \s* [-/.] \s* (?P<month>\d{1,2}) \s* [-/.] \s* (?P<day>\d{1,2})         # -02-14, /2/14
      | \s* 年 \s* (?P<month>\d{1,2}) \s* 月 \s* (?P<day>\d{1,2}) \s* [日号號]   # 年2月14日
      | (?P<month>\d\d) (?P<day>\d\d) (?!\d)                                    # 0214
    )
    (?: \s* [（(]? (?:星期|周|週|礼拜) [一二三四五六日天] [）)]? )?                  # 星期一
    (?: (?: \s* T \s* | \s+ | (?<=[日号號一二三四五六天）)]) )
        (?P<noon> 上午|下午|晚上|凌晨|中午|[AaPp][Mm] )? \s*                       # 下午
        (?P<hour>\d{1,2}) \s* [:：时時点點] \s*                                   # 11:
        (?: (?P<minute>\d{1,2}) \s* 分?                                          # 42
            (?: \s* [:：]? \s* (?P<second>\d{1,2}) \s* 秒? (?: [.,]\d+ )? )?      # :23.5
        )?
        \s* (?P<noon> [AaPp][Mm] )?                                              # PM
    )?
    (?: \s* (?P<zone> Z | [+-]\d\d (?: :?\d\d )?                                # Z, +08:00
               | (?:UTC|GMT) (?: [+-]\d{1,2} (?: :?\d\d )? )? ) )?               # GMT+8
    (?: \s* CST )?
    """,
    regex.VERBOSE,
)
BASIC_TIME = regex.compile(r"(\d{8})T(\d\d)(\d\d)(\d\d)")  # 20220214T234223Z
LABEL = regex.compile(r"(?:发布|發佈|發布|更新|刊发|发表|出版|时间|時間|日期|于|[:：])+\s*")  # 发布时间：


def parse_published(value: object) -> datetime | date | None:
    """The publication time that a value gives.

    Args:
        value: a `datetime` (also pandas' Timestamp), a `date`, seconds or milliseconds since 1970, or a
            string in RFC 2822 (Mon, 14 Feb 2022 23:42:23 GMT), ISO 8601 (2022-02-14T23:42:23Z), Chinese
            (2022年2月14日 23:42) or epoch form.

    Returns:
        A datetime with the time zone that the value states, else without one; a date where no time of day is
        given; None for an empty value.

    Raises:
        ValueError: the value is not a day between 1900 and 2100 in any of these forms.
    """
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        to_python: Any = getattr(value, "to_pydatetime", None)  # a pandas Timestamp
        return checked(to_python(warn=False) if to_python else value)
    if isinstance(value, date):
        return checked(value)
    if hasattr(value, "item"):  # numpy scalars
        return parse_published(value.item())
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return from_number(value)
    text = str(value).strip()
    if not text:
        return None
    if regex.fullmatch(r"\d{8,17}(?:\.\d+)?", text):
        return from_number(float(text))
    if label := LABEL.match(text):
        text = text[label.end() :]
    text = BASIC_TIME.sub(r"\1 \2:\3:\4", text)
    match = MOMENT.fullmatch(text)
    return checked(from_match(match) if match else from_mail(text))


def find_published(text: str) -> datetime | date | None:
    """The first publication time in a line such as 2022年01月20日 08:30 来源：…, or None."""
    match = MOMENT.search(text)
    try:
        return checked(from_match(match)) if match else None
    except ValueError:
        return None


def china_day(published: datetime | date | None) -> date | None:
    """The calendar day in China; a time without zone is taken as China's."""
    if isinstance(published, datetime):
        return china_time(published).date()
    return published


def china_time(published: datetime | date) -> datetime:
    """The time in China; midnight where only a day is known."""
    if not isinstance(published, datetime):
        return datetime.combine(published, time(), CHINA)
    return published.replace(tzinfo=CHINA) if published.tzinfo is None else published.astimezone(CHINA)


def checked(published: datetime | date) -> datetime | date:
    """The same; a year outside 1900 to 2100 is a placeholder or a slip."""
    if not 1900 <= published.year <= 2100:
        raise ValueError(f"the year {published.year} is not between 1900 and 2100")
    return published


def from_number(number: float) -> datetime | date:
    """20220214, or seconds, milliseconds, microseconds or nanoseconds since 1970."""
    if number == int(number) and 1900_01_01 <= number <= 2100_12_31:
        day = int(number)
        return date(day // 10000, day // 100 % 100, day % 100)
    for unit in (1, 1e3, 1e6, 1e9):
        if 1e8 <= number / unit < 5e9:  # 1973 to 2128
            return checked(datetime.fromtimestamp(number / unit, timezone.utc))
    raise ValueError(f"{number!r} is no day and no time since 1970")


def from_match(match: regex.Match[str]) -> datetime | date:
    day = date(int(match["year"]), int(match["month"]), int(match["day"]))
    if not match["hour"]:
        return day
    hour, noon = int(match["hour"]), (match["noon"] or "").lower()
    if noon in ("下午", "晚上", "pm") and hour < 12:
        hour += 12
    elif noon in ("凌晨", "am") and hour == 12:
        hour = 0
    clock = time(
        hour % 24, int(match["minute"] or 0), min(int(match["second"] or 0), 59), tzinfo=zone(match["zone"])
    )
    return datetime.combine(day + timedelta(days=hour // 24), clock)


def zone(text: str | None) -> timezone | None:
    """The zone of Z, +08:00, +0800, UTC, GMT+8."""
    if not text:
        return None
    offset = regex.search(r"([+-])(\d{1,2}):?(\d\d)?", text)
    if not offset:
        return timezone.utc
    minutes = int(offset[2]) * 60 + int(offset[3] or 0)
    return timezone(timedelta(minutes=minutes if offset[1] == "+" else -minutes))


def from_mail(text: str) -> datetime | date:
    """RFC 2822 and its relatives with English months. CST is China's time here, not America's."""
    parts = parsedate_tz(text.replace("CST", "+0800"))
    if parts is None:
        raise ValueError(f"{text[:40]!r} is no date in a form known here")
    offset = parts[9]
    tz = None if offset is None else timezone(timedelta(seconds=offset))
    if not regex.search(r"\d:\d\d", text):
        return date(*parts[:3])
    return datetime(*parts[:5], min(parts[5], 59), tzinfo=tz)
