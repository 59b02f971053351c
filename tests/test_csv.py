"""CSV files: for Excel, for programs, and harmless."""

from __future__ import annotations

import csv
from datetime import date, datetime, timezone
from pathlib import Path

import pandas as pd
import pytest

import nlp_extract as nx
from nlp_extract.facts import TABLES, ArticleRow, Count, Organization

FACTS = nx.Facts.from_records(
    {
        "articles": [
            ArticleRow(
                article_id="a",
                title='=HYPERLINK("http://example.com")',
                published=datetime(2022, 2, 14, 23, 42, 23, tzinfo=timezone.utc),
                published_day=date(2022, 2, 15),
                text='“逗号”，"引号"\n和换行\ud800',
            )
        ],
        "organizations": [
            Organization(article_id="a", text="财政部", region_code="010101", sentence="-1元，财政部")
        ],
        "counts": [
            Count(article_id="a", text="3.9万亿元", value=3.9e12, unit="元", period_start=date(2024, 10, 1)),
            Count(article_id="a", text="三分之一", value=0.3333, note="@cmd", item="＝1+1"),
        ],
    }
)


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_file_for_each_table_that_excel_opens(tmp_path: Path) -> None:
    written = FACTS.to_csv(tmp_path / "new" / "folder")
    assert [path.stem for path in written] == [*TABLES, "entities"]
    assert sorted(path.name for path in (tmp_path / "new" / "folder").iterdir()) == sorted(
        f"{n}.csv" for n in (*TABLES, "entities")
    )
    for path in written:
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")


def test_numbers_dates_and_codes_as_written(tmp_path: Path) -> None:
    FACTS.to_csv(tmp_path)
    counts = read(tmp_path / "counts.csv")
    assert [row["value"] for row in counts] == ["3900000000000", "0.3333"]
    assert [row["period_start"] for row in counts] == ["2024-10-01", ""]
    assert [row["approx"] for row in counts] == ["=", "="]
    article = read(tmp_path / "articles.csv")[0]
    assert article["published"] == "2022-02-15T07:42:23+08:00"
    assert article["published_day"] == "2022-02-15"
    assert article["text"] == '“逗号”，"引号"\n和换行?'
    assert read(tmp_path / "organizations.csv")[0]["region_code"] == "'010101"


def test_cells_that_a_spreadsheet_would_run_are_defused(tmp_path: Path) -> None:
    FACTS.to_csv(tmp_path)
    assert read(tmp_path / "articles.csv")[0]["title"] == '\'=HYPERLINK("http://example.com")'
    assert read(tmp_path / "organizations.csv")[0]["sentence"] == "'-1元，财政部"
    assert read(tmp_path / "counts.csv")[1]["note"] == "'@cmd"
    assert read(tmp_path / "counts.csv")[1]["item"] == "'＝1+1"
    FACTS.to_csv(tmp_path, defuse=False)
    assert read(tmp_path / "counts.csv")[1]["note"] == "@cmd"


def test_ids_that_a_spreadsheet_would_take_for_numbers_stay_text(tmp_path: Path) -> None:
    ids = ["20220215000000001", "007", "52e10", "2022021500001", "5e", "a007"]
    facts = nx.Facts.from_records({"articles": [ArticleRow(article_id=i) for i in ids]})
    facts.to_csv(tmp_path)
    written = [row["article_id"] for row in read(tmp_path / "articles.csv")]
    assert written == ["'20220215000000001", "'007", "'52e10", "2022021500001", "5e", "a007"]
    facts.to_csv(tmp_path, defuse=False)
    assert [row["article_id"] for row in read(tmp_path / "articles.csv")] == ids


def test_empty_tables_have_their_header(tmp_path: Path) -> None:
    nx.Facts.from_records({}).to_csv(tmp_path)
    for name in TABLES:
        assert list(pd.read_csv(tmp_path / f"{name}.csv").columns) == list(FACTS.tables()[name].columns)


def test_a_failure_leaves_the_old_files_as_they_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    FACTS.to_csv(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    monkeypatch.setattr("nlp_extract.export.csv.harmless", lambda value: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        FACTS.to_csv(tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
