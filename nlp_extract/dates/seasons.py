"""Readers of festivals, solar terms, lunar dates and seasons: 春节假期, 立春, 腊月二十八, 今年夏天."""

from __future__ import annotations

from nlp_extract.dates.festivals import festival, holiday, lunar_day, lunar_month, new_year_eve, solar_term
from nlp_extract.dates.numerals import read_integer
from nlp_extract.dates.periods import ImpossibleDateError, Period
from nlp_extract.dates.reading import Match, Reading

NAMED_MONTHS = {"正": 1, "冬": 11, "腊": 12}
SEASONS = {"春": "SP", "夏": "SU", "秋": "FA", "冬": "WI"}  # as TIMEX3 writes them: 2024-SU


def lunar_number(text: str) -> int:
    return NAMED_MONTHS.get(text) or read_integer(text.removeprefix("初"))


def month_of(name: str) -> tuple[int, bool]:
    """The number of a lunar month and whether it is a leap month (闰四月)."""
    return lunar_number(name.removeprefix("闰").removesuffix("月")), name.startswith("闰")


def read_lunar_day(reading: Reading, match: Match) -> None:
    """A lunar date; without a month (初六) it is one of the first month, where news mostly counts so."""
    groups = match.groupdict()
    number, leap = month_of(groups.get("m") or "正月")
    day = lunar_number(match["d"])

    def occurrence(year: int) -> Period:
        return new_year_eve(year) if (number, day) == (12, 30) else lunar_day(year, number, day, leap)

    if groups.get("y"):
        reading.narrow(occurrence(int(match["y"].removesuffix("年"))))
    elif reading.period is not None:
        reading.narrow(occurrence(reading.period.start.year))
    elif not reading.loose:
        reading.guess(reading.course.nearest(occurrence))


def read_lunar_month(reading: Reading, match: Match) -> None:
    number, leap = month_of(match["m"])
    reading.part_of_year(lambda year: lunar_month(year, number, leap))


def read_festival(reading: Reading, match: Match) -> None:
    name = match["f"]
    reading.festival = name
    if reading.period is not None:
        reading.narrow(festival(name, reading.period.start.year))
    else:
        reading.guess(reading.course.nearest(lambda year: festival(name, year)))


def read_holiday(reading: Reading, match: Match) -> None:
    """The days off around the festival named before."""
    if not reading.festival or reading.period is None:
        if reading.period is None:
            reading.give_up(f"{match.group()} has no fixed days")
        return
    year = reading.period.start.year
    try:
        reading.narrow(holiday(reading.festival, year))
    except ImpossibleDateError as error:
        reading.give_up(str(error))


def read_term(reading: Reading, match: Match) -> None:
    name = match["t"]
    if reading.period is not None:
        reading.narrow(solar_term(reading.period.start.year, name))
    else:
        reading.guess(reading.course.nearest(lambda year: solar_term(year, name)))


def read_season(reading: Reading, match: Match) -> None:
    if reading.kind == "set":  # 每年秋天
        return
    now = reading.course.published
    year = reading.period.start.year if reading.period is not None else None
    if match["w"]:
        reading.relative = True
        year = now.year + {"去": -1, "今": 0, "明": 1}[match["w"]] if now is not None else None
    reading.give_up("a season has no exact days")
    if match["s"]:
        reading.value = (
            f"{year:04}-{SEASONS[match['s']]}" if year is not None else f"XXXX-{SEASONS[match['s']]}"
        )


def read_loose_season(reading: Reading, match: Match) -> None:
    reading.give_up(f"{match.group()} has no fixed days")
