"""Training learns, its model runs in the package, and annotations that cannot be used are named."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import pytest
import torch

from nlp_extract.tagger import Tagger
from nlp_extract.tagger.encode import Vocabulary
from training.augment import Augmenter
from training.data import AnnotatedText, AnnotationError, nearest, read_annotations, spans_of
from training.export import export
from training.labels import whole_indicator
from training.lac import Lac
from training.make import DATA
from training.start import FinishedModel
from training.train import Recipe, encode_texts, train

ARTICLES = DATA / "evaluation.jsonl"


@pytest.fixture(scope="module")
def ten_articles() -> list[AnnotatedText]:
    return sorted(read_annotations([ARTICLES]), key=lambda text: len(text.text))[:10]


def span_f1(tagger: Tagger, texts: list[AnnotatedText]) -> float:
    right = found = annotated = 0
    for text, tags in zip(texts, tagger.tag([text.text for text in texts]), strict=True):
        gold = {("o", *s) for s in text.organizations} | {("c", *c.span) for c in text.counts}
        predicted = {("o", *s) for s in tags.organizations} | {("c", *c.span) for c in tags.counts}
        right += len(gold & predicted)
        found += len(predicted)
        annotated += len(gold)
    return 2 * right / max(1, found + annotated)


def test_a_short_training_learns(ten_articles: list[AnnotatedText], tmp_path: Path) -> None:
    start = Lac.installed()
    recipe = Recipe(passes=16, batch=2, average=0.9)
    network, losses = train(start.network(), ten_articles, start, recipe)
    assert losses[-1] < losses[0] / 4
    pack = export(network, start, tmp_path / "model", figures={"passes": 16}, version="0")
    assert span_f1(Tagger(pack), ten_articles) > 0.8
    assert span_f1(Tagger.load(tmp_path / "model"), ten_articles) == span_f1(Tagger(pack), ten_articles)


def test_training_goes_on_from_its_checkpoint(ten_articles: list[AnnotatedText], tmp_path: Path) -> None:
    start = Lac.installed()
    recipe = Recipe(passes=2, batch=5)
    _, whole_losses = train(start.network(), ten_articles, start, recipe)

    class CutOffError(Exception):
        pass

    def stop(number: int, network: torch.nn.Module) -> None:
        raise CutOffError

    checkpoint = tmp_path / "state.pt"
    with pytest.raises(CutOffError):
        train(start.network(), ten_articles, start, recipe, after_pass=stop, checkpoint=checkpoint)
    _, losses = train(start.network(), ten_articles, start, recipe, checkpoint=checkpoint)
    assert len(losses) == len(whole_losses) == 2
    assert losses[0] == pytest.approx(whole_losses[0], rel=0.05)


def test_the_exported_network_says_what_the_trained_one_does(tmp_path: Path) -> None:
    start = FinishedModel()
    network = start.network().eval()
    texts = [
        "准格尔旗纪委监委对26家单位开展常规巡察。",
        "去年，全县共有12个乡镇、232家党组织接受检查，占78.5%。",
    ]
    with torch.no_grad():
        states, _ = encode_texts(network, texts, start.vocabulary())
    pack = export(network, start, tmp_path, figures={}, version="0")
    reading = Tagger(pack)
    assert reading.tag(texts) == Tagger.load().tag(texts)
    for text, state in zip(texts, states, strict=True):
        scores = network.spans(state).detach().numpy().reshape(len(text), 3, 5).argmax(2)
        assert (scores[:, 1] != 0).any()


def test_text_that_the_model_finds_in_training_form_has_lac_tags(ten_articles: list[AnnotatedText]) -> None:
    start = FinishedModel()
    assert isinstance(start.vocabulary(), Vocabulary)
    texts = [article.text for article in ten_articles]
    tags = start.tag(texts)
    assert [len(found) for found in tags] == [len(text) for text in texts]
    assert np.mean(np.concatenate(tags) == np.concatenate(Lac.installed().tag(texts))) > 0.85


def test_augmented_texts_keep_their_spans(ten_articles: list[AnnotatedText]) -> None:
    """Renamed or moved, a count is still a number, and no span leaves its text."""
    augment = Augmenter(ten_articles, random.Random(1))
    changed = 0
    for text in ten_articles * 5:
        other = augment(text)
        changed += other.text != text.text
        assert len(other.organizations) == len(text.organizations)
        assert all(0 <= start < end <= len(other.text) for start, end in spans_of(other))
        for before, after in zip(text.counts, other.counts, strict=True):
            unit = text.text[slice(*before.span)][-1]
            assert other.text[slice(*after.span)][-1] in {unit, "％"}
    assert changed > 20


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("党组织", (17, 20)),
        ("巡察", (2, 4)),
        ("", None),
        ("没有", None),
        (["巡察", "常规巡察"], (2, 4)),
    ],
)
def test_a_field_is_the_occurrence_nearest_to_its_count(
    phrase: str, expected: tuple[int, int] | None
) -> None:
    text = "常规巡察26家党组织。另有232家党组织。"
    count = (text.index("232家"), text.index("232家") + 4)
    assert nearest(text, phrase, count) == expected


@pytest.mark.parametrize(
    ("text", "item", "subject", "whole"),
    [
        ("去年全国一般公共预算收入增长3%。", "一般公共预算收入", "全国", "全国一般公共预算收入"),
        ("全国规模以上工业企业利润增长3%。", "利润", "规模以上工业企业", "全国规模以上工业企业利润"),
        ("甲公司利润增长3%。", "利润", "甲公司", "利润"),  # an organization is no part of the indicator
        ("全国博物馆6833家。", "博物馆", "全国", "博物馆"),  # no indicator
    ],
)
def test_an_indicator_is_labelled_whole(text: str, item: str, subject: str, whole: str) -> None:
    spans = [(text.index(phrase), text.index(phrase) + len(phrase)) for phrase in (item, subject)]
    start, end = whole_indicator(text, *spans)
    assert text[start:end] == whole


def test_an_annotation_whose_offsets_are_wrong_is_named(tmp_path: Path) -> None:
    record = {
        "id": "a",
        "text": "县纪委检查了3家企业。",
        "organizations": [{"start": 1, "end": 4, "text": "县纪委"}],
        "counts": [],
        "dates": [],
    }
    path = tmp_path / "data.jsonl"
    path.write_text(json.dumps(record, ensure_ascii=False) + "\n", encoding="utf-8")
    with pytest.raises(AnnotationError, match=r"data\.jsonl:1: .*'县纪委'.*offsets 1-4.*'纪委检'"):
        read_annotations([path])


@pytest.mark.parametrize("line", ["[]", "{", '{"id": "a", "text": "好"}'])
def test_a_line_that_is_no_annotation_is_named(line: str, tmp_path: Path) -> None:
    path = tmp_path / "data.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(AnnotationError, match=r"data\.jsonl:1: not an annotated text"):
        read_annotations([path])
