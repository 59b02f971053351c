"""All organizations of an article: each read in the light of what the article, and the user, say of the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from nlp_extract.organizations.definitions import BRACKET, short_forms_in
from nlp_extract.organizations.forms import short_forms
from nlp_extract.organizations.gazetteer import Entry, Gazetteer
from nlp_extract.organizations.lexicon import rows
from nlp_extract.organizations.names import Parts, parts, pick
from nlp_extract.organizations.places import read_places
from nlp_extract.organizations.regions import (
    Region,
    divisions,
)
from nlp_extract.organizations.resolve import CENTRAL, SEATED, OrganizationName, in_settlement, read_name
from nlp_extract.organizations.script import simplified, traditional
from nlp_extract.organizations.setting import Setting
from nlp_extract.organizations.wholes import FLAGGED, completed

_WHOLE = regex.compile(r"全称(?:为|：|:)?\s*[“\"「『]?(?P<name>[^”\"」』“「，,；;、]{4,40})")
# The paper that an article is from is of its city, unless it is one of the country: 煤都晚报记者
_LOCAL_PAPER = regex.compile(
    r"(?!\L<national>)"
    r"\p{Han}{2,6}(?:晨报|晚报|日报|时报|商报|早报|快报|都市报|周报|新报)",
    national=[row["opening"] for row in rows("national_papers.csv")],
)
_BYLINE = 30
_NAMESAKES = 100  # how many names before a mention are looked at for it: the cost stays linear in the text
_LATIN_NAME = regex.compile(r"\p{Lu}[\p{Latin}\d &.\-·]{1,40}")


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
    setting = Setting(text, title, places, spans)
    mentions = [text[start:end] for start, end in spans]
    for (start, _), mention in zip(spans, mentions, strict=True):
        _note_places(parts(mention), start, setting)
    names: list[OrganizationName] = []
    given: dict[str, OrganizationName] = {}  # by the user or by the article: （以下简称“海航控股”）
    for (start, end), mention in zip(spans, mentions, strict=True):
        organization = read_name(mention, start, setting)
        if gazetteer and (entry := _entry(mention, gazetteer, setting)):
            organization = given[mention] = _from_entry(entry, start, setting)
        if bracket := BRACKET.match(text, end):
            organization = _defined(
                mention, bracket["inside"], organization, given, position=start, setting=setting
            )
        names.append(organization)
    for index, mention in enumerate(mentions):
        names[index] = (
            given.get(mention)
            or _local_namesake(mention, index, mentions, names)
            or completed(mention, index, names, given)
        )
        if names[index].name == mention and (of_village := in_settlement(mention, spans[index][0], setting)):
            names[index] = of_village
        if len(mention) > 2 and names[index].kind in ("company", "bank") and names[index].name != mention:
            given.setdefault(mention, names[index])  # 蒙曜能源, which opens 蒙曜能源工会
        if setting.traditional and mention not in given:
            names[index] = _in_script(names[index], mention)
    return _seated(names, spans, setting)


def _local_namesake(
    mention: str, index: int, mentions: Sequence[str], names: Sequence[OrganizationName]
) -> OrganizationName | None:
    """The local body that the short form of a central one stands for where the article has just named it: 药监局
    of 江苏省药监局."""
    if names[index].level != "national" or mention not in short_forms():
        return None
    before = range(index - 1, max(-1, index - _NAMESAKES), -1)
    last = next((other for other in before if mentions[other].endswith(mention)), None)
    return names[last] if last is not None and names[last].region else None


def _in_script(name: OrganizationName, mention: str) -> OrganizationName:
    """The same in Traditional characters where the mention is in those: 香港特區政府 is 香港特別行政區政府."""
    if mention == simplified(mention):
        return name
    whole = "".join(character if character in mention else traditional(character) for character in name.name)
    return replace(name, name=whole, parent=whole[: len(name.parent)])


def _seated(
    names: Sequence[OrganizationName], spans: Sequence[tuple[int, int]], setting: Setting
) -> list[OrganizationName]:
    """The same, with the region of those whose seat the article says somewhere (总部位于广州的蓝橡置业集团)."""
    seats: dict[str, Region] = {}
    for name, (start, end) in zip(names, spans, strict=True):
        if name.kind not in SEATED:
            continue
        region = setting.seat(start, end)
        if region is None and not CENTRAL.match(name.name):
            region = setting.attribute(start)
        if region and region.path.startswith(name.region):
            seats.setdefault(name.name, region)
    city = setting.city
    for name, (start, _) in zip(names, spans, strict=True):
        if city.path and start < _BYLINE and not name.region and _LOCAL_PAPER.fullmatch(name.name):
            seats.setdefault(name.name, city)
    return [
        replace(name, region=region.path, region_code=region.code, level=region.level)
        if (region := seats.get(name.name))
        else name
        for name in names
    ]


def _defined(
    mention: str,
    inside: str,
    organization: OrganizationName,
    given: dict[str, OrganizationName],
    *,
    position: int,
    setting: Setting,
) -> OrganizationName:
    """Take note of what the bracket behind a mention calls it; gives the organization that it is."""
    if whole := _WHOLE.search(inside):
        organization = given[mention] = read_name(whole["name"], position, setting)
    for _, defined in short_forms_in(inside):
        given.setdefault(defined, organization)
    other = regex.split("[，,；;]", inside, maxsplit=1)[0]
    short = FLAGGED.sub("", other)
    if len(short) > 1 and short in mention and organization.kind in ("company", "bank"):
        given.setdefault(other, organization)  # 凯澜数字文化股份有限公司（*ST凯澜）
    if _LATIN_NAME.fullmatch(other) and not mention.isascii():
        given.setdefault(other, organization)  # 阿斯麦（ASML）
    elif _LATIN_NAME.fullmatch(mention) and not other.isascii() and parts(other).kind:
        organization = given[mention] = read_name(other, position, setting)  # IDC（国际数据公司）
    return organization


def _note_places(named: Parts, position: int, setting: Setting) -> None:
    """Tell the setting of the township, zone and corps division that a name shows."""
    setting.note_township(named, position)
    if named.corps.endswith("师"):
        setting.add_corps(position, "第" + named.corps.removeprefix("第"))
    if named.zone and (region := pick(named.regions, setting.seen)) and region.level == "county":
        setting.styles[region.path] = max(setting.styles.get(region.path, ""), named.zone, key=len)


def _entry(mention: str, gazetteer: Gazetteer, setting: Setting) -> Entry | None:
    """The user's entry for a mention: by its name, or by its name behind the division that it is in
    (杭州市|星火实验室)."""
    if entry := gazetteer.get(mention):
        return entry
    named = parts(mention)
    above = pick(named.regions, setting.seen)
    entry = gazetteer.get(mention[named.regions[-1].end :]) if above else None
    return entry if entry and above and above.holds(_region_of(entry)) else None


def _region_of(entry: Entry) -> Region:
    """The division of the user's entry, a path or any name of it (杭州市); what is none keeps its path."""
    if entry.region in divisions():
        return divisions()[entry.region]
    (place,) = read_places(entry.region, [(0, len(entry.region))])
    return Region(place.region or entry.region, place.region_code, place.level)


def _from_entry(entry: Entry, position: int, setting: Setting) -> OrganizationName:
    """The user's own entry, its blanks filled by reading its name."""
    read = read_name(entry.name, position, setting)
    read = replace(read, name=entry.name, kind=entry.kind or read.kind, note="")
    if not entry.region:
        return read
    region = _region_of(entry)
    return replace(read, region=region.path, region_code=region.code, level=region.level)
