"""Articles for the properties: the project's own, whole, cut, damaged and sown with characters that break things."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

import nlp_extract as nx
from nlp_extract.facts import TABLES

MENTIONS = [name for name in TABLES if name not in ("articles", "errors")]
DATA = Path(__file__).parents[2] / "training" / "data"

RECORDS = [json.loads(line) for line in (DATA / "evaluation.jsonl").read_text(encoding="utf-8").splitlines()]
"""Annotated texts that were written for the project: every event, figure and person in them is invented."""

MARKS = (
    "\u200b\u200d\u202e\u2066\ufeff\ue000\U0010fffd\u0301\u20e3\ud800\udfff\x00\x1f\x85\u2028　\t\r\n 𠮷é＝"
)
"""Joiners, right-to-left marks, private use, combining marks, lone surrogates, controls, a rare character."""

SIGNS = st.sampled_from([*MARKS, *"。，、；（）“”%∶至年月日万亿余", "去年", "市纪委", "26家", "該局", "同比"])

LINES = st.lists(st.text(st.characters(codec="utf-8"), max_size=30), max_size=4).map("\n".join)


@st.composite
def damaged(draw: st.DrawFn, most: int = 160) -> str:
    """A stretch of an article with parts lost, doubled, put elsewhere, or with strange characters among its own."""
    whole = draw(st.sampled_from(RECORDS))["text"]
    start = draw(st.integers(0, len(whole)))
    text = whole[start : start + most]
    for _ in range(draw(st.integers(0, 4))):
        at, upto = sorted(draw(st.tuples(*[st.integers(0, len(text))] * 2)))
        how = draw(st.sampled_from(["lose", "double", "reverse", "sow"]))
        part = {"lose": "", "double": 2 * text[at:upto], "reverse": text[at:upto][::-1]}.get(how)
        text = text[:at] + (draw(SIGNS) + text[at:upto] if part is None else part) + text[upto:]
    return text[: 2 * most]


TEXTS = damaged() | LINES
ARTICLES = st.builds(
    nx.Article,
    TEXTS,
    published=st.sampled_from([None, "2024-11-18"]),
    title=st.sampled_from(["", "市纪委通报"]),
)


def rows(facts: nx.Facts, table: str, article_id: str | None = None) -> list[dict[str, Any]]:
    """The rows of a table, of one article or of all, missing values as None."""
    frame = facts.tables()[table]
    if article_id is not None:
        frame = frame[frame["article_id"] == article_id]
    return [
        dict(zip(frame.columns, cells, strict=True))
        for cells in zip(*(values(frame[column]) for column in frame.columns), strict=True)
    ]


def values(column: Any) -> list[Any]:
    return list(column.astype(object).where(column.notna(), None))
