"""How a run of many articles goes: time, and whether memory stays level: python benchmarks/load.py --articles 100000

The articles are the project's own training texts with other numbers in them, made as they are needed; every hundredth
record has no text and so is an error. The run is the library's own (`corpus.run`), into a folder that is removed at
the end. Needs Linux's /proc.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import regex

import nlp_extract as nx
from nlp_extract.corpus.run import run
from nlp_extract.facts import ErrorRow

DATA = Path(__file__).parents[1] / "training" / "data" / "train"
DIGITS = regex.compile(r"\d+")
SAMPLES = 20
"""Lines of the table."""


def articles(number: int, seed: int = 7) -> Iterator[nx.Article | ErrorRow]:
    """So many articles, no two of them alike, and errors among them."""
    chance = random.Random(seed)
    records = [
        json.loads(line)
        for path in sorted(DATA.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    for at in range(number):
        record = chance.choice(records)
        if at % 100 == 99:
            yield from nx.read_articles([{"text": "", "title": f"第{at}篇"}], errors="yield")
        else:
            text = DIGITS.sub(lambda digits: str(chance.randint(1, 10 ** len(digits[0]) - 1)), record["text"])
            yield nx.Article(text, article_id=f"{at:09}", published=record["published"])


class Watch:
    """Notes the time and the memory of each process, as results pass by."""

    def __init__(self, number: int) -> None:
        self.every = max(1, number // SAMPLES)
        self.characters = 0
        self.samples: list[tuple[int, float, float, float]] = []

    def __call__(self, results: Iterator[Any]) -> Iterator[Any]:
        began = time.perf_counter()
        for at, result in enumerate(results, 1):
            self.characters += result.article.characters if hasattr(result, "article") else 0
            if at % self.every == 0:
                seconds = time.perf_counter() - began
                main, workers = memory("self"), max(map(memory, children()), default=0.0)
                self.samples.append((at, seconds, main, workers))
                rate = self.characters / seconds
                print(f"| {at:,} | {seconds:,.0f} | {rate:,.0f} | {main:.0f} | {workers:.0f} |", flush=True)
            yield result


def memory(process: str) -> float:
    """Resident memory of a process in MB."""
    try:
        lines = Path("/proc", process, "status").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def children() -> list[str]:
    """The processes that this one has started."""
    return [
        child for tasks in Path("/proc/self/task").glob("*/children") for child in tasks.read_text().split()
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--workers", type=int, default=None)
    parser.add_argument("--formats", default="csv,parquet,duckdb")
    given = parser.parse_args()
    print("| articles | seconds | characters a second | memory, MB | of the largest worker, MB |")
    print("| ---: | ---: | ---: | ---: | ---: |")
    watch = Watch(given.articles)
    with TemporaryDirectory() as folder:
        summary = run(
            articles(given.articles),
            Path(folder, "out"),
            formats=given.formats.split(","),
            workers=given.workers,
            watch=watch,
        )
        size = sum(path.stat().st_size for path in Path(folder, "out").iterdir()) / 2**20
    numbers = summary.numbers()
    assert numbers["articles_in"] == given.articles == numbers["articles_out"] + numbers["refused"]
    half = len(watch.samples) // 2
    for name, column in (("this process", 2), ("the largest worker", 3)):
        before = max(sample[column] for sample in watch.samples[:half])
        after = max(sample[column] for sample in watch.samples[half:])
        if before:
            print(
                f"\nlargest memory of {name}: {before:.0f} MB in the first half, {after:.0f} MB in the second"
            )
    print(
        f"{numbers['articles_in']:,} articles in, {numbers['articles_out']:,} out, {numbers['refused']:,} refused; "
        f"{summary.seconds:,.0f} s; {size:,.0f} MB written; {json.dumps(summary.to_json()['rows'])}"
    )


if __name__ == "__main__":
    main()
