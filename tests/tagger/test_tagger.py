"""The shipped model through `Tagger`."""

from __future__ import annotations

import json
import random
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp_extract.tagger import PackError, Tagger, Tags
from nlp_extract.tagger.pack import FILES, MANIFEST, SHIPPED

EVALUATION = Path(__file__).parents[2] / "training" / "data" / "evaluation.jsonl"


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger.load()


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return [json.loads(line)["text"] for line in EVALUATION.open(encoding="utf-8")]


def test_a_report_is_tagged(tagger: Tagger) -> None:
    text = "2023年，准格尔旗纪委监委共开展常规巡察26家，对232家党组织进行了检查。"
    [tags] = tagger.tag([text])
    assert [text[slice(*span)] for span in tags.organizations] == ["准格尔旗纪委监委"]
    assert [text[slice(*span)] for span in tags.dates] == ["2023年"]
    fields = [
        tuple(text[slice(*span)] if span else "" for span in (c.span, c.item, c.subject, c.time))
        for c in tags.counts
    ]
    assert fields == [
        ("26家", "常规巡察", "准格尔旗纪委监委", "2023年"),
        ("232家", "党组织", "准格尔旗纪委监委", "2023年"),
    ]


def test_batch_and_order_change_nothing(tagger: Tagger, texts: list[str]) -> None:
    together = tagger.tag(texts)
    assert [tagger.tag([text])[0] for text in texts] == together
    order = list(range(len(texts)))
    random.Random(3).shuffle(order)
    shuffled = tagger.tag([texts[number] for number in order])
    assert [shuffled[order.index(number)] for number in range(len(texts))] == together


def test_threads_change_nothing(tagger: Tagger, texts: list[str]) -> None:
    assert Tagger.load(threads=1).tag(texts[:8]) == tagger.tag(texts[:8])


def test_what_stands_before_a_paragraph_changes_none_of_its_names_and_numbers(tagger: Tagger) -> None:
    text = "兴化市审计局共检查单位14家，发现问题53个。"
    before = "县里的会开完了。\n" * 30
    [alone], [embedded] = tagger.tag([text]), tagger.tag([before + text])
    shift = len(before)
    assert [(s.start + shift, s.end + shift) for s in alone.organizations] == embedded.organizations
    assert [(c.span.start + shift, c.span.end + shift) for c in alone.counts] == [
        c.span for c in embedded.counts
    ]


def test_a_long_text_read_in_parts_is_tagged_as_a_whole(
    tagger: Tagger, texts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    long = "\n".join(texts[:12])
    [whole] = tagger.tag([long], words=True)
    monkeypatch.setattr("nlp_extract.tagger.encode.PART", 1_500)
    between = ["短。", long, "", long, "短。"]
    tags = tagger.tag(between, words=True)
    assert tags[1] == tags[3] == whole
    assert tags[0] == tags[4]
    for text in ("该县对3家企业罚款2万元，" * 300, "县" * 4_000, "1" * 4_000):
        [tags] = tagger.tag([text], words=True)
        check_bounds(tags, text)
        assert "".join(text[w.start : w.end] for w in tags.words) == text


def test_a_number_at_the_end_of_a_line_ends_before_the_line(tagger: Tagger) -> None:
    text = "全县5个乡镇受灾，已支付保险赔款1,560万元。\n省财政厅下达救灾资金两千\n天气晴好。"
    [tags] = tagger.tag([text])
    assert [text[slice(*count.span)] for count in tags.counts] == ["5个", "1,560万元", "两千"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n\n",
        "No Chinese here, only 42 words.",
        "😀🎉👨‍👩‍👧‍👦",
        "𠮷野家𪚥龘",
        "\ud800\udfff",
        "\x00\x01",
        "　　",
        "1" * 5000,
        "县" * 20_000,
        "该县对3家企业罚款2万元，" * 1700,
    ],
    ids=lambda text: f"{text[:6]!r}x{len(text)}",
)
def test_any_text_is_tagged_within_its_bounds(tagger: Tagger, text: str) -> None:
    [tags] = tagger.tag([text], words=True)
    check_bounds(tags, text)
    assert "".join(text[word.start : word.end] for word in tags.words) == text


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(st.text(max_size=80), st.text(alphabet="县委对232家万元，。\n年月日第 ", max_size=200)),
        max_size=4,
    )
)
def test_spans_lie_inside_in_order_without_overlap(texts: list[str]) -> None:
    for text, tags in zip(texts, shared_tagger().tag(texts), strict=True):
        check_bounds(tags, text)


@cache
def shared_tagger() -> Tagger:
    return Tagger.load()


def check_bounds(tags: Tags, text: str) -> None:
    for spans in (tags.organizations, [c.span for c in tags.counts], tags.dates, tags.people, tags.places):
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert all(before.end <= after.start for before, after in pairwise(spans))
    for count in tags.counts:
        for named in (count.item, count.subject, count.time):
            assert named is None or 0 <= named.start < named.end <= len(text)


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"no readable model there.*nlp-extract train"):
        Tagger.load(tmp_path)


@pytest.mark.parametrize("name", FILES.values())
def test_a_damaged_file_is_named(tmp_path: Path, name: str) -> None:
    for path in SHIPPED.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    content = bytearray((tmp_path / name).read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / name).write_bytes(content)
    with pytest.raises(PackError, match=rf"{name}: the checksum is not the one in manifest\.json"):
        Tagger.load(tmp_path)


@pytest.mark.parametrize("written", ["", "[]", "{}", '{"format": 1}'])
def test_a_manifest_that_is_none_is_named(tmp_path: Path, written: str) -> None:
    (tmp_path / MANIFEST).write_text(written, encoding="utf-8")
    with pytest.raises(PackError, match=r"manifest\.json: not the manifest"):
        Tagger.load(tmp_path)


def test_a_pack_of_another_format_is_refused(tmp_path: Path) -> None:
    manifest = json.loads((SHIPPED / MANIFEST).read_text(encoding="utf-8"))
    (tmp_path / MANIFEST).write_text(json.dumps({**manifest, "format": 99}), encoding="utf-8")
    with pytest.raises(PackError, match="format 99"):
        Tagger.load(tmp_path)


def test_the_pack_is_small() -> None:
    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) < 8_000_000


BRACKETS = {"“": "”", "‘": "’", "《": "》", "（": "）", "「": "」"}


def test_items_and_subjects_cross_no_stop_and_close_what_they_open(tagger: Tagger, texts: list[str]) -> None:
    broken = [text.replace("、", "，").replace("，", "“", 3).replace("。", "”", 2) for text in texts]
    for text, tags in zip(texts + broken, tagger.tag(texts + broken), strict=True):
        for phrase in (
            text[slice(*span)] for count in tags.counts for span in (count.item, count.subject) if span
        ):
            assert not set(phrase) & set("，；。！？\n")
            assert all(phrase.count(opening) == phrase.count(end) for opening, end in BRACKETS.items())
