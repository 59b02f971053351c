"""What is fuzzed: for each reader a function of bytes that fails where the reader breaks its promises.

A reader may refuse what it is given with the error that it documents; any other exception is a fault, and so is a
result that contradicts its input. The tests replay the corpus through the same functions.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import nlp_extract as nx
from nlp_extract.articles import Article, Limits
from nlp_extract.dates import DateError, find_dates
from nlp_extract.numbers import NumberError
from nlp_extract.organizations import Gazetteer, load_gazetteer
from nlp_extract.quantities import find_quantities
from nlp_extract.tagger import Tagger
from nlp_extract.tagger.pack import FILES, SHIPPED, Pack, PackError, read_pack, write_pack

CORPUS = Path(__file__).parents[1] / "tests" / "fuzz_corpus"
"""A folder of small files for each target: where fuzzing starts, and what once broke."""

LIMITS = Limits(text_bytes=2**16, front_matter_bytes=2**12)


def text_of(data: bytes) -> str:
    """Any bytes as a text; those that are no UTF-8 become lone surrogates, which a Python string can hold too."""
    return data.decode("utf-8", "surrogateescape")


# Articles


def articles(data: bytes, form: str) -> None:
    results = list(nx.read_articles(io.BytesIO(data), form=form, errors="yield", limits=LIMITS))
    assert results, "a source gives an article or an error"
    for result in results:
        if isinstance(result, Article):
            assert result.text.strip(), "an article has text"
            result.text.encode()
            assert result.row().text == result.text
        else:
            assert result.reason and result.remedy
            result.reason.encode()


def front_matter(data: bytes) -> None:
    articles(b"---\n" + data, "markdown")


def html(data: bytes) -> None:
    articles(data, "html")


def markdown(data: bytes) -> None:
    articles(data, "markdown")


def encodings(data: bytes) -> None:
    articles(data, "text")


def json_lines(data: bytes) -> None:
    articles(data, "jsonl")


def json_array(data: bytes) -> None:
    articles(data, "json")


def csv(data: bytes) -> None:
    articles(data, "csv")


# Readers of values


def number(data: bytes) -> None:
    text = text_of(data)
    try:
        read = nx.parse_number(text)
    except NumberError:
        assert nx.parse_number(text, errors="none") is None
    else:
        assert read is not None and read == nx.parse_number(f" {text.strip()}")
        assert read.high is None or read.value <= read.high


def quantity(data: bytes) -> None:
    text = text_of(data)
    with suppress(NumberError):
        nx.parse_quantity(text)
    apart(text, [(match.start, match.end, text[match.start : match.end]) for match in find_quantities(text)])


def date(data: bytes) -> None:
    text = text_of(data)
    with suppress(DateError):
        read = nx.parse_date(text, "2024-11-18")
        assert read is not None
        if read.start_date and read.end_date:
            assert read.start_date <= read.end_date
    apart(text, [(match.start, match.end, match.text) for match in find_dates(text)])


def organization(data: bytes) -> None:
    if text := text_of(data):
        read = nx.parse_organization(text)
        assert read.name and (read.region or not read.region_code)


def article(data: bytes) -> None:
    """The whole way from a text to its facts."""
    given = nx.Article(text_of(data), published="2024-11-18")
    facts = nx.extract(given)
    assert len(facts.articles) == 1, facts.errors["reason"].tolist()
    for name in ("organizations", "counts", "dates", "people", "places"):
        rows = facts.tables()[name]
        apart(given.text, list(zip(rows["start"], rows["end"], rows["text"], strict=True)))


def apart(text: str, mentions: list[tuple[int, int, str]]) -> None:
    """Mentions are what stands at their offsets, in order and without overlap."""
    assert all(text[start:end] == found != "" for start, end, found in mentions)
    assert all(left[1] <= right[0] for left, right in pairwise(mentions))


# Files that go with the library


def gazetteer(data: bytes) -> None:
    with suppress(ValueError):
        names = load_gazetteer(io.BytesIO(data))
        text = "".join(entry.name for entry in names)
        apart(text, [(start, end, text[start:end]) for start, end, _ in names.find(text)])
        again = load_gazetteer(io.BytesIO(names.to_csv()))
        assert isinstance(again, Gazetteer)


@cache
def shipped() -> Pack:
    return read_pack(SHIPPED)


def model_pack(data: bytes) -> None:
    """A pack one of whose files is anything: the first byte says which, and whether the manifest vouches for it."""
    which, content = (data[0] if data else 0), data[1:]
    names = [*FILES.values(), "manifest.json"]
    name = names[which % len(names)]
    with TemporaryDirectory() as folder:
        for file in names:
            Path(folder, file).write_bytes(content if file == name else (SHIPPED / file).read_bytes())
        if name != "manifest.json" and which >= 128:
            parts = {part: Path(folder, file).read_bytes() for part, file in FILES.items()}
            with suppress(PackError):
                write_pack(Path(folder), **parts, labels=shipped().labels, figures={}, version="0")
        with suppress(PackError):
            Tagger(read_pack(Path(folder)), threads=1)


def annotation(data: bytes) -> None:
    """Annotations in the form that the first byte says."""
    names = ["a.jsonl", "a.json", "a.spacy", "a.ann", "articles.json"]
    name = names[(data[0] if data else 0) % len(names)]
    with TemporaryDirectory() as folder:
        path = Path(folder, "in", name)
        path.parent.mkdir()
        for beside in ("a.ann", "a.txt") if name in ("a.ann", "articles.json") else ():
            (path.parent / beside).write_text("" if beside == "a.ann" else "市审计局审计26家单位。", "utf-8")
        path.write_bytes(data[1:])
        source = path.parent if name in ("a.ann", "articles.json") else path
        with suppress(ValueError):
            records = list(nx.read_annotations(source))
            for record in records:
                for table in ("organizations", "counts", "dates"):
                    for mention in record.get(table) or ():
                        assert record["text"][mention["start"] : mention["end"]] == mention["text"] != ""
            nx.write_annotations(records, Path(folder, "out.jsonl"))


TARGETS: dict[str, Callable[[bytes], None]] = {
    target.__name__: target
    for target in (
        front_matter,
        html,
        markdown,
        encodings,
        json_lines,
        json_array,
        csv,
        number,
        quantity,
        date,
        organization,
        article,
        gazetteer,
        model_pack,
        annotation,
    )
}


def corpus(target: str) -> Iterator[Path]:
    """The files of a target's corpus, by name."""
    yield from sorted(path for path in (CORPUS / target).iterdir() if path.is_file())
