"""Administrative divisions of China: paths, codes and levels after GB/T 2260, and the names they go by.

A division is known by its full name (准格尔旗), by a short name (鄂尔多斯, 甘孜州, 三江县) and by the
names that it had
before (库车县). A former name keeps its own path, which is how its time wrote it, with the code of the
division
that stands there in the latest edition. A township is read from its name alone, below a division of the
table.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import regex

from nlp_extract.organizations.lexicon import rows


@dataclass(frozen=True, slots=True)
class Region:
    """A division: its path from the province down, code after GB/T 2260, and level."""

    path: str  # 内蒙古自治区/鄂尔多斯市/准格尔旗
    code: str  # 150622; of the nearest division above that has one, where it has none
    level: str  # provincial, prefectural, county or township
    current: bool = True  # whether the latest edition has it under this name

    @property
    def name(self) -> str:
        """The last division of the path (准格尔旗)."""
        return self.path[self.path.rfind("/") + 1 :]

    @property
    def parent(self) -> str:
        """The path above (内蒙古自治区/鄂尔多斯市), empty for a province."""
        return self.path[: max(0, self.path.rfind("/"))]

    def holds(self, other: Region) -> bool:
        """Whether the other division is this one or lies in it."""
        return other.path == self.path or other.path.startswith(self.path + "/")


NOWHERE = Region("", "", "")

_RANK = frozenset("省市区县旗盟州")
MUNICIPALITIES = ("11", "12", "31", "50")

# Full names of districts that are words too (the old town, the urban area): names only behind their city's.
WORDS = frozenset(
    [
        "城区",
        "老城区",
        "新城区",
        "郊区",
        "矿区",
        "市中区",
        "城中区",
        "城东区",
        "城西区",
        "城北区",
        "城南区",
        "市南区",
        "市北区",
        "东区",
        "西区",
        "南区",
        "北区",
        "中区",
    ]
)

NATIONALITIES = (
    "(?:达斡尔族?|维吾尔|哈萨克族?|蒙古族?|布依族|土家族|柯尔克孜|塔吉克|拉祜族|傈僳族|纳西族|景颇族|仡佬族|仫佬族|毛南族|独龙族|保安族|东乡族|"
    "撒拉族|裕固族|锡伯族?|哈尼族|布朗族|朝鲜族|鄂温克族|各族|畲族|黎族|傣族|佤族|怒族|普米族|羌族|藏族|回族|苗族|彝族|壮族|侗族|瑶族|白族|满族|土族)+"
)
"""The 55 nationalities as they stand in names of autonomous divisions (GB/T 3304), longest first: a pattern of one or
more of them."""

_AUTONOMOUS = regex.compile(rf"(?P<stem>.+?){NATIONALITIES}自治(?P<rank>[州县旗])")  # 三江 + 侗族 + 自治县
_RANKED = regex.compile(
    r"(?P<stem>..+?)(?:省|市|区|县|旗|盟|州|地区|特区|新区|林区|(?:壮族|回族|维吾尔)?自治区|特别行政区)"
)


def short_names(name: str) -> Iterator[str]:
    """The short names that follow by rule: 三江侗族自治县 gives 三江县 and 三江, 鄂尔多斯市 gives
    鄂尔多斯."""
    if match := _AUTONOMOUS.fullmatch(name):
        stem, rank = match["stem"], match["rank"]
        yield stem + rank
    elif match := _RANKED.fullmatch(name):
        stem = match["stem"]
    else:
        return
    if len(stem) > 1:
        yield stem


@lru_cache(maxsize=1)
def divisions() -> dict[str, Region]:
    """All divisions of the tables by path."""
    names = {row["code"]: row["name"] for row in rows("regions.csv")}
    found: dict[str, Region] = {}
    for code, name in names.items():
        province, prefecture = code[:2] + "0000", code[:4] + "00"
        above = [
            names[code]
            for code in dict.fromkeys((province, prefecture))
            if code in names and names[code] != name
        ]
        level = "provincial" if code == province else "prefectural" if code == prefecture else "county"
        path = "/".join((*above, name))
        found[path] = Region(path, code, level)
    for row in rows("uncoded_regions.csv"):
        above_path = row["path"].rpartition("/")[0]
        found[row["path"]] = Region(row["path"], found[above_path].code, row["level"])
    for row in rows("former_regions.csv"):
        prefectural = row["path"].count("/") == 1 and not row["code"].startswith(MUNICIPALITIES)
        level = "prefectural" if prefectural else "county"
        found.setdefault(row["path"], Region(row["path"], row["code"], level, current=False))
    return found


class Names(NamedTuple):
    """What divisions are called: full and short names with the divisions that bear them, and lengths by
    first two characters."""

    full: dict[str, tuple[Region, ...]]
    short: dict[str, tuple[Region, ...]]
    lengths: dict[str, tuple[int, ...]]


@lru_cache(maxsize=1)
def names() -> Names:
    """The names of all divisions. A short name that is a full name elsewhere stays with the full one."""
    full: defaultdict[str, list[Region]] = defaultdict(list)
    short: defaultdict[str, list[Region]] = defaultdict(list)
    for region in divisions().values():
        full[region.name].append(region)
        for alias in () if region.name in WORDS else short_names(region.name):
            if region.current or alias not in short:  # 库车 is 库车市, which stands where 库车县 did
                short[alias].append(region)
    for row in rows("region_aliases.csv"):
        if row["path"]:
            (full if row["alias"] in full else short)[row["alias"]].append(divisions()[row["path"]])
        else:
            short.pop(row["alias"], None)
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for name in (*full, *short):
        lengths[name[:2]].add(len(name))
    return Names(
        {name: tuple(regions) for name, regions in full.items()},
        {
            name: tuple(_by_rank(dict.fromkeys(regions)))
            for name, regions in short.items()
            if name not in full
        },
        {start: tuple(sorted(sizes, reverse=True)) for start, sizes in lengths.items()},
    )


def full_names() -> dict[str, tuple[Region, ...]]:
    """The divisions of each full name."""
    return names().full


def _by_rank(regions: Iterable[Region]) -> list[Region]:
    return sorted(regions, key=lambda region: region.path.count("/"))


class Mention(NamedTuple):
    """A division's name in a text: offsets, the divisions that bear it, and how much of a name it is."""

    start: int
    end: int
    regions: tuple[Region, ...]
    full: bool  # 甘孜藏族自治州
    ranked: bool  # also 甘孜州: it ends in a word of rank, so that it is no other word

    @property
    def county(self) -> bool:
        """Whether only divisions of the county's level bear the name."""
        return all(region.level == "county" for region in self.regions)


# What makes another name of a short one: 银川|路, 榆林|社区, 阿里|云, 洪江|区人民法院 beside 洪江市
_OTHER_NAME = regex.compile(
    r"路(?!桥)|街|国(?=议会|军|政府)|社区|村(?!镇银行)|镇|乡(?!村)|大?道|云|巴巴|岛|湖|河|江|山(?!东|西)|湾|水库|源"
    r"|[区县旗](?=委(?!员)|人民|政府|纪委|监委|法院|检察|公安|人大|政协)"
)


def name_at(text: str, start: int) -> Mention | None:
    """The longest name of a division that begins at `start`, if any."""
    known = names()
    for length in known.lengths.get(text[start : start + 2], ()):
        name = text[start : start + length]
        end = start + len(name)
        if regions := known.full.get(name):
            return Mention(start, end, regions, True, True)
        if regions := known.short.get(name):
            ranked = name[-1] in _RANK and any(region.name[-1] == name[-1] for region in regions)
            if ranked or not (_OTHER_NAME.match(text, end) or _of_an_airport(text, end, regions)):
                return Mention(start, end, regions, False, ranked)
    return None


def _of_an_airport(text: str, end: int, regions: Sequence[Region]) -> bool:
    """Whether a district's short name is that of its city's airport: 广州|白云机场."""
    return text.startswith(("机场", "国际机场"), end) and all(region.level == "county" for region in regions)


@lru_cache(maxsize=1)
def _beginning() -> re.Pattern[str]:
    """A first character of some name before a second one of some name. (The standard library's re finds such places
    fastest.)"""
    first, second = (re.escape("".join({*characters})) for characters in zip(*names().lengths, strict=True))
    return re.compile(f"[{first}](?=[{second}])")


def beginnings(text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[int]:
    """The few offsets in text[start:end] where a division's name may begin: its first two characters stand there."""
    lengths = names().lengths
    for match in _beginning().finditer(text, start, end):
        if text[match.start() : match.start() + 2] in lengths:
            yield match.start()


def find_names(text: str, start: int = 0, *, overlapping: bool = False) -> list[Mention]:
    """The names of divisions in a text from `start` on, left to right, the longest first.

    Without `overlapping`, names do not overlap and short names of districts (新华, 和平, 路南), most of
    which are words,
    are left out; with it, every offset is tried, for a caller who knows which divisions to look for.
    """
    found: list[Mention] = []
    covered = start
    for position in beginnings(text, start):
        if position < covered and not overlapping:
            continue
        mention = name_at(text, position)
        if mention is None or mention.end <= covered:  # 龙江 in 黑龙江
            continue
        if (
            overlapping
            or mention.ranked
            or not all(region.level == "county" and region.name.endswith("区") for region in mention.regions)
        ):
            found.append(mention)
            covered = mention.end
    return found


def below(region: Region, township: str) -> Region:
    """A township under a division of the table: it has the division's code."""
    return Region(f"{region.path}/{township}", region.code, "township") if region.path else NOWHERE


def choose(regions: Sequence[Region], seen: Sequence[Region]) -> Region | None:
    """Which of several divisions of one name is meant, given those that the text names beside it.

    The one that lies in, or holds, most of them; failing that the one that shares a province with most;
    failing
    that the one of today, then the highest. None where two are as likely as each other (鼓楼区 alone).
    """
    if len(regions) == 1:
        return regions[0]
    scores = []
    for region in regions:
        province = region.path.partition("/")[0]
        near = sum(
            3 if other.holds(region) or region.holds(other) else other.path.startswith(province)
            for other in seen
        )
        scores.append((near, region.current and not region.path.startswith("台湾"), -region.path.count("/")))
    best = max(scores)
    return regions[scores.index(best)] if scores.count(best) == 1 else None
