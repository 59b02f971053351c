"""The Production and Construction Corps of Xinjiang: the cities of its divisions and the divisions of its
regiments."""

from __future__ import annotations

from functools import lru_cache

import regex

from nlp_extract.numbers import parse_number
from nlp_extract.organizations.lexicon import rows
from nlp_extract.organizations.regions import Region, divisions

CORPS = "新疆生产建设兵团"
XINJIANG = "新疆维吾尔自治区"

_REGIMENT = regex.compile(r"(?P<number>\d+|[一二三四五六七八九十百〇]+)团")


@lru_cache(maxsize=1)
def corps_cities() -> dict[str, Region]:
    """The cities by division (第八师: 石河子市)."""
    xinjiang = [region for region in divisions().values() if region.path.startswith(XINJIANG)]
    cities = {region.name: region for region in xinjiang if region.name.endswith("市")}
    return {row["division"]: cities[row["city"]] for row in rows("corps.csv")}


def division_of(name: str) -> str:
    """The division of the regiment that a name opens with (一四三团医院: 第八师), empty where there is none
    of its number."""
    found = _REGIMENT.match(name)
    number = parse_number(found["number"]) if found else None
    return _regiments().get(int(number.value), "") if number and number.value is not None else ""


@lru_cache(maxsize=1)
def _regiments() -> dict[int, str]:
    """The divisions by number of regiment."""
    found: dict[int, str] = {}
    for row in rows("corps.csv"):
        for numbers in row["regiments"].split():
            first, _, last = numbers.partition("-")
            found |= dict.fromkeys(range(int(first), int(last or first) + 1), row["division"])
    return found
