"""What holds for every text, also for one that was cut, damaged or sown with characters that break things."""

from __future__ import annotations

import io
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nlp_extract as nx
from nlp_extract.facts import TABLES, columns
from nlp_extract.tables import DTYPES, frame

from .news import ARTICLES, DATA, MENTIONS, RECORDS, TEXTS, damaged, rows

FIELDS = ("item", "subject", "time")


@given(ARTICLES)
def test_mentions_are_what_stands_at_their_offsets_in_order_and_apart(article: nx.Article) -> None:
    facts = nx.extract(article)
    assert facts.errors["reason"].tolist() == []
    text = article.text
    for table in MENTIONS:
        found = rows(facts, table)
        for row in found:
            assert 0 <= row["start"] < row["end"] <= len(text)
            assert text[row["start"] : row["end"]] == row["text"]
            assert (
                row["text"].strip() == row["text"]
                and row["text"] in row["sentence"]
                and row["sentence"] in text
            )
            for name in FIELDS if table == "counts" else ():
                at = row[f"{name}_start"]
                assert (at is None) == (row[name] == "")
                assert at is None or text[at : at + len(row[name])] == row[name]
        assert all(left["end"] <= right["start"] for left, right in pairwise(found))


@given(ARTICLES)
def test_values_read_again_from_their_own_text_are_the_same(article: nx.Article) -> None:
    facts = nx.extract(article)
    for row in rows(facts, "counts"):
        read = nx.parse_quantity(row["text"], errors="none")
        if read is not None and row["note"] == "":
            assert (row["value"], row["value_high"]) == (as_float(read.value), as_float(read.high)), row
    for row in rows(facts, "dates"):
        if not row["relative"] and row["note"] == "":
            date = nx.parse_date(row["text"], errors="none")
            assert date is not None
            assert (day(row["start_date"]), day(row["end_date"])) == (date.start_date, date.end_date), row


def as_float(value: Any) -> float | None:
    return None if value is None else float(value)


def day(value: Any) -> Any:
    return None if value is None else value.date()


@settings(max_examples=15)
@given(st.lists(ARTICLES, min_size=2, max_size=5, unique_by=lambda article: article.article_id), st.randoms())
def test_rows_do_not_depend_on_company_order_or_chunks(articles: list[nx.Article], random: Any) -> None:
    together = nx.extract(articles)
    shuffled = random.sample(articles, len(articles))
    chunks = list(nx.stream(shuffled, articles=2))
    for article in articles:
        alone = nx.extract(article)
        [chunk] = [facts for facts in chunks if article.article_id in set(facts.articles["article_id"])]
        for table in MENTIONS:
            expected = rows(alone, table)
            assert rows(together, table, article.article_id) == expected
            assert rows(chunk, table, article.article_id) == expected


def test_rows_do_not_depend_on_workers() -> None:
    articles = [nx.Article(r["text"], article_id=r["id"], published=r["published"]) for r in RECORDS[:12]]
    alone, shared = nx.extract(articles), nx.extract(articles, workers=2)
    for name, table in alone.tables().items():
        pd.testing.assert_frame_equal(table, shared.tables()[name])


BEFORE = "天气晴好。\n" * 3
AFTER = "天气晴好。"


KEPT = (
    "start",
    "end",
    "text",
    "value",
    "value_high",
    "unit",
    "approx",
    "change",
    "basis",
    "start_date",
    "end_date",
)
"""What lines say by themselves. Whose number it is, or which place's office, the rest of an article may say."""


@given(ARTICLES)
def test_lines_keep_what_they_say_inside_a_longer_text(article: nx.Article) -> None:
    lines = f"{article.text}\n"
    alone, inside = (
        nx.extract(nx.Article(text, title=article.title, published=article.published))
        for text in (lines, f"{BEFORE}{lines}{AFTER}")
    )
    for table in MENTIONS:
        assert local(rows(inside, table), len(BEFORE)) == local(rows(alone, table), 0)


def local(found: list[dict[str, Any]], shift: int) -> list[dict[str, Any]]:
    """Rows with offsets from the beginning of the lines that stand inside a longer text."""
    return [
        {name: row[name] - shift if name in ("start", "end") else row[name] for name in KEPT if name in row}
        for row in found
    ]


@given(TEXTS, st.sampled_from(["text", "markdown", "html"]))
def test_line_ends_make_no_difference(text: str, form: str) -> None:
    read = []
    for end in ("\n", "\r\n", "\r"):
        data = text.replace("\r", "\n").replace("\n", end).encode("utf-8", "replace")
        read.append(
            [getattr(o, "text", None) for o in nx.read_articles(io.BytesIO(data), form=form, errors="yield")]
        )
    assert read[0] == read[1] == read[2]


@given(st.lists(st.one_of(damaged(40), st.sampled_from(["", " \n", "文。"])), max_size=6))
def test_every_article_comes_out_or_is_an_error(texts: list[str]) -> None:
    source = [{"text": text} for text in texts]
    facts = nx.extract(nx.read_articles(source, errors="yield"))
    assert len(facts.articles) + len(facts.errors) == len(texts)
    assert facts.summary()["articles_in"] == len(texts)
    assert facts.articles["article_id"].is_unique
    assert all(facts.errors["reason"]) and all(facts.errors["remedy"])


@pytest.mark.parametrize(
    "facts", [nx.extract([]), nx.extract("天。"), nx.extract(DATA.parent / "nothing-is-here")]
)
def test_tables_have_their_types_also_when_they_are_empty(facts: nx.Facts) -> None:
    for name, table in facts.tables().items():
        for column in columns(TABLES[name]):
            assert table[column.name].dtype == frame(TABLES[name], []).dtypes[column.name]
            assert table[column.name].dtype in DTYPES.values()
