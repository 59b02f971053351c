"""Figures against annotations."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import nlp_extract as nx

TEXT = "贵港市统计局1月20日发布数据：2021年，全市查处违规问题36起，同比下降12.5%。"


def mention(text: str, **fields: Any) -> dict[str, Any]:
    start = TEXT.index(text)
    return {"start": start, "end": start + len(text), "text": text, **fields}


def annotated(**changes: Any) -> dict[str, Any]:
    return {
        "id": "a",
        "published": "2022-01-21",
        "text": TEXT,
        "organizations": [mention("贵港市统计局", kind="government")],
        "counts": [
            mention(
                "36起",
                value=36,
                high=None,
                unit="起",
                approx="=",
                change="",
                item=["违规问题", "问题"],
                time="2021年",
            ),
            mention("12.5%", value=12.5, high=None, unit="%", approx="=", change="down", basis="同比"),
        ],
        "dates": [
            mention("1月20日", kind="date", start_date="2022-01-20", end_date="2022-01-20", value=None),
            mention("2021年", kind="date", start_date="2021-01-01", end_date="2021-12-31", value=None),
        ],
        **changes,
    }


def figures(*records: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    frame = nx.evaluate(records).to_frame()
    return {(row["table"], row["figure"]): row for row in frame.to_dict("records")}


def test_what_is_found_as_annotated_counts_full() -> None:
    found = figures(annotated())
    assert found["organizations", "exact"]["f1"] == 1
    assert found["counts", "value and unit"]["f1"] == 1
    assert found["dates", "resolved"]["f1"] == 1
    assert found["counts", "item"]["recall"] == 1
    assert found["counts", "change"]["annotated"] == 2
    assert found["organizations", "kind"]["recall"] == 1
    assert ("organizations", "name") not in found
    assert ("counts", "subject") not in found


def test_misses_and_false_alarms_lower_the_figures() -> None:
    missed = annotated(organizations=[mention("贵港市统计局"), mention("违规")])
    assert figures(missed)["organizations", "exact"]["recall"] == 0.5
    assert figures(missed)["organizations", "exact"]["precision"] == 1
    false = annotated(counts=annotated()["counts"][:1])
    assert figures(false)["counts", "span"]["precision"] == 0.5
    wider = annotated(organizations=[mention("贵港市统计局1月20日")])
    assert figures(wider)["organizations", "exact"]["f1"] == 0
    assert figures(wider)["organizations", "overlap"]["f1"] == 1


def test_an_optional_mention_is_neither_missed_nor_false() -> None:
    absent = annotated(organizations=[mention("贵港市统计局"), mention("违规", optional=True)])
    assert figures(absent)["organizations", "exact"]["f1"] == 1
    dates = annotated()["dates"]
    present = annotated(dates=[dates[0], {**dates[1], "optional": True}])
    assert figures(present)["dates", "span"]["f1"] == 1
    assert figures(present)["dates", "span"]["annotated"] == 1


def test_a_list_that_a_text_does_not_have_is_not_judged() -> None:
    organizations_alone = {key: value for key, value in annotated().items() if key not in ("counts", "dates")}
    assert {table for table, _ in figures(organizations_alone)} == {"organizations"}
    assert figures(annotated(), organizations_alone)["counts", "value and unit"]["annotated"] == 2


def test_a_wrong_value_or_day_is_no_match() -> None:
    counts = [{**count, "value": 37} for count in annotated()["counts"]]
    assert figures(annotated(counts=counts))["counts", "value and unit"]["f1"] == 0
    dates = [{**date, "start_date": "2020-01-01"} for date in annotated()["dates"]]
    assert figures(annotated(dates=dates))["dates", "resolved"]["f1"] == 0
    assert figures(annotated(dates=dates))["dates", "span"]["f1"] == 1


def test_texts_come_from_files(tmp_path: Path) -> None:
    path = tmp_path / "annotated.jsonl"
    path.write_text(
        "\n".join(json.dumps(annotated(id=str(n)), ensure_ascii=False) for n in range(3)) + "\n\n"
    )
    evaluation = nx.evaluate(path)
    assert evaluation.texts == 3
    assert evaluation.spans["counts span"].right == 6
    assert nx.evaluate([path, path]).texts == 6


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", r"annotated.jsonl:2: not a line of JSON"),
        ("[]", r"annotated.jsonl:2: an annotated text is an object with a string `text`"),
        (
            '{"text": "一", "counts": [{"text": "一"}]}',
            r"annotated.jsonl:2: a mention in `counts` has no `start`",
        ),
    ],
)
def test_a_broken_line_is_named(line: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "annotated.jsonl"
    path.write_text(json.dumps(annotated()) + "\n" + line)
    with pytest.raises(ValueError, match=message):
        nx.evaluate(path)
