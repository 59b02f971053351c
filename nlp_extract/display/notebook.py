"""Facts in Jupyter: a summary, marked articles, tables that fold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from nlp_extract.display.cells import (
    CAPTIONS,
    Cell,
    Heading,
    headings,
    mention_tables,
    of_article,
    rows,
    shown,
)
from nlp_extract.display.page import Shown, fill
from nlp_extract.display.spans import marked, marks_of
from nlp_extract.doc import LABELS

if TYPE_CHECKING:
    import pandas as pd

    from nlp_extract.articles import Article
    from nlp_extract.tables import Facts

MOST_ARTICLES = 3
MOST_ROWS = 10
MOST_CHARACTERS = 20_000
"""What a notebook shows without being asked for more."""


class TableView(NamedTuple):
    """A table to be shown."""

    name: str
    caption: str
    headings: list[Heading]
    rows: list[list[Cell]]
    total: int


class ArticleView(NamedTuple):
    """An article to be shown."""

    title: str
    about: str
    body: Markup
    left_out: int
    """how many characters are not shown"""
    warning: str


def facts_html(facts: Facts) -> str:
    """The facts as a notebook shows them."""
    tables = mention_tables(facts)
    first = facts.articles.head(MOST_ARTICLES).to_dict("records")
    named = {"articles": facts.articles, **tables, "errors": facts.errors}
    return fill(
        "facts.html",
        summary=summary(facts),
        articles=[article_view(row, of_article(tables, row["article_id"])) for row in first],
        more=max(0, len(facts.articles) - MOST_ARTICLES),
        labels={LABELS[name]: CAPTIONS[name] for name in tables},
        tables=[table_view(name, frame, MOST_ROWS) for name, frame in named.items() if len(frame)],
        refused=len(facts.errors),
    )


def show_article(article: Article, facts: Facts, tables: Sequence[str] | None) -> Shown:
    """An article with its mentions marked and its tables.

    Raises:
        ValueError: the facts do not have this article, or there is no such table.
    """
    wanted = mention_tables(facts, tables)
    if article.article_id not in set(facts.articles["article_id"]):
        refused = facts.errors[facts.errors["article_id"] == article.article_id]
        why = (
            f"; it was refused: {refused['reason'].iloc[0]}"
            if len(refused)
            else ": give those extracted from it"
        )
        raise ValueError(f"these facts do not have the article {article.article_id!r}{why}")
    found = of_article(wanted, article.article_id)
    [row] = facts.articles[facts.articles["article_id"] == article.article_id].to_dict("records")
    html = fill(
        "article.html",
        article=article_view(row, found, most=None),
        labels={LABELS[name]: CAPTIONS[name] for name in found},
        tables=[table_view(name, frame) for name, frame in found.items() if len(frame)],
    )
    numbers = ", ".join(f"{len(frame)} {name}" for name, frame in found.items())
    return Shown(html, f"{row['title'] or row['article_id']}: {numbers}\n{row['text']}")


def article_view(
    row: dict[Any, Any],
    found: dict[str, pd.DataFrame],
    *,
    most: int | None = MOST_CHARACTERS,
    anchors: bool = False,
) -> ArticleView:
    text = row["text"]
    kept = len(text) if most is None else min(len(text), most)
    marks = [mark for mark in marks_of(found, anchors=anchors) if mark.end <= kept]
    about = (
        row["source"],
        row["site"],
        row["reporter"],
        shown(row["published_day"]) or "no date 无日期",
        row["path"],
    )
    return ArticleView(
        row["title"] or row["article_id"],
        " · ".join(dict.fromkeys(filter(None, about))),
        marked(text[:kept], marks),
        len(text) - kept,
        row["warning"],
    )


def table_view(name: str, frame: pd.DataFrame, most: int | None = None) -> TableView:
    part = frame if most is None else frame.head(most)
    return TableView(name, CAPTIONS[name], headings(name), list(rows(name, part)), len(frame))


def summary(facts: Facts) -> list[tuple[str, str, str]]:
    """How many there are of each: number, English, Chinese."""
    numbers = facts.summary()
    return [
        (f"{numbers['articles_out']:,}", "articles", CAPTIONS["articles"]),
        (f"{numbers['characters']:,}", "characters", "字"),
        *((f"{numbers[name]:,}", name, CAPTIONS[name]) for name in LABELS),
    ]
