"""Townships of China and the counties that they lie in: 沙沟镇 is of 兴化市 in an article that names it."""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import lru_cache

import regex

from nlp_extract.organizations.lexicon import rows
from nlp_extract.organizations.regions import NATIONALITIES, Region, below, divisions

_OF_A_NATIONALITY = regex.compile(rf"(?P<stem>.+?){NATIONALITIES}乡")


_RANKS = ("镇", "乡", "街道", "苏木")
_SHORTEST, _LONGEST = 3, 12


@lru_cache(maxsize=1 << 12)
def townships(name: str) -> tuple[Region, ...]:
    """The townships that go by a name, each below its county in the latest edition of GB/T 2260: 沙沟镇 is one
    of 兴化市 and one of others, 湖潮乡 the 湖潮布依族苗族乡 of 花溪区. Empty for a name that the table lacks."""
    return tuple(below(divisions()[county], full) for county, full in _listed(name))


def township_at(text: str, start: int) -> str:
    """The name of a township of the table that begins at `start`, of three characters or more, empty if none."""
    ends = (end for end in range(start + _SHORTEST, start + _LONGEST + 1) if text[start:end].endswith(_RANKS))
    return next((text[start:end] for end in ends if townships(text[start:end])), "")


def _listed(name: str) -> Iterator[tuple[str, str]]:
    """The county's path and the full name of each township of that name. (The table is searched as it stands: it
    is asked too seldom for an index of its 38,000 names.)"""
    table = _table()
    opening = name.removesuffix("乡")
    start = table.find(" " + opening)
    while start >= 0:
        full = table[start + 1 : table.index(" ", start + 1)]
        if full == name or ((match := _OF_A_NATIONALITY.fullmatch(full)) and match["stem"] + "乡" == name):
            line = table.rfind("\n", 0, start)
            yield _counties()[table[line + 1 : line + 7]], full
        start = table.find(" " + opening, start + 1)


@lru_cache(maxsize=1)
def _table() -> str:
    """A line for each county: its code and its townships, a space before and behind each."""
    return "".join(f"\n{row['code']} {row['townships']} " for row in rows("townships.csv"))


def which_township(name: str, above: Region, named: Set[str], seen: Set[str]) -> Region:
    """The township that a name means.

    Args:
        name: as written, such as 沙沟镇.
        above: the division that it seems to lie in, by what stands before it; NOWHERE where nothing does.
        named: paths of the divisions that the article names, one of whose townships it is rather than a new
            one of `above`.
        seen: those of them that it names for certain; a township that lies in none of them is theirs only where
            no other division of China has one of that name.

    Returns:
        The township below its county; below `above` where the table does not tell; NOWHERE where neither is known.
    """
    if above.current and _counties().get(above.code, above.path) != above.path:
        return below(above, name)  # 贵安新区 has townships that the standard gives to counties
    known = townships(name)
    inside = [township for township in known if township.code == above.code or _holds(above, township)]
    if len(inside) == 1:
        return below(above, inside[0].name) if above.level == "county" else inside[0]
    if not inside or above.level != "county":
        options = inside or known
        for likely in (
            [township for township in options if township.parent in named],
            [township for township in options if _in_one_city(township, above)],
            [] if above.level == "county" else [township for township in options if _in_any(township, seen)],
            [] if above.level == "county" else options,
        ):
            if len(likely) == 1:
                return likely[0]
    return below(above, name)


def _holds(above: Region, township: Region) -> bool:
    return bool(above.path) and above.holds(township)


def _in_one_city(township: Region, above: Region) -> bool:
    """A street may be run by another district than its own: 军山街道 of 蔡甸区 by 武汉经开区（汉南区）."""
    return (
        above.level == "county"
        and not township.name.endswith("街道")
        and township.path.startswith(above.parent + "/")
    )


def _in_any(township: Region, seen: Set[str]) -> bool:
    path = township.path
    return any(path[:end] in seen for end, character in enumerate(path) if character == "/")


@lru_cache(maxsize=1)
def _counties() -> dict[str, str]:
    """The path of the division that the standard gives each code to: the first one of those that have it."""
    return {region.code: region.path for region in reversed(divisions().values())}
