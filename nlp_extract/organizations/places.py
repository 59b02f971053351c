"""Places: the administrative division behind a place's name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nlp_extract.organizations.names import is_township, parts, pick
from nlp_extract.organizations.regions import NOWHERE, Mention, Region, name_at
from nlp_extract.organizations.script import simplified
from nlp_extract.organizations.setting import Setting


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place as read; the fields are columns of the table `places`."""

    name: str  # full name of the division that it is, else the place as written
    region: str = ""  # path of divisions that it is or lies in; empty abroad and where unknown
    region_code: str = ""
    level: str = ""


def read_places(text: str, spans: Sequence[tuple[int, int]], *, title: str = "") -> list[PlaceName]:
    """Read the places of an article.

    Args:
        text: the article.
        spans: character offsets of the places, in text order.
        title: its headline.

    Returns:
        One place for each span, in the same order: 鄂尔多斯 is 鄂尔多斯市 in 内蒙古自治区/鄂尔多斯市,
        鼓楼区 by the other
        divisions of the article.
    """
    setting = Setting(text, title, spans)
    return [_read(text[start:end], start, setting) for start, end in spans]


def _read(place: str, position: int, setting: Setting) -> PlaceName:
    text = simplified(place)
    chain: list[Mention] = []
    end = 0
    while (mention := name_at(text, end)) and not is_township(text, mention):
        chain.append(mention)
        end = mention.end
    region = pick(chain, setting.seen) or NOWHERE
    named = parts(place)
    if named.township and end + len(named.township) == len(text):
        above = region if chain else setting.county(position)
        region, end = setting.read_township(named.township, above), len(text)
    elif not chain and named.village:
        within = setting.settlements.township_of(named.village, position, setting.county(position))
        region = within if within.level == "township" else NOWHERE
    elif chain and end < len(text) and not chain[-1].full:
        region = NOWHERE  # 海南岛, 长安街: a division's short name inside another name
    return PlaceName(_name(place, end, region), region.path, region.code, region.level)


def _name(place: str, end: int, region: Region) -> str:
    return region.name if region.path and end == len(place) else place
