"""Tables as the sheets of an Excel workbook."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

from nlp_extract.articles.published import CHINA
from nlp_extract.export.csv import number
from nlp_extract.export.rows import RECORDS, Row, Write, names, types

LOG = logging.getLogger(__name__)

SHEET_ROWS = 1_048_576
"""Rows of a sheet with its header, by the format; what is beyond goes on in another sheet."""
CELL_CHARACTERS = 32_767
"""Characters of a cell, by the format."""
EXACT = 10**15
"""Excel holds 15 digits of a number; longer ones are written as text."""
WIDTHS = {str: 18, float: 16, int: 9, bool: 9, date: 12, datetime: 19}
"""Of the columns, in characters."""
WIDE = {
    "sentence": 60,
    "text": 24,
    "name": 30,
    "region": 30,
    "title": 40,
    "short_forms": 40,
    "reason": 40,
    "remedy": 40,
}


@contextmanager
def excel_writer(path: Path) -> Iterator[Write]:
    """Writes a workbook with a sheet for each table: frozen header, filters, dates as dates, codes as text.

    Rows beyond the format's limit go into further sheets (counts 2), and longer texts are cut; the log warns of both.
    """
    import xlsxwriter

    options = {"constant_memory": True, "tmpdir": str(path.parent), "nan_inf_to_errors": True}
    book = xlsxwriter.Workbook(str(path), options)
    try:
        sheets = {table: Sheet(book, table) for table in RECORDS}

        def write(table: str, rows: Sequence[Row]) -> None:
            for row in rows:
                sheets[table].add(row)

        yield write
        book.close()
    except xlsxwriter.exceptions.FileCreateError as error:
        raise OSError(f"{path.name}: {error}") from error
    finally:
        for sheet in book.worksheets():  # their temporary files, where the book was not finished
            with suppress(Exception):
                sheet._opt_close()


class Sheet:
    """A table in a workbook, in as many sheets as it needs."""

    def __init__(self, book: Any, table: str) -> None:
        self._book, self._table, self._types = book, table, types(table)
        self._bold = book.add_format({"bold": True})
        self._day = book.add_format({"num_format": "yyyy-mm-dd"})
        self._time = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self._parts = self._cut = 0
        self._begin()

    def _begin(self) -> None:
        self._parts += 1
        self._sheet = self._book.add_worksheet(self._table + (f" {self._parts}" if self._parts > 1 else ""))
        self._sheet.freeze_panes(1, 0)
        for at, (name, kind) in enumerate(zip(names(self._table), self._types, strict=True)):
            self._sheet.set_column(at, at, WIDE.get(name, WIDTHS[kind]))
            self._sheet.write_string(0, at, name, self._bold)
        self._row = 1

    def add(self, row: Row) -> None:
        if self._row == SHEET_ROWS:
            self._begin()
            LOG.warning(
                "%s has more rows than a sheet of Excel holds; they go on in the sheet %r; "
                "csv, parquet and duckdb have no such limit",
                self._table,
                self._sheet.name,
            )
        for at, value in enumerate(row):
            if value is None or value == "":
                continue
            if isinstance(value, str):
                self._text(at, value)
            elif isinstance(value, bool):
                self._sheet.write_boolean(self._row, at, value)
            elif isinstance(value, datetime):
                self._date(at, value.astimezone(CHINA).replace(tzinfo=None), self._time)
            elif isinstance(value, date):
                self._date(at, value, self._day)
            elif abs(value) < EXACT:
                self._sheet.write_number(self._row, at, value)
            else:
                self._text(at, number(float(value)) if isinstance(value, float) else str(value))
        self._row += 1

    def _text(self, at: int, text: str) -> None:
        if len(text) > CELL_CHARACTERS:
            if not self._cut:
                LOG.warning("%s has texts longer than a cell of Excel holds, which are cut", self._table)
            self._cut += 1
            text = text[: CELL_CHARACTERS - 1] + "…"
        self._sheet.write_string(self._row, at, text.encode("utf-8", "replace").decode())

    def _date(self, at: int, value: date, form: Any) -> None:
        if value.year < 1900:  # before Excel's calendar
            self._text(at, value.isoformat())
        else:
            self._sheet.write_datetime(self._row, at, value, form)
