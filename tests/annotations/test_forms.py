"""Annotations in every form, and back."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import DocBin

import nlp_extract as nx
from nlp_extract.annotations import label_studio_config, records, to_docbin
from nlp_extract.evaluation import evaluate
from training.data import read_annotations as read_for_training

DATA = Path(__file__).parents[2] / "training" / "data" / "train"
TEXT = "贵港市统计局1月20日发布数据：全市查处违规问题36起，同比下降12.5%。"
PATHS = ["corrected.jsonl", "corrected.json", "corrected.spacy", "corrected"]
form = pytest.mark.parametrize("name", PATHS)


@pytest.fixture(scope="module")
def found() -> nx.Facts:
    return nx.extract(nx.Article(TEXT, "a/1", title="统计", published=date(2022, 1, 21)))


def said(record: dict[str, Any]) -> list[tuple[object, ...]]:
    """What the mentions of a record say, empty in one way."""
    names = ("start", "end", "text", "name", "kind", "region", "value", "high", "unit", "item", "subject", "time",
             "start_date", "end_date")  # fmt: skip
    return [
        (table, *(mention.get(name) or None for name in names))
        for table in ("organizations", "counts", "dates")
        for mention in sorted(record.get(table) or (), key=lambda m: m["start"])
    ]


def test_records_are_what_evaluation_and_training_take(facts: nx.Facts) -> None:
    figures = evaluate(list(records(facts))).to_frame()
    assert set(figures["recall"]) == {1.0}
    assert set(figures["f1"].dropna()) == {1.0}


def test_a_field_that_is_not_the_nearest_is_taught_where_it_stands(tmp_path: Path) -> None:
    text = "巡察发现问题，巡察整改问题36起。"
    count = {"start": 13, "end": 16, "text": "36起", "item": "问题", "item_start": 4}
    record = {"id": "a", "published": None, "text": text, "organizations": [], "counts": [count], "dates": []}
    for name in PATHS:
        nx.write_annotations([record], tmp_path / name)
        nx.write_annotations(nx.read_annotations(tmp_path / name), tmp_path / "to_train.jsonl")
        [taught] = read_for_training([tmp_path / "to_train.jsonl"])
        assert taught.counts[0].fields == ((4, 6), None, None)


@form
def test_what_was_found_comes_back(name: str, facts: nx.Facts, tmp_path: Path) -> None:
    facts.to_annotations(tmp_path / name)
    back = list(nx.read_annotations(tmp_path / name))
    assert back == list(records(facts))


@form
def test_the_projects_annotations_survive(name: str, tmp_path: Path) -> None:
    given = [r for path in sorted(DATA.glob("*.jsonl"))[:4] for r in list(nx.read_annotations(path))[:6]]
    nx.write_annotations(given, tmp_path / name)
    back = list(nx.read_annotations(tmp_path / name))
    assert [(r["id"], r["published"], r["text"]) for r in back] == [
        (r["id"], r["published"], r["text"]) for r in given
    ]
    for one, other in zip(back, given, strict=True):
        assert said(one) == said(other)


@form
def test_any_text_and_offsets_survive(name: str, tmp_path: Path) -> None:
    characters = st.sampled_from("年\t\r\n\u2028\x85 𠮷") | st.characters(exclude_categories=["Cs"])

    @given(st.text(characters, min_size=1, max_size=12), st.data())
    def holds(text: str, data: st.DataObject) -> None:
        visible = [at for at, character in enumerate(text) if character not in "\r\n"]
        dates = []
        if visible:
            start = data.draw(st.sampled_from(visible))
            end = data.draw(st.sampled_from([at for at in visible if at >= start])) + 1
            dates = [{"start": start, "end": end, "text": text[start:end], "kind": "vague"}]
        record = {
            "id": "a",
            "published": None,
            "text": text,
            "organizations": [],
            "counts": [],
            "dates": dates,
        }
        nx.write_annotations([record], tmp_path / name)
        assert list(nx.read_annotations(tmp_path / name)) == [record]

    holds()


@form
def test_a_mention_that_is_a_space_survives(name: str, tmp_path: Path) -> None:
    dates = [{"start": 2, "end": 3, "text": " "}, {"start": 3, "end": 4, "text": "年"}]
    record = {
        "id": "a",
        "published": None,
        "text": "年年 年",
        "organizations": [],
        "counts": [],
        "dates": dates,
    }
    nx.write_annotations([record], tmp_path / name)
    assert list(nx.read_annotations(tmp_path / name)) == [record]


# brat


def test_brat_gets_standoff(found: nx.Facts, tmp_path: Path) -> None:
    found.to_annotations(tmp_path)
    lines = (tmp_path / "a_1.ann").read_text(encoding="utf-8").splitlines()
    assert (tmp_path / "a_1.txt").read_bytes().decode() == TEXT
    start = TEXT.index("36起")
    [count] = [line for line in lines if line.endswith("\t36起")]
    [item] = [line for line in lines if line.endswith("\t违规问题")]
    assert count.split("\t")[1] == f"COUNT {start} {start + 3}"
    assert item.split("\t")[1] == f"item {start - 4} {start}"
    relation = f"item Arg1:{count.split()[0]} Arg2:{item.split()[0]}"
    assert relation in [line.split("\t")[1] for line in lines if line.startswith("R")]
    assert "COUNT" in (tmp_path / "annotation.conf").read_text()


def test_what_an_annotator_changes_in_brat_is_read(found: nx.Facts, tmp_path: Path) -> None:
    found.to_annotations(tmp_path)
    path = tmp_path / "a_1.ann"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if "12.5%" not in line]
    start = TEXT.index("数据")
    lines += [f"T90\tORGANIZATION {start} {start + 2}\t数据", "#90\tAnnotatorNotes T90\t存疑"]
    path.write_text("\n".join(lines), encoding="utf-8")
    [record] = nx.read_annotations(tmp_path)
    assert [count["text"] for count in record["counts"]] == ["36起"]
    assert record["organizations"][-1] == {
        "start": start,
        "end": start + 2,
        "text": "数据",
        "comment": "存疑",
    }
    assert (record["id"], record["published"], record["title"]) == ("a/1", "2022-01-21", "统计")


def test_ids_that_make_one_file_name_are_kept_apart(tmp_path: Path) -> None:
    given = [{"id": name, "published": None, "text": name} for name in ("a/b", "a:b", "A?b", "", "..")]
    nx.write_annotations(given, tmp_path)
    assert [(r["id"], r["text"]) for r in nx.read_annotations(tmp_path)] == [
        (r["id"], r["text"]) for r in given
    ]


# Label Studio


def test_label_studio_gets_predictions_and_gives_annotations(found: nx.Facts, tmp_path: Path) -> None:
    path = tmp_path / "tasks.json"
    found.to_annotations(path)
    [task] = json.loads(path.read_text(encoding="utf-8"))
    assert task["data"]["text"] == TEXT
    result = task["predictions"][0]["result"]
    labels = {label for region in result if region["type"] == "labels" for label in region["value"]["labels"]}
    assert all(f'value="{label}"' in label_studio_config() for label in labels)
    kept = [region for region in result if region.get("value", {}).get("text") == "36起"]
    task["annotations"] = [{"result": kept}, {"result": result, "was_cancelled": True}]
    path.write_text(json.dumps([task]))
    [record] = nx.read_annotations(path)
    assert [count["text"] for count in record["counts"]] == ["36起"]
    assert (record["counts"][0]["value"], record["dates"]) == (36, [])


def test_offsets_that_count_as_a_browser_does_are_read(tmp_path: Path) -> None:
    value = {"start": 3, "end": 5, "text": "去年", "labels": ["DATE"]}  # 𠮷 is two units of UTF-16
    task = {
        "data": {"text": "𠮷林去年"},
        "annotations": [{"result": [{"id": "1", "type": "labels", "value": value}]}],
    }
    path = tmp_path / "tasks.json"
    path.write_text(json.dumps([task]))
    [record] = nx.read_annotations(path)
    assert [(d["start"], d["end"], d["text"]) for d in record["dates"]] == [(2, 4, "去年")]


# DocBin


def test_a_docbin_has_exact_spans(found: nx.Facts) -> None:
    stored = found.to_docbin().to_bytes()
    [doc] = DocBin(store_user_data=True).from_bytes(stored).get_docs(spacy.blank("zh").vocab)
    assert doc.text == TEXT
    for table in ("organizations", "counts", "dates"):
        assert [span.text for span in doc.spans[table]] == found.tables()[table]["text"].tolist()
    words = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
    [doc] = to_docbin(records(found), words).get_docs(words.vocab)
    assert [token.text for token in doc][:2] == ["贵港市", "统计局"]


def test_spans_that_were_changed_in_a_docbin_are_read(found: nx.Facts, tmp_path: Path) -> None:
    vocab = spacy.blank("zh").vocab
    [doc] = found.to_docbin().get_docs(vocab)
    start = TEXT.index("统计局")
    doc.spans["organizations"] = [doc.char_span(start, start + 3, label="ORGANIZATION")]
    DocBin(docs=[doc], store_user_data=True).to_disk(tmp_path / "corrected.spacy")
    [record] = nx.read_annotations(tmp_path / "corrected.spacy")
    assert record["organizations"] == [{"start": start, "end": start + 3, "text": "统计局"}]
    assert record["counts"] == next(records(found))["counts"]


# Bad input


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.jsonl", '{"text": "去年"}\n{', "a.jsonl:2: not a line of JSON"),
        ("a.jsonl", '{"id": "a"}', "a string `text`"),
        ("a.jsonl", '{"text": "去年", "dates": [{"start": 0, "end": 1, "text": "去年"}]}', "reads '去'"),
        ("a.jsonl", '{"text": "去年", "dates": [{"start": 0}]}', "no start, end and text"),
        ("a.json", "[", "not JSON"),
        ("a.json", "{}", "list of tasks"),
        ("a.json", '[{"text": "去年"}]', "task 1: no `data`"),
        ("a.spacy", "?", "not a DocBin"),
        ("a.xml", "", "give the path the ending of its form"),
        ("empty/readme.md", "", "no .ann files"),
        ("brat/a.ann", "T1\tDATE 0 2\t今年", "stand for '去年', not for '今年'"),
        ("brat/a.ann", "T1\tDATE 0 2\t去年\n#1\tAnnotatorNotes T1\t{", "a.ann:2: the note is not the JSON"),
    ],
)
def test_what_cannot_be_read_says_where_and_why(
    name: str, content: str, message: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf-8")
    path.with_suffix(".txt").write_text("去年", encoding="utf-8")
    with pytest.raises(ValueError) as caught:
        list(nx.read_annotations(path if path.parent == tmp_path else path.parent))
    assert message in str(caught.value)


def test_nothing_is_written_where_something_fails(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="ending"):
        nx.write_annotations([], tmp_path / "a.xml")
    with pytest.raises(KeyError):
        nx.write_annotations([{"id": "a", "text": "去年"}, {}], tmp_path / "brat")
    assert not list(tmp_path.iterdir())
