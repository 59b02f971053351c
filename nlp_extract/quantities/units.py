"""The units: measure words, currencies and physical units, from units.csv or from a user's own rows."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import regex

from nlp_extract.numbers.numerals import evaluate

if TYPE_CHECKING:
    from pandas import DataFrame

    UnitSource = str | PathLike[str] | DataFrame | Iterable[Mapping[str, Any]]

CURRENCY = "currency"
RATE = "rate"
MEASURE = "measure"
TIME = "time"
PERIOD = "period"  # 年, 月, 日: only below the line of a rate (吨/年)
BELOW_EACH = frozenset((PERIOD, TIME))

COMPOUND = regex.compile("次|[（(][个件次套只台起处项家户人條条頭头]{1,2}[）)]")  # 户|次, 件|（次）
LINE = regex.compile("[/／]([0-9]{1,6}|[百千万][万亿]|[百千万亿])?|每")  # 元|/|吨, g|/100|g, 公里|每|小时
COMPOUND_BEGINS, LINE_BEGINS = frozenset("次（("), frozenset("/／每")
LATIN = regex.compile("[A-Za-z]")


class Unit(NamedTuple):
    """A unit: its `kind`, ISO 4217 `currency`, and `factor` to `base` (an SI unit, or a currency's code)."""

    name: str
    kind: str
    currency: str = ""
    factor: Fraction | None = None
    base: str = ""


class UnitTable:
    """Units by name, and the longest one that stands at a place in a text."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._units = {unit.name: unit for unit in units}
        self._names: dict[str, list[str]] = {}  # by first character, the longest first
        for name in sorted(self._units, key=len, reverse=True):
            self._names.setdefault(name[0], []).append(name)

    def __len__(self) -> int:
        return len(self._units)

    def __contains__(self, name: object) -> bool:
        return name in self._units

    def __getitem__(self, name: str) -> Unit:
        return self._units[name]

    def __iter__(self) -> Iterator[Unit]:
        return iter(self._units.values())

    def at(self, text: str, start: int, end: int) -> tuple[Unit, int] | None:
        """The unit that begins at `start` and stops before `end`, and its own end: 元/吨, 件（次）."""
        unit = self.simple_at(text, start, end)
        if unit is None or unit.kind == PERIOD:
            return None
        stop = start + len(unit.name)
        following = text[stop : stop + 1]
        if (
            unit.kind == MEASURE
            and following in COMPOUND_BEGINS
            and (more := COMPOUND.match(text, stop, end))
        ):
            return Unit(text[start : more.end()], MEASURE), more.end()
        if following in LINE_BEGINS and (line := LINE.match(text, stop, end)):
            below = self.simple_at(text, line.end(), end)
            multiple = int(evaluate(line[1])) if line[1] else 1
            if below is not None and multiple and (line[0] != "每" or below.kind in BELOW_EACH):
                stop = line.end() + len(below.name)
                return _rate(text[start:stop], unit, below, multiple), stop
        return unit, stop

    def simple_at(self, text: str, start: int, end: int) -> Unit | None:
        """The longest unit of the table itself that begins at `start` and stops before `end`."""
        for name in self._names.get(text[start : start + 1], ()):
            if text.startswith(name, start, end) and not _cuts_word(name, text, start + len(name)):
                return self._units[name]
        return None


def _cuts_word(name: str, text: str, end: int) -> bool:
    """Whether a unit in Latin letters is the beginning of a longer word: m of ml, t of the."""
    return LATIN.match(name, len(name) - 1) is not None and LATIN.match(text, end) is not None


def _rate(name: str, unit: Unit, below: Unit, multiple: int) -> Unit:
    """A unit over another; its factor is to the SI units of both, where both have one."""
    if unit.kind == CURRENCY or below.kind == CURRENCY or not (unit.factor and below.factor):
        return Unit(name, RATE, unit.currency)
    return Unit(name, RATE, "", unit.factor / (below.factor * multiple), f"{unit.base}/{below.base}")


def load_units(source: UnitSource | None = None) -> UnitTable:
    """The package's units; with `source`, those and a user's own, which win over units of the same name.

    Args:
        source: a CSV file, a DataFrame or mappings, with the columns unit (required), variants (other
            spellings, joined with |), kind, currency (ISO 4217), factor (a number or 2000/3), base (SI unit).

    Raises:
        ValueError: for a row without a unit or with a factor that is no number.
    """
    if source is None:
        return _package_units()
    own = [unit for row in _rows(source) for unit in _spellings(row)]
    return UnitTable([*_package_units(), *own])


def _rows(source: UnitSource) -> Iterable[Mapping[str, Any]]:
    if isinstance(source, (str, PathLike)):
        return list(csv.DictReader(Path(source).read_text(encoding="utf-8-sig").splitlines()))
    if isinstance(source, Iterable) and not hasattr(source, "to_dict"):
        return source
    return cast("DataFrame", source).to_dict("records")  # type: ignore[return-value]


def _spellings(row: Mapping[str, Any]) -> Iterator[Unit]:
    """One unit for each spelling of a row."""
    written = {
        key: "" if value is None else str(value).strip() for key, value in row.items() if value == value
    }
    name, factor = written.get("unit", ""), written.get("factor", "")
    if not name:
        raise ValueError(f"a unit without a name in {dict(row)!r}: fill the column `unit`")
    try:
        exact = Fraction(factor) if factor else None
    except (ValueError, ZeroDivisionError):
        raise ValueError(
            f"the factor {factor!r} of the unit {name!r} is no number: write 1000 or 2000/3"
        ) from None
    for spelling in [name, *filter(None, written.get("variants", "").split("|"))]:
        kind = written.get("kind", "") or MEASURE
        yield Unit(spelling, kind, written.get("currency", ""), exact, written.get("base", ""))


@lru_cache(maxsize=1)
def _package_units() -> UnitTable:
    table = files(__package__).joinpath("units.csv").read_text(encoding="utf-8")
    return UnitTable(unit for row in csv.DictReader(table.splitlines()) for unit in _spellings(row))
