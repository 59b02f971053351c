"""Expressions in their article: anchors that the text itself gives. The texts are invented for these tests."""

from __future__ import annotations

from datetime import date

import pytest

from nlp_extract.dates import DateValue, find_dates, parse_date, read_dates

Case = tuple[str, str, list[tuple[str, str]]]


def spans(text: str, phrases: list[str]) -> list[tuple[int, int]]:
    """The offsets of the phrases, each after the one before it."""
    found, position = [], 0
    for phrase in phrases:
        start = text.index(phrase, position)
        position = start + len(phrase)
        found.append((start, position))
    return found


def days(value: DateValue) -> str:
    if value.kind != "date":
        return value.value or value.kind
    if value.start_date is None:
        return "-"
    return (
        str(value.start_date)
        if value.start_date == value.end_date
        else f"{value.start_date}..{value.end_date}"
    )


ARTICLES: list[Case] = [
    # the day that the text speaks of
    (
        "7月16日，河堤出现险情。当天，镇里转移居民。次日，水位回落。",
        "2024-07-18",
        [("7月16日", "2024-07-16"), ("当天", "2024-07-16"), ("次日", "2024-07-17")],
    ),
    (
        "8月3日10时，暴雨来袭，当晚全镇停电，第二天一早恢复供电。",
        "2023-08-05",
        [("8月3日10时", "2023-08-03"), ("当晚", "2023-08-03"), ("第二天一早", "2023-08-04")],
    ),
    (
        "法院5日开庭，同日宣判，被告人7日提出上诉。",
        "2024-03-08",
        [("5日", "2024-03-05"), ("同日", "2024-03-05"), ("7日", "2024-03-07")],
    ),
    # a day or month without the rest: the latest not after the publication
    ("县纪委28日通报3起问题。", "2024-03-02", [("28日", "2024-02-28")]),
    ("审计组12月进驻。", "2024-01-10", [("12月", "2023-12-01..2023-12-31")]),
    # unless the text looks ahead
    ("新规将于10日起施行。", "2024-01-28", [("10日", "2024-02-10")]),
    ("大坝预计6月完工。", "2024-04-02", [("6月", "2024-06-01..2024-06-30")]),
    ("要求11月底前完成整改。", "2023-09-13", [("11月底", "2023-11-21..2023-11-30")]),
    # the year that the text speaks of
    (
        "2023年，全县完成投资20亿元，全年新开工项目35个，比上年多6个。",
        "2024-02-08",
        [
            ("2023年", "2023-01-01..2023-12-31"),
            ("全年", "2023-01-01..2023-12-31"),
            ("上年", "2022-01-01..2022-12-31"),
        ],
    ),
    (
        "2025年立案298件。按季度看，一季度64件，二季度79件。",
        "2026-02-11",
        [
            ("2025年", "2025-01-01..2025-12-31"),
            ("一季度", "2025-01-01..2025-03-31"),
            ("二季度", "2025-04-01..2025-06-30"),
        ],
    ),
    (
        "1938年，学校迁来。同年，商会捐款，次年建成。",
        "2024-04-03",
        [
            ("1938年", "1938-01-01..1938-12-31"),
            ("同年", "1938-01-01..1938-12-31"),
            ("次年", "1939-01-01..1939-12-31"),
        ],
    ),
    (
        "1948年物价失控，1月一斗小米六十万元，6月涨到九百万元。",
        "2018-10-31",
        [
            ("1948年", "1948-01-01..1948-12-31"),
            ("1月", "1948-01-01..1948-01-31"),
            ("6月", "1948-06-01..1948-06-30"),
        ],
    ),
    # 同期 follows the period that it is compared with
    (
        "今年1至8月，查处违规用火33起，比上年同期少19起。",
        "2019-09-06",
        [("今年1至8月", "2019-01-01..2019-08-31"), ("上年同期", "2018-01-01..2018-08-31")],
    ),
    (
        "二季度，公司售车16.7万辆，是去年同期的1.8倍。",
        "2022-07-11",
        [("二季度", "2022-04-01..2022-06-30"), ("去年同期", "2021-04-01..2021-06-30")],
    ),
    (
        "截至10月18日，收获进度98.1%，比上年同期快1.5个百分点。",
        "2025-10-20",
        [("10月18日", "2025-10-18"), ("上年同期", "2024-10-18")],
    ),
    (
        "3月份，餐饮收入恢复到2019年同期的九成，比2月份多一成，高于去年同月。",
        "2023-04-20",
        [
            ("3月份", "2023-03-01..2023-03-31"),
            ("2019年同期", "2019-03-01..2019-03-31"),
            ("2月份", "2023-02-01..2023-02-28"),
            ("去年同月", "2022-03-01..2022-03-31"),
        ],
    ),
    (
        "2022年出口6000亿元，占同期全省的四成。",
        "2023-01-18",
        [("2022年", "2022-01-01..2022-12-31"), ("同期", "2022-01-01..2022-12-31")],
    ),
    # 上月 and 上季度: of the publication, or of what they are compared with
    (
        "7月份，利率为3.65%，较上月下降3个基点。",
        "2024-09-02",
        [("7月份", "2024-07-01..2024-07-31"), ("上月", "2024-06-01..2024-06-30")],
    ),
    ("县里上月召开动员会。", "2024-09-02", [("上月", "2024-08-01..2024-08-31")]),
    (
        "2020年第三季度，集团净收入15.9亿元。当季新开门店41家。",
        "2020-11-12",
        [("2020年第三季度", "2020-07-01..2020-09-30"), ("当季", "2020-07-01..2020-09-30")],
    ),
    # a parenthesis that says which days are meant, from there on
    (
        "春运期间（1月7日至2月15日），发送旅客15.95亿人次。春运期间，秩序平稳。",
        "2023-02-16",
        [
            ("春运期间", "2023-01-07..2023-02-15"),
            ("1月7日至2月15日", "2023-01-07..2023-02-15"),
            ("春运期间", "2023-01-07..2023-02-15"),
        ],
    ),
    ("今天（9月16日），展览开幕。", "2024-09-16", [("今天", "2024-09-16"), ("9月16日", "2024-09-16")]),
    # lengths that look like days
    ("责令其在30日内整改，对1人处以行政拘留5日。", "2023-11-17", [("30日", "P30D"), ("5日", "P5D")]),
    ("连续5日停电后，11日恢复。", "2023-11-17", [("5日", "P5D"), ("11日", "2023-11-11")]),
    # what cannot be read stays
    (
        "开赛以来，观众逾万；本轮调整中，2月30日的记录有误。",
        "2024-08-06",
        [("开赛以来", "-"), ("本轮调整中", "vague"), ("2月30日", "-")],
    ),
]


@pytest.mark.parametrize(("text", "published", "expected"), ARTICLES)
def test_articles(text: str, published: str, expected: list[tuple[str, str]]) -> None:
    values = read_dates(text, spans(text, [phrase for phrase, _ in expected]), date.fromisoformat(published))
    assert [days(value) for value in values] == [day for _, day in expected], values
    assert all(value.note for value in values if days(value) in ("-", "vague"))


def test_without_a_publication_day_the_text_still_anchors() -> None:
    text = "2021年4月3日，李某报案；同年5月立案，7日结案。去年底，钱款退还；今天，他领到了。"
    phrases = ["2021年4月3日", "同年5月", "7日", "去年底", "今天"]
    values = read_dates(text, spans(text, phrases), None)
    assert [days(value) for value in values] == [
        "2021-04-03",
        "2021-05-01..2021-05-31",
        "2021-05-07",
        "-",
        "-",
    ]
    assert all("publication" in value.note for value in values[3:])


@pytest.mark.parametrize(
    "phrase",
    [
        "2024年10月",
        "去年底",
        "9月22日至25日",
        "今年以来",
        "上周五",
        "三年",
        "每周一",
        "近日",
        "17时30分",
        "1—10月",
        "国庆假期",
        "腊月二十八",
    ],
)
def test_one_reader_for_a_phrase_in_a_text_and_alone(phrase: str) -> None:
    published = date(2024, 11, 18)
    text = f"记者了解到，{phrase}，当地组织了检查。"
    (match,) = find_dates(text)
    assert match.text == phrase
    assert read_dates(text, [(match.start, match.end)], published) == [parse_date(phrase, published)]


def test_no_spans() -> None:
    assert read_dates("没有日期。", [], None) == []
