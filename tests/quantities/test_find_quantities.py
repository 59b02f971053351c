"""The finder over plain text: what it finds in sentences of our own, and what it passes over."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_extract.quantities import find_quantities, load_units

FOUND = [
    ("全县实施常规巡察26家，发现问题232个。", ["26家", "232个"]),
    ("产值3.9万亿元，同比增长5.5%，占全省三分之一。", ["3.9万亿元", "5.5%", "三分之一"]),
    ("约8000名居民领到补贴，人均1,200元。", ["8000名", "1,200元"]),
    ("气温降到零下35摄氏度，风力7级。", ["零下35摄氏度", "7级"]),
    ("票价每张20元至30元，五成五的人选择网购。", ["20元至30元", "五成五"]),
    ("最终以3比1取胜，现场有二十余名记者。", ["3比1", "二十余名"]),
    ("$20，300美元", ["$20", "300美元"]),
    ("４１，２７３人参加，比去年多１２％。", ["４１，２７３人", "１２％"]),
    ("数千名志愿者、上百辆车和成千上万人。", ["数千名", "上百辆", "成千上万人"]),
    ("净利润-7.45亿元，负债率上升4.4个百分点。", ["-7.45亿元", "4.4个百分点"]),
    ("12千米外，三千两百两白银，两万两黄金。", ["12千米", "三千两百两", "两万两"]),
    ("致4.7万居民受灾，近百家企业停产。", ["4.7万", "百家"]),
    ("水价3.2元/立方米，能耗0.5吨标准煤/万元。", ["3.2元/立方米", "0.5吨标准煤/万元"]),
    ("共10亿元人民币。", ["10亿元"]),
    ("其中七八成是老人，三五个年轻人。", ["七八成", "三五个"]),
]

PASSED_OVER = [
    "2024年11月18日上午，会议召开。",
    "1—10月和去年第三季度。",
    "17时30分，17:30，下午三点半，六点四十分。",
    "历时3年，又过了两个半月，等了40天。",
    "连续20个工作日，三个季度，两个多小时。",
    "第五届大会，第一名，首次，第3条。",
    "“十四五”时期，党的二十大，三农工作。",
    "树牢“四个意识”，坚定“四个自信”。",
    "5A级景区，4G网络，A380客机，5.1.2版本。",
    "电话010-88886666，股票代码600519。",
    "国发〔2024〕12号文件，3号线，5号楼。",
    "两国元首，两会期间，两岸同胞。",
    "十分重要，万一下雨，千方百计，百姓安居。",
    "一项倡议，一个重要问题，一系列措施。",
    "新浪微博的数据、数字和人数。",
    "男子100米决赛，67公斤级选手。",
    "9·11事件，2017/18年度，2024-11-18。",
    "红十字会，八项规定，一把手。",
    "",
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_what_is_found(text: str, expected: list[str]) -> None:
    assert [text[found.start : found.end] for found in find_quantities(text)] == expected


@pytest.mark.parametrize("text", PASSED_OVER)
def test_what_is_passed_over(text: str) -> None:
    assert [text[found.start : found.end] for found in find_quantities(text)] == []


def test_values_come_with_the_spans() -> None:
    (found,) = find_quantities("登记了3.2万户。")
    assert (found.start, found.end) == (3, 8)
    assert (found.quantity.value, found.quantity.unit) == (32000, "户")


def test_units_of_a_user_are_found() -> None:
    text = "挑来三挑水。"
    assert list(find_quantities(text)) == []
    units = load_units([{"unit": "挑", "kind": "measure"}])
    assert [text[found.start : found.end] for found in find_quantities(text, units)] == ["三挑"]


@given(
    st.one_of(
        st.text(),
        st.text(
            "0123456789一二两三十百千万亿半.,，/比∶:至—-约近超多余几数个名家元块角分米千瓦时%成折年月日第“”",
            max_size=80,
        ),
    )
)
def test_spans_are_in_order_inside_the_text_and_apart(text: str) -> None:
    position = 0
    for found in find_quantities(text):
        assert position <= found.start < found.end <= len(text)
        position = found.end


@pytest.mark.parametrize(
    "piece", ["1", "亿", "1,", "1 234 ", "3多万", "1∶", "零下", "半", "一分之", "1至", "三、四"]
)
def test_ten_thousand_characters_of_one_kind(piece: str) -> None:
    text = piece * (10_000 // len(piece))
    assert all(found.end <= len(text) for found in find_quantities(text))
