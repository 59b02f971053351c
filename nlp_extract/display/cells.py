"""Tables for reading: which columns, under which captions, and how a cell is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from typing import TYPE_CHECKING, Any, NamedTuple

from nlp_extract.facts import DERIVED, TABLES, column_type, columns

if TYPE_CHECKING:
    import pandas as pd

CAPTIONS = {
    "articles": "文章",
    "entities": "机构汇总",
    "organizations": "机构",
    "counts": "数据",
    "dates": "时间",
    "people": "人物",
    "places": "地点",
    "errors": "错误",
}

READ = {
    "articles": ("title", "source", "reporter", "published_day", "characters", "warning"),
    "entities": ("name", "kind", "region", "articles", "mentions", "short_forms"),
    "organizations": ("text", "name", "kind", "region", "note"),
    "counts": (
        "text", "item", "subject", "time", "change", "basis", "value", "unit", "period_start", "period_end",
        "note",
    ),
    "dates": ("text", "kind", "start_date", "end_date", "value", "note"),
    "people": ("text", "role", "organization"),
    "places": ("text", "name", "region", "region_code"),
    "errors": ("path", "article_id", "stage", "reason", "remedy"),
}  # fmt: skip
"""The columns that a person reads; the dataframes have them all."""

TELLING = {
    "organizations": ("name", "kind", "region"),
    "counts": ("value", "value_high", "unit", "item", "subject", "change", "basis", "time"),
    "dates": ("kind", "start_date", "end_date", "value"),
    "people": ("name", "role", "organization"),
    "places": ("name", "region"),
}
"""What a mention says at a glance."""


class Heading(NamedTuple):
    """The head of a column."""

    name: str
    caption: str
    doc: str
    number: bool


class Cell(NamedTuple):
    """A cell as it is read, and what it is sorted by."""

    text: str
    key: str
    number: bool


def headings(table: str) -> list[Heading]:
    """The heads of a table's columns that are read."""
    known = {column.name: column for column in columns((TABLES | DERIVED)[table])}
    return [
        Heading(
            name, known[name].metadata["caption"], known[name].metadata["doc"], is_number(table, name)
        )
        for name in READ[table]
    ]  # fmt: skip


def is_number(table: str, name: str) -> bool:
    [kind] = [column_type(column) for column in columns((TABLES | DERIVED)[table]) if column.name == name]
    return kind in (int, float)


def rows(table: str, frame: pd.DataFrame) -> Iterator[list[Cell]]:
    """The rows of a table as they are read."""
    numbers = [is_number(table, name) for name in READ[table]]
    written: Iterable[tuple[Any, Any, Any]] = (
        zip(*(frame[name].tolist() for name in ("approx", "value", "value_high")), strict=True)
        if table == "counts"
        else repeat(("", None, None), len(frame))
    )
    values = zip(*(frame[name].tolist() for name in READ[table]), strict=True)
    for row, (approx, low, high) in zip(values, written, strict=True):
        yield [
            Cell(
                quantity(approx, low, high) if name == "value" and table == "counts" else shown(value),
                sort_key(value),
                number,
            )
            for name, value, number in zip(READ[table], row, numbers, strict=True)
        ]


def quantity(approx: str, low: Any, high: Any) -> str:
    """A value with its bound or its range: ≥ 100, 160–220."""
    if not shown(low):
        return ""
    sign = {">=": "≥ ", "<=": "≤ ", "~": "≈ ", ">": "> ", "<": "< "}.get(approx, "")
    return sign + "–".join(filter(None, (shown(low), shown(high))))


def shown(value: Any) -> str:
    """A cell as a person reads it: 3,900,000,000,000 and 2022-02-15; nothing for what is missing and for =."""
    import pandas as pd

    if value is None or value is pd.NA or value is pd.NaT or value == "=":
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:,.10g}" if abs(value) < 1e10 else f"{value:,.0f}"
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat() if value == value.normalize() else value.strftime("%Y-%m-%d %H:%M")
    return str(value)


def sort_key(value: Any) -> str:
    """A number in full; empty where the text itself sorts, or nothing is there."""
    import pandas as pd

    return repr(value) if isinstance(value, (int, float)) and not pd.isna(value) else ""


def of_article(tables: dict[str, pd.DataFrame], article_id: str) -> dict[str, pd.DataFrame]:
    """The rows of one article in some tables."""
    return {name: frame[frame["article_id"] == article_id] for name, frame in tables.items()}


def mention_tables(facts: Any, names: Sequence[str] | None = None) -> dict[str, pd.DataFrame]:
    """The tables of mentions by name.

    Raises:
        ValueError: there is no such table.
    """
    from nlp_extract.display.marked import labels
    from nlp_extract.doc import LABELS

    wanted = tuple(LABELS) if names is None else tuple(names)
    labels(wanted)
    return {name: getattr(facts, name) for name in wanted}
