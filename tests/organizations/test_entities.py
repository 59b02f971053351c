"""One organization across articles."""

from datetime import date

import pandas as pd
import pytest

import nlp_extract as nx
from nlp_extract.facts import ArticleRow, Organization
from nlp_extract.organizations import organization_key

ALIKE = [
    ("高新区（新市区）区财政局", "高新区（新市区）财政局"),
    ("中共敖汉旗委员会", "敖汉旗委"),
    ("礼县县委", "中共礼县委员会"),
    ("香港醫院管理局", "香港医院管理局"),
    ("赛禾医疗(上海)有限公司", "赛禾医疗（上海）有限公司"),
    ("ＡＢＢ", "abb"),
    ("康定市市场监管局", "康定市市场监督管理局"),
    ("梁山县检察院", "梁山县人民检察院"),
    ("礼县纪律检查委员会", "礼县纪委"),
    ("鄂尔多斯市政府", "鄂尔多斯市人民政府"),
    ("中国人民政治协商会议青海省委员会", "青海省政协"),
    ("政协龙泉市委员会", "龙泉市政协"),
    ("中国共产主义青年团赤水市委员会", "团赤水市委"),
    ("新疆生产建设兵团第八师石河子市纪委监委", "第八师石河子市纪委监委"),
    ("中共沙沟镇委员会", "沙沟镇党委"),
    ("中共鸿山街道工作委员会", "鸿山街道党工委"),
    ("恩施土家族苗族自治州纪委监委", "恩施州纪委监委"),
    ("石梁村村民委员会", "石梁村委会"),
    ("中共乌鲁木齐市纪律检查委员会、乌鲁木齐市监察委员会", "乌鲁木齐市纪委监委"),
    ("中国共产党中央委员会", "中共中央"),
    ("烏魯木齊市紀委監委", "乌鲁木齐市纪委监委"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_key_is_the_same(one, other):
    assert organization_key(one) == organization_key(other)


def test_key_tells_bodies_apart():
    assert organization_key("礼县县委") != organization_key("礼县县委组织部")


def facts(*rows, days=()):
    """Facts of organizations given as (article, text, name, kind, region), and the days of the articles."""
    names = ("article_id", "text", "name", "kind", "region", "note")
    return nx.Facts.from_records(
        {
            "organizations": [Organization(**dict(zip(names, row, strict=False))) for row in rows],
            "articles": [ArticleRow(article_id=article, published_day=day) for article, day in days],
        }
    )


PARTY = ("party", "甘肃省/陇南市/礼县")


def test_one_row_for_each_organization():
    found = facts(
        ("1", "县委", "礼县县委", *PARTY),
        ("1", "礼县县委", "礼县县委", *PARTY),
        ("2", "中共礼县委员会", "中共礼县委员会", *PARTY),
        ("2", "县财政局", "礼县财政局", "government", PARTY[1]),
        days=[("1", date(2022, 2, 15)), ("2", date(2022, 1, 3))],
    ).entities
    assert len(found) == 2
    first = found.iloc[0]
    assert (first["name"], first["kind"], first["articles"], first["mentions"]) == ("礼县县委", "party", 2, 3)
    assert first["first_date"] == pd.Timestamp("2022-01-03")
    assert first["last_date"] == pd.Timestamp("2022-02-15")
    assert first["short_forms"] == "县委、中共礼县委员会"


@pytest.mark.parametrize(
    ("text", "kind", "regions"),
    [
        ("王村村委会", "grassroots", ["甘肃省/陇南市/礼县", "甘肃省/庆阳市/环县"]),
        ("鼓楼区人民法院", "court", ["福建省/福州市/鼓楼区", "河南省/开封市/鼓楼区"]),
        ("实验小学", "school", ["甘肃省/陇南市/礼县", "甘肃省/庆阳市/环县"]),
    ],
)
def test_namesakes_stay_apart(text, kind, regions):
    rows = [(str(n), text, text, kind, region) for n, region in enumerate(regions)]
    assert len(facts(*rows).entities) == 2


def test_open_names_are_one_for_each_article():
    rows = [(article, "县纪委监委", "县纪委监委", "discipline", "", "open") for article in "122"]
    assert facts(*rows).entities["mentions"].tolist() == [2, 1]


def test_words_that_stand_for_an_organization_are_no_forms_of_its_name():
    rows = [("1", "礼县县委", "礼县县委", *PARTY), ("1", "该县委", "礼县县委", *PARTY, "coreference")]
    assert facts(*rows).entities["short_forms"].tolist() == [""]


def test_empty_in_empty_out():
    full = facts(("1", "财政部", "财政部", "government", "")).entities
    empty = facts().entities
    assert len(empty) == 0
    assert list(empty.dtypes.items()) == list(full.dtypes.items())


def test_written_with_the_tables(tmp_path):
    facts(("1", "县委", "礼县县委", *PARTY)).to_csv(tmp_path)
    written = pd.read_csv(tmp_path / "entities.csv", dtype="string")
    assert written[["name", "mentions", "short_forms"]].iloc[0].tolist() == ["礼县县委", "1", "县委"]
