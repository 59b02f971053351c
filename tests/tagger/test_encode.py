"""Windows and the vocabulary."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_extract.tagger.encode import OVERLAP, WINDOW, Vocabulary, windows

CHINESE = st.text(alphabet="县委巡察组对232家党组织开展检查，。！？；\n”） ", max_size=900)


@given(st.one_of(st.text(), CHINESE))
def test_windows_tag_every_character_once(text: str) -> None:
    cuts = list(windows(text))
    kept = [position for cut in cuts for position in range(cut.keep_start, cut.keep_end)]
    assert kept == list(range(len(text)))
    assert all(cut.start <= cut.keep_start < cut.keep_end <= cut.end for cut in cuts)
    assert all(cut.end - cut.start <= WINDOW for cut in cuts)


def test_windows_end_with_sentences() -> None:
    sentence = "县纪委监委对全县12个乡镇开展了专项检查，发现问题36个，已全部移交整改。"
    text = sentence * 10
    cuts = list(windows(text))
    assert len(cuts) > 1
    assert all(text[: cut.end].endswith("。") for cut in cuts)


def test_windows_keep_quotes_with_their_sentence() -> None:
    text = "他说：“整改到位。”" + "随后，检查组离开了现场，前往下一个乡镇继续检查。" * 8
    first = next(windows(text))
    assert text[first.start : first.end].startswith("他说：“整改到位。”随后")


def test_windows_do_not_join_lines() -> None:
    assert [(cut.start, cut.end) for cut in windows("一。\n二。\n三")] == [(0, 3), (3, 6), (6, 7)]


def test_a_sentence_longer_than_a_window_is_read_in_parts_that_see_their_neighbours() -> None:
    cuts = list(windows("长" * 1000))
    assert cuts[1].start == cuts[1].keep_start - OVERLAP
    assert cuts[0].end == cuts[0].keep_end + OVERLAP


@pytest.fixture
def vocabulary() -> Vocabulary:
    return Vocabulary("县縣1１", np.array([1, 1, 2, 2], dtype=np.uint16), unknown=0)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("县1", [1, 2]),
        ("縣１", [1, 2]),
        ("", []),
        ("😀𠮷", [0, 0]),
        ("\ud800县", [0, 1]),
        ("é县", [0, 1]),
    ],
)
def test_encode(vocabulary: Vocabulary, text: str, ids: list[int]) -> None:
    assert vocabulary.encode(text).tolist() == ids
