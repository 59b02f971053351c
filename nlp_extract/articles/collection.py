"""Files of many articles: JSON Lines, JSON and CSV."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from typing import Any

from nlp_extract.articles.article import Article, ArticleError
from nlp_extract.articles.document import has_text_column, read_record, text_names
from nlp_extract.articles.limits import Limits
from nlp_extract.articles.stream import CHUNK, Line, Stream

Outcome = Article | ArticleError
BLANK = " \t\r\n"


def read_json_lines(stream: Stream, name: str, limits: Limits) -> Iterator[Outcome]:
    """One article a line; a line that cannot be read does not stop the others."""
    empty = True
    for line in stream.lines():
        place = f"{name}:{line.number}"
        if line.error:
            yield line.error.at(place)
        elif line.text.strip():
            try:
                values = json.loads(line.text)
            except (ValueError, RecursionError) as error:
                yield ArticleError(f"the line is not JSON: {error}", "write one JSON object a line", place)
            else:
                yield from_object(values, place, limits, line.warning)
        else:
            continue
        empty = False
    if empty:
        yield ArticleError("the file is empty", "write one JSON object a line", name)


def read_json(stream: Stream, name: str, limits: Limits) -> Iterator[Outcome]:
    """An array of articles, or one article, or several one after the other; item by item."""
    number = 0
    try:
        for number, values in enumerate(json_items(stream, limits.text_bytes), start=1):
            yield from_object(values, f"{name}:{number}", limits, stream.warning)
    except (json.JSONDecodeError, RecursionError) as error:
        yield ArticleError(
            f"not JSON after item {number}: {error}", "mend it; what follows is not read", name
        )
    else:
        if not number:
            yield ArticleError("the file holds no articles", "give an array of JSON objects", name)


def json_items(stream: Stream, longest: int) -> Iterator[Any]:
    """The items of a JSON array, or the values that follow one another."""
    text, decoder = stream.text(), json.JSONDecoder()
    held, position, wanted, ended = "", 0, CHUNK, False
    inside: bool | None = None  # an array: not known before its first character
    while True:
        while position < len(held) and (held[position] in BLANK or (inside and held[position] == ",")):
            position += 1
        if position < len(held):
            if inside is None:
                inside = held[position] == "["
                position += inside
                continue
            if inside and held[position] == "]":
                return
            try:
                value, end = decoder.raw_decode(held, position)
            except json.JSONDecodeError:
                if ended or len(held) - position > longest:
                    raise
            else:
                yield value
                held, position, wanted = (held[end:], 0, CHUNK) if end > CHUNK else (held, end, CHUNK)
                continue
        if ended:
            if inside:
                raise json.JSONDecodeError("the array is not closed", held[-20:], len(held[-20:]))
            return
        more = text.read(wanted)
        ended = len(more) < wanted
        held, position, wanted = held[position:] + more, 0, 2 * wanted


def from_object(values: object, place: str, limits: Limits, warning: str) -> Outcome:
    if not isinstance(values, dict):
        return ArticleError("not a JSON object", 'write each article as {"text": …, "title": …}', place)
    return from_values(values, place, limits, warning)


def from_values(values: dict[Any, object], place: str, limits: Limits, warning: str) -> Outcome:
    try:
        article = read_record(values, path=place, limits=limits)
    except ArticleError as error:
        return error.at(place)
    return article.with_warning(warning) if warning else article


def read_csv(stream: Stream, name: str, limits: Limits) -> Iterator[Outcome]:
    """One article a row, with the columns' names in the first row."""
    csv.field_size_limit(max(csv.field_size_limit(), limits.text_bytes))
    lines = CsvLines(stream.lines())
    header_line = next((line for line in lines if line.strip()), "")
    delimiter = max(",\t;", key=header_line.count)
    try:
        header = [cell.strip() for cell in next(csv.reader([header_line], delimiter=delimiter), [])]
    except csv.Error as error:
        yield ArticleError(
            f"the first row is not CSV: {error}", "name the columns in it, and end it as a line", name
        )
        return
    if not has_text_column(header):
        names = ", ".join([*text_names()[:3], "正文", "内容"])
        yield ArticleError("no column holds the text", f"name it in the first row, as one of {names}", name)
        return
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    empty = True
    while True:
        start = lines.number + 1
        place = f"{name}:{start}"
        try:
            row = next(rows, None)
        except csv.Error as error:
            read = f"lines {start} to {lines.number}" if lines.number > start else f"line {start}"
            yield ArticleError(f"{read} not read as CSV: {error}", "check the quotes", place)
            lines.take_errors()
            empty = False
            continue
        errors = lines.take_errors()
        yield from (error.at(f"{name}:{number}") for number, error in errors)
        empty = empty and not errors
        if row is None:
            break
        if any(cell.strip() for cell in row):
            more = f"{len(row) - len(header)} more cells than the header" if len(row) > len(header) else ""
            warning = "; ".join(filter(None, (lines.warning, more)))
            yield from_values(dict(zip(header, row)), place, limits, warning)  # noqa: B905 (rows may be short)
            empty = False
    if empty:
        yield ArticleError("there are no rows below the header", "leave the file out, or add rows", name)


class CsvLines:
    """Lines for the csv module, which remembers where it is and what could not be read."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines = lines
        self._errors: list[tuple[int, ArticleError]] = []
        self.number = 0
        self.warning = ""

    def __iter__(self) -> CsvLines:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.number, self.warning = line.number, line.warning
        if line.error:
            self._errors.append((line.number, line.error))
        return line.text

    def take_errors(self) -> list[tuple[int, ArticleError]]:
        errors, self._errors = self._errors, []
        return errors
