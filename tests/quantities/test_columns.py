"""What is counted in rows of figures: the title of the column."""

from __future__ import annotations

import pytest

import nlp_extract as nx

ROWS = [
    (  # a table as it comes out of HTML
        "三县一季度电商数据如下。\n地区\t网店数量\t网络零售额\t同比\n泉河县\t1200家\t3.2亿元\t增长21%\n青石县\t860家\t1.9亿元\t增长8.5%",
        {
            "1200家": "网店数量",
            "3.2亿元": "网络零售额",
            "21%": "网络零售额",
            "860家": "网店数量",
            "8.5%": "网络零售额",
        },
    ),
    (  # a header within a sentence, a change and its base
        "各家三季报如下（行名／资产总额／净利润／同比／不良率）：\n1. 泉河银行／3.34万亿元／256.5亿元／增25.2%／0.91%",
        {"3.34万亿元": "资产总额", "256.5亿元": "净利润", "25.2%": "净利润", "0.91%": "不良率"},
    ),
    (  # a date in a title is the time, not the item
        "春茶信贷（机构｜3月末茶贷余额｜较年初）\n青石农商银行｜3.87亿元｜增6,300万元",
        {"3.87亿元": "茶贷余额", "6,300万元": "茶贷余额"},
    ),
    (  # rows with signs at both ends
        "| 地区 | 网店数量 | 网络零售额 |\n| --- | --- | --- |\n| 泉河县 | 1200家 | 3.2亿元 |",
        {"1200家": "网店数量", "3.2亿元": "网络零售额"},
    ),
]


@pytest.mark.parametrize(("text", "items"), ROWS)
def test_the_title_of_its_column_says_what_a_figure_is(text: str, items: dict[str, str]) -> None:
    counts = nx.extract(nx.Article(text, published="2024-04-18")).counts
    found = dict(zip(counts["text"], counts["item"], strict=True))
    assert {count: found[count] for count in items} == items
    for row in counts.to_dict("records"):
        assert row["item"] == "" or text[row["item_start"] :].startswith(row["item"])


def test_a_title_gives_time_and_basis() -> None:
    text = "春茶信贷（机构｜3月末茶贷余额｜较年初）\n青石农商银行｜3.87亿元｜增6,300万元"
    balance, rise = nx.extract(nx.Article(text, published="2024-04-18")).counts.to_dict("records")
    assert (balance["time"], balance["change"], balance["basis"]) == ("3月末", "", "")
    assert (rise["time"], rise["change"], rise["basis"]) == ("3月末", "up", "较年初")


NO_HEADERS = [
    "全市有农村/城镇/牧区居民3万人/5万人/1万人。",  # the first cell holds a figure
    "分类为甲类/乙类/丙类。\n某公司/3家/5家/8家。",  # more cells than titles
]


@pytest.mark.parametrize("text", NO_HEADERS)
def test_other_signs_make_no_columns(text: str) -> None:
    counts = nx.extract(nx.Article(text, published="2024-04-18")).counts
    assert not set(counts["item"]) & {"乙类", "丙类", "城镇"}
