"""Organizations joined in one span: 乌鲁木齐市纪委监委和沙依巴克区委 are two."""

from __future__ import annotations

import regex

from nlp_extract.organizations.forms import known_names
from nlp_extract.organizations.kinds import head_before
from nlp_extract.organizations.regions import name_at
from nlp_extract.organizations.script import simplified

_JOINT = regex.compile(r"以及|[入进]驻|联合(?=第|[省市区县旗州盟镇乡])|[、和与及暨]")
# What a name can end in before a joint; in 工业|和|信息化局 and 教育、科学及文化组织 nothing of the kind
# does.
_CLOSED = regex.compile(
    r"(?:(?<!社)会|(?<![东西南北中内全])部|[委局厅院组办府署所社行校队团协处矿厂室科]|"
    r"中心|公司|集团|大学|中学|小学|人大|政协|组织|联盟|海关|法院|总台|日报|证券|保险|银行|农场|林场|支部|总支|分区)$"
)
_BARE_START = regex.compile(r"[省市区县旗州盟镇乡](?=.)|自治|中国|国家|中共|中央|全国")
_SHORTEST = 2


def split_coordinated(text: str, span: tuple[int, int]) -> list[tuple[int, int]]:
    """The names in a span, in text order: the span itself where it holds one name.

    A joint (和, 与, 及, 、) divides when a whole name closes before it and another one opens after it,
    outside brackets. A well-known name is whole (红十字会与红新月会国际联合会).
    """
    start, end = span
    name = simplified(text[start:end])
    if name in known_names():
        return [span]
    cuts: list[tuple[int, int]] = []
    for joint in _JOINT.finditer(name):
        left, right = name[cuts[-1][1] if cuts else 0 : joint.start()], name[joint.end() :]
        if _closes(left) and _opens(right):
            cuts.append(joint.span())
    edges = [0, *(offset for cut in cuts for offset in cut), len(name)]
    return [(start + edges[i], start + edges[i + 1]) for i in range(0, len(edges), 2)]


def _closes(left: str) -> bool:
    balanced = left.count("（") == left.count("）") and left.count("《") == left.count("》")
    ended = _CLOSED.search(left) is not None
    return balanced and ended and len(left) >= _SHORTEST and head_before(left, len(left)) is not None


def _opens(right: str) -> bool:
    """Whether a name of its own follows: it begins with a division or a word of rank, or closes with a
    head."""
    first = _JOINT.split(right, maxsplit=1)[0]
    if len(first) < _SHORTEST:
        return False
    if name_at(right, 0) or _BARE_START.match(right):
        return True
    head = head_before(first, len(first))
    return head is not None and head.start != 1  # 泽库县人民法院|和日人民法庭: 和日 is a place
