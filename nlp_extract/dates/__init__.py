"""Dates, periods and durations: found in a text and resolved to calendar days."""

from __future__ import annotations

from nlp_extract.dates.read import parse_date, read_dates
from nlp_extract.dates.value import DateError, DateMatch, DateValue

__all__ = ["DateError", "DateMatch", "DateValue", "parse_date", "read_dates"]
