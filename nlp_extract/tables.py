"""Fact records into dataframes: `Facts`, the result of an extraction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from nlp_extract.facts import TABLES, Entity, Organization, column_type, columns

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import DocBin

# Python strings, not Arrow: rows share the string of their sentence, and a lone surrogate is a valid one.
DTYPES: dict[type, Any] = {
    str: pd.StringDtype("python"),
    float: pd.Float64Dtype(),
    int: pd.Int64Dtype(),
    bool: pd.BooleanDtype(),
    date: np.dtype("datetime64[s]"),
    datetime: pd.DatetimeTZDtype("s", "Asia/Shanghai"),
}


def frame(record: type, records: Iterable[Any]) -> pd.DataFrame:
    """A dataframe of fact records: a column for each field, with its dtype also where there are no rows."""
    names = [column.name for column in columns(record)]
    rows = list(map(attrgetter(*names), records))
    values: Iterable[Iterable[Any]] = zip(*rows, strict=True) if rows else ([] for _ in names)
    return pd.DataFrame(
        {
            column.name: pd.array(list(cells), dtype=DTYPES[column_type(column)])
            for column, cells in zip(columns(record), values, strict=True)
        },
        copy=False,
    )


@dataclass(frozen=True, repr=False, eq=False)
class Facts:
    """What was found in a number of articles: one dataframe a table, with the columns of `nlp_extract.facts`.

    `article_id` joins the tables; it is unique in `articles`. An article that could not be read or
    extracted is a row of `errors` and of no other table.
    """

    articles: pd.DataFrame
    organizations: pd.DataFrame
    counts: pd.DataFrame
    dates: pd.DataFrame
    people: pd.DataFrame
    places: pd.DataFrame
    errors: pd.DataFrame

    @classmethod
    def from_records(cls, records: Mapping[str, Iterable[Any]]) -> Facts:
        """Facts of the records of each table; a table without records is empty."""
        return cls(**{name: frame(record, records.get(name, ())) for name, record in TABLES.items()})

    @cached_property
    def entities(self) -> pd.DataFrame:
        """One row for each organization across the articles, the most mentioned first (columns: `Entity`)."""
        from nlp_extract.organizations import entities

        names = [column.name for column in columns(Organization) if column.name != "sentence"]
        rows = zip(*(self.organizations[name].fillna("").tolist() for name in names), strict=True)
        days = self.articles.set_index("article_id")["published_day"].dropna()
        return frame(
            Entity,
            entities(
                (Organization(**dict(zip(names, row, strict=True))) for row in rows),
                {str(article): day.date() for article, day in days.items()},
            ),
        )

    def tables(self) -> dict[str, pd.DataFrame]:
        """The dataframes by name, articles first and errors last."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def summary(self) -> dict[str, int]:
        """How many articles came in, came out and were refused, how many facts of each kind there are,
        and how many dates have no days because their article has no publication date."""
        undated = self.articles.loc[self.articles["published_day"].isna(), "article_id"]
        dates = self.dates
        return {
            "articles_in": len(self.articles) + len(self.errors),
            "articles_out": len(self.articles),
            "refused": len(self.errors),
            "characters": int(self.articles["characters"].sum()),
            **{
                name: len(table)
                for name, table in self.tables().items()
                if name not in ("articles", "errors")
            },
            "articles_without_date": len(undated),
            "dates_unresolved_for_want_of_it": int(
                (
                    dates["kind"].eq("date") & dates["start_date"].isna() & dates["article_id"].isin(undated)
                ).sum()
            ),
        }

    def to_csv(self, folder: str | Path, *, defuse: bool = True) -> list[Path]:
        """Write a CSV file for each table and for `entities`, all of them or none; gives their paths.

        The files are UTF-8 with a byte order mark and dates are ISO 8601, so that Excel shows both; with
        `defuse`, a text cell that a spreadsheet would run as a formula begins with an apostrophe.

        Raises:
            OSError: the folder cannot be made or written to.
        """
        from nlp_extract.export.csv import write_csv

        return write_csv({**self.tables(), "entities": self.entities}, Path(folder), defuse=defuse)

    def to_annotations(self, path: str | Path) -> None:
        """Write organizations, counts and dates as annotations for people to correct.

        Args:
            path: JSON Lines as docs/annotation.md has them (.jsonl), tasks for Label Studio (.json), a DocBin
                (.spacy), or a folder for brat. `read_annotations` reads each of them back.

        Raises:
            OSError: it cannot be written.
            ValueError: the ending is of none of these forms.
        """
        from nlp_extract.annotations import records, write_annotations

        write_annotations(records(self), path)

    def to_docbin(self, nlp: Language | None = None) -> DocBin:
        """A spaCy Doc for each article, with its organizations, counts and dates as span groups.

        Args:
            nlp: whose words the Docs have (it is not run). Without one each character is a token, so that
                spans are exact; otherwise one that ends inside a token is widened to all of it.
        """
        from nlp_extract.annotations import records, to_docbin

        return to_docbin(records(self), nlp)

    def __repr__(self) -> str:
        numbers = self.summary()
        found = ", ".join(
            f"{numbers[n]} {n}" for n in ("organizations", "counts", "dates", "people", "places")
        )
        refused = f", {numbers['refused']} refused" if numbers["refused"] else ""
        return f"<Facts of {numbers['articles_out']} articles{refused}: {found}>"
