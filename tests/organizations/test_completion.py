"""Names that the tagger cut are completed."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_extract.organizations.completion import complete, complete_places
from nlp_extract.tagger import Span


@pytest.mark.parametrize(
    ("text", "found", "completed"),
    [
        ("目前，准格尔旗财政局已拨付。", ["格尔旗财政局"], ["准格尔旗财政局"]),
        ("称多县人民医院派出医疗队", ["多县人民医院"], ["称多县人民医院"]),
        ("与Nordvale Pharma签约", ["ordvale Pharm"], ["Nordvale Pharma"]),
        ("准格尔旗财政局", ["准格尔旗财政局"], ["准格尔旗财政局"]),
        ("旗财政局", ["旗财政局"], ["旗财政局"]),
        ("准格尔旗财政局", ["准格", "旗财政局"], ["准格尔旗财政局"]),
        ("由A股公司X3公布", ["公司X3"], ["公司X3"]),
        ("联合国粮食及农业组织3日说", ["联合国"], ["联合国粮食及农业组织"]),
        ("联合国秘书长3日说", ["联合国"], ["联合国"]),
        ("美国联邦巡回上诉法院裁定", ["上诉法院"], ["美国联邦巡回上诉法院"]),
        ("据悉，美联邦上诉法院裁定", ["美联邦"], ["美联邦上诉法院"]),
        ("广东省广州市中级人民法院判决", ["广州市"], ["广东省广州市中级人民法院"]),
        ("向上诉法院提出", ["上诉法院"], ["上诉法院"]),
        ("美国最高法院裁定", ["美国最高法院"], ["美国最高法院"]),
        ("", [], []),
    ],
)
def test_a_name_begins_with_the_whole_of_its_region(
    text: str, found: list[str], completed: list[str]
) -> None:
    spans = [Span(text.index(name), text.index(name) + len(name)) for name in found]
    assert [text[slice(*span)] for span in complete(text, spans)] == completed


@pytest.mark.parametrize(
    ("text", "found", "completed"),
    [
        ("来到准格尔旗检查", ["尔旗"], ["准格尔旗"]),
        ("位于内乡县的新场", ["内"], ["内乡县"]),
        ("在喜洲镇文化站", ["洲"], []),
        ("在喜洲镇文化站", ["喜洲镇"], ["喜洲镇"]),
    ],
)
def test_a_place_is_the_whole_of_its_region(text: str, found: list[str], completed: list[str]) -> None:
    spans = [Span(text.index(name), text.index(name) + len(name)) for name in found]
    assert [text[slice(*span)] for span in complete_places(text, spans)] == completed


@given(st.text(alphabet="准格尔旗县AbЯ财局，", max_size=30), st.sets(st.integers(0, 30)))
def test_spans_only_grow_and_stay_apart(text: str, cuts: set[int]) -> None:
    bounds = sorted(cut for cut in cuts if cut <= len(text))
    spans = [Span(first, end) for first, end in zip(bounds[::2], bounds[1::2], strict=False)]
    completed = complete(text, spans)
    assert all(any(c.start <= s.start and s.end <= c.end for c in completed) for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(completed))
    assert all(0 <= start < end <= len(text) for start, end in completed)
