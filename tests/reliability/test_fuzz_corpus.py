"""Every input that once broke a reader, and the seeds that fuzzing starts from, go through the fuzzed functions."""

from __future__ import annotations

from pathlib import Path

import pytest

from fuzzing.targets import TARGETS, corpus


@pytest.mark.parametrize("target", TARGETS)
def test_the_corpus_of_a_target_is_read_or_refused(target: str) -> None:
    paths = list(corpus(target))
    assert paths
    for path in paths:
        try:
            TARGETS[target](path.read_bytes())
        except Exception as error:
            raise AssertionError(f"{shown(path)}: {error!r}") from error


def shown(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"
