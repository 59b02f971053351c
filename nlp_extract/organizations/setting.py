"""The setting of an article: the divisions, townships, corps divisions and countries that it names, by offset."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import TypeVar

from nlp_extract.organizations.lexicon import rows
from nlp_extract.organizations.regions import NOWHERE, Region, choose, divisions, find_names
from nlp_extract.organizations.script import simplified

Named = TypeVar("Named", Region, str)

# Words of rank that end the name of a division, the longer ones first.
_RANKS = ("自治区", "自治州", "地区", "新区", "省", "市", "区", "县", "旗", "盟", "镇", "乡", "街道", "苏木")
_SAME_RANK = {"州": "自治州", "自治县": "县"}
# Full names of districts that are words too (the old town, the urban area): names only behind their city's name.
_WORDS = frozenset("城区 老城区 新城区 郊区 矿区 市中区 城中区 城东区 城西区 城北区 城南区 市南区 市北区 新区 东区 西区 南区 北区 中区".split())
_TITLE, _LEAD, _LEAD_LENGTH = (
    4,
    3,
    60,
)  # how much a name in the title, or in the first characters, outweighs another


def rank(name: str) -> str:
    """The word of rank that a division's name ends in (准格尔旗: 旗), empty if none."""
    return next((word for word in _RANKS if name.endswith(word)), "")


@lru_cache(maxsize=1)
def corps_cities() -> dict[str, Region]:
    """The cities of the Production and Construction Corps by division (第八师: 石河子市)."""
    cities = {
        region.name: region
        for region in divisions().values()
        if region.path.startswith("新疆") and region.name.endswith("市")
    }
    return {row["division"]: cities[row["city"]] for row in rows("corps.csv")}


class Setting:
    """What an article has named up to an offset; its title stands before the text.

    Args:
        text: the article.
        title: its headline.
        places: offsets of places that a tagger found in the text.
        home: the division that the article is about, where that is known from elsewhere.
    """

    def __init__(
        self, text: str, title: str = "", places: Sequence[tuple[int, int]] = (), home: Region = NOWHERE
    ):
        self.home = home
        self.regions: set[str] = set()
        self._divisions: defaultdict[str, list[tuple[int, Region]]] = defaultdict(list)
        self._counties: list[tuple[int, Region]] = []
        self._corps: list[tuple[int, str]] = []
        self._countries: list[tuple[int, str]] = []
        self.seen: list[Region] = [home] if home.path else []
        if home.path:
            self._add(-len(title) - 2, home)
        self._read(simplified(text), simplified(title), set(places))

    def _read(self, text: str, title: str, places: set[tuple[int, int]]) -> None:
        """Resolve the names of divisions in title and text: the certain ones first, then namesakes by those."""
        mentions = [(mention.start - len(title) - 1, mention) for mention in find_names(title)]
        mentions += [(mention.start, mention) for mention in find_names(text)]
        self.seen += {
            m.regions[0].path: m.regions[0] for _, m in mentions if len(m.regions) == 1 and m.full
        }.values()
        certain = {region.path for region in self.seen}
        weights: Counter[str] = Counter()
        before, last = -1, NOWHERE
        for position, mention in mentions:
            inside = (
                tuple(region for region in mention.regions if last.holds(region))
                if before == position
                else ()
            )
            region = choose(inside or mention.regions, self.seen)
            before, last = position + mention.end - mention.start, region or NOWHERE
            if region is None or (region.name in _WORDS and not inside):
                continue
            if not (
                mention.ranked
                or region.level != "county"
                or region.path in certain
                or position == -len(title) - 1
                or (position, before) in places
            ):
                continue  # 龙江 in 独龙江乡: a county's short name inside a text is no evidence
            self._add(position, region)
            weights[region.path] += (_TITLE if position < 0 else _LEAD if position < _LEAD_LENGTH else 1) * (
                1 + mention.full
            )
        if weights and not self.home.path:
            best = max(
                weights, key=lambda path: weights[path] + sum(weights[above] for above in _above(path)) / 2
            )
            self.home = divisions()[best]

    @property
    def island(self) -> Region | None:
        """Hong Kong, Macau or Taiwan where the article is about one of them: its bodies seldom name it."""
        province = self.home.path.partition("/")[0]
        return divisions()[province] if province in ("香港特别行政区", "澳门特别行政区", "台湾省") else None

    def _add(self, position: int, region: Region) -> None:
        self.regions.add(region.path)
        self._divisions[rank(region.name)].append((position, region))
        if region.level == "county":
            self._counties.append((position, region))

    def add_township(self, position: int, township: Region) -> None:
        """Take note of a township that a name has shown."""
        self._divisions[rank(township.name)].append((position, township))
        self._divisions["township"].append((position, township))

    def add_corps(self, position: int, division: str) -> None:
        """Take note of a division of the corps (第八师) that a name has shown."""
        self._corps.append((position, division))

    def add_country(self, position: int, country: str) -> None:
        """Take note of a country abroad."""
        self._countries.append((position, country))

    def named(self, level: str, position: int) -> Region:
        """The division that a bare word of rank (县) stands for at `position`; NOWHERE where the article names none."""
        level = _SAME_RANK.get(level, level)
        if level == "师市":
            return corps_cities().get(self.corps(position), NOWHERE)
        home = next(
            (
                divisions()[path]
                for path in (self.home.path, *_above(self.home.path))
                if path and rank(path) == level
            ),
            NOWHERE,
        )
        named = self._divisions[level]
        if home.path and not (named and rank(self.home.path) != level):
            return home
        return _nearest(named, position, home)

    def corps(self, position: int) -> str:
        """The nearest division of the corps before `position`, else the first after it."""
        return _nearest(self._corps, position, "")

    def country(self, position: int) -> str:
        """The nearest country abroad before `position`, else the first after it."""
        return _nearest(self._countries, position, "")

    def county(self, position: int) -> Region:
        """The division that a township named at `position` lies in."""
        if self.home.level == "county" or not self._counties:
            return self.home
        return _nearest(self._counties, position, self.home)

    def township(self, position: int, county: Region) -> Region:
        """The township under `county` that a village named at `position` lies in, else the county itself."""
        return _nearest(
            [(at, found) for at, found in self._divisions["township"] if county.holds(found)],
            position,
            county,
        )


def _above(path: str) -> list[str]:
    """The paths above a path, the nearest first."""
    above = []
    while "/" in path:
        path = path[: path.rfind("/")]
        above.append(path)
    return above


def _nearest(found: Sequence[tuple[int, Named]], position: int, otherwise: Named) -> Named:
    """The last one before `position`, else the first after it."""
    if not found:
        return otherwise
    return found[max(0, bisect_right([start for start, _ in found], position) - 1)][1]
