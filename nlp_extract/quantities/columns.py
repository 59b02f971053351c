"""Rows of figures under a header: 机构｜贷款余额｜同比 says what the figures of 农商银行｜6.4亿元｜增21% are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import regex

from nlp_extract.tagger.spans import Span

SIGNS = "／/|｜\t"
FEWEST_SIGNS = 4
"""Of one kind in a text with a header and a row."""
CELL = rf"[^\n。；;{SIGNS}]{{0,60}}+"
ROW = regex.compile(
    rf"(?<![^\n。；;{SIGNS}]) {CELL} ([{SIGNS}]) {CELL} \1 {CELL} (?: \1 {CELL} )*+", regex.VERBOSE
)
TITLE = r"[\w%％·]{1,16}+"
FIRST_TITLE = regex.compile(rf"(?r)({TITLE})\s*+")  # 部分银行如下（|机构
MIDDLE_TITLE = regex.compile(rf"\s*+({TITLE})\s*+\Z")
LAST_TITLE = regex.compile(rf"\s*+({TITLE})(?!\w)")  # 同比|）：
CHANGE = regex.compile("同比|环比|增[长速幅减]|[涨降升跌]幅|[较比].{1,4}")
"""A title that names a change: what changes stands in the column before."""


class Column(NamedTuple):
    """What a header says of the counts below it."""

    item: Span
    basis: Span | None
    """What the change is against (同比), None where the column holds no change."""
    time: Span | None
    """A date at the front of the title (3月末|贷款余额)."""


def columns_of(
    text: str, counts: Sequence[Span], dates: Sequence[Span] = ()
) -> dict[tuple[int, int], Column]:
    """The column of each count that stands in a row below a header; other counts are left out.

    A header is three titles or more between signs of one kind (／ | tab), without a count; rows below it have the same
    sign and as many cells, the first of which says whose row it is.
    """
    found: dict[tuple[int, int], Column] = {}
    if not counts or max(map(text.count, SIGNS)) < FEWEST_SIGNS:
        return found
    dates_at = {date.start: date for date in dates}
    headers: dict[str, list[Column]] = {}
    for sign, cells in _rows(text):
        titles = _titles(text, cells)
        if titles and not any(_inside(title, counts) for title in titles):
            headers[sign] = _columns(text, titles, dates_at)
            continue
        inside, columns = [_inside(cell, counts) for cell in cells], headers.get(sign, [])
        if len(cells) == len(columns) and not inside[0]:
            for column, spans in zip(columns, inside, strict=True):
                found.update(dict.fromkeys(spans, column))
    return found


def _rows(text: str) -> Iterator[tuple[str, list[Span]]]:
    """The rows of a text: the sign between their cells, and the cells; empty ones at both ends are none."""
    for row in ROW.finditer(text):
        sign = row[1]
        signs = [at for at in range(row.start(), row.end()) if text[at] == sign]
        starts, ends = [row.start(), *(at + 1 for at in signs)], [*signs, row.end()]
        cells = [Span(*cell) for cell in zip(starts, ends, strict=True)]
        closed = not text[slice(*cells[0])].strip() and not text[slice(*cells[-1])].strip()
        yield sign, cells[1:-1] if closed else cells


def _inside(cell: Span, counts: Sequence[Span]) -> list[Span]:
    first, last = (bisect_left(counts, (at,)) for at in cell)
    return list(counts[first:last])


def _titles(text: str, cells: Sequence[Span]) -> list[Span]:
    """The titles of a header, empty where a cell holds none or more than one."""
    patterns = [FIRST_TITLE, *[MIDDLE_TITLE] * (len(cells) - 2), LAST_TITLE]
    titles = [pattern.match(text, *cell) for pattern, cell in zip(patterns, cells, strict=True)]
    return [Span(*title.span(1)) for title in titles if title] if all(titles) else []


def _columns(text: str, titles: Sequence[Span], dates_at: Mapping[int, Span]) -> list[Column]:
    """The columns under these titles; one of changes has the item and the time of the column before."""
    columns: list[Column] = []
    for title in titles:
        date = dates_at.get(title.start)
        if len(columns) > 1 and CHANGE.fullmatch(text, *title):
            columns.append(columns[-1]._replace(basis=title))
        elif date and date.end < title.end:
            columns.append(Column(Span(date.end, title.end), None, date))
        else:
            columns.append(Column(title, None, None))
    return columns
