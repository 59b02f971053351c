"""The same rows on a local Dask cluster and on local Spark as on one machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import nlp_extract as nx
from nlp_extract.facts import TABLES


@pytest.fixture(scope="module")
def articles(examples: Path) -> pd.DataFrame:
    """The examples as a table, and an article without a text."""
    names = ("article_id", "title", "published", "text")
    rows = [[getattr(article, name) for name in names] for article in nx.read_articles(examples)]
    table = pd.DataFrame([*rows, ["empty", "", None, ""]], columns=list(names))
    table["published"] = [value and str(value) for value in table["published"]]
    return table


@pytest.fixture(scope="module")
def here(articles: pd.DataFrame) -> nx.Facts:
    return nx.extract(articles)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    distributed = pytest.importorskip("distributed", reason="pip install 'nlp-extract[dask]'")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as local,
        distributed.Client(local) as client,
    ):
        yield client


def without_places(table: pd.DataFrame) -> pd.DataFrame:
    """Without what says where in its own table an article stood."""
    return table.drop(columns="path", errors="ignore").reset_index(drop=True)


def test_dask(cluster: Any, articles: pd.DataFrame, here: nx.Facts) -> None:
    import dask
    import dask.dataframe as dd

    import nlp_extract.dask

    tables = nlp_extract.dask.extract(dd.from_pandas(articles, npartitions=3))
    assert list(tables) == list(TABLES)
    for name, table in zip(tables, dask.compute(*tables.values()), strict=True):
        pd.testing.assert_frame_equal(without_places(table), without_places(here.tables()[name]))
        assert list(tables[name].columns) == list(here.tables()[name].columns)


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    sql = pytest.importorskip("pyspark.sql", reason="pip install 'nlp-extract[spark]'")
    if not (java := shutil.which("java")):
        pytest.skip("Spark needs Java 17: apt-get install openjdk-17-jre-headless")
    said = subprocess.run([java, "-version"], capture_output=True, text=True).stderr
    if not any(f'version "{number}' in said for number in (17, 21)):
        pytest.skip(f"Spark needs Java 17 or 21; this is {said.splitlines()[0]}")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    session = (
        sql.SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.session.timeZone", "Asia/Shanghai")
        .config("spark.driver.memory", "512m")
        .getOrCreate()
    )
    yield session
    session.stop()


def test_spark(spark: Any, articles: pd.DataFrame, here: nx.Facts) -> None:
    import nlp_extract.spark

    given = spark.createDataFrame(
        list(articles.itertuples(index=False, name=None)),
        "article_id string, title string, published string, text string",
    )
    found = nlp_extract.spark.read(given.repartition(2)).persist()
    for name, expected in here.tables().items():
        table = nlp_extract.spark.table(found, name)
        assert table.columns == list(expected.columns)
        rows = [tuple(map(plain, row)) for row in table.drop("path").collect()]
        there = expected.drop(columns="path", errors="ignore").itertuples(index=False, name=None)
        for row, expected_row in zip(
            sorted(rows, key=repr), sorted((tuple(map(plain, row)) for row in there), key=repr), strict=True
        ):
            assert row == expected_row, name


def plain(value: Any) -> Any:
    """A cell of either kind of dataframe: days and times as text, None where nothing is."""
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return None
    if isinstance(value, datetime) and value.tzinfo:
        value = datetime.fromtimestamp(value.timestamp())  # Spark gives times where this process is
    text = str(value)
    return text.removesuffix(" 00:00:00") if hasattr(value, "year") else value
