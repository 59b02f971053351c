"""The readers of dates on annotated articles, beside peers, and against Recognizers-Text's Chinese test suites.

    python benchmarks/readers_dates.py [ARTICLES.jsonl ...] [--specs Recognizers-Text/Specs/DateTime/Chinese]

Articles default to the project's own (training/data/train). Three tables: the share of annotated expressions resolved
and found; characters per second, in processor time, of finding and resolving in one run beside jionlp and
Recognizers-Text where they are installed; and the share of each suite read alike, first strictly, then with lunar dates
compared in the lunar calendar (the suites write a lunar day's own numbers as if they were Gregorian).

Peers and suites are not part of the project: pip install jionlp recognizers-text-suite, and a checkout of
microsoft/Recognizers-Text.
"""

from __future__ import annotations

import argparse
import json
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from lunar_python import Solar

from nlp_extract.dates import DateValue, find_dates, parse_date, read_dates

OWN = Path(__file__).parents[1] / "training" / "data" / "train"
Record = dict[str, Any]


def read_records(paths: list[Path]) -> list[Record]:
    return [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines() if line]


def reads_alike(gold: Record, value: DateValue) -> bool:
    """Same kind, and the same days of a date or length of a duration where the annotation gives them."""
    if gold["kind"] != value.kind:
        return False
    if gold["kind"] == "date" and gold["start_date"]:
        return (str(value.start_date), str(value.end_date)) == (gold["start_date"], gold["end_date"])
    return gold["kind"] != "duration" or gold["value"] in (None, value.value)


def quality(records: list[Record]) -> Iterator[str]:
    kinds: Counter[str] = Counter()
    right: Counter[str] = Counter()
    found = expected = both = 0
    for record in records:
        gold = sorted(record["dates"], key=lambda mention: mention["start"])
        spans = [(mention["start"], mention["end"]) for mention in gold]
        for mention, value in zip(gold, read_dates(record["text"], spans, published(record)), strict=True):
            kinds[mention["kind"]] += 1
            right[mention["kind"]] += reads_alike(mention, value)
        matches = {(match.start, match.end) for match in find_dates(record["text"])}
        found, expected, both = found + len(matches), expected + len(spans), both + len(matches & set(spans))
    for kind, count in kinds.most_common():
        yield f"| resolved, {kind} | {right[kind]} of {count} | {right[kind] / count:.3f} |"
    yield f"| resolved, all | {right.total()} of {kinds.total()} | {right.total() / kinds.total():.4f} |"
    precision, recall = both / found, both / expected
    f1 = 2 * precision * recall / (precision + recall)
    yield f"| found in plain text | P {precision:.3f} R {recall:.3f} | F1 {f1:.3f} |"


def published(record: Record) -> date | None:
    return date.fromisoformat(record["published"]) if record["published"] else None


def own_reader(record: Record) -> int:
    spans = [(match.start, match.end) for match in find_dates(record["text"])]
    return len(read_dates(record["text"], spans, published(record)))


def readers() -> dict[str, Callable[[Record], int]]:
    listed: dict[str, Callable[[Record], int]] = {"nlp_extract": own_reader}
    try:
        import jionlp

        logging.disable(logging.CRITICAL)
        listed["jionlp"] = lambda record: len(
            jionlp.ner.extract_time(
                record["text"],
                time_base=time.mktime(time.strptime(record["published"], "%Y-%m-%d")),
                with_parsing=True,
            )
        )
    except ImportError:
        pass
    try:
        from recognizers_date_time import Culture, recognize_datetime

        listed["Recognizers-Text"] = lambda record: len(
            recognize_datetime(
                record["text"], Culture.Chinese, reference=datetime.fromisoformat(record["published"])
            )
        )
    except ImportError:
        pass
    return listed


def speed(records: list[Record]) -> Iterator[str]:
    """The second of two rounds, so that what is prepared once is not counted; slow peers read a part."""
    for name, reader in readers().items():
        part = records if name == "nlp_extract" else records[:: 4 if name == "jionlp" else 12]
        for _ in range(2):
            began = time.process_time()
            count = sum(reader(record) for record in part)
            seconds = time.process_time() - began
        characters = sum(len(record["text"]) for record in part)
        yield f"| {name} | {characters / seconds:,.0f} | {count} in {characters} characters |"


SUITES = ("DateParser", "DatePeriodParser", "DurationParser", "HolidayParser")


def suites(folder: Path) -> Iterator[str]:
    """Each phrase that a suite marks, read alone; "by their value" accepts the past or the coming resolution."""
    for suite in SUITES:
        cases = json.loads((folder / f"{suite}.json").read_text("utf-8-sig"))
        total = strictly = alike = 0
        for case in cases:
            day = date.fromisoformat(case.get("Context", {}).get("ReferenceDateTime", "2017-03-22")[:10])
            for result in case["Results"]:
                total += 1
                value = parse_date(result["Text"], day, errors="none")
                if value is not None:
                    same = suite_alike(suite, result["Value"], value)
                    strictly += same
                    alike += same or lunar_alike(result["Value"], value)
        yield f"| {suite} | {strictly} of {total} | {strictly / total:.3f} | {alike / total:.3f} |"


def lunar_alike(expected: Record, value: DateValue) -> bool:
    if value.start_date is None or value.start_date != value.end_date:
        return False
    start = value.start_date
    day = Solar.fromYmd(start.year, start.month, start.day).getLunar()
    return any(
        resolution.endswith(f"-{abs(day.getMonth()):02}-{day.getDay():02}")
        for told in ("PastResolution", "FutureResolution")
        for resolution in expected.get(told, {}).values()
    )


def suite_alike(suite: str, expected: Record, value: DateValue) -> bool:
    if suite == "DurationParser":
        return bool(expected["Timex"] == value.value)
    start, end = str(value.start_date), str(value.end_date)
    for resolution in ("PastResolution", "FutureResolution"):
        told = list(expected.get(resolution, {}).values())
        if not told or told[0].startswith("0001"):  # they resolve nothing
            if value.kind == "date" and value.start_date is None:
                return True
        elif len(told) == 1:
            if start == end == told[0]:
                return True
        elif value.end_date and start == told[0] and told[1] in (end, str(value.end_date + timedelta(1))):
            return True  # their ends are the day after, save between two days
    # a length reckoned from today (近三年) is read as the length alone
    return value.kind == "duration" and expected["Timex"].rstrip(")").endswith("," + value.value)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", nargs="*", type=Path)
    parser.add_argument("--specs", type=Path)
    arguments = parser.parse_args()
    records = read_records(arguments.articles or sorted(OWN.glob("*.jsonl")))
    print(f"{len(records)} articles, {sum(len(record['text']) for record in records):,} characters\n")
    print("| dates | | share |\n| --- | --- | --- |", *quality(records), sep="\n")
    print("\n| reader | characters per second | found |\n| --- | --- | --- |", *speed(records), sep="\n")
    if arguments.specs:
        print(
            "\n| suite | alike | strictly | with lunar dates |\n| --- | --- | --- | --- |",
            *suites(arguments.specs),
            sep="\n",
        )


if __name__ == "__main__":
    main()
