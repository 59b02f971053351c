"""Places with region, people with role, and joined names."""

import pytest

from nlp_extract.organizations import PersonRole, read_people, read_places, split_coordinated

from .offsets import spans

PLACES = [
    ("鄂尔多斯", "鄂尔多斯市", "内蒙古自治区/鄂尔多斯市", "150600", "prefectural"),
    ("北京市海淀区", "海淀区", "北京市/海淀区", "110108", "county"),
    ("西双版纳", "西双版纳傣族自治州", "云南省/西双版纳傣族自治州", "532800", "prefectural"),
    ("三江县林溪镇", "林溪镇", "广西壮族自治区/柳州市/三江侗族自治县/林溪镇", "450226", "township"),
    ("襄樊市", "襄樊市", "湖北省/襄樊市", "420600", "prefectural"),
    ("台中市", "台中市", "台湾省/台中市", "710000", "prefectural"),
    ("乌鲁木齐市人民路", "乌鲁木齐市人民路", "新疆维吾尔自治区/乌鲁木齐市", "650100", "prefectural"),
    ("长安街", "长安街", "", "", ""),
    ("加沙地带", "加沙地带", "", "", ""),
]


@pytest.mark.parametrize(("text", "name", "region", "code", "level"), PLACES)
def test_place(text, name, region, code, level):
    (place,) = read_places(text, [(0, len(text))])
    assert (place.name, place.region, place.region_code, place.level) == (name, region, code, level)


def test_place_by_the_articles_other_places():
    text = "记者从福州市获悉，鼓楼区已开工。"
    assert [place.region for place in read_places(text, spans(text, ["福州市", "鼓楼区"]))] == [
        "福建省/福州市",
        "福建省/福州市/鼓楼区",
    ]


PEOPLE = [
    ("外交部发言人毛宁表示", ["毛宁"], ["外交部"], [PersonRole("发言人", 0)]),
    ("（记者 赵晨曦 郭霄雯）", ["赵晨曦", "郭霄雯"], [], [PersonRole("记者")] * 2),
    ("中国纪检监察报通讯员 成雅琴", ["成雅琴"], ["中国纪检监察报"], [PersonRole("通讯员", 0)]),
    ("责任编辑：梁斌", ["梁斌"], [], [PersonRole("责任编辑")]),
    ("县公安局党委书记、局长王五介绍", ["王五"], ["县公安局"], [PersonRole("党委书记、局长", 0)]),
    ("市委副书记、市长周军", ["周军"], ["市委"], [PersonRole("副书记、市长", 0)]),
    ("刘铁山（萝北县林业和草原局）、", ["刘铁山"], ["萝北县林业和草原局"], [PersonRole("", 0)]),
    ("聂文清（女）为国家林草局副局长", ["聂文清"], ["国家林草局"], [PersonRole("副局长", 0)]),
    ("龚丽珍当选主席，常务委员", ["龚丽珍"], [], [PersonRole("主席")]),
    ("附属医院主治医师万某", ["万某"], ["附属医院"], [PersonRole("主治医师", 0)]),
    ("张伟在财政部工作。王芳出席。", ["张伟", "王芳"], ["财政部"], [PersonRole(), PersonRole()]),
]


@pytest.mark.parametrize(("text", "people", "organizations", "expected"), PEOPLE)
def test_role(text, people, organizations, expected):
    assert read_people(text, spans(text, people), spans(text, organizations)) == expected


COORDINATED = [
    ("乌鲁木齐市纪委监委和沙依巴克区委", ["乌鲁木齐市纪委监委", "沙依巴克区委"]),
    ("县委、县政府", ["县委", "县政府"]),
    ("农业农村局和水利局", ["农业农村局", "水利局"]),
    ("市财政局、审计局以及县信访局", ["市财政局", "审计局", "县信访局"]),
    ("县委第二巡察组联合县纪委监委", ["县委第二巡察组", "县纪委监委"]),
    ("区委第二巡察组入驻区政务服务管理局", ["区委第二巡察组", "区政务服务管理局"]),
    ("市供销合作社联合社", ["市供销合作社联合社"]),
    ("工业和信息化部", ["工业和信息化部"]),
    ("人力资源和社会保障局", ["人力资源和社会保障局"]),
    ("联合国教育、科学及文化组织", ["联合国教育、科学及文化组织"]),
    ("中央纪委国家监委", ["中央纪委国家监委"]),
    ("红十字会与红新月会国际联合会", ["红十字会与红新月会国际联合会"]),
    ("厦门大学社会与人类学院", ["厦门大学社会与人类学院"]),
]


@pytest.mark.parametrize(("text", "parts"), COORDINATED)
def test_split_coordinated(text, parts):
    context = f"记者从{text}获悉"
    found = split_coordinated(context, (3, 3 + len(text)))
    assert [context[start:end] for start, end in found] == parts
