"""Extraction on Spark: the rows of one machine, partition by partition.

    import nlp_extract.spark

    tables = nlp_extract.spark.extract(spark.read.parquet("news/"))
    tables["counts"].write.parquet("facts/counts/")

Needs Java 17 and: pip install 'nlp-extract[spark]'
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from nlp_extract.corpus.partition import PACKED, packed, unpacked
from nlp_extract.facts import TABLES, column_type, columns

if TYPE_CHECKING:
    import pandas as pd
    from pyspark.sql import DataFrame
    from pyspark.sql.types import StructType

    from nlp_extract.organizations import GazetteerSource


def extract(
    articles: DataFrame, *, gazetteer: GazetteerSource | None = None, coreference: bool = False
) -> dict[str, DataFrame]:
    """The facts of a Spark dataframe of articles, lazily.

    Args:
        articles: a column `text`, and others named as the arguments of `Article`. Ids are unique across partitions:
            a second article with an id is noticed only within its own.
        gazetteer, coreference: as for `nlp_extract.extract`.

    Returns:
        A dataframe for each table of `nlp_extract.facts.TABLES`, with the columns of `schema`. All stand on one
        extraction, which `read` gives: where several tables are written, `read(...).persist()` first and take `table`
        from it, or each is an extraction of its own.

    Raises:
        ValueError: the gazetteer is malformed.
    """
    found = read(articles, gazetteer=gazetteer, coreference=coreference)
    return {name: table(found, name) for name in TABLES}


def read(
    articles: DataFrame, *, gazetteer: GazetteerSource | None = None, coreference: bool = False
) -> DataFrame:
    """Extract, without parting the tables yet: a row for each article, to be persisted and given to `table`."""
    from nlp_extract.organizations import load_gazetteer

    names = None if gazetteer is None else load_gazetteer(gazetteer)

    def extracted(frames: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        for frame in frames:
            yield packed(frame, gazetteer=names, coreference=coreference)

    return articles.mapInPandas(extracted, f"{PACKED} binary")


def table(found: DataFrame, name: str) -> DataFrame:
    """One table of what `read` gives."""

    def parted(frames: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        for frame in frames:
            yield unpacked(frame, name)

    return found.mapInPandas(parted, schema(name))


def schema(name: str) -> StructType:
    """The Spark schema of a table, from its fact records."""
    from pyspark.sql import types

    kinds: dict[type, Any] = {
        str: types.StringType(),
        float: types.DoubleType(),
        int: types.LongType(),
        bool: types.BooleanType(),
        date: types.DateType(),
        datetime: types.TimestampType(),
    }
    return types.StructType(
        [types.StructField(column.name, kinds[column_type(column)]) for column in columns(TABLES[name])]
    )
