"""How far a run is: a bar on a terminal, lines in a log."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import regex

from nlp_extract.articles.read import form_of, is_article, matching
from nlp_extract.extraction import ArticleFacts
from nlp_extract.facts import ErrorRow
from nlp_extract.messages import say

if TYPE_CHECKING:
    from rich.console import Console

LOG = logging.getLogger(__name__)

BETWEEN_LINES = 30.0
"""Seconds from one line of a log to the next."""
BYTES = 3.2
"""Of a character of Chinese text in UTF-8 with the marks around it: how far a file is, as long as it is not read."""
LINE = regex.compile(r":\d+$")


@dataclass
class Progress:
    """What has come out so far, and how much of the input that was.

    Attributes:
        total: the bytes of all files, 0 where they are not known.
    """

    total: int = 0
    articles: int = 0
    characters: int = 0
    errors: int = 0
    _file: str = ""
    _size: int = 0
    _within: float = 0.0
    _before: int = 0

    def add(self, result: ArticleFacts | ErrorRow) -> None:
        """Count a result."""
        self.articles += 1
        path, characters = "", 0
        if isinstance(result, ErrorRow):
            self.errors += 1
            path = result.path
        else:
            path, characters = result.article.path, result.article.characters
            self.characters += characters
        file = LINE.sub("", path)
        if file != self._file:
            self._before += self._size
            self._file, self._size, self._within = file, bytes_of(Path(file)), 0.0
        self._within = min(self._size, self._within + BYTES * characters)

    @property
    def done(self) -> int:
        """The bytes of what has come out; inside a file of many articles an estimate."""
        return min(self.total, self._before + round(self._within))

    def line(self, seconds: float) -> str:
        """The state after so many seconds, for a log."""
        line = ", ".join([self.read, self.rates(seconds), self.failed])
        if 0 < self.done < self.total:
            left = duration(seconds * (self.total - self.done) / self.done)
            line += ", " + say(f"about {left} left")
        return line

    @property
    def read(self) -> str:
        return say(f"{self.articles:,} articles, {self.characters:,} characters")

    @property
    def failed(self) -> str:
        return say(f"{self.errors:,} errors")

    def rates(self, seconds: float) -> str:
        articles, characters = self.articles / seconds, self.characters / seconds
        return say(f"{articles:,.1f} articles/s, {characters:,.0f} characters/s")


def with_lines(
    results: Iterable[ArticleFacts | ErrorRow], paths: Iterable[str], *, every: float = BETWEEN_LINES
) -> Iterator[ArticleFacts | ErrorRow]:
    """The same, with a line in the log now and then."""
    progress = Progress(total=size_of(paths))
    began = last = monotonic()
    for result in results:
        progress.add(result)
        now = monotonic()
        if now - last >= every:
            LOG.info(progress.line(now - began))
            last = now
        yield result


def with_bar(
    results: Iterable[ArticleFacts | ErrorRow], paths: Iterable[str], console: Console
) -> Iterator[ArticleFacts | ErrorRow]:
    """The same, with a bar on the terminal: articles, characters, their rates, errors, time left."""
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    progress = Progress(total=size_of(paths))
    with Bar(
        BarColumn(bar_width=20),
        TextColumn("{task.fields[read]}"),
        TextColumn("{task.fields[rates]}"),
        TextColumn("{task.fields[failed]}"),
        TimeRemainingColumn(elapsed_when_finished=True),
        console=console,
        transient=True,
    ) as bar:
        began = monotonic()
        task = bar.add_task("", total=progress.total or None, read="", rates="", failed="")
        for result in results:
            progress.add(result)
            seconds = monotonic() - began or 0.001
            bar.update(
                task,
                completed=progress.done,
                read=progress.read,
                rates=progress.rates(seconds),
                failed=progress.failed,
            )
            yield result


def duration(seconds: float) -> str:
    """As a person says it: 40 s, 12 min, 3 h 20 min, 2 d 4 h."""
    minutes = round(seconds / 60)
    if seconds < 90:
        return f"{seconds:.0f} s"
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes // 60} h {minutes % 60} min"
    return f"{minutes // 1440} d {minutes % 1440 // 60} h"


def size_of(paths: Iterable[str]) -> int:
    """The bytes of the files that `read_articles` finds in these files, folders and patterns."""
    return sum(map(size_below, map(Path, paths)))


def size_below(path: Path) -> int:
    if path.is_dir():
        return sum(
            bytes_of(Path(parent, name))
            for parent, folders, names in os.walk(path)
            for name in names
            if is_article(name) and form_of(name)
        )
    return bytes_of(path) or sum(map(size_below, matching(path) if "*" in str(path) else ()))


def bytes_of(path: Path) -> int:
    """The size of a file, 0 where there is none."""
    try:
        return path.stat().st_size if path.is_file() else 0
    except (OSError, ValueError):
        return 0
