"""The tables of words and patterns beside the code."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def lexicon(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `name`.csv by column, in reading order; lines that begin with "# " are comments."""
    text = files(__package__).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("# ")]
    return tuple(csv.DictReader(lines))
