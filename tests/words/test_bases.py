"""Where words come from: the bases of `load`, whose facts are the same."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import jieba
import pandas as pd
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

import nlp_extract as nx
from nlp_extract.facts import TABLES
from nlp_extract.tagger import Tagger
from nlp_extract.words.tokenizers import universal_pos

TEXT = "贵港市统计局1月20日发布数据：全市查处违规问题36起。"
Load = Callable[..., Language]


@pytest.fixture(params=["jieba", "lac", "char", "pkuseg", "zh_core_web_sm", "Language"])
def load(request: pytest.FixtureRequest, segmentation_model: Path, zh_core_web_sm: str) -> Load:
    """`load` with each base."""
    if request.param == "pkuseg":
        return lambda **given: nx.load("pkuseg", segmentation_model=segmentation_model, **given)
    if request.param == "Language":
        return lambda **given: nx.load(spacy.blank("zh"), **given)
    return lambda **given: nx.load(request.param, **given)


def test_the_facts_are_the_same_whatever_the_base(load: Load, examples: Path, facts: nx.Facts) -> None:
    others = nx.extract(examples, nlp=load()).tables()
    for name in TABLES:
        pd.testing.assert_frame_equal(others[name], facts.tables()[name])


def test_a_pipeline_is_the_same_when_it_was_saved_sent_or_pickled(load: Load, tmp_path: Path) -> None:
    nlp = load()
    nlp.to_disk(tmp_path / "pipeline")
    copies = [
        nx.load(tmp_path / "pipeline"),
        spacy.load(tmp_path / "pipeline"),
        load().from_bytes(nlp.to_bytes()),
        pickle.loads(pickle.dumps(nlp)),
    ]
    doc = nlp(TEXT)
    for copy in copies:
        assert [token.text for token in copy(TEXT)] == [token.text for token in doc]
        assert copy(TEXT)._.counts == doc._.counts != []


@pytest.mark.parametrize("base", ["jieba", "lac", "char"])
def test_any_text_has_tokens_that_make_it_up(base: str) -> None:
    nlp = nx.load(base)
    texts = st.text(st.characters(exclude_categories=["Cs"])) | st.text("一二 \n\t　ab1,，。", max_size=30)

    @given(texts)
    def holds(text: str) -> None:
        doc = nlp.make_doc(text)
        assert doc.text == text
        assert all((len(token) and not token.text.startswith(" ")) or token.is_space for token in doc)

    holds()


def test_the_time_of_tokens_grows_with_the_text_alone() -> None:
    doc = nx.load("char").make_doc("统计局" * 100_000)  # spaCy's own takes minutes: it searches for each
    assert len(doc) == 300_000


# The tagger's own words


def test_words_and_tags_are_the_taggers_own() -> None:
    doc = nx.load("lac")("贵港市统计局  发布数据，记者 王明 Wang报道。")
    assert [(token.text, token.tag_, token.pos_) for token in doc][:3] == [
        ("贵港市统计局", "ORG", "PROPN"),
        (" ", "_SP", "SPACE"),
        ("发布", "v", "VERB"),
    ]
    assert ("王明", "PER", "PROPN") in [(token.text, token.tag_, token.pos_) for token in doc]


def test_every_tag_of_the_tagger_has_a_universal_pos() -> None:
    tags = {tag.rsplit("-", 1)[0] for tag in Tagger.load().pack.labels["lac"]}
    assert tags <= universal_pos().keys()
    assert set(universal_pos().values()) <= set(spacy.glossary.GLOSSARY)


def test_the_text_is_tagged_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    tag = Tagger.tag
    monkeypatch.setattr(Tagger, "tag", lambda self, *args, **kw: calls.append(1) or tag(self, *args, **kw))
    nx.load("lac")(TEXT)
    assert len(calls) == 1


# jieba


def test_a_user_dictionary_keeps_words_whole(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("违规问题 1000 n\n\n查处违规\n", encoding="utf-8-sig")
    nlp = nx.load(user_dict=path)
    assert [token.text for token in nlp("查处违规问题36起")][:2] == ["查处", "违规问题"]
    assert "违规问题" not in jieba.lcut("查处违规问题36起"), "the jieba that others use stays as it is"
    nlp.to_disk(tmp_path / "pipeline")
    path.unlink()
    for copy in (spacy.load(tmp_path / "pipeline"), pickle.loads(pickle.dumps(nlp))):
        assert "违规问题" in [token.text for token in copy("查处违规问题36起")]


def test_a_user_dictionary_is_pkusegs_too(segmentation_model: Path, zh_core_web_sm: str) -> None:
    for nlp in (
        nx.load("pkuseg", segmentation_model=segmentation_model, user_dict=["巡察整改 20"]),
        nx.load(zh_core_web_sm, user_dict=["巡察整改"]),
    ):
        assert "巡察整改" in [token.text for token in nlp("推进巡察整改工作")]


@pytest.mark.parametrize(
    ("user_dict", "message"), [([], "no words"), (b"\xff\xfe\x00", "not UTF-8"), (["a"], "jieba or pkuseg")]
)
def test_a_bad_user_dictionary_says_so(user_dict: object, message: str, tmp_path: Path) -> None:
    if isinstance(user_dict, bytes):
        (tmp_path / "words.txt").write_bytes(user_dict)
        user_dict = tmp_path / "words.txt"
    with pytest.raises(ValueError, match=message):
        nx.load("char" if user_dict == ["a"] else "jieba", user_dict=user_dict)


def test_jieba_is_silent_and_writes_nothing(tmp_path: Path) -> None:
    program = (
        "import sys; sys.modules['torch'] = None\n"  # spaCy imports it where it is installed, which takes long
        "import nlp_extract as nx; print(nx.load().make_doc('统计局发布数据'), end='')"
    )
    without_a_home = {**os.environ, "HOME": "/nonexistent", "TMPDIR": str(tmp_path)}
    starts = [
        subprocess.Popen(
            [sys.executable, "-W", "error", "-c", program],
            env=without_a_home,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(2)  # at once
    ]
    assert [start.communicate() for start in starts] == [("统计局发布数据".encode(), b"")] * 2
    assert list(tmp_path.glob("*jieba*")) == []


def test_no_folder_for_temporary_files_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> str:
        raise FileNotFoundError("no usable temporary directory")

    monkeypatch.setattr(tempfile, "gettempdir", none)
    nlp = nx.load(user_dict=["查处违规"])  # a jieba of its own, not one that is ready
    assert [token.text for token in nlp.make_doc("统计局")] == ["统计局"]


# What is amiss


def test_pkuseg_without_a_model_says_how_to_get_one() -> None:
    with pytest.raises(ValueError, match=r"spacy_ontonotes.*spacy_pkuseg\.train"):
        nx.load("pkuseg")
    with pytest.raises(ValueError, match="no segmentation model in 'missing'"):
        nx.load("pkuseg", segmentation_model="missing")
    with pytest.raises(ValueError, match="for the base 'pkuseg', not for 'jieba'"):
        nx.load("jieba", segmentation_model="news")


def test_pkuseg_that_is_not_installed_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy_pkuseg", None)
    with pytest.raises(ImportError, match="pip install spacy-pkuseg"):
        nx.load("pkuseg", segmentation_model="news")


def test_a_base_for_another_language_is_refused(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "english")
    for base in (spacy.blank("en"), tmp_path / "english", str(tmp_path / "english")):
        with pytest.raises(ValueError, match="language 'en': nlp_extract reads Chinese"):
            nx.load(base)


def test_settings_that_the_base_contradicts_are_refused() -> None:
    with pytest.raises(ValueError, match="other settings than"):
        nx.load(nx.load(), coreference=True)
    assert nx.load(nx.load("char")).pipe_names == nx.load("char").pipe_names
