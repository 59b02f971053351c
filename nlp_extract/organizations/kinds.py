"""The kind of an organization, from the heads of its name read from the right (`kinds.csv`)."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import regex

from nlp_extract.organizations.lexicon import rows

# Organs of a state: what is foreign when a country abroad stands before it.
STATE = frozenset(
    {
        "party",
        "discipline",
        "inspection",
        "government",
        "congress",
        "court",
        "procuratorate",
        "police",
        "military",
    }
)

_TAIL = regex.compile(r"(?:（[^（）]*）)+$")  # （特殊普通合伙）, （有限合伙）, （筹）
_STATIONED = regex.compile(r"派驻|派出|驻")
_INTERNATIONAL = regex.compile(
    r"联合国|世卫组织|世界卫生组织|世贸组织|欧盟|欧洲(?:央行|中央银行|委员会|理事会|议会|联盟|法院)|东盟|非盟|北约|阿盟|国际货币基金组织|世界银行|"
    r"国际原子能机构|红十字国际委员会|上海合作组织|上合组织"
)
_WORLDWIDE = regex.compile(
    r"(?:国际|世界|全球|亚洲|欧洲|非洲|亚太|泛美|美洲|大洋洲|太平洋|东部和南部非洲|石油输出国|阿拉伯国家)"
    r".*(?:组织|联合会|联盟|委员会|理事会|总署|署|机构|法院|法庭|共同市场|开发银行|投资银行|秘书处|基金会|集团|空间局|航天局|控制中心|能源署|公署|论坛|奥委会|足联|泳联)"
)


class Head(NamedTuple):
    """A head of a name: where it begins and ends, the kind it tells, and whether it is a unit of another body."""

    start: int
    end: int
    kind: str
    unit: bool


class Reading(NamedTuple):
    """The kind of a name, and the end of the body that the name itself contains (0 where it contains none)."""

    kind: str
    body: int
    headed: bool  # whether a head was found at all


@lru_cache(maxsize=1)
def _heads() -> tuple[dict[str, tuple[str, bool]], dict[str, tuple[int, ...]]]:
    heads = {row["head"]: (row["kind"], row["role"] == "unit") for row in rows("kinds.csv")}
    lengths: dict[str, set[int]] = {}
    for head in heads:
        lengths.setdefault(head[-1], set()).add(len(head))
    return heads, {last: tuple(sorted(sizes, reverse=True)) for last, sizes in lengths.items()}


def head_before(name: str, end: int) -> Head | None:
    """The longest head that ends at `end`, if any."""
    heads, lengths = _heads()
    for length in lengths.get(name[end - 1 : end], ()):
        if length <= end and (found := heads.get(name[end - length : end])):
            return Head(end - length, end, *found)
    return None


def read_kind(name: str, start: int = 0) -> Reading:
    """The kind of a name in Simplified characters, whose region ends at `start`.

    The last head decides (…人民法院: court), except that a unit is of the kind of the body that holds it
    (…公安局指挥中心: police), as are the offices of a discipline organ (…纪委监委组织部: discipline).
    """
    end = len(name)
    if tail := _TAIL.search(name, start):
        end = tail.start() or end
    head = head_before(name, end)
    if head is None:
        return Reading("", 0, False)
    body = _body(name, start, head)
    kind = head.kind
    if body and (head.unit or (body.kind == "discipline" and kind in ("party", "government"))):
        kind = body.kind
    return Reading(kind, body.end if body else 0, True)


def _body(name: str, start: int, head: Head) -> Head | None:
    """The last body named before the head; for a group stationed at another body, the one that sends it."""
    stop = head.start
    if sent := _STATIONED.search(name, start + 1, stop):
        stop = sent.start()
    for end in range(stop, start + 1, -1):
        found = head_before(name, end)
        if found and not found.unit and len(name[start:end]) > 1 and name[end : end + 1] not in "部":
            return found
    return None


def is_international(name: str) -> bool:
    """Whether the name opens like that of an international body (联合国…, 国际…联合会)."""
    return bool(_INTERNATIONAL.match(name) or _WORLDWIDE.match(name))
