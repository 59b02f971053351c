"""The fact records: what is found in a text, and the one definition of every table's columns.

A fact is a frozen dataclass whose fields are the columns of its table, in order. `start` and `end` are
character offsets (Unicode code points, end exclusive) into `Article.text`, so `text[start:end] == fact.text`
for every fact. Dtypes, documentation and exports derive from the fields: `str` becomes pandas `string`,
`float` `Float64`, `int` `Int64`, `bool` `boolean`, `date` a `datetime64[s]` without time zone and `datetime`
a `datetime64[s, Asia/Shanghai]`. A value that is not there is "" in a string column and missing elsewhere.
"""

from __future__ import annotations

from dataclasses import Field, dataclass, field, fields
from datetime import date, datetime
from typing import Any


def column(caption: str, doc: str, default: Any = "") -> Any:
    """A dataclass field that knows its Chinese caption and what it means."""
    return field(default=default, metadata={"caption": caption, "doc": doc})


def columns(record: type) -> tuple[Field[Any], ...]:
    """The columns of a record type, in the order of its table."""
    return fields(record)


def column_type(column: Field[Any]) -> type:
    """What stands in a column where something does: str, float, int, bool, date or datetime."""
    return COLUMN_TYPES[str(column.type).removesuffix(" | None")]


COLUMN_TYPES: dict[str, type] = {kind.__name__: kind for kind in (str, float, int, bool, date, datetime)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A mention: the characters `start` to `end` of an article's text."""

    article_id: str = column("文章", "the article that the mention stands in")
    start: int = column("起", "offset of the first character", 0)
    end: int = column("止", "offset after the last character", 0)
    text: str = column("原文", "the mention as written: text[start:end] of the article")


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization(Fact):
    """A named organization (乌鲁木齐市纪委监委第二监督检查室)."""

    name: str = column(
        "全称", "full name, after the article's own context; as written where nothing completes it"
    )
    kind: str = column("类别", "party, discipline, inspection, government, congress, cppcc, court, procuratorate, "
                       "police, military, company, bank, media, school, hospital, association, grassroots, "
                       "international, foreign or other")  # fmt: skip
    region: str = column("行政区划", "path of administrative divisions, 内蒙古自治区/鄂尔多斯市/准格尔旗; empty for "
                         "national, foreign and international bodies")  # fmt: skip
    region_code: str = column("区划代码", "six digits after GB/T 2260 of the last division in `region`")
    level: str = column(
        "级别", "national, provincial, prefectural, county or township; empty where none applies"
    )
    parent: str = column("上级", "full name of the organization that the name itself contains")
    note: str = column("说明", "why a cell is empty or was guessed; empty when there is nothing to say")
    sentence: str = column("句子", "the sentence of the mention")


@dataclass(frozen=True, slots=True, kw_only=True)
class Count(Fact):
    """A statistic: a number with its unit, what is counted, whose it is and when it holds (常规巡察26家)."""

    value: float | None = column(
        "数值", "the number, with 万 and 亿 multiplied out; the lower end of a range", None
    )
    value_high: float | None = column("上限", "the upper end of a range, else missing", None)
    unit: str = column("单位", "unit or measure word as written, without multipliers")
    unit_kind: str = column("单位类别", "measure, currency, percent, point, ratio, multiple, length, area, mass, ... "
                            "as listed in quantities/units.csv; ratio also for 3∶1 and 三分之一, which have no unit")  # fmt: skip
    currency: str = column("币种", "ISO 4217 code of a currency, else empty")
    approx: str = column("约数", "= exactly, ~ about, > >= < <= bounds", "=")
    item: str = column("对象", "what is counted or measured, as written")
    subject: str = column("主体", "whose statistic it is: organization, place or group, as written")
    change: str = column("变化", "up or down where the number is a difference, else empty")
    basis: str = column("比较", "what the change is against, as written: 同比, 环比, 比上年, ...")
    status: str = column("状态", "actual, planned or estimated", "actual")
    time: str = column("时间", "the date expression that says when the statistic holds, as written")
    period_start: date | None = column(
        "时期始", "first day of `time`, inclusive; missing where it has no days", None
    )
    period_end: date | None = column("时期末", "last day of `time`, inclusive", None)
    value_si: float | None = column("SI值", "the value in `unit_si`, where the unit has a factor", None)
    unit_si: str = column("SI单位", "SI unit (GB 3100) of `value_si`")
    item_start: int | None = column("对象起", "offset of `item`; missing when it is empty", None)
    subject_start: int | None = column("主体起", "offset of `subject`; missing when it is empty", None)
    time_start: int | None = column("时间起", "offset of `time`; missing when it is empty", None)
    note: str = column("说明", "why a cell is empty or was guessed; empty when there is nothing to say")
    sentence: str = column("句子", "the sentence of the mention")


@dataclass(frozen=True, slots=True, kw_only=True)
class Date(Fact):
    """A time expression, resolved to calendar days where it can be."""

    kind: str = column("类别", "date, duration, set, vague or time")
    start_date: date | None = column("始", "first day, inclusive; only kind date has days", None)
    end_date: date | None = column("末", "last day, inclusive", None)
    value: str = column("值", "ISO 8601 as in TIMEX3: 2021, 2024-10, 2024-Q3, 2024-H1, P3Y, PT1H")
    relative: bool = column(
        "相对", "whether the publication date or the article's course was needed to read it", False
    )
    note: str = column("说明", "why it has no days, or what was assumed; empty when there is nothing to say")
    sentence: str = column("句子", "the sentence of the mention")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Fact):
    """A named person, with role and organization where the text gives them beside the name."""

    name: str = column("姓名", "the name")
    role: str = column("身份", "the role beside the name as written: 书记, 记者, 通讯员")
    organization: str = column("机构", "full name of the organization beside the name")
    sentence: str = column("句子", "the sentence of the mention")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Fact):
    """A named place, with its administrative division where it is one."""

    name: str = column("地名", "full name of the division, else the place as written")
    region: str = column(
        "行政区划", "path of administrative divisions; empty for places abroad and unknown ones"
    )
    region_code: str = column("区划代码", "six digits after GB/T 2260 of the last division in `region`")
    level: str = column("级别", "provincial, prefectural, county or township; empty where none applies")
    sentence: str = column("句子", "the sentence of the mention")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRow:
    """What is known of an article that was read."""

    article_id: str = column("文章", "given, or the first 16 hex digits of the SHA-256 of title and text")
    title: str = column("标题", "headline")
    source: str = column("媒体", "the publisher that the article names: 中国纪检监察报")
    site: str = column("网站", "the site or feed that it was read from")
    reporter: str = column("记者", "reporters and correspondents, joined with 、")
    editor: str = column("编辑", "editors, joined with 、")
    published: datetime | None = column(
        "发布时间", "publication time in China; midnight where only a day is known", None
    )
    published_day: date | None = column(
        "发布日", "the calendar day in China; what relative dates are resolved against", None
    )
    url: str = column("网址", "web address")
    path: str = column(
        "文件", "the file it was read from, with the line or row in a file of many: news.jsonl:3"
    )
    sha256: str = column("校验", "SHA-256 of the text in UTF-8")
    characters: int = column("字数", "length of the text in characters", 0)
    warning: str = column("提示", "what was amiss in reading but did not stop it: no date, guessed encoding")
    text: str = column("正文", "the body text that offsets refer to")


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorRow:
    """An article that could not be read or extracted, and why."""

    path: str = column("文件", "file, with the line or row where one holds many")
    article_id: str = column("文章", "the article, where it was read before it failed")
    stage: str = column("步骤", "read or extract")
    reason: str = column("原因", "what was wrong")
    remedy: str = column("办法", "what to do about it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """An organization across articles, whatever form of its name they use: derived from `organizations`."""

    key: str = column("键", "alike for all forms of one name: full- and half-width, Traditional and Simplified, 中共 in "
                      "front, 委员会 and 委; behind its region where others bear the name")  # fmt: skip
    name: str = column("全称", "its most frequent full name")
    kind: str = column("类别", "its most frequent kind")
    region: str = column("行政区划", "its most frequent path of administrative divisions")
    region_code: str = column("区划代码", "six digits after GB/T 2260 of the last division in `region`")
    articles: int = column("文章数", "number of articles that mention it", 0)
    mentions: int = column("次数", "number of mentions", 0)
    first_date: date | None = column(
        "首见", "first day of publication among its articles; missing where none has one", None
    )
    last_date: date | None = column("末见", "last day of publication among its articles", None)
    short_forms: str = column("其他写法", "the other forms seen, in the order of the text, joined with 、")


TABLES: dict[str, type] = {
    "articles": ArticleRow,
    "organizations": Organization,
    "counts": Count,
    "dates": Date,
    "people": Person,
    "places": Place,
    "errors": ErrorRow,
}

DERIVED: dict[str, type] = {"entities": Entity}
"""Tables that are made of the others."""
