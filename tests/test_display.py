"""Marked texts by displaCy."""

from __future__ import annotations

import pytest
from spacy import displacy
from spacy.language import Language

import nlp_extract as nx
from nlp_extract.display import COLORS, legend, options, render
from nlp_extract.doc import LABELS

TEXT = "贵港市统计局1月20日发布数据：全市查处违规问题36起<b>。"


@pytest.fixture(scope="module")
def nlp() -> Language:
    return nx.load("char")


@pytest.mark.parametrize("table", ["organizations", "counts", "dates"])
def test_displacy_has_our_colours_with_and_without_options(table: str, nlp: Language) -> None:
    doc = nlp(TEXT)
    for given in (options(table), {"spans_key": table}):
        html = displacy.render(doc, style="span", options=given, jupyter=False)
        assert COLORS[LABELS[table]] in html
        assert LABELS[table] in html


def test_all_tables_are_marked_under_a_legend(nlp: Language) -> None:
    html = render(nlp(TEXT))
    assert all(COLORS[LABELS[table]] in html for table in ("organizations", "counts", "dates"))
    assert html.startswith('<div class="nlp-extract-legend"')
    assert "数据 COUNT" in html
    assert "<b>" not in html
    assert 'class="nlp-extract-legend"' in render(nlp(TEXT), ["counts"], page=True).split("<body", 1)[1]


def test_nothing_found_is_no_error(nlp: Language) -> None:
    assert "nlp-extract-legend" in render(nlp(""))


def test_colours_are_told_apart_and_stand_under_black_text() -> None:
    def channel(value: int) -> float:
        share = value / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    assert COLORS.keys() == set(LABELS.values())
    assert len(set(COLORS.values())) == len(COLORS)
    for color in COLORS.values():
        red, green, blue = (channel(int(color[at : at + 2], 16)) for at in (1, 3, 5))
        luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
        assert (luminance + 0.05) / 0.05 > 7, "contrast with black, WCAG level AAA"


@pytest.mark.parametrize(
    "call", [options, lambda table: legend([table]), lambda table: render(None, [table])]
)
def test_an_unknown_table_is_refused(call: object) -> None:
    with pytest.raises(ValueError, match="no table 'numbers'"):
        call("numbers")
