"""Articles in, facts out."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypeVar, cast

import pandas as pd

from nlp_extract.articles import Article
from nlp_extract.articles.read import read_each
from nlp_extract.articles.seen import Seen
from nlp_extract.dates.component import find_dates
from nlp_extract.doc import facts_of
from nlp_extract.facts import ArticleRow, Count, Date, ErrorRow, Organization, Person, Place
from nlp_extract.organizations import Gazetteer, GazetteerSource, load_gazetteer
from nlp_extract.organizations.component import find_organizations
from nlp_extract.passage import Passage
from nlp_extract.quantities.component import find_counts
from nlp_extract.tables import Facts
from nlp_extract.tagger.component import in_batches, shared_tagger

if TYPE_CHECKING:
    from spacy.language import Language

    from nlp_extract.articles.read import Source as Readable
    from nlp_extract.tagger import Tagger, Tags

Source: TypeAlias = "Readable | ErrorRow | Iterable[Source]"


CHUNK = 1000
"""Articles in each of the `Facts` that `stream` gives."""
WORKER_BATCH = 16_000
"""Characters that a worker reads at a time: about half a second's work, and all that one death can cost."""

RECENT = 10_000
"""Articles whose file is remembered, to name it when another has the same id."""


class Found(NamedTuple):
    """The facts of one article."""

    organizations: list[Organization]
    counts: list[Count]
    dates: list[Date]
    people: list[Person]
    places: list[Place]


class ArticleFacts(NamedTuple):
    """An article as it was read, and its facts."""

    article: ArticleRow
    found: Found


def extract(
    source: Source,
    *,
    nlp: Language | None = None,
    tagger: Tagger | None = None,
    gazetteer: GazetteerSource | None = None,
    coreference: bool = False,
    workers: int | None = None,
) -> Facts:
    """The facts of one article or of many.

    Args:
        source: a text; a `Path` to read (file or folder) or an open buffer; an `Article`; a Series of texts,
            whose index gives the article ids; a DataFrame with a column `text` and others named as the
            arguments of `Article`; an iterable of any of these, such as `read_articles(...)`.
        nlp: a pipeline made with `load`, where components of one's own add to the facts. Without one no words
            are needed, and extraction does not pay for them; the facts are the same.
        tagger: a tagger of one's own training instead of the package's.
        gazetteer: organizations of one's own, a CSV file or DataFrame with the columns name, aliases, kind and
            region: where a text has one of their names as a whole, it overrules the model. With `nlp`, give it
            to `load`.
        coreference: whether 该局, 该集团 and their like are rows of `organizations` too, with the name of the
            organization that they stand for and the note "coreference". With `nlp`, give it to `load`.
        workers: how many processes share the work, each with its own model on one thread. None reads here, with the
            tagger's threads, and needs no time to start. The rows are the same.

    Returns:
        The tables. An article that cannot be read or extracted, or that has the id of an earlier one, is a
        row of `errors`; all others come out.

    Raises:
        TypeError: the source is none of these.
        ValueError: the gazetteer is malformed (says in which line and why), or `workers` is less than one.
    """
    return gather(
        extract_each(
            source, nlp=nlp, tagger=tagger, gazetteer=gazetteer, coreference=coreference, workers=workers
        )
    )


def stream(
    source: Source,
    *,
    articles: int = CHUNK,
    nlp: Language | None = None,
    tagger: Tagger | None = None,
    gazetteer: GazetteerSource | None = None,
    coreference: bool = False,
    workers: int | None = None,
) -> Iterator[Facts]:
    """The facts of any number of articles, in the memory of some: `Facts` of `articles` articles after another.

    Args:
        articles: how many articles, errors among them, each of the `Facts` covers; the last may cover fewer.
        source, nlp, tagger, gazetteer, coreference, workers: as for `extract`.

    Yields:
        `Facts` in the order of the source. An id that an earlier one of them has is an error here too; their
        `entities` are those of their own articles.

    Raises:
        ValueError: `articles` or `workers` is less than one, or the gazetteer is malformed.
    """
    if articles < 1:
        raise ValueError(f"articles is {articles}; give at least 1")
    results = extract_each(
        source, nlp=nlp, tagger=tagger, gazetteer=gazetteer, coreference=coreference, workers=workers
    )
    with closing(results):
        while chunk := list(islice(results, articles)):
            yield gather(chunk)


def gather(results: Iterable[ArticleFacts | ErrorRow]) -> Facts:
    """The tables of what `extract_each` gives."""
    return Facts.from_records(records_of(results))


def records_of(results: Iterable[ArticleFacts | ErrorRow]) -> dict[str, list[Any]]:
    """The records of each table, in order; articles come first."""
    records: dict[str, list[Any]] = {"articles": [], "errors": [], **{name: [] for name in Found._fields}}
    for result in results:
        if isinstance(result, ErrorRow):
            records["errors"].append(result)
        else:
            records["articles"].append(result.article)
            for name in Found._fields:
                records[name].extend(getattr(result.found, name))
    return records


def extract_each(
    source: Source,
    *,
    nlp: Language | None = None,
    tagger: Tagger | None = None,
    gazetteer: GazetteerSource | None = None,
    coreference: bool = False,
    workers: int | None = None,
) -> Generator[ArticleFacts | ErrorRow, None, None]:
    """The facts of each article in the order of the source, lazily; a failure is an `ErrorRow` in its
    place. The arguments are those of `extract`."""
    how = Method.of(nlp=nlp, tagger=tagger, gazetteer=gazetteer, coreference=coreference)
    yield from results_of_each(once_each(articles_of(source)), how, workers)


@dataclass(frozen=True)
class Method:
    """How facts are found. It can be sent to another process, which makes a tagger of its own."""

    nlp: Language | None = None
    tagger: Tagger | None = None
    gazetteer: Gazetteer | None = None
    coreference: bool = False

    @classmethod
    def of(
        cls,
        *,
        nlp: Language | None = None,
        tagger: Tagger | None = None,
        gazetteer: GazetteerSource | None = None,
        coreference: bool = False,
    ) -> Method:
        if nlp is not None and (gazetteer is not None or coreference):
            raise ValueError("a pipeline has its own: give gazetteer and coreference to load()")
        return cls(nlp, tagger, None if gazetteer is None else load_gazetteer(gazetteer), coreference)

    def finder(self) -> Finder:
        if self.nlp is not None:
            return finder_with(self.nlp)
        return finder(self.tagger or shared_tagger(), gazetteer=self.gazetteer, coreference=self.coreference)

    def reader(self) -> Callable[[Sequence[Article]], list[ArticleFacts | ErrorRow]]:
        """What reads a batch of articles."""
        find = self.finder()
        return lambda articles: list(results_of(list(articles), find))

    def __reduce__(self) -> tuple[Any, ...]:
        from nlp_extract.tagger import Tagger

        extensions = None
        if self.nlp is not None:
            from spacy.tokens.underscore import Underscore

            extensions = Underscore.get_state()
        tagger = self.tagger.pack if isinstance(self.tagger, Tagger) else self.tagger
        return elsewhere, (self.nlp, extensions, tagger, self.gazetteer, self.coreference)


def elsewhere(
    nlp: Language | None, extensions: Any, tagger: Any, gazetteer: Gazetteer | None, coreference: bool
) -> Method:
    """The method in another process, where its tagger has one thread."""
    from nlp_extract.tagger import Tagger
    from nlp_extract.tagger.pack import Pack

    if nlp is not None:
        from spacy.tokens.underscore import Underscore

        Underscore.load_state(extensions)
    elif tagger is None:
        tagger = Tagger.load(threads=1)
    elif isinstance(tagger, Pack):
        tagger = Tagger(tagger, threads=1)
    return Method(nlp, tagger, gazetteer, coreference)


Waiting = TypeVar("Waiting")


def results_of_each(
    items: Iterable[Article | Waiting], how: Method, workers: int | None = None
) -> Generator[ArticleFacts | ErrorRow | Waiting, None, None]:
    """The facts in the place of each article; what is no article stays as it is."""
    if workers is None:
        find = how.finder()
        for batch in in_batches(items, size, limit=1_000_000, most=10_000):
            yield from in_places(batch, results_of(articles_in(batch), find))
        return
    if workers < 1:
        raise ValueError(f"workers is {workers}; give at least 1, or None to read in this process")
    from nlp_extract.corpus.workers import in_order

    sent: deque[list[Article | Waiting]] = deque()

    def batches() -> Iterator[list[Article]]:
        for batch in in_batches(items, size, limit=WORKER_BATCH, most=200):
            sent.append(batch)
            yield articles_in(batch)

    with closing(in_order(batches(), how.reader, workers, lost)) as read:
        for results in read:
            yield from in_places(sent.popleft(), iter(results))


def articles_in(batch: Iterable[object]) -> list[Article]:
    return [item for item in batch if isinstance(item, Article)]


def in_places(
    batch: Iterable[Article | Waiting], results: Iterator[ArticleFacts | ErrorRow]
) -> Iterator[ArticleFacts | ErrorRow | Waiting]:
    for item in batch:
        yield next(results) if isinstance(item, Article) else item


def lost(article: Article, fate: str) -> ErrorRow:
    """What stands in the place of an article that ended the process that read it."""
    return ErrorRow(
        path=article.path,
        article_id=article.article_id,
        stage="extract",
        reason=f"the worker that read it died ({fate})",
        remedy="if memory was short, use fewer workers; else leave the article out, and report it with its text",
    )


def articles_of(source: Source) -> Iterator[Article | ErrorRow]:
    """The articles of anything that `extract` takes; a string is a text here, for `read_articles` a path."""
    if isinstance(source, (Article, ErrorRow)):
        yield source
    elif isinstance(source, str):
        yield Article(source)
    elif isinstance(source, (os.PathLike, Mapping, pd.DataFrame, pd.Series)) or hasattr(source, "read"):
        yield from read_each(cast("Readable", source))
    elif isinstance(source, Iterable) and not isinstance(source, (bytes, bytearray)):
        for item in source:
            yield from articles_of(item)
    else:
        raise TypeError(
            f"cannot extract from {type(source).__name__}: give a text, a Path, an Article, an iterable of "
            "these, or a pandas Series or DataFrame; bytes are read with read_articles(io.BytesIO(...))"
        )


def once_each(items: Iterable[Article | ErrorRow]) -> Iterator[Article | ErrorRow]:
    """The same, with an error in the place of an article whose id came before."""
    seen = Seen()
    recent: dict[str, str] = {}  # where the last ids came from: duplicates mostly stand near each other
    for item in items:
        if not isinstance(item, Article):
            yield item
        elif seen.add(item.article_id):
            recent[item.article_id] = item.path
            if len(recent) > RECENT:
                del recent[next(iter(recent))]
            yield item
        else:
            first = recent.get(item.article_id)
            yield ErrorRow(
                path=item.path,
                article_id=item.article_id,
                stage="read",
                reason="duplicate: another article with this id came before"
                + (f", from {first}" if first else ""),
                remedy="leave one of them out, or give them ids of their own",
            )


def size(item: object) -> int:
    return len(item.text) if isinstance(item, Article) else 0


Finder: TypeAlias = Callable[[list[Article]], Iterator[Found]]


def results_of(articles: list[Article], find: Finder) -> Iterator[ArticleFacts | ErrorRow]:
    """The facts of each article, looked for together; from where that fails, one by one."""
    done = 0
    try:
        for article, found in zip(articles, find(articles), strict=True):
            yield ArticleFacts(article.row(), found)
            done += 1
    except Exception as error:  # whatever goes wrong in one article must not take the others with it
        if len(articles) > 1:
            for article in articles[done:]:
                yield from results_of([article], find)
        else:
            [article] = articles
            yield ErrorRow(
                path=article.path,
                article_id=article.article_id,
                stage="extract",
                reason=f"{type(error).__name__}: {error}",
                remedy="leave the article out, and report it with its text: this is a fault of nlp_extract",
            )


def finder(tagger: Tagger, *, gazetteer: Gazetteer | None = None, coreference: bool = False) -> Finder:
    """Finds facts straight from the texts, without words."""

    def find(articles: list[Article]) -> Iterator[Found]:
        # The network reads on while the facts of what it has read are made.
        stream = tagger.stream([article.text for article in articles])
        for article, tags in zip(articles, stream, strict=True):
            yield found_in(passage_for(article), tags, gazetteer=gazetteer, coreference=coreference)

    return find


def found_in(
    passage: Passage, tags: Tags, *, gazetteer: Gazetteer | None = None, coreference: bool = False
) -> Found:
    """The facts of a passage from the tagger's spans."""
    dates = find_dates(passage, tags)
    organizations, people, places = find_organizations(
        passage, tags, gazetteer=gazetteer, coreference=coreference
    )
    return Found(organizations, find_counts(passage, tags, dates), dates, people, places)


def passage_for(article: Article) -> Passage:
    return Passage(article.text, article.title, article.published_day, article.article_id)


def finder_with(nlp: Language) -> Finder:
    """Finds facts by sending the articles through a spaCy pipeline."""
    from nlp_extract.words import docs_of

    def find(articles: list[Article]) -> Iterator[Found]:
        docs = []
        for article, doc in zip(articles, docs_of(nlp, [a.text for a in articles]), strict=True):
            passage = passage_for(article)
            doc._.title, doc._.published, doc._.article_id = (
                passage.title,
                passage.published,
                passage.article_id,
            )
            docs.append(doc)
        for doc in nlp.pipe(docs):
            yield Found(*(facts_of(doc, table) for table in Found._fields))

    return find
