"""One run of a corpus in a process of its own: python benchmarks/scaling.py ARTICLES WORKERS

Prints a JSON object: characters, seconds, the memory of the process after the first 1,000 articles and at its highest
after them, the highest of a worker (MB). WORKERS 0 reads without workers. Articles are those of load.py.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from load import articles, children, memory

from nlp_extract.corpus.run import run

FIRST = 1000


def measured(number: int, workers: int) -> dict[str, float]:
    levels = {"first": 0.0, "later": 0.0, "worker": 0.0}

    def watch(results: Iterator[Any]) -> Iterator[Any]:
        for at, result in enumerate(results, 1):
            if at % 100 == 0 or at == number:
                part = "first" if at <= FIRST else "later"
                levels[part] = max(levels[part], memory("self"))
                levels["worker"] = max([levels["worker"], *map(memory, children())])
            yield result

    with TemporaryDirectory() as folder:
        summary = run(
            articles(number),
            Path(folder, "out"),
            formats=["csv", "parquet"],
            workers=workers or None,
            watch=watch,
        )
    return {"characters": summary.characters, "seconds": summary.seconds, **levels}


if __name__ == "__main__":
    print(json.dumps(measured(int(sys.argv[1]), int(sys.argv[2]))))
