"""One partition of a cluster's articles: extracted once, and parted into tables afterwards."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING

import pandas as pd

from nlp_extract.corpus.packed import pack, unpack
from nlp_extract.extraction import extract_each, records_of
from nlp_extract.facts import TABLES
from nlp_extract.tables import frame

if TYPE_CHECKING:
    from nlp_extract.organizations import Gazetteer
    from nlp_extract.tagger import Tagger

PACKED = "facts"
"""The column that holds the facts of an article, or its error."""


def packed(
    articles: pd.DataFrame, *, gazetteer: Gazetteer | None = None, coreference: bool = False
) -> pd.DataFrame:
    """The facts of a dataframe of articles, a row for each."""
    results = extract_each(
        articles, tagger=one_thread(os.getpid()), gazetteer=gazetteer, coreference=coreference
    )
    return pd.DataFrame({PACKED: pd.Series([pack(records_of([result])) for result in results], dtype=object)})


def unpacked(found: pd.DataFrame, table: str) -> pd.DataFrame:
    """One table of what `packed` gives."""
    records = (record for each in found[PACKED] for record in unpack(bytes(each)).get(table, ()))
    return frame(TABLES[table], records)


@lru_cache(maxsize=1)
def one_thread(process: int) -> Tagger:
    """The tagger of this process: a cluster has a process for each of its cores, or starts so many threads itself."""
    from nlp_extract.tagger import Tagger

    return Tagger.load(threads=1)
