"""Threads that share what is loaded once, and runs that want the same folder."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

import nlp_extract as nx
from nlp_extract.corpus.run import run

from .news import MENTIONS, RECORDS, rows

ARTICLES = [nx.Article(r["text"], article_id=r["id"], published=r["published"]) for r in RECORDS[:8]]


def test_eight_threads_that_share_a_pipeline_get_the_rows_of_one() -> None:
    nlp = nx.load()
    expected = [{table: rows(nx.extract(article), table) for table in MENTIONS} for article in ARTICLES]
    wrong: list[str] = []

    def work(number: int) -> None:
        for turn in range(2):  # once with the pipeline, once with the tagger that the process shares
            at = (number + turn) % len(ARTICLES)
            facts = nx.extract(ARTICLES[at], nlp=nlp if turn else None)
            if {table: rows(facts, table) for table in MENTIONS} != expected[at] or len(facts.errors):
                wrong.append(ARTICLES[at].article_id)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_of_two_runs_into_one_folder_one_is_refused(tmp_path: Path) -> None:
    refused: list[str] = []

    def second(results: object) -> object:
        for options in ({"resume": True}, {"overwrite": True}):
            with pytest.raises(OSError, match="another run is writing to this folder"):
                run(ARTICLES[:1], tmp_path / "out", **options)  # type: ignore[arg-type]
            refused.append(str(options))
        return results

    summary = run(ARTICLES[:3], tmp_path / "out", watch=second)  # type: ignore[arg-type]
    assert len(refused) == 2
    assert summary.numbers()["articles_out"] == 3
    assert (tmp_path / "out" / "run.json").exists()
