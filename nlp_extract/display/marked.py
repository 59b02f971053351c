"""The marked text, by spaCy's displaCy.

The colours are registered with spaCy, so `displacy.render(doc, style="span", options={"spans_key": "counts"})`
has them by itself; `render` marks several tables at once, with a legend.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from nlp_extract.doc import LABELS

if TYPE_CHECKING:
    from spacy.tokens import Doc

COLORS = {
    "ORGANIZATION": "#8fd3f4",
    "COUNT": "#ffd27f",
    "DATE": "#b5e3b0",
    "PERSON": "#f7b6d2",
    "PLACE": "#cdbff0",
}
"""Light grounds that black text stands on, told apart by the colour-blind too (by lightness and hue)."""

CAPTIONS = {"ORGANIZATION": "机构", "COUNT": "数据", "DATE": "时间", "PERSON": "人物", "PLACE": "地点"}


def options(table: str = "counts") -> dict[str, Any]:
    """displaCy's options for the span group of a table: `displacy.render(doc, style="span", options=...)`.

    Raises:
        ValueError: there is no such table.
    """
    [label] = labels([table])
    return {"spans_key": table, "colors": {label: COLORS[label]}}


def render(doc: Doc, tables: Sequence[str] = tuple(LABELS), *, page: bool = False) -> str:
    """HTML of the text with the mentions of some tables marked, under a legend.

    Args:
        doc: a Doc with facts. A mention that ends inside a token is marked to the token's end.
        tables: which tables; one of which nothing was found is left out.
        page: whether to give a whole HTML page.

    Raises:
        ValueError: there is no such table.
    """
    from spacy import displacy

    labels(tables)  # an unknown table is refused whether or not there is something to mark
    found = [table for table in tables if table in doc.spans]
    marked = {
        "text": doc.text,
        "tokens": [token.text for token in doc],
        "spans": [
            {"start_token": span.start, "end_token": span.end, "label": span.label_}
            for table in found
            for span in doc.spans[table]
        ],
    }
    html: str = displacy.render(
        marked, style="span", manual=True, page=page, jupyter=False, options={"colors": COLORS}
    )
    at = html.index(">", html.index("<body")) + 1 if page else 0
    return html[:at] + legend(found) + html[at:]


def legend(tables: Sequence[str] = tuple(LABELS)) -> str:
    """HTML that tells which colour is which table."""
    marks = "".join(
        f'<span style="background: {COLORS[label]}; color: black; padding: 0.15em 0.5em; margin-right: 0.5em; '
        f'border-radius: 0.3em">{CAPTIONS[label]} {escape(label)}</span>'
        for label in labels(tables)
    )
    return f'<div class="nlp-extract-legend" style="margin: 0.5em 0">{marks}</div>'


def labels(tables: Sequence[str]) -> list[str]:
    unknown = [table for table in tables if table not in LABELS]
    if unknown:
        raise ValueError(f"no table {unknown[0]!r} to mark: there are {', '.join(LABELS)}")
    return [LABELS[table] for table in tables]
