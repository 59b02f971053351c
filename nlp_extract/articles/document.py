"""A text of one article, or a record of named values, to an `Article`."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, lru_cache
from html import unescape
from typing import Any

import regex

from nlp_extract.articles.article import Article, ArticleError, is_missing, joined, plain
from nlp_extract.articles.front_matter import split_front_matter
from nlp_extract.articles.html import Page, is_html, is_page, read_fragment, read_markdown, read_page, tidy
from nlp_extract.articles.lexicons import lexicon
from nlp_extract.articles.limits import Limits
from nlp_extract.articles.metadata import Body, is_person, is_publisher, read_body
from nlp_extract.articles.published import parse_published

ENTITY = regex.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")
LONGEST_TITLE = 50
SITE_NAME = regex.compile(r"\s*[_|｜]\s*|\s+[-–—]+\s*|\s*[-–—]+\s+")  # between a title and the site's name


def read_document(text: str, *, form: str, path: str, warning: str, limits: Limits) -> Article:
    """The article of a whole file: Markdown with or without front matter, HTML, or plain text.

    Raises:
        ArticleError: the front matter is broken, or there is no text, or too much.
    """
    values, body = split_front_matter(text, limits.front_matter_bytes)
    page = read_text(body, form, limits)
    return compose(
        page.values | values,
        page,
        path=path,
        warning=warning,
        title_first=form == "text" and not is_html(body),
        limits=limits,
    )


def read_record(
    values: Mapping[Any, object], *, path: str, limits: Limits, verbatim: bool = False
) -> Article:
    """The article of a JSON object, a table's row or a mapping.

    Args:
        values: by the names in field_names.csv; others are passed over.
        path: where it was read from.
        limits: bounds on its HTML.
        verbatim: keep the text as it is, since its holder has the same text and means its offsets.

    Raises:
        ArticleError: there is no text, or too much.
    """
    given = values_by_field(values)
    text = given.get("text")
    if isinstance(text, list):
        text = "\n".join(map(plain, text))
    elif not isinstance(text, str):
        text = plain(text)
    if verbatim:
        path = plain(given.get("path")) or path
    page = read_text(text, "text", limits)
    article = compose(values, page, path=path, warning="", title_first=False, limits=limits)
    if verbatim and not is_html(text):
        return replace(article, text=text, article_id=plain(given.get("article_id")))
    return article


def read_text(text: str, form: str, limits: Limits) -> Page:
    """The paragraphs of a body, by what it looks like first and what its file's name says second."""
    if is_page(text):
        return read_page(text, limits)
    if form == "html" or (is_html(text) and (form != "markdown" or text.lstrip().startswith("<"))):
        return read_fragment(text, limits)
    if form == "markdown" and len(text) <= limits.markdown_characters:
        return read_markdown(text, limits)
    return Page([line for line in map(tidy, io.StringIO(unescaped(text))) if line])


def unescaped(text: str) -> str:
    """Text with characters for the HTML entities that slipped into it (&nbsp; &quot;)."""
    return ENTITY.sub(lambda match: unescape(match[0]), text) if "&" in text else text


def compose(
    values: Mapping[Any, object], page: Page, *, path: str, warning: str, title_first: bool, limits: Limits
) -> Article:
    """An article from named values and paragraphs; what the values leave open is read from the paragraphs."""
    given = values_by_field(values)
    title = headline(given, page, title_first)
    source, site = plain(given.get("source")), plain(given.get("site"))
    reporter = plain(given.get("reporter"))
    author, categories = plain(given.get("author")), given.get("categories")
    if author and isinstance(categories, list) and author in categories:
        site = site or author
    elif author and is_person(author):
        reporter = reporter or author
    elif author and is_publisher(author):
        source = source or author
    else:
        site = site or author
    body = read_body(page.paragraphs, title=title, known=[n for n in (source, site) if n], above=page.above)
    if not body.paragraphs:
        raise ArticleError("there is no text in it", "leave it out, or fill in its text")
    text = "\n".join(body.paragraphs)
    if len(text) > limits.text_characters:
        raise ArticleError(
            f"the text is longer than {limits.text_characters:,} characters",
            "split it into articles, or raise Limits.text_characters",
        )
    published, unread = publication(given.get("published"), body)
    return Article(
        text,
        article_id=plain(given.get("article_id")),
        title=title,
        published=published,  # type: ignore[arg-type]
        source=source or first(body, "source"),
        site=site,
        reporter=reporter or plain(body.values.get("reporter")),
        editor=plain(given.get("editor")) or plain(body.values.get("editor")),
        url=plain(given.get("url")),
        path=path,
        warning=joined(warning, page.warning, unread),
    )


def publication(value: object, body: Body) -> tuple[object, str]:
    """When it was published, by its values or else by its lines, and what was amiss with that."""
    unread = ""
    try:
        if published := parse_published(value):
            return published, ""
    except (ValueError, OverflowError, OSError) as error:
        unread = f"publication date not understood: {error}"
    if dates := body.values.get("published"):
        return dates[0], unread
    return None, unread or "no publication date, so relative dates stay unresolved"


def headline(given: Mapping[str, object], page: Page, title_first: bool) -> str:
    """The title by its values, by what a page shows of its <title>, or by a first line like one."""
    if title := tidy(unescaped(plain(given.get("title")))):
        return title
    shown, named = plain(page.values.get("h1")), plain(page.values.get("title of page"))
    if named and not (shown and shown in named):
        shown = next((line for line in (*page.above, *page.paragraphs[:3]) if named.startswith(line)), "")
        shown = shown or SITE_NAME.split(named)[0]
    if shown:
        return shown
    if title_first and len(page.paragraphs) > 1 and is_heading(page.paragraphs[0]):
        return page.paragraphs.pop(0)
    return ""


def is_heading(line: str) -> bool:
    """Whether the first line of a plain text looks like its title."""
    return len(line) <= LONGEST_TITLE and not regex.search(r"[。；：:…]$|记者|記者|通讯员", line)


def first(body: Body, name: str) -> str:
    return next(iter(body.values.get(name, [])), "")


def values_by_field(values: Mapping[Any, object]) -> dict[str, object]:
    """The values by the fields that their names mean; of several names, the first in field_names.csv."""
    found: dict[str, tuple[int, object]] = {}
    for name, value in values.items():
        place = field_place(str(name))
        if place is None or is_missing(value) or (isinstance(value, str) and not value.strip()):
            continue
        rank, field = place
        if field not in found or rank < found[field][0]:
            found[field] = (rank, value)
    return {field: value for field, (_, value) in found.items()}


def has_text_column(names: list[str]) -> bool:
    """Whether one of the names means the text."""
    return any((place := field_place(name)) and place[1] == "text" for name in names)


def text_names() -> list[str]:
    """The names that mean the text."""
    return [row["name"] for row in lexicon("field_names") if row["field"] == "text"]


@lru_cache(maxsize=1024)
def field_place(name: str) -> tuple[int, str] | None:
    """The place in field_names.csv and the field of a name: of article:published_time as articlepublishedtime."""
    return field_places().get(regex.sub(r"[\s_\-:.]", "", name).lower())


@cache
def field_places() -> dict[str, tuple[int, str]]:
    return {row["name"]: (rank, row["field"]) for rank, row in enumerate(lexicon("field_names"))}
