"""The same rows in every format, with real types, keys and views; whole or not at all."""

from __future__ import annotations

import logging
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, timezone
from pathlib import Path

import pandas as pd
import pytest

import nlp_extract as nx
from nlp_extract.export import formats
from nlp_extract.facts import TABLES, ArticleRow, Count, Organization

duckdb = pytest.importorskip("duckdb", reason="pip install 'nlp-extract[duckdb]'")
openpyxl = pytest.importorskip("openpyxl", reason="it reads the workbooks here")
pq = pytest.importorskip("pyarrow.parquet", reason="pip install 'nlp-extract[parquet]'")

FACTS = nx.Facts.from_records(
    {
        "articles": [
            ArticleRow(
                article_id="20220215000012345678",
                title="=1+1",
                published=datetime(2022, 2, 14, 23, 42, 23, tzinfo=timezone.utc),
                published_day=date(2022, 2, 15),
                text="市财政局\ud800",
                characters=5,
            )
        ],
        "organizations": [
            Organization(
                article_id="20220215000012345678",
                start=0,
                end=4,
                text="市财政局",
                name="贵港市财政局",
                kind="government",
                region="广西壮族自治区/贵港市",
                region_code="450800",
            )
        ],
        "counts": [
            Count(
                article_id="20220215000012345678",
                start=9,
                end=14,
                text="3.9万亿元",
                value=3.9e12,
                unit="元",
                subject="市财政局",
                subject_start=0,
                period_start=date(2021, 1, 1),
            ),
            Count(article_id="20220215000012345678", start=20, text="一万兆", value=1e16),
        ],
    }
)
WRITTEN = [*TABLES, "entities"]


def sheets(path: Path) -> dict[str, list[tuple[object, ...]]]:
    book = openpyxl.load_workbook(path)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}


def test_parquet_has_the_types_of_the_facts(tmp_path: Path) -> None:
    assert FACTS.to_parquet(tmp_path / "new") == [tmp_path / "new" / f"{name}.parquet" for name in WRITTEN]
    for name, table in FACTS.tables().items():
        written = pq.read_table(tmp_path / "new" / f"{name}.parquet")
        assert written.column_names == list(table.columns)
        assert written.num_rows == len(table)
    counts = pq.read_table(tmp_path / "new" / "counts.parquet")
    assert counts.column("period_start").to_pylist() == [date(2021, 1, 1), None]
    assert counts.column("value").to_pylist() == [3.9e12, 1e16]
    article = pq.read_table(tmp_path / "new" / "articles.parquet").to_pylist()[0]
    assert article["published"] == datetime(2022, 2, 14, 23, 42, 23, tzinfo=timezone.utc)
    assert article["text"] == "市财政局?"
    metadata = pq.ParquetFile(tmp_path / "new" / "counts.parquet").metadata
    assert metadata.row_group(0).column(0).compression == "ZSTD"


def test_excel_has_a_sheet_for_each_table(tmp_path: Path) -> None:
    path = FACTS.to_excel(tmp_path / "facts.xlsx")
    found = sheets(path)
    assert list(found) == WRITTEN
    assert openpyxl.load_workbook(path)["counts"].freeze_panes == "A2"
    article = dict(zip(*found["articles"], strict=True))
    assert article["article_id"] == "20220215000012345678"  # as text: Excel holds 15 digits
    assert article["title"] == "=1+1"
    assert openpyxl.load_workbook(path)["articles"]["B2"].data_type == "s"
    assert article["published"] == datetime(2022, 2, 15, 7, 42, 23)
    assert article["published_day"] == datetime(2022, 2, 15)
    counts = [dict(zip(found["counts"][0], row, strict=True)) for row in found["counts"][1:]]
    assert [count["value"] for count in counts] == [3_900_000_000_000, "10000000000000000"]
    assert dict(zip(*found["organizations"], strict=True))["region_code"] == "450800"


def test_excel_goes_on_in_another_sheet_and_warns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("nlp_extract.export.excel.SHEET_ROWS", 3)
    monkeypatch.setattr("nlp_extract.export.excel.CELL_CHARACTERS", 10)
    texts = ["36起", "12.5%", "3人", "4人", "5人以上的单位有二十家"]
    facts = nx.Facts.from_records({"counts": [Count(article_id="a", text=text) for text in texts]})
    with caplog.at_level(logging.WARNING):
        found = sheets(facts.to_excel(tmp_path / "facts.xlsx"))
    assert [row[3] for name in ("counts", "counts 2", "counts 3") for row in found[name][1:]] == [
        *texts[:4],
        "5人以上的单位有二…",
    ]
    assert "they go on in the sheet 'counts 2'" in caplog.text
    assert "longer than a cell" in caplog.text


def rows_of_duckdb(path: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(path), read_only=True) as database:
        return list(database.execute(query).fetchall())


def rows_of_sqlite(path: Path, query: str) -> list[tuple[object, ...]]:
    return sqlite3.connect(path).execute(query).fetchall()


DATABASES = [("to_duckdb", rows_of_duckdb), ("to_sqlite", rows_of_sqlite)]


@pytest.mark.parametrize(("method", "rows"), DATABASES)
def test_databases_join_counts_to_articles_and_entities(
    method: str, rows: Callable[[Path, str], list[tuple[object, ...]]], tmp_path: Path
) -> None:
    path = getattr(FACTS, method)(tmp_path / "facts.db")
    assert path == tmp_path / "facts.db"
    joined = rows(path, "SELECT text, title, entity_name, entity_region FROM counts_joined ORDER BY start")
    assert joined == [
        ("3.9万亿元", "=1+1", "贵港市财政局", "广西壮族自治区/贵港市"),
        ("一万兆", "=1+1", None, None),
    ]
    assert rows(path, "SELECT title, entity_mentions FROM organizations_joined") == [("=1+1", 1)]
    [(day,)] = rows(path, "SELECT published_day FROM articles")
    assert str(day) == "2022-02-15"
    for name, table in {**FACTS.tables(), "entities": FACTS.entities}.items():
        assert rows(path, f"SELECT count(*) FROM {name}") == [(len(table),)]


def test_a_database_refuses_a_second_article_with_an_id(tmp_path: Path) -> None:
    path = FACTS.to_sqlite(tmp_path / "facts.db")
    with pytest.raises(sqlite3.IntegrityError):
        sqlite3.connect(path).execute("INSERT INTO articles SELECT * FROM articles")


def test_the_examples_come_back_from_parquet_and_databases(facts: nx.Facts, tmp_path: Path) -> None:
    facts.to_parquet(tmp_path)
    facts.to_duckdb(tmp_path / "facts.duckdb")
    facts.to_sqlite(tmp_path / "facts.sqlite")
    for name in ("counts", "dates", "organizations"):
        expected = getattr(facts, name)["text"].tolist()
        assert pd.read_parquet(tmp_path / f"{name}.parquet")["text"].tolist() == expected
        for file, rows in (("facts.duckdb", rows_of_duckdb), ("facts.sqlite", rows_of_sqlite)):
            assert [text for (text,) in rows(tmp_path / file, f"SELECT text FROM {name}")] == expected
    subjects = "SELECT count(*) FROM counts_joined WHERE entity IS NOT NULL"
    assert (
        rows_of_duckdb(tmp_path / "facts.duckdb", subjects)
        == rows_of_sqlite(tmp_path / "facts.sqlite", subjects)
        != [(0,)]
    )


@pytest.mark.parametrize("method", ["to_csv", "to_parquet", "to_excel", "to_duckdb", "to_sqlite"])
def test_a_failure_leaves_what_was_there(
    method: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out" / ("" if method in ("to_csv", "to_parquet") else "facts.db")
    getattr(FACTS, method)(target)
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    calls = iter(range(3))
    rows_of_frame = formats.rows_of_frame

    def failing(name: str, table: pd.DataFrame) -> object:
        if next(calls, None) is None:
            raise OSError(28, "No space left on device")
        return rows_of_frame(name, table)

    monkeypatch.setattr(formats, "rows_of_frame", failing)
    with pytest.raises(OSError, match="No space left"):
        getattr(FACTS, method)(target)
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


@pytest.mark.parametrize(
    ("method", "module", "extra"),
    [
        ("to_parquet", "pyarrow", "parquet"),
        ("to_excel", "xlsxwriter", "excel"),
        ("to_duckdb", "duckdb", "duckdb"),
    ],
)
def test_a_missing_package_is_named(
    method: str, module: str, extra: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nlp_extract.export.formats.find_spec", lambda name: None)
    with pytest.raises(ValueError, match=rf"{module}: pip install 'nlp-extract\[{extra}\]'"):
        getattr(FACTS, method)(tmp_path / "out")
    assert not list(tmp_path.iterdir())


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    program = (
        "import sys, nlp_extract.corpus.run\n"
        "print(*{'pyarrow', 'duckdb', 'xlsxwriter', 'dask', 'pyspark', 'rich'} & set(sys.modules))"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert found.stdout.strip() in ("", "pyarrow")  # pandas may bring pyarrow itself
