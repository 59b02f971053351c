"""The setting of an article: the divisions, townships, corps divisions and countries that it names, by
offset."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import lru_cache
from typing import NamedTuple

import regex

from nlp_extract.organizations.corps import corps_cities
from nlp_extract.organizations.countries import find_countries
from nlp_extract.organizations.course import NEAR, Course
from nlp_extract.organizations.names import ORGAN_START, SETTLEMENTS, TOWNSHIP, Parts, parts, pick
from nlp_extract.organizations.regions import (
    NOWHERE,
    WORDS,
    Mention,
    Region,
    beginnings,
    choose,
    divisions,
    find_names,
    name_at,
)
from nlp_extract.organizations.script import rewritten, simplified
from nlp_extract.organizations.settlements import Settlements
from nlp_extract.organizations.townships import townships, which_township

# Words of rank that end the name of a division, the longer ones first.
_RANKS = (
    "自治区",
    "自治州",
    "地区",
    "新区",
    "林区",
    "省",
    "市",
    "区",
    "县",
    "旗",
    "盟",
    "镇",
    "乡",
    "街道",
    "苏木",
)
_SAME_RANK = {"州": "自治州", "自治县": "县"}
_ISLANDS = ("香港特别行政区", "澳门特别行政区", "台湾省")

# How much a name in the title, or in the first characters, outweighs one further down.
_TITLE, _LEAD, _LEAD_LENGTH = 4, 3, 60
_ANCHORED = (
    3  # 贵州省|台江县 and 台江县|纪委监委 show where an article is; 从江县 of a visiting team does not
)
_SEVERAL = 3
_LONGEST_STEM = 8
_PLAIN_TOWNSHIP = 4  # characters of the name of a township that a text may show without the table's having it
_HEADLINE = ("：", ":")  # 洛川：一张防雹网背后的较真
# The share of characters that Simplified writes differently, from which on a text is Traditional.
_TRADITIONAL = 0.05

# What says where a body has its seat, before its name and behind it
_SEATED_IN = regex.compile(
    r"(?:(?:总部|注册地)?(?:位于|设在|坐落于|坐落在|地处)|注册地为?|总部在|落户)(?=\p{Han}{2,16}的?$)"
)
_SEAT = regex.compile(
    r"(?:[（(][^（）()]*[）)])?[^。！？；\n]{0,30}?(?:总部|注册地址?|住所地?)(?:位于|设在|在|为|是)?"
)
_LIES_IN = regex.compile(r"(?:位于|坐落于|坐落在|地处|设在|落户)")
_BRACKET = regex.compile(r"[（(]\p{Han}{2,12}[）)]")  # 蓝橡置业（广州）
# What may stand between a place and the name of a body there
_ATTRIBUTE = regex.compile(
    r"的?|的?[\p{Han}\p{Latin}]{0,6}(?:品牌|企业|民企|国企|车企|药企|房企|上市公司|科技公司|厂商|厂家|开发商|老字号|平台|商家|城商行|农商行|券商|独角兽|龙头)"
)
_ATTRIBUTE_NEAR = 24
_PHRASE_START = regex.compile(r"[在到从由于据向赴往]|\P{Han}")
_TWO_WORDS = ("会同县", "全州县")  # 会同|县财政局, 全州|县市
_CHINA = regex.compile(
    r"中国|我国|国内|中方|中华|中央|国务院|外交部发言人|全国人大|国台办|中[美俄日英法德韩欧印]|人民币|[\d万亿千百]元|A股|沪深|上证|深证|科创板|港股|逆回购"
)
_DEMONSTRATIVE = regex.compile(r"该(?P<level>省|市|区|县|旗|州|盟)")
# 十四届全国人大三次会议, 龙泉市第十七届人民代表大会第一次会议: the last one before
_SESSION = regex.compile(
    r"(?:\p{Han}{2,6}?[省市区县旗州盟])?第?[一二三四五六七八九十]{1,3}届(?:全国人大|(?:全国)?人民代表大会|全国政协)第?[一二三四五六七八九十]次会议",
    regex.REVERSE,
)
_SESSION_NEAR = 2000
# 第十四届全国人民代表大会第三次会议 is 十四届全国人大三次会议 before its organs
_NATIONAL_SESSION = regex.compile(r"第(\p{Han}+届)全国人民代表大会第(\p{Han}次会议)")


def rank(name: str) -> str:
    """The word of rank that a division's name ends in (准格尔旗: 旗), empty if none."""
    return next((word for word in _RANKS if name.endswith(word)), "")


class Plain(NamedTuple):
    """A text in Simplified characters, the names of divisions in it, and how many letters it has rewritten."""

    text: str
    mentions: list[Mention]
    rewritten: int


@lru_cache(maxsize=4)  # an article's places are read, then its organizations
def _plain(text: str) -> Plain:
    plain = simplified(text)
    return Plain(plain, find_names(plain), rewritten(text))


class Setting:
    """What an article names, by offset; its title stands before the text, at offsets below zero.

    Args:
        text: the article.
        title: its headline.
        places: offsets of places that a tagger found in the text.
        organizations: offsets of organizations that it found.
        home: the division that the article is about, where that is known from elsewhere.
    """

    def __init__(
        self,
        text: str,
        title: str = "",
        places: Sequence[tuple[int, int]] = (),
        organizations: Sequence[tuple[int, int]] = (),
        home: Region = NOWHERE,
    ):
        self.home = home
        self.seen: list[Region] = [home] if home.path else []  # what the article names for certain
        self._seen_paths: set[str] = set()
        self.regions: set[str] = {home.path} if home.path else set()  # all that it names
        self.head: set[str] = set()  # provinces that title and lead name
        self.styles: dict[str, str] = {}  # how it writes a district: 高新区（新市区） for 新市区
        self._divisions: defaultdict[str, Course[Region]] = defaultdict(Course)  # by word of rank
        self._stems: dict[str, Region] = {}  # 平和 for 平和县
        self._places: Course[Region] = Course()
        self._counties: Course[Region] = Course()
        self._corps: Course[str] = Course()
        self._countries: Course[str] | None = None
        self._is_abroad: bool | None = None
        headline, body = _plain(title), _plain(text)
        self._text = plain_text = body.text
        self.settlements = Settlements(plain_text)
        self._title = headline.text
        starts = {start for start, _ in (*places, *organizations)}
        found = [
            (headline.text, -len(title) - 1, list(_standing(headline.text, headline.mentions, set()))),
            (plain_text, 0, list(_standing(plain_text, body.mentions, starts))),
        ]
        self._read(found, text, set(places))
        self.traditional = headline.rewritten + body.rewritten > _TRADITIONAL * len(title + text)
        # 港元, 本澳, 台币: how often each of the three is named, in words or in a sign
        self.signs = (
            {path: plain_text.count(sign) for path, sign in zip(_ISLANDS, "港澳台", strict=True)}
            if self.traditional
            else {}
        )

    def _read(
        self, found: Sequence[tuple[str, int, list[Mention]]], original: str, places: set[tuple[int, int]]
    ) -> None:
        """Resolve the names of divisions found in title and text (with the offset of each): the certain ones
        first, then namesakes by those."""
        certain = {
            mention.regions[0].path: mention.regions[0]
            for _, _, mentions in found
            for mention in mentions
            if len(mention.regions) == 1 and mention.full
        }
        self.seen += certain.values()
        self._seen_paths = {region.path for region in self.seen}
        weights: Counter[str] = Counter()
        for source, offset, mentions in found:
            for mention, region, inside in self._resolved(mentions):
                start, end = mention.start + offset, mention.end + offset
                if not (
                    mention.ranked
                    or region.level != "county"
                    or region.path in certain
                    or (start, end) in places
                    or ORGAN_START.match(source, mention.end)
                    or source.startswith(_HEADLINE, mention.end)
                ):
                    continue  # 龙江 in 独龙江乡: a county's short name inside a text is no evidence
                self._add(start, region)
                if mention.full and original[start:end] != source[mention.start : mention.end] and start >= 0:
                    self.styles[region.path] = original[start:end]
                weight = _TITLE if start < 0 else _LEAD if start < _LEAD_LENGTH else 1
                anchored = inside or ORGAN_START.match(source, mention.end)
                weights[region.path] += weight * (1 + mention.full) + (_ANCHORED if anchored else 0)
                if weight > 1:
                    self.head.add(region.path.partition("/")[0])
                if region.level == "county" and (township := TOWNSHIP.match(source, mention.end)):
                    name = township["name"]
                    if len(name) <= _PLAIN_TOWNSHIP or townships(name):  # no 的农户来自鲁史镇
                        self.add_township(end, self.read_township(name, region))
        if weights and not self.home.path:
            self.home = divisions()[_most_named(weights)]
        for start, end in places:
            self.note_township(parts(self._text[start:end]), start)

    def _resolved(self, mentions: Sequence[Mention]) -> Iterator[tuple[Mention, Region, bool]]:
        """Each name with the division that it means, and whether it follows the one that holds it
        (贵州省|台江县);
        those that stay open are left out."""
        end, last = -1, NOWHERE
        for mention in mentions:
            inside = (
                [region for region in mention.regions if last.holds(region)] if end == mention.start else []
            )
            region = choose(inside or mention.regions, self.seen)
            end, last = mention.end, region or NOWHERE
            if region is not None and (inside or region.name not in WORDS):
                yield mention, region, bool(inside)

    @property
    def island(self) -> Region | None:
        """Hong Kong, Macau or Taiwan where the article is about one of them: their bodies seldom name them.

        A text in Traditional characters is about the one that it names most; another is, where its head
        names one.
        """
        province = self.home.path.partition("/")[0]
        if province not in _ISLANDS and self.traditional:
            province = max(_ISLANDS, key=self.signs.__getitem__)
        if province in _ISLANDS and (self.traditional or province in self.head):
            return divisions()[province]
        return None

    @property
    def city(self) -> Region:
        """The city or prefecture that the article is about; NOWHERE where it is about a province or none."""
        path = self.home.path.split("/")
        return divisions().get("/".join(path[:2]), NOWHERE) if len(path) > 1 else NOWHERE

    def names_province_of(self, region: Region) -> bool:
        """Whether the article names the province that a division lies in, or a division of it."""
        province = region.path.partition("/")[0]
        return any(seen.path.startswith(province) for seen in self.seen)

    def _add(self, position: int, region: Region) -> None:
        self.regions.add(region.path)
        self._divisions[rank(region.name)].add(position, region)
        self._places.add(position, region)
        if region.level == "county":
            self._counties.add(position, region)
            self._stems.setdefault(region.name.removesuffix(rank(region.name)), region)

    def read_township(self, name: str, above: Region) -> Region:
        """The township that a name means, below the division that it seems to lie in."""
        return which_township(name, above, self.regions, self._seen_paths)

    def note_township(self, named: Parts, position: int) -> None:
        """Take note of the township and the village that the name of a place or an organization shows."""
        village = named.village
        if not (village or named.township):
            return
        if village and named.regions and not named.regions[-1].ranked and not named.township:
            above = pick(named.regions, self.seen)
            if above is None or above.path not in self.regions:
                village = named.text[named.regions[0].start : named.prefix]  # 巴彦|乌兰嘎查, far from 巴彦县
                named = named._replace(regions=())
        within = county = pick(named.regions, self.seen) or self.county(position)
        if named.township:
            within = self.read_township(named.township, county)
            self.add_township(position, within)
        if village not in ("", *SETTLEMENTS):
            if not named.township:
                within = self.settlements.township_of(village, position, county)
            self.settlements.add_village(position, village, within)

    def add_township(self, position: int, township: Region) -> None:
        """Take note of a township that a name has shown, and of its county."""
        if not township.path:
            return
        self._divisions[rank(township.name)].add(position, township)
        self.settlements.add_township(position, township)
        self._stems[township.name.removesuffix(rank(township.name))] = township
        if township.parent not in self.regions and township.parent in divisions():
            self._add(position, divisions()[township.parent])

    def add_corps(self, position: int, division: str) -> None:
        """Take note of a division of the corps (第八师) that a name has shown."""
        self._corps.add(position, division)

    def stem(self, name: str) -> Region | None:
        """The county or township of the article whose name without its rank opens another name: 平和县 of
        平和农商银行, 坂仔镇 of 坂仔中心小学."""
        lengths = range(min(_LONGEST_STEM, len(name) - 1), 1, -1)
        region = next((self._stems[name[:n]] for n in lengths if name[:n] in self._stems), None)
        return None if region is None or name.startswith(region.name) else region

    def place(self, position: int) -> Region:
        """Where a body is whose name does not say so: where the article is about, or, in one that goes through
        several provinces, in another that it has come to right before."""
        province = self.home.path.partition("/")[0]
        near = self._places.near(position, self.home)
        if self.head == {province} or near.path.startswith(province):
            return self.home
        provinces = {path.partition("/")[0] for path in self.regions}
        return near if len(provinces) >= _SEVERAL else self.home

    def named(self, level: str, position: int) -> Region:
        """The division that a bare word of rank (县) stands for at `position`, behind 该 the one named last;
        NOWHERE where none is named."""
        level = _SAME_RANK.get(level, level)
        if level == "师市":
            return corps_cities().get(self.corps(position), NOWHERE)
        if self._text[max(0, position - 1) : position] != "该":
            above = [
                path for path in (self.home.path, *_above(self.home.path)) if path and rank(path) == level
            ]
            before = [path for path in above if self._divisions[level].names(divisions()[path], position)]
            for path in before or above:  # 泉州市 rather than 晋江市, which the article names later
                return divisions()[path]
        return self._divisions[level].at(position, NOWHERE)

    def session(self, position: int) -> str:
        """The session of a congress that the text names last before `position`, empty if none."""
        named = _SESSION.search(self._text, max(0, position - _SESSION_NEAR), position)
        return _NATIONAL_SESSION.sub(r"\1全国人大\2", named[0]) if named else ""

    def seat(self, start: int, end: int) -> Region | None:
        """The division that the text says the body named there has its seat in, before its name
        (总部位于广州的) or behind it (总部位于上海), if any."""
        before = _SEATED_IN.search(self._text, max(0, start - NEAR), start)
        if before and (region := self._at(before.end())) and region[1] in (start, start - 1):
            return region[0]
        for behind in (_SEAT.match(self._text, end, end + NEAR), _LIES_IN.match(self._text, end)):
            if behind and (region := self._at(behind.end())):
                return region[0]
        if (bracket := _BRACKET.match(self._text, end)) and (region := self._at(end + 1)):
            return region[0] if region[1] == bracket.end() - 1 else None
        return None

    def attribute(self, start: int) -> Region | None:
        """The division that stands as an attribute before the name at `start`: 道里区|雪语主题酒店,
        襄垣县的|善福煤业有限公司, 杭州香氛品牌|闻野; if any."""
        for first in beginnings(self._text, max(0, start - _ATTRIBUTE_NEAR), start):
            region, end = self._at(first) or (NOWHERE, 0)
            plain = region.level == "county" and not rank(self._text[first:end])  # 黎巴嫩南部
            if region.path and not plain and _ATTRIBUTE.fullmatch(self._text, end, start):
                return region
        return None

    def _at(self, position: int) -> tuple[Region, int] | None:
        """The division named at an offset and where its name ends: 广东省|深圳市, 该旗."""
        if demonstrative := _DEMONSTRATIVE.match(self._text, position):
            region = self.named(demonstrative["level"], position)
            return (region, demonstrative.end()) if region.path else None
        chosen, end = NOWHERE, position
        while mention := name_at(self._text, end):
            inside = [region for region in mention.regions if chosen.path and chosen.holds(region)]
            lower = choose(inside or mention.regions, self.seen) if inside or not chosen.path else None
            if lower is None:
                break
            chosen, end = lower, mention.end
        return (chosen, end) if chosen.path else None

    def corps(self, position: int) -> str:
        """The nearest division of the corps before `position`, else the first after it."""
        return self._corps.at(position, "")

    def country(self, position: int) -> str:
        """The nearest country abroad before `position`, else the first after it."""
        return self._abroad.at(position, "")

    def country_near(self, position: int) -> str:
        """The country abroad that is named right before `position`, empty if none."""
        return self._abroad.near(position, "")

    @property
    def abroad(self) -> bool:
        """Whether the head of the article names a country abroad, and the article neither China nor a division
        of it."""
        if self._is_abroad is None:
            head = find_countries(self._text[:_LEAD_LENGTH]) or find_countries(self._title)
            self._is_abroad = bool(head) and not self.seen and not _CHINA.search(self._text)
        return self._is_abroad

    @property
    def countries(self) -> Set[str]:
        """The countries abroad that the article names."""
        return self._abroad.all

    @property
    def _abroad(self) -> Course[str]:
        if self._countries is None:
            self._countries = Course()
            for offset, country in find_countries(self._text):
                self._countries.add(offset, country)
        return self._countries

    def county(self, position: int) -> Region:
        """The division that a township named at `position` lies in."""
        if self.home.level == "county":
            return self.home
        return self._counties.at(position, self.home)


def _standing(text: str, mentions: Iterable[Mention], starts: set[int]) -> Iterator[Mention]:
    """Those that are names for certain: 任县, 和县 and 会同县, which words make too (历任|县委书记,
    财政局和|县教育局), only at the start of a phrase, behind another division or where a tagger's span starts."""
    end = -1
    for mention in mentions:
        name = text[mention.start : mention.end]
        if (
            not (mention.ranked and (len(name) == 2 or name in _TWO_WORDS))
            or mention.start in (0, end)
            or mention.start in starts
            or _PHRASE_START.match(text[mention.start - 1])
        ):
            end = mention.end
            yield mention


def _most_named(weights: Counter[str]) -> str:
    """The path of the division that an article is about, by how much it names each. What holds a division speaks for
    it, half as much as its own name does; what speaks against it are the others beside it in a division named
    too: an article on 泉州市 names 晋江市, 惠安县 and 石狮市."""
    inside: Counter[str] = Counter()
    for path, weight in weights.items():
        inside[_parent(path)] += weight

    def speaks_for(path: str) -> float:
        parent = _parent(path)
        beside = inside[parent] - weights[path] if weights[parent] else 0
        return weights[path] + sum(weights[above] for above in _above(path)) / 2 - beside / 2

    return max(weights, key=speaks_for)


def _parent(path: str) -> str:
    return path[: max(0, path.rfind("/"))]


def _above(path: str) -> list[str]:
    """The paths above a path, the nearest first."""
    above = []
    while "/" in path:
        path = path[: path.rfind("/")]
        above.append(path)
    return above
