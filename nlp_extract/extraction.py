"""Articles in, facts out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, cast

import pandas as pd

from nlp_extract.articles import Article, read_articles
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

    Returns:
        The tables. An article that cannot be read or extracted, or that has the id of an earlier one, is a
        row of `errors`; all others come out.

    Raises:
        TypeError: the source is none of these.
        ValueError: the gazetteer is malformed; says in which line and why.
    """
    return gather(extract_each(source, nlp=nlp, tagger=tagger, gazetteer=gazetteer, coreference=coreference))


def gather(results: Iterable[ArticleFacts | ErrorRow]) -> Facts:
    """The tables of what `extract_each` gives."""
    records: dict[str, list[Any]] = {"articles": [], "errors": [], **{name: [] for name in Found._fields}}
    for result in results:
        if isinstance(result, ErrorRow):
            records["errors"].append(result)
        else:
            records["articles"].append(result.article)
            for name, facts in result.found._asdict().items():
                records[name].extend(facts)
    return Facts.from_records(records)


def extract_each(
    source: Source,
    *,
    nlp: Language | None = None,
    tagger: Tagger | None = None,
    gazetteer: GazetteerSource | None = None,
    coreference: bool = False,
) -> Iterator[ArticleFacts | ErrorRow]:
    """The facts of each article in the order of the source, lazily; a failure is an `ErrorRow` in its
    place."""
    if nlp is not None and (gazetteer is not None or coreference):
        raise ValueError("a pipeline has its own: give gazetteer and coreference to load()")
    names = None if gazetteer is None else load_gazetteer(gazetteer)
    find = (
        finder_with(nlp)
        if nlp is not None
        else finder(tagger or shared_tagger(), gazetteer=names, coreference=coreference)
    )
    for batch in in_batches(once_each(articles_of(source)), size, limit=1_000_000, most=10_000):
        articles = [item for item in batch if isinstance(item, Article)]
        results = results_of(articles, find)
        for item in batch:
            yield next(results) if isinstance(item, Article) else item


def articles_of(source: Source) -> Iterator[Article | ErrorRow]:
    """The articles of anything that `extract` takes; a string is a text here, for `read_articles` a path."""
    if isinstance(source, (Article, ErrorRow)):
        yield source
    elif isinstance(source, str):
        yield Article(source)
    elif isinstance(source, (os.PathLike, Mapping, pd.DataFrame, pd.Series)) or hasattr(source, "read"):
        yield from read_articles(cast("Readable", source), errors="yield")
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
    seen: dict[str, str] = {}
    for item in items:
        if not isinstance(item, Article):
            yield item
            continue
        if item.article_id in seen:
            first = seen[item.article_id]
            yield ErrorRow(
                path=item.path,
                article_id=item.article_id,
                stage="read",
                reason="duplicate: another article with this id came before"
                + (f", from {first}" if first else ""),
                remedy="leave one of them out, or give them ids of their own",
            )
        else:
            seen[item.article_id] = item.path
            yield item


def size(item: Article | ErrorRow) -> int:
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
