"""One name of an organization read in its article: its full name, kind, region and parent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import regex

from nlp_extract.organizations.corps import CORPS, XINJIANG, corps_cities, division_of
from nlp_extract.organizations.countries import country_at, country_signs, full_country, signed_country
from nlp_extract.organizations.forms import island_forms, openings, parties_of_many, short_forms, spelled_out
from nlp_extract.organizations.names import LOCAL, ORGAN_START, SETTLEMENTS, Parts, parts, pick
from nlp_extract.organizations.regions import (
    NOWHERE,
    WORDS,
    Mention,
    Region,
    choose,
    divisions,
    full_names,
    short_names,
)
from nlp_extract.organizations.script import simplified
from nlp_extract.organizations.seats import city_words, seat, seated_name, signs
from nlp_extract.organizations.setting import Setting


@dataclass(frozen=True, slots=True)
class OrganizationName:
    """A name as read; the fields are columns of the table `organizations`."""

    name: str = ""  # full name
    kind: str = ""
    region: str = ""  # path of divisions, empty for national, foreign and international bodies
    region_code: str = ""
    level: str = ""
    parent: str = ""  # full name of the organization that the name itself contains
    note: str = ""


ABROAD = ("international", "foreign")
_STATE = (
    "government",
    "party",
    "discipline",
    "inspection",
    "congress",
    "cppcc",
    "court",
    "procuratorate",
    "military",
    "police",
)
# Kinds whose bodies are of a place unless their names say otherwise.
_PLACED = (
    "party",
    "discipline",
    "inspection",
    "government",
    "police",
    "congress",
    "cppcc",
    "court",
    "procuratorate",
    "grassroots",
    "hospital",
)
# Kinds whose bodies have a seat that their names need not show.
SEATED = ("company", "bank", "school", "hospital", "media", "association", "other")
# Kinds whose short forms are written out where another name opens with them: 世卫组织|热带病防治司, but
# 中央军委|政治工作部.
_OPENING = ("government", "congress", "court", "procuratorate", "international", "foreign")
# A branch of a firm, behind the short form of which it stands: 农行|甘南分行, 国铁集团|客运部
_BRANCH_END = regex.compile(r"(?:支行|分行|支公司|分公司|营业部|事业部|直属库|\p{Han}{2}部)$")
# Organs named without their country; a chamber belongs to its congress or parliament (美国国会众议院), but
# 日本参议院.
_FOREIGN_ORGAN = regex.compile(
    r"[参众上下]议院|国民议会|议会|国会(?!山)|(?:海上|航空|陆上)?自卫队|大检察厅|宪法法院|首相府|总统府|警察厅|国土地理院|(?:防卫|外务|财务|总务|法务|经济产业|农林水产|文部科学|厚生劳动|国土交通)省|气象厅|劳工部|国土安全部|内政部|能源部|紧急情况部|退伍军人事务部|住房和城市发展部|三军公共关系部|共和国议会|皇家[海空]军"
)
# What every state has: that of the country where an article from abroad does not name China
_OF_ANY_STATE = regex.compile(
    r"(?:央行|中央银行|最高法院|最高检察院|[海空陆]军|空天军|陆军第\p{Han}{1,4}[军师旅团]|第\p{Han}{1,3}舰队|国家宪兵队?|证监会|国防大学|[审选]计院|选举委员会|"
    r"(?:外交|国防|财政|教育|科技|环保|环境|农业|司法|交通|卫生|内政|能源|劳工|经济|商务|贸易|文化|旅游|运输|工业|国土安全|基础设施)部|全国\p{Han}{3,})"
)
_CHAMBER_OF = {"美国": "国会", "英国": "议会"}
# 天津女排 is 天津女子排球队, 中国女足 中国国家女子足球队
_GAMES = {"足": "足球", "排": "排球", "篮": "篮球", "曲": "曲棍球", "乒": "乒乓球"}
_TEAM = regex.compile(r"(?:(?<!\p{Han})|(?<=\p{Han}{2}))(?P<sex>[男女])(?P<game>[足排篮曲乒])$")
_QUOTED = regex.compile(r"《(?P<name>[^》]+)》")
# 驻|市|卫生健康局纪检监察组: sent by the discipline organ of the same division
_POSTED = regex.compile(r"(?:派)?驻(?P<level>省|市|区|县|旗|州|盟)")
# Bodies of the whole country, by how their names begin.
CENTRAL = regex.compile(
    r"国家|中国|中华|全国|中央|中共|国务院|最高|人民解放军|解放军|武警|民盟|民建|联合国|国际|世界|审计署|海关总署|"
    r"(?:外交|国防|教育|科学技术|工业和信息化|公安|国家安全|民政|司法|财政|人力资源和社会保障|自然资源|生态环境|住房和城乡建设|交通运输|水利|"
    r"农业农村|商务|文化和旅游|退役军人事务|应急管理|铁道|卫生|农业|文化|环境保护|国土资源)部|\p{Han}{1,12}总局"
)
# The same in an article from Hong Kong, Macau or Taiwan, which have ministries and an audit office of
# their own.
_MAINLAND = regex.compile(r"拱北|国家|中国|中共|党中央|中央军委|中央纪委|中新|新华|全国|国务院|\p{Ascii}+$")
# Bodies of a district that bear the name of its city too: 广州市荔湾区人民法院
_BEHIND_CITY = ("court", "procuratorate", "police")
_POLICE_BRANCH = regex.compile(r"(?P<district>\p{Han}{2,4})公安分局")
# Words of which 村 is a part: 台盘村|村委会, but 台盘村|党支部
_OF_VILLAGERS = ("村委", "村民", "村务")
# What a village's body that is named with its township and county is: 于都县贡江镇|上窑村党总支
_VILLAGE_PARTY = regex.compile(r"(?:党支部|党总支|党委)$")
# What is of its township as organs of state are: 徽县|水阳镇卫生院
_FACILITIES = ("school", "hospital", "other")
# Zones that most cities have
_COMMON_ZONE = regex.compile(r"经济技术开发区|经济开发区|高新技术产业开发区|经开区|高新区|开发区")
# What lies in several counties: parks and rivers
_OF_MORE_PLACES = regex.compile(r"国家公园|流域")
# What serves the place where it stands, whatever its name: farms, schools for children, clinics.
_OF_THE_PLACE = regex.compile(
    r".*(?:农场|林场|牧场|农牧场|合作社|幼儿园|小学|中学|学校|卫生院|卫生所|卫生站|护理院|护理站|家政服务|面馆|饭馆|餐馆|酒楼|饭店|客栈|旅馆|茶馆|诊所|菜市场|农贸市场|店)$"
)
# A bank or a team of a county, whose short name opens its own: 伊通|惠民村镇银行, 定边|盐湖队
_RURAL_BANK = regex.compile(r"农村商业银行|农商|村镇银行|农信|农村信用|农村合作银行|信用联社|联社")
_LOCAL_BANK = regex.compile(r"银行|商行|农信|信用社|国投$")
_OF_A_COUNTY = regex.compile(
    r"村镇银行|农村商业银行|农商银行|农商行|信用联社|信用社联合社|(?<!工程|施工|救援)队$|俱乐部$"
)
_DISTRICT_BRANCH = regex.compile(r"(?<=[局行社])(?P<district>\p{Han}{2})(?:分局|支行|营业部)")
_COURTS = {
    "法院": "人民法院",
    "中院": "中级人民法院",
    "高院": "高级人民法院",
    "检察院": "人民检察院",
}
_SHORT_COURT = regex.compile(r"(?P<number>[一二三四五]?)(?P<court>[中高]院|法院|检察院)")
# What a division's short name stands before where it is the place of a branch: 洛阳市公安局|洛龙|分局
_BRANCH = regex.compile(
    r"[区县市]?(?:公安)?(?:分局|中心支行|支行|分行|支公司|分公司|中心支公司|营业部|供电|公司|局集团|监管|分院|院区|调查)"
)


def parse_organization(text: str, *, region: str = "") -> OrganizationName:
    """Read one name alone.

    Args:
        text: the name as written, such as 乌鲁木齐市纪委监委第二监督检查室.
        region: the path of the division that a bare 市, 县 or 区 in front stands for, such as
            内蒙古自治区/鄂尔多斯市.

    Returns:
        Full name, kind, region with code and level, and the organization that the name contains. Cells
        that cannot be read are empty and `note` says why.
    """
    return read_name(text, 0, Setting("", home=divisions().get(region, NOWHERE)))


def read_name(mention: str, position: int, setting: Setting) -> OrganizationName:
    """One mention at an offset of the article."""
    if quoted := _QUOTED.fullmatch(mention):
        return replace(read_name(quoted["name"], position, setting), name=quoted["name"], kind="media")
    if team := _TEAM.search(mention):
        of = mention[: team.start()] or "中国"
        national = "国家" if of == "中国" or country_at(of) == of else ""
        mention = f"{of}{national}{team['sex']}子{_GAMES[team['game']]}队"
    text = simplified(mention)
    named = parts(mention)
    if setting.abroad and _OF_ANY_STATE.fullmatch(text) and (country := setting.country(position)):
        kind = "foreign" if named.kind in (*_STATE, "company", "") else named.kind
        return finished(country + mention, kind, NOWHERE)
    if form := _short_form(text, setting):
        return finished(form.name, form.kind, form.region)
    if opened := _opening_short_form(text, setting):
        length, form = opened
        own = form.kind == "international" or named.body in (0, length)
        return finished(
            form.name + mention[length:],
            form.kind if own else named.kind,
            NOWHERE if form.kind in ABROAD else _deeper(form.region, named, setting),
        )
    plain = not (named.regions or named.township or named.village or named.corps or named.country)
    if plain and text[:1] in country_signs() and (country := signed_country(text, setting.countries)):
        return finished(country + mention[1:], "foreign", NOWHERE)
    if not named.regions and _FOREIGN_ORGAN.match(text) and (country := setting.country(position)):
        chamber = _CHAMBER_OF.get(country, "") if text[1:3] == "议院" else ""
        return finished(country + chamber + mention, "foreign", NOWHERE)
    if text.startswith(("大会主席团", "大会秘书处")) and (session := setting.session(position)):
        return finished(session + mention[2:], named.kind, NOWHERE)
    if (
        (party := parties_of_many().get(text))
        and not setting.island
        and (country := setting.country_near(position))
    ):
        return finished(country + party, "other", NOWHERE)
    if named.country:
        name = full_country(named.country) + mention[len(named.country) :]
        commercial = named.kind in ("bank", "company")
        return finished(
            name, named.kind or "company", _deeper(NOWHERE, named, setting) if commercial else NOWHERE
        )
    if named.kind in ABROAD:
        return finished(mention, named.kind, NOWHERE)
    return _domestic(mention, named, position, setting)


class _Form(NamedTuple):
    """What a well-known short form stands for."""

    name: str
    kind: str
    region: Region = NOWHERE
    opens: bool = False  # whether longer names open with it: 世卫组织|热带病防治司


def _short_form(text: str, setting: Setting, behind: str = "") -> _Form | None:
    """What a well-known short form stands for, where no character `behind` it makes another word of it; in an
    article about Hong Kong, Macau or Taiwan, one of theirs (金管局)."""
    island = setting.island
    central = short_forms().get(text)
    local = island_forms().get((island.name[:2], text)) if island else None
    if local and not setting.traditional and (central or CENTRAL.match(text)):
        local = None  # 外交部 in an article on Taiwan from the mainland
    form = local or central
    if form is None or (behind and (behind in form.unless or _goes_on(text, behind))):
        return None
    if island and local:
        region = (
            divisions().get(seat(simplified(form.name))) or _own_region(parts(form.name), setting) or island
        )
        name = form.name if setting.traditional else simplified(form.name)
        return _Form(name, form.kind, region, opens=True)
    name, kind, _ = form
    if island and setting.traditional and kind in _STATE and not _MAINLAND.match(text):
        return None
    exchange = (
        _own_region(parts(name), setting) if kind == "bank" and name != text else None
    )  # 上交所 is of 上海
    return _Form(name, kind, exchange or NOWHERE, opens=kind in _OPENING)


def _goes_on(text: str, behind: str) -> bool:
    """Whether a Latin word goes on: EU|TELSAT."""
    return behind.isascii() and behind.isalnum() and text[-1].isascii()


def _opening_short_form(text: str, setting: Setting) -> tuple[int, _Form] | None:
    """The short form that a longer name opens with (世卫组织|热带病防治司, 农行|甘南分行) and its length, if any."""
    for length in openings(text):
        if form := _short_form(text[:length], setting, text[length]):
            opens = form.opens or (form.kind in ("company", "bank") and _BRANCH_END.search(text, length))
            whole = text.startswith((form.name[: length + 1], text[:length] + "公司"))
            return (length, form) if opens and not whole else None
    return None


def _domestic(mention: str, named: Parts, position: int, setting: Setting) -> OrganizationName:
    """A body in China: its region by its own words, else by the article's."""
    region, name, note = _placed(mention, named, position, setting)
    if named.township and region.level != "township":
        region = setting.read_township(named.township, region)
    known = seated_name(named.text) if named.kind in SEATED else ""
    seated = divisions().get(seat(known), NOWHERE)
    if seated.path and _names_no_place(named, known) and not seated.holds(region):
        region = seated  # 瑞金医院, 河北工业大学: of 上海 and 天津
    if not (named.bare and region.level == "county") and named.kind != "discipline":
        region = _deeper(region, named, setting, len(known))
    if seated.path and region.level != "county" and (not region.path or region.holds(seated)):
        region = seated
    if named.kind in SEATED and not named.regions and (stem := setting.stem(named.text)):
        region = stem if not region.path or region.holds(stem) else region
    if not region.path and (named.kind == "media" or _LOCAL_BANK.search(named.text)):
        region = _signed(named, setting)
    if not region.path and not note and _is_local(named, setting):
        region = setting.island or _wide(named, setting.place(position))
        if setting.island and named.kind in _STATE and region.name[:2] in ("香港", "澳门"):
            name = ("澳門" if setting.traditional and region.name[0] == "澳" else region.name[:2]) + mention
    if named.kind == "association" or (region.path and not setting.island and named.kind in LOCAL):
        name = spelled_out(name)
    if named.kind in _BEHIND_CITY:
        name = _behind_city(name, region)
    kind = named.kind or "company"
    return finished(name, kind, region, note)


def _names_no_place(named: Parts, known: str) -> bool:
    """Whether the divisions that a name opens with are part of a well-known name, as 瑞金 is of 瑞金医院."""
    return bool(named.regions) and named.regions[-1].end < len(known)


def _signed(named: Parts, setting: Setting) -> Region:
    """The province or city whose sign opens the name of a bank or a paper, where the article names it: 甬汇银行
    beside 宁波. (Other firms open with one as often, but the press gives few of them a place.)"""
    region = divisions().get(signs().get(named.text[:1], ""), NOWHERE)
    return region if region.path and any(region.holds(seen) for seen in setting.seen) else NOWHERE


def in_settlement(mention: str, position: int, setting: Setting) -> OrganizationName | None:
    """A body whose village is a bare word, in the village named nearest: 村委会 is 台江县台盘乡台盘村村委会. None
    where the mention is no such body or the article names no village."""
    word = parts(mention).bare
    settlement = setting.settlements.village(word, position) if word in SETTLEMENTS else None
    if settlement is None or not settlement.name:
        return None
    within = settlement.within
    township = within.name if within.level == "township" else ""
    county = divisions().get(within.parent if township else within.path, NOWHERE)
    rest = mention if mention.startswith(_OF_VILLAGERS) else mention.removeprefix(word)
    name = _styled(county, setting) + township + settlement.name + rest
    return finished(name, parts(mention).kind, within)


def _behind_city(name: str, region: Region) -> str:
    """The name of a district's court or police with the city that it is of: 荔湾区人民法院 is 广州市荔湾区人民法院,
    洛龙公安分局 is 洛阳市公安局洛龙分局."""
    path = region.path.split("/")
    city, district = (path[-2], path[-1]) if region.level == "county" and len(path) > 1 else ("", "")
    if not city.endswith("市") or not district.endswith("区"):
        return name
    branch = _POLICE_BRANCH.match(name)
    if branch and branch["district"] in district:
        return f"{city}公安局{branch['district']}分局{name[branch.end() :]}"
    if name.startswith(district) and not name.startswith("公安局", len(district)):
        return city + name
    return name


def _placed(mention: str, named: Parts, position: int, setting: Setting) -> tuple[Region, str, str]:
    """The division that the front of a name shows, the name with that division written out, and a note."""
    local = named.kind in LOCAL or named.kind == "association"
    if named.corps:
        return *_in_corps(mention, named, position, setting), ""
    if posted := _POSTED.match(named.text):
        region = setting.named(posted["level"], position)
        if region.path:
            return region, region.name + "纪委监委" + mention, ""
    if named.bare:
        region = setting.named(named.bare, position)
        if region.path:
            return region, _under(region, mention, named, position, setting), ""
        return NOWHERE, mention, f"the article names no {named.bare} that it could belong to"
    if named.regions and (own := _own_region(named, setting)):
        if own.parent == "香港特别行政区" and not named.regions[-1].ranked:
            own = divisions()[own.parent]  # 屯门医院 serves more than the district, which has but a council
        if named.zone and mention.startswith(named.zone):
            return own, _with_city(named.zone, own) + mention[len(named.zone) :], ""
        return own, _with_full_region(mention, named, own) if local else mention, ""
    if named.township or named.village:
        county = setting.county(position)
        if named.township:
            region = setting.read_township(named.township, county)
            county = divisions().get(region.parent, county)
        else:
            region = setting.settlements.township_of(named.village, position, county)
        serves = named.township and named.kind in _FACILITIES and not setting.island
        if not ((local or serves) and county.path):
            return region, mention, ""
        above = _styled(county, setting)
        if not named.township:
            if region.level != "township" or not _VILLAGE_PARTY.search(named.text):
                return region, mention, ""
            above += region.name
        return region, mention[: named.opening] + above + mention[named.opening :], ""
    return NOWHERE, mention, ""


def _in_corps(mention: str, named: Parts, position: int, setting: Setting) -> tuple[Region, str]:
    """A body of the Production and Construction Corps: 第八师143团党委, 143团医院, 兵团党委."""
    local = named.kind in LOCAL
    if named.corps == "兵团":
        name = CORPS + mention[mention.index("兵团") + 2 :] if local else mention
        return divisions()[XINJIANG], name
    if named.corps == "团":
        division = division_of(named.text[named.opening :]) or setting.corps(position)
    else:
        division = "第" + named.corps.removeprefix("第")
    region = corps_cities().get(division, NOWHERE)
    if CORPS in named.text:
        return region, mention
    above = (CORPS if local else "") + (division if named.corps == "团" else "")
    return region, above + mention.removeprefix("兵团")


def _under(region: Region, mention: str, named: Parts, position: int, setting: Setting) -> str:
    """The full name of a body whose division is a bare word: 十四届|县|委 in 象山县 is 十四届象山县委."""
    end = named.text.index(named.bare, named.opening) + len(named.bare)
    opening, rest = mention[: named.opening], mention[end:]
    if opening == "团":
        opening = "共青团"
    if rest.startswith("府"):
        rest = "政" + rest  # 縣府, 市府观旅局
    stem = _styled(region, setting)
    if named.bare == "师市":
        stem = setting.corps(position) + stem
    elif region.level == "township":
        stem = region.path.split("/")[-2] + stem
    elif rest == "委" and stem.endswith("旗"):
        return f"{opening}中共{stem}委员会{rest[1:]}"  # 旗委 has no short form with its name
    elif rest.startswith("委") and (len(stem) < 3 or stem.endswith("旗")):
        stem += named.bare  # 礼县县委, where 礼县委 would be no word
    elif stem.endswith("）") and rest.startswith(("委", "纪委")):
        stem += named.bare  # 高新区（新吴区）区委
    return opening + stem + rest


def _styled(region: Region, setting: Setting) -> str:
    """How the article writes a division: 乌鲁木齐高新区（新市区） for 新市区."""
    return _with_city(setting.styles.get(region.path, region.name), region)


def _with_city(zone: str, region: Region) -> str:
    """The name of a zone with its city, where most cities have one of that name."""
    return _stem(region) + zone if _COMMON_ZONE.match(zone) else zone


def _stem(region: Region) -> str:
    """The short name of the city above a division: 乌鲁木齐."""
    city = region.parent.rpartition("/")[2]
    return next(short_names(city), city)


def _own_region(named: Parts, setting: Setting) -> Region | None:
    """The division that the name opens with: 浙江|衢州|衢江…, as far as its names are sure."""
    for length in range(len(named.regions), 0, -1):
        region = pick(named.regions[:length], setting.seen)
        if region and _is_sure(length, region, named, setting):
            return region
    return None


def _is_sure(length: int, region: Region, named: Parts, setting: Setting) -> bool:
    """Whether the name of a division in front is one: a county's short name is, where the article has the
    county, and
    where it stands before an organ, behind its city, is a city itself or has three characters
    (霍尔果斯海关)."""
    mention = named.regions[length - 1]
    if mention.ranked or region.level != "county" or region.path in setting.regions:
        return True
    behind_city = length > 1 and all(
        above.level == "prefectural" for above in named.regions[length - 2].regions
    )
    return (
        behind_city
        or (region.name.endswith("市") and not named.text.endswith("党"))
        or (mention.end - mention.start > 2 and not region.name.endswith("区"))
        or (ORGAN_START.match(named.text, mention.end) is not None and not seat(named.text))  # 解放|日报
        or (_RURAL_BANK.match(named.text, mention.end) is not None and setting.names_province_of(region))
        or (_OF_A_COUNTY.search(named.text) is not None and not region.name.endswith("区"))
        or (setting.home.level == "prefectural" and setting.home.holds(region) and region.name[-1] != "区")
    )


def _with_full_region(mention: str, named: Parts, region: Region) -> str:
    """The name with a short name of rank written out: 甘孜州|纪委监委 is 甘孜藏族自治州纪委监委."""
    last = named.regions[-1]
    court = _SHORT_COURT.match(mention, last.end)
    if court and not last.full:  # 朝阳|法院 is 朝阳区人民法院
        number = f"第{court['number']}" if court["number"] else ""
        return mention[: last.start] + region.name + number + _COURTS[court["court"]] + mention[court.end() :]
    if last.full or not last.ranked:
        return mention
    return mention[: last.start] + region.name + mention[last.end :]


def _deeper(region: Region, named: Parts, setting: Setting, start: int = 0) -> Region:
    """The lowest division that the name mentions further on, from `start`: 中国农业银行|洛川县|支行."""
    for mention in named.inner:
        if mention.start < start:
            continue
        around = named.text[mention.start - 1] + named.text[mention.end : mention.end + 1]
        behind_body = named.kind in SEATED and mention.start == named.body and not mention.county
        if around == "（）" or behind_body:  # 哈尔滨工业大学（深圳）, 香港大学|深圳|医院
            return choose(mention.regions, setting.seen) or region
        options = [option for option in mention.regions if not region.path or region.holds(option)]
        if not mention.ranked:
            options = [option for option in options if _is_plain(option, mention, region, named, setting)]
        chosen = choose(options, setting.seen) if options else None
        if (
            chosen
            and chosen.name not in WORDS
            and (not region.path or chosen.path.count("/") > region.path.count("/"))
        ):
            region = chosen
    branch = _DISTRICT_BRANCH.search(named.text) if region.path and region.level != "county" else None
    if branch:  # 北京市公安局|朝阳|分局: a short name that is a word elsewhere
        options = [
            option
            for rank in "区县市"
            for option in full_names().get(branch["district"] + rank, ())
            if region.holds(option) and option.current
        ]
        region = options[0] if len(options) == 1 else region
    return region


def _is_plain(option: Region, mention: Mention, region: Region, named: Parts, setting: Setting) -> bool:
    """Whether a short name inside a name is a division's: 新疆 is anywhere, 南宁 before a branch, 徐闻
    where known."""
    branch = (
        _BRANCH.match(named.text, mention.end) is not None
        or (mention.start == 2 and named.text.startswith("中国"))
        or mention.end == len(named.text) - 2  # 保定|支队
    )
    if option.level == "county":
        alone = (
            named.kind == "bank" and len(mention.regions) == 1 and option.name[-1] != "区"
        )  # 农行|洛川|支行
        return option.path in setting.regions or bool(branch and (region.path or alone))
    firm = named.kind in ("company", "bank") and named.text[mention.start : mention.end] not in city_words()
    return option.level == "provincial" or branch or bool(region.path) or firm


def _wide(named: Parts, home: Region) -> Region:
    """The place that the article is about; for a park or a river basin the part of it that its name shows
    (塔里木河流域|喀什|管理局), else the province."""
    if not _OF_MORE_PLACES.search(named.text):
        return home
    shown = (region for mention in named.inner for region in mention.regions if region.holds(home))
    return next(shown, divisions().get(home.path.partition("/")[0], home))


def _is_local(named: Parts, setting: Setting) -> bool:
    """Whether a name that shows no division belongs to the place that its article is about."""
    if setting.island:
        if named.kind in ABROAD or _MAINLAND.match(named.text):
            return False
        return setting.traditional or (named.kind in _PLACED and not CENTRAL.match(named.text))
    if setting.home.level not in ("county", "prefectural") or CENTRAL.match(named.text):
        return False
    return named.kind in _PLACED or _OF_THE_PLACE.match(named.text) is not None


def finished(name: str, kind: str, region: Region, note: str = "") -> OrganizationName:
    """The record of a full name, with the body that it contains."""
    level = region.level if region.path else "national" if kind in _STATE and not note else ""
    return OrganizationName(
        name=name,
        kind=kind,
        region=region.path,
        region_code=region.code,
        level=level,
        parent=name[: parts(name).body],
        note=note,
    )
