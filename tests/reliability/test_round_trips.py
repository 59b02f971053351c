"""No value is lost on the way into a file and back, whatever characters and numbers the rows hold."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, datetime, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import pytest
import regex
from hypothesis import example, given, settings
from hypothesis import strategies as st

import nlp_extract as nx
from nlp_extract.facts import ArticleRow, Count, Date, ErrorRow

from .news import rows

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12) | st.sampled_from(
    ["=1+1", "'=1", "a,b;c\t\"d\"\r\n'e", " 空格 ", "00123", "1e5", "TRUE", "nan", "None", "NULL", "2024-05-06",
     "\x1f\x85\u2028", "_x0041_", "\ufeff前", "𠮷\u0301\u200d"]
)  # fmt: skip
NUMBERS = (
    st.none()
    | st.floats(allow_nan=False, allow_infinity=False, width=32)
    | st.integers(-(10**14), 10**14).map(float)
)
DAYS = st.none() | st.dates(date(1900, 3, 1), date(2200, 1, 1))
TIMES = st.none() | st.datetimes(
    datetime(1930, 1, 1), datetime(2200, 1, 1), timezones=st.just(timezone.utc)
).map(lambda time: time.replace(microsecond=0))


@st.composite
def tables(draw: st.DrawFn) -> nx.Facts:
    """Rows of four tables, with every type that a column has."""
    article = ArticleRow(
        article_id="a", title=draw(TEXTS), published=draw(TIMES), published_day=draw(DAYS), text=draw(TEXTS)
    )
    count = Count(
        article_id="a", start=draw(st.integers(0, 10**9)), text=draw(TEXTS), value=draw(NUMBERS),
        value_high=draw(NUMBERS), item=draw(TEXTS), period_start=draw(DAYS),
        subject_start=draw(st.none() | st.integers(0, 99)),
    )  # fmt: skip
    found = Date(article_id="a", text=draw(TEXTS), start_date=draw(DAYS), relative=draw(st.booleans()))
    error = ErrorRow(path=draw(TEXTS), stage="read", reason=draw(TEXTS))
    return nx.Facts.from_records(
        {"articles": [article], "counts": [count], "dates": [found], "errors": [error]}
    )


TABLES = ("articles", "counts", "dates", "errors")


def read_csv(facts: nx.Facts, folder: Path) -> Iterator[pd.DataFrame]:
    facts.to_csv(folder, defuse=False)
    for name in TABLES:
        types = {
            column: str
            for column in facts.tables()[name]
            if str(facts.tables()[name][column].dtype) == "string"
        }
        yield pd.read_csv(
            folder / f"{name}.csv", dtype=types, keep_default_na=False, na_values={}, lineterminator=None
        )


def read_parquet(facts: nx.Facts, folder: Path) -> Iterator[pd.DataFrame]:
    pytest.importorskip("pyarrow")
    facts.to_parquet(folder)
    for name in TABLES:
        yield pd.read_parquet(folder / f"{name}.parquet")


def read_duckdb(facts: nx.Facts, folder: Path) -> Iterator[pd.DataFrame]:
    duckdb = pytest.importorskip("duckdb")
    facts.to_duckdb(folder / "facts.duckdb")
    with duckdb.connect(str(folder / "facts.duckdb"), read_only=True) as database:
        for name in TABLES:
            found = database.execute(f"SELECT * FROM {name}")
            yield pd.DataFrame(
                found.fetchall(), columns=[column[0] for column in found.description], dtype=object
            )


def read_sqlite(facts: nx.Facts, folder: Path) -> Iterator[pd.DataFrame]:
    facts.to_sqlite(folder / "facts.sqlite")
    database = sqlite3.connect(folder / "facts.sqlite")
    for name in TABLES:
        found = database.execute(f"SELECT * FROM {name}")
        yield pd.DataFrame(
            found.fetchall(), columns=[column[0] for column in found.description], dtype=object
        )
    database.close()


def read_excel(facts: nx.Facts, folder: Path) -> Iterator[pd.DataFrame]:
    openpyxl = pytest.importorskip("openpyxl")
    facts.to_excel(folder / "facts.xlsx")
    book = openpyxl.load_workbook(folder / "facts.xlsx")
    for name in TABLES:
        header, *body = (
            [as_excel_shows(cell) for cell in row] for row in book[name].iter_rows(values_only=True)
        )
        yield pd.DataFrame(body, columns=header, dtype=object)


def as_excel_shows(cell: Any) -> Any:
    """Characters that XML cannot hold are written as _x001F_ (ECMA-376, ST_Xstring), which openpyxl leaves as it is."""
    return (
        regex.sub("_x([0-9A-F]{4})_", lambda code: chr(int(code[1], 16)), cell)
        if isinstance(cell, str)
        else cell
    )


READERS = [read_csv, read_parquet, read_duckdb, read_sqlite, read_excel]


@pytest.mark.parametrize("read", READERS)
def test_no_value_is_lost(read: Any) -> None:
    @settings(max_examples=10)
    @given(tables())
    @example(nx.Facts.from_records({name: [] for name in TABLES}))
    def holds(facts: nx.Facts) -> None:
        with TemporaryDirectory() as folder:
            for name, back in zip(TABLES, read(facts, Path(folder)), strict=True):
                given_rows = rows(facts, name)
                assert list(back.columns) == list(facts.tables()[name].columns)
                assert len(back) == len(given_rows)
                for given_row, row in zip(given_rows, back.to_dict("records"), strict=True):
                    for column, value in given_row.items():
                        assert same(value, row[column]), (name, column, value, row[column])

    holds()


def same(value: Any, back: Any) -> bool:
    """Whether a cell of a file is the value, in whatever type the form has for it."""
    if value is None or value == "":
        return back is None or back == "" or pd.isna(back)
    if isinstance(value, pd.Timestamp):
        there = pd.Timestamp(back)
        if value.tz is not None:
            there = there.tz_localize("Asia/Shanghai") if there.tz is None else there
        return bool(there == value)
    if isinstance(value, float):
        return abs(float(back) - value) <= 1e-14 * abs(value)
    if isinstance(value, bool):
        return bool(back) == value and str(back).lower() in ("true", "false", "0", "1")
    return bool(back == value)
