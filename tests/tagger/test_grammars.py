"""What network and grammar agree on."""

from __future__ import annotations

import numpy as np
import pytest

from nlp_extract.tagger import Span
from nlp_extract.tagger.grammars import agreed

TEXT = "江苏银行／3.34万亿元／256.5亿元／增25.2%，伙计大几百号"


def spans(*parts: str) -> list[Span]:
    return [Span(TEXT.index(part), TEXT.index(part) + len(part)) for part in parts]


def probabilities(sure: float, *parts: str) -> np.ndarray:
    inside = np.zeros(len(TEXT), dtype=np.float32)
    for start, end in spans(*parts):
        inside[start:end] = sure
    return inside


@pytest.mark.parametrize(
    ("found", "sure", "expected"),
    [
        # One span over two amounts is two counts, each as it reads.
        (["3.34万亿元／256.5亿元", "25.2%"], 0.99, ["3.34万亿元", "256.5亿元", "25.2%"]),
        # A span that a character is missing from is completed.
        (["34万亿元"], 0.99, ["3.34万亿元"]),
        # What no grammar reads is kept where the network is certain, and dropped where it is not.
        (["大几百号"], 0.95, ["大几百号"]),
        ([], 0.0, []),
    ],
)
def test_the_grammar_bounds_what_the_network_supports(
    found: list[str], sure: float, expected: list[str]
) -> None:
    agreement = agreed("counts", TEXT, spans(*found), probabilities(sure, *found))
    assert [TEXT[slice(*span)] for span in agreement] == expected


def test_a_number_that_the_network_does_not_support_is_none() -> None:
    assert agreed("counts", TEXT, [], np.full(len(TEXT), 0.1, dtype=np.float32)) == []


def test_organizations_have_no_grammar() -> None:
    assert agreed("organizations", TEXT, spans("江苏银行"), np.zeros(len(TEXT), dtype=np.float32)) == spans(
        "江苏银行"
    )


@pytest.mark.parametrize(
    "version",
    ["Netty ⟦4.1.92⟧ 已升级", "兼容 Android ⟦8⟧ 以上", "pip install fluxtorch==⟦3.2.1⟧", "Qwen⟦2.5⟧ 发布"],
)
def test_the_number_of_a_version_counts_nothing(version: str) -> None:
    start, text = version.index("⟦"), version.replace("⟦", "").replace("⟧", "")
    found = [Span(start, version.index("⟧") - 1)]
    assert agreed("counts", text, found, np.ones(len(text), dtype=np.float32)) == []
