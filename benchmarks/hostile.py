"""What hostile input costs: each case read and extracted in a process of its own, with its time and peak of memory.

python benchmarks/hostile.py prints the table of docs/reliability.md. --scale 0.1 makes the files a tenth as large.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import nlp_extract as nx

SENTENCE = "市审计局2024年审计了26家单位，同比增长5.5%。"
Make = Callable[[Path, float], object]


def text(name: str, content: Callable[[float], str]) -> Make:
    """A file of this text."""
    return lambda folder, scale: (folder / name).write_text(
        content(scale), encoding="utf-8", errors="surrogateescape"
    )


def times(part: str, number: int) -> Callable[[float], str]:
    """A part over and over, so often at full scale."""
    return lambda scale: part * max(1, int(number * scale))


def bomb(folder: Path, scale: float) -> None:
    with gzip.open(folder / "bomb.txt.gz", "wb") as file:
        for _ in range(max(1, int(1_000 * scale))):
            file.write(b"\n" * 2**20)


def one_line(name: str, opening: bytes) -> Make:
    """600 MB without a line's end."""

    def make(folder: Path, scale: float) -> None:
        with (folder / name).open("wb") as file:
            file.write(opening)
            for _ in range(max(1, int(200 * scale))):
                file.write("长".encode() * 2**20)

    return make


def many_files(folder: Path, scale: float) -> None:
    for number in range(max(1, int(50_000 * scale))):
        (folder / f"{number:05}.txt").write_text(f"第{number}家。", encoding="utf-8")


def strange_names(folder: Path, _: float) -> None:
    for name in (b"a\nb.txt", b"\xff\xfe.txt", b"=1+1.txt", "\u202e市.txt".encode(), b"<b>&.txt", b"-o.txt"):
        (folder / os.fsdecode(name)).write_text(f"{SENTENCE}{name.hex()}", encoding="utf-8")


def pipe(folder: Path, _: float) -> None:
    os.mkfifo(folder / "pipe.txt")


def loops(folder: Path, _: float) -> None:
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    (folder / "again").symlink_to(folder)


def mixed_encodings(folder: Path, scale: float) -> None:
    lines = ["縣審計局審計26家。".encode(codec) for codec in ("utf-8", "gb18030", "utf-16-le", "big5")]
    (folder / "mixed.txt").write_bytes(b"\n".join(lines * max(1, int(5_000 * scale))))


def noise(folder: Path, scale: float) -> None:
    (folder / "noise.txt").write_bytes(os.urandom(int(8 * 2**20 * scale)))


ALIASES = "".join(f"a{n + 1}: &a{n + 1} [{f'*a{n}, ' * 9}]\n" for n in range(30))

CASES: dict[str, Make] = {
    "YAML: aliases that explode": text("y.md", lambda _: f"---\na0: &a0 [一]\n{ALIASES}---\n{SENTENCE}"),
    "YAML: a tag that makes an object": text(
        "y.md", lambda _: f"---\ntitle: !!python/object/apply:os.system ['true']\n---\n{SENTENCE}"
    ),
    "YAML: a scalar of 10 MB": text(
        "y.md", lambda s: f"---\ntitle: {'长' * int(3_500_000 * s)}\n---\n{SENTENCE}"
    ),
    "HTML: 100,000 deep": text("h.html", times("<div>", 100_000)),
    "HTML: 100,000 formatting tags left open": text("h.html", times("<b class=a><p>文，", 100_000)),
    "HTML: scripts and styles of 8 MB": text(
        "h.html", lambda s: "<p>" + SENTENCE + times("<script>文。</script><style>文</style>", 180_000)(s)
    ),
    "HTML: a data URI of 7 MB": text(
        "h.html", lambda s: f"<p>{SENTENCE}<img src='data:;base64,{times('A', 7_000_000)(s)}'>"
    ),
    "HTML: 1,000,000 entities": text("h.html", times("&#x4e00;", 1_000_000)),
    "HTML: NULs": text("h.html", times("<p>\0文。\0</p>", 100_000)),
    "gzip: 1 GB in 1 MB": bomb,
    "JSON Lines: 600 MB on one line": one_line("l.jsonl", b'{"text": "'),
    "CSV: 600 MB in one cell": one_line("l.csv", b'text\n"'),
    "text: 600 MB on one line": one_line("l.txt", b""),
    "JSON: brackets nested 8,000,000 deep": text("j.json", times("[", 8_000_000)),
    "a pipe": pipe,
    "links in a circle": loops,
    "a folder of 50,000 files": many_files,
    "names with line ends, markup, bytes that are no text": strange_names,
    "four encodings in one file": mixed_encodings,
    "8 MB of noise": noise,
    "right-to-left marks and joiners": text("u.txt", times("\u202e市\u200d审\u2066计局26家\ufeff，", 20_000)),
    "100,000 combining marks on one character": text("u.txt", times("\u0301", 100_000)),
    "private use and lone surrogates": text("u.txt", times("市审计局\ue000\U0010fffd26家。", 20_000)),
    "Traditional and Simplified mixed": text("u.txt", times("縣審計局審計了二十六家单位。", 20_000)),
    "900,000 characters of prose on one line": text("t.txt", times(SENTENCE, 30_000)),
    "900,000 digits": text("t.txt", times("1", 900_000)),
    "900,000 characters of 县": text("t.txt", times("县", 900_000)),
    "300,000 counts without a full stop": text("t.txt", times("2家、", 300_000)),
    "opening brackets": text("t.txt", times("（市局", 300_000)),
}


class Cost(NamedTuple):
    """What a case gave and took; memory is the largest resident memory of the process, in MB."""

    articles: int
    errors: int
    reason: str
    seconds: float
    before: float
    peak: float


def cost(case: str, scale: float) -> Cost:
    """Make the files of a case, and extract from all of them in this process."""
    nx.extract(SENTENCE)  # so that the model is there
    with TemporaryDirectory() as folder:
        CASES[case](Path(folder), scale)
        before, start = peak(anew=True), time.perf_counter()
        articles = errors = 0
        reason = ""
        for facts in nx.stream(Path(folder)):
            articles += len(facts.articles)
            errors += len(facts.errors)
            reason = reason or "".join(facts.errors["reason"].tolist()[:1])
        return Cost(articles, errors, reason, time.perf_counter() - start, before, peak())


def peak(*, anew: bool = False) -> float:
    """The largest resident memory so far, or, anew, from now on (Linux)."""
    if anew:
        Path("/proc/self/clear_refs").write_text("5")
    [size] = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
    return int(size.split()[1]) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--only", default="", help="cases whose names have these words")
    parser.add_argument("--json", metavar="CASE", help="this case alone, in this process, as JSON")
    given = parser.parse_args()
    if given.json:
        print(json.dumps(cost(given.json, given.scale)))
        return
    print(
        "| input | articles | errors | seconds | peak, MB | above a short text, MB | what the first error says |"
    )
    print("| --- | ---: | ---: | ---: | ---: | ---: | --- |")
    for case in CASES:
        if given.only in case:
            command = [sys.executable, __file__, "--json", case, "--scale", str(given.scale)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            c = Cost(*json.loads(done.stdout))
            print(
                f"| {case} | {c.articles} | {c.errors} | {c.seconds:.1f} | {c.peak:.0f} | {c.peak - c.before:.0f} "
                f"| {c.reason} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
