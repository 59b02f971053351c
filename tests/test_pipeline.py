"""The spaCy pipeline and its components, in ours and in anyone's."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
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
    contexts = [
        {"published": "2022-01-21", "article_id": "a"},
        nx.Article(TEXT, "b", published="2021-01-21"),
        date(2020, 1, 21),
        "2019-01-21",
        "page 3",
        7,
        None,
    ]
    docs = [doc for doc, _ in nlp.pipe([(TEXT, context) for context in contexts], as_tuples=True)]
    assert [doc._.counts[0].article_id for doc in docs] == ["a", "b", "", "", "", "", ""]
    years = [(doc._.dates[0].start_date or date.max).year for doc in docs]
    assert years == [2022, 2021, 2020, 2019, *[date.max.year] * 3]


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


def test_a_pipeline_can_stand_in_a_config(tmp_path: Path) -> None:
    path = tmp_path / "config.cfg"
    path.write_text(
        '[nlp]\nlang = zh\npipeline = ["nlp_extract_dates", "figures"]\n\n'
        "[components]\n\n"
        "[components.nlp_extract_dates]\nfactory = nlp_extract_dates\n\n"
        "[components.figures]\nfactory = nlp_extract_counts\n"
    )
    nlp = spacy.util.load_model_from_config(spacy.util.load_config(path), auto_fill=True)
    assert [count.text for count in nlp(TEXT)._.counts] == ["36起", "12.5%", "3.9万元"]


@pytest.mark.parametrize("base", ["jieba", "lac"])
def test_two_processes_give_the_same(base: str) -> None:
    nlp = nx.load(base)
    once = nlp(TEXT)
    tuples = [(TEXT, {"article_id": str(number)}) for number in range(4)]
    docs = list(nlp.pipe(tuples, as_tuples=True, n_process=2, batch_size=2))
    assert [doc._.counts[0].article_id for doc, _ in docs] == ["0", "1", "2", "3"]
    for doc, _ in docs:
        assert [token.text for token in doc] == [token.text for token in once]
        assert [replace(count, article_id="") for count in doc._.counts] == once._.counts


def test_a_process_that_is_spawned_gets_all_it_needs(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        "import sys; sys.modules['torch'] = None\n"  # spaCy imports it where it is installed, which takes long
        "import multiprocessing, nlp_extract as nx\n"
        "if __name__ == '__main__':\n"
        "    multiprocessing.set_start_method('spawn')\n"
        f"    docs = nx.load().pipe([{TEXT!r}] * 2, n_process=2, batch_size=1)\n"
        "    print(*(len(doc._.counts) for doc in docs))\n",
        encoding="utf-8",
    )
    finished = subprocess.run([sys.executable, program], capture_output=True, text=True)
    assert finished.stdout.split() == ["3", "3"], finished.stderr


def test_a_pipeline_of_others_brings_nothing_heavy() -> None:
    program = (
        "import sys; sys.modules['torch'] = None\n"
        "import spacy; spacy.blank('zh').add_pipe('sentencizer')\n"
        "print(*{'onnxruntime', 'pandas', 'jieba'} & set(sys.modules), end='')"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout == ""


# Order


def test_a_component_added_twice_says_so() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("nlp_extract_dates", name="dates")
    with pytest.raises(ValueError, match="nlp_extract_dates is in the pipeline already, as 'dates'"):
        nlp.add_pipe("nlp_extract_dates")
    nlp.replace_pipe("dates", "nlp_extract_dates")
    assert nlp(TEXT)._.dates


def test_a_tagger_that_comes_too_late_says_so() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("nlp_extract_counts")
    nlp.add_pipe("nlp_extract_tagger")
    with pytest.warns(UserWarning, match="nlp_extract_tagger came after nlp_extract_counts"):
        nlp(TEXT)


def test_a_second_opinion_in_the_wrong_place_says_so() -> None:
    nlp = nx.load("char")
    nlp.add_pipe("nlp_extract_second_opinion")
    with pytest.warns(UserWarning, match="found no named entities"):
        nlp(TEXT)
    assert "doc.ents" in str(nlp.analyze_pipes()["problems"])
    ruler = nlp.add_pipe("entity_ruler", first=True)
    ruler.add_patterns([{"label": "FAC", "pattern": [{"TEXT": "数"}, {"TEXT": "据"}]}])
    with pytest.warns(UserWarning, match="put it before nlp_extract_organizations"):
        nlp(TEXT)
    nlp.remove_pipe("nlp_extract_second_opinion")
    nlp.add_pipe("nlp_extract_second_opinion", before="nlp_extract_organizations")
    assert "数据" in [place.text for place in nlp(TEXT)._.places]
    assert not any(nlp.analyze_pipes()["problems"].values())


def test_right_order_and_a_second_run_say_nothing(recwarn: pytest.WarningsRecorder) -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("nlp_extract_counts")
    nx.load(nlp)
    assert nlp.pipe_names == list(COMPONENTS)
    once = nlp(TEXT)
    facts = once._.counts
    assert nlp(once)._.counts == facts
    assert not [warning for warning in recwarn if "nlp_extract" in str(warning.message)]


def test_a_day_that_is_none_says_so(nlp: Language) -> None:
    with pytest.raises(ValueError, match="yesterday"):
        nlp.make_doc(TEXT)._.published = "yesterday"
