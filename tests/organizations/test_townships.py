"""Townships and villages: which county one of a name lies in, and which village a bare word stands for."""

import pytest

from nlp_extract.organizations import parse_organization, read_organizations, read_places

from .offsets import spans

# text, township's body, its name, its region
COUNTIES = [
    ("兴化市传来消息，沙沟镇政府开会。", "沙沟镇政府", "兴化市沙沟镇人民政府", "江苏省/泰州市/兴化市/沙沟镇"),
    ("沂水县传来消息，沙沟镇政府开会。", "沙沟镇政府", "沂水县沙沟镇人民政府", "山东省/临沂市/沂水县/沙沟镇"),
    # the one of the two counties that has it
    (
        "赤城县与沽源县会商，沽源县牵头，雕鹗镇政府参加。",
        "雕鹗镇政府",
        "赤城县雕鹗镇人民政府",
        "河北省/张家口市/赤城县/雕鹗镇",
    ),
    # the county is not named: the only one of that name in the city, in China
    ("天水市传来消息，花牛镇政府开会。", "花牛镇政府", "麦积区花牛镇人民政府", "甘肃省/天水市/麦积区/花牛镇"),
    (
        "雨后，勐烈镇政府抢修道路。",
        "勐烈镇政府",
        "江城哈尼族彝族自治县勐烈镇人民政府",
        "云南省/普洱市/江城哈尼族彝族自治县/勐烈镇",
    ),
    # several of that name: open
    ("雨后，城关镇政府抢修道路。", "城关镇政府", "城关镇政府", ""),
    # its full name in the region
    (
        "鹤庆县六合乡政府开会。",
        "鹤庆县六合乡政府",
        "鹤庆县六合乡人民政府",
        "云南省/大理白族自治州/鹤庆县/六合彝族乡",
    ),
    (
        "门源县皇城乡政府开会。",
        "门源县皇城乡政府",
        "门源回族自治县皇城乡人民政府",
        "青海省/海北藏族自治州/门源回族自治县/皇城蒙古族乡",
    ),
    # one that the table lacks stays where the article puts it
    ("礼县传来消息，新设的望月镇政府开会。", "望月镇政府", "礼县望月镇人民政府", "甘肃省/陇南市/礼县/望月镇"),
    ("贵安新区传来消息，马场镇政府开会。", "马场镇政府", "贵安新区马场镇人民政府", "贵州省/贵安新区/马场镇"),
    # no township
    ("江西银行景德镇分行放款。", "江西银行景德镇分行", "江西银行景德镇分行", "江西省/景德镇市"),
    # schools and hospitals are its own
    ("徽县传来消息，水阳镇卫生院扩建。", "水阳镇卫生院", "徽县水阳镇卫生院", "甘肃省/陇南市/徽县/水阳镇"),
]


@pytest.mark.parametrize(("text", "mention", "name", "region"), COUNTIES)
def test_the_county_of_a_township(text, mention, name, region):
    (read,) = read_organizations(text, spans(text, [mention]))
    assert (read.name, read.region) == (name, region)


def test_a_place():
    text = "凤庆县的农户来自鲁史镇沿河村，沿河村离县城八十公里。"
    town, village = read_places(text, spans(text, ["鲁史镇沿河村", "沿河村"]))
    assert town.region == village.region == "云南省/临沧市/凤庆县/鲁史镇"
    assert village.level == "township"


# text, the tagger's places, mention, its name
VILLAGES = [
    ("凤庆县鲁史镇沿河村的路通了，村委会记着账。", ["沿河村"], "村委会", "凤庆县鲁史镇沿河村村委会"),
    ("凤庆县鲁史镇沿河村的路通了，村党支部记着账。", ["沿河村"], "村党支部", "凤庆县鲁史镇沿河村党支部"),
    (
        "梁溪区黄巷街道金星里社区议事，社区居委会记着账。",
        ["金星里社区"],
        "社区居委会",
        "梁溪区黄巷街道金星里社区居委会",
    ),
    ("凤庆县鲁史镇的路通了，村委会记着账。", ["鲁史镇"], "村委会", "村委会"),
]


@pytest.mark.parametrize(("text", "places", "mention", "name"), VILLAGES)
def test_a_village_that_a_bare_word_stands_for(text, places, mention, name):
    (read,) = read_organizations(text, spans(text, [mention]), places=spans(text, places))
    assert read.name == name
    assert bool(read.note) == (name == mention)  # what stays open says why


def test_the_township_that_stands_before_a_village():
    text = "鹤庆县六合彝族乡五星村到黄坪镇的路通了，五星村党总支记着账。"
    places = spans(text, ["六合彝族乡五星村", "黄坪镇"])
    (read,) = read_organizations(text, spans(text, ["五星村党总支"]), places=places)
    assert read.name == "鹤庆县六合彝族乡五星村党总支"


def test_a_community_is_of_no_rural_township():
    text = "库尔勒市的托布力其乡与天鹅社区结对，天鹅社区居委会登记。"
    places = spans(text, ["托布力其乡", "天鹅社区"])
    (read,) = read_organizations(text, spans(text, ["天鹅社区居委会"]), places=places)
    assert read.region == "新疆维吾尔自治区/巴音郭楞蒙古自治州/库尔勒市"


def test_a_township_alone():
    read = parse_organization("乌兰哈达苏木党委", region="内蒙古自治区/乌兰察布市/察哈尔右翼后旗")
    assert read.region == "内蒙古自治区/乌兰察布市/察哈尔右翼后旗/乌兰哈达苏木"
