"""From the text of a number to its value: 三万五千余 is 35000 and more, 20至30 is 20 to 30, 三分之一 is 0.3333."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple, overload

import regex

from nlp_extract.numbers import approximators
from nlp_extract.numbers.grammar import MORE, NEIGHBOURS, NUMERAL, RANGE_SIGN
from nlp_extract.numbers.numerals import PLAIN, Exact, NotANumeral, evaluate, to_decimal

LONGEST = 300  # characters; what is longer is no number that a person wrote

SHARE = {"%": 100, "‰": 1000}
PER_WORDS = {"百": "%", "千": "‰"}
IDIOMS = {"成千上万": 1000, "成千上萬": 1000, "成百上千": 100, "上千上万": 1000}
FEW: dict[str, tuple[Exact, str]] = {
    "几": (1, ">="), "幾": (1, ">="), "数": (1, ">="), "數": (1, ">="), "俩": (2, "="), "倆": (2, "="), "仨": (3, "="),
}  # fmt: skip
MORE_APPROX = {"多": ">", "余": ">", "餘": ">", "几": ">", "幾": ">", "来": "~", "來": "~", "把": "~"}

INNER_MORE = regex.compile(rf"({MORE})?+个?(?=[万萬亿億兆])(?<=[多余餘几幾来來个])", regex.VERBOSE)
NEIGHBOUR_PAIR = regex.compile(
    rf"(?<![〇零○一二三四五六七八九两兩点點])({NEIGHBOURS})(?![〇零○一二三四五六七八九])", regex.VERBOSE
)
ENDING_SCALE = regex.compile("[万亿兆]++$|[百千]$")


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
    """A number: `value` (the lower end of a range), `high` (its upper end, else None), `approx` (= ~ > >= < <=)."""

    value: int | Decimal
    high: int | Decimal | None
    approx: str


class Numeral(NamedTuple):
    """A numeral as it stands in a text, up to the offset `end`.

    `low` and `high` are exact; `measure` is "%" or "‰" where the numeral itself says so (五成, 百分之三: then `low` counts
    in it), "fraction" for 三分之一, "half" for 一半, else ""; `scale` is the multiplier that it ends on (10000 of 3万, 10 of 三成, else 1).
    """

    low: Exact
    high: Exact | None
    approx: str
    measure: str
    scale: int
    end: int


def read_numeral(text: str, start: int = 0, end: int | None = None) -> Numeral | None:
    """The numeral that begins at offset `start` and stops before `end`; None where none stands there."""
    match = NUMERAL.match(text, start, len(text) if end is None else end)
    if match is None or match.end() - match.start() > LONGEST:
        return None
    try:
        return _numeral(match)
    except NotANumeral:
        return None


def _numeral(match: regex.Match[str]) -> Numeral:
    approx, measure, scale = "=", "", 1
    high: Exact | None = None
    body = match["body"]
    if body is not None:
        low, high, approx = _body(body, match["vague"] or "")
        if match["fraction"]:
            low, high, approx, measure = _fraction(body, low, match["numerator"])
        elif match["denominator"]:
            over, _, approx, _ = _fraction("", evaluate(match["denominator"]), match["over"])
            low, measure = low + over, "fraction"
        elif match["tenths"]:
            low, high, measure, scale = *_tenths(low, high, match["tenth"]), "%", 10
        elif match["divisor"]:
            low, high, approx, measure = _fraction("", evaluate(match["divisor"]), body)
        else:
            ending = ENDING_SCALE.search(body.translate(PLAIN))
            scale = int(evaluate(ending.group())) if ending else 1
        if more := match["more"]:
            approx = MORE_APPROX[more[-1]]
    elif half := match["half"]:
        low, measure = Fraction(1, 2), "half"
        approx = ">" if "大" in half or "多" in half else "~" if "小" in half else "="
    elif idiom := match["idiom"]:
        low, approx = IDIOMS[idiom], ">="
    else:
        low, approx = FEW[match["few"][-1]]
    if percent := match["percent"]:
        if measure:
            raise NotANumeral("a percent sign after a fraction")
        measure = "‰" if percent[-1] == "‰" else "%"
    if match["sign"] and match["sign"][0] not in "+＋":
        low, high = -low, None if high is None else -high
    return Numeral(low, high, approx, measure, scale, match.end())


def _body(body: str, vague: str) -> tuple[Exact, Exact | None, str]:
    """Low, high and approx of a body, by what stands inside it: 七八 of 一千七八百, 多 of 三千多万, 几 of 几十."""
    approx = "="
    if inner := INNER_MORE.search(body):
        body = body[: inner.start()] + body[inner.end() :]
        approx = MORE_APPROX[inner[1][-1]] if inner[1] else "="
    pair = NEIGHBOUR_PAIR.search(body)
    if pair:
        low_high = [
            evaluate(body[: pair.start()] + digit + body[pair.end() :]) for digit in (pair[1][0], pair[1][-1])
        ]
        return low_high[0], low_high[1], approx
    value = evaluate(body)
    if vague[:1] == "大":
        return 5 * value, None, "~"
    if vague:
        approx = "~" if vague == "小" else ">="
    return value, None, approx


def _fraction(denominator: str, parts: Exact, numerator: str) -> tuple[Exact, Exact | None, str, str]:
    """Low, high, approx and measure; 百分之 and 千分之 count in % and ‰, every other denominator divides."""
    if not parts:
        raise NotANumeral("a denominator of zero")
    low, high, approx = (1, None, ">=") if numerator in FEW else _body(numerator, "")
    if denominator in PER_WORDS:
        return low, high, approx, PER_WORDS[denominator]
    return Fraction(low) / parts, None if high is None else Fraction(high) / parts, approx, "fraction"


def _tenths(low: Exact, high: Exact | None, tenth: str | None) -> tuple[Exact, Exact | None]:
    """Percent of tenths: 三成 is 30, 三成五 is 35, 三成半 is 35, 七八成 is 70 to 80."""
    low, high = low * 10, None if high is None else high * 10
    if tenth is None:
        return low, high
    if high is not None:
        raise NotANumeral("a hundredth after a range of tenths")
    first, last, _ = (5, None, "") if tenth == "半" else _body(tenth, "")
    return low + first, None if last is None else low + last


def carry_scale(low: Numeral, high: Numeral) -> Exact:
    """The lower end of a range with the multiplier that only its upper end is written with: 2到3万 is 20000 to 30000."""
    if low.scale < high.scale and low.low * high.scale < high.low:
        return low.low * high.scale
    return low.low


@overload
def parse_number(text: str, *, errors: Literal["raise"] = "raise") -> Number: ...
@overload
def parse_number(text: str, *, errors: Literal["none"]) -> Number | None: ...
def parse_number(text: str, *, errors: Literal["raise", "none"] = "raise") -> Number | None:
    """Read a text that is a number and nothing else, in any of the ways in which Chinese news writes numbers.

    Digits (23,400, ３.９), Chinese numerals (三万五千, 壹佰, 廿二), both mixed (3.9万亿, 1亿3000万, 3万5), fractions
    (三分之一, 2/3), percentages as their share of one (5.5%, 百分之五, 五成五), ranges (20至30, 2到3万, 七八十) and approximate
    numbers (约8000, 十几, 数千, 三万五千余, 六十以上).

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
    except NumberError:
        if errors == "none":
            return None
        raise


def _parse_number(text: str) -> Number:
    stop = len(text.rstrip())
    start = len(text) - len(text.lstrip())
    outer = "="
    first = read_numeral(text, start)
    if first is None and (word := approximators.at_start(text, start)):
        outer = word.approx
        first = read_numeral(text, word.edge)
    if first is None:
        raise NumberError(text, start, "not a number")
    low, high, position = first.low, first.high, first.end
    approx = first.approx if outer == "=" else outer
    measure = first.measure
    if position < stop and high is None and (sign := RANGE_SIGN.match(text, position)):
        last = read_numeral(text, sign.end())
        if last is not None and last.high is None:
            low, high, measure, position = carry_scale(first, last), last.low, last.measure, last.end
            approx = last.approx if approx == "=" else approx
    if position < stop and (word := approximators.after(text, position)):
        approx, position = word.approx, word.edge
    if position < stop:
        raise NumberError(text, position, "a number followed by something else")
    share = SHARE.get(measure, 1)
    if share > 1:
        low, high = Fraction(low) / share, None if high is None else Fraction(high) / share
    return Number(to_decimal(low), None if high is None else to_decimal(high), approx)
