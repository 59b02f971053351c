"""Which values a number as written leaves open, so that 10万 and 104,000 are no contradiction."""

from __future__ import annotations

from math import floor, inf, log10
from typing import NamedTuple

import regex

ARABIC = regex.compile(r"\d[\d,，]*(?:[.．]\d+)?")

ABOUT = 0.1
"""How far 约 reaches, as a share of the number."""


class Reading(NamedTuple):
    """All values that a number may stand for: from `low` to `high`."""

    low: float
    high: float

    def fits(self, other: Reading) -> bool:
        """Whether both may stand for one value. Neighbours that only touch (5.0% and 5.1%) do not."""
        overlap = min(self.high, other.high) - max(self.low, other.low)
        width = max(self.high - self.low, other.high - other.low)
        exact = self.low == self.high or other.low == other.high
        return overlap >= 0 if exact else overlap > 1e-6 * width


def reading(value: float, high: float | None, approx: str, text: str) -> Reading:
    """What a count may stand for: its rounding (3.9万亿元: 3.85 to 3.95), half a step of the last digit; a
    range as it is; ~ one in ten to both sides; a bound as far as one step of its first digit (30余家:
    30 to 40)."""
    if high is not None:
        return Reading(min(value, high), max(value, high))
    half = last_step(value, text) / 2
    first_step = 10.0 ** floor(log10(abs(value))) if value else 1.0
    if approx in (">", ">="):
        return Reading(value - half, value + max(first_step, half))
    if approx in ("<", "<="):
        return Reading(value - max(first_step, half), value + half)
    reach = max(half, abs(value) * ABOUT) if approx == "~" else half
    return Reading(value - reach, value + reach)


def last_step(value: float, text: str) -> float:
    """What one more in the last digit would add: 0.1万亿 in 3.9万亿元. A numeral in characters (三万五千) is
    taken at its word."""
    match = ARABIC.search(text)
    if match is None:
        return 0.0
    number = match[0].replace(",", "").replace("，", "").replace("．", ".")
    written = float(number)
    if not written or abs(value) == inf:
        return 0.0
    return abs(value) / written * 10.0 ** -len(number.partition(".")[2])
