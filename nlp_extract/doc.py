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
from typing import TYPE_CHECKING, Any

from nlp_extract.facts import TABLES, column_type, columns
from nlp_extract.passage import Passage

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from nlp_extract.tagger.spans import Tags

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

    for table in LABELS:
        declare(
            Doc,
            table,
            lambda doc, name=table: facts_of(doc, name),
            lambda doc, facts, name=table: put_facts(doc, name, facts),
        )
    declare(Doc, "published", published_of, put_published)
    for name in ("title", "article_id"):
        declare(
            Doc,
            name,
            lambda doc, name=name: about(doc, name) or "",
            lambda doc, value, name=name: put(doc, name, str(value)),
        )


def declare(doc_type: type[Doc], name: str, getter: Callable[..., Any], setter: Callable[..., None]) -> None:
    if not doc_type.has_extension(name):
        doc_type.set_extension(name, getter=getter, setter=setter)


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
    return Passage(doc.text, about(doc, "title") or "", published_of(doc), about(doc, "article_id") or "")


def about(doc: Doc, name: str) -> Any:
    """What was set on the Doc, else what its context in `nlp.pipe(..., as_tuples=True)` says."""
    value = get(doc, name)
    context = getattr(doc, "_context", None)
    if value is not None or context is None:
        return value
    return context.get(name) if isinstance(context, Mapping) else getattr(context, name, None)


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
