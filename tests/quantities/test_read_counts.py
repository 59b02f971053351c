"""What stands around a count, on sentences of our own: ⟦ ⟧ mark the counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_extract.quantities import CountReading, find_quantities, read_counts


def read(marked: str) -> list[CountReading]:
    """The readings of the counts between ⟦ and ⟧."""
    text, spans = "", []
    for piece in marked.split("⟦"):
        count, _, rest = piece.partition("⟧") if "⟧" in piece else ("", "", piece)
        if count:
            spans.append((len(text), len(text) + len(count)))
        text += count + rest
    return read_counts(text, spans)


APPROX = [
    ("全县登记农户⟦3.2万户⟧。", "="),
    ("全县约⟦3.2万户⟧参保。", "~"),
    ("涉及近⟦百家⟧企业。", "~"),
    ("直接损失大约⟦40万元⟧。", "~"),
    ("占比接近⟦30%⟧。", "~"),
    ("水深⟦2米⟧左右。", "~"),
    ("价格在⟦5元⟧上下浮动。", "~"),
    ("进口额约占⟦两成⟧。", "~"),
    ("产量约占全省的⟦三分之一⟧。", "~"),
    ("参加者超过⟦500人⟧。", ">"),
    ("参加者超过了⟦500人⟧。", ">"),
    ("成交额突破⟦2亿元⟧。", ">"),
    ("已逾⟦七十岁⟧。", ">"),
    ("利润高于⟦40万元⟧。", ">"),
    ("客流超过去年同期的⟦一半⟧。", ">"),
    ("年纪⟦六十岁⟧出头。", ">"),
    ("产能达到⟦50万吨⟧以上。", ">="),
    ("年满⟦60周岁⟧及以上的老人。", ">="),
    ("造成至少⟦4人⟧受伤。", ">="),
    ("股东不少于⟦三名⟧。", ">="),
    ("出勤率不得低于⟦90%⟧。", ">="),
    ("库存不足⟦30吨⟧。", "<"),
    ("不到⟦一成⟧的店铺开门。", "<"),
    ("总价跌破⟦100万元⟧。", "<"),
    ("不及上年同期的⟦一半⟧。", "<"),
    ("每户不超过⟦2000元⟧。", "<="),
    ("误差控制在⟦5%⟧以内。", "<="),
    ("⟦14岁⟧以下儿童免票。", "<="),
    ("最多可选⟦三项⟧。", "="),
    ("最多⟦三项⟧。", "<="),
    ("来了⟦数十人⟧。", ">="),
    ("救出⟦二十余人⟧。", ">"),
    ("卖出⟦百来斤⟧。", "~"),
    ("双方签约⟦12个⟧项目。", "="),
    ("附近⟦三家⟧商铺停业。", "="),
]


@pytest.mark.parametrize(("marked", "approx"), APPROX)
def test_approximators(marked: str, approx: str) -> None:
    (reading,) = read(marked)
    assert reading.approx == approx
    assert reading.quantity is not None
    assert reading.quantity.approx == approx


SHARED = [
    ("造成至少⟦31人⟧死亡、⟦79人⟧受伤。", [">=", ">="]),
    ("至少⟦3人⟧死亡、⟦5人⟧受伤、⟦2人⟧失踪。", [">=", ">=", ">="]),
    ("须有不少于⟦三名⟧教师和⟦两名⟧医生。", [">=", ">="]),
    ("每队最多⟦8人⟧、每校⟦40人⟧。", ["<=", "<="]),
    ("至少⟦31人⟧死亡，⟦79人⟧受伤。", [">=", "="]),  # a clause of its own
    ("至少⟦31人⟧死亡、⟦12间⟧房屋倒塌。", [">=", "="]),  # another unit
    ("至少⟦31人⟧死亡、约⟦79人⟧受伤。", [">=", "~"]),
    ("至少⟦31人⟧死亡、⟦数十人⟧受伤。", [">=", ">="]),
    ("约⟦31人⟧死亡、⟦79人⟧受伤。", ["~", "="]),  # only a bound is shared
    ("⟦31人⟧以上死亡、⟦79人⟧受伤。", [">=", "="]),  # one behind its number belongs to it alone
    ("约⟦31人⟧以上死亡、⟦79人⟧受伤。", [">=", "="]),
]


@pytest.mark.parametrize(("marked", "approx"), SHARED)
def test_a_bound_holds_for_the_list_behind_it(marked: str, approx: list[str]) -> None:
    assert [reading.approx for reading in read(marked)] == approx


CHANGES = [
    ("前三季度产值同比增长⟦5.5%⟧。", [("up", "同比")]),
    ("产值环比下降⟦0.3%⟧。", [("down", "环比")]),
    ("收入比上年增加⟦3亿元⟧。", [("up", "比上年")]),
    ("收入较2019年同期增长近⟦两成⟧。", [("up", "较2019年同期")]),
    ("与去年同期相比，投诉减少了⟦41件⟧。", [("down", "与去年同期相比")]),
    ("比全省平均水平高⟦2个百分点⟧。", [("up", "比全省平均水平")]),
    ("增速低于全国⟦1.7个百分点⟧。", [("down", "低于全国")]),
    ("人口比上年少⟦3万人⟧。", [("down", "比上年")]),
    ("人口比上年少了⟦3万人⟧。", [("down", "比上年")]),
    ("失业率回落⟦0.2个百分点⟧。", [("down", "")]),
    ("全年减少个人垫付⟦12.7亿元⟧。", [("down", "")]),
    ("预计减少碳排放约⟦800万吨⟧。", [("down", "")]),
    ("将床位减少到⟦41张⟧。", [("", "")]),
    ("股东会同意增加注册资本⟦15亿元⟧。", [("up", "")]),
    ("工业增加值⟦15亿元⟧。", [("", "")]),
    ("高出全县平均⟦9.9公斤⟧。", [("up", "")]),
    ("超出预算⟦3万元⟧。", [("up", "")]),
    ("全员降薪⟦10%⟧。", [("down", "")]),
    ("新增学位⟦80个⟧。", [("up", "")]),
    ("五年翻了⟦一番⟧。", [("up", "")]),
    ("油价累计上调⟦315元⟧。", [("up", "")]),
    ("气温偏低⟦5℃⟧。", [("", "")]),
    ("较常年偏低⟦5℃⟧。", [("down", "较常年")]),
    ("公司股价跌⟦8.8%⟧。", [("down", "")]),
    ("销量升至⟦137万辆⟧。", [("", "")]),
    ("占比提高到⟦三成⟧。", [("", "")]),
    ("产量达⟦20万吨⟧。", [("", "")]),
    ("全年增幅⟦5%⟧。", [("", "")]),
    ("参会代表⟦289名⟧。", [("", "")]),
    ("工资由⟦3000元⟧涨到⟦4200元⟧。", [("", ""), ("", "")]),
    ("城镇和农村收入同比分别增长⟦5.1%⟧和⟦7.4%⟧。", [("up", "同比"), ("up", "同比")]),
    ("三地房价分别下降⟦4.1%⟧、⟦2.6%⟧和⟦1.3%⟧。", [("down", ""), ("down", ""), ("down", "")]),
    ("产值⟦3亿元⟧，同比增长⟦6%⟧；税收⟦2000万元⟧。", [("", ""), ("up", "同比"), ("", "")]),
    ("出口同比增长⟦6%⟧，进口下降⟦2%⟧。", [("up", "同比"), ("down", "同比")]),
    ("出口同比增长⟦6%⟧。进口下降⟦2%⟧。", [("up", "同比"), ("down", "")]),
    ("物价虽较10月的⟦2.1%⟧回落⟦0.4个百分点⟧。", [("", ""), ("down", "较10月")]),
]


@pytest.mark.parametrize(("marked", "expected"), CHANGES)
def test_changes_and_their_basis(marked: str, expected: list[tuple[str, str]]) -> None:
    assert [(reading.change, reading.basis) for reading in read(marked)] == expected


STATUS = [
    ("去年完成投资⟦3亿元⟧。", "actual"),
    ("今年计划投资⟦3亿元⟧。", "planned"),
    ("力争产值突破⟦500亿元⟧。", "planned"),
    ("预期目标为增长⟦5%⟧左右。", "planned"),
    ("预计全年接待游客⟦900万人次⟧。", "estimated"),
    ("机构估计缺口有⟦2万人⟧。", "estimated"),
    ("全年预计很好。去年完成⟦3亿元⟧。", "actual"),
]


@pytest.mark.parametrize(("marked", "status"), STATUS)
def test_plans_and_estimates(marked: str, status: str) -> None:
    (reading,) = read(marked)
    assert reading.status == status


def test_a_list_keeps_each_value_and_unit() -> None:
    first, second = read("两地客流分别为⟦3.1万⟧和⟦4.2万人⟧。")
    assert first.quantity is not None and second.quantity is not None
    assert (first.quantity.value, second.quantity.value, second.quantity.unit) == (31000, 42000, "人")


def test_an_unknown_unit_is_kept_as_written_with_a_note() -> None:
    (reading,) = read("一共挑了⟦三挑⟧。")
    assert reading.quantity is not None
    assert (reading.quantity.value, reading.quantity.unit, reading.quantity.unit_kind) == (3, "挑", "")
    assert "挑" in reading.note


def test_what_holds_no_number_keeps_its_place_with_a_note() -> None:
    readings = read("来了⟦许多人⟧，其中⟦3名⟧儿童。")
    assert readings[0].quantity is None
    assert "许多人" in readings[0].note
    assert readings[1].quantity is not None and readings[1].note == ""


def test_no_counts() -> None:
    assert read_counts("没有数字。", []) == []


@given(
    st.text("同比较上年增长下降约超近0123456789一二三十百万亿，。、；和%个名元家至与相了以上", max_size=60)
)
def test_reading_never_fails(text: str) -> None:
    spans = [(found.start, found.end) for found in find_quantities(text)]
    readings = read_counts(text, spans)
    assert len(readings) == len(spans)
    for reading in readings:
        assert reading.quantity is not None
        assert reading.change in ("", "up", "down")
        assert reading.approx in ("=", "~", ">", ">=", "<", "<=")
        assert reading.basis in text


@given(st.text(min_size=1), st.data())
def test_any_span_of_any_text_is_read_or_noted(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    (reading,) = read_counts(text, [(start, end)])
    assert (reading.quantity is None) == reading.note.startswith("no number")


@pytest.mark.parametrize(
    ("before", "item", "count", "change"),
    [
        ("今年全县新增", "学位", "80个", "up"),
        ("今年全县", "城镇新增就业", "80人", ""),
        ("去年全厂", "新增装机", "3万千瓦", ""),
        ("该项目可减少", "二氧化碳排放", "3万吨", "down"),
    ],
)
def test_a_verb_that_belongs_to_the_item_is_no_change(
    before: str, item: str, count: str, change: str
) -> None:
    text = f"{before}{item}{count}。"
    at, start = len(before), len(before) + len(item)
    (reading,) = read_counts(text, [(start, start + len(count))], items=[(at, start)])
    assert reading.change == change
