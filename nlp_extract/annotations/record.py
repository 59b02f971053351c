"""The records of annotated texts, and what every form of them has in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import pandas as pd

if TYPE_CHECKING:
    from nlp_extract.tables import Facts

Mention: TypeAlias = dict[str, Any]
Record: TypeAlias = dict[str, Any]

LABELS = {"organizations": "ORGANIZATION", "counts": "COUNT", "dates": "DATE"}
"""What a mention of each list is called in the other forms."""

FIELDS = ("item", "subject", "time")
"""What of a count stands in the text itself; `item_start` and so on say where."""

VALUES: dict[str, dict[str, str]] = {
    "organizations": {"name": "name", "kind": "kind", "region": "region"},
    "counts": {
        "value": "value", "high": "value_high", "unit": "unit", "approx": "approx", "change": "change",
        "basis": "basis", **{name: name for name in FIELDS}, **{f"{name}_start": f"{name}_start" for name in FIELDS},
    },
    "dates": {"kind": "kind", "start_date": "start_date", "end_date": "end_date", "value": "value"},
}  # fmt: skip
"""What an annotation says of each mention, and the column of the table that it comes from."""


def records(facts: Facts) -> Iterator[Record]:
    """A record for each article of extracted facts, in their order.

    Mentions have `start`, `end`, `text` and the fields of docs/annotation.md; what is missing is null. The
    count's `item`, `subject` and `time` also have their offset (`item_start`), null where they are empty.
    """
    tables = {name: facts.tables()[name] for name in LABELS}
    rows = {table: dict(tuple(frame.groupby("article_id", sort=False))) for table, frame in tables.items()}
    for article in facts.articles.to_dict("records"):
        found = {
            table: [mention(table, row) for row in there[article["article_id"]].to_dict("records")]
            if article["article_id"] in there
            else []
            for table, there in rows.items()
        }
        day = article["published_day"]
        yield {
            "id": article["article_id"],
            "title": article["title"],
            "published": None if pd.isna(day) else day.date().isoformat(),
            "text": article["text"],
            **found,
        }


def mention(table: str, row: Mapping[Any, Any]) -> Mention:
    """The annotation that a row of a table makes."""
    fields = {name: plain(row[column]) for name, column in VALUES[table].items()}
    return {"start": int(row["start"]), "end": int(row["end"]), "text": row["text"], **fields}


def plain(value: Any) -> Any:
    """A cell as JSON has it: whole numbers without a fraction, days as ISO 8601, missing as None."""
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return int(value) if isinstance(value, float) and value.is_integer() else value


def field_spans(text: str, count: Mapping[str, Any]) -> dict[str, tuple[int, int]]:
    """Where the item, subject and time of a count stand; those that are empty or not in the text are not
    there."""
    spans = {}
    for name in FIELDS:
        phrase = count.get(name) or ""
        if isinstance(phrase, list):  # several answers are right: the first is shown
            phrase = phrase[0] if phrase else ""
        start = count.get(f"{name}_start")
        if not phrase:
            continue
        if start is None or text[start : start + len(phrase)] != phrase:
            start = nearest(text, phrase, count["start"], count["end"])
        if start >= 0:
            spans[name] = (start, start + len(phrase))
    return spans


def nearest(text: str, phrase: str, start: int, end: int) -> int:
    """The occurrence of a phrase nearest to the count at `start` to `end`, one after it counting as three
    times as far; -1 where there is none."""
    before, after = text.rfind(phrase, 0, start), text.find(phrase, end)
    if before < 0 or (after >= 0 and 3 * (after - end) < start - before - len(phrase)):
        return after if after >= 0 else text.find(phrase)
    return before


def values_of(mention: Mapping[str, Any]) -> dict[str, Any]:
    """What a mention says besides its offsets, its text, and what stands in the text."""
    beside = {"start", "end", "text", *FIELDS, *(f"{name}_start" for name in FIELDS)}
    return {name: value for name, value in mention.items() if name not in beside}


@contextmanager
def well_formed(where: str) -> Iterator[None]:
    """What has not the shape of its form, at whatever depth, becomes a `ValueError` that says where it stands."""
    try:
        yield
    except (LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(
            f"{where}: not as the form has it ({type(error).__name__}: {error}); export it again"
        ) from error


class Marked(NamedTuple):
    """A mention as another form has it: its list, offsets, values, and the offsets of its fields."""

    table: str
    start: int
    end: int
    values: Mapping[str, Any]
    fields: Mapping[str, tuple[int, int]]


def assembled(record: Mapping[str, Any], mentions: Iterable[Marked]) -> Record:
    """The record with the mentions of another form, in text order."""
    text = record["text"]
    lists: dict[str, list[Mention]] = {table: [] for table in LABELS}
    for table, start, end, values, fields in sorted(mentions, key=lambda m: (m.start, m.end)):
        made: Mention = {"start": start, "end": end, "text": text[start:end], **values}
        if table == "counts":
            for name in FIELDS:
                span = fields.get(name)
                made[name] = text[slice(*span)] if span else ""
                made[f"{name}_start"] = span[0] if span else None
        lists[table].append(made)
    return {**record, **lists}


def checked(record: Any, where: str) -> Record:
    """The record, if it is one.

    Raises:
        ValueError: it is no annotated text, or a mention's text is not what stands at its offsets.
    """
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise ValueError(f"{where}: an annotated text is an object with a string `text`")
    for table in LABELS:
        for mention in record.get(table) or ():
            if not isinstance(mention, Mapping) or not {"start", "end", "text"} <= mention.keys():
                raise ValueError(f"{where}: a mention in `{table}` has no start, end and text: {mention!r}")
            start, end = mention["start"], mention["end"]
            if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end):
                raise ValueError(
                    f"{where}: {table} mention {mention['text']!r} has no span: {start!r} to {end!r}"
                )
            there = record["text"][start:end]
            if there != mention["text"]:
                raise ValueError(
                    f"{where}: {table} mention {mention['text']!r} has offsets {mention['start']}-{mention['end']}, "
                    f"where the text reads {there!r}; correct start and end"
                )
    return record
