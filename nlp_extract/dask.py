"""Extraction over a Dask cluster: the rows of one machine, partition by partition.

    import dask.dataframe as dd
    import nlp_extract.dask

    tables = nlp_extract.dask.extract(dd.read_parquet("news/"))
    tables["counts"].to_parquet("facts/counts/")

Needs: pip install 'nlp-extract[dask]'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from nlp_extract.corpus.partition import PACKED, packed, unpacked
from nlp_extract.facts import TABLES
from nlp_extract.tables import frame

if TYPE_CHECKING:
    import dask.dataframe as dd

    from nlp_extract.organizations import GazetteerSource


def extract(
    articles: dd.DataFrame,
    *,
    gazetteer: GazetteerSource | None = None,
    coreference: bool = False,
) -> dict[str, dd.DataFrame]:
    """The facts of a Dask dataframe of articles, lazily.

    Args:
        articles: a column `text`, and others named as the arguments of `Article`. Ids are unique across partitions:
            a second article with an id is noticed only within its own.
        gazetteer, coreference: as for `nlp_extract.extract`.

    Returns:
        A dataframe for each table of `nlp_extract.facts.TABLES`, with its columns and dtypes, partitioned as the
        articles. All stand on one extraction: compute or write several in one `dask.compute`, or persist what
        `nlp_extract.dask.read` gives and take `table` from it, or each is an extraction of its own.

    Raises:
        ValueError: the gazetteer is malformed.
    """
    found = read(articles, gazetteer=gazetteer, coreference=coreference)
    return {name: table(found, name) for name in TABLES}


def read(
    articles: dd.DataFrame, *, gazetteer: GazetteerSource | None = None, coreference: bool = False
) -> dd.DataFrame:
    """Extract, without parting the tables yet: a row for each article, to be persisted and given to `table`."""
    from nlp_extract.organizations import load_gazetteer

    names = None if gazetteer is None else load_gazetteer(gazetteer)
    return articles.map_partitions(
        packed, gazetteer=names, coreference=coreference, meta=pd.DataFrame({PACKED: pd.Series(dtype=object)})
    )


def table(found: dd.DataFrame, name: str) -> Any:
    """One table of what `read` gives."""
    return found.map_partitions(unpacked, name, meta=frame(TABLES[name], ()))
