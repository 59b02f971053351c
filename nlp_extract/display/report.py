"""One self-contained page: articles with their marks, tables linked to them, charts, checks and errors."""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd
import regex
from markupsafe import Markup

from nlp_extract import __version__
from nlp_extract.display.cells import CAPTIONS, Cell, Heading, headings, mention_tables, rows, shown
from nlp_extract.display.notebook import ArticleView, article_view, summary
from nlp_extract.display.page import TEMPLATES, fill
from nlp_extract.display.spans import field_marks
from nlp_extract.doc import LABELS
from nlp_extract.export.whole import whole

if TYPE_CHECKING:
    from nlp_extract.tables import Facts

MOST_ARTICLES = 200

CHARTS = ("organizations", "counts", "timeline", "network", "map")

NEEDS_PLOT = "Charts need: pip install 'nlp-extract[plot]'. 图表需要安装 nlp-extract[plot]。"

DISAGREEING = (
    "item", "subject_name", "period_start", "period_end", "value", "unit", "approx", "title", "published_day",
)  # fmt: skip
SUMS = ("total", "unit", "word", "parts", "parts_value", "difference", "result", "sentence")
MORE_CAPTIONS = {
    "item": "对象", "subject_name": "主体", "period_start": "时期始", "period_end": "时期末", "value": "数值",
    "unit": "单位", "approx": "约数", "title": "标题", "published_day": "发布日", "total": "总数", "word": "词",
    "parts": "分项", "parts_value": "分项和", "difference": "差", "result": "结果", "sentence": "原文",
}  # fmt: skip


class Row(NamedTuple):
    """A row of a table of the page."""

    article: int
    """number of the article on the page; 0 for none"""
    target: str
    """id of the mention that it links to; empty for none"""
    fields: str
    """where item, subject and time of a count stand: `item 3 7;time 0 2`"""
    cells: list[Cell]


class Table(NamedTuple):
    """A table of the page."""

    name: str
    caption: str
    headings: list[Heading]
    rows: list[Row]
    label: str
    """class of its marks, empty for tables without"""


class Figure(NamedTuple):
    """A chart of the page."""

    name: str
    svg: Markup


def write_report(facts: Facts, path: str | Path, *, title: str = "", most: int = MOST_ARTICLES) -> Path:
    """Write the page, all of it or nothing; gives its path.

    Args:
        facts: the tables.
        path: the HTML file.
        title: the page's heading.
        most: how many articles the page has at most; charts and numbers are of all.

    Raises:
        OSError: it cannot be written.
    """
    path = Path(path)
    page = report(facts, title=title, most=most)
    with whole(path.parent) as folder:
        # A lone surrogate, which no encoding has, becomes a question mark.
        (folder / path.name).write_text(page, encoding="utf-8", errors="replace", newline="\n")
    return path


def report(facts: Facts, *, title: str = "", most: int = MOST_ARTICLES) -> str:
    """The page as HTML."""
    script = (TEMPLATES / "report.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    articles = facts.articles.head(most)
    number = {article: place + 1 for place, article in enumerate(articles["article_id"])}
    figures, figures_note = drawn(facts)
    return fill(
        "report.html",
        title=title or "nlp_extract: facts 事实报告",
        summary=summary(facts),
        articles=list(article_views(facts, articles)),
        left_out=len(facts.articles) - len(articles),
        labels={LABELS[name]: CAPTIONS[name] for name in LABELS},
        tables=list(tables_of(facts, number)),
        figures=figures,
        figures_note=figures_note,
        checks=list(checks(facts, number)),
        errors=facts.errors.to_dict("records"),
        error_headings=headings("errors"),
        shown=shown,
        script=Markup(script),  # nosec B704
        digest=digest,
        version=__version__,
    )


def article_views(facts: Facts, articles: pd.DataFrame) -> Iterator[ArticleView]:
    grouped = {
        name: dict(tuple(frame.groupby("article_id", sort=False)))
        for name, frame in mention_tables(facts).items()
    }
    for row in articles.to_dict("records"):
        found = {
            name: there[row["article_id"]] for name, there in grouped.items() if row["article_id"] in there
        }
        yield article_view(row, found, most=None, anchors=True)


def tables_of(facts: Facts, number: dict[str, int]) -> Iterator[Table]:
    """The tables of mentions, and the organizations across articles."""
    for name, frame in mention_tables(facts).items():
        here = frame[frame["article_id"].isin(list(number))]
        yield Table(
            name,
            CAPTIONS[name],
            headings(name),
            [
                Row(number[row["article_id"]], f"{name}-{index}", fields_of(name, row), cells)
                for index, row, cells in zip(
                    here.index, here.to_dict("records"), rows(name, here), strict=True
                )
            ],
            LABELS[name],
        )
    entities = facts.entities
    mentions = facts.organizations.drop_duplicates("name")
    first = {
        name: (number.get(article, 0), f"organizations-{index}" if article in number else "")
        for index, name, article in zip(mentions.index, mentions["name"], mentions["article_id"], strict=True)
    }
    yield Table(
        "entities",
        CAPTIONS["entities"],
        headings("entities"),
        [
            Row(*first.get(name, (0, "")), "", cells)
            for name, cells in zip(entities["name"], rows("entities", entities), strict=True)
        ],
        "",
    )


def fields_of(name: str, row: dict[Any, Any]) -> str:
    if name != "counts":
        return ""
    return ";".join(f"{mark.label} {mark.start} {mark.end}" for mark in field_marks(row))


def checks(facts: Facts, number: dict[str, int]) -> Iterator[Table]:
    """Statistics on which articles disagree, and totals with their parts."""
    counts = facts.counts
    index = {
        (article, int(start)): f"counts-{row}"
        for row, article, start in zip(counts.index, counts["article_id"], counts["start"], strict=True)
    }
    compared = facts.compare()
    for name, caption, frame, columns in (
        ("disagreements", "说法不一", compared[compared["disagrees"]], DISAGREEING),
        ("sums", "总数与分项", facts.check_sums(), SUMS),
    ):
        yield Table(
            name,
            caption,
            [
                Heading(column, MORE_CAPTIONS[column], "", pd.api.types.is_numeric_dtype(frame[column]))
                for column in columns
            ],
            [
                Row(
                    number.get(row["article_id"], 0),
                    index.get((row["article_id"], int(row["start"])), "")
                    if row["article_id"] in number
                    else "",
                    "",
                    [
                        Cell(shown(row[column]), "", isinstance(row[column], (int, float)))
                        for column in columns
                    ],
                )
                for row in frame.to_dict("records")
            ],
            "",
        )


def drawn(facts: Facts) -> tuple[list[Figure], str]:
    """The charts as SVG, and what to say of those that could not be drawn."""
    try:
        plot = facts.plot
        figures = [Figure(name, svg_of(getattr(plot, name)(), name)) for name in CHARTS]
    except (ImportError, ValueError) as error:
        missing = isinstance(error, ImportError) or "vl-convert" in str(error)
        return [], NEEDS_PLOT if missing else f"{type(error).__name__}: {error}"
    return figures, ""


def svg_of(chart: Any, name: str) -> Markup:
    """The chart as SVG to stand inside a page: ids of its own, no size that a phone has no room for."""
    written = io.StringIO()
    chart.save(written, format="svg")
    svg = written.getvalue()
    svg = svg[svg.index("<svg") :]
    svg = regex.sub(r'\bid="([^"]+)"', rf'id="{name}-\1"', svg)
    svg = regex.sub(r"url\(#([^)]+)\)", rf"url(#{name}-\1)", svg)
    return Markup(svg)  # nosec B704
