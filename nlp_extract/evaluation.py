"""Figures against annotated text: how well the library does on JSON Lines of one's own.

Each line is an object with `id`, `published`, `text`, perhaps `title`, and the lists `organizations`,
`counts` and `dates` of mentions with `start`, `end` and the fields of their kind. A mention marked
"optional" is neither missed when it is not found nor wrong when it is; a field that is a list accepts any
of its members; a field that a mention does not have, and a list that a text does not have, are not judged.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pandas as pd

from nlp_extract.articles import Article
from nlp_extract.extraction import ArticleFacts, extract_each
from nlp_extract.facts import Count, Date, Fact

if TYPE_CHECKING:
    from nlp_extract.tagger import Tagger

Mention: TypeAlias = Mapping[str, Any]
Agrees: TypeAlias = Callable[[Mention, Any], bool]


@dataclass
class Tally:
    """Mentions found, missed and false, or fields right and wrong."""

    right: int = 0
    false: int = 0
    missed: int = 0

    @property
    def annotated(self) -> int:
        return self.right + self.missed

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.false)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.annotated)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.false + self.missed)


@dataclass
class Evaluation:
    """Figures for each table.

    `spans` judges mentions: whether they are found, with the same bounds, value or days. `fields` judges,
    among the mentions that are found, how often each further column is right.
    """

    texts: int = 0
    spans: dict[str, Tally] = field(default_factory=dict)
    fields: dict[str, Tally] = field(default_factory=dict)

    def to_frame(self) -> pd.DataFrame:
        """A row for each figure: `table`, `figure`, `precision`, `recall`, `f1`, `annotated`; of the mentions
        that are found, `recall` says how many have a further column right."""
        rows: list[tuple[str, str, float | None, float, float | None, int]] = []
        for judge in JUDGES:
            spans = {figure: self.spans.get(f"{judge.table} {figure}") for figure in judge.spans}
            fields = {figure: self.fields.get(f"{judge.table} {figure}") for figure in judge.columns}
            rows += [
                (judge.table, figure, t.precision, t.recall, t.f1, t.annotated)
                for figure, t in spans.items()
                if t
            ]
            rows += [
                (judge.table, figure, None, t.recall, None, t.annotated) for figure, t in fields.items() if t
            ]
        return pd.DataFrame(rows, columns=["table", "figure", "precision", "recall", "f1", "annotated"])


def evaluate(
    gold: str | Path | Iterable[str | Path | Mention], *, tagger: Tagger | None = None
) -> Evaluation:
    """Extract from annotated texts and compare.

    Args:
        gold: a file of JSON Lines, several of them, or the records themselves.
        tagger: a tagger of one's own training instead of the package's.

    Raises:
        OSError: a file cannot be read.
        ValueError: a line is not an annotated text; says which and why.
    """
    documents = list(annotated(gold))
    articles = (
        Article(d["text"], article_id=str(n), title=d.get("title") or "", published=d.get("published"))
        for n, d in enumerate(documents)
    )
    evaluation = Evaluation(texts=len(documents))
    for document, result in zip(documents, extract_each(articles, tagger=tagger), strict=True):
        if not isinstance(result, ArticleFacts):
            raise ValueError(f"the text {document.get('id')!r} cannot be extracted: {result.reason}")
        for judge in (judge for judge in JUDGES if judge.table in document):
            judge.judge(evaluation, document, getattr(result.found, judge.table))
    return evaluation


def annotated(gold: str | Path | Iterable[str | Path | Mention]) -> Iterator[Mention]:
    """The annotated texts of files or records, checked for what scoring needs."""
    if isinstance(gold, (str, Path)):
        with Path(gold).open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    try:
                        record = json.loads(line)
                    except json.JSONDecodeError as error:
                        raise ValueError(f"{gold}:{number}: not a line of JSON ({error.msg})") from None
                    yield checked(record, f"{gold}:{number}")
        return
    for number, item in enumerate(gold, 1):
        if isinstance(item, (str, Path)):
            yield from annotated(item)
        else:
            yield checked(item, f"record {number}")


def checked(record: Any, where: str) -> Mention:
    if not isinstance(record, Mapping) or not isinstance(record.get("text"), str):
        raise ValueError(f"{where}: an annotated text is an object with a string `text`")
    for table in ("organizations", "counts", "dates"):
        for mention in record.get(table) or ():
            if not isinstance(mention, Mapping) or not {"start", "end"} <= mention.keys():
                raise ValueError(f"{where}: a mention in `{table}` has no `start` and `end`: {mention!r}")
    return record


# What agrees with what


def same_bounds(gold: Mention, fact: Fact) -> bool:
    return bool(gold["start"] == fact.start and gold["end"] == fact.end)


def anywhere(gold: Mention, fact: Fact) -> bool:
    return True


def same_number(annotated: float | None, found: float | None) -> bool:
    if annotated is None or found is None:
        return annotated is found
    return math.isclose(annotated, found, rel_tol=1e-3, abs_tol=1e-6)


def same_quantity(gold: Mention, fact: Count) -> bool:
    return (
        same_number(gold["value"], fact.value)
        and same_number(gold.get("high"), fact.value_high)
        and (gold.get("unit") or "") == fact.unit
    )


def same_days(gold: Mention, fact: Date) -> bool:
    """Whether a date says the same: its kind, then its days or its length; days not annotated may be
    anything."""
    return any(
        answer["kind"] == fact.kind
        and (
            (
                answer["kind"] == "date"
                and (not answer["start_date"] or (answer["start_date"], answer["end_date"]) == days(fact))
            )
            or (answer["kind"] == "duration" and (answer["value"] or fact.value) == fact.value)
            or answer["kind"] not in ("date", "duration")
        )
        for answer in gold.get("alternatives", [gold])
    )


def days(fact: Date) -> tuple[str, str]:
    return tuple(day.isoformat() if day else "" for day in (fact.start_date, fact.end_date))  # type: ignore[return-value]


def answers(value: Any) -> list[str]:
    """The strings that an annotation accepts."""
    return [answer or "" for answer in value] if isinstance(value, list) else [value or ""]


def alike(a: str, b: str) -> bool:
    """Whether two phrases share most of their characters (F1 of at least 0.6)."""
    if not a or not b:
        return a == b
    return 2 * sum((Counter(a) & Counter(b)).values()) / (len(a) + len(b)) >= 0.6


def one_in_other(a: str, b: str) -> bool:
    return (not a) == (not b) and (a in b or b in a)


def by(column: str, same: Callable[[str, str], bool] = str.__eq__) -> Agrees:
    """Whether one of the accepted answers is the same as the fact's column."""
    return lambda gold, fact: any(same(answer, getattr(fact, column)) for answer in answers(gold[column]))


@dataclass(frozen=True)
class Judge:
    """How one table is judged: its figures over spans, and its columns where `paired` has found the
    mention."""

    table: str
    spans: Mapping[str, Agrees]
    paired: str
    columns: Mapping[str, tuple[str, Agrees]]

    def judge(self, evaluation: Evaluation, document: Mention, facts: list[Any]) -> None:
        gold = document.get(self.table) or []
        for figure, agrees in self.spans.items():
            if figure == "resolved" and not all("kind" in mention for mention in gold):
                continue
            pairs = paired(gold, facts, agrees)
            tally = evaluation.spans.setdefault(f"{self.table} {figure}", Tally())
            found_gold, found_facts = {g for g, _ in pairs}, {f for _, f in pairs}
            for g, mention in enumerate(gold):
                if not mention.get("optional"):
                    tally.right += g in found_gold
                    tally.missed += g not in found_gold
            tally.false += sum(
                f not in found_facts and not any(m.get("optional") and overlap(m, fact) for m in gold)
                for f, fact in enumerate(facts)
            )
            if figure == self.paired:
                self.judge_columns(evaluation, [(gold[g], facts[f]) for g, f in pairs])

    def judge_columns(self, evaluation: Evaluation, pairs: list[tuple[Mention, Any]]) -> None:
        for figure, (key, agrees) in self.columns.items():
            for mention, fact in pairs:
                if key in mention and not mention.get("optional"):
                    tally = evaluation.fields.setdefault(f"{self.table} {figure}", Tally())
                    right = agrees(mention, fact)
                    tally.right += right
                    tally.missed += not right


def overlap(mention: Mention, fact: Fact) -> bool:
    return bool(mention["start"] < fact.end and fact.start < mention["end"])


def paired(gold: list[Mention], facts: list[Any], agrees: Agrees) -> list[tuple[int, int]]:
    """Annotations and facts that overlap and agree, one to one, those with the nearest bounds first."""
    candidates = sorted(
        (abs(mention["start"] - fact.start) + abs(mention["end"] - fact.end), g, f)
        for g, mention in enumerate(gold)
        for f, fact in enumerate(facts)
        if overlap(mention, fact) and agrees(mention, fact)
    )
    pairs: list[tuple[int, int]] = []
    taken_gold: set[int] = set()
    taken_facts: set[int] = set()
    for _, g, f in candidates:
        if g not in taken_gold and f not in taken_facts:
            pairs.append((g, f))
            taken_gold.add(g)
            taken_facts.add(f)
    return pairs


JUDGES = (
    Judge(
        table="organizations",
        spans={"exact": same_bounds, "overlap": anywhere},
        paired="exact",
        columns={name: (name, by(name)) for name in ("name", "kind", "region")},
    ),
    Judge(
        table="counts",
        spans={"span": same_bounds, "value and unit": same_quantity},
        paired="value and unit",
        columns={
            **{name: (name, by(name)) for name in ("approx", "change", "basis")},
            "item": ("item", by("item")),
            "item, most of it": ("item", by("item", alike)),
            "time": ("time", by("time", one_in_other)),
            "subject": ("subject", by("subject")),
            "subject, most of it": ("subject", by("subject", alike)),
        },
    ),
    Judge(
        table="dates",
        spans={"span": same_bounds, "resolved": same_days},
        paired="span",
        columns={},
    ),
)
