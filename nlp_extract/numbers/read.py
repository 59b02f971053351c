"""From the text of a number to its value: 三万五千余 is more than 35000, 20至30 is 20 to 30."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple, TypeVar, overload

import regex

from nlp_extract.numbers import approximators
from nlp_extract.numbers.grammar import (
    ENDING_SCALE,
    INNER_MORE,
    LONGEST,
    NEIGHBOUR_PAIR,
    NUMERAL,
    PLAIN_NUMERAL,
    RANGE_SIGN,
    UNUSUAL,
)
from nlp_extract.numbers.numerals import Exact, NumeralError, evaluate, to_decimal

SPACED = regex.compile(r"(?<=\p{Han})\s++|\s++(?=\p{Han})")

PLAIN_DIGITS = frozenset("0123456789")
BELOW_ZERO = "零下"
SHARE = {"%": 100, "‰": 1000}
PER_WORDS = {"百": "%", "千": "‰"}  # the denominators that count in a unit of their own
IDIOMS = {
    "成千上万": (1000, ">="), "成千上萬": (1000, ">="), "成百上千": (100, ">="), "上千上万": (1000, ">="),
    "半百": (50, "="),
}  # fmt: skip
FEW: dict[str, tuple[Exact, str]] = {
    **dict.fromkeys("几幾数數", (1, ">=")),
    **dict.fromkeys("俩倆", (2, "=")),
    "仨": (3, "="),
}
MORE_APPROX = {**dict.fromkeys("多余餘几幾", ">"), **dict.fromkeys("来來把", "~")}


class NumberError(ValueError):
    """A text that is no number or quantity: `text` is what was read, `position` where reading stopped."""

    def __init__(self, text: str, position: int, reason: str) -> None:
        shown = text if len(text) <= 60 else f"{text[:28]}……{text[-28:]}"
        super().__init__(f"{shown!r} is {reason} (stopped at character {position})")
        self.text = text
        self.position = position
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Number:
    """A number and, where it is a range, its upper end `high`; `approx` is one of = ~ > >= < <=."""

    value: int | Decimal
    high: int | Decimal | None
    approx: str


class Numeral(NamedTuple):
    """A numeral as it stands in a text, up to the offset `end`.

    `low` and `high` are exact. `measure` is "%" or "‰" where the numeral itself counts in it (五成),
    "fraction" for 三分之一, "half" for 一半, else "". `body` is what was evaluated: 3万 of 3万余.
    """

    low: Exact
    high: Exact | None
    approx: str
    measure: str
    body: str
    end: int

    @property
    def scale(self) -> int:
        """The multiplier that the numeral ends on: 10000 of 3万, 10 of 三成, else 1."""
        if self.measure == "%" and self.body:
            return 10
        ending = ENDING_SCALE.search(self.body)
        return int(evaluate(f"1{ending.group()}")) if ending else 1


def read_numeral(text: str, start: int = 0, end: int | None = None) -> Numeral | None:
    """The numeral that begins at offset `start` and stops before `end`; None where none stands there."""
    cut = start + LONGEST + 1
    stop = cut if end is None or end > cut else end
    if text[start : start + 1] in PLAIN_DIGITS and (plain := PLAIN_NUMERAL.match(text, start, stop)):
        return _plain_numeral(plain)
    match = NUMERAL.match(text, start, stop)
    if match is None or match.end() == cut:
        return None
    try:
        return _numeral(match)
    except NumeralError:
        return None


def _plain_numeral(match: regex.Match[str]) -> Numeral:
    whole, decimals, scale, percent = match.groups()
    value = evaluate(match.group().removesuffix("%")) if decimals or scale else int(whole.replace(",", ""))
    body = "" if percent else match.group()
    return Numeral(value, None, "=", percent or "", body, match.end())


def _numeral(match: regex.Match[str]) -> Numeral:
    sign, idiom, half, vague, body, fraction, numerator, mixed, divisor, *rest = match.groups()
    tenths, tenth, more, few, percent = rest
    approx, measure, counted_in = "=", "", ""
    high: Exact | None = None
    if body:
        low, high, approx = _body(body, vague or "")
        if fraction:
            low, high, approx, measure = _fraction(body, low, numerator)
        elif mixed:
            low, measure = low + _part(mixed), "fraction"
        elif divisor:
            low, measure = _part(f"{body}/{divisor}"), "fraction"
        elif tenths:
            low, high = _tenths(low, high, tenth)
            measure, counted_in = "%", body
        else:
            counted_in = body
        if more:
            approx = MORE_APPROX[more[-1]]
    elif half:
        low, measure = Fraction(1, 2), "half"
        approx = ">" if "大" in half or "多" in half else "~" if "小" in half else "="
    elif idiom:
        low, approx = IDIOMS[idiom]
    else:
        low, approx = FEW[few[-1]]
    if percent:
        if measure:
            raise NumeralError("a percent sign after a fraction")
        measure, counted_in = ("‰" if percent[-1] == "‰" else "%"), ""
    if sign and sign[0] not in "+＋":
        low, high = (-low, None) if high is None else (-high, -low)
    return Numeral(low, high, approx, measure, counted_in, match.end())


def _body(body: str, vague: str) -> tuple[Exact, Exact | None, str]:
    """Low, high and approx, by what stands in a body: 七八 of 一千七八百, 多 of 三千多万, 几 before 十."""
    approx = "="
    if UNUSUAL.search(body):
        if inner := INNER_MORE.search(body):
            approx = MORE_APPROX[inner[1][-1]] if inner[1] else "="
            body = body[: inner.start()] + body[inner.end() :]
        if pair := NEIGHBOUR_PAIR.search(body):
            before, after = body[: pair.start()], body[pair.end() :]
            return evaluate(before + pair[1][0] + after), evaluate(before + pair[1][-1] + after), approx
    value = evaluate(body)
    if vague[:1] == "大":
        return 5 * value, None, "~"  # 大几十 is more than half of a hundred
    if vague:
        approx = "~" if vague == "小" else ">="
    return value, None, approx


def _fraction(denominator: str, parts: Exact, numerator: str) -> tuple[Exact, Exact | None, str, str]:
    """Low, high, approx and measure; 百分之 and 千分之 count in % and ‰, every other denominator divides."""
    if not parts:
        raise NumeralError("a denominator of zero")
    low, high, approx = (1, None, ">=") if numerator in FEW else _body(numerator, "")
    if denominator in PER_WORDS:
        return low, high, approx, PER_WORDS[denominator]
    return Fraction(low) / parts, None if high is None else Fraction(high) / parts, approx, "fraction"


def _part(written: str) -> Exact:
    """The value of 二分之一 and of 3/5."""
    if "分之" in written:
        denominator, numerator = written.split("分之")
    else:
        numerator, denominator = written.replace("／", "/").split("/")
    parts = evaluate(denominator)
    if not parts:
        raise NumeralError("a denominator of zero")
    return Fraction(evaluate(numerator)) / parts


def _tenths(low: Exact, high: Exact | None, tenth: str | None) -> tuple[Exact, Exact | None]:
    """Percent of tenths: 三成 is 30, 三成五 and 三成半 are 35, 七八成 is 70 to 80."""
    low, high = low * 10, None if high is None else high * 10
    if tenth is None:
        return low, high
    if high is not None:
        raise NumeralError("a hundredth after a range of tenths")
    first, last, _ = (5, None, "") if tenth == "半" else _body(tenth, "")
    return low + first, None if last is None else low + last


def range_ends(first: Numeral, last: Numeral, *, below_zero: bool) -> tuple[Exact, Exact]:
    """Both ends of a range, with the multiplier that only the last number is written with (2到3万), and with
    the 零下 that only the first is written with, if `below_zero` (零下5至3)."""
    low, high, scale = first.low, last.low, last.scale
    if first.scale < scale and low * scale < high:
        low *= scale
    if below_zero and high > 0:
        low, high = sorted((low, -high))
    return low, high


@overload
def parse_number(text: str, *, errors: Literal["raise"] = "raise") -> Number: ...
@overload
def parse_number(text: str, *, errors: Literal["none"]) -> Number | None: ...
def parse_number(text: str, *, errors: Literal["raise", "none"] = "raise") -> Number | None:
    """Read a text that is a number and nothing else, in any of the ways in which Chinese news writes numbers.

    Digits (23,400, ３.９), Chinese numerals (三万五千, 壹佰, 廿二), both mixed (3.9万亿, 1亿3000万, 3万5),
    fractions (三分之一, 2/3), percentages as their share of one (5.5%, 百分之五, 五成五), ranges (20至30,
    2到3万, 七八十) and approximate numbers (约8000, 十几, 数千, 三万五千余, 六十以上).

    Args:
        text: the number; white space around it is allowed.
        errors: "raise", or "none" to get None for what is no number.

    Returns:
        value and high as int where whole, else as exact Decimal (28 digits where a fraction has no end).

    Raises:
        NumberError: for anything else, saying where reading stopped.
    """
    if text.isascii() and text.isdigit() and len(text) < LONGEST:
        return Number(int(text), None, "=")
    try:
        return _parse_number(text)
    except NumberError as error:
        return read_closed_up(text, _parse_number, error, errors)


Read = TypeVar("Read")


def read_closed_up(
    text: str, parse: Callable[[str], Read], error: NumberError, errors: Literal["raise", "none"]
) -> Read | None:
    """What `parse`, after its `error`, makes of a text without the spaces beside its characters (三 百 五)."""
    closed_up = SPACED.sub("", text) if len(text) <= LONGEST else text
    if closed_up != text:
        try:
            return parse(closed_up)
        except NumberError:
            pass  # the error to report is that of the text as it stands
    if errors == "none":
        return None
    raise error


def _parse_number(text: str) -> Number:
    start, stop = len(text) - len(text.lstrip()), len(text.rstrip())
    outer = "="
    first = read_numeral(text, start)
    if first is None and (word := approximators.at_start(text, start)):
        outer = word.approx
        first = read_numeral(text, word.edge)
    if first is None:
        raise NumberError(text, start, "not a number")
    low, high, approx, measure, _, position = first
    if position < stop and high is None and (sign := RANGE_SIGN.match(text, position)):
        last = read_numeral(text, sign.end())
        if last is not None and last.high is None:
            ends = range_ends(first, last, below_zero=text.startswith(BELOW_ZERO, start))
            if ends[0] < ends[1]:
                (low, high), measure, position = ends, last.measure, last.end
                approx = last.approx if approx == "=" else approx
    if position < stop and (word := approximators.after(text, position)):
        outer, position = word.approx, word.edge
    if position < stop:
        raise NumberError(text, position, "a number followed by something else")
    share = SHARE.get(measure, 1)
    if share > 1:
        low = Fraction(low.numerator, low.denominator * share)
        high = None if high is None else Fraction(high.numerator, high.denominator * share)
    return Number(
        to_decimal(low), None if high is None else to_decimal(high), approx if outer == "=" else outer
    )
