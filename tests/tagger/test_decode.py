"""Emissions to spans."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_extract.tagger.decode import spans


def emissions(tags: str, sure: float = 3.0) -> np.ndarray:
    """Emissions in which the given tags are the best."""
    array = np.zeros((len(tags), 5), dtype=np.float32)
    array[np.arange(len(tags)), ["OBIES".index(tag) for tag in tags]] = sure
    return array


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("", []),
        ("OOO", []),
        ("BIE", [(0, 3)]),
        ("OSO", [(1, 2)]),
        ("SBES", [(0, 1), (1, 3), (3, 4)]),
        ("BEBIIE", [(0, 2), (2, 6)]),
    ],
)
def test_valid_tags_are_kept(tags: str, expected: list[tuple[int, int]]) -> None:
    assert spans(emissions(tags)) == expected


def test_a_span_without_a_beginning_gets_the_likelier_reading() -> None:
    array = emissions("OIIEO")
    array[1, 1] = 2.9  # B is nearly as likely as I there
    assert spans(array) == [(1, 4)]


def test_a_doubtful_beginning_is_dropped_when_nothing_follows() -> None:
    array = emissions("OBOO")
    array[1, 0] = 2.9
    assert spans(array) == []


@given(st.lists(st.lists(st.floats(-5, 5, width=32), min_size=5, max_size=5), max_size=40))
def test_any_emissions_give_spans_in_order_without_overlap(rows: list[list[float]]) -> None:
    found = spans(np.array(rows, dtype=np.float32).reshape(-1, 5))
    assert all(0 <= start < end <= len(rows) for start, end in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
