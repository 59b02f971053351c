"""Words that stand for an organization named before them: 该局, 该集团, 该行."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import regex

from nlp_extract.organizations.lexicon import rows
from nlp_extract.organizations.resolve import OrganizationName
from nlp_extract.organizations.script import simplified
from nlp_extract.organizations.wholes import parent_of
from nlp_extract.tagger.spans import Span

NOTE = "coreference"

# 股份有限公司 of 甬汇银行股份有限公司, （集团）
_FORM = regex.compile(r"(?:（[^（）]*）|(?:股份有限|有限责任|有限|(?<=集团))公司)+$")
# How many organizations before a word are looked at: the cost stays linear in the text.
_BEFORE = 100


class Antecedent(NamedTuple):
    """How the organization that a word stands for is known: the end of its name, or its kind."""

    ending: regex.Pattern[str] | None
    kinds: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> tuple[regex.Pattern[str], dict[str, Antecedent]]:
    table = sorted(rows("coreferences.csv"), key=lambda row: -len(row["head"]))
    heads = "|".join(row["head"] + (f"(?![{row['unless']}])" if row["unless"] else "") for row in table)
    return regex.compile(rf"该(?P<head>{heads})"), {
        row["head"]: Antecedent(
            regex.compile(rf"(?:{row['endings']})$") if row["endings"] else None,
            frozenset(row["kinds"].split()),
        )
        for row in table
    }


def with_coreferences(
    text: str, spans: Sequence[Span], names: Sequence[OrganizationName]
) -> tuple[list[Span], list[OrganizationName]]:
    """The organizations of an article with the words that stand for one of them, in text order.

    Args:
        text: the article.
        spans: character offsets of its organizations, in text order.
        names: what each of them is.

    Returns:
        The spans and names, and those of each 该局 (with 该) that no span overlaps. It is the nearest
        organization before it, or body that such a one's name contains, whose name ends that way; else the
        nearest one of a fitting kind. One without either is left out, for it may stand for anything. Their
        `note` is "coreference", as is that of a name behind 该 (该|县纪委监委).
    """
    pattern, antecedents = _words()
    marked = [
        replace(name, note=name.note or NOTE) if text[max(0, span.start - 1)] == "该" else name
        for span, name in zip(spans, names, strict=True)
    ]
    found = list(zip(spans, marked, strict=True))
    following = 0  # the first of the spans that begins after the word
    for match in pattern.finditer(simplified(text)):
        while following < len(spans) and spans[following].start < match.end():
            following += 1
        if following and spans[following - 1].end > match.start():
            continue
        before = [names[index] for index in range(following - 1, max(-1, following - 1 - _BEFORE), -1)]
        if organization := _antecedent(before, antecedents[match["head"]]):
            found.append((Span(*match.span()), replace(organization, note=NOTE)))
    found.sort(key=lambda mention: mention[0])
    return [span for span, _ in found], [name for _, name in found]


def _antecedent(before: Sequence[OrganizationName], wanted: Antecedent) -> OrganizationName | None:
    """The first organization that ends as wanted, else the first of a wanted kind."""
    if wanted.ending:
        for organization in before:
            if wanted.ending.search(organization.name) or wanted.ending.search(
                _FORM.sub("", organization.name)
            ):
                return organization
            if organization.parent and wanted.ending.search(organization.parent):
                return parent_of(organization)
    return next((organization for organization in before if organization.kind in wanted.kinds), None)
