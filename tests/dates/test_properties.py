"""What must hold for any text and any day."""

from __future__ import annotations

import os
import time
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp_extract.dates import DateValue, find_dates, parse_date, read_dates

KINDS = {"date", "duration", "set", "vague", "time"}
DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 12, 31))
PIECES = st.sampled_from(
    [
        *(
            "今年",
            "去年",
            "2024年",
            "二〇二一年",
            "98年",
            "“十四五”",
            "期间",
            "上半年",
            "前三季度",
            "一季度",
            "1—10月",
        ),
        *(
            "10月",
            "十二月",
            "腊月",
            "正月",
            "初",
            "底",
            "末",
            "上旬",
            "上周",
            "周五",
            "10日",
            "31日",
            "三十",
            "5—7日",
        ),
        *(
            "今天",
            "次日",
            "上午",
            "晚",
            "17时",
            "30分",
            "三年",
            "两个",
            "半",
            "月",
            "小时",
            "多",
            "每",
            "每周",
            "以来",
        ),
        *(
            "同期",
            "前",
            "后",
            "起",
            "至",
            "到",
            "—",
            "、",
            "（",
            "）",
            "，",
            "。",
            "春节",
            "假期",
            "立春",
            "闰",
            "农历",
        ),
        *(
            "公元前",
            "世纪",
            "90",
            "年代",
            "2024-02-30",
            "13月",
            "0",
            "9999年",
            "近",
            "过去",
            "未来",
            "a",
            " ",
            "\n",
        ),
    ]
)
MIXTURES = st.lists(PIECES, max_size=12).map("".join)
TEXTS = st.one_of(MIXTURES, st.text(max_size=60))


def check(value: DateValue) -> None:
    assert value.kind in KINDS
    if value.kind != "date":
        assert value.start_date is None and value.end_date is None
    if value.start_date is not None and value.end_date is not None:
        assert value.start_date <= value.end_date
    if value.kind == "date" and value.start_date is None and value.end_date is None:
        assert value.note


@given(TEXTS, st.one_of(st.none(), DAYS))
@settings(max_examples=120, deadline=None, derandomize=True)
def test_any_text_is_read_or_refused(text: str, reference: date | None) -> None:
    value = parse_date(text, reference, errors="none")
    if value is not None:
        check(value)


@given(TEXTS, st.one_of(st.none(), DAYS))
@settings(max_examples=120, deadline=None, derandomize=True)
def test_any_text_can_be_searched_and_what_is_found_can_be_read(text: str, reference: date | None) -> None:
    matches = list(find_dates(text))
    assert all(text[match.start : match.end] == match.text for match in matches)
    assert all(match.start < match.end for match in matches)
    assert all(first.end <= second.start for first, second in pairwise(matches))
    values = read_dates(text, [(match.start, match.end) for match in matches], reference)
    assert len(values) == len(matches)
    for value in values:
        check(value)
        assert "not read" not in value.note


@given(TEXTS, st.data())
@settings(max_examples=100, deadline=None)
def test_any_spans_are_read(text: str, data: st.DataObject) -> None:
    ends = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    for value in read_dates(text, list(zip(ends[::2], ends[1::2], strict=False)), date(2024, 11, 18)):
        check(value)


@given(DAYS)
def test_a_full_date_is_its_day_in_every_style(day: date) -> None:
    for style in (
        "{0}年{1}月{2}日",
        "{0}-{1:02}-{2:02}",
        "{0}/{1}/{2}",
        "{0} 年 {1} 月 {2} 号",
        "{0}{1:02}{2:02}",
    ):
        value = parse_date(style.format(day.year, day.month, day.day))
        assert value is not None and (value.start_date, value.end_date) == (day, day)
        assert value.value == day.isoformat() and not value.relative


@given(DAYS)
def test_parts_stay_inside_their_whole(day: date) -> None:
    def bounds(text: str) -> tuple[date, date]:
        value = parse_date(text)
        assert value is not None and value.start_date is not None and value.end_date is not None
        return value.start_date, value.end_date

    year, month = f"{day.year}年", f"{day.year}年{day.month}月"
    for whole, parts in (
        (year, ["上半年", "三季度", "1—4月", "底", "末", "年初"]),
        (month, ["上旬", "下旬", "底", "末", "初", "15日"]),
    ):
        first, last = bounds(whole)
        for part in parts:
            start, end = bounds(whole + part)
            assert first <= start <= end <= last


@given(DAYS)
def test_relative_days_count_from_the_reference(day: date) -> None:
    for word, shift in (("前天", -2), ("昨日", -1), ("今天", 0), ("明天", 1), ("三天后", 3), ("一周前", -7)):
        value = parse_date(word, day)
        assert value is not None and value.start_date == value.end_date == day + timedelta(shift)
    value = parse_date("今年以来", day)
    assert value is not None and (value.start_date, value.end_date) == (date(day.year, 1, 1), day)


@given(DAYS, st.integers(1, 31))
def test_a_bare_day_is_near_the_reference(day: date, number: int) -> None:
    value = parse_date(f"{number}日", day)
    assert value is not None and value.start_date is not None
    assert value.start_date.day == number
    assert abs((value.start_date - day).days) <= 62


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="needs a settable time zone")
@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai", "America/Los_Angeles", "Pacific/Kiritimati"])
def test_the_machine_s_time_zone_does_not_matter(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "TZ", zone)
    time.tzset()
    try:
        value = parse_date("昨天", "2024-11-18T00:30:00+08:00")
        assert value is not None and value.start_date == date(2024, 11, 17)
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(
    "piece", ["至", "1月1月", "三年", "每周", "“", "2024年", "零", "1,000", "、", " 年 ", "近"]
)
def test_long_runs_of_one_piece_are_no_trouble(piece: str) -> None:
    text = piece * 3000
    for match in find_dates(text):
        assert text[match.start : match.end] == match.text
    parse_date(text, errors="none")
