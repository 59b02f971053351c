"""Installed spaCy pipelines as the base, zh_core_web_sm first."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

import nlp_extract as nx
from nlp_extract.words.installed import ZH_CORE_WEB_SM

TEXT = "张建国来到太行山，调查灾情。"


def test_words_tags_parse_and_entities_are_the_bases(zh_core_web_sm: str) -> None:
    nlp = nx.load(zh_core_web_sm)
    doc = nlp(TEXT)
    assert nlp.tokenizer.segmenter == "pkuseg"
    assert nlp.pipe_names[-4:] == [
        "nlp_extract_tagger", "nlp_extract_dates", "nlp_extract_counts", "nlp_extract_organizations",
    ]  # fmt: skip
    for annotation in ("TAG", "POS", "DEP", "HEAD", "ENT_IOB"):
        assert doc.has_annotation(annotation), annotation
    assert [ent.text for ent in doc.ents if ent.label_ == "PERSON"] == ["张建国"]
    assert not any(nlp.analyze_pipes()["problems"].values())


def test_a_second_opinion_joins_people_and_places(zh_core_web_sm: str) -> None:
    text = "李晓云昨天参观了西山大桥。王海明访问桂平市。"
    alone, both = nx.load(zh_core_web_sm)(text), nx.load(zh_core_web_sm, second_opinion=True)(text)
    for table, labels in (("people", {"PERSON"}), ("places", {"GPE", "LOC", "FAC"})):
        first = getattr(alone._, table)
        joined = {(fact.start, fact.end) for fact in getattr(both._, table)}
        assert joined >= {(fact.start, fact.end) for fact in first}
        assert joined <= {(f.start, f.end) for f in first} | {
            (ent.start_char, ent.end_char) for ent in both.ents if ent.label_ in labels
        }
        for ent in both.ents:
            if ent.label_ in labels:
                assert any(start < ent.end_char and ent.start_char < end for start, end in joined), ent
    assert any(ent.label_ in {"PERSON", "GPE", "LOC", "FAC"} for ent in both.ents)
    assert both._.counts == alone._.counts
    again = nx.load(zh_core_web_sm, second_opinion=True)(both)
    assert again._.places == both._.places


def test_a_second_opinion_needs_a_base_that_has_one() -> None:
    with pytest.raises(ValueError, match="no component of this one sets"):
        nx.load("jieba", second_opinion=True)


def test_without_it_the_error_gives_the_install_line() -> None:
    if importlib.util.find_spec("zh_core_web_md"):
        pytest.skip("zh_core_web_md is installed")
    with pytest.raises(OSError, match="python -m spacy download zh_core_web_md"):
        nx.load("zh_core_web_md")


def test_the_install_line_has_file_and_checksum(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nlp_extract.words.installed.installed_package", lambda name: None)
    with pytest.raises(OSError, match=rf"{ZH_CORE_WEB_SM.file}#sha256={ZH_CORE_WEB_SM.sha256}") as caught:
        nx.load("zh_core_web_sm")
    assert "PyPI" in str(caught.value)


def test_a_package_that_only_has_the_name_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    placeholder = tmp_path / "zh_core_web_trf"
    placeholder.mkdir()
    (placeholder / "__init__.py").write_text("")
    info = tmp_path / "zh_core_web_trf-999.9.9.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: zh-core-web-trf\nVersion: 999.9.9\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(
        OSError, match=r"zh-core-web-trf 999\.9\.9 that is installed here is no spaCy pipeline"
    ):
        nx.load("zh_core_web_trf")


def test_an_unknown_base_names_near_matches_and_what_is_installed(zh_core_web_sm: str) -> None:
    with pytest.raises(
        OSError, match=r"no base 'jeiba': did you mean 'jieba'\?.*installed here: .*zh_core_web_sm"
    ):
        nx.load("jeiba")
    with pytest.raises(OSError, match="did you mean 'zh_core_web_sm'"):
        nx.load("zh_core_web_xs")


def test_a_folder_that_holds_no_pipeline_says_so(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="cannot be loaded"):
        nx.load(tmp_path)
