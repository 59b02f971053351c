"""Full names, kinds, regions and parents of organizations, through the regions and names that their article has given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import regex

from nlp_extract.organizations.gazetteer import Entry, Gazetteer
from nlp_extract.organizations.kinds import read_kind
from nlp_extract.organizations.names import (
    LOCAL,
    ORGAN_START,
    Parts,
    full_country,
    parts,
    pick,
    short_forms,
    signed_country,
    spelled_out,
)
from nlp_extract.organizations.regions import NOWHERE, Region, below, divisions
from nlp_extract.organizations.script import simplified
from nlp_extract.organizations.setting import Setting, corps_cities


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


CORPS = "新疆生产建设兵团"
# Organs named without their country; a chamber belongs to its congress or parliament (美国国会众议院).
_ABROAD = regex.compile(
    r"(?P<chamber>[参众上下]议院)|国民议会|议会|国会(?!山)|(?:海上|航空|陆上)?自卫队|大检察厅|宪法法院|首相府|总统府|警察厅|国土地理院|防卫省|气象厅|三军公共关系部"
)
_CHAMBER_OF = {"美国": "国会", "日本": "国会", "英国": "议会"}
# （以下简称“海航控股”）
_DEFINITION = regex.compile(
    r"[（(](?:以下|下文|下称|以下统)?(?:简称|统称|下称|称)(?:为|：|:)?\s*[“\"「『]?(?P<short>[^”\"」』）)“「]{2,20})[”\"」』]?[^）)]{0,8}[）)]"
)
_QUOTED = regex.compile(r"《(?P<name>[^》]+)》")
_NATIONAL = (
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
_PLACED = ("party", "discipline", "inspection", "government", "police", "congress", "cppcc", "grassroots", "hospital")
_LISTED = ("company", "bank", "association", "school", "hospital", "media", "other")


def parse_organization(text: str, *, region: str = "") -> OrganizationName:
    """Read one name alone.

    Args:
        text: the name as written, such as 乌鲁木齐市纪委监委第二监督检查室.
        region: the path of the division that a bare 市, 县 or 区 in front stands for, such as 内蒙古自治区/鄂尔多斯市.

    Returns:
        Full name, kind, region with code and level, and the organization that the name contains. Cells that cannot be
        read are empty and `note` says why.
    """
    return _read(text, 0, Setting("", home=divisions().get(region, NOWHERE)))


def read_organizations(
    text: str,
    spans: Sequence[tuple[int, int]],
    *,
    title: str = "",
    places: Sequence[tuple[int, int]] = (),
    gazetteer: Gazetteer | None = None,
) -> list[OrganizationName]:
    """Read all organizations of an article, each with the help of what stands around it.

    Args:
        text: the article.
        spans: character offsets of the organizations, in text order.
        title: its headline, whose regions count most.
        places: offsets of the places in the text.
        gazetteer: the user's own names; where a mention is one of its names or aliases, its entry stands.

    Returns:
        One name for each span, in the same order.
    """
    setting = Setting(text, title, places)
    mentions = [text[start:end] for start, end in spans]
    for (start, _), mention in zip(spans, mentions, strict=True):
        _note_places(parts(mention), start, setting)
    defined: dict[str, OrganizationName] = {}
    known: list[OrganizationName] = []
    found = []
    for (start, end), mention in zip(spans, mentions, strict=True):
        entry = gazetteer.get(mention) if gazetteer else None
        if entry is not None:
            organization = _from_entry(entry, mention, start, setting)
        elif mention in defined:
            organization = defined[mention]
        else:
            organization = _read(mention, start, setting)
            organization = _completed(mention, organization, known)
        if definition := _DEFINITION.match(text, end):
            defined[definition["short"]] = organization
        known.append(organization)
        found.append(organization)
    return found


def _note_places(named: Parts, position: int, setting: Setting) -> None:
    """Tell the setting of the township, corps division or country that a name shows."""
    if named.township:
        above = pick(named.regions, setting.seen) or setting.county(position)
        setting.add_township(position, below(above, named.township))
    if named.corps.endswith("师"):
        setting.add_corps(position, named.corps if named.corps.startswith("第") else "第" + named.corps)
    if country := named.country or signed_country(named.text):
        setting.add_country(position, country)


def _read(mention: str, position: int, setting: Setting) -> OrganizationName:
    """One mention at an offset of the article."""
    text = simplified(mention)
    if quoted := _QUOTED.fullmatch(mention):
        return OrganizationName(name=quoted["name"], kind="media")
    if text in short_forms() and not setting.island:
        name, kind = short_forms()[text]
        seat = _own_region(parts(name), setting) if kind in _LISTED and parts(name).regions else None
        return _finished(name, kind, seat or NOWHERE)
    if opened := _opening_short_form(text):
        name, kind = short_forms()[text[:opened]]
        whole = read_kind(text, opened)
        return _finished(
            name + mention[opened:],
            kind if kind == "international" or whole.body == opened else whole.kind or kind,
            NOWHERE,
        )
    if country := signed_country(text):
        return _finished(country + mention[1:], "foreign", NOWHERE)
    named = parts(mention)
    if _ABROAD.match(text) and not named.regions and (country := setting.country(position)):
        chamber = _CHAMBER_OF.get(country, "") if text[1:3] == "议院" else ""
        return _finished(country + chamber + mention, "foreign", NOWHERE)
    if named.country:
        return _finished(
            full_country(named.country) + mention[len(named.country) :], named.kind or "company", NOWHERE
        )
    if named.kind == "international":
        return _finished(mention, "international", NOWHERE)
    return _domestic(mention, named, position, setting)


def _opening_short_form(text: str) -> int:
    """The length of the short form of a body that a longer name opens with (世卫组织|热带病防治司), 0 if none."""
    return next((n for n in range(min(12, len(text) - 1), 2, -1) if text[:n] in short_forms()), 0)


def _domestic(mention: str, named: Parts, position: int, setting: Setting) -> OrganizationName:
    """A body in China: the region by its own words, else by the article's."""
    note = ""
    local = named.kind in LOCAL
    region = NOWHERE
    if named.corps:
        region, name = _in_corps(mention, named, position, setting)
    elif named.bare:
        region = setting.named(named.bare, position)
        if not region.path:
            note = f"the article names no {named.bare} that it could belong to"
            name = mention
        else:
            name = _under(region, mention, named, position, setting)
    elif named.regions and (own := _own_region(named, setting)):
        region = own
        name = _with_full_region(mention, named, region) if local else mention
    elif named.township or named.village:
        region = setting.county(position)
        name = mention
        if region.path:
            if named.village and not named.township:
                township = setting.township(position, region)
                name = region.name + (township.name if township != region else "") + mention
                region = township
            else:
                name = region.name + mention
    else:
        name = mention
    if named.township:
        region = below(region, named.township)
    if not named.bare or not local:
        region = _deeper(region, named, setting)
    if not region.path and not note and _is_local(named, setting):
        region = setting.island or setting.home
    kind = named.kind or "company"
    return _finished(spelled_out(name) if local else name, kind, region, note)


# Bodies of the whole country, by how their names begin or end.
_CENTRAL = regex.compile(
    r"(?:国家|中国|中华|全国|中央|中共|国务院|人民|解放军|武警|民盟|民建|联合国|国际|世界)|\p{Han}{2,12}(?<!组织|宣传|统战|武装|社会工作)部(?:党组|\p{Han}{2,6}[司局])?$|.*(?:总署|总局|审计署|海关总署)"
)
# What serves the place where it stands, whatever its name: farms, schools for children, clinics.
_OF_THE_PLACE = regex.compile(r".*(?:农场|林场|牧场|农牧场|合作社|幼儿园|小学|中学|学校|卫生院|卫生所|卫生站|护理院|护理站|家政服务|面馆|诊所)$")


def _is_local(named: Parts, setting: Setting) -> bool:
    """Whether a name that shows no division belongs to the place that its article is about."""
    if setting.island:
        return not _CENTRAL.match(named.text)
    if setting.home.level not in ("county", "prefectural") or _CENTRAL.match(named.text):
        return False
    return named.kind in _PLACED or bool(_OF_THE_PLACE.match(named.text))


def _in_corps(mention: str, named: Parts, position: int, setting: Setting) -> tuple[Region, str]:
    """A body of the Production and Construction Corps: 第八师143团党委, 师市, 兵团党委."""
    if named.corps == "兵团":
        region = divisions()["新疆维吾尔自治区"]
        return region, CORPS + mention[mention.index("兵团") + 2 :]
    division = setting.corps(position) if named.corps == "团" else "第" + named.corps.removeprefix("第")
    region = corps_cities().get(division, NOWHERE)
    if named.text.startswith((CORPS, "兵团")) or named.regions or named.kind not in LOCAL:
        return region, mention
    return region, CORPS + (division if named.corps == "团" else "") + mention


def _under(region: Region, mention: str, named: Parts, position: int, setting: Setting) -> str:
    """The full name of a body whose division is a bare word: 十四届|县|委 in 象山县 is 十四届象山县委."""
    opening, rest = mention[: named.opening], mention[_bare_end(named) :]
    if named.bare == "师市":
        return f"{opening}{setting.corps(position)}{region.name}{rest}"
    stem = region.name
    if region.level == "township":
        county = region.path.split("/")[-2]
        stem = county + region.name
    elif rest.startswith("委") and (len(stem) < 3 or stem.endswith("旗")):
        stem += named.bare  # 礼县县委, where 礼县委 would be no word
    return opening + stem + rest


def _bare_end(named: Parts) -> int:
    return named.text.index(named.bare, named.opening) + len(named.bare)


def _own_region(named: Parts, setting: Setting) -> Region | None:
    """The division that the name opens with. A county's short name counts only before an organ, or where the article has it."""
    region = pick(named.regions, setting.seen)
    last = named.regions[-1]
    if region and region.level == "county" and not last.ranked and region.path not in setting.regions:
        if not ORGAN_START.match(named.text, last.end):
            return None
    return region


def _with_full_region(mention: str, named: Parts, region: Region) -> str:
    """The name with a short name of rank written out: 甘孜州|纪委监委 is 甘孜藏族自治州纪委监委."""
    last = named.regions[-1]
    written = named.text[last.start : last.end]
    if last.full or written[-1] not in "州县旗盟":
        return mention
    return mention[: last.start] + region.name + mention[last.end :]


def _deeper(region: Region, named: Parts, setting: Setting) -> Region:
    """The lowest division that the name mentions further on: 中国农业银行|洛川县|支行."""
    for mention in named.inner:
        options = (
            [option for option in mention.regions if region.holds(option)] if region.path else mention.regions
        )
        if not mention.ranked:
            options = [option for option in options if option.level != "county" or option.path in setting.regions]
        chosen = pick((mention._replace(regions=tuple(options)),), setting.seen) if options else None
        if chosen and chosen.path.count("/") > region.path.count("/") - (not region.path):
            region = chosen
    return region


def _finished(name: str, kind: str, region: Region, note: str = "") -> OrganizationName:
    """The record of a full name, with the body that it contains."""
    reading = read_kind(simplified(name), min(len(parts(name).text[: parts(name).prefix]), len(name) - 1))
    level = region.level if region.path else "national" if kind in _NATIONAL else ""
    return OrganizationName(
        name=name,
        kind=kind,
        region=region.path,
        region_code=region.code,
        level=level,
        parent=name[: reading.body],
        note=note,
    )


def _completed(
    mention: str, organization: OrganizationName, known: Iterable[OrganizationName]
) -> OrganizationName:
    """The name that the article gave in full before, where the mention is the short or the end of it."""
    if organization.name != mention or organization.region:
        return organization
    for earlier in reversed(list(known)):
        if len(earlier.name) > len(mention) + 1 and (
            earlier.name.endswith(mention) or _shortens(mention, organization, earlier)
        ):
            return replace(earlier, note="")
    return organization


_FORM = regex.compile(r"(?:股份有限公司|有限责任公司|有限公司|集团公司|公司|集团|股份)$")


def _shortens(mention: str, organization: OrganizationName, earlier: OrganizationName) -> bool:
    """Whether the mention is a company's or institution's short name: its characters stand in the full one, in order."""
    if earlier.kind not in _LISTED or organization.kind not in (earlier.kind, "company"):
        return False
    stem = _FORM.sub("", mention)
    if len(stem) < 2:
        return False
    if stem in earlier.name:
        return True
    rest = iter(earlier.name)
    return mention[0] == earlier.name[0] and all(character in rest for character in mention)


def _from_entry(entry: Entry, mention: str, position: int, setting: Setting) -> OrganizationName:
    """The user's own entry, its blanks filled by reading its name."""
    read = _read(entry.name, position, setting)
    region = divisions().get(entry.region)
    return replace(
        read,
        name=entry.name,
        kind=entry.kind or read.kind,
        region=entry.region or read.region,
        region_code=region.code if region else "" if entry.region else read.region_code,
        level=region.level if region else "" if entry.region else read.level,
        note="",
    )
