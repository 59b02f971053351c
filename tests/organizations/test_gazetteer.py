"""The user's own organizations: what is read, what is found, what is refused."""

import io

import pandas as pd
import pytest

from nlp_extract.organizations import load_gazetteer

CSV = """\
name,aliases,kind,region
星火志愿服务队,星火队、星火,association,浙江省/丽水市/龙泉市
长河社,,company,
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "names.csv"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_reads_a_file(path, encoding):
    path.write_text(CSV, encoding=encoding)
    gazetteer = load_gazetteer(path)
    assert len(gazetteer) == 4
    assert gazetteer.get("星火").name == "星火志愿服务队"
    assert gazetteer.get("星") is None


def test_finds_the_longest_name():
    table = pd.DataFrame(
        {"name": ["星火", "星火志愿服务队"], "aliases": ["", None], "kind": "", "region": ""}
    )
    text = "星火志愿服务队由星火发起"
    found = load_gazetteer(table).find(text)
    assert [text[start:end] for start, end, _ in found] == ["星火志愿服务队", "星火"]


@pytest.mark.parametrize(
    ("csv", "line", "reason"),
    [
        ("name,aliases,kind\n甲社,,\n", "line 1", "region is missing"),
        ("name,aliases,kind,region\n甲社,,,\n,乙,,\n", "line 3", "name is empty"),
        ("name,aliases,kind,region\n甲社,老店,,\n乙社,老店,,\n", "line 3", "老店 already stands for 甲社"),
        ("name,aliases,kind,region\n甲社,,shop,\n", "line 2", "no kind shop"),
        ("name,aliases,kind,region\n甲社,a,b,,,\n", "line 2", "more cells than columns"),
        ("name,aliases,kind,region\n甲社,,,\n甲社,,media,\n", "line 3", "甲社 came before"),
        ("name,aliases,kind,region\n甲社,,,\n乙社,甲社,,\n", "line 3", "甲社 already stands for 甲社"),
        ('name,aliases,kind,region\n甲社,,,\n"乙社,,,\n', "line 3", "no CSV"),
        ("", "line 1", "name is missing"),
    ],
)
def test_refuses_what_is_malformed(path, csv, line, reason):
    path.write_text(csv, encoding="utf-8")
    with pytest.raises(ValueError, match=reason) as refusal:
        load_gazetteer(path)
    assert line in str(refusal.value)


def test_refuses_another_encoding(path):
    path.write_bytes(CSV.encode("gb18030"))
    with pytest.raises(ValueError, match=r"line 2: it is not UTF-8"):
        load_gazetteer(path)


def test_is_read_back_as_it_was_written(path):
    path.write_text(CSV, encoding="utf-8")
    gazetteer = load_gazetteer(path)
    assert list(load_gazetteer(io.BytesIO(gazetteer.to_csv()))) == list(gazetteer)
    assert load_gazetteer(gazetteer) is gazetteer


def test_refuses_a_dataframe_by_its_row():
    table = pd.DataFrame({"name": ["甲社", ""], "aliases": "", "kind": "", "region": ""})
    with pytest.raises(ValueError, match="row 1: the name is empty"):
        load_gazetteer(table)
