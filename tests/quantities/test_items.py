"""What is counted: the item of a count, whole."""

from __future__ import annotations

import pytest

import nlp_extract as nx


@pytest.mark.parametrize(
    ("text", "items"),
    [
        # The scope of an indicator belongs to it, also where it is the subject too.
        ("2023年，我国造船完工量为4,232万载重吨，同比增长11.8%。", ["我国造船完工量", "我国造船完工量"]),
        ("一季度，全国水产品总产量1,352万吨，同比增长4.1%。", ["全国水产品总产量", "全国水产品总产量"]),
        # What is no indicator stands without it.
        ("去年，我国共建成自然保护地9,200个。", ["自然保护地"]),
        # 有 is a verb, but not in every word.
        ("目前，全国有博物馆6,833家。", ["博物馆"]),
        ("去年，全国有色金属产量7,469万吨。", ["全国有色金属产量"]),
    ],
)
def test_indicators_keep_the_scope_before_them(text: str, items: list[str]) -> None:
    counts = nx.extract(nx.Article(text, published="2024-04-18")).counts
    assert counts["item"].tolist() == items
    for row in counts.to_dict("records"):
        assert text[row["item_start"] :].startswith(row["item"])
