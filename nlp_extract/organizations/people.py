"""People: the role and the organization that stand beside a name."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from nlp_extract.organizations.lexicon import rows
from nlp_extract.organizations.script import simplified


@dataclass(frozen=True, slots=True)
class PersonRole:
    """What stands beside a person's name."""

    role: str = ""  # as written: 书记, 记者, 通讯员; empty where none stands there
    organization_index: int | None = None  # which of the organizations given, None where none stands there


_FARTHEST = 24  # characters between an organization and the name that its role may take
_LINKS = regex.compile(r"[\s　、：:,，/和及与]*")
_STOPS = regex.compile(r"[。；！？!?\n]")


@lru_cache(maxsize=1)
def _role_before() -> regex.Pattern[str]:
    roles = "|".join(sorted((row["role"] for row in rows("roles.csv")), key=len, reverse=True))
    # 党组|书记、|局长: what the role is of, and another role joined to it
    of = (
        r"(?:原|前|代|时任|现任|常务|党组|党委|机关|办公室|执行|首席|高级|本报|本台|特约|专职|兼职|名誉|代理)"
    )
    one = rf"{of}*(?:{roles})"
    return regex.compile(rf"(?:{one}[、兼])*{one}(?=[\s　：:、]*$)", regex.REVERSE)


def read_people(
    text: str, spans: Sequence[tuple[int, int]], organizations: Sequence[tuple[int, int]]
) -> list[PersonRole]:
    """Read the role and organization beside each person.

    Args:
        text: the article.
        spans: character offsets of the people's names, in text order.
        organizations: character offsets of the organizations, in text order.

    Returns:
        One for each span, in the same order. 外交部发言人毛宁 has the role 发言人 and the index of
        外交部; of names in a
        row (记者 赵晨曦 郭霄雯) each has the role of the first.
    """
    ends = [end for _, end in organizations]
    found: list[PersonRole] = []
    before = -1
    for start, end in spans:
        between = text[before:start] if before >= 0 else None
        if between is not None and _LINKS.fullmatch(between) and found[-1].role:
            found.append(found[-1])
        else:
            found.append(_read(text, start, max(0, before), organizations, ends))
        before = end
    return found


def _read(
    text: str, start: int, earliest: int, organizations: Sequence[tuple[int, int]], ends: Sequence[int]
) -> PersonRole:
    """The role that ends just before `start`, and the organization that ends just before the role."""
    index = bisect_right(ends, start) - 1
    near = index >= 0 and earliest <= organizations[index][0] and start - ends[index] <= _FARTHEST
    left = ends[index] if near else max(earliest, start - _FARTHEST)
    gap = simplified(text[left:start])
    if stop := list(_STOPS.finditer(gap)):
        gap, near = gap[stop[-1].end() :], False
    role = _role_before().search(gap)
    if role is None:
        return PersonRole("", index if near and not gap.strip(" 　：:") else None)
    beside = near and not regex.search(r"[，,（）()“”]", gap[: role.start()])
    offset = start - len(gap) + role.start()
    return PersonRole(text[offset : offset + len(role[0])], index if beside else None)
