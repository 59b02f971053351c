"""Numerals inside dates: 11, 3.5, 5,200, 1.1万, 二〇二一, 二十三, 廿三, 两千零四."""

from __future__ import annotations

from functools import lru_cache

from nlp_extract.dates.periods import ImpossibleDateError
from nlp_extract.numbers.numerals import NumeralError, evaluate

IGNORED = str.maketrans("", "", "多余来几好约个")


@lru_cache(maxsize=1 << 12)
def read_numeral(text: str) -> float:
    """The value of a numeral; a run of Chinese digits without 十百千 is read digit by digit (二〇二一)."""
    try:
        value = evaluate(text.translate(IGNORED))
    except NumeralError as error:
        raise ImpossibleDateError(f"{text} is no number: {error}") from None
    return value if isinstance(value, int) else float(value)


def read_integer(text: str) -> int:
    return int(read_numeral(text))
