"""What a run read and found, in numbers."""

from __future__ import annotations

import platform
from collections import Counter
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from nlp_extract import __version__
from nlp_extract.extraction import ArticleFacts, Found
from nlp_extract.facts import ErrorRow

ERRORS_SHOWN = 10


@dataclass
class Summary:
    """The numbers of a run so far.

    Attributes:
        articles_in: articles that were given; each is either in `articles` or in `errors`.
        articles_out: those in `articles`.
        refused: those in `errors`.
        resumed: those whose facts an earlier run had found.
        characters: of the texts that came out.
        rows: of each table of facts, and of `entities` at the end.
        articles_without_date: articles that have no day of publication.
        dates_unresolved_for_want_of_it: their dates that have no days.
        seconds: from the beginning to the end.
        first_errors: the first ten errors.
    """

    articles_in: int = 0
    articles_out: int = 0
    refused: int = 0
    resumed: int = 0
    characters: int = 0
    rows: Counter[str] = field(default_factory=Counter)
    articles_without_date: int = 0
    dates_unresolved_for_want_of_it: int = 0
    seconds: float = 0.0
    first_errors: list[ErrorRow] = field(default_factory=list)

    def add(self, result: ArticleFacts | ErrorRow) -> None:
        """Count the facts of an article, or its error."""
        self.articles_in += 1
        if isinstance(result, ErrorRow):
            self.refused += 1
            self.first_errors.extend([result][: ERRORS_SHOWN - len(self.first_errors)])
            return
        self.articles_out += 1
        self.characters += result.article.characters
        for table in Found._fields:
            self.rows[table] += len(getattr(result.found, table))
        if result.article.published_day is None:
            self.articles_without_date += 1
            self.dates_unresolved_for_want_of_it += sum(
                found.kind == "date" and found.start_date is None for found in result.found.dates
            )

    def numbers(self) -> dict[str, int]:
        """The numbers of `Facts.summary`."""
        return {
            "articles_in": self.articles_in,
            "articles_out": self.articles_out,
            "refused": self.refused,
            "characters": self.characters,
            **{table: self.rows[table] for table in Found._fields},
            "articles_without_date": self.articles_without_date,
            "dates_unresolved_for_want_of_it": self.dates_unresolved_for_want_of_it,
        }

    def to_json(self) -> dict[str, Any]:
        """What `run.json` says of the run."""
        return {
            "articles": {
                "in": self.articles_in,
                "out": self.articles_out,
                "refused": self.refused,
                "resumed": self.resumed,
                "without_date": self.articles_without_date,
            },
            "characters": self.characters,
            "rows": {"articles": self.articles_out, **self.rows, "errors": self.refused},
            "dates_unresolved_for_want_of_a_publication_date": self.dates_unresolved_for_want_of_it,
            "seconds": round(self.seconds, 3),
            "characters_per_second": round(self.characters / self.seconds) if self.seconds else None,
            "peak_memory_mb": peak_memory(),
        }


def versions() -> dict[str, str]:
    """What the facts were found with."""
    packages = ("onnxruntime", "numpy", "pandas", "regex", "spacy")
    return {
        "nlp_extract": __version__,
        "python": platform.python_version(),
        **{name: version(name) for name in packages},
    }


def peak_memory() -> float | None:
    """The most memory that this process held at once, in MB (2²⁰ bytes); None where the system does not say."""
    try:
        status = Path("/proc/self/status").read_text(encoding="utf-8")
    except OSError:
        return None
    [peak] = [int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")]
    return round(peak / 1024, 1)
