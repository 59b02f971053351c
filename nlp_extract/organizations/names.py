"""A name taken apart from the left: region, township, village, and what is left for its kind."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence, Set
from functools import lru_cache
from typing import NamedTuple

import regex

from nlp_extract.organizations.kinds import STATE, is_international, read_kind
from nlp_extract.organizations.lexicon import rows
from nlp_extract.organizations.regions import WORDS, Mention, Region, choose, find_names, name_at
from nlp_extract.organizations.script import simplified
from nlp_extract.organizations.townships import township_at, townships

# A word of rank that stands for the name of a division in an article about it: 县|纪委监委
_BARE = regex.compile(
    r"(?P<self>该|本)?(?P<level>自治区|自治州|自治县|地区|林区(?=林业|党|纪|人民|公安|巡|委|应急|财政|政府)|师市|省|区|县|旗|州|盟|镇|街道|苏木|市(?!场|区|民(?!政|族|宗)|政署)|乡(?!村|镇|土|情))"
    r"(?![域级际立内外籍])(?=.)"
    r"|(?P<settlement>村(?=委会|民委员会|党|务)|社区(?=居|党)|嘎查(?=委|村民|党))"
)
_SESSION = regex.compile(r"(?:第?[一二三四五六七八九十]+届)(?=.)")  # 十四届县委
_PARTY = regex.compile(
    r"中共|中国共产党|政协|共青团|团(?=[省市区县旗州]委)|民盟|民建|民革|民进|农工党|致公党|九三学社|国网|国家税务总局|中国移动|中国电信|中国联通|武警"
)
_CORPS = regex.compile(
    r"(?P<corps>(?:新疆维吾尔自治区)?新疆生产建设兵团|新疆兵团|兵团)?"
    r"(?:(?P<division>第?[一二三四五六七八九十]{1,2}师)(?P<city>\p{Han}{2,4}市(?!场))?)?"
    r"(?P<regiment>(?:\d+|[一二三四五六七八九十百〇]+)团(?!队|委|中央))?"
)
# 沙沟镇, 独龙江乡, 榆林街道, 龙镇: the shortest run of characters before the rank in which no other word ends
_STEM = r"(?:(?![委局驻和与及府部厅院第个]|[城农]乡|农村|乡村|银行|公司|集团|大学|学院|中学|景德镇)\p{Han})"
TOWNSHIP = regex.compile(
    rf"(?P<name>(?![的等在到由从于是据为对向全该各本]|两[个镇乡]|[村乡城古小集]镇|\p{{Han}}乡){_STEM}{{1,11}}?"
    r"(?:(?<!小)镇(?!化|居民|银行|[江原远平雄巴安宁沅赉坪康])|乡(?!村|镇|土|情|亲|宁|城)|街道(?!路|办(?!事|公|党|纪))|苏木(?!图)))"
)
# 高新区（新市区）, 经开区·铁山区: a development zone that is one with a district
_ZONE = regex.compile(
    r"\p{Han}{0,8}?(?:经济技术开发区|经济开发区|高新技术产业开发区|经开区|高新区|开发区|新区|管理区|示范区)[（·](?=\p{Han}{1,5}[区县市旗])"
)
_VILLAGE = regex.compile(
    rf"(?P<name>{_STEM}{{1,10}}?(?:村(?=[村委党民务支经股卫小监幼合文]|$)|社区(?!卫生|医院|矫正|教育|大学)|嘎查))"
)
SETTLEMENTS = ("村", "社区", "嘎查")
"""Words that stand for the name of a village or a community in an article about it: 村|委会."""
# What follows the sign of a country: 俄|外交部, 以|总理办公室, 乌|空军
_SIGNED = regex.compile(
    r"国防[部军]|外交部|外长|财政部|内政部|卫生部|能源部|商务部|司法部|紧急情况部|总参谋部|武装部队|总统府|总理办公室|总理府|首相府|国家安全[局部委]|国家杜马|"
    r"联邦|空军|海军|陆军|空天军|参议院|众议院|下院|上院|最高法院|军方|防长|央行|情报局|警方|中央司令部|"
    r"(?<![新老])(?:议会|国会|政府|军(?=$|中央|北方|南方|方))"  # 新政府 is a new one
)
# What is the state's behind a country's name: 法国|国家空间研究中心, 土耳其|中央银行
_OF_STATE = regex.compile(r"国家.*(?:研究院|中心|研究所)$|.*(?:中央银行|央行|储备银行)$")
_WORLDLY = ("", "government", "association", "foreign", "other", "bank", "international", "company", "court")
LOCAL = frozenset(
    {
        "party",
        "discipline",
        "inspection",
        "government",
        "congress",
        "cppcc",
        "court",
        "procuratorate",
        "police",
        "military",
        "grassroots",
    }
)
# What follows the short name of a county where it is one: 洛川|县委, 射阳|经济开发区
ORGAN_START = regex.compile(
    r"[县区市旗州]委|委(?!员)|纪委|监委|监察|法院|检察|公安|政府|人大|政协|人民|党委|总工会|妇联|红十字|融媒|日报|海关|海事|"
    r"税务|气象|边检|出入境|经济|经开|高新|开发区|示范区|管理区|管委会|新区|工业园|第[一二三四五六七八九十]+(?:中|小|人民)"
)
_SHORT_TAIL = 2  # 河镇
_LONGEST_FORM = 12  # characters of a short form that may open another name
_LONGEST_SEAT = 20  # characters of the longest name in `seats.csv`


class Parts(NamedTuple):
    """A name's parts from the left; offsets are into the name."""

    text: str  # in Simplified characters
    opening: int = 0  # end of a session or of 中共 before the region: 十四届|县委
    regions: tuple[Mention, ...] = ()  # the divisions it opens with, from the province down
    zone: str = ""  # a development zone that is one with the last of them: 高新区（新市区）
    bare: str = ""  # 县 where a bare word stands for the division
    corps: str = ""  # 第八师; 兵团 for the corps itself, 团 for a regiment alone
    township: str = ""
    village: str = ""
    prefix: int = 0  # end of all these
    inner: tuple[Mention, ...] = ()  # divisions named further right: 中国农业银行|洛川县|支行
    country: str = ""  # a country abroad in front
    kind: str = ""
    body: int = 0  # end of the body that the name contains


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
def _places_abroad() -> regex.Pattern[str]:
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


class ShortForm(NamedTuple):
    """What a well-known short form stands for, and the characters behind it that make another word (北约克)."""

    name: str
    kind: str
    unless: str = ""

    @classmethod
    def of(cls, row: dict[str, str]) -> ShortForm:
        """From a row of a table."""
        return cls(row["name"], row["kind"], row["unless"] or "")


@lru_cache(maxsize=1)
def short_forms() -> dict[str, ShortForm]:
    """Well-known short forms (央行) and what they stand for, from `short_forms.csv`; the names of international
    bodies, whose heads may tell another kind, stand for themselves."""
    forms = {row["short"]: ShortForm.of(row) for row in rows("short_forms.csv")}
    return {
        form.name: ShortForm(form.name, form.kind) for form in forms.values() if form.kind == "international"
    } | forms


@lru_cache(maxsize=1)
def known_names() -> frozenset[str]:
    """The full names of the bodies in `short_forms.csv`."""
    return frozenset(form.name for form in short_forms().values())


@lru_cache(maxsize=1)
def island_forms() -> dict[tuple[str, str], ShortForm]:
    """Short forms in use in Hong Kong, Macau and Taiwan, by island (香港) and short form in Simplified
    characters (医管局); the full names are in Traditional ones."""
    return {(row["island"], simplified(row["short"])): ShortForm.of(row) for row in rows("island_forms.csv")}


@lru_cache(maxsize=1)
def _forms() -> frozenset[str]:
    return frozenset(short_forms()) | {short for _, short in island_forms()}


@lru_cache(maxsize=1 << 16)
def openings(text: str) -> tuple[int, ...]:
    """The lengths of the short forms, anyone's, that open a name of two characters more, the longest first."""
    forms = _forms()
    lengths = range(min(_LONGEST_FORM, len(text) - 2), 1, -1)
    return tuple(length for length in lengths if text[:length] in forms)


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
def parties_of_many() -> dict[str, str]:
    """Parties of which several countries have one, and what their short names stand for, from `parties.csv`."""
    return {row["short"]: row["name"] for row in rows("parties.csv")}


@lru_cache(maxsize=1)
def city_words() -> frozenset[str]:
    """Short names of cities that are words inside a firm's name, from `city_words.csv`."""
    return frozenset(row["name"] for row in rows("city_words.csv"))


@lru_cache(maxsize=1)
def signs() -> dict[str, str]:
    """The path of the province or city that each character stands for in front of a bank's or a paper's name:
    甬 for 宁波市."""
    return {row["sign"]: row["path"] for row in rows("signs.csv")}


@lru_cache(maxsize=1)
def _words() -> tuple[regex.Pattern[str], dict[str, str]]:
    words = {row["short"]: row["full"] for row in rows("words.csv")}
    # 法制办 is not short where 法制办公室 stands
    alternatives = "|".join(
        f"{short}(?!{full[len(short) :]})" if full.startswith(short) and full != short else short
        for short, full in sorted(words.items(), key=lambda pair: -len(pair[0]))
    )
    return regex.compile(rf"(?<!人民)(?:{alternatives})(?!办公厅|采购|[员们挥])"), words


def spelled_out(name: str) -> str:
    """The name with the short words inside it written out: 县卫健局 gives 县卫生健康局."""
    pattern, words = _words()
    return pattern.sub(lambda match: words[match[0]], name)


@lru_cache(maxsize=1 << 16)
def parts(name: str) -> Parts:
    """Take a name apart, without context."""
    text = simplified(name)
    if country := country_at(text):
        kind, body = _kind(text, len(country), country=country)
        return Parts(text, country=country, prefix=len(country), inner=_inner(text, 0), kind=kind, body=body)
    opening = _end(_PARTY.match(text, _end(_SESSION.match(text), 0)), _end(_SESSION.match(text), 0))
    corps, position = _corps(text, opening)
    regions: list[Mention] = []
    if not corps:
        regions, position = _chain(text, opening)
    zone = ""
    if (found := _ZONE.match(text, position)) and (district := name_at(text, found.end())) and district.full:
        regions.append(district)
        position = district.end + (found[0][-1] == "（")
        zone = text[found.start() : position]
    bare = ""
    if not regions and not corps and (found := _BARE.match(text, position)):
        bare, position = found["level"] or found["settlement"], found.end()
    township = village = ""
    if bare not in ("镇", "乡", "街道", "苏木", *SETTLEMENTS):
        found = TOWNSHIP.match(text, position)
        township = found["name"] if found else township_at(text, position)  # 皇城乡, where 城乡 is no word
        position += len(township)
    if bare not in SETTLEMENTS and (found := _VILLAGE.match(text, position)):
        village, position = found["name"], found.end()
    kind, body = _kind(text, position, village=village)
    if kind in STATE and not (regions or corps or bare or township) and _places_abroad().match(text):
        kind = "foreign"
    if corps and position == len(text):
        kind = "government"  # 第八师143团
    return Parts(
        text,
        opening,
        tuple(regions),
        zone,
        bare,
        corps,
        township,
        village,
        position,
        _inner(text, position),
        "",
        kind,
        body,
    )


def _end(found: regex.Match[str] | None, otherwise: int) -> int:
    return found.end() if found else otherwise


def _chain(text: str, position: int) -> tuple[list[Mention], int]:
    """The divisions that a name opens with (内蒙古自治区|鄂尔多斯市|准格尔旗) and where they end."""
    regions: list[Mention] = []
    while (mention := name_at(text, position)) and _extends(regions, mention, text):
        regions.append(mention)
        position = mention.end
    return regions, position


def _corps(text: str, position: int) -> tuple[str, int]:
    """The division of the corps (第八师), 兵团 for the corps, 团 for a regiment alone; and where it ends."""
    found = _CORPS.match(text, position)
    if found is None or not found[0]:
        return "", position
    return found["division"] or ("兵团" if found["corps"] and not found["regiment"] else "团"), found.end()


def _inner(text: str, position: int) -> tuple[Mention, ...]:
    return tuple(find_names(text, position, overlapping=True)) if position < len(text) - _SHORT_TAIL else ()


def _kind(text: str, position: int, *, village: str = "", country: str = "") -> tuple[str, int]:
    """The kind by the head, set right by what stands in front, and the end of the body that the name
    contains."""
    kind, body = read_kind(text, len(country))
    if kind in _WORLDLY and is_international(text):
        kind = "international"
    elif country and (kind in STATE or _OF_STATE.match(text[len(country) :])):
        kind = "other" if kind == "party" and not text.endswith("委员会") else "foreign"
    elif village and text.endswith(("党支部", "党总支")):
        kind = "grassroots"
    return kind, body


def _extends(regions: list[Mention], mention: Mention, text: str) -> bool:
    """Whether a division's name carries on the ones before it: the first one, or one that lies in the
    last."""
    if is_township(text, mention):
        return False
    if not regions:
        return text[mention.start : mention.end] not in WORDS
    return any(
        above.holds(region) and above != region for above in regions[-1].regions for region in mention.regions
    )


def is_township(text: str, mention: Mention) -> bool:
    """Whether a division's short name is only the start of a township's name: 交口|河镇, 乌兰|哈达苏木."""
    township = None if mention.full else TOWNSHIP.match(text, mention.start)
    if township is None or township.end() <= mention.end:
        return False
    return township.end() - mention.end == _SHORT_TAIL or bool(townships(township["name"]))


def pick(mentions: Sequence[Mention], seen: Sequence[Region]) -> Region | None:
    """The division that a chain of names ends in (陕西省|洛川县), chosen among namesakes by those before
    it."""
    chosen: Region | None = None
    for mention in mentions:
        inside = [region for region in mention.regions if chosen and chosen.holds(region)]
        chosen = choose(inside or mention.regions, seen)
        if chosen is None:
            return None
    return chosen
