"""Names completed by the full ones that their article gives: 果业中心 of 洛川县果业中心, 校纪委 of a university, the
short name 天一制药 of 海口琼垦天一制药有限公司."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from nlp_extract.organizations.names import (
    parts,
)
from nlp_extract.organizations.regions import (
    NOWHERE,
    divisions,
)
from nlp_extract.organizations.resolve import ABROAD, CENTRAL, OrganizationName, finished

# Kinds whose bodies an article calls by a part of their name once it has given it.
_SHORTENED = ("company", "bank", "school", "hospital", "media", "association")
# A part of a body that is named without it, and what the body is: its kind, and how its name ends.
_PARTS_OF: tuple[tuple[regex.Pattern[str], tuple[str, ...], regex.Pattern[str]], ...] = tuple(
    (regex.compile(part), kinds, regex.compile(body))
    for part, kinds, body in (
        (r"农场(?=.)", ("company",), r"农场$"),  # 农场党委
        (r"林场(?=.)", ("company",), r"林场$"),
        (r"厂(?=.)", ("company",), r"厂$"),
        (r"学院(?=.)", ("school",), r"学院$"),  # 学院招生委员会
        (r"校(?=.)|第[一二三四五六]附属医院$", ("school",), r"(?:大学|学院|学校)$"),  # 校纪委
        (
            r"(?:\p{Han}+与\p{Han}+|经济管理|材料|法|医|文|历史|物理|化学|数学|外国语|计算机|马克思主义|新闻|管理|商|农|艺术)学院$",
            ("school",),
            r"大学$",
        ),  # 材料科学与工程学院
        (
            r"村(?=[委民务党])",
            ("grassroots", "party"),
            r"村(?:村民委员会|村委会|党支部|党总支)$",
        ),  # 村务监督委员会
        (r"社区(?=[居党])", ("grassroots", "party"), r"社区(?:居民委员会|居委会|党支部|党总支|党委)$"),
        (r"嘎查", ("grassroots",), r"嘎查(?:村民委员会|委员会|党支部|党总支)$"),
        # 第三纪检监察组
        (
            r"(?:派驻)?第[一二三四五六七八九十]+(?:派驻)?(?:纪检监察组|监督检查室|审查调查室)$",
            ("discipline",),
            r"纪委监委$",
        ),
        (r"第[一二三四五六七八九十]+巡察组$", ("party",), r"委$"),
        (
            r"(?:执行局|立案庭|[刑民]事?审?判?第?[一二三四五六]?庭|\p{Han}{2,4}人民法庭)$",
            ("court",),
            r"人民法院$",
        ),
        (r"(?:\p{Han}{2,8}大队|\p{Han}{2,6}派出所|第?\p{Han}{1,5}分局)$", ("police",), r"(?:公安局|警察局)$"),
        (
            r"\p{Han}{2,6}(?:支行|分行|营业部|中心支公司|支公司)$",
            ("bank",),
            r"(?:银行|公司|信用社|人寿|财险)$",
        ),
        (r"\p{Han}{2,10}(?<!公|律政)司$", ("government",), r"(?:部|总署|总局|委员会)$"),  # 统计分析司
        # 生产技术部, but not 信达检测技术服务部, a shop
        (
            r"\p{Han}{2,8}(?<!\p{Han}{3}(?:服务|经营|安装|维修|加工|批发|门市))(?:部|车间|分公司|班组)$",
            ("company",),
            r"(?:公司|局|厂|集团)$",
        ),
        (r"\p{Han}{2,8}分中心$", ("government",), r"中心$"),
    )
)
_FORM = regex.compile(
    r"(?:股份有限公司|有限责任公司|有限公司|集团公司|合伙企业|公司|集团|股份)(?:（[^（）]*）)?$"
)
_LEGAL_FORM = regex.compile(r"有限(?:责任)?公司$|合伙企业$")
_COUNTY_HOSPITAL = regex.compile(r"[县市区旗州]医院")
# 深海所, 软件所, 芗剧中心: a word and the head of a longer name
_OF_ITS_HEAD = regex.compile(r"\p{Han}{2,4}(?:(?<![派出会务厕场])所|中心)")
# A short name may lack the word that tells a bank from a company.
_CONFUSED = (("company", "bank"), ("bank", "company"))
# 朝阳法院 of 北京市朝阳区人民法院
_COURT_OF_A_PLACE = regex.compile(r"(?P<place>\p{Han}{2,3})(?P<court>法院|检察院)")
FLAGGED = regex.compile(r"^\*?ST")  # the exchange's warning before a share's name
# How many names before and after a mention are looked at for its full form: the cost stays linear in the
# text.
_BEFORE, _AFTER = 100, 30
# A branch named by its place alone: 北仑|支行
_BRANCH_ALONE = regex.compile(r"^\p{Han}{2,4}(?:中心)?(?:支行|分行|支公司|分公司|营业部|派出所)$")
# What a part is named after where its body goes without a name: 校|纪委, 农场|工会
_COMMON_BODY = regex.compile(
    r"(?:农场|林场|厂|校|学院|嘎查|村(?=[委民务党])|社区(?=[居党])|(?:派驻)?第[一二三四五六七八九十]+|执行局$|立案庭$|[刑民]\p{Han}{0,6}庭$|\p{Han}{2,4}人民法庭$)"
)


def completed(
    mention: str, index: int, names: Sequence[OrganizationName], given: dict[str, OrganizationName]
) -> OrganizationName:
    """The name that the article gives in full elsewhere, where the mention is a part of it; before it, where
    the names are complete, rather than after."""
    organization = names[index]
    named = parts(mention)
    if _COUNTY_HOSPITAL.fullmatch(mention):
        people = organization.name.removesuffix("医院") + "人民医院"
        return next((other for other in _around(index, names) if other.name == people), organization)
    if (
        organization.name != mention
        or organization.kind in ABROAD
        or (named.regions and organization.region and not _BRANCH_ALONE.search(mention))
    ):
        return organization
    for length in range(len(mention) - 1, 1, -1):
        defined = given.get(mention[:length])
        if (
            defined
            and defined.kind in ("company", "bank")
            and mention not in defined.name
            and not _LEGAL_FORM.search(mention)  # 海芝源（大连）食品有限公司 is a firm of its own
        ):
            region = divisions().get(organization.region or defined.region, NOWHERE)
            confused = (organization.kind, defined.kind) in _CONFUSED
            kind = defined.kind if confused else organization.kind
            return finished(defined.name + mention[length:], kind, region)
    others = _around(index, names)
    whole = next((other for other in others if _ends_in(mention, other)), None)
    if whole is None and _OF_ITS_HEAD.fullmatch(mention):
        whole = next((other for other in others if _opens_and_ends_like(mention, other)), None)
    if whole is None and (court := _COURT_OF_A_PLACE.fullmatch(mention)):
        ending = regex.compile(f"{court['place']}[区县市旗]人民{court['court']}$")
        whole = next((other for other in others if ending.search(other.name)), None)
    if whole is None and not mention.isascii():
        candidates = [other for other in others if _is_short_for(mention, organization, other)]
        opening = [
            other for other in candidates if other.name[parts(other.name).prefix :].startswith(mention[:2])
        ]
        whole = next(iter(opening or candidates), None)
    if whole is not None:
        return replace(whole, note="")
    common = _COMMON_BODY.match(mention)
    settled = organization.region and not named.regions and organization.kind != "police"
    if common or not (settled or named.body or CENTRAL.match(mention)):
        for part, kinds, body in _PARTS_OF:
            if part.match(mention):
                bodies = list(_bodies(others, kinds, body))
                if mention.endswith("派出所"):  # of the county rather than of its city
                    bodies.sort(key=lambda other: other.level != "county")
                whole = next(iter(bodies), None)
                return _of(mention, whole, organization) if whole else organization
    return organization


def _around(index: int, names: Sequence[OrganizationName]) -> list[OrganizationName]:
    """The names before one, the nearest first, and then those after it."""
    return [*reversed(names[max(0, index - _BEFORE) : index]), *names[index + 1 : index + 1 + _AFTER]]


def _bodies(
    others: Sequence[OrganizationName], kinds: Sequence[str], ending: regex.Pattern[str]
) -> Iterator[OrganizationName]:
    """The bodies of a kind whose names end so, among the others and those that their names contain."""
    for other in others:
        if not other.parent and other.kind in kinds and ending.search(other.name):
            yield other
        elif other.parent and ending.search(other.parent) and (whole := parent_of(other)).kind in kinds:
            yield whole


def parent_of(organization: OrganizationName) -> OrganizationName:
    """The body that a name contains: 县公安局 of 县公安局刑侦大队."""
    name = organization.parent
    if parts(name).kind == "school":
        name = name.removeprefix("中共")  # 中共豫章工业大学|纪律检查委员会
    named = parts(name)
    kind = named.kind or organization.kind
    return replace(organization, name=name, kind=kind, parent=name[: named.body])


def _ends_in(mention: str, other: OrganizationName) -> bool:
    """Whether the other's name is the mention with more in front: 果业中心 of 洛川县果业中心."""
    longer = len(other.name) > len(mention) + 1 and other.name.endswith(mention)
    return longer and not (CENTRAL.match(mention) and (other.kind == "foreign" or CENTRAL.match(other.name)))


def _is_short_for(mention: str, organization: OrganizationName, other: OrganizationName) -> bool:
    """Whether the mention is a company's or institution's short name: 天一制药 of
    海口琼垦天一制药有限公司."""
    if other.kind not in _SHORTENED or other.parent or len(other.name) <= len(mention) + 1:
        return False
    if organization.kind != other.kind and (organization.kind, other.kind) not in _CONFUSED:
        return False
    if other.kind in ("company", "bank") and not _FORM.search(other.name):
        return False
    stem = FLAGGED.sub("", _FORM.sub("", mention))
    if len(stem) < 2:
        return False
    if stem in other.name:
        return regex.search(r"（(?:中国|香港|亚洲)）", other.name) is None
    rest = iter(other.name)
    initials = (other.name[0], other.name[parts(other.name).prefix :][:1])
    return mention[0] in initials and all(character in rest for character in mention)


def _opens_and_ends_like(mention: str, other: OrganizationName) -> bool:
    """Whether the mention is the first word of another's own name and its head: 深海所 of
    中国科学院深海科学与工程研究所."""
    head = "所" if mention.endswith("所") else mention[-2:]
    if not other.name.endswith(head) or len(other.name) <= len(mention) + 1:
        return False
    own = other.name[len(other.parent) or parts(other.name).prefix :]
    return own.startswith(mention.removesuffix(head))


def _of(mention: str, body: OrganizationName, organization: OrganizationName) -> OrganizationName:
    """The full name of a part that was named without its body: 校纪委 of 豫章工业大学."""
    rest = regex.sub(r"^(?:农场|林场|厂|校|学院(?=.)|村(?=党)|社区|嘎查)", "", mention)
    whole = regex.sub(
        r"(?<=村|社区|嘎查)(?:村民委员会|居民委员会|村委会|居委会|委员会|党支部|党总支|党委)$", "", body.name
    )
    kind = organization.kind if organization.kind not in ("government", "company") else body.kind
    deeper = organization.region.startswith(body.region + "/")  # 唐山|中心支公司 of 河北分公司
    placed = organization if deeper and parts(mention).regions else body
    return replace(placed, name=whole + rest, kind=kind, parent=whole, note="")
