"""Counts with their subjects, the same statistic across articles, totals and their parts."""

from __future__ import annotations

import pandas as pd
import pytest

import nlp_extract as nx
from nlp_extract.analysis.readings import reading


def test_wide_has_each_count_with_its_article_and_subject(inspections: nx.Facts) -> None:
    wide = inspections.wide()
    assert list(wide["text"]) == list(inspections.counts["text"])
    row = wide[wide["text"] == "35家"].iloc[0]
    assert (row["title"], str(row["published_day"].date())) == ("绵阳巡察", "2023-01-30")
    assert (row["subject_name"], row["subject_kind"]) == ("绵阳市", "region")
    assert (row["subject_region"], row["subject_region_code"]) == ("四川省/绵阳市", "510700")


def test_the_whole_city_is_the_city_that_the_article_names() -> None:
    facts = nx.extract("榆林市纪委监委介绍，2022年全市实施常规巡察25家。")
    row = facts.wide().iloc[0]
    assert row["subject_name"] in ("榆林市", "榆林市纪委监委")
    assert row["subject_region"] == "陕西省/榆林市"


def test_an_organization_has_one_key_in_all_forms() -> None:
    facts = nx.extract(
        [
            nx.Article("榆林市纪委监委2022年立案36件。", article_id="a"),
            nx.Article("中共榆林市纪委监委2022年立案36件。", article_id="b"),
        ]
    )
    keys = facts.wide()["subject_key"]
    assert keys.nunique() == 1
    assert keys[0] in set(facts.entities["key"])


def test_compare_marks_articles_that_disagree(inspections: nx.Facts) -> None:
    compared = inspections.compare("常规巡察")
    mianyang = compared[compared["subject_name"] == "绵阳市"]
    assert mianyang["statistic"].nunique() == 1
    assert list(mianyang["articles"]) == [2, 2]
    assert list(mianyang["value"]) == [35, 36]
    assert mianyang["disagrees"].all()
    assert not compared[compared["article_id"] == "c"]["disagrees"].any()


def test_rounding_is_no_disagreement(inspections: nx.Facts) -> None:
    losses = inspections.compare("损失", unit="元")
    assert list(losses["articles"]) == [2, 2]
    assert not losses["disagrees"].any()
    assert not inspections.compare("问题线索")["disagrees"].any()


def test_compare_narrows_by_subject_unit_and_region(inspections: nx.Facts) -> None:
    assert set(inspections.compare(region="陕西省")["article_id"]) == {"c"}
    assert set(inspections.compare(subject="綿陽")["article_id"]) == {"a", "b"}
    assert set(inspections.compare(unit="件")["text"]) == {"189件"}
    assert inspections.compare("没有的东西").empty


def test_a_count_without_a_period_is_compared_with_nothing() -> None:
    facts = nx.extract([nx.Article(f"绵阳市查处案件{n}件。", article_id=str(n)) for n in (3, 5)])
    compared = facts.compare()
    assert list(compared["articles"]) == [1, 1]
    assert not compared["disagrees"].any()


@pytest.mark.parametrize(
    ("one", "other", "fits"),
    [
        ((26, None, "=", "26家"), (26, None, "=", "二十六家"), True),
        ((26, None, "=", "26家"), (27, None, "=", "27家"), False),
        ((5.0, None, "=", "5.0%"), (5.1, None, "=", "5.1%"), False),
        ((5.0, None, "=", "5%"), (5.1, None, "=", "5.1%"), True),
        ((100_000, None, "=", "10万"), (104_000, None, "=", "104,000"), True),
        ((110_000, None, "=", "11万"), (100_000, None, "=", "10万"), False),
        ((1_264e4, None, "=", "1,264万元"), (1_300e4, None, "~", "1,300万元"), True),
        ((30, None, ">", "30余家"), (36, None, "=", "36家"), True),
        ((30, None, ">", "30余家"), (29, None, "=", "29家"), False),
        ((20, 30, "=", "20至30人"), (24, None, "=", "24人"), True),
        ((0, None, "=", "0起"), (0, None, "=", "零起"), True),
    ],
)
def test_which_values_a_number_leaves_open(one: tuple, other: tuple, fits: bool) -> None:
    assert reading(*one).fits(reading(*other)) is fits
    assert reading(*other).fits(reading(*one)) is fits


@pytest.mark.parametrize(
    ("text", "total", "parts", "result"),
    [
        ("共收到建议书43份，其中江油市18份、三台县25份。", "43份", "18份、25份", "equal"),
        ("共收到建议书41份，其中江油市18份、三台县25份。", "41份", "18份、25份", "more"),
        ("共转移群众26人，其中江油市17人、三台县9人，另送医1人。", "26人", "17人、9人", "equal"),
        ("处分干部52人，其中县处级干部3人、乡科级干部17人。", "52人", "3人、17人", "part"),
        ("江油市立案12件、三台县立案24件，两地共立案36件。", "36件", "12件、24件", "equal"),
        ("江油市立案12件、三台县立案24件，两地共立案35件。", "35件", "12件、24件", "differs"),
    ],
)
def test_totals_and_their_parts(text: str, total: str, parts: str, result: str) -> None:
    [row] = nx.extract(text).check_sums().to_dict("records")
    assert (row["total"], row["parts"], row["result"]) == (total, parts, result)
    assert row["difference"] == row["parts_value"] - row["total_value"]


def test_the_party_is_no_sum() -> None:
    assert nx.extract("江油市立案12件、三台县立案24件。中共绵阳市委公布问题36件。").check_sums().empty


def test_nothing_in_nothing_out_with_the_same_columns() -> None:
    empty, full = nx.extract([]), nx.extract("绵阳市2022年查处案件41件，其中江油市18件。")
    for method in ("wide", "compare", "check_sums"):
        none, some = getattr(empty, method)(), getattr(full, method)()
        assert none.empty
        pd.testing.assert_series_equal(none.dtypes, some.dtypes)
