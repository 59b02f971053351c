"""Facts as Jupyter shows them: marks, tables that fold, mentions in their sentences."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape
from selectolax.lexbor import LexborHTMLParser as HTMLParser

import nlp_extract as nx
from nlp_extract.display.spans import Mark, marked
from nlp_extract.facts import TABLES


def test_facts_show_summary_articles_and_tables(facts: nx.Facts) -> None:
    page = HTMLParser(facts._repr_html_())
    assert "10 articles 文章" in regex.sub(r"\s+", " ", page.css_first(".summary").text())
    assert len(page.css(".body")) == 3
    assert "7 more articles" in page.text()
    heads = [head.text() for head in page.css("th")]
    assert "value数值" in heads
    assert "item对象" in heads
    assert {mark.attributes["class"] for mark in page.css(".body mark")} >= {"ORGANIZATION", "COUNT", "DATE"}
    folded = [node.text(strip=True) for node in page.css("details > summary")]
    assert f"counts 数据 ({len(facts.counts)})" in folded


def test_an_article_shows_itself_whole(examples, facts: nx.Facts) -> None:
    [article] = nx.read_articles(examples / "inspection.md")
    shown = article.show(facts)
    page = HTMLParser(shown._repr_html_())
    assert page.css_first(".body").text() == article.text
    marked_texts = [mark.text() for mark in page.css(".body mark.COUNT")]
    assert marked_texts == list(facts.counts[facts.counts["article_id"] == article.article_id]["text"])
    assert article.text in repr(shown)
    only = HTMLParser(article.show(facts, ["dates"]).html)
    assert {mark.attributes["class"] for mark in only.css(".body mark")} == {"DATE"}


def test_an_article_of_other_facts_is_refused(facts: nx.Facts) -> None:
    with pytest.raises(ValueError, match="do not have the article"):
        nx.Article("别的文章。").show(facts)
    with pytest.raises(ValueError, match="no table 'numbers'"):
        nx.Article("别的文章。").show(facts, ["numbers"])


def test_context_marks_the_mention_in_its_sentence(inspections: nx.Facts) -> None:
    row = inspections.counts[inspections.counts["text"] == "35家"].iloc[0]
    [context] = inspections.context(row)
    assert "绵阳市实施常规巡察【35家】，移交问题线索189件" in str(context)
    assert '<mark class="item" title="item">常规巡察</mark><mark class="COUNT">35家</mark>' in context.html
    assert ("item", "常规巡察") in context.told


@pytest.mark.parametrize("table", ["organizations", "counts", "dates", "people", "places"])
def test_every_table_has_context(table: str, facts: nx.Facts) -> None:
    frame = getattr(facts, table)
    for context, text in zip(facts.context(frame), frame["text"], strict=True):
        assert context.table == table
        start, end = context.marks[0][:2]
        assert context.sentence[start:end] == text


def test_rows_of_other_tables_have_context_too(inspections: nx.Facts) -> None:
    assert len(inspections.context(inspections.compare("常规巡察"))) == 3
    assert "【41份】" in repr(inspections.context(inspections.check_sums()))
    assert "【35家】" in repr(inspections.context(next(inspections.counts.itertuples())))


def test_what_is_no_row_is_refused(inspections: nx.Facts, facts: nx.Facts) -> None:
    with pytest.raises(ValueError, match="not among these facts"):
        inspections.context(facts.counts.iloc[0])
    with pytest.raises(ValueError, match="has article_id, start, end"):
        inspections.context({"text": "35家"})
    with pytest.raises(ValueError, match="int is not a row"):
        inspections.context(3)


def test_sample_is_the_same_for_a_seed(facts: nx.Facts) -> None:
    assert repr(facts.sample(3, seed=1)) == repr(facts.sample(3, seed=1))
    assert len(facts.sample(10_000, "people")) == len(facts.people)
    with pytest.raises(ValueError, match="no table"):
        facts.sample(1, "numbers")


def test_find_looks_in_text_and_in_what_was_read(facts: nx.Facts) -> None:
    found = facts.find("青島市").to_frame()
    assert {"organizations", "places"} <= set(found["table"])
    assert "市纪委监委" in set(found["text"])  # by its full name
    assert facts.find("没有的地方").to_frame().empty
    assert "No mentions" in facts.find("没有的地方")._repr_html_()
    assert len(facts.find("青岛", tables=["places"])[:1]) == 1


def test_nothing_shows_with_a_note() -> None:
    page = nx.extract([])._repr_html_()
    assert "没有文章" in page
    assert "<table" not in page


def test_markup_is_text(hostile: nx.Facts) -> None:
    article = nx.Article("x" + hostile.articles["text"][0], article_id=hostile.articles["article_id"][0])
    for html in (
        hostile._repr_html_(),
        hostile.find("青岛")._repr_html_(),
        hostile.context(hostile.counts)._repr_html_(),
        article.show(hostile).html,
    ):
        page = HTMLParser(html)
        assert not page.css("script, img, b[onclick]")
        assert "hacked" in page.text()
        assert "onerror" not in {name for node in page.css("*") for name in node.attributes}


@given(
    st.text(max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from(["COUNT", "DATE"]))),
)
def test_marks_never_change_the_text(text: str, spans: list[tuple[int, int, str]]) -> None:
    marks = [
        Mark(start, min(end, len(text)), label, "<&>") for start, end, label in spans if start < len(text)
    ]
    html = marked(text, marks)
    assert regex.sub(r'<mark class="\w+" title="&lt;&amp;&gt;">|</mark>', "", html) == str(escape(text))
    depth = 0
    for tag in regex.findall("</?mark", html):
        depth += 1 if tag == "<mark" else -1
        assert depth >= 0
    assert depth == 0


def test_all_columns_that_are_read_exist() -> None:
    from nlp_extract.display.cells import READ, headings

    assert set(READ) == {*TABLES, "entities"}
    assert all(headings(table) for table in READ)
