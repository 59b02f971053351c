"""One name alone: kind, region, full name and parent."""

import pytest

from nlp_extract.organizations import parse_organization

KINDS = [
    ("礼县县委", "party"),
    ("县教育局党组", "party"),
    ("市委政法委", "party"),
    ("中共平舆县委员会", "party"),
    ("省纪委监委", "discipline"),
    ("驻市卫生健康局纪检监察组", "discipline"),
    ("天津市纪委监委组织部", "discipline"),
    ("县委第六巡察组", "inspection"),
    ("中央第二巡视组", "inspection"),
    ("市公安局指挥中心", "police"),
    ("蛟河市白石山镇人民政府", "government"),
    ("重庆市政府口岸和物流办公室", "government"),
    ("县人大常委会", "congress"),
    ("旗政协", "cppcc"),
    ("佛山市顺德区人民法院", "court"),
    ("州人民检察院", "procuratorate"),
    ("武警上饶支队", "military"),
    ("县人武部", "military"),
    ("洋浦国际集装箱码头有限公司", "company"),
    ("甬汇银行股份有限公司", "bank"),
    ("中国农业银行洛川县支行", "bank"),
    ("瀚海财产保险股份有限公司宁波分公司", "bank"),
    ("贵州老窖坊酒业股份有限公司", "company"),
    ("兵团日报", "media"),
    ("《自然》", "media"),
    ("西北农林科技大学洛川苹果试验站", "school"),
    ("罗坝镇中心小学", "school"),
    ("贵州医科大学附属医院", "hospital"),
    ("平寨村卫生室", "hospital"),
    ("县红十字会", "association"),
    ("共青团赤水市委", "association"),
    ("刘大寨村党支部", "grassroots"),
    ("天鹅社区居委会", "grassroots"),
    ("联合国人道主义事务协调办公室", "international"),
    ("国际体操联合会", "international"),
    ("以色列国防部", "foreign"),
    ("韩国首尔中央地方法院", "foreign"),
    ("甘肃简牍博物馆", "other"),
    ("公安部网络安全保卫局", "police"),
    ("中铁十二局", "company"),
    ("小额贷款公司", "bank"),
    ("国家认监委", "government"),
    ("红十字会与红新月会国际联合会", "international"),
    ("首尔市政府", "foreign"),
    ("信德省政府", "foreign"),
    ("新南威尔士州农村消防局", "foreign"),
    ("土耳其中央银行", "foreign"),
    ("肯尼亚民主联盟", "other"),
    ("国家能源局贵州监管办公室", "government"),
]

REGIONS = [
    ("香港大学深圳医院", "广东省/深圳市", "440300", "prefectural"),
    ("中国科学院广州地球化学研究所", "广东省/广州市", "440100", "prefectural"),
    ("伊通惠民村镇银行", "吉林省/四平市/伊通满族自治县", "220323", "county"),
    ("羊城晚报", "广东省/广州市", "440100", "prefectural"),
    ("三晋出版社", "山西省", "140000", "provincial"),
    ("一四三团医院", "新疆维吾尔自治区/石河子市", "659001", "county"),
    ("沙田区议会", "香港特别行政区/沙田区", "810000", "county"),
    ("内蒙古自治区鄂尔多斯市准格尔旗纪委监委", "内蒙古自治区/鄂尔多斯市/准格尔旗", "150622", "county"),
    ("洛川县人民法院", "陕西省/延安市/洛川县", "610629", "county"),
    ("甘孜州纪委监委", "四川省/甘孜藏族自治州", "513300", "prefectural"),
    ("科右中旗公安局", "内蒙古自治区/兴安盟/科尔沁右翼中旗", "152222", "county"),
    ("北京市海淀区人民政府", "北京市/海淀区", "110108", "county"),
    ("石河子市公安局", "新疆维吾尔自治区/石河子市", "659001", "county"),
    ("第八师143团", "新疆维吾尔自治区/石河子市", "659001", "county"),
    ("经开区（头屯河区）区委第二巡察组", "新疆维吾尔自治区/乌鲁木齐市/头屯河区", "650106", "county"),
    ("沙雅县红旗镇政府", "新疆维吾尔自治区/阿克苏地区/沙雅县/红旗镇", "652924", "township"),
    ("中国农业银行洛川县支行", "陕西省/延安市/洛川县", "610629", "county"),
    ("洛阳市公安局洛龙分局", "河南省/洛阳市/洛龙区", "410311", "county"),
    ("中储粮黑龙江分公司", "黑龙江省", "230000", "provincial"),
    ("库车县人民医院", "新疆维吾尔自治区/阿克苏地区/库车县", "652902", "county"),  # 库车市 since 2019
    ("河北雄安新区管委会", "河北省/雄安新区", "130000", "prefectural"),
    ("哈尔滨工业大学（深圳）", "广东省/深圳市", "440300", "prefectural"),
    ("財政部", "", "", "national"),
    ("世卫组织", "", "", ""),
    ("以色列国防部", "", "", ""),
]

PARENTS = [
    ("乌鲁木齐市纪委监委第二监督检查室", "乌鲁木齐市纪委监委"),
    ("县市场监督管理局武利市场监督管理所", "县市场监督管理局"),
    ("中共洛川县委第四巡察组", "中共洛川县委"),
    ("县纪委监委派驻县教育局纪检监察组", "县纪委监委"),
    ("洛川县人民法院", ""),
    ("甬汇银行股份有限公司", ""),
]

SHORT_FORMS = [
    ("央行", "中国人民银行", "government"),
    ("发改委", "国家发展和改革委员会", "government"),
    ("中纪委", "中共中央纪律检查委员会", "discipline"),
    ("国台办", "国务院台湾事务办公室", "government"),
    ("人社部", "人力资源和社会保障部", "government"),
    ("世卫组织", "世界卫生组织", "international"),
    ("世卫组织热带病防治司", "世界卫生组织热带病防治司", "international"),
    ("欧佩克", "石油输出国组织", "international"),
    ("国家卫生健康委医政医管局", "国家卫生健康委员会医政医管局", "government"),
    ("最高法", "最高人民法院", "court"),
    ("俄外交部", "俄罗斯外交部", "foreign"),
    ("以军", "以色列军队", "foreign"),
    ("甘孜州纪委监委", "甘孜藏族自治州纪委监委", "discipline"),
    ("康定市卫健局", "康定市卫生健康局", "government"),
    ("重庆市人民政府新闻办公室", "重庆市人民政府新闻办公室", "government"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_kind(text, kind):
    assert parse_organization(text).kind == kind


@pytest.mark.parametrize(("text", "region", "code", "level"), REGIONS)
def test_region(text, region, code, level):
    read = parse_organization(text)
    assert (read.region, read.region_code, read.level) == (region, code, level)


@pytest.mark.parametrize(("text", "parent"), PARENTS)
def test_parent(text, parent):
    assert parse_organization(text).parent == parent


@pytest.mark.parametrize(("text", "name", "kind"), SHORT_FORMS)
def test_short_form(text, name, kind):
    read = parse_organization(text)
    assert (read.name, read.kind) == (name, kind)


@pytest.mark.parametrize(
    ("text", "region", "name"),
    [
        ("市纪委监委", "内蒙古自治区/鄂尔多斯市", "鄂尔多斯市纪委监委"),
        ("旗纪委监委", "内蒙古自治区/鄂尔多斯市/准格尔旗", "准格尔旗纪委监委"),
        ("市公安局", "内蒙古自治区/鄂尔多斯市/准格尔旗", "鄂尔多斯市公安局"),
        ("县委", "甘肃省/陇南市/礼县", "礼县县委"),
        ("十四届县委", "浙江省/宁波市/象山县", "十四届象山县委"),
        ("团市委", "河北省/沧州市/河间市", "共青团河间市委"),
    ],
)
def test_bare_division_is_the_one_given(text, region, name):
    assert parse_organization(text, region=region).name == name


def test_a_bare_division_without_region_stays_and_says_why():
    read = parse_organization("县纪委监委")
    assert (read.name, read.kind, read.region) == ("县纪委监委", "discipline", "")
    assert "县" in read.note


def test_an_ambiguous_district_stays_open():
    assert parse_organization("鼓楼区人民法院").region == ""
