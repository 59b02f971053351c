"""An article, and the error that stands for one that could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

import regex

from nlp_extract.articles.published import china_day, china_time, parse_published
from nlp_extract.facts import ArticleRow, ErrorRow

if TYPE_CHECKING:
    from nlp_extract.display.page import Shown
    from nlp_extract.tables import Facts

UNWRITABLE = regex.compile(r"[\ud800-\udfff\x00]")
LINE_ENDS = regex.compile(r"\s*[\n\r\t]\s*")


@dataclass(frozen=True, slots=True)
class Article:
    """A text and what is known of it.

    Any field may be None or left out; all but `published` are strings afterwards, "" where unknown.

    Attributes:
        text: the body, to which all offsets refer. Lone surrogates and NUL, which no file can hold, become
            U+FFFD one for one, so that offsets stay.
        article_id: an identifier; else the first 16 hex digits of the SHA-256 of title, a newline and text.
        title: the headline.
        published: when it was published: a datetime with its own time zone, or without one for China's
            time; a date where no time of day is known; None where unknown. Strings and epoch numbers are read
            as `parse_published` does; one that cannot be read leaves None and a warning.
        source: the publisher that the article names. Lists of strings are joined with 、 here and below.
        site: the site or feed that it was read from.
        reporter: reporters and correspondents.
        editor: editors.
        url: web address.
        path: the file it was read from, with the line or row in a file of many.
        warning: what was amiss in reading but did not stop it.
    """

    text: str
    article_id: str = ""
    title: str = ""
    published: datetime | date | str | float | None = None
    source: str = ""
    site: str = ""
    reporter: str = ""
    editor: str = ""
    url: str = ""
    path: str = ""
    warning: str = ""

    def __post_init__(self) -> None:
        for name in ("article_id", "title", "source", "site", "reporter", "editor", "url", "path", "warning"):
            object.__setattr__(self, name, plain(getattr(self, name)))
        object.__setattr__(
            self, "text", writable(self.text if isinstance(self.text, str) else plain(self.text))
        )
        try:
            published = parse_published(None if is_missing(self.published) else self.published)
        except (ValueError, OverflowError, OSError) as error:
            published = None
            warning = f"publication date not understood: {error}"
            object.__setattr__(self, "warning", joined(self.warning, plain(warning)))
        object.__setattr__(self, "published", published)
        if not self.article_id:
            digest = sha256(f"{self.title}\n{self.text}".encode()).hexdigest()
            object.__setattr__(self, "article_id", digest[:16])

    @property
    def published_day(self) -> date | None:
        """The calendar day of publication in China, which resolves relative dates; None where unknown."""
        assert not isinstance(self.published, (str, float, int))
        return china_day(self.published)

    @property
    def sha256(self) -> str:
        """SHA-256 of the text in UTF-8, 64 hex digits."""
        return sha256(self.text.encode()).hexdigest()

    def row(self) -> ArticleRow:
        """Its row in the table of articles."""
        assert not isinstance(self.published, (str, float, int))
        return ArticleRow(
            article_id=self.article_id,
            title=self.title,
            source=self.source,
            site=self.site,
            reporter=self.reporter,
            editor=self.editor,
            published=china_time(self.published) if self.published else None,
            published_day=self.published_day,
            url=self.url,
            path=self.path,
            sha256=self.sha256,
            characters=len(self.text),
            warning=self.warning,
            text=self.text,
        )

    def with_warning(self, warning: str) -> Article:
        """The same with one warning more."""
        return replace(self, warning=joined(self.warning, warning))

    def show(self, facts: Facts, tables: Sequence[str] | None = None) -> Shown:
        """The article with its mentions marked, and its tables: HTML in a notebook, text on a terminal.

        Args:
            facts: those that it was extracted into.
            tables: which to mark (organizations, counts, dates, people, places); all when None.

        Raises:
            ValueError: the facts do not have this article, or there is no such table.
        """
        from nlp_extract.display.notebook import show_article

        return show_article(self, facts, tables)


class ArticleError(ValueError):
    """A source that gives no article: what was wrong, what to do about it, and where."""

    def __init__(self, reason: str, remedy: str, path: str = "", stage: str = "read") -> None:
        super().__init__(reason, remedy, path, stage)
        self.reason = plain(reason)
        self.remedy = remedy
        self.path = plain(path)
        self.stage = stage

    def __str__(self) -> str:
        return (f"{self.path}: " if self.path else "") + f"{self.reason}; {self.remedy}"

    def at(self, path: str) -> ArticleError:
        """The same with the place where it happened."""
        return ArticleError(self.reason, self.remedy, path, self.stage)

    def row(self) -> ErrorRow:
        """Its row in the table of errors."""
        return ErrorRow(path=self.path, stage=self.stage, reason=self.reason, remedy=self.remedy)


def writable(text: str) -> str:
    """The text with U+FFFD for each character that UTF-8 or a database cannot hold."""
    return UNWRITABLE.sub("\ufffd", text)


def plain(value: object) -> str:
    """A value as one line of text: "" for what is missing, lists joined with 、, {"name": …} by its name."""
    if isinstance(value, str):
        return LINE_ENDS.sub(" ", writable(value).strip())
    if is_missing(value):
        return ""
    if isinstance(value, Mapping):
        return plain(value.get("name"))
    if isinstance(value, Iterable) and not isinstance(value, (bytes, bytearray)):
        return "、".join(filter(None, map(plain, value)))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return plain(str(value))


def is_missing(value: object) -> bool:
    """Whether a value is None, NaN, or pandas' NA or NaT."""
    return (
        value is None
        or type(value).__name__ in ("NAType", "NaTType")
        or (isinstance(value, float) and value != value)
    )


def joined(*warnings: str) -> str:
    """Warnings as one string, each once."""
    return "; ".join(dict.fromkeys(filter(None, warnings)))
