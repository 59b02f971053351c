"""Label Studio's JSON (labelstud.io/guide/export): one file of tasks.

What the library found is a task's prediction; what an annotator makes of it comes back as its annotation. A
mention is a region with a label; a count's item, subject and time are regions that a relation leads to. The
values are a note of the region (`meta`), in JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from nlp_extract.annotations.files import utf8, write_whole
from nlp_extract.annotations.record import (
    FIELDS,
    LABELS,
    Marked,
    Record,
    assembled,
    checked,
    field_spans,
    values_of,
    well_formed,
)
from nlp_extract.display import COLORS


def write_label_studio(records: Iterable[Record], path: Path) -> None:
    """Write the records as tasks to import; the project needs `label_studio_config()` as its labelling
    interface."""
    tasks = [
        {
            "data": {key: value for key, value in record.items() if key not in LABELS},
            "predictions": [{"model_version": "nlp_extract", "result": list(regions(record))}],
        }
        for record in records
    ]
    content = json.dumps(tasks, ensure_ascii=False, indent=1) + "\n"
    write_whole({path: utf8(content)}, path.parent)


def label_studio_config() -> str:
    """The labelling interface (XML) that the tasks are for."""
    grounds = {**{label: COLORS[label] for label in LABELS.values()}, **dict.fromkeys(FIELDS, "#dddddd")}
    labels = "".join(
        f'\n    <Label value="{label}" background="{ground}"/>' for label, ground in grounds.items()
    )
    relations = "".join(f'\n    <Relation value="{name}"/>' for name in FIELDS)
    return (
        f'<View>\n  <Labels name="mentions" toName="text">{labels}\n  </Labels>\n'
        f"  <Relations>{relations}\n  </Relations>\n"
        '  <Text name="text" value="$text" granularity="symbol"/>\n</View>\n'
    )


def regions(record: Record) -> Iterator[dict[str, Any]]:
    """Regions and relations of a task."""
    text = record["text"]
    ids: dict[tuple[str, int, int], str] = {}

    def region(label: str, start: int, end: int, values: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        if (label, start, end) not in ids:
            ids[label, start, end] = f"{label}-{start}-{end}"
            yield {
                "id": ids[label, start, end],
                "from_name": "mentions",
                "to_name": "text",
                "type": "labels",
                "value": {"start": start, "end": end, "text": text[start:end], "labels": [label]},
                **({"meta": {"text": [json.dumps(values, ensure_ascii=False)]}} if values else {}),
            }

    for table, label in LABELS.items():
        for mention in record.get(table) or ():
            start, end = mention["start"], mention["end"]
            yield from region(label, start, end, values_of(mention))
            for name, span in field_spans(text, mention).items() if table == "counts" else ():
                yield from region(name, *span, {})
                yield {
                    "type": "relation",
                    "from_id": ids[label, start, end],
                    "to_id": ids[(name, *span)],
                    "direction": "right",
                    "labels": [name],
                }


def read_label_studio(path: Path) -> Iterator[Record]:
    """The records of exported tasks: of each the last annotation that was not cancelled, else its
    prediction."""
    try:
        with well_formed(str(path)):
            tasks = json.loads(path.read_text(encoding="utf-8-sig"))
    except json.JSONDecodeError as error:
        raise ValueError(f"{path}: not JSON ({error})") from None
    if not isinstance(tasks, list):
        raise ValueError(f"{path}: not Label Studio's list of tasks; export them as JSON")
    for number, task in enumerate(tasks, 1):
        where = f"{path}, task {number}"
        with well_formed(where):
            if not isinstance(task, dict) or not isinstance(task.get("data", {}).get("text"), str):
                raise ValueError(
                    f"{where}: no `data` with a `text`; export the tasks as JSON, not as JSON-MIN"
                )
            made = [a for a in task.get("annotations") or () if not a.get("was_cancelled")]
            result = (made or task.get("predictions") or [{"result": []}])[-1]["result"]
            record = read_task(task, result, where)
        yield record


def read_task(task: Mapping[str, Any], result: list[dict[str, Any]], where: str) -> Record:
    text = task["data"]["text"]
    tables = {label: table for table, label in LABELS.items()}
    spans: dict[str, tuple[str, int, int]] = {}
    values: dict[str, dict[str, Any]] = {}
    fields: dict[str, dict[str, tuple[int, int]]] = {}
    for region in result:
        if region["type"] == "labels":
            value = region["value"]
            spans[region["id"]] = (value["labels"][0], *placed(text, value, where))
            notes = region.get("meta", {}).get("text") or []
            values[region["id"]] = noted("".join(notes), where)
    for relation in result:
        if relation["type"] == "relation" and {relation["from_id"], relation["to_id"]} <= spans.keys():
            for name in relation.get("labels") or ():
                fields.setdefault(relation["from_id"], {})[name] = spans[relation["to_id"]][1:]
    mentions = [
        Marked(tables[label], start, end, values[region_id], fields.get(region_id, {}))
        for region_id, (label, start, end) in spans.items()
        if label in tables
    ]
    about = {"id": str(task.get("id", "")), "published": None, **task["data"]}
    return checked(assembled(about, mentions), where)


def placed(text: str, value: Mapping[str, Any], where: str) -> tuple[int, int]:
    """The offsets of a region. They count characters, but where its text does not stand there, code units of
    UTF-16, as a browser does: a rare character before them counts as two."""
    start, end, expected = value["start"], value["end"], value.get("text")
    if expected is None or text[start:end] == expected:
        return start, end
    units = text.encode("utf-16-le", "surrogatepass")
    before = units[: 2 * start].decode("utf-16-le", "ignore")
    within = units[2 * start : 2 * end].decode("utf-16-le", "ignore")
    if within != expected:
        raise ValueError(
            f"{where}: the offsets {start}-{end} stand for {text[start:end]!r}, not for {expected!r}; the text "
            "is not the one that was annotated"
        )
    return len(before), len(before) + len(within)


def noted(note: str, where: str) -> dict[str, Any]:
    """The values in a region's note; another note is kept as `comment`."""
    if not note.startswith("{"):
        return {"comment": note} if note else {}
    try:
        return dict(json.loads(note))
    except json.JSONDecodeError as error:
        raise ValueError(
            f"{where}: the note {note!r} is not the JSON that it begins as ({error.msg})"
        ) from None
