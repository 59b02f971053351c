"""brat's standoff form (brat.nlplab.org/standoff.html): a text file and an .ann file for each article.

    T1  COUNT 28 31  36起
    T2  item 24 28  违规问题
    R1  item Arg1:T1 Arg2:T2
    #1  AnnotatorNotes T1  {"value": 36, "unit": "起"}

A mention is a text-bound annotation; a count's item, subject and time are too, related to it. The values
are a note in JSON. `articles.json` keeps what brat has no place for: ids, titles, days of publication.
`annotation.conf` and `visual.conf` let brat show it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import regex

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

ARTICLES = "articles.json"

UNSAFE = regex.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')

TEXT_BOUND = regex.compile(r"(?P<id>T\S+)\t(?P<label>\S+) (?P<spans>\d+ \d+(?:;\d+ \d+)*)\t(?P<text>.*)")
RELATION = regex.compile(r"R\S+\t(?P<name>\S+) Arg1:(?P<count>T\S+) Arg2:(?P<field>T\S+)\s*")
NOTE = regex.compile(r"#\S+\tAnnotatorNotes (?P<id>T\S+)\t(?P<note>.*)")


def write_brat(records: Iterable[Record], folder: Path) -> None:
    """Write the records into a folder for brat.

    Files bear the article's id, with what no file name may hold replaced and numbered where that makes two
    alike.
    """
    articles: dict[str, dict[str, Any]] = {}
    contents: dict[Path, str] = {
        folder / "annotation.conf": configuration(),
        folder / "visual.conf": colours(),
    }
    for number, record in enumerate(records, 1):
        name = UNSAFE.sub("_", str(record.get("id") or number))[:80].strip(". ") or str(number)
        if name.casefold() in {taken.casefold() for taken in articles}:
            name = f"{name}-{number}"
        articles[name] = {key: value for key, value in record.items() if key not in ("text", *LABELS)}
        contents[folder / f"{name}.txt"] = record["text"]
        contents[folder / f"{name}.ann"] = "".join(line + "\n" for line in standoff(record))
    contents[folder / ARTICLES] = json.dumps(articles, ensure_ascii=False, indent=1) + "\n"
    write_whole({path: utf8(content) for path, content in contents.items()}, folder)


def standoff(record: Record) -> Iterator[str]:
    """The lines of an .ann file."""
    text = record["text"]
    relations = notes = 0
    bound: dict[tuple[str, int, int], str] = {}

    def text_bound(label: str, start: int, end: int) -> Iterator[str]:
        if (label, start, end) not in bound:
            bound[label, start, end] = f"T{len(bound) + 1}"
            yield f"{bound[label, start, end]}\t{label} {parts(text, start, end)}"

    for table, label in LABELS.items():
        for mention in record.get(table) or ():
            start, end = mention["start"], mention["end"]
            yield from text_bound(label, start, end)
            mention_id = bound[label, start, end]
            for name, span in field_spans(text, mention).items() if table == "counts" else ():
                yield from text_bound(name, *span)
                relations += 1
                yield f"R{relations}\t{name} Arg1:{mention_id} Arg2:{bound[(name, *span)]}"
            if values := values_of(mention):
                note = json.dumps(values, ensure_ascii=False)
                notes += 1
                yield f"#{notes}\tAnnotatorNotes {mention_id}\t{note}"


def parts(text: str, start: int, end: int) -> str:
    """Offsets and text of a span; brat wants one that crosses a line's end in a part for each line."""
    spans = [(m.start() + start, m.end() + start) for m in regex.finditer(r"[^\r\n]+", text[start:end])]
    offsets = ";".join(f"{first} {last}" for first, last in spans)
    return f"{offsets}\t{' '.join(text[first:last] for first, last in spans)}"


def read_brat(folder: Path) -> Iterator[Record]:
    """The records of a folder with .txt and .ann files, in the order of `articles.json`, then by name."""
    there = sorted(path.stem for path in folder.glob("*.ann"))
    if not there:
        raise ValueError(f"{folder}: no .ann files of brat in this folder")
    articles = about_articles(folder / ARTICLES)
    if missing := [name for name in articles if name not in there]:
        raise ValueError(f"{folder}: {missing[0]!r}, which {ARTICLES} names, has no .ann file in this folder")
    for name in [*articles, *(name for name in there if name not in articles)]:
        path = folder / f"{name}.ann"
        with well_formed(str(path)):
            text = (folder / f"{name}.txt").read_bytes().decode("utf-8")
            about = articles.get(name, {"id": name, "published": None})
            record = read_standoff(path, {**about, "text": text})
        yield record


def about_articles(path: Path) -> dict[str, dict[str, Any]]:
    """What `articles.json` says of each article, by the name of its files."""
    try:
        with well_formed(str(path)):
            return {name: dict(about) for name, about in json.loads(path.read_bytes()).items()}
    except FileNotFoundError:
        return {}


def read_standoff(path: Path, record: Record) -> Record:
    bound: dict[str, tuple[str, int, int]] = {}
    fields: dict[str, dict[str, tuple[int, int]]] = {}
    notes: dict[str, Any] = {}
    relations: list[tuple[str, str, str]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        where = f"{path}:{number}"
        if match := TEXT_BOUND.fullmatch(line):
            offsets = [int(offset) for offset in regex.findall(r"\d+", match["spans"])]
            start, end = min(offsets), max(offsets)
            if parts(record["text"], start, end).split("\t", 1)[1] != match["text"]:
                raise ValueError(
                    f"{where}: the offsets {match['spans']} stand for {record['text'][start:end]!r}, not for "
                    f"{match['text']!r}; the text file is not the one that was annotated"
                )
            bound[match["id"]] = (match["label"], start, end)
        elif match := RELATION.fullmatch(line):
            relations.append((match["name"], match["count"], match["field"]))
        elif match := NOTE.fullmatch(line):
            notes[match["id"]] = noted(match["note"], where)
    for name, count, named in relations:
        if count in bound and named in bound and name in FIELDS:
            fields.setdefault(count, {})[name] = bound[named][1:]
    tables = {label: table for table, label in LABELS.items()}
    mentions = [
        Marked(tables[label], start, end, notes.get(bound_id, {}), fields.get(bound_id, {}))
        for bound_id, (label, start, end) in bound.items()
        if label in tables
    ]
    return checked(assembled(record, mentions), str(path))


def noted(note: str, where: str) -> dict[str, Any]:
    """The values in a note; other notes of an annotator are kept as `comment`."""
    if not note.startswith("{"):
        return {"comment": note}
    try:
        values = json.loads(note)
    except json.JSONDecodeError as error:
        raise ValueError(
            f"{where}: the note is not the JSON object that it begins as ({error.msg})"
        ) from None
    return dict(values)


def configuration() -> str:
    """brat's annotation.conf."""
    entities = "\n".join([*LABELS.values(), *FIELDS])
    relations = "\n".join(f"{name}\tArg1:COUNT, Arg2:{name}" for name in FIELDS)
    overlap = "<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>"
    return f"[entities]\n{entities}\n\n[relations]\n{relations}\n{overlap}\n\n[events]\n\n[attributes]\n"


def colours() -> str:
    """brat's visual.conf."""
    marks = "\n".join(f"{label}\tbgColor:{COLORS[label]}" for label in LABELS.values())
    return f"[labels]\n\n[drawing]\n{marks}\n"
