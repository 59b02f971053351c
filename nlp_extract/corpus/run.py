"""A corpus into files: articles stream through, rows are written as they come, and a run can be resumed."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, TypeAlias

from nlp_extract.articles import Article
from nlp_extract.corpus import manifest as manifests
from nlp_extract.corpus.manifest import Manifest, manifest
from nlp_extract.corpus.summary import Summary, versions
from nlp_extract.export.formats import check_formats, writer
from nlp_extract.export.rows import RECORDS, Write, names, rows_of
from nlp_extract.export.whole import clear, whole
from nlp_extract.extraction import (
    ArticleFacts,
    Method,
    Source,
    articles_of,
    once_each,
    records_of,
    results_of_each,
)
from nlp_extract.facts import ErrorRow
from nlp_extract.organizations import Entities
from nlp_extract.tagger.component import in_batches, shared_tagger

if TYPE_CHECKING:
    from nlp_extract.organizations import Gazetteer, GazetteerSource
    from nlp_extract.tagger import Tagger

Result: TypeAlias = "ArticleFacts | ErrorRow"

LOG = logging.getLogger(__name__)

REPORT = "run.json"
WRITTEN_TOGETHER = 100_000
"""Characters of articles whose rows are written, and noted in the manifest, together."""
ENTITIES_TOGETHER = 1000


class OutputError(ValueError):
    """The output folder cannot be used as asked; the message says what to do."""


def run(
    source: Source,
    out: str | Path,
    *,
    formats: Iterable[str] = ("csv",),
    workers: int | None = None,
    resume: bool = False,
    overwrite: bool = False,
    tagger: Tagger | None = None,
    gazetteer: GazetteerSource | None = None,
    coreference: bool = False,
    defuse: bool = True,
    watch: Callable[[Iterator[Result]], Iterable[Result]] = iter,
) -> Summary:
    """Extract from any number of articles into files, in bounded memory.

    The files come under their names when all is done, all of them, and `run.json` last, with the numbers of
    the run. Until then, and after it, `manifest.sqlite` keeps what was found in each article, for `resume`.

    Args:
        source: as for `extract`.
        out: the folder for the files.
        formats: of csv, parquet, xlsx, duckdb and sqlite.
        workers: as for `extract`.
        resume: go on from what an earlier run into this folder has found, whether it was interrupted or not. An article
            whose id, title, day of publication and text are as they were is not read again. The files are those of one
            uninterrupted run.
        overwrite: replace what is in the folder.
        tagger, gazetteer, coreference: as for `extract`.
        defuse: whether a CSV cell that a spreadsheet would run as a formula gets an apostrophe in front.
        watch: is given the results as they come and gives them back; shows progress.

    Returns:
        The numbers of the run.

    Raises:
        OutputError: the folder is not empty, and neither `resume` nor `overwrite` is given; or both are.
        FormatError: a format is not known, or its package is not installed.
        OSError: the folder cannot be made or written to; what was found until then is kept for `resume`.
        ValueError: `workers` is less than one, or the gazetteer is malformed.
        WorkerError: no worker process can be started.
    """
    began = perf_counter()
    formats = list(dict.fromkeys(formats))
    check_formats(formats)
    if workers is not None and workers < 1:
        raise ValueError(f"workers is {workers}; give at least 1, or None to read in this process")
    how = Method.of(tagger=tagger or shared_tagger(), gazetteer=gazetteer, coreference=coreference)
    out = Path(out)
    prepare(out, resume=resume, overwrite=overwrite)
    settings = settings_of(how)
    summary = Summary()
    with manifest(out, json.dumps(settings, sort_keys=True), anew=overwrite) as kept:
        if resume and not kept.same_settings:
            LOG.warning(
                "%s was made with another version, model or gazetteer; all articles are read again", out
            )
        clear(out)
        with whole(out, last=REPORT) as beside:
            with writer(beside, formats, defuse=defuse) as write:
                found = results(source, how, workers, kept, summary)
                with closing(found):
                    for _ in write_all(watch(found), write, summary):
                        kept.commit()
            summary.seconds = perf_counter() - began
            report = {**summary.to_json(), "formats": formats, "workers": workers, **settings}
            (beside / REPORT).write_text(
                json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
            )
    return summary


def prepare(out: Path, *, resume: bool, overwrite: bool) -> None:
    """Make the folder, or refuse one that holds something."""
    if resume and overwrite:
        raise OutputError("resume keeps what is there and overwrite replaces it; give one of them")
    if out.exists() and not out.is_dir():
        raise OutputError(f"{out}: this is a file; give a folder")
    if out.is_dir() and any(out.iterdir()) and not overwrite:
        if not (out / manifests.NAME).exists():
            raise OutputError(
                f"{out}: the folder is not empty, and no run has been here before; give another, or overwrite to "
                "replace its tables"
            )
        if not resume:
            raise OutputError(
                f"{out}: the folder is not empty; give another, or resume to go on from what is there, or "
                "overwrite to replace it"
            )
    out.mkdir(parents=True, exist_ok=True)


def settings_of(how: Method) -> dict[str, Any]:
    """All but the articles that the facts depend on."""
    pack = getattr(how.tagger, "pack", None)
    columns = json.dumps({table: names(table) for table in RECORDS})
    return {
        "versions": versions(),
        "model": {"version": pack.version, "sha256": pack.checksum} if pack else None,
        "gazetteer_sha256": digest(how.gazetteer),
        "coreference": how.coreference,
        "columns_sha256": hashlib.sha256(columns.encode()).hexdigest(),
    }


def digest(gazetteer: Gazetteer | None) -> str | None:
    return hashlib.sha256(gazetteer.to_csv()).hexdigest() if gazetteer is not None else None


@dataclass(frozen=True)
class Known:
    """An article whose facts the manifest has."""

    article: Article


def results(
    source: Source, how: Method, workers: int | None, kept: Manifest, summary: Summary
) -> Generator[Result, None, None]:
    """The facts of each article, from the manifest where it has them; those that are new go into it."""
    items: Iterator[Article | Known | ErrorRow] = (
        Known(item) if isinstance(item, Article) and item in kept else item
        for item in once_each(articles_of(source))
    )
    found: Generator[ArticleFacts | ErrorRow | Known, None, None] = results_of_each(items, how, workers)
    with closing(found):
        for result in found:
            if isinstance(result, Known):
                summary.resumed += 1
                yield ArticleFacts(result.article.row(), kept[result.article])
            else:
                if isinstance(result, ArticleFacts):
                    kept[result.article] = result.found
                yield result


def write_all(results: Iterable[Result], write: Write, summary: Summary) -> Iterator[None]:
    """Write the rows of all results, and then the entities; pauses each time that some are written."""
    entities = Entities()
    for batch in in_batches(results, characters, limit=WRITTEN_TOGETHER):
        for table, records in records_of(batch).items():
            write(table, rows_of(table, records))
        for result in batch:
            summary.add(result)
            if isinstance(result, ArticleFacts):
                entities.add(result.found.organizations, result.article.published_day)
        yield
    for some in in_batches(entities, lambda entity: 1, limit=ENTITIES_TOGETHER):
        write("entities", rows_of("entities", some))
        summary.rows["entities"] += len(some)


def characters(result: Result) -> int:
    return result.article.characters if isinstance(result, ArticleFacts) else 0
