"""Organizations across articles: one row for each, whatever form of its name an article used."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import TypeAlias, TypeVar

import regex

from nlp_extract.facts import Entity, Organization
from nlp_extract.organizations.coreference import NOTE as COREFERENCE
from nlp_extract.organizations.forms import spelled_out
from nlp_extract.organizations.names import LOCAL
from nlp_extract.organizations.regions import NATIONALITIES, divisions, names
from nlp_extract.organizations.script import simplified

Value = TypeVar("Value")
_Form: TypeAlias = "tuple[str, str, str, str, str, int]"  # name, kind, region, region code, text, mentions

# Kinds whose bodies may bear the name of one elsewhere.
_LOCAL = LOCAL | {"school", "hospital", "association"}
_SPACE = regex.compile(r"[\s·•“”\"'《》]+")
# Forms that differ in writing only, in the order in which they are made alike.
_ALIKE = tuple(
    (regex.compile(pattern), form)
    for pattern, form in (
        (r"^中国共产党中央委员会", "中共中央"),
        (r"^(?:中国共产党|中共)(.*[^律])工作委员会", r"\1党工委"),  # 中共鸿山街道工作委员会: 鸿山街道党工委
        (r"^(?:中国共产党|中共)(?=.{2,}(?:委|党组|支部|总支|部|会))", ""),  # 中共敖汉旗委员会: 敖汉旗委员会
        (rf"{NATIONALITIES}自治(?=[州县旗])", ""),  # 恩施土家族苗族自治州: 恩施州
        (r"^新疆生产建设兵团(?=第\p{Han}{1,3}师)", ""),
        (r"人民代表大会", "人大"),
        (r"常务委员会", "常委会"),
        (r"纪律检查委员会", "纪委"),
        (r"监察委员会", "监委"),
        (r"^(.+)纪委[、和]\1?监委$", r"\1纪委监委"),
        (r"政治协商会议", "政协"),
        (r"^(?:中国人民)?政协(.*[省市区县旗州盟])委(?:员会)?$", r"\1政协"),  # 政协龙泉市委员会: 龙泉市政协
        (r"^(?:中国共产主义青年团|团)(?=.*[省市区县旗州盟]委)", "共青团"),
        (r"(?<=管)理委员会", "委会"),
        (r"村?村民委员会|村村委会", "村委会"),
        (r"居民委员会", "居委会"),
        (r"人民政府", "政府"),
        (r"人民(?=法院|检察院)", ""),
        (r"(?<=区）)区", ""),  # 经开区（头屯河区）区政务服务管理局
        (r"街道工委", "街道党工委"),
        (r"(?<=[镇乡])(?:委员会|委)$", "党委"),  # 沙沟镇委员会: 沙沟镇党委
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
        mentions: rows of the table of organizations, those of an article together.
        days: the day of publication of each article that has one, by article id.

    Returns:
        One for each key. Namesakes stay apart by their region (鼓楼区人民法院, a village's committee), and a
        bare name that its article leaves open (县纪委监委) is one for each article.
    """
    found = Entities()
    for article, group in groupby(mentions, key=lambda mention: mention.article_id):
        found.add(group, days.get(article))
    return list(found)


class Entities:
    """Organizations across any number of articles, which come one at a time.

    Each form of a name is held once, with how often it was seen, in a temporary database that SQLite moves to
    the disk when it outgrows a few megabytes.
    """

    def __init__(self) -> None:
        self._seen = 0
        self._database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._database.executescript(_FORMS)

    def add(self, mentions: Iterable[Organization], published: date | None) -> None:
        """The mentions of one article, with its day of publication."""
        day = published.isoformat() if published else None
        forms = []
        mentioned: dict[str, tuple[int, int]] = {}  # how often, and where first, in the order of all mentions
        for mention in mentions:
            key = entity_key(mention)
            self._seen += 1
            often, first = mentioned.get(key, (0, self._seen))
            mentioned[key] = (often + 1, first)
            form = (mention.name, mention.kind, mention.region, mention.region_code, mention.text)
            forms.append((key, *form, self._seen))
        self._database.executemany(_ADD_FORM, forms)
        self._database.executemany(
            _ADD_ARTICLE, [(key, often, day, day, first) for key, (often, first) in mentioned.items()]
        )

    def __iter__(self) -> Iterator[Entity]:
        """The most mentioned first; of those as often mentioned, the one that was seen first."""
        for key, articles, mentions, first, last in self._database.execute(_BY_MENTIONS):
            forms = self._database.execute(_FORMS_OF, (key,)).fetchall()
            yield _entity(key, articles, mentions, first, last, forms)


_FORMS = """
CREATE TABLE forms (
    key TEXT, name TEXT, kind TEXT, region TEXT, region_code TEXT, text TEXT, mentions INTEGER, first INTEGER,
    PRIMARY KEY (key, name, kind, region, region_code, text)
) WITHOUT ROWID;
CREATE TABLE entities (
    key TEXT PRIMARY KEY, articles INTEGER, mentions INTEGER, first_date TEXT, last_date TEXT, first INTEGER
) WITHOUT ROWID;
"""
_ADD_FORM = """
INSERT INTO forms VALUES (?, ?, ?, ?, ?, ?, 1, ?) ON CONFLICT DO UPDATE SET mentions = mentions + 1
"""
_ADD_ARTICLE = """
INSERT INTO entities VALUES (?, 1, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
    articles = articles + 1,
    mentions = mentions + excluded.mentions,
    first_date = coalesce(min(first_date, excluded.first_date), first_date, excluded.first_date),
    last_date = coalesce(max(last_date, excluded.last_date), last_date, excluded.last_date)
"""
_BY_MENTIONS = """
SELECT key, articles, mentions, first_date, last_date FROM entities ORDER BY mentions DESC, first
"""
_FORMS_OF = """
SELECT name, kind, region, region_code, text, mentions FROM forms WHERE key = ? ORDER BY first
"""


def entity_key(mention: Organization) -> str:
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


def _entity(
    key: str, articles: int, mentions: int, first: str | None, last: str | None, forms: Sequence[_Form]
) -> Entity:
    name = _most_frequent((form[0], form[-1]) for form in forms)
    region, region_code = _most_frequent((form[2:4], form[-1]) for form in forms if form[2]) or ("", "")
    written = dict.fromkeys(text for *_, text, _ in forms if text[:1] != "该")
    return Entity(
        key=key,
        name=name or "",
        kind=_most_frequent((form[1], form[-1]) for form in forms) or "",
        region=region,
        region_code=region_code,
        articles=articles,
        mentions=mentions,
        first_date=date.fromisoformat(first) if first else None,
        last_date=date.fromisoformat(last) if last else None,
        short_forms="、".join(form for form in written if form != name),
    )


def _most_frequent(values: Iterable[tuple[Value, int]]) -> Value | None:
    """The value seen most often, the first of those equally frequent; None where there are none."""
    often: Counter[Value] = Counter()
    for value, times in values:
        often[value] += times
    return next((value for value, _ in often.most_common(1)), None)
