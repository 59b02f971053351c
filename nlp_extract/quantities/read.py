"""From the text of a quantity to its value and unit: 3.9万亿元, 二十余家, 五成五, 3∶1, 20元至30元."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple, overload

import regex

from nlp_extract.numbers import approximators
from nlp_extract.numbers.grammar import LONGEST, RANGE_SIGN
from nlp_extract.numbers.numerals import Exact, to_decimal
from nlp_extract.numbers.read import (
    BELOW_ZERO,
    NumberError,
    Numeral,
    range_ends,
    read_closed_up,
    read_numeral,
)
from nlp_extract.quantities.units import CURRENCY, Unit, UnitTable, load_units

RATIO = "ratio"
PERCENT = "percent"
POINT = "point"
DISCOUNT = "discount"

NO_UNIT = Unit("", "")
SHARE = Unit("", RATIO)  # 三分之一, 3∶1
PER_CENT = {"%": Unit("%", PERCENT), "‰": Unit("‰", PERCENT)}

SPACES = frozenset(" \u00a0\u2009\u202f\u3000")
MAY_BEGIN_A_UNIT = frozenset("百千兆两兩kKwW")
RENMINBI = regex.compile("人民币|人民幣")
HAN_DIGITS = "一二三四五六七八九"
PREFIX = regex.compile(  # 人民币|300元, US$|20
    r"(?:人民币|人民幣)?+\s*+(?:[A-Z]{0,2}[$＄¥￥€£₩₽]|RMB|USD|CNY)?+\s*+"
)
RATIO_SIGN = regex.compile(  # 3|∶|1, 三|比|一; a colon only between digits
    rf" ?+(?:[比∶]|(?<=[0-9０-９])[:：]) ?+(?=[0-9０-９零{HAN_DIGITS}两十百])"
)
# What stands behind most numbers begins none of these
RANGE_BEGINS = frozenset(SPACES | set("至到~～〜∼－–—―─-"))
RATIO_BEGINS = frozenset(" 比∶:：")
HALF = regex.compile("半(?![0-9年月日天小世价数決决])")  # 两个|半
MORE_AFTER = regex.compile(r"[多余餘](?!(?!的)\p{Han})")  # 六吨|多
DECIMALS = regex.compile(  # 八块|五, but not 八块五毛
    rf"(?:[{HAN_DIGITS}]{{1,2}}|[0-9]{{1,2}})(?![0-9{HAN_DIGITS}十百千万亿.．%％]|(?![的一左上以])\p{{Han}})"
)
WITH_PARTS = frozenset((CURRENCY, "length", "mass"))
YUAN = frozenset("元块塊")
PARTS_OF_YUAN = {"角": Fraction(1, 10), "毛": Fraction(1, 10), "分": Fraction(1, 100)}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit.

    value: exact, with 万 and 亿 multiplied out; of a range the lower end.
    high: the upper end of a range, else None.
    unit: as written; % for 百分之 and 成; "" for a bare number, a fraction or a ratio.
    unit_kind: as in units.csv; ratio for 三分之一 and 3∶1, rate for 元/吨; "" for a bare number.
    currency: ISO 4217 code, "" where the unit is no currency.
    approx: one of = ~ > >= < <=.
    value_si, unit_si: the value in SI units (GB 3100); None and "" where the unit has no factor.
    """

    value: int | Decimal
    high: int | Decimal | None
    unit: str
    unit_kind: str
    currency: str
    approx: str
    value_si: int | Decimal | None
    unit_si: str


class Measured(NamedTuple):
    """A quantity as it stands in a text, up to the offset `end`; exact, before it becomes a `Quantity`."""

    numeral: Numeral
    low: Exact
    high: Exact | None
    unit: Unit
    end: int
    approx: str

    def quantity(self, approx: str | None = None) -> Quantity:
        """The public record, with the approximator of the surroundings where one is given."""
        si = self.unit.base if self.unit.factor is not None and self.unit.kind != CURRENCY else ""
        return Quantity(
            value=to_decimal(self.low),
            high=None if self.high is None else to_decimal(self.high),
            unit=self.unit.name,
            unit_kind=self.unit.kind,
            currency=self.unit.currency,
            approx=self.approx if approx is None else approx,
            value_si=to_decimal(self.low * self.unit.factor) if si and self.unit.factor is not None else None,
            unit_si=si,
        )


def read_at(text: str, start: int, units: UnitTable, end: int | None = None) -> Measured | None:
    """The quantity that begins at `start` and stops before `end`; None where no number stands there."""
    stop = len(text) if end is None else end
    first = _single(text, start, stop, units)
    if first is None:
        return None
    if (
        first.high is None
        and text[first.end : first.end + 1] in RANGE_BEGINS
        and (sign := RANGE_SIGN.match(text, first.end, stop))
    ):
        last = _single(text, sign.end(), stop, units)
        if last is not None and last.high is None:
            return _range(first, last, below_zero=text.startswith(BELOW_ZERO, start)) or first
    return first


def _single(text: str, start: int, stop: int, units: UnitTable) -> Measured | None:
    """A quantity that is no range written out: 3.9万亿元, 五成五, 3∶1, 八块五."""
    prefix = None if text[start : start + 1].isdecimal() else PREFIX.match(text, start, stop)
    begin = prefix.end() if prefix else start
    numeral = read_numeral(text, begin, stop) or _up_to_unit(text, begin, stop, units)
    if numeral is None:
        return None
    if numeral.measure in PER_CENT:
        return _in(PER_CENT[numeral.measure], numeral, numeral.end)
    if numeral.measure == "half" and text[begin] != "一" and (found := units.at(text, numeral.end, stop)):
        unit, end = _in_points(found, units)
        return _discounted(_in(unit, numeral, end))
    if numeral.measure:
        return _in(SHARE, numeral, numeral.end)
    if text[numeral.end : numeral.end + 1] in RATIO_BEGINS and (
        ratio := RATIO_SIGN.match(text, numeral.end, stop)
    ):
        return _in(SHARE, numeral, _ratio_end(text, ratio.end(), stop))
    numeral, unit, end = _unit(text, begin, numeral, stop, units)
    if not unit.name and prefix and (sign := prefix.group().strip()) in units:
        unit = units[sign]
    measured = _in(unit, numeral, end)
    if not unit.name or numeral.high is not None:
        return measured
    return _tail(text, _discounted(measured), stop, units)


def _in(unit: Unit, numeral: Numeral, end: int) -> Measured:
    """What a numeral says in a unit that ends at `end`."""
    return Measured(numeral, numeral.low, numeral.high, unit, end, numeral.approx)


def _up_to_unit(text: str, begin: int, stop: int, units: UnitTable) -> Numeral | None:
    """The numeral before a unit that begins like a numeral goes on: 一百|千瓦."""
    for at in range(begin + 1, min(stop, begin + LONGEST)):
        if text[at] in MAY_BEGIN_A_UNIT and (unit := units.simple_at(text, at, stop)) and unit.name[1:]:
            return read_numeral(text, begin, at)
    return None


def _unit(text: str, begin: int, numeral: Numeral, stop: int, units: UnitTable) -> tuple[Numeral, Unit, int]:
    """A numeral with its unit; the numeral's last character goes to the unit where it begins one: 12|千米."""
    space = numeral.end + 1 if text[numeral.end : numeral.end + 1] in SPACES else numeral.end
    found = units.at(text, space, stop)
    last = numeral.end - 1
    if text[last] in MAY_BEGIN_A_UNIT and begin < last:
        longer = units.at(text, last, stop)
        if longer and (found is None or longer[0].name[1:]):
            shorter = read_numeral(text, begin, last - 1 if text[last - 1] in SPACES else last)
            if shorter and not (last == begin + 1 and shorter.approx == ">="):  # 数千|米
                return shorter, *longer
    if found is None:
        return numeral, NO_UNIT, numeral.end
    return numeral, *_in_points(found, units)


def _in_points(found: tuple[Unit, int], units: UnitTable) -> tuple[Unit, int]:
    """The unit 百分点 for 个百分点, with its end."""
    unit, end = found
    return (units[unit.name[1:]] if unit.kind == POINT and unit.name[0] in "个個" else unit), end


def _tail(text: str, measured: Measured, stop: int, units: UnitTable) -> Measured:
    """What a number goes on with behind its unit: 两个|半, 六吨|多, 三元|七角, 八块|五."""
    end, unit = measured.end, measured.unit
    following = text[end : end + 1]
    if following == "半" and (half := HALF.match(text, end, stop)):
        return measured._replace(low=measured.low + Fraction(1, 2), end=half.end())
    if following in ("多", "余", "餘") and (more := MORE_AFTER.match(text, end, stop)):
        return measured._replace(approx=">", end=more.end())
    if (unit.kind not in WITH_PARTS and unit.name not in YUAN) or text[end : end + 1] in SPACES:
        return measured
    parts = _with_smaller_units(text, measured, stop, units)
    decimals = DECIMALS.match(text, end, stop) if parts is measured else None
    if decimals is None or not (digits := read_numeral(text, end, decimals.end())):
        return parts
    tenth = 10 if digits.high is not None else 10 ** (digits.end - end)
    low = measured.low + Fraction(digits.low) / tenth
    high = None if digits.high is None else measured.low + Fraction(digits.high) / tenth
    return measured._replace(low=low, high=high, end=digits.end)


def _with_smaller_units(text: str, measured: Measured, stop: int, units: UnitTable) -> Measured:
    """三元七角, 50元6角3分, 两斤三两: everything in the first unit."""
    while True:
        start = measured.end + 1 if text[measured.end : measured.end + 1] == "又" else measured.end
        smaller = read_numeral(text, start, stop)
        following = smaller and units.simple_at(text, smaller.end, stop)
        part = following and _part_of(following, measured.unit)
        if not (smaller and following and part) or smaller.measure or not 0 <= smaller.low * part < 1:
            return measured
        measured = measured._replace(
            low=measured.low + smaller.low * part, end=smaller.end + len(following.name)
        )


def _part_of(smaller: Unit, unit: Unit) -> Fraction | None:
    """How much of a unit a smaller one of its kind is, None where it is none."""
    if unit.currency == "CNY" or unit.name in YUAN:
        return PARTS_OF_YUAN.get(smaller.name)
    if not (smaller.factor and unit.factor and smaller.base == unit.base):
        return None
    return smaller.factor / unit.factor


def _ratio_end(text: str, start: int, stop: int) -> int:
    """The end of a ratio's further numbers: 1 and 2 of 3∶1∶2."""
    end = start
    while number := read_numeral(text, end, stop):
        sign = RATIO_SIGN.match(text, number.end, stop)
        if sign is None:
            return number.end
        end = sign.end()
    return end


def _discounted(measured: Measured) -> Measured:
    """折 counts in tenths: 八五折 is 8.5, 半折 and 对折 are 5."""
    if measured.unit.kind != DISCOUNT or 1 <= measured.low <= 10:
        return measured
    return measured._replace(low=measured.low * 10 if measured.low < 1 else Fraction(measured.low) / 10)


def _range(first: Measured, last: Measured, *, below_zero: bool) -> Measured | None:
    """Both ends of a range in one unit; None where the two numbers make none."""
    low, high, unit = first.low, last.low, last.unit
    if not first.unit.name:
        low, high = range_ends(first.numeral, last.numeral._replace(low=high), below_zero=below_zero)
    elif not last.unit.name:
        unit = first.unit  # 百分之三至五, $20至30
    elif first.unit != last.unit:
        if not (first.unit.factor and last.unit.factor and first.unit.base == last.unit.base):
            return None
        low = low * first.unit.factor / last.unit.factor  # 800克至1公斤
    if low >= high or RATIO in (first.unit.kind, unit.kind):
        return None
    approx = first.approx if first.approx != "=" else last.approx
    return Measured(last.numeral, low, high, unit, last.end, approx)


@overload
def parse_quantity(
    text: str, *, errors: Literal["raise"] = "raise", units: UnitTable | None = None
) -> Quantity: ...
@overload
def parse_quantity(
    text: str, *, errors: Literal["none"], units: UnitTable | None = None
) -> Quantity | None: ...
def parse_quantity(
    text: str, *, errors: Literal["raise", "none"] = "raise", units: UnitTable | None = None
) -> Quantity | None:
    """Read a text that is a quantity and nothing else: 3.9万亿元, 约8000名, 五成五, 20至30人, 12千米, 3∶1.

    Args:
        text: the quantity, with the approximators around it if any; white space around it is allowed.
        errors: "raise", or "none" to get None for what is no quantity.
        units: the units to read, `load_units()` without.

    Raises:
        NumberError: for anything else, also a unit that is not in the table, saying where reading stopped.
    """
    table = units or load_units()
    try:
        return _parse_quantity(text, table)
    except NumberError as error:
        return read_closed_up(text, lambda closed_up: _parse_quantity(closed_up, table), error, errors)


def _parse_quantity(text: str, units: UnitTable) -> Quantity:
    stop = len(text.rstrip())
    start = len(text) - len(text.lstrip())
    outer = "="
    measured = read_at(text, start, units, stop)
    if measured is None and (word := approximators.at_start(text, start)):
        outer = word.approx
        measured = read_at(text, word.edge, units, stop)
    if measured is None:
        raise NumberError(text, start, "not a quantity: no number begins it")
    end = measured.end
    if end < stop and measured.unit.currency and (own := RENMINBI.match(text, end, stop)):
        end = own.end()
    if end < stop and (word := approximators.after(text, end)):
        outer, end = word.approx, word.edge
    if end < stop:
        what = (
            "a unit that is not in the table (add it with load_units)"
            if not measured.unit.name
            else "something else"
        )
        raise NumberError(text, end, f"a number followed by {what}")
    return measured.quantity(measured.approx if outer == "=" else outer)
