"""One organization across articles."""

import pandas as pd
import pytest

from nlp_extract.organizations import entities, organization_key

ALIKE = [
    ("中共敖汉旗委员会", "敖汉旗委"),
    ("礼县县委", "中共礼县委员会"),
    ("香港醫院管理局", "香港医院管理局"),
    ("赛禾医疗(上海)有限公司", "赛禾医疗（上海）有限公司"),
    ("ＡＢＢ", "abb"),
    ("康定市市场监管局", "康定市市场监督管理局"),
    ("梁山县检察院", "梁山县人民检察院"),
    ("礼县纪律检查委员会", "礼县纪委"),
    ("鄂尔多斯市政府", "鄂尔多斯市人民政府"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_key_is_the_same(one, other):
    assert organization_key(one) == organization_key(other)


def test_key_tells_bodies_apart():
    assert organization_key("礼县县委") != organization_key("礼县县委组织部")


def mentions(*rows):
    return pd.DataFrame(rows, columns=["article_id", "text", "name", "kind", "region"])


def test_one_row_for_each_organization():
    party = ("party", "甘肃省/陇南市/礼县")
    table = mentions(
        ("1", "县委", "礼县县委", *party),
        ("1", "礼县县委", "礼县县委", *party),
        ("2", "中共礼县委员会", "中共礼县委员会", *party),
        ("2", "县财政局", "礼县财政局", "government", party[1]),
    )
    articles = pd.DataFrame(
        {"article_id": ["1", "2"], "published_day": pd.to_datetime(["2022-02-15", "2022-01-03"])}
    )
    first = entities(table, articles).iloc[0]
    assert (first["name"], first["kind"], first["articles"], first["mentions"]) == ("礼县县委", "party", 2, 3)
    assert first["first_date"] == pd.Timestamp("2022-01-03") and first["last_date"] == pd.Timestamp(
        "2022-02-15"
    )
    assert first["short_forms"] == "县委、中共礼县委员会"


def test_villages_of_one_name_stay_apart():
    table = mentions(
        ("1", "王村村委会", "王村村委会", "grassroots", "甘肃省/陇南市/礼县"),
        ("2", "王村村委会", "王村村委会", "grassroots", "甘肃省/庆阳市/环县"),
    )
    assert len(entities(table)) == 2


def test_empty_in_empty_out():
    full = entities(mentions(("1", "财政部", "财政部", "government", "")))
    empty = entities(mentions())
    assert len(empty) == 0
    assert list(empty.dtypes.items()) == list(full.dtypes.items())
