"""`Article` on its own."""

import pickle
from datetime import date, datetime, timedelta, timezone
from hashlib import sha256

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_extract.articles import Article, ArticleError
from nlp_extract.articles.published import parse_published

EAST = timezone(timedelta(hours=8))


def test_text_alone():
    article = Article("市审计局审计了26家单位。")
    assert article.article_id == sha256("\n市审计局审计了26家单位。".encode()).hexdigest()[:16]
    assert article.sha256 == sha256("市审计局审计了26家单位。".encode()).hexdigest()
    assert (article.title, article.source, article.published, article.warning) == ("", "", None, "")
    row = article.row()
    assert (row.characters, row.published, row.published_day) == (13, None, None)


def test_the_id_follows_title_and_text():
    assert Article("甲。", title="乙").article_id == Article("甲。", title="乙", url="x").article_id
    assert Article("甲。", title="乙").article_id != Article("甲。", title="丙").article_id
    assert Article("甲。", 12).article_id == Article("甲。", 12.0).article_id == "12"


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA, pd.NaT, ""])
def test_missing_values(missing):
    article = Article("甲。", title=missing, published=missing, source=missing, reporter=missing, url=missing)
    assert (article.title, article.source, article.reporter, article.url) == ("",) * 4
    assert article.published is None
    assert article.warning == ""


def test_what_cannot_be_written_is_replaced_one_for_one():
    article = Article("甲\x00乙\ud800丙😀。", title="\udfff标题")
    assert article.text == "甲\ufffd乙\ufffd丙😀。"
    assert article.title == "\ufffd标题"


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "Z", "C"])))
def test_any_text_keeps_its_length_and_can_be_written(text):
    article = Article(text)
    assert len(article.text) == len(text)
    assert article.text.encode().decode() == article.text
    assert pickle.loads(pickle.dumps(article)) == article


@pytest.mark.parametrize(
    ("value", "published", "day"),
    [
        (
            "Mon, 14 Feb 2022 23:42:23 GMT",
            datetime(2022, 2, 14, 23, 42, 23, tzinfo=timezone.utc),
            "2022-02-15",
        ),
        ("Mon, 14 Feb 2022 23:42:23 +0800", datetime(2022, 2, 14, 23, 42, 23, tzinfo=EAST), "2022-02-14"),
        ("14 Feb 2022 08:00 GMT", datetime(2022, 2, 14, 8, tzinfo=timezone.utc), "2022-02-14"),
        ("Mon Feb 14 23:42:23 CST 2022", datetime(2022, 2, 14, 23, 42, 23, tzinfo=EAST), "2022-02-14"),
        ("2022-02-14", date(2022, 2, 14), "2022-02-14"),
        ("2022-02-14T23:42:23Z", datetime(2022, 2, 14, 23, 42, 23, tzinfo=timezone.utc), "2022-02-15"),
        ("2022-02-14T23:42:23.123456+08:00", datetime(2022, 2, 14, 23, 42, 23, tzinfo=EAST), "2022-02-14"),
        ("2022-02-14 23:42", datetime(2022, 2, 14, 23, 42), "2022-02-14"),
        ("20220214T154223Z", datetime(2022, 2, 14, 15, 42, 23, tzinfo=timezone.utc), "2022-02-14"),
        ("20220214", date(2022, 2, 14), "2022-02-14"),
        (20220214, date(2022, 2, 14), "2022-02-14"),
        ("2022/2/14 8:05", datetime(2022, 2, 14, 8, 5), "2022-02-14"),
        ("2022.02.14", date(2022, 2, 14), "2022-02-14"),
        ("2022年2月14日 23:42", datetime(2022, 2, 14, 23, 42), "2022-02-14"),
        ("2022年02月14日23:42:23", datetime(2022, 2, 14, 23, 42, 23), "2022-02-14"),
        ("2022年2月14日 星期一 下午3时5分", datetime(2022, 2, 14, 15, 5), "2022-02-14"),
        ("发布时间：2022-02-14 23:42", datetime(2022, 2, 14, 23, 42), "2022-02-14"),
        ("2022-02-14 24:00", datetime(2022, 2, 15), "2022-02-15"),
        (1644882143, datetime(2022, 2, 14, 23, 42, 23, tzinfo=timezone.utc), "2022-02-15"),
        ("1644882143", datetime(2022, 2, 14, 23, 42, 23, tzinfo=timezone.utc), "2022-02-15"),
        (1644882143000, datetime(2022, 2, 14, 23, 42, 23, tzinfo=timezone.utc), "2022-02-15"),
        (date(2022, 2, 14), date(2022, 2, 14), "2022-02-14"),
        (datetime(2022, 2, 14, 23), datetime(2022, 2, 14, 23), "2022-02-14"),
        (
            pd.Timestamp("2022-02-14 23:00", tz="UTC"),
            datetime(2022, 2, 14, 23, tzinfo=timezone.utc),
            "2022-02-15",
        ),
    ],
)
def test_publication_times(value, published, day):
    article = Article("甲。", published=value)
    assert article.published == published
    assert type(article.published) is type(published)
    assert str(article.published_day) == day
    assert article.row().published.date() == article.published_day
    assert article.row().published.utcoffset() == timedelta(hours=8)


@pytest.mark.parametrize(
    "value", ["昨天", "2022-13-45", "2022年2月30日", "0001-01-01", "2月14日", -5, 10**30, True]
)
def test_a_time_that_cannot_be_read_is_a_warning(value):
    article = Article("甲。", published=value)
    assert article.published is None
    assert "publication date not understood" in article.warning


@given(st.one_of(st.text(max_size=40), st.floats(), st.integers()))
def test_any_value_is_a_time_or_a_warning(value):
    article = Article("甲。", published=value)
    assert article.published is None or 1900 <= article.published.year <= 2100


@given(
    st.datetimes(min_value=datetime(1901, 1, 1), max_value=datetime(2099, 1, 1)).map(
        lambda d: d.replace(microsecond=0)
    )
)
def test_iso_times_are_read_back(moment):
    assert parse_published(moment.isoformat()) == moment
    assert parse_published(f"{moment:%Y}年{moment.month}月{moment.day}日 {moment:%H:%M:%S}") == moment


def test_errors_say_where_what_and_what_to_do():
    error = ArticleError("the file is empty", "leave it out", "a.txt")
    assert str(error) == "a.txt: the file is empty; leave it out"
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
    row = error.row()
    assert (row.path, row.stage, row.reason, row.remedy) == (
        "a.txt",
        "read",
        "the file is empty",
        "leave it out",
    )
