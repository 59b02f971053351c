"""Names that the tagger cut are completed."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_extract.organizations.completion import complete, complete_places
from nlp_extract.tagger import Span

from .offsets import spans


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
        (
            "第二大股东荣成蓝湾国有资本运营有限公司",
            ["蓝湾国有资本运营有限公司"],
            ["荣成蓝湾国有资本运营有限公司"],
        ),
        ("据德国赫伯罗特公司3日说", ["赫伯罗特公司"], ["德国赫伯罗特公司"]),
        ("财政局和县教育局", ["县教育局"], ["县教育局"]),  # no 和县
        ("省商务厅对外贸易处处长说", ["省商务厅"], ["省商务厅对外贸易处"]),
        ("省商务厅相关处室负责人说", ["省商务厅"], ["省商务厅"]),
        ("县司法局和县林草局发函", ["县司法局", "和县林草局"], ["县司法局", "县林草局"]),
        ("纪委监委会同县医保局核查", ["纪委监委", "会同县医保局"], ["纪委监委", "县医保局"]),
        (
            "淮岭油茶开发有限公司（下称淮岭油茶）设点，淮岭油茶派人",
            ["淮岭油茶开发有限公司"],
            ["淮岭油茶开发有限公司", "淮岭油茶", "淮岭油茶"],
        ),
        (
            "粤恒诚工程咨询有限公司（以下简称“粤恒诚咨询”）答疑，粤恒诚咨询受理",
            ["粤恒诚工程咨询有限公司", "粤恒诚", "粤恒诚"],
            ["粤恒诚工程咨询有限公司", "粤恒诚咨询", "粤恒诚咨询"],
        ),
        ("代码在 github.com/oldapp，GitHub 说", ["github", "GitHub"], ["GitHub"]),
        ("改用 @EnableScheduling 与 app_language", ["EnableScheduling", "app_language"], []),
        ("市自然资源局（以下简称“出让人”）发布公告，出让人", ["市自然资源局"], ["市自然资源局"]),
        ("", [], []),
    ],
)
def test_a_name_begins_with_the_whole_of_its_region(
    text: str, found: list[str], completed: list[str]
) -> None:
    places = spans(text, found)
    assert [text[slice(*span)] for span in complete(text, [Span(*place) for place in places])] == completed


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
