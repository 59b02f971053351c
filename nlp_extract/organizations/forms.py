"""Well-known short forms of names, and short words inside names, with what they stand for."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import regex

from nlp_extract.organizations.lexicon import rows
from nlp_extract.organizations.script import simplified

_LONGEST_FORM = 12  # characters of a short form that may open another name


class ShortForm(NamedTuple):
    """What a well-known short form stands for, and the characters behind it that make another word (北约克)."""

    name: str
    kind: str
    unless: str = ""

    @classmethod
    def of(cls, row: dict[str, str]) -> ShortForm:
        """From a row of a table."""
        return cls(row["name"], row["kind"], row["unless"] or "")


@lru_cache(maxsize=1)
def short_forms() -> dict[str, ShortForm]:
    """Well-known short forms (央行) and what they stand for, from `short_forms.csv`; the names of international
    bodies, whose heads may tell another kind, stand for themselves."""
    forms = {row["short"]: ShortForm.of(row) for row in rows("short_forms.csv")}
    return {
        form.name: ShortForm(form.name, form.kind) for form in forms.values() if form.kind == "international"
    } | forms


@lru_cache(maxsize=1)
def known_names() -> frozenset[str]:
    """The full names of the bodies in `short_forms.csv`."""
    return frozenset(form.name for form in short_forms().values())


@lru_cache(maxsize=1)
def island_forms() -> dict[tuple[str, str], ShortForm]:
    """Short forms in use in Hong Kong, Macau and Taiwan, by island (香港) and short form in Simplified
    characters (医管局); the full names are in Traditional ones."""
    return {(row["island"], simplified(row["short"])): ShortForm.of(row) for row in rows("island_forms.csv")}


@lru_cache(maxsize=1)
def _forms() -> frozenset[str]:
    return frozenset(short_forms()) | {short for _, short in island_forms()}


@lru_cache(maxsize=1 << 16)
def openings(text: str) -> tuple[int, ...]:
    """The lengths of the short forms, anyone's, that open a name of two characters more, the longest first."""
    forms = _forms()
    lengths = range(min(_LONGEST_FORM, len(text) - 2), 1, -1)
    return tuple(length for length in lengths if text[:length] in forms)


@lru_cache(maxsize=1)
def parties_of_many() -> dict[str, str]:
    """Parties of which several countries have one, and what their short names stand for, from `parties.csv`."""
    return {row["short"]: row["name"] for row in rows("parties.csv")}


@lru_cache(maxsize=1)
def _words() -> tuple[regex.Pattern[str], dict[str, str]]:
    words = {row["short"]: row["full"] for row in rows("words.csv")}
    # 法制办 is not short where 法制办公室 stands
    alternatives = "|".join(
        f"{short}(?!{full[len(short) :]})" if full.startswith(short) and full != short else short
        for short, full in sorted(words.items(), key=lambda pair: -len(pair[0]))
    )
    return regex.compile(rf"(?<!人民)(?:{alternatives})(?!办公厅|采购|[员们挥])"), words


def spelled_out(name: str) -> str:
    """The name with the short words inside it written out: 县卫健局 gives 县卫生健康局."""
    pattern, words = _words()
    return pattern.sub(lambda match: words[match[0]], name)
