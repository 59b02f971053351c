"""What a time expression says: the record that every reader and finder of dates gives back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class DateError(ValueError):
    """A text that is not a time expression, or a reference that is not a day."""


@dataclass(frozen=True, slots=True)
class DateValue:
    """The reading of one time expression.

    `kind` is one of date (a calendar point or period), duration (a length), set (每年, 每周一), vague (近日)
    and time (a clock time alone). `start_date` and `end_date` are calendar days, both inclusive; only kind
    date has them. Both are None where no day can be told, one of them where a period is open (10月底前 has no
    start).
    `value` is ISO 8601 as in TIMEX3 (2021, 2024-10, 2024-Q3, 2024-H1, 2024-W47, P3Y, PT1H, XXXX-WXX-3), ""
    where there is none. `relative` is True where the publication day or the article's course was needed.
    `note` says why there are no days, or what was assumed; "" when there is nothing to say.
    """

    kind: str
    start_date: date | None = None
    end_date: date | None = None
    value: str = ""
    relative: bool = False
    note: str = ""


class DateMatch(NamedTuple):
    """A time expression found in a text: `text` is text[start:end], offsets in Unicode code points."""

    start: int
    end: int
    text: str
