"""Organizations across articles: one row for each, whatever form of its name an article used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import TypeVar

import regex

from nlp_extract.facts import Entity, Organization
from nlp_extract.organizations.coreference import NOTE as COREFERENCE
from nlp_extract.organizations.names import LOCAL, spelled_out
from nlp_extract.organizations.regions import divisions, names
from nlp_extract.organizations.script import simplified

Value = TypeVar("Value")

# Kinds whose bodies may bear the name of one elsewhere.
_LOCAL = LOCAL | {"school", "hospital", "association"}
_SPACE = regex.compile(r"[\s·•“”\"'《》]+")
# Forms that differ in writing only, in the order in which they are made alike.
_ALIKE = tuple(
    (regex.compile(pattern), form)
    for pattern, form in (
        (r"^(?:中国共产党|中共)(?=.{2,}(?:委|党组|支部|总支|部|会))", ""),  # 中共敖汉旗委员会: 敖汉旗委员会
        (r"人民代表大会", "人大"),
        (r"常务委员会", "常委会"),
        (r"纪律检查委员会", "纪委"),
        (r"监察委员会", "监委"),
        (r"政治协商会议", "政协"),
        (r"(?<=管)理委员会", "委会"),
        (r"村民委员会", "村委会"),
        (r"居民委员会", "居委会"),
        (r"人民政府", "政府"),
        (r"人民(?=法院|检察院)", ""),
        (r"(?<=区）)区", ""),  # 经开区（头屯河区）区政务服务管理局
        (r"(?<=[省市区县旗州盟])委员会", "委"),  # 兴化市委员会: 兴化市委
        (r"(?<=[省市区县旗州盟])[省市区县旗州盟](?=委)", ""),  # 礼县县委: 礼县委
    )
)


@lru_cache(maxsize=1 << 16)
def organization_key(name: str) -> str:
    """The key of a name: alike for full- and half-width, Traditional and Simplified, 中共 in front,
    委员会 and 委."""
    key = spelled_out(_SPACE.sub("", simplified(name)))
    for pattern, form in _ALIKE:
        key = pattern.sub(form, key)
    return key.casefold()


def entities(mentions: Iterable[Organization], days: Mapping[str, date]) -> list[Entity]:
    """The organizations behind mentions, the most mentioned first.

    Args:
        mentions: rows of the table of organizations.
        days: the day of publication of each article that has one, by article id.

    Returns:
        One for each key. Namesakes stay apart by their region (鼓楼区人民法院, a village's committee), and a
        bare name that its article leaves open (县纪委监委) is one for each article.
    """
    groups: dict[str, list[Organization]] = {}
    for mention in mentions:
        groups.setdefault(_key(mention), []).append(mention)
    found = [_entity(key, group, days) for key, group in groups.items()]
    return sorted(found, key=lambda entity: -entity.mentions)


def _key(mention: Organization) -> str:
    """The key of the name, behind the article or region without which it would be another's too."""
    if not mention.region and mention.note not in ("", COREFERENCE):
        return f"{mention.article_id}/{organization_key(mention.name)}"
    return _key_in(mention.name, mention.kind, mention.region)


@lru_cache(maxsize=1 << 16)
def _key_in(name: str, kind: str, region: str) -> str:
    key = organization_key(name)
    known = divisions()
    county = known.get(region) or known.get(region.rpartition("/")[0])
    if kind in _LOCAL and county and county.level == "county":
        namesakes = len(names().full[county.name]) > 1
        return f"{region}/{key}" if namesakes or county.name not in name else key
    return key


def _entity(key: str, mentions: Sequence[Organization], days: Mapping[str, date]) -> Entity:
    name = _most_frequent(mention.name for mention in mentions)
    region, region_code = _most_frequent(
        (mention.region, mention.region_code) for mention in mentions if mention.region
    ) or ("", "")
    published = [days[mention.article_id] for mention in mentions if mention.article_id in days]
    forms = {mention.text: None for mention in mentions if mention.text[:1] != "该"}
    return Entity(
        key=key,
        name=name or "",
        kind=_most_frequent(mention.kind for mention in mentions) or "",
        region=region,
        region_code=region_code,
        articles=len({mention.article_id for mention in mentions}),
        mentions=len(mentions),
        first_date=min(published, default=None),
        last_date=max(published, default=None),
        short_forms="、".join(form for form in forms if form != name),
    )


def _most_frequent(values: Iterable[Value]) -> Value | None:
    """The most frequent value, the first of those equally frequent; None where there are none."""
    return next((value for value, _ in Counter(values).most_common(1)), None)
