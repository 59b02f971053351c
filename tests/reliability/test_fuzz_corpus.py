"""Every input that once broke a reader, and the seeds that fuzzing starts from, go through the fuzzed functions."""

from __future__ import annotations

import pytest

from fuzzing.targets import TARGETS, corpus


@pytest.mark.parametrize("target", TARGETS)
def test_the_corpus_of_a_target_is_read_or_refused(target: str) -> None:
    paths = list(corpus(target))
    assert paths
    for path in paths:
        print(path)  # pytest shows it where the next line fails
        TARGETS[target](path.read_bytes())
