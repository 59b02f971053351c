"""Which spans are organizations: the tagger's, divided, overruled by a gazetteer, and what 该局 stands for."""

import pandas as pd
import pytest
import spacy
from typer.testing import CliRunner

import nlp_extract as nx
from nlp_extract.cli import app
from nlp_extract.organizations import Entry, Gazetteer, load_gazetteer
from nlp_extract.organizations.component import find_organizations
from nlp_extract.passage import Passage
from nlp_extract.tagger.spans import Span, Tags

NAMES = pd.DataFrame(
    {
        "name": ["星火一号实验室", "长安电机厂", "长河社"],
        "aliases": ["星火室", "长安", "TRS、南星集团"],
        "kind": ["school", "company", "association"],
        "region": ["浙江省/杭州市", "", "浙江杭州"],
    }
)


def found(text, organizations=(), *, places=(), people=(), **options):
    """Organizations, people and places of a text from spans given by what stands there."""

    def spans(mentions):
        position, ends = 0, []
        for mention in mentions:
            start = text.index(mention, position)
            position = start + len(mention)
            ends.append(Span(start, position))
        return ends

    tags = Tags(spans(organizations), [], [], spans(people), spans(places), [])
    facts = find_organizations(Passage(text), tags, **options)
    assert all(text[fact.start : fact.end] == fact.text for table in facts for fact in table)
    return facts


def organizations(text, mentions=(), **options):
    return [(row.text, row.name) for row in found(text, mentions, **options)[0]]


def test_joined_names_are_a_row_each():
    text = "乌鲁木齐市纪委监委和沙依巴克区委印发意见"
    assert organizations(text, ["乌鲁木齐市纪委监委和沙依巴克区委"]) == [
        ("乌鲁木齐市纪委监委", "乌鲁木齐市纪委监委"),
        ("沙依巴克区委", "沙依巴克区委"),
    ]


def test_a_demonstrative_is_no_part_of_a_name():
    assert organizations("礼县召开会议。该县纪委监委通报", ["该县纪委监委"]) == [
        ("县纪委监委", "礼县纪委监委")
    ]


@pytest.mark.parametrize(
    ("text", "mentions", "expected"),
    [
        ("昨天星火室揭牌", [], [("星火室", "星火一号实验室")]),
        ("昨天星火一号实验室揭牌", ["一号实验室"], [("星火一号实验室", "星火一号实验室")]),
        ("昨天星火一号实验室揭牌", ["星火"], [("星火一号实验室", "星火一号实验室")]),
        ("杭州市星火室揭牌", ["杭州市星火室"], [("杭州市星火室", "星火一号实验室")]),
        ("宁波市星火室揭牌", ["宁波市星火室"], [("宁波市星火室", "宁波市星火室")]),  # another one
        ("走访长安汽车公司", ["长安汽车公司"], [("长安汽车公司", "长安汽车公司")]),  # a longer name
        ("長河社與ＴＲＳ", [], [("長河社", "长河社"), ("ＴＲＳ", "长河社")]),
        ("走访TRSX公司", [], []),  # a longer word
    ],
)
def test_a_gazetteer_overrules_where_it_has_the_whole_name(text, mentions, expected):
    assert organizations(text, mentions, gazetteer=load_gazetteer(NAMES)) == expected


def test_its_kind_and_region_stand():
    (row,), _, _ = found("南星集团今天成立", ["南星集团"], gazetteer=load_gazetteer(NAMES))
    assert (row.name, row.kind) == ("长河社", "association")
    assert (row.region, row.region_code, row.level) == ("浙江省/杭州市", "330100", "prefectural")


def test_it_overrules_places_and_people_but_not_longer_ones():
    names = load_gazetteer(NAMES)
    rows, people, places = found("长安与长安街", places=["长安", "长安街"], gazetteer=names)
    assert [row.text for row in rows] == ["长安"] and [row.text for row in places] == ["长安街"]
    rows, people, places = found("长河社开张", people=["长河"], gazetteer=names)
    assert len(rows) == 1 and not people


def test_extract_and_load_take_it(tmp_path):
    text = "星火一号实验室今天在杭州揭牌。"
    facts = nx.extract(text, gazetteer=NAMES)
    assert facts.organizations["name"].tolist() == ["星火一号实验室"]
    assert facts.organizations["kind"].tolist() == ["school"]
    nlp = nx.load("char", gazetteer=NAMES)
    nlp.to_disk(tmp_path / "pipeline")
    for pipeline in (nlp, spacy.load(tmp_path / "pipeline")):
        assert [row.name for row in pipeline(text)._.organizations] == ["星火一号实验室"]
    with pytest.raises(ValueError, match="load"):
        nx.extract(text, nlp=nlp, gazetteer=NAMES)


def test_the_command_line_takes_it(tmp_path):
    article, names, out = tmp_path / "a.txt", tmp_path / "names.csv", tmp_path / "out"
    article.write_text("星火一号实验室今天在杭州揭牌。", encoding="utf-8")
    names.write_text(NAMES.to_csv(index=False), encoding="utf-8-sig")
    command = ["run", str(article), "--out", str(out), "--gazetteer", str(names), "--quiet"]
    assert CliRunner().invoke(app, command).exit_code == 0
    written = pd.read_csv(out / "organizations.csv", dtype="string")
    assert written[["name", "kind"]].values.tolist() == [["星火一号实验室", "school"]]

    names.write_text("name,aliases,kind,region\n甲社,,,\n,乙,,\n", encoding="utf-8")
    refused = CliRunner().invoke(app, [*command, "--overwrite"])
    assert refused.exit_code == 2
    assert "names.csv, line 3: the name is empty" in refused.stderr and "Traceback" not in refused.stderr


def test_a_large_gazetteer_costs_no_more():
    names = Gazetteer(Entry(f"第{number}号实验室", (f"{number}室",)) for number in range(10_000))
    assert organizations("昨天第9999号实验室与7室揭牌", gazetteer=names) == [
        ("第9999号实验室", "第9999号实验室"),
        ("7室", "第7号实验室"),
    ]


COREFERENCES = [
    ("礼县公安局通报。该局将调查", ["礼县公安局"], "该局", "礼县公安局"),
    ("礼县公安局刑侦大队破案，该局表彰", ["礼县公安局刑侦大队"], "该局", "礼县公安局"),
    ("甬汇银行股份有限公司公告，该行净利增长", ["甬汇银行股份有限公司"], "该行", "甬汇银行股份有限公司"),
    ("南星控股集团有限公司公告，该集团减持", ["南星控股集团有限公司"], "该集团", "南星控股集团有限公司"),
    ("财政部约谈南星股份，该公司整改", ["财政部", "南星股份"], "该公司", "南星股份"),
    (
        "教育部发文。罗坝镇中心小学停课，该校开展线上教学",
        ["教育部", "罗坝镇中心小学"],
        "该校",
        "罗坝镇中心小学",
    ),
]


@pytest.mark.parametrize(("text", "mentions", "word", "name"), COREFERENCES)
def test_what_a_word_stands_for(text, mentions, word, name):
    assert len(organizations(text, mentions)) == len(mentions)
    rows, _, _ = found(text, mentions, coreference=True)
    assert [(row.text, row.name) for row in rows if row.note == "coreference"] == [(word, name)]


@pytest.mark.parametrize(
    "text",
    ["礼县公安局称该局面已控制", "甬汇银行看好该行业", "该局将调查礼县公安局", "礼县公安局查封该厂"],
)
def test_what_stands_for_none(text):
    mentions = [name for name in ("礼县公安局", "甬汇银行") if name in text]
    assert len(organizations(text, mentions, coreference=True)) == len(mentions)


def test_people_of_an_organization_that_a_word_stands_for():
    text = "礼县公安局通报。该局局长王五介绍"
    _, (person,), _ = found(text, ["礼县公安局"], people=["王五"], coreference=True)
    assert (person.role, person.organization) == ("局长", "礼县公安局")
