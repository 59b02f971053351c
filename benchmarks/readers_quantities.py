"""How well and how fast numbers and quantities are read: python benchmarks/readers_quantities.py

Four tables: what is read right of the annotated counts of training/data, how fast, how the cost grows when a text
of one kind of character doubles, and the rates of peers on the same texts. Processor time is counted, so that what
else the machine does weighs little. Peers that are not installed are left out:
pip install recognizers-text-number recognizers-text-number-with-unit "emoji<2" jionlp cn2an.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from nlp_extract.numbers import parse_number
from nlp_extract.quantities import Quantity, QuantityMatch, find_quantities, read_counts

TEXTS = sorted((Path(__file__).parents[1] / "training" / "data" / "train").glob("*.jsonl"))
NUMERALS = [
    "3.9万亿",
    "三万五千",
    "2024",
    "约8000",
    "23,400",
    "二十余",
    "三分之一",
    "5.5%",
    "两千零五",
    "十几",
]
HOSTILE = ["1", "亿", "1,", "1 234 ", "3多万", "1∶", "一分之", "零下", "半", "1至", "1元", "同比增长1%，"]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("texts", nargs="*", type=Path, default=TEXTS, help="annotated JSON Lines")
    parser.add_argument(
        "--peer-texts", type=int, default=30, help="how many texts the peers read (they are slow)"
    )
    arguments = parser.parse_args()
    records = [record for path in arguments.texts for record in read_records(path)]
    print_table("of the annotated counts", agreement(records))
    print_table("rates", rates(records))
    print_table("processor seconds of the finder at 50,000, 100,000 and 200,000 characters", growth())
    print_table(
        "characters a second, the same texts", peers([r["text"] for r in records[: arguments.peer_texts]])
    )


def read_records(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def spans_of(record: dict[str, Any]) -> list[dict[str, Any]]:
    return sorted(record.get("counts") or [], key=lambda count: int(count["start"]))


def agreement(records: Sequence[dict[str, Any]]) -> list[tuple[str, str]]:
    """The share of annotated counts that each reader reads as annotated, and the finder's F1 on their spans."""
    right: Counter[str] = Counter()
    counts = found_right = found = 0
    for record in records:
        annotated = spans_of(record)
        spans = [(count["start"], count["end"]) for count in annotated]
        for count, reading in zip(annotated, read_counts(record["text"], spans), strict=True):
            right["value and unit"] += same_quantity(count, reading.quantity)
            for name in ("approx", "change", "basis"):
                right[name] += getattr(reading, name) == count[name]
        matches = {(match.start, match.end) for match in find_quantities(record["text"])}
        counts, found = counts + len(spans), found + len(matches)
        found_right += len(matches.intersection(spans))
    table = [(name, f"{share / counts:.4f}") for name, share in right.items()]
    return [
        ("counts", f"{counts:,}"),
        *table,
        ("F1 of the finder", f"{2 * found_right / (counts + found):.4f}"),
    ]


def same_quantity(count: dict[str, Any], quantity: Quantity | None) -> bool:
    if quantity is None or quantity.unit != count["unit"].replace("个百分点", "百分点"):
        return False
    pairs = ((quantity.value, count["value"]), (quantity.high, count["high"]))
    return all(
        mine is None and theirs is None
        if mine is None or theirs is None
        else math.isclose(float(mine), float(theirs), rel_tol=1e-3, abs_tol=1e-6)
        for mine, theirs in pairs
    )


def rates(records: Sequence[dict[str, Any]]) -> list[tuple[str, str]]:
    rounds = 1000
    numerals = seconds(lambda: [parse_number(text) for text in NUMERALS * rounds]) / (len(NUMERALS) * rounds)
    characters = sum(len(record["text"]) for record in records)
    finder = seconds(lambda: [list(find_quantities(record["text"])) for record in records])
    spans = [[(count["start"], count["end"]) for count in spans_of(record)] for record in records]
    reader = seconds(lambda: [read_counts(r["text"], s) for r, s in zip(records, spans, strict=True)])
    return [
        ("parse_number, calls a second", f"{1 / numerals:,.0f}"),
        ("find_quantities, characters a second", f"{characters / finder:,.0f}"),
        ("read_counts, counts a second", f"{sum(map(len, spans)) / reader:,.0f}"),
    ]


def growth() -> list[tuple[str, str]]:
    """What doubles with the text is linear."""
    table = []
    for piece in HOSTILE:
        sizes = [piece * (size // len(piece)) for size in (50_000, 100_000, 200_000)]
        took = [seconds(partial(found, text), rounds=1) for text in sizes]
        table.append((repr(piece), "  ".join(f"{each:.3f}" for each in took)))
    return table


def found(text: str) -> list[QuantityMatch]:
    return list(find_quantities(text))


def peers(texts: Sequence[str]) -> list[tuple[str, str]]:
    """The better of two rounds, so that what a peer prepares once is not counted."""
    characters = sum(map(len, texts))
    ours = characters / seconds(lambda: [list(find_quantities(text)) for text in texts])
    table = [("find_quantities", f"{ours:,.0f}")]
    for name, run in peer_readers().items():
        theirs = characters / seconds(partial(all_of, run, texts), rounds=2)
        table.append((name, f"{theirs:,.0f}  ({theirs / ours:.3f} of find_quantities)"))
    return table


def all_of(run: Callable[[str], object], texts: Sequence[str]) -> list[object]:
    return [run(text) for text in texts]


def peer_readers() -> dict[str, Callable[[str], object]]:
    readers: dict[str, Callable[[str], object]] = {}
    try:
        from recognizers_number import recognize_number, recognize_percentage

        readers["Recognizers-Text, number"] = lambda text: recognize_number(text, "zh-cn")
        readers["Recognizers-Text, percentage"] = lambda text: recognize_percentage(text, "zh-cn")
        from recognizers_number_with_unit import recognize_currency, recognize_dimension

        readers["Recognizers-Text, currency"] = lambda text: recognize_currency(text, "zh-cn")
        readers["Recognizers-Text, dimension"] = lambda text: recognize_dimension(text, "zh-cn")
    except ImportError:
        pass
    try:
        import jionlp

        readers["jionlp, extract_money"] = lambda text: jionlp.ner.extract_money(text, with_parsing=True)
    except ImportError:
        pass
    try:
        import cn2an

        readers["cn2an, transform"] = lambda text: cn2an.transform(text, "cn2an")
    except ImportError:
        pass
    return readers


def seconds(run: Callable[[], object], rounds: int = 3) -> float:
    """The least processor time of several runs."""
    times = []
    for _ in range(rounds):
        began = time.process_time()
        run()
        times.append(time.process_time() - began)
    return max(min(times), 1e-9)


def print_table(title: str, table: Sequence[tuple[str, str]]) -> None:
    print(f"\n{title}")
    width = max(len(name) for name, _ in table)
    for name, value in table:
        print(f"  {name:{width}}  {value}")


if __name__ == "__main__":
    main()
