"""Articles in, facts out: every kind of source, every article accounted for, every offset exact."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nlp_extract as nx
from nlp_extract.facts import TABLES, ErrorRow
from nlp_extract.tagger import Tags

TEXT = "贵港市统计局1月20日发布数据：2021年，全市查处违规问题36起，同比下降12.5%，挽回损失3.9万元。"
OTHER = "市教育局去年新建学校12所。"
MENTIONS = [name for name in TABLES if name not in ("articles", "errors")]


def assert_offsets_hold(facts: nx.Facts) -> None:
    texts = dict(zip(facts.articles["article_id"], facts.articles["text"], strict=True))
    for name in MENTIONS:
        for row in facts.tables()[name].to_dict("records"):
            text = texts[row["article_id"]]
            assert text[row["start"] : row["end"]] == row["text"] != ""
            assert row["text"].strip() in row["sentence"]
            for column in ("item", "subject", "time"):
                if name == "counts" and row[column]:
                    start = row[f"{column}_start"]
                    assert text[start : start + len(row[column])] == row[column]


def assert_same(a: nx.Facts, b: nx.Facts, *, but: Sequence[str] = ()) -> None:
    for name, table in a.tables().items():
        pd.testing.assert_frame_equal(
            table.drop(columns=list(but), errors="ignore"),
            b.tables()[name].drop(columns=list(but), errors="ignore"),
        )


def test_a_text_gives_its_facts() -> None:
    facts = nx.extract(nx.Article(TEXT, published="2022-01-21"))
    counts = facts.counts.set_index("text")
    assert list(counts.index) == ["36起", "12.5%", "3.9万元"]
    assert counts["value"].tolist() == [36, 12.5, 39000]
    assert counts["unit"].tolist() == ["起", "%", "元"]
    assert counts.loc["12.5%", "change"] == "down"
    assert counts.loc["12.5%", "basis"] == "同比"
    assert counts.loc["36起", "item"] == "违规问题"
    assert counts.loc["36起", "period_start"] == pd.Timestamp(2021, 1, 1)
    assert counts.loc["36起", "period_end"] == pd.Timestamp(2021, 12, 31)
    dates = facts.dates.set_index("text")
    assert dates.loc["1月20日", "start_date"] == pd.Timestamp(2022, 1, 20)
    assert facts.organizations["text"].tolist() == ["贵港市统计局"]


def test_offsets_are_exact_in_all_examples(facts: nx.Facts) -> None:
    assert len(facts.articles) >= 10
    assert all(len(facts.tables()[name]) for name in MENTIONS)
    assert_offsets_hold(facts)


def test_counts_take_their_period_from_the_date_at_their_time(facts: nx.Facts) -> None:
    dates = facts.dates.set_index(["article_id", "start"])
    checked = 0
    for count in facts.counts.dropna(subset=["time_start"]).to_dict("records"):
        key = (count["article_id"], count["time_start"])
        if key in dates.index and dates.loc[key, "text"] == count["time"]:
            days = dates.loc[key, ["start_date", "end_date"]].tolist()
            assert [count["period_start"], count["period_end"]] == days or all(map(pd.isna, days))
            checked += 1
    assert checked


SOURCES: dict[str, Callable[[Path], Any]] = {
    "text": lambda path: TEXT,
    "path": lambda path: path,
    "article": lambda path: nx.Article(TEXT),
    "texts": lambda path: [TEXT],
    "generator": lambda path: (text for text in [TEXT]),
    "paths": lambda path: [path],
    "articles": lambda path: nx.read_articles(path),
    "folder": lambda path: path.parent,
    "series": lambda path: pd.Series([TEXT]),
    "dataframe": lambda path: pd.DataFrame({"text": [TEXT]}),
}


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_every_kind_of_source_gives_the_same_facts(source: Callable[[Path], Any], tmp_path: Path) -> None:
    path = tmp_path / "news" / "article.txt"
    path.parent.mkdir()
    path.write_text(TEXT, encoding="utf-8")
    facts = nx.extract(source(path))
    assert facts.errors.empty
    assert facts.articles["text"].tolist() == [TEXT]
    facts_of_text = nx.extract(TEXT)
    for name in MENTIONS:
        pd.testing.assert_frame_equal(
            facts.tables()[name].drop(columns="article_id"),
            facts_of_text.tables()[name].drop(columns="article_id"),
        )


def test_a_series_gives_its_index_as_ids() -> None:
    facts = nx.extract(pd.Series([TEXT, None, OTHER], index=["a", "b", "c"]))
    assert facts.articles["article_id"].tolist() == ["a", "c"]
    assert [path.split(":")[-1] for path in facts.errors["path"]] == ["b"]


@pytest.mark.parametrize("source", [3, None, b"bytes", [3]])
def test_what_is_no_source_is_refused_with_what_to_give(source: Any) -> None:
    with pytest.raises(TypeError, match="give a text, a Path"):
        nx.extract(source)


def test_nothing_gives_empty_tables() -> None:
    facts = nx.extract([])
    assert all(table.empty for table in facts.tables().values())
    assert facts.summary()["articles_in"] == 0


def test_a_duplicate_is_reported_and_the_first_kept() -> None:
    facts = nx.extract([nx.Article(TEXT, article_id="a", path="one.md"), nx.Article(OTHER, article_id="a")])
    assert facts.articles["text"].tolist() == [TEXT]
    [error] = facts.errors.to_dict("records")
    assert error["article_id"] == "a"
    assert "duplicate" in error["reason"]
    assert "one.md" in error["reason"]


def test_errors_of_reading_pass_through() -> None:
    error = ErrorRow(path="broken.md", stage="read", reason="no text", remedy="leave it out")
    facts = nx.extract([nx.Article(TEXT), error])
    assert len(facts.articles) == 1
    assert facts.errors["path"].tolist() == ["broken.md"]


class Failing:
    """A tagger that breaks on one text, as a fault in the library would."""

    def __init__(self, text: str) -> None:
        self.text = text

    def stream(self, texts: Sequence[str]) -> Iterator[Tags]:
        for text in texts:
            if text == self.text:
                raise RuntimeError("no such luck")
            yield Tags([], [], [], [], [], [])


def test_a_fault_in_one_article_leaves_the_others() -> None:
    articles = [nx.Article(text, article_id=text) for text in ("一", "二", "三")]
    facts = nx.extract(articles, tagger=Failing("二"))  # type: ignore[arg-type]
    assert facts.articles["article_id"].tolist() == ["一", "三"]
    [error] = facts.errors.to_dict("records")
    assert error["article_id"] == "二"
    assert error["stage"] == "extract"
    assert error["reason"] == "RuntimeError: no such luck"


def test_rows_do_not_depend_on_the_order_or_the_company(examples: Path, facts: nx.Facts) -> None:
    articles = [item for item in nx.read_articles(examples, errors="yield") if isinstance(item, nx.Article)]
    backwards = nx.extract(reversed(articles))
    for article in articles:
        alone = nx.extract(article)
        for name in MENTIONS:
            for together in (facts, backwards):
                table = together.tables()[name]
                rows = table[table["article_id"] == article.article_id].reset_index(drop=True)
                pd.testing.assert_frame_equal(alone.tables()[name], rows)


def test_a_pipeline_gives_the_same_facts(facts: nx.Facts, examples: Path) -> None:
    assert_same(nx.extract(examples, nlp=nx.load()), facts)


def test_a_day_of_publication_resolves_what_is_relative() -> None:
    known = nx.extract(nx.Article("去年处理21人。", published=date(2022, 2, 15)))
    assert known.dates["start_date"].tolist() == [pd.Timestamp(2021, 1, 1)]
    unknown = nx.extract("去年处理21人。")
    assert unknown.dates["start_date"].isna().all()
    assert unknown.dates["note"].tolist() != [""]
    assert unknown.summary()["dates_unresolved_for_want_of_it"] == 1


PIECES = """去年 2021年 10月末 市纪委监委 第二监督检查室 （ ） 、 。 26家 约3.9万亿元 5.5%
三分之一 增长 同比 张明 ” 　"""
NEWSY = st.lists(st.sampled_from([*PIECES.split(), "\n", " "]) | st.text(max_size=4)).map("".join)


@given(NEWSY)
def test_any_text_is_a_valid_text(text: str) -> None:
    facts = nx.extract(nx.Article(text, published="2022-02-15"))
    assert len(facts.articles) == 1
    assert_offsets_hold(facts)
