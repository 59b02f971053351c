"""Short forms that an article defines in brackets behind a name: （以下简称“海航控股”）."""

from __future__ import annotations

from collections.abc import Iterator

import regex

# （以下简称“海航控股”）, （02978.HK，下称“蓝橡置业”）, （证券简称“*ST瑞沛”，下称“瑞沛生态”）: what stands behind a name
BRACKET = regex.compile(r"[（(](?P<inside>[^（）()\n]{1,80})[）)]")
_DEFINED = regex.compile(
    r"(?:简称|统称|下称|惯称|又称)(?:为|：|:)?\s*[“\"「『]?(?P<short>[^”\"」』“「，,；;、]{2,20})"
)
_NO_NAMES = frozenset(["公司", "本公司", "集团", "本集团", "本行"])


def short_forms_in(bracket: str) -> Iterator[tuple[int, str]]:
    """The short forms that the inside of a bracket gives to the name before it, with their offsets."""
    for definition in _DEFINED.finditer(bracket):
        if definition["short"] not in _NO_NAMES:
            yield definition.start("short"), definition["short"]
