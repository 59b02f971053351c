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

_TAIL = regex.compile(r"(?:（[^（）]*）|[一二三四五六七八九十]{1,2}期)+$")  # （特殊普通合伙）, （筹）, 二期
_STATIONED = regex.compile(r"派驻|派出|驻")
_INTERNATIONAL = regex.compile(
    r"联合国|世卫组织|世界卫生组织|世贸组织|欧盟|欧洲(?:央行|中央银行|委员会|理事会|议会|联盟|法院)|东盟|非盟|北约|阿盟|国际货币基金组织|世界银行|"
    r"国际原子能机构|红十字国际委员会|上海合作组织|上合组织"
)
_WORLDWIDE = regex.compile(
    r"(?:国际|世界|全球|亚洲|欧洲|非洲|海湾|亚太|泛美|美洲|大洋洲|太平洋|欧亚|东部和南部非洲|南部非洲|东非|西非|南美|加勒比|石油输出国|阿拉伯国家)"
    r".*(?:组织|联合会|联盟|委员会|理事会|总署|署|机构|法院|法庭|共同市场|共同体|清算银行|经济联盟|秘书处|基金会|集团|空间局|航天局|控制中心|能源署|公署|论坛|奥委会|足联|泳联)"
)


# The form of a company, before which a bank, a fund or an insurer says that it is one: 甬汇银行|股份有限公司
_FORM = regex.compile(
    r"(?:（[^（）]*）)?(?:控股|集团|管理|（集团）)*(?:(?:股份|有限责任|有限)*公司|合伙企业)(?:（[^（）]*）)?$"
)
# Names whose opening tells the kind, whatever their last head: 武警|上饶支队, 共青团|赤水市委
_OPENINGS = tuple(
    (regex.compile(pattern), kind)
    for pattern, kind in (
        (r"武警|中国人民武装警察|军事科学院|火箭军|中国海警", "military"),
        (
            r".*(?:陆军|海军|空军|武警|战区|维和|步兵|集团军)\p{Han}{0,6}(?:军|师|旅|团|营|连|艇|舰|支队|大队|编队)$",
            "military",
        ),
        (r"(?:中国)?共青团|中国共产主义青年团|团[省市区县旗州]委", "association"),
        (
            r"民盟|民建|民革|民进|农工党|致公党|九三学社|台盟|中国国民党革命委员会|中国民主同盟|中国民主建国会|中国民主促进会|中国农工民主党|中国致公党|台湾民主自治同盟",
            "other",
        ),
        (r"(?:中国人民)?政协(?!报)|中国人民政治协商会议", "cppcc"),
        (r"(?:中共|中国共产党).*委员会$", "party"),
        (r"立法会", "congress"),
        (r"国铁(?!局)|(?:中[铁建交冶核煤]|中国水电|中国电建|葛洲坝)\p{Han}*局$", "company"),
        (r"常驻.*代表团$", "government"),
        (r".*(?:巡视|巡察|督察|督导)第?\p{Han}{1,3}组$", "inspection"),
    )
)


# Bodies whose offices are of their own kind, whatever those are called: 公安部|网络安全保卫局
_WHOLE = ("discipline", "police", "court", "procuratorate")


class Head(NamedTuple):
    """A head of a name: where it begins and ends, the kind it tells, and its role (organ, unit or word)."""

    start: int
    end: int
    kind: str
    role: str


class Reading(NamedTuple):
    """The kind of a name, and the end of the body that the name itself contains (0 where it contains
    none)."""

    kind: str
    body: int


@lru_cache(maxsize=1)
def _heads() -> tuple[dict[str, tuple[str, str]], dict[str, tuple[int, ...]]]:
    heads = {row["head"]: (row["kind"], row["role"]) for row in rows("kinds.csv")}
    lengths: dict[str, set[int]] = {}
    for head in heads:
        lengths.setdefault(head[-1], set()).add(len(head))
    return heads, {last: tuple(sorted(sizes, reverse=True)) for last, sizes in lengths.items()}


def kinds() -> tuple[str, ...]:
    """The kinds of organizations, in the order of `kinds.csv`."""
    return tuple(dict.fromkeys(kind for kind, _ in _heads()[0].values()))


def head_before(name: str, end: int, start: int = 0) -> Head | None:
    """The longest head that ends at `end` and begins at `start` or later, if any."""
    heads, lengths = _heads()
    for length in lengths.get(name[end - 1 : end], ()):
        if length <= end - start and (found := heads.get(name[end - length : end])):
            return Head(end - length, end, *found)
    return None


def read_kind(name: str, start: int = 0) -> Reading:
    """The kind of a name in Simplified characters, whose country ends at `start`.

    The last head decides (…人民法院: court), except that a unit is of the kind of the body that holds it
    (…公安局指挥中心: police), as are the offices of discipline organs, courts and police (…纪委监委组织部:
    discipline), and that a
    financial company is a bank (…财产保险股份有限公司).
    """
    end = len(name)
    if tail := _TAIL.search(name, start):
        end = tail.start() or end
    head = head_before(name, end, start)
    body = _body(name, start, head) if head else None
    kind = _commercial(name, head) if head else ""
    if head and body:
        whole = _commercial(name, body)
        if head.role == "unit" or (whole in _WHOLE and kind in ("party", "government")):
            kind = whole
    for opening, told in _OPENINGS:
        if opening.match(name, start) and kind not in ("media", "company", "hospital", "discipline"):
            kind = told
    return Reading(kind, body.end if body else 0)


def _commercial(name: str, head: Head) -> str:
    """The kind of a head, where a company is a bank if the words before its form say so."""
    if head.kind != "company":
        return head.kind
    form = _FORM.search(name[: head.end])
    before = head_before(name, form.start()) if form else None
    return "bank" if before and before.kind == "bank" else "company"


def _body(name: str, start: int, head: Head) -> Head | None:
    """The last body named before the head; for a group stationed at another body, the one that sends it."""
    stop = head.start
    if head.kind == "company" and (form := _FORM.search(name[: head.end])):
        stop = form.start()  # in 甬江银行|股份有限公司 the bank is the company
        if (bank := head_before(name, stop)) and bank.kind == "bank":
            stop = bank.start
    if sent := _STATIONED.search(name, start + 1, stop):
        stop = sent.start()
    for end in range(stop, start + 1, -1):
        found = head_before(name, end, start)
        if (
            found
            and found.role == "organ"
            and end > 1
            and name[end : end + 1] not in ("部", "院", "馆", "会")
        ):
            return found
    return None


def is_international(name: str) -> bool:
    """Whether the name opens like that of an international body (联合国…, 国际…联合会)."""
    return bool(_INTERNATIONAL.match(name) or _WORLDWIDE.match(name))
