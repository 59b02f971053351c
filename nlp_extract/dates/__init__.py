"""Dates, periods and durations: found in a text and resolved to calendar days."""

from __future__ import annotations

from nlp_extract.dates.article import read_dates
from nlp_extract.dates.find import find_dates
from nlp_extract.dates.read import parse_date
from nlp_extract.dates.value import DateError, DateMatch, DateValue

__all__ = ["DateError", "DateMatch", "DateValue", "find_dates", "parse_date", "read_dates"]
