"""The formats that tables are written in, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from nlp_extract.export.csv import csv_writer
from nlp_extract.export.database import duckdb_writer, sqlite_writer
from nlp_extract.export.excel import excel_writer
from nlp_extract.export.parquet import parquet_writer
from nlp_extract.export.rows import Row, Write, rows_of_frame
from nlp_extract.export.whole import whole

if TYPE_CHECKING:
    import pandas as pd


class Format(NamedTuple):
    """What writes a format: into a folder, or into one file of this name."""

    writer: Callable[[Path], AbstractContextManager[Write]]
    file: str = ""
    needs: str = ""  # the module that it is written with
    extra: str = ""  # and what installs it


FORMATS = {
    "csv": Format(csv_writer),
    "parquet": Format(parquet_writer, needs="pyarrow", extra="parquet"),
    "xlsx": Format(excel_writer, "facts.xlsx", needs="xlsxwriter", extra="excel"),
    "duckdb": Format(duckdb_writer, "facts.duckdb", needs="duckdb", extra="duckdb"),
    "sqlite": Format(sqlite_writer, "facts.sqlite"),
}


class FormatError(ValueError):
    """A format that is not known, or whose package is not installed; the message says what to do."""


def check_formats(names: Iterable[str]) -> None:
    """
    Raises:
        FormatError: one of the names is no format, or its package is not installed.
    """
    for name in names:
        if name not in FORMATS:
            raise FormatError(f"there is no format {name!r}; it is one or more of {', '.join(FORMATS)}")
        needs, extra = FORMATS[name].needs, FORMATS[name].extra
        if needs and find_spec(needs) is None:
            raise FormatError(f"{name} needs the package {needs}: pip install 'nlp-extract[{extra}]'")


def opened(form: str, path: Path, *, defuse: bool = True) -> AbstractContextManager[Write]:
    """Opens a folder or file to write rows to; it is finished when the context ends."""
    return csv_writer(path, defuse=defuse) if form == "csv" else FORMATS[form].writer(path)


@contextmanager
def writer(folder: Path, forms: Iterable[str], *, defuse: bool = True) -> Iterator[Write]:
    """Writes rows in several formats at once, into files of the usual names in `folder`."""
    with ExitStack() as files:
        writes = [
            files.enter_context(opened(form, folder / FORMATS[form].file, defuse=defuse)) for form in forms
        ]

        def write(table: str, rows: Sequence[Row]) -> None:
            for each in writes:
                each(table, rows)

        yield write


def write_tables(
    tables: Mapping[str, pd.DataFrame], form: str, path: Path, *, defuse: bool = True
) -> list[Path]:
    """Write dataframes in one format, whole or not at all, into a folder or a file; gives what was written."""
    check_formats([form])
    single = bool(FORMATS[form].file)
    folder = path.parent if single else path
    with whole(folder) as beside:
        with opened(form, beside / path.name if single else beside, defuse=defuse) as write:
            for name, table in tables.items():
                write(name, rows_of_frame(name, table))
        return [path] if single else [folder / f"{name}.{form}" for name in tables]
