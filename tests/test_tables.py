"""Dataframes: the same columns and dtypes, empty or full."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pandas as pd
import pytest

import nlp_extract as nx
from nlp_extract.facts import TABLES, ArticleRow, Count, Date, ErrorRow, columns

CHINA = timezone(timedelta(hours=8))

FULL = {
    "articles": [
        ArticleRow(
            article_id="a",
            title="榆社县通报",
            published=datetime(2022, 2, 14, 23, 42, 23, tzinfo=timezone.utc),
            published_day=date(2022, 2, 15),
            characters=12,
            text="去年处理21人，罚款5.5万元。",
        ),
        ArticleRow(article_id="b", characters=3, text="去年。"),
    ],
    "counts": [
        Count(
            article_id="a", start=4, end=7, text="21人", value=21, unit="人", period_start=date(2021, 1, 1)
        ),
        Count(article_id="a", start=10, end=15, text="5.5万元", value=5.5e4, unit="元", currency="CNY"),
    ],
    "dates": [
        Date(
            article_id="a",
            start=0,
            end=2,
            text="去年",
            kind="date",
            start_date=date(2021, 1, 1),
            relative=True,
        ),
        Date(article_id="b", start=0, end=2, text="去年", kind="date", relative=True),
    ],
    "errors": [ErrorRow(path="c.md", stage="read", reason="it is empty", remedy="leave it out")],
}

DTYPES = {
    ("articles", "published"): "datetime64[s, Asia/Shanghai]",
    ("articles", "published_day"): "datetime64[s]",
    ("articles", "characters"): "Int64",
    ("organizations", "name"): "string",
    ("counts", "article_id"): "string",
    ("counts", "start"): "Int64",
    ("counts", "value"): "Float64",
    ("counts", "period_end"): "datetime64[s]",
    ("counts", "item_start"): "Int64",
    ("dates", "start_date"): "datetime64[s]",
    ("dates", "value"): "string",
    ("dates", "relative"): "boolean",
    ("errors", "reason"): "string",
}


@pytest.mark.parametrize("records", [{}, FULL], ids=["empty", "full"])
def test_columns_and_dtypes_follow_from_the_records(records: dict[str, list[object]]) -> None:
    tables = nx.Facts.from_records(records).tables()
    for name, table in tables.items():
        assert list(table.columns) == [column.name for column in columns(TABLES[name])]
        assert len(table) == len(records.get(name, []))
    for (name, column), dtype in DTYPES.items():
        assert str(tables[name][column].dtype) == dtype


def test_an_empty_table_has_the_dtypes_of_a_full_one() -> None:
    for name, table in nx.Facts.from_records(FULL).tables().items():
        pd.testing.assert_series_equal(table.dtypes, nx.Facts.from_records({}).tables()[name].dtypes)


def test_a_time_is_shown_in_china() -> None:
    articles = nx.Facts.from_records(FULL).articles
    assert articles["published"][0] == pd.Timestamp("2022-02-15 07:42:23", tz="Asia/Shanghai")
    assert articles["published"].isna().tolist() == [False, True]


def test_values_can_be_added_and_compared() -> None:
    counts = nx.Facts.from_records(FULL).counts
    assert counts["value"].sum() == 55021
    assert counts["period_start"].dt.year.tolist()[0] == 2021
    assert counts["value_high"].isna().all()


def test_the_summary_counts_what_came_in_and_what_came_out() -> None:
    summary = nx.Facts.from_records(FULL).summary()
    assert summary["articles_in"] == 3
    assert summary["articles_out"] == 2
    assert summary["refused"] == 1
    assert summary["characters"] == 15
    assert summary["counts"] == 2
    assert summary["articles_without_date"] == 1
    assert summary["dates_unresolved_for_want_of_it"] == 1


def test_facts_say_what_they_are() -> None:
    assert repr(nx.Facts.from_records(FULL)) == (
        "<Facts of 2 articles, 1 refused: 0 organizations, 2 counts, 2 dates, 0 people, 0 places>"
    )


def test_facts_are_frozen() -> None:
    with pytest.raises(AttributeError):
        nx.Facts.from_records({}).counts = pd.DataFrame()  # type: ignore[misc]
