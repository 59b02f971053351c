"""Work shared out to processes: in order, bounded, and no process's death is the run's."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import chain, count
from pathlib import Path

import chores
import pandas as pd
import pytest

import nlp_extract as nx
from nlp_extract.corpus.workers import AHEAD, WorkerError, in_order

NAMES = pd.DataFrame([{"name": "市教育局", "aliases": "", "kind": "government", "region": ""}])


def lost(number: int, fate: str) -> str:
    return f"{number}: {fate}"


def batches(numbers: int, size: int = 4) -> Iterator[list[int]]:
    for start in range(0, numbers, size):
        yield list(range(start, min(start + size, numbers)))


@pytest.mark.parametrize("workers", [1, 3])
def test_results_come_in_order(workers: int) -> None:
    results = in_order(batches(40), chores.doubling, workers, lost)
    assert list(chain.from_iterable(results)) == [2 * number for number in range(40)]


def test_no_more_is_read_ahead_than_needed() -> None:
    read = count()
    results = in_order(([next(read)] for _ in range(100)), chores.doubling, 2, lost)
    next(results)
    assert next(read) <= 2 * AHEAD
    results.close()


def test_only_what_a_worker_dies_of_is_lost() -> None:
    results = list(chain.from_iterable(in_order(batches(20), chores.dying_of_thirteen, 2, lost)))
    assert results == [*range(13), "13: SIGKILL", *range(14, 20)]


def test_a_worker_that_dies_once_costs_nothing(tmp_path: Path) -> None:
    results = in_order(batches(20), chores.DyingOnce(tmp_path / "died"), 1, lost)
    assert list(chain.from_iterable(results)) == list(range(20))
    assert (tmp_path / "died").exists()


def test_an_exception_in_the_work_is_the_callers() -> None:
    with pytest.raises(WorkerError, match="ZeroDivisionError"):
        list(in_order([[1, 0]], chores.raising, 1, lost))


def test_workers_that_cannot_start_end_the_run() -> None:
    with pytest.raises(WorkerError, match="cannot be started: it ended with exit code 7"):
        list(in_order(batches(4), chores.stillborn, 2, lost))


def test_leaving_early_ends_workers_that_are_busy() -> None:
    results = in_order(batches(40), chores.never_ending, 2, lost)
    assert next(results) == [0, 1, 2, 3]
    began = time.monotonic()
    results.close()
    assert time.monotonic() - began < 20


def test_no_batches_need_no_workers() -> None:
    assert list(in_order([], chores.stillborn, 2, lost)) == []
    assert list(in_order([[], []], chores.stillborn, 2, lost)) == [[], []]


@pytest.fixture(scope="module")
def mixed(examples: Path) -> list[object]:
    """Articles, one twice, and one that cannot be read."""
    return [
        examples,
        nx.Article("市教育局新建学校12所。", "a"),
        Path("missing.md"),
        nx.Article("重复。", "a"),
    ]


def assert_same(a: nx.Facts, b: nx.Facts) -> None:
    for name, table in a.tables().items():
        pd.testing.assert_frame_equal(table, b.tables()[name])


def test_any_number_of_workers_gives_the_same_rows(
    mixed: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nlp_extract.extraction.WORKER_BATCH", 800)
    here = nx.extract(mixed, gazetteer=NAMES)
    assert len(here.errors) == 2
    assert_same(here, nx.extract(mixed, gazetteer=NAMES, workers=2))


def test_a_pipeline_and_a_tagger_go_along(examples: Path) -> None:
    article = nx.read_articles(examples / "inspection.md")
    assert_same(nx.extract(examples / "inspection.md"), nx.extract(article, nlp=nx.load("char"), workers=1))
    article = nx.read_articles(examples / "inspection.md")
    assert_same(
        nx.extract(examples / "inspection.md"), nx.extract(article, tagger=nx.Tagger.load(), workers=1)
    )


def test_stream_gives_the_same_in_chunks(mixed: list[object]) -> None:
    chunks = list(nx.stream(mixed, articles=4))
    assert [len(chunk.articles) + len(chunk.errors) for chunk in chunks] == [4, 4, 4, 1]
    whole = nx.extract(mixed)
    assert pd.concat([chunk.counts for chunk in chunks])["text"].tolist() == whole.counts["text"].tolist()
    assert pd.concat([chunk.errors for chunk in chunks])["reason"].tolist() == whole.errors["reason"].tolist()


def test_nonsense_is_refused() -> None:
    with pytest.raises(ValueError, match="workers is 0"):
        nx.extract("36起。", workers=0)
    with pytest.raises(ValueError, match="articles is 0"):
        next(nx.stream("36起。", articles=0))
