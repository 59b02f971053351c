"""Where well-known bodies have their seat, and what in a name tells the place of a firm or a paper."""

from __future__ import annotations

from functools import lru_cache

from nlp_extract.organizations.lexicon import rows

_LONGEST_SEAT = 20  # characters of the longest name in `seats.csv`


@lru_cache(maxsize=1)
def _seats() -> dict[str, str]:
    seats = {row["name"]: row["region"] for row in rows("seats.csv")}
    return {row["name"]: row["path"] for row in rows("by_names.csv")} | seats


def seat(text: str) -> str:
    """The path of the city that a well-known institute is in, by the longest of their names that opens
    `text`; else of the place whose by-name opens it (羊城晚报, 三晋出版社); empty where there is neither."""
    return _seats().get(seated_name(text), "")


def seated_name(text: str) -> str:
    """The name in the tables of `seat` that opens `text`, empty if none does."""
    seats = _seats()
    return next((text[:n] for n in range(min(_LONGEST_SEAT, len(text)), 1, -1) if text[:n] in seats), "")


@lru_cache(maxsize=1)
def signs() -> dict[str, str]:
    """The path of the province or city that each character stands for in front of a bank's or a paper's name:
    甬 for 宁波市."""
    return {row["sign"]: row["path"] for row in rows("signs.csv")}


@lru_cache(maxsize=1)
def city_words() -> frozenset[str]:
    """Short names of cities that are words inside a firm's name, from `city_words.csv`."""
    return frozenset(row["name"] for row in rows("city_words.csv"))
