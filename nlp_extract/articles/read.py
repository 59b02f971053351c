"""Sources to articles: files, folders, patterns, buffers and tables, one article at a time."""

from __future__ import annotations

import os
import stat
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal, TypeAlias, overload

from nlp_extract.articles.article import Article, ArticleError, writable
from nlp_extract.articles.collection import read_csv, read_json, read_json_lines
from nlp_extract.articles.document import read_document, read_record
from nlp_extract.articles.encoding import decode
from nlp_extract.articles.limits import Limits
from nlp_extract.articles.seen import Seen
from nlp_extract.articles.stream import Stream
from nlp_extract.facts import ErrorRow

if TYPE_CHECKING:
    import pandas as pd

Source: TypeAlias = (
    "str | os.PathLike[str] | IO[str] | IO[bytes] | Article | Mapping[str, Any]"
    " | pd.DataFrame | pd.Series[Any] | Iterable[Source]"
)
Outcome: TypeAlias = "Article | ArticleError"

FORMS = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".shtml": "html",
    ".txt": "text",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
}
COLLECTIONS: dict[str, Callable[[Stream, str, Limits], Iterator[Outcome]]] = {
    "jsonl": read_json_lines,
    "json": read_json,
    "csv": read_csv,
}
NOT_TEXT = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a zip archive or an Office document",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"Rar!": "a rar archive",
    b"BZh": "a bzip2 file",
    b"\xfd7zXZ": "an xz file",
    b"\x28\xb5\x2f\xfd": "a zstd file",
}


@overload
def read_articles(
    source: Source, *, form: str = "", errors: Literal["raise"] = "raise", limits: Limits | None = None
) -> Iterator[Article]: ...
@overload
def read_articles(
    source: Source, *, form: str = "", errors: Literal["yield"], limits: Limits | None = None
) -> Iterator[Article | ErrorRow]: ...
def read_articles(
    source: Source, *, form: str = "", errors: str = "raise", limits: Limits | None = None
) -> Iterator[Article | ErrorRow]:
    """The articles of a source, lazily and in order: files by name, lines and rows as they stand.

    Args:
        source: a path, folder or pattern (news/*.md, **/*.jsonl) as a string or `Path`; an open text or byte
            buffer; a pandas DataFrame with named columns or Series of texts; a mapping of named values; an
            `Article`; or an iterable of any of these. docs/articles.md lists the forms and names known.
        form: what files and buffers hold, where their names do not say or say wrong: markdown, html, text,
            jsonl, json or csv.
        errors: "raise" raises the first `ArticleError`; "yield" gives an `ErrorRow` in place of each article
            that cannot be read, and goes on.
        limits: bounds on one article; `Limits()` where none are given.

    Yields:
        An `Article` for each file, line or row, with a `warning` where something was amiss (also that its id
        came before); or the `ErrorRow` in its place.

    Raises:
        ArticleError: with errors="raise", a source is missing, empty or not readable. It says what to do.
        ValueError: `form` or `errors` is none of the above.
    """
    if form and form not in FORMS.values():
        raise ValueError(f"form is {form!r}; it is one of {', '.join(dict.fromkeys(FORMS.values()))}")
    if errors not in ("raise", "yield"):
        raise ValueError(f"errors is {errors!r}; it is 'raise' or 'yield'")
    limits = limits or Limits()
    return delivered(with_duplicates_noted(outcomes(source, form, limits)), errors)


def read_each(source: Source) -> Iterator[Article | ErrorRow]:
    """The articles of a source for one who looks for duplicates, with an `ErrorRow` for what cannot be read."""
    return delivered(outcomes(source, "", Limits()), "yield")


def delivered(items: Iterator[Outcome], errors: str) -> Iterator[Article | ErrorRow]:
    for item in items:
        if isinstance(item, Article):
            yield item
        elif errors == "raise":
            raise item
        else:
            yield item.row()


def with_duplicates_noted(items: Iterator[Outcome]) -> Iterator[Outcome]:
    """The same, with a warning on each article whose id came before."""
    seen = Seen()
    for item in items:
        if isinstance(item, Article) and not seen.add(item.article_id):
            item = item.with_warning("duplicate: an earlier article has the same id")
        yield item


def outcomes(source: Any, form: str, limits: Limits) -> Iterator[Outcome]:
    """The articles of any source, and an error in the place of each that cannot be read."""
    if isinstance(source, (Article, ArticleError)):
        yield source
    elif isinstance(source, (str, os.PathLike)):
        yield from from_path(Path(source), form, limits)
    elif hasattr(source, "read"):
        yield from from_buffer(source, form, limits)
    elif isinstance(source, Mapping):
        yield record(source, "", limits)
    elif is_pandas(source, "DataFrame"):
        yield from from_frame(source, limits)
    elif is_pandas(source, "Series"):
        for label, text in source.items():
            yield record({"text": text, "id": label}, f"Series:{label}", limits)
    elif isinstance(source, Iterable) and not isinstance(source, (bytes, bytearray, memoryview)):
        for item in source:
            yield from outcomes(item, form, limits)
    else:
        yield ArticleError(
            f"articles cannot be read from {type(source).__name__}",
            "give a path, a buffer (io.BytesIO for bytes), a DataFrame, an Article, or an iterable of these",
        )


def is_pandas(source: object, name: str) -> bool:
    """Whether it is a pandas object; one can only be where pandas is loaded already."""
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(source, getattr(pandas, name))


def from_frame(frame: Any, limits: Limits) -> Iterator[Outcome]:
    names = [str(name) for name in frame.columns]
    for label, *cells in frame.itertuples(name=None):
        yield record(dict(zip(names, cells, strict=True)), f"DataFrame:{label}", limits)


def record(values: Mapping[Any, object], path: str, limits: Limits) -> Outcome:
    """The article of a mapping in memory, whose text stays as its holder has it."""
    try:
        return read_record(values, path=path, limits=limits, verbatim=True)
    except ArticleError as error:
        return error.at(path)


def from_path(path: Path, form: str, limits: Limits) -> Iterator[Outcome]:
    """The articles of a file, a folder or a pattern."""
    path = path.expanduser()
    if path.is_dir():
        yield from from_folder(path, form, limits)
    elif os.path.lexists(path):
        yield from from_file(path, form, limits)
    elif any(sign in str(path) for sign in "*?["):
        matches = matching(path)
        for match in matches:
            yield from (from_folder if match.is_dir() else from_file)(match, form, limits)
        if not matches:
            yield ArticleError(
                "no file matches the pattern", "check it, and the folder it starts from", shown(path)
            )
    else:
        yield ArticleError(
            "there is no such file or folder",
            "check the path; a text itself is given as Article(text)",
            shown(path),
        )


def matching(pattern: Path) -> list[Path]:
    """What a pattern matches, by name. Links to folders are not followed below **."""
    start = Path(pattern.anchor)
    try:
        found = sorted(path for path in start.glob(str(pattern.relative_to(start))) if is_article(path.name))
    except (ValueError, NotImplementedError, OSError, IndexError):
        return []
    folders = {path for path in found if path.is_dir() and not path.is_symlink()}
    return [path for path in found if folders.isdisjoint(path.parents)]  # a folder gives all below it


def is_article(name: str) -> bool:
    """Whether a file that was not named itself is meant: hidden files and README are not."""
    return not name.startswith(".") and not name.upper().startswith("README")


def from_folder(folder: Path, form: str, limits: Limits) -> Iterator[Outcome]:
    """The articles of the files below a folder whose names end as in FORMS."""
    failures: list[OSError] = []
    empty = True
    for parent, folders, names in os.walk(folder, onerror=failures.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if is_article(name) and form_of(name):
                empty = False
                yield from from_file(Path(parent, name), form, limits)
        for name in folders:
            if (link := Path(parent, name)).is_symlink():
                empty = False
                yield ArticleError(
                    "a link to a folder is not followed", "name the folder itself", shown(link)
                )
    for failure in failures:
        empty = False
        yield ArticleError(
            f"cannot be listed: {failure.strerror}", "check its permissions", shown(Path(failure.filename))
        )
    if empty:
        endings = ", ".join(FORMS)
        yield ArticleError(
            "the folder holds no articles", f"their names end in {endings}, or these and .gz", shown(folder)
        )


def from_file(path: Path, form: str, limits: Limits) -> Iterator[Outcome]:
    """The articles of one file."""
    try:
        with open(path, "rb", buffering=0, opener=without_waiting) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                yield ArticleError("not a regular file", "open it, and give the buffer", shown(path))
                return
            yield from from_stream(file, shown(path), form, limits)
    except OSError as error:
        yield ArticleError(
            f"cannot be opened: {error.strerror or error}", "check the file and its permissions", shown(path)
        )


def without_waiting(path: str, flags: int) -> int:
    """Open without waiting for the other end of a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def from_buffer(buffer: Any, form: str, limits: Limits) -> Iterator[Outcome]:
    name = getattr(buffer, "name", "")
    yield from from_stream(buffer, name if name and isinstance(name, str) else "buffer", form, limits)


def from_stream(buffer: Any, name: str, form: str, limits: Limits) -> Iterator[Outcome]:
    """The articles of an open file, whatever it holds."""
    try:
        stream = Stream(buffer, limits)
        kind = next((kind for magic, kind in NOT_TEXT.items() if stream.head.startswith(magic)), None)
        if kind:
            yield ArticleError(f"it is {kind}, not text", "save it as text, HTML or CSV, or unpack it", name)
            return
        form = form or form_of(name) or stream.likely_form()
        if form in COLLECTIONS:
            yield from COLLECTIONS[form](stream, name, limits)
        else:
            yield document(stream, name, form, limits)
    except ArticleError as error:
        yield error.at(name)
    except EOFError:
        yield ArticleError("the gzip file ends too early", "fetch it again; what came before is read", name)
    except zlib.error as error:
        yield ArticleError(
            f"the gzip file is broken: {error}", "fetch it again; what came before is read", name
        )
    except (OSError, ValueError) as error:  # the buffer is closed, or decodes and cannot, or the disk fails
        yield ArticleError(f"cannot be read: {error}", "check the file, or open it in binary mode", name)


def document(stream: Stream, name: str, form: str, limits: Limits) -> Article:
    data = stream.read(limits.text_bytes + 1)
    if len(data) > limits.text_bytes:
        raise ArticleError(
            f"it is larger than {limits.text_bytes:,} bytes",
            "split it into articles, or raise Limits.text_bytes",
        )
    if not data.strip():
        raise ArticleError("the file is empty", "leave it out, or fill in its text")
    text, _, warning = decode(data)
    text = writable(text).replace("\r\n", "\n").replace("\r", "\n")
    return read_document(text, form=form, path=name, warning=warning, limits=limits)


def form_of(name: str) -> str:
    """What a file holds by its name; "" where the name does not say."""
    stem = name.lower().removesuffix(".gz")
    return FORMS.get(os.path.splitext(stem)[1], "")  # noqa: PTH122


def shown(path: Path) -> str:
    """A path as it can be written: bytes that are no text, and line ends, escaped."""
    text = str(path).encode("utf-8", "backslashreplace").decode()
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)[:1_000]
