"""What a numeral is worth: 三万五千 is 35000, 3.9万亿 is 3900000000000, 一百二 is 120. Exact throughout."""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache

import regex

DIGITS = {
    "〇零○": "0", "一壹弌": "1", "二两贰兩貳": "2", "三叁參参叄": "3", "四肆": "4",
    "五伍": "5", "六陆陸": "6", "七柒": "7", "八捌": "8", "九玖": "9",
}  # fmt: skip
RANKS = {"十": 10, "百": 100, "千": 1000}
ANY_RANK = frozenset(RANKS)
SCALES = {"万": 10**4, "亿": 10**8, "兆": 10**12}
SPELLINGS = {
    "拾": "十", "佰": "百", "仟": "千", "k": "千", "K": "千", "萬": "万", "億": "亿",
    "廿": "2十", "卅": "3十", "卌": "4十", "点": ".", "點": ".", "．": ".",
    "ｅ": "e", "Ｅ": "e", "E": "e", "－": "-", "−": "-", "＋": "+",
    ",": "", "，": "", " ": "", "\u00a0": "", "\u2009": "", "\u202f": "",
}  # fmt: skip

PLAIN = str.maketrans(
    {
        **{written: digit for several, digit in DIGITS.items() for written in several},
        **{wide: plain for plain, wide in zip("0123456789", "０１２３４５６７８９", strict=True)},
        **SPELLINGS,
    }
)
MULTIPLIERS = tuple(reversed({**RANKS, **SCALES}.items()))  # 兆, 亿, 万, 千, 百, 十
DECIMAL_THEN_SCALES = regex.compile(r"([0-9]++)(?:\.([0-9]++))?+([千万亿兆]*+)")  # 3.9万亿
RANKS_THEN_DECIMALS = regex.compile(r"([^.十百千万亿兆]*+[十百千万亿兆][^.]*+)\.([0-9]++)")  # 一百二十点五
LARGEST = 10**300  # a larger number fits no float column

Exact = int | Fraction

_QUOTIENT = Context(prec=28)


class NumeralError(ValueError):
    """The characters are those of numerals, but make none: 十百, 一二点."""


@lru_cache(maxsize=1 << 12)
def evaluate(numeral: str) -> Exact:
    """The value of a numeral in any spelling.

    Raises:
        NumeralError: where the characters make no numeral, or one of 10^300 and more.
    """
    plain = numeral.translate(PLAIN)
    if simple := DECIMAL_THEN_SCALES.fullmatch(plain):
        whole, decimals, scales = simple.groups()
        number = int(whole + decimals) if decimals else int(whole)
        for scale in scales:
            number *= SCALES.get(scale, 1000)
        value: Exact = _shifted(number, len(decimals)) if decimals else number
    elif "." in plain and (ranked := RANKS_THEN_DECIMALS.fullmatch(plain)):
        value = _value(ranked[1]) + Fraction(int(ranked[2]), 10 ** len(ranked[2]))
    else:
        value = _value(plain)
    if value >= LARGEST:
        raise NumeralError("10^300 or more")
    return value


def _value(plain: str) -> Exact:
    """The largest multiplier parts what is multiplied from what is added: 一万五千 | 亿 | 三千万."""
    for sign, multiplier in MULTIPLIERS:
        if sign in plain:
            multiplied, _, added = plain.rpartition(sign)
            if sign in RANKS and not ANY_RANK.isdisjoint(multiplied):
                raise NumeralError("ranks out of order")
            factor = 1 if multiplied in ("", "0") else _value(multiplied)  # 十五, 百五, 零十五
            return factor * multiplier + _remainder(added, multiplier)
    return _digits(plain)


def _remainder(plain: str, multiplier: int) -> Exact:
    """What follows a multiplier; a last single digit counts in the rank below: 三万五 is 35000."""
    if not plain:
        return 0
    if len(plain) == 1 and plain.isdigit():
        return int(plain) * multiplier // 10
    value = _value(plain.lstrip("0") or "0")  # 一百零五
    if value >= multiplier:
        raise NumeralError("a remainder larger than what it follows")
    return value


def _digits(plain: str) -> Exact:
    """Digits with a point and an exponent, if any: 3.5, 12.32e+14."""
    digits, _, exponent = plain.partition("e")
    whole, point, decimals = digits.partition(".")
    if not (whole + decimals).isdecimal() or (point and not decimals):
        raise NumeralError("no digits, or a decimal point without digits")
    if exponent and not exponent.lstrip("+-").isdecimal():
        raise NumeralError("an exponent that is no number")
    value = _shifted(int(whole + decimals), len(decimals))
    power = int(exponent or "0")
    return value * 10**power if power >= 0 else Fraction(value, 10**-power)


def _shifted(number: int, places: int) -> Exact:
    """A number with its decimal point moved left, whole where it can be."""
    value, rest = divmod(number, 10**places)
    return Fraction(number, 10**places) if rest else value


@lru_cache(maxsize=1 << 12)
def to_decimal(value: Exact) -> int | Decimal:
    """An int where the value is whole, else the exact Decimal; 28 digits where it has no end (1/3)."""
    if isinstance(value, int):
        return value
    numerator, rest = value.numerator, value.denominator
    if rest == 1:
        return numerator
    twos = (rest & -rest).bit_length() - 1
    rest >>= twos
    fives = 0
    while rest % 5 == 0:
        rest //= 5
        fives += 1
    if rest > 1:
        return _QUOTIENT.divide(Decimal(numerator), Decimal(value.denominator))
    places = max(twos, fives)
    return Decimal(f"{numerator * 10**places // value.denominator}e-{places}")
