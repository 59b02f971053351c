"""What the pipeline keeps on a spaCy Doc, and how it is reached.

`doc._.organizations`, `.counts`, `.dates`, `.people` and `.places` are lists of fact records with exact
character offsets; `doc.spans` has groups of the same names, expanded to whole tokens where a mention ends
inside one. `doc._.published`, `.title` and `.article_id` say what is known of the article. All of it lies
in `doc.user_data` as plain lists, numbers and strings, so that Docs can be sent to other processes and
stored.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import regex

from nlp_extract.facts import TABLES, column_type, columns
from nlp_extract.passage import Passage

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from nlp_extract.tagger.spans import Tags

DAY = regex.compile(r"\d{4}-\d\d-\d\d")

LABELS = {
    "organizations": "ORGANIZATION",
    "counts": "COUNT",
    "dates": "DATE",
    "people": "PERSON",
    "places": "PLACE",
}


def add_extensions() -> None:
    """Declare the extension attributes of Doc; those already there stay."""
    from spacy.tokens import Doc

    # No lambdas: a process that is spawned gets the attributes pickled.
    attributes: dict[str, tuple[Callable[[Doc], Any], Callable[[Doc, Any], None]]] = {
        "published": (published_of, put_published),
        "title": (partial(named, name="title"), partial(put_named, name="title")),
        "article_id": (partial(named, name="article_id"), partial(put_named, name="article_id")),
        **{table: (partial(facts_of, table=table), partial(replace_facts, table=table)) for table in LABELS},
    }
    for name, (getter, setter) in attributes.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, getter=getter, setter=setter)


def put(doc: Doc, name: str, value: Any) -> None:
    doc.user_data[f"nlp_extract_{name}"] = value


def get(doc: Doc, name: str) -> Any:
    return doc.user_data.get(f"nlp_extract_{name}")


# Facts


def put_facts(doc: Doc, table: str, facts: Iterable[Any]) -> None:
    """Keep the facts of a table on the Doc, as records and as a span group."""
    from spacy.tokens import Span as DocSpan

    facts = list(facts)
    put(doc, table, [[plain(getattr(fact, f.name)) for f in fields(fact)] for fact in facts])
    starts = [token.idx for token in doc]
    doc.spans[table] = [
        DocSpan(doc, bisect_right(starts, fact.start) - 1, bisect_left(starts, fact.end), label=LABELS[table])
        for fact in facts
        if fact.start < fact.end
    ]


def replace_facts(doc: Doc, facts: Iterable[Any], table: str) -> None:
    put_facts(doc, table, facts)


def facts_of(doc: Doc, table: str) -> list[Any]:
    """The fact records of a table; none where no component has looked for them."""
    record = TABLES[table]
    kinds = [column_type(f) for f in columns(record)]
    names = [f.name for f in columns(record)]
    return [
        record(**{name: restored(value, kind) for name, value, kind in zip(names, row, kinds, strict=True)})
        for row in get(doc, table) or ()
    ]


def plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def restored(value: Any, kind: type) -> Any:
    return kind.fromisoformat(value) if value is not None and issubclass(kind, date) else value


# What is known of the article


def passage_of(doc: Doc) -> Passage:
    """The Doc's text with its title, day of publication and article id."""
    return Passage(doc.text, named(doc, "title"), published_of(doc), named(doc, "article_id"))


def about(doc: Doc, name: str) -> Any:
    """What was set on the Doc, else what its context in `nlp.pipe(..., as_tuples=True)` says."""
    value = get(doc, name)
    return told(getattr(doc, "_context", None), name) if value is None else value


def told(context: Any, name: str) -> Any:
    """What a context says of an article: a mapping or an object such as `Article` by keys and attributes of
    that name, a date or the string of one (2022-01-21) by itself."""
    if isinstance(context, Mapping):
        return context.get(name)
    if isinstance(context, str):
        return context if name == "published" and DAY.match(context) else None
    if isinstance(context, date):
        return context if name == "published" else None
    value = getattr(context, name, None)
    return None if callable(value) else value


def named(doc: Doc, name: str) -> str:
    return str(about(doc, name) or "")


def put_named(doc: Doc, value: str, name: str) -> None:
    put(doc, name, str(value))


def put_published(doc: Doc, value: datetime | date | str | float | None) -> None:
    day = day_of(value)
    put(doc, "published", day.isoformat() if day else None)


def published_of(doc: Doc) -> date | None:
    return day_of(about(doc, "published"))


def day_of(value: datetime | date | str | float | None) -> date | None:
    """The calendar day in China of whatever an `Article` takes as its publication time."""
    from nlp_extract.articles.published import china_day, parse_published

    return china_day(parse_published(value))


# The tagger's output


def put_tags(doc: Doc, tags: Tags) -> None:
    """Keep the tagger's output for the components that read it."""
    put(
        doc,
        "tags",
        {
            "organizations": [list(span) for span in tags.organizations],
            "counts": [
                [list(s) if s else None for s in (c.span, c.item, c.subject, c.time)] for c in tags.counts
            ],
            "dates": [list(span) for span in tags.dates],
            "people": [list(span) for span in tags.people],
            "places": [list(span) for span in tags.places],
            "words": [list(word) for word in tags.words],
        },
    )


def tags_of(doc: Doc) -> Tags | None:
    """The tagger's output, None where it has not run on the Doc."""
    kept = get(doc, "tags")
    if kept is None:
        return None
    # Not above: spaCy imports this module whenever it makes a pipeline, and the tagger brings onnxruntime.
    from nlp_extract.tagger.spans import CountSpans, Span, Tags, Word

    return Tags(
        organizations=[Span(*span) for span in kept["organizations"]],
        counts=[CountSpans(Span(*c[0]), *(Span(*s) if s else None for s in c[1:])) for c in kept["counts"]],
        dates=[Span(*span) for span in kept["dates"]],
        people=[Span(*span) for span in kept["people"]],
        places=[Span(*span) for span in kept["places"]],
        words=[Word(*word) for word in kept["words"]],
    )
