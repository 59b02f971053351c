"""Mentions in their sentences: `facts.context`, `facts.sample`, `facts.find`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, overload

import pandas as pd
from markupsafe import Markup

from nlp_extract.display.cells import TELLING, mention_tables, shown
from nlp_extract.display.page import fill
from nlp_extract.display.spans import Mark, field_marks, marked, moved
from nlp_extract.doc import LABELS
from nlp_extract.organizations.script import simplified
from nlp_extract.sentences import Sentences

if TYPE_CHECKING:
    from nlp_extract.tables import Facts

TOLD_BY = {"counts": "unit", "organizations": "parent", "dates": "relative", "people": "role"}
"""A column that only this table has."""

NOT_SEARCHED = frozenset(("article_id", "sentence", "note", "currency", "unit_kind", "approx", "unit_si"))


@dataclass(frozen=True)
class Context:
    """A mention in its sentence.

    Attributes:
        table: the table that it is a row of.
        row: the row.
        title: the headline of its article.
        published_day: the article's day of publication, "" where unknown.
        sentence: the sentence around the mention.
        marks: what is marked in it, by offsets into the sentence: the mention, and of a count also its item,
            subject and time where they stand in the sentence.
    """

    table: str
    row: Mapping[Any, Any]
    title: str
    published_day: str
    sentence: str
    marks: tuple[Mark, ...]

    @property
    def html(self) -> Markup:
        """The sentence with its marks."""
        return marked(self.sentence, self.marks)

    @property
    def told(self) -> list[tuple[str, str]]:
        """What the row says, by column."""
        values = ((column, shown(self.row.get(column))) for column in TELLING[self.table])
        return [(column, value) for column, value in values if value]

    def __str__(self) -> str:
        start, end = self.marks[0][:2]
        sentence = f"{self.sentence[:start]}【{self.sentence[start:end]}】{self.sentence[end:]}"
        about = ", ".join(f"{column} {value}" for column, value in self.told)
        source = " ".join(filter(None, (self.published_day, self.title or self.row["article_id"])))
        return f"{sentence.strip()}\n    {about}\n    — {source}"


class Mentions(Sequence[Context]):
    """Mentions, each in its sentence: marked in a notebook, with 【】 on a terminal."""

    def __init__(self, contexts: Iterable[Context], total: int | None = None) -> None:
        self._contexts = list(contexts)
        self.total = len(self._contexts) if total is None else total

    def __len__(self) -> int:
        return len(self._contexts)

    def __iter__(self) -> Iterator[Context]:
        return iter(self._contexts)

    @overload
    def __getitem__(self, index: int) -> Context: ...
    @overload
    def __getitem__(self, index: slice) -> Mentions: ...
    def __getitem__(self, index: int | slice) -> Context | Mentions:
        found = self._contexts[index]
        return found if isinstance(found, Context) else Mentions(found)

    def to_frame(self) -> pd.DataFrame:
        """One row a mention: table, article_id, title, start, end, text, sentence."""
        columns = ["table", "article_id", "title", "start", "end", "text", "sentence"]
        return pd.DataFrame(
            [
                (
                    context.table, context.row["article_id"], context.title, int(context.row["start"]),
                    int(context.row["end"]), context.row["text"], context.sentence.strip(),
                )
                for context in self
            ],
            columns=columns,
        )  # fmt: skip

    def _repr_html_(self, most: int = 50) -> str:
        return fill("mentions.html", mentions=self[:most], more=max(0, self.total - most))

    def __repr__(self) -> str:
        return "\n".join(map(str, self)) or "<no mentions>"


def context(facts: Facts, rows: Any) -> Mentions:
    """The mentions of rows in their sentences.

    Raises:
        ValueError: a row has no article_id, start and end, or its article is not among the facts.
    """
    many = rows.to_dict("records") if isinstance(rows, pd.DataFrame) else [as_mapping(rows)]
    return Mentions(contexts(facts, ((table_of(row), row) for row in many)))


def sample(facts: Facts, n: int, table: str, seed: int | None) -> Mentions:
    """Some mentions of a table, at random."""
    [frame] = mention_tables(facts, [table]).values()
    drawn = frame.sample(min(n, len(frame)), random_state=seed)
    return Mentions(contexts(facts, ((table, row) for row in drawn.to_dict("records"))))


def find(facts: Facts, words: str, tables: Sequence[str] | None) -> Mentions:
    """The mentions that have some words in their text or in what was read from it, in text order."""
    wanted = simplified(words).casefold()
    found = []
    for table, frame in mention_tables(facts, tables).items():
        holds = pd.Series(False, index=frame.index)
        for column in frame.columns:
            if column not in NOT_SEARCHED and isinstance(frame[column].dtype, pd.StringDtype):
                cells = frame[column].map(lambda cell: simplified(cell).casefold())
                holds |= cells.str.contains(wanted, regex=False).astype(bool)
        found += [(table, row) for row in frame[holds].to_dict("records")]
    order = {article: place for place, article in enumerate(facts.articles["article_id"])}
    found.sort(key=lambda pair: (order.get(pair[1]["article_id"], 0), pair[1]["start"], pair[1]["end"]))
    return Mentions(contexts(facts, found))


def contexts(facts: Facts, rows: Iterable[tuple[str, Mapping[Any, Any]]]) -> Iterator[Context]:
    known: dict[str, dict[Any, Any]] = {}
    sentences: dict[str, Sentences] = {}
    for table, row in rows:
        missing = [name for name in ("article_id", "start", "end") if name not in row]
        if missing:
            raise ValueError(
                f"a row of a table of mentions has {', '.join(missing)}: give facts.counts.iloc[0]"
            )
        known = known or {a["article_id"]: a for a in facts.articles.to_dict("records")}
        if row["article_id"] not in known:
            raise ValueError(
                f"article {row['article_id']!r} is not among these facts: give a row of their own tables"
            )
        article = known[row["article_id"]]
        text = article["text"]
        if row["article_id"] not in sentences:
            sentences[row["article_id"]] = Sentences(text)
        start, end = int(row["start"]), int(row["end"])
        first, stop = sentences[row["article_id"]].bounds(start, end)
        mention = Mark(start, end, LABELS[table])
        beside = field_marks(dict(row)) if table == "counts" else []
        inside = [mark for mark in beside if first <= mark.start and mark.end <= stop]
        yield Context(
            table,
            row,
            article["title"],
            shown(article["published_day"]),
            text[first:stop].rstrip("\n"),
            tuple(moved([mention, *inside], first)),
        )


def as_mapping(row: Any) -> Mapping[Any, Any]:
    if isinstance(row, pd.Series):
        return row.to_dict()
    if hasattr(row, "_asdict"):
        return dict(row._asdict())
    if isinstance(row, Mapping):
        return row
    raise ValueError(
        f"{type(row).__name__} is not a row of a table: give facts.counts.iloc[0], or some rows as a dataframe"
    )


def table_of(row: Mapping[Any, Any]) -> str:
    """The table that a row is of, by the columns that it has; one with none of them is shown as a count."""
    told = (table for table, column in TOLD_BY.items() if column in row)
    return next(told, "places" if "level" in row else "counts")
