"""Traditional and full-width characters to Simplified and half-width ones, without moving any offset."""

from __future__ import annotations

import re
from functools import lru_cache

from nlp_extract.organizations.lexicon import rows


@lru_cache(maxsize=1)
def _table() -> dict[int, str]:
    table = {ord(row["traditional"]): row["simplified"] for row in rows("traditional.csv")}
    # Full-width letters and digits (ＡＢＣ１２３) stand 0xFEE0 above the half-width ones.
    table |= {code + 0xFEE0: chr(code) for code in range(0x21, 0x7F)}
    # Brackets and commas of Chinese text stay full-width: they are the usual form of names.
    return (
        table
        | {ord(half): full for half, full in zip("(),", "（），", strict=True)}
        | {0x3000: " "}
        | {ord(full): full for full in "（），"}
    )


def simplified(text: str) -> str:
    """The text in Simplified characters, with brackets full-width and letters and digits half-width.

    Character for character, so offsets into the result are offsets into `text` (香港醫院管理局 becomes
    香港医院管理局).
    """
    return text if text.isascii() else text.translate(_table())


def rewritten(text: str) -> int:
    """How many letters of a text have another form in `simplified`."""
    return len(_other_letters().findall(text))


@lru_cache(maxsize=1)
def _other_letters() -> re.Pattern[str]:
    letters = [chr(code) for code, same in _table().items() if chr(code) != same and chr(code).isalpha()]
    return re.compile(f"[{''.join(letters)}]")


def traditional(text: str) -> str:
    """The text with each character that only Simplified has in the form that Traditional gives it most often
    (香港特别行政区 becomes 香港特別行政區); offsets stay as they are."""
    return text.translate(_inverse())


@lru_cache(maxsize=1)
def _inverse() -> dict[int, str]:
    """Traditional forms by code of the Simplified one. Big5, the code of Traditional text, has the characters of
    daily use first."""
    forms: dict[str, list[str]] = {}
    for row in rows("traditional.csv"):
        if _big5(row["traditional"]):
            forms.setdefault(row["simplified"], []).append(row["traditional"])
    return {ord(simple): min(found, key=_big5) for simple, found in forms.items() if not _big5(simple)}


def _big5(character: str) -> bytes:
    return character.encode("big5", "ignore")
