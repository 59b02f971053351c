"""Fact records into dataframes: `Facts`, the result of an extraction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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

    from nlp_extract.display.mentions import Mentions
    from nlp_extract.display.plot import Plot

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
        return self._write("csv", Path(folder), defuse=defuse)

    def to_parquet(self, folder: str | Path) -> list[Path]:
        """Write a Parquet file for each table and for `entities`, all of them or none; gives their paths.

        Raises:
            OSError: the folder cannot be made or written to.
            ValueError: pyarrow is not installed; says how to.
        """
        return self._write("parquet", Path(folder))

    def to_excel(self, path: str | Path) -> Path:
        """Write a workbook with a sheet for each table and for `entities`; gives its path.

        Raises:
            OSError: it cannot be written.
            ValueError: xlsxwriter is not installed; says how to.
        """
        [written] = self._write("xlsx", Path(path))
        return written

    def to_duckdb(self, path: str | Path) -> Path:
        """Write a DuckDB database, in the place of one that is there; gives its path.

        Beside the tables and `entities` it has the views `counts_joined` and `organizations_joined`.

        Raises:
            OSError: it cannot be written.
            ValueError: duckdb is not installed; says how to.
        """
        [written] = self._write("duckdb", Path(path))
        return written

    def to_sqlite(self, path: str | Path) -> Path:
        """Write a SQLite database, in the place of one that is there; gives its path. It has the views of `to_duckdb`.

        Raises:
            OSError: it cannot be written.
        """
        [written] = self._write("sqlite", Path(path))
        return written

    def _write(self, form: str, path: Path, *, defuse: bool = True) -> list[Path]:
        from nlp_extract.export.formats import write_tables

        return write_tables({**self.tables(), "entities": self.entities}, form, path, defuse=defuse)

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

    # Analysis

    def wide(self) -> pd.DataFrame:
        """One row a count, with its article (`title`, `source`, `site`, `published_day`, `url`, `path`) and
        with who it is about: `subject_key` (alike for all that name the same), `subject_name`,
        `subject_kind`, `subject_region` and `subject_region_code`; 全市 is the city that the article named
        last before."""
        from nlp_extract.analysis import wide

        return wide(self)

    def compare(self, item: str = "", *, subject: str = "", unit: str = "", region: str = "") -> pd.DataFrame:
        """The same statistic across articles: one row a count, those that share item, subject, period, unit and
        change under one number `statistic`.

        Args:
            item, subject, region: any that contains these words; all where empty.
            unit: the unit.

        Returns:
            `articles` says how many articles report the statistic; `disagrees` is true where another article
            gives a value that this one cannot be, rounding and 约 allowed for. Empty where nothing fits.
        """
        from nlp_extract.analysis import compare

        return compare(self, item, subject=subject, unit=unit, region=region)

    def check_sums(self) -> pd.DataFrame:
        """One row for each total that a text gives with its parts (其中, 共): what the parts add up to, and
        `result`: equal, part (其中 names only some), more (parts exceed the total) or differs."""
        from nlp_extract.analysis import check_sums

        return check_sums(self)

    # For people who look

    @property
    def plot(self) -> Plot:
        """Charts of the facts: `facts.plot.counts(item="常规巡察")`. Needs: pip install 'nlp-extract[plot]'"""
        from nlp_extract.display.plot import Plot

        return Plot(self)

    def report(self, path: str | Path, *, title: str = "", most: int = 200) -> Path:
        """Write one self-contained HTML page: marked articles, tables linked to them, charts, checks, errors.

        Args:
            path: the file, replaced where there is one.
            title: the page's heading.
            most: how many articles the page has at most; numbers, charts and checks are of all.

        Raises:
            OSError: it cannot be written.
        """
        from nlp_extract.display.report import write_report

        return write_report(self, path, title=title, most=most)

    def context(self, rows: Any) -> Mentions:
        """The sentence of a row, with its mention marked: `facts.context(facts.counts.iloc[0])`.

        Args:
            rows: a row of a table of mentions, or some rows as a dataframe.

        Raises:
            ValueError: it is no such row, or of an article that is not among these facts.
        """
        from nlp_extract.display.mentions import context

        return context(self, rows)

    def sample(self, n: int = 5, table: str = "counts", *, seed: int | None = None) -> Mentions:
        """Some mentions of a table at random, each in its sentence; all where there are fewer than `n`.

        Raises:
            ValueError: there is no such table.
        """
        from nlp_extract.display.mentions import sample

        return sample(self, n, table, seed)

    def find(self, words: str, *, tables: Sequence[str] | None = None) -> Mentions:
        """The mentions that have some words in their text or in what was read from it (`name`, `region`,
        `item`, ...), in text order; Traditional and Simplified are alike.

        Raises:
            ValueError: there is no such table.
        """
        from nlp_extract.display.mentions import find

        return find(self, words, tables)

    def _repr_html_(self) -> str:
        from nlp_extract.display.notebook import facts_html

        return facts_html(self)

    def __repr__(self) -> str:
        numbers = self.summary()
        found = ", ".join(
            f"{numbers[n]} {n}" for n in ("organizations", "counts", "dates", "people", "places")
        )
        refused = f", {numbers['refused']} refused" if numbers["refused"] else ""
        return f"<Facts of {numbers['articles_out']} articles{refused}: {found}>"
