"""python -m fuzzing TARGET --seconds 60: look for inputs that break a target, driven by coverage (atheris, libFuzzer).
Without a target each has its turn.

An input that breaks it is written to out/fuzz/TARGET/ with the traceback on the screen: mend the fault, and move the
file to tests/fuzz_corpus/TARGET/, where the tests replay it. Needs: pip install 'nlp-extract[fuzz]'
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["nlp_extract"]):
    import nlp_extract
    from fuzzing.targets import CORPUS, TARGETS

    for name in nlp_extract.__all__:  # what would be imported with the first input counts as its time
        getattr(nlp_extract, name)

WORDS = (
    *(
        "审计",
        "局",
        "纪委",
        "2021年",
        "月",
        "日",
        "至",
        "去年",
        "季度",
        "万",
        "亿",
        "点五",
        "分之",
        "%",
        "约",
        "余",
    ),
    *(
        "多",
        "家",
        "元",
        "千米",
        "同比",
        "---",
        "title:",
        "date:",
        "<p>",
        "</p>",
        "<br>",
        "<!--",
        "<td>",
        "&nbsp;",
    ),
    *(
        '{"text":',
        "[",
        "]",
        "}",
        '"',
        ",",
        "正文",
        "\n",
        "\t",
        "name",
        "aliases",
        "kind",
        "region",
        "T1",
        "COUNT",
    ),
    *("R1", "Arg1:", "start", "end"),
)
"""What mutations put in: each is far from the others for a fuzzer that flips bytes."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m fuzzing", description=__doc__)
    parser.add_argument("target", nargs="?", choices=TARGETS)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--longest", type=int, default=2_000, help="of the inputs, in bytes")
    given = parser.parse_args()
    if not given.target:
        bounds = ["--seconds", str(given.seconds), "--longest", str(given.longest)]
        broken = [
            target
            for target in TARGETS
            if subprocess.run([sys.executable, "-m", "fuzzing", target, *bounds]).returncode
        ]
        sys.exit(f"broken: {', '.join(broken)}" if broken else 0)
    found = Path("out", "fuzz", given.target)
    found.mkdir(parents=True, exist_ok=True)
    words = found.parent / "words.dict"
    words.write_text("".join(f'"{hexadecimal(word)}"\n' for word in WORDS))
    corpus = found / "corpus"
    corpus.mkdir(exist_ok=True)
    options = [
        sys.argv[0],
        f"-max_total_time={given.seconds}",
        f"-max_len={given.longest}",
        f"-dict={words}",
        f"-artifact_prefix={found}/",
        "-timeout=60",  # seconds for one input: it is a fault where one takes longer
        "-rss_limit_mb=2048",
        str(corpus),  # new inputs go to the first folder
        str(CORPUS / given.target),
    ]
    atheris.Setup(options, TARGETS[given.target])
    atheris.Fuzz()


def hexadecimal(word: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word.encode())


if __name__ == "__main__":
    main()
