"""The language of the terminal: English as the code has it, or Chinese by the table `messages.csv`.

Only what a person reads on the terminal is translated; tables, files and exceptions are the same in every language.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

VARIABLES = ("NLP_EXTRACT_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
"""What names the language, the first that is set; the last three as POSIX has them."""

TABLE = Path(__file__).with_name("messages.csv")

PLACE = re.compile(r"\{(\w+)\}")
MESSAGES = frozenset(("error", "reason", "what"))
"""The places of a message where other messages stand; what stands in all others is kept as it is."""


def language(environment: Mapping[str, str] = os.environ) -> str:
    """`zh` where the environment asks for Chinese (zh, zh_CN.UTF-8, zh-Hant, ...), else `en`."""
    named = next((environment[name] for name in VARIABLES if environment.get(name)), "")
    return "zh" if named.lower().startswith("zh") else "en"


def say(message: str) -> str:
    """A message in the language of the terminal; one that the table does not have stays English."""
    return message if language() == "en" else in_chinese(message)


def in_chinese(message: str) -> str:
    """A finished message in Chinese: whole, or by the template that it is made of."""
    whole, templates = catalogue()
    if message in whole:
        return whole[message]
    for pattern, chinese in templates:
        if match := pattern.fullmatch(message):
            parts = {
                name: in_chinese(part) if name in MESSAGES else part
                for name, part in match.groupdict().items()
            }
            return chinese.format_map(parts)
    return message


@lru_cache(maxsize=1)
def catalogue() -> tuple[dict[str, str], list[tuple[re.Pattern[str], str]]]:
    """The messages without places, and the others as patterns, the most particular first."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = [(row["english"], row["chinese"]) for row in csv.DictReader(file)]
    whole = {english: chinese for english, chinese in rows if not PLACE.search(english)}
    templates = sorted(
        (row for row in rows if row[0] not in whole), key=lambda row: -len(PLACE.sub("", row[0]))
    )
    return whole, [(pattern(english), chinese) for english, chinese in templates]


def pattern(template: str) -> re.Pattern[str]:
    """What matches a template with anything in its places; one at the front holds no other message: Invalid value
    for '--limit': | 'many' is not a valid integer."""
    parts = PLACE.split(template)  # text, name, text, name, ..., text
    places = dict.fromkeys(range(1, len(parts), 2), ".*?")
    if not parts[0]:
        places[1] = "(?:(?!: ).)*?"
    return re.compile(
        "".join(
            f"(?P<{part}>{places[at]})" if at in places else re.escape(part) for at, part in enumerate(parts)
        ),
        re.DOTALL,
    )
