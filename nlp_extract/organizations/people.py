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


# What leads to the role behind a name: 常海荣|（|吴堡县县长）, 聂文清|（女）为|国家林业和草原局副局长
_BEHIND = regex.compile(
    r"(?:[（(][^（）()\n]{1,8}[）)])?(?:当选为?|[担出兼]?任|为)|[（(](?:[^（）()，,\n]{1,6}[，,])*"
)


@lru_cache(maxsize=1)
def _roles() -> str:
    """A pattern of one or more joined roles: 党组书记、局长."""
    roles = "|".join(sorted((row["role"] for row in rows("roles.csv")), key=len, reverse=True))
    # 党组|书记、|局长: what the role is of, and another role joined to it
    of = (
        r"(?:原|前|代|时任|现任|常务|党组|党委|机关|办公室|执行|首席|高级|本报|本台|特约|专职|兼职|名誉|代理)"
    )
    one = rf"{of}*(?:{roles})"
    return rf"(?:{one}[、兼])*{one}"


@lru_cache(maxsize=1)
def _role_before() -> regex.Pattern[str]:
    return regex.compile(rf"{_roles()}(?=[\s　：:、]*$)", regex.REVERSE)


@lru_cache(maxsize=1)
def _role_behind() -> regex.Pattern[str]:
    return regex.compile(_roles())


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
            read = _read(text, start, max(0, before), organizations, ends)
            found.append(read if read.role else _read_behind(text, end, organizations, ends) or read)
        before = end
    return found


def _read_behind(
    text: str, end: int, organizations: Sequence[tuple[int, int]], ends: Sequence[int]
) -> PersonRole | None:
    """The organization and role that a bracket or an appointment gives behind a name ending at `end`, if any."""
    lead = _BEHIND.match(text, end)
    if lead is None:
        return None
    position = lead.end()
    index = bisect_right(ends, position)
    beside = index < len(organizations) and organizations[index][0] == position
    if beside:
        position = ends[index]
    role = _role_behind().match(simplified(text[position : position + _FARTHEST]))
    if not (role or beside):
        return None
    return PersonRole(text[position : position + len(role[0])] if role else "", index if beside else None)


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
