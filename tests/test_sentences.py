"""Where sentences begin and end, and the sentence of a mention."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_extract.sentences import LONGEST, Sentences

CASES = [
    ("去年查处16起。处理21人。", ["去年查处16起。", "处理21人。"]),
    (
        "会议要求：“要从严查处。”会后，市纪委监委作出部署。",
        ["会议要求：“要从严查处。”", "会后，市纪委监委作出部署。"],
    ),
    ("（详见附件。）下一步怎么办？！大家都在问。", ["（详见附件。）", "下一步怎么办？！", "大家都在问。"]),
    ("增长5.5%；下降2.3%。", ["增长5.5%；", "下降2.3%。"]),
    ("第一段没有句号\n第二段也没有", ["第一段没有句号", "第二段也没有"]),
    ("一，二，三", ["一，二，三"]),
    ("\n\n　空行之后。", ["", "", "空行之后。"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_sentences_end_at_stops_and_line_breaks(text: str, expected: list[str]) -> None:
    sentences = Sentences(text)
    found: list[str] = []
    position = 0
    while position < len(text):
        start, end = sentences.bounds(position, position + 1)
        assert start == position
        found.append(text[start:end].strip())
        position = end
    assert found == expected
    assert len(sentences) == len(expected)


def test_a_mention_across_a_stop_gets_all_its_sentences() -> None:
    text = "他问：“26家！”对吗？不对。"
    assert Sentences(text).around(text.index("家"), text.index("对吗")) == "他问：“26家！”"
    assert Sentences(text).around(text.index("家"), text.index("吗")) == "他问：“26家！”对吗？"


@pytest.mark.parametrize("text", ["无" * 5000, "，" * 5000, "一二三，" * 2000, "“" * 5000])
def test_a_text_without_stops_is_cut_into_pieces(text: str) -> None:
    sentences = Sentences(text)
    for position in range(0, len(text), 97):
        start, end = sentences.bounds(position, position + 1)
        assert start <= position < end <= start + LONGEST + 1


@given(st.text(alphabet=st.sampled_from("一二，。！？；\n”』 a.!") | st.characters()), st.data())
def test_every_mention_lies_in_its_sentence(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, stop = Sentences(text).bounds(start, end)
    assert 0 <= first <= start <= end <= stop <= len(text)
