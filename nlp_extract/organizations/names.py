"""A name taken apart from the left: region, township, village, and what is left for its kind."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import regex

from nlp_extract.organizations.countries import country_at, opens_abroad
from nlp_extract.organizations.kinds import STATE, is_international, read_kind
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
    if kind in STATE and not (regions or corps or bare or township) and opens_abroad().match(text):
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
