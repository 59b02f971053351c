"""No pattern of the grammars can backtrack without end: what repeats without bound is possessive."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
import regex

GRAMMARS = ("numbers", "quantities", "dates")
NO_QUANTIFIERS = regex.compile(r"\\. | \[ (?: \\. | [^\]] )*+ \] | \#[^\n]*+", regex.VERBOSE)
UNBOUNDED = regex.compile(r"(?: [*+] | \{\d*+,\} ) (?!\+)", regex.VERBOSE)
POSSESSIVE = regex.compile(r"(?: [*+?] | \{[\d,]*+\} ) \+", regex.VERBOSE)


def patterns() -> Iterator[tuple[str, str]]:
    for grammar in GRAMMARS:
        package = importlib.import_module(f"nlp_extract.{grammar}")
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            for name, value in vars(importlib.import_module(module.name)).items():
                if type(value) is regex.Pattern:
                    yield f"{module.name}.{name}", value.pattern


@pytest.mark.parametrize(("name", "pattern"), sorted(set(patterns())))
def test_unbounded_repeats_are_possessive(name: str, pattern: str) -> None:
    left = POSSESSIVE.sub("", NO_QUANTIFIERS.sub("x", pattern))
    assert UNBOUNDED.search(left) is None
