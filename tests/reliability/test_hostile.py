"""Hostile files through the whole library: rows or an error row, soon and in little memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import nlp_extract as nx
from benchmarks.hostile import CASES, SENTENCE, Cost
from nlp_extract.articles import Limits

from .news import MENTIONS, rows

SCALE = 0.01
"""Of the sizes that docs/reliability.md gives the figures for."""

PROGRAM = f"""
import json
from benchmarks.hostile import CASES, cost
print(json.dumps({{case: cost(case, {SCALE}) for case in CASES}}))
"""


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="memory is measured by Linux's /proc")
def test_every_hostile_input_gives_rows_or_errors_soon_and_in_little_memory() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    costs = {case: Cost(*numbers) for case, numbers in json.loads(done.stdout).items()}
    assert list(costs) == list(CASES)
    for case, cost in costs.items():
        assert cost.articles + cost.errors >= 1, case
        assert bool(cost.errors) == bool(cost.reason)
        assert cost.seconds < 20, f"{case}: {cost}"  # it is below 1; without bounds hours
        assert cost.peak - cost.before < 150, f"{case}: {cost}"


def test_a_text_beyond_the_limit_is_refused_with_the_option_to_raise() -> None:
    limits = Limits(text_characters=10)
    [error] = nx.read_articles([{"text": SENTENCE}], errors="yield", limits=limits)
    assert error.reason == "the text is longer than 10 characters"
    assert "Limits.text_characters" in error.remedy
    assert [a.text for a in nx.read_articles([{"text": "26家。"}], limits=limits)] == ["26家。"]


def test_a_file_that_changes_while_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    line = json.dumps({"text": SENTENCE}, ensure_ascii=False) + "\n"
    path.write_text(line * 20_000, encoding="utf-8")
    read = nx.read_articles(path, errors="yield")
    first = next(read)
    os.truncate(path, path.stat().st_size // 2 + 7)
    with path.open("ab") as file:
        file.write(b"\xff\x00 {")
    rest = list(read)
    assert isinstance(first, nx.Article) and first.text == SENTENCE
    assert (
        isinstance(rest[-1], nx.Article) or rest[-1].reason
    )  # whole lines are articles, the torn one is an error
    assert sum(not isinstance(item, nx.Article) for item in rest) <= 2


def test_strange_names_come_out_as_text_on_one_line(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    CASES["names with line ends, markup, bytes that are no text"](tmp_path / "in", 1)
    facts = nx.extract(tmp_path / "in")
    assert len(facts.articles) == 6 and facts.errors.empty
    for path in facts.articles["path"]:
        path.encode()
        assert path.isprintable()
    facts.to_csv(tmp_path / "out")
    written = pd.read_csv(tmp_path / "out" / "articles.csv", dtype=str)
    assert written["path"].tolist() == facts.articles["path"].tolist()


WEIRD = {
    "right-to-left": "\u202e26家\u202c单位",
    "joiners": "市\u200d审\u200d计局2\u200b6家",
    "private use": "市审计局\ue000\uf8ff审计26家",
    "lone surrogates": "市审计局\ud83d审计\udc4826家",
    "combining": "市审计局" + "\u0301" * 300 + "审计26家",
    "emoji": "👨‍👩‍👧‍👦26家👩🏽‍🚒",
    "traditional": "縣審計局審計了二十六家單位，較去年同期增長5.5%。",
    "controls": "市\x07审计局\x1b[31m审计26家\x9b",
    "line ends": "市审计局\r审计\u202826家\x85\x0b\x0c",
}


@pytest.mark.parametrize("text", WEIRD.values(), ids=WEIRD)
def test_strange_characters_keep_offsets_and_come_back_from_files(text: str, tmp_path: Path) -> None:
    facts = nx.extract(nx.Article(text, article_id="a", published="2024-11-18"))
    assert facts.errors.empty
    [kept] = facts.articles["text"]
    assert len(kept) == len(text)
    for table in MENTIONS:
        assert all(kept[row["start"] : row["end"]] == row["text"] for row in rows(facts, table))
    facts.to_parquet(tmp_path)
    assert pd.read_parquet(tmp_path / "articles.parquet")["text"].tolist() == [kept]
