"""Counts joined to their articles and to who they are about: one row a count."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd
import regex

from nlp_extract.facts import Organization, columns
from nlp_extract.organizations import entities, read_places
from nlp_extract.organizations.regions import divisions
from nlp_extract.organizations.script import simplified
from nlp_extract.tables import DTYPES

if TYPE_CHECKING:
    from nlp_extract.tables import Facts

ARTICLE = ("title", "source", "site", "published_day", "url", "path")

# 全市, 该县, 我省: the division of that rank that the article spoke of last
DEMONSTRATIVE = regex.compile(r"(?:全|该|本|我|同)(?P<rank>省|自治区|市|州|盟|区|县|旗|镇|乡)")
# How many names before and after are asked: the cost stays linear in the text.
REACH = 100
NATION = frozenset(("全国", "我国", "中国", "国内"))


class Subject(NamedTuple):
    """Who or what a statistic is about. All are empty where the text names nobody."""

    subject_key: str = ""
    """alike for all that name the same: an entity's key, a path of divisions, else the words themselves"""
    subject_name: str = ""
    """full name of the organization or division, 全国 for 我国, else as written"""
    subject_kind: str = ""
    """kind of the organization; `region` for a division, else empty"""
    subject_region: str = ""
    """path of administrative divisions"""
    subject_region_code: str = ""
    """six digits after GB/T 2260"""


class Named(NamedTuple):
    """A name in an article, with what it makes of a subject that it is."""

    start: int
    end: int
    subject: Subject


def wide(facts: Facts) -> pd.DataFrame:
    """The counts, row for row, with columns of their articles (`title`, `source`, `site`, `published_day`,
    `url`, `path`) and of their subjects (`Subject`).

    A subject is the organization or place whose mention it is; 全市 and 该县 are the division of that rank
    that the article named last before (after it where none came before); any other keeps its words.
    """
    names = names_by_article(facts)
    texts = dict(zip(facts.articles["article_id"], facts.articles["text"], strict=True))
    titles = dict(zip(facts.articles["article_id"], facts.articles["title"], strict=True))
    subjects: dict[Any, Subject] = {}
    for article, counts in facts.counts.groupby("article_id", sort=False):
        starts = counts["subject_start"].astype("object").where(counts["subject_start"].notna(), None)
        found = subjects_of(
            list(zip(counts["subject"], starts, strict=True)),
            names.get(str(article), []),
            texts.get(str(article), ""),
            titles.get(str(article), ""),
        )
        subjects.update(zip(counts.index, found, strict=True))
    joined = facts.counts.merge(
        facts.articles[["article_id", *ARTICLE]], on="article_id", how="left", validate="many_to_one"
    )
    rows = [subjects[index] for index in facts.counts.index]
    for position, name in enumerate(Subject._fields):
        cells = [row[position] for row in rows]
        joined[name] = pd.array(cells, dtype=DTYPES[str])
    first = ["article_id", "text", "value", "unit", "item", "subject", *Subject._fields]
    last = ["note", "sentence"]
    middle = [name for name in joined.columns if name not in (*first, *last)]
    return joined[[*first, *middle, *last]]


def names_by_article(facts: Facts) -> dict[str, list[Named]]:
    """The organizations and places of each article, in text order."""
    names: dict[str, list[Named]] = {}
    called = dict(zip(facts.entities["key"], facts.entities["name"], strict=True))
    for mention in records(facts.organizations):
        [entity] = entities([mention], {})  # of one mention: the key that it has among all
        name = called.get(entity.key, entity.name)
        subject = Subject(entity.key, name, entity.kind, entity.region, entity.region_code)
        names.setdefault(mention.article_id, []).append(Named(mention.start, mention.end, subject))
    places = facts.places
    for article, start, end, name, region, code in zip(
        *(places[c] for c in ("article_id", "start", "end", "name", "region", "region_code")), strict=True
    ):
        kind = "region" if region.endswith(name) else ""
        subject = Subject(region if kind else name, name, kind, region, code)
        names.setdefault(article, []).append(Named(int(start), int(end), subject))
    return {article: sorted(there, key=attrgetter("start")) for article, there in names.items()}


def records(organizations: pd.DataFrame) -> Iterator[Organization]:
    """The mentions of the table as records, without their sentences."""
    fields = [column.name for column in columns(Organization) if column.name != "sentence"]
    for row in zip(*(organizations[field].fillna("").tolist() for field in fields), strict=True):
        yield Organization(**dict(zip(fields, row, strict=True)))


def subjects_of(
    subjects: Sequence[tuple[str, int | None]], names: Sequence[Named], text: str, title: str
) -> list[Subject]:
    """Who the subjects of an article's counts are."""
    mentioned = {(name.start, name.end): name.subject for name in reversed(names)}
    by_words = {text[name.start : name.end]: name.subject for name in reversed(names)}
    spans = [((start or 0, (start or 0) + len(words)), simplified(words)) for words, start in subjects]
    unnamed = {
        span for span, plain in spans
        if plain and span not in mentioned and plain not in NATION and not DEMONSTRATIVE.fullmatch(plain)
    }  # fmt: skip
    places = sorted(unnamed) if text else []
    divided = dict(zip(places, read_places(text, places, title=title), strict=True)) if places else {}
    found = []
    for (words, _), (span, plain) in zip(subjects, spans, strict=True):
        ranked = DEMONSTRATIVE.fullmatch(plain)
        division = division_before(names, span[0], ranked["rank"]) if ranked else None
        place = divided.get(span)
        if span in mentioned:
            found.append(mentioned[span])
        elif plain in NATION:
            found.append(Subject("全国", "全国"))
        elif division:
            found.append(division)
        elif place and place.region:
            found.append(Subject(place.region, place.name, "region", place.region, place.region_code))
        else:
            found.append((by_words.get(words) if words else None) or Subject(plain, words))
    return found


def division_before(names: Sequence[Named], at: int, rank: str) -> Subject | None:
    """The division of a rank (市) in the path of the nearest name before an offset, else of the first after."""
    here = bisect_left(names, at, key=attrgetter("start"))
    for name in chain(reversed(names[max(0, here - REACH) : here]), names[here : here + REACH]):
        divided = name.subject.subject_region.split("/")
        for depth in range(len(divided), 0, -1):
            if divided[depth - 1].endswith(rank):
                path = "/".join(divided[:depth])
                known = divisions().get(path)
                return Subject(path, divided[depth - 1], "region", path, known.code if known else "")
    return None
