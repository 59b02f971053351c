"""The spaCy pipeline and its components, in ours and in anyone's."""

from __future__ import annotations

from datetime import date, datetime, timezone
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import nlp_extract as nx
from nlp_extract.pipeline import COMPONENTS

TEXT = "贵港市统计局1月20日发布数据：2021年，全市查处违规问题36起，同比下降12.5%，挽回损失3.9万元。"


@pytest.fixture(scope="module")
def nlp() -> Language:
    return nx.load()


def test_a_doc_has_facts_and_span_groups(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert doc.text == TEXT
    assert [count.text for count in doc._.counts] == ["36起", "12.5%", "3.9万元"]
    assert [span.text for span in doc.spans["organizations"]] == ["贵港市统计局"]
    assert {span.label_ for span in doc.spans["dates"]} == {"DATE"}
    for table in ("organizations", "counts", "dates", "people", "places"):
        for fact, span in zip(getattr(doc._, table), doc.spans[table], strict=True):
            assert TEXT[fact.start : fact.end] == fact.text
            assert span.start_char <= fact.start < fact.end <= span.end_char


def test_words_are_jiebas(nlp: Language) -> None:
    assert [token.text for token in nlp("统计局发布数据")] == ["统计局", "发布", "数据"]


def test_jieba_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    nx.load()("统计局发布数据")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "published", ["2022-01-21", date(2022, 1, 21), datetime(2022, 1, 20, 16, tzinfo=timezone.utc)]
)
def test_the_day_of_publication_is_chinas(nlp: Language, published: object) -> None:
    doc = nlp.make_doc(TEXT)
    doc._.published = published
    assert doc._.published == date(2022, 1, 21)
    assert nlp(doc)._.dates[0].start_date == date(2022, 1, 20)


def test_context_of_tuples_says_what_is_known(nlp: Language) -> None:
    contexts = [{"published": "2022-01-21", "article_id": "a"}, nx.Article(TEXT, "b", published="2021-01-21")]
    docs = [doc for doc, _ in nlp.pipe([(TEXT, context) for context in contexts], as_tuples=True)]
    assert [doc._.counts[0].article_id for doc in docs] == ["a", "b"]
    assert [doc._.dates[0].start_date for doc in docs] == [date(2022, 1, 20), date(2021, 1, 20)]


def test_many_docs_are_read_as_one_is(nlp: Language, examples: Path) -> None:
    texts = [item.text for item in nx.read_articles(examples, errors="yield") if isinstance(item, nx.Article)]
    for size in (1, 3, 1000):
        for text, doc in zip(texts, nlp.pipe(texts, batch_size=size), strict=True):
            assert doc._.counts == nlp(text)._.counts


@pytest.mark.parametrize("name", COMPONENTS[1:])
def test_a_component_works_alone_in_anyones_pipeline(name: str, nlp: Language) -> None:
    theirs = spacy.blank("zh")
    theirs.add_pipe(name)
    docs = []
    for language in (theirs, nlp):
        doc = language.make_doc(TEXT)
        doc._.published = "2022-01-21"
        docs.append(language(doc))
    table = name.removeprefix("nlp_extract_")
    assert getattr(docs[0]._, table) == getattr(docs[1]._, table) != []


def test_the_analysis_of_the_pipeline_is_clean(nlp: Language) -> None:
    assert not any(nlp.analyze_pipes()["problems"].values())


def test_facts_survive_storage(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert Doc(nlp.vocab).from_bytes(doc.to_bytes())._.counts == doc._.counts
    stored = DocBin(docs=[doc], store_user_data=True).to_bytes()
    [restored] = DocBin(store_user_data=True).from_bytes(stored).get_docs(nlp.vocab)
    assert restored._.dates == doc._.dates
    assert restored._.organizations == doc._.organizations


def test_a_pipeline_survives_storage(tmp_path: Path) -> None:
    theirs = spacy.blank("zh")
    theirs.add_pipe("nlp_extract_counts")
    theirs.to_disk(tmp_path / "pipeline")
    assert [c.text for c in spacy.load(tmp_path / "pipeline")(TEXT)._.counts] == ["36起", "12.5%", "3.9万元"]


def test_two_processes_give_the_same(nlp: Language) -> None:
    docs = list(nlp.pipe([TEXT] * 4, n_process=2, batch_size=2))
    assert all(doc._.counts == nlp(TEXT)._.counts for doc in docs)


def test_a_day_that_is_none_says_so(nlp: Language) -> None:
    with pytest.raises(ValueError, match="yesterday"):
        nlp.make_doc(TEXT)._.published = "yesterday"
