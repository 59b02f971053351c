"""What is counted: the item of a count, whole."""

from __future__ import annotations

import pytest

import nlp_extract as nx
from nlp_extract.quantities.items import in_lists
from nlp_extract.tagger.spans import CountSpans, Span


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


@pytest.mark.parametrize(
    ("text", "found", "items"),
    [
        # A noun of its own before each number
        (
            "实施常规巡察⟦26家⟧、提级巡察⟦11家⟧。",
            ["常规巡察", "常规巡察"],
            ["常规巡察", "提级巡察"],
        ),
        ("实施常规巡察⟦26家⟧、提级巡察⟦11家⟧。", ["常规巡察", None], ["常规巡察", "提级巡察"]),
        # What the tagger finds there stands
        ("修订管理制度⟦14项⟧、新建操作规程⟦22项⟧。", ["管理制度", "操作规程"], ["管理制度", "操作规程"]),
        # Another unit, too short a word, no list
        ("查处案件⟦14起⟧、给予党纪处分⟦22人⟧。", ["案件", "案件"], ["案件", "案件"]),
        ("完善制度⟦14项⟧、新建⟦22项⟧。", ["制度", "制度"], ["制度", "制度"]),
        ("实施常规巡察⟦26家⟧，提级巡察⟦11家⟧。", ["常规巡察", "常规巡察"], ["常规巡察", "常规巡察"]),
    ],
)
def test_numbers_in_a_list_count_what_stands_before_them(
    text: str, found: list[str | None], items: list[str]
) -> None:
    plain = text.replace("⟦", "").replace("⟧", "")
    edges = [index - order for order, index in enumerate(i for i, c in enumerate(text) if c in "⟦⟧")]
    spans = [Span(*pair) for pair in zip(edges[::2], edges[1::2], strict=True)]
    places = [Span(plain.index(item), plain.index(item) + len(item)) if item else None for item in found]
    counts = [CountSpans(span, item, None, None) for span, item in zip(spans, places, strict=True)]
    assert [plain[slice(*count.item)] for count in in_lists(plain, counts) if count.item] == items
