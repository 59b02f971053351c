"""What a numeral is worth: 三万五千 is 35000, 3.9万亿 is 3900000000000, 一百二 is 120. Exact arithmetic throughout."""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction

DIGITS = {
    "〇零○": "0", "一壹弌": "1", "二两贰兩貳": "2", "三叁參参叄": "3", "四肆": "4",
    "五伍": "5", "六陆陸": "6", "七柒": "7", "八捌": "8", "九玖": "9",
}  # fmt: skip
RANKS = {"十": 10, "百": 100, "千": 1000}
SCALES = {"万": 10**4, "亿": 10**8, "兆": 10**12}
SPELLINGS = {
    "拾": "十", "佰": "百", "仟": "千", "k": "千", "K": "千", "萬": "万", "億": "亿",
    "廿": "2十", "卅": "3十", "卌": "4十", "俩": "2", "倆": "2", "仨": "3",
    "点": ".", "點": ".", "．": ".", ",": "", "，": "", " ": "", "\u00a0": "", "\u2009": "", "\u202f": "",
}  # fmt: skip

PLAIN = str.maketrans(
    {
        **{written: digit for several, digit in DIGITS.items() for written in several},
        **{wide: plain for plain, wide in zip("0123456789", "０１２３４５６７８９", strict=True)},
        **SPELLINGS,
    }
)
MULTIPLIERS = tuple(reversed({**RANKS, **SCALES}.items()))  # 兆, 亿, 万, 千, 百, 十
LARGEST = 10**300  # a larger number fits no float column

Exact = int | Fraction

_QUOTIENT = Context(prec=28)


class NotANumeral(ValueError):
    """The characters are those of numerals, but make none: 十百, 一二.三.四."""


def evaluate(numeral: str) -> Exact:
    """The value of a numeral in any spelling.

    Raises:
        NotANumeral: where the characters make no numeral, or one of 10^300 and more.
    """
    value = _value(numeral.translate(PLAIN))
    if value >= LARGEST:
        raise NotANumeral("10^300 or more")
    return value


def _value(plain: str) -> Exact:
    """By its largest multiplier a numeral falls into what is multiplied and what is added: 一万五千 | 亿 | 三千万."""
    for sign, multiplier in MULTIPLIERS:
        if sign in plain:
            break
    else:
        return _digits(plain)
    multiplied, _, added = plain.rpartition(sign)
    factor = _value(multiplied) if multiplied else 1  # 十五, 百五
    if multiplier < SCALES["万"] and any(rank in multiplied for rank in RANKS):
        raise NotANumeral("ranks out of order")
    return factor * multiplier + _remainder(added, multiplier)


def _remainder(plain: str, multiplier: int) -> Exact:
    """What follows a multiplier; a last single digit counts in the next rank: 三万五 is 35000, 一百零五 is 105."""
    if not plain:
        return 0
    if len(plain) == 1 and plain.isdigit():
        return int(plain) * multiplier // 10
    value = _value(plain.lstrip("0") or "0")
    if value >= multiplier:
        raise NotANumeral("a remainder larger than what it follows")
    return value


def _digits(plain: str) -> Exact:
    whole, point, decimals = plain.partition(".")
    if not (whole + decimals).isdecimal() or (point and not (whole and decimals)):
        raise NotANumeral("no digits, or a decimal point without digits")
    if len(plain) > 300:
        raise NotANumeral("more than 300 digits")
    return Fraction(int(whole + decimals), 10 ** len(decimals)) if point else int(whole)


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
