"""Countries abroad: their names and signs, and what else opens the name of an organ abroad."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Set
from functools import lru_cache

import regex

from nlp_extract.organizations.kinds import STATE, read_kind
from nlp_extract.organizations.lexicon import rows

# What follows the sign of a country: 俄|外交部, 以|总理办公室, 乌|空军
_SIGNED = regex.compile(
    r"国防[部军]|外交部|外长|财政部|内政部|卫生部|能源部|商务部|司法部|紧急情况部|总参谋部|武装部队|总统府|总理办公室|总理府|首相府|国家安全[局部委]|国家杜马|"
    r"联邦|空军|海军|陆军|空天军|参议院|众议院|下院|上院|最高法院|军方|防长|央行|情报局|警方|中央司令部|"
    r"(?<![新老])(?:议会|国会|政府|军(?=$|中央|北方|南方|方))"  # 新政府 is a new one
)


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    return {row["name"]: row["full"] for row in rows("countries.csv")}


@lru_cache(maxsize=1)
def _states() -> dict[str, str]:
    """The full name of the country behind each name: 首尔 is of 韩国."""
    return {row["name"]: row["country"] or row["full"] for row in rows("countries.csv")}


@lru_cache(maxsize=1)
def _signs() -> dict[str, tuple[str, ...]]:
    """The full names of the countries that each character stands for: 巴 for 巴基斯坦, 巴西 and 巴勒斯坦."""
    signs: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows("countries.csv"):
        for sign in row["short"]:
            signs[sign].append(row["full"])
    return {sign: tuple(countries) for sign, countries in signs.items()}


def country_signs() -> Set[str]:
    """The characters that stand for a country in front of its organs (美 in 美联邦法院)."""
    return _signs().keys()


def signed_country(text: str, named: Collection[str]) -> str:
    """The country whose one-character sign opens the name of an organ (俄外交部 gives 俄罗斯): of those of one
    sign the one among the countries `named` in the article, where any other organ of a state will do
    (韩气象厅); empty if none."""
    countries = _signs().get(text[:1], ())
    here = [country for country in countries if country in named]
    if _SIGNED.match(text, 1):
        return next(iter(here or countries), "")
    return here[0] if here and read_kind(text, 1).kind in (*STATE, "foreign") else ""


def full_country(name: str) -> str:
    """The full name of a country (印尼 gives 印度尼西亚)."""
    return _countries()[name]


# A people, a language, a newspaper: 朝鲜|日报
_NOT_COUNTRY = regex.compile(r"族|语|日报|时报")


def country_at(text: str, start: int = 0) -> str:
    """The longest name of a country abroad that begins at `start`, empty if none."""
    countries = _countries()
    return next(
        (text[start : start + n] for n in range(9, 1, -1) if text[start : start + n] in countries), ""
    )


def is_country(name: str) -> bool:
    """Whether a name is that of a country abroad, full or short."""
    return name in _countries()


def find_countries(text: str) -> list[tuple[int, str]]:
    """The countries abroad that a text names: offset and full name."""
    places = (match.start() for match in _beginning().finditer(text))
    found = ((start, country_at(text, start)) for start in places)
    return [
        (start, _states()[name])
        for start, name in found
        if name and not _NOT_COUNTRY.match(text, start + len(name))
    ]


@lru_cache(maxsize=1)
def opens_abroad() -> regex.Pattern[str]:
    """What opens the name of a city's, state's or province's organ abroad: 首尔, and 信德省, which is none of
    China's."""
    return regex.compile(
        r"\L<names>|(?!\p{Han}{0,6}[驻各全本该跨共届])(?:(?![委局和与及府部厅院第个国行会社团署处队])\p{Han}){2,7}[州省邦](?=\p{Han}{2})",
        names=[row["name"] for row in rows("abroad.csv")],
    )


@lru_cache(maxsize=1)
def _beginning() -> re.Pattern[str]:
    """A first character of some country's name before a second one of some. (The standard library's re finds such
    places fastest.)"""
    first, second = (re.escape("".join({name[n] for name in _countries()})) for n in (0, 1))
    return re.compile(f"[{first}](?=[{second}])")
