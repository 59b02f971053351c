"""Organizations of an article, each through what the others have said."""

import pytest

from nlp_extract.organizations import Entry, Gazetteer, read_organizations


def spans(text, mentions):
    """Offsets of the mentions, which stand in the text in this order."""
    found, position = [], 0
    for mention in mentions:
        start = text.index(mention, position)
        position = start + len(mention)
        found.append((start, position))
    return found


def names(text, mentions, **context):
    read = read_organizations(text, spans(text, mentions), **context)
    return [organization.name for organization in read]


URUMQI = (
    "新疆维吾尔自治区乌鲁木齐市经开区（头屯河区）区委第二巡察组入驻区政务服务管理局。区委将跟踪整改。"
    "乌鲁木齐市纪委监委第二监督检查室成立办案组。去年底，市纪委监委印发意见。"
)


def test_a_city_and_its_district():
    mentions = ["区政务服务管理局", "区委", "乌鲁木齐市纪委监委第二监督检查室", "市纪委监委"]
    bureau, committee, office, discipline = read_organizations(URUMQI, spans(URUMQI, mentions))
    district = "新疆维吾尔自治区/乌鲁木齐市/头屯河区"
    assert (bureau.region, bureau.region_code) == (district, "650106")
    assert (committee.region, committee.region_code) == (district, "650106")
    assert office.parent == "乌鲁木齐市纪委监委"
    assert (discipline.name, discipline.region_code) == ("乌鲁木齐市纪委监委", "650100")


@pytest.mark.parametrize(
    ("title", "text", "mentions", "expected"),
    [
        (
            "兴化：村里的码头租金“晒”清楚了",
            "江苏省兴化市沙沟镇纪委查阅台账。市纪委监委与市农业农村局会商，镇纪委回访。",
            ["沙沟镇纪委", "市纪委监委", "市农业农村局", "镇纪委"],
            ["兴化市沙沟镇纪委", "兴化市纪委监委", "兴化市农业农村局", "兴化市沙沟镇纪委"],
        ),
        (
            "县委第六巡察组反馈情况",
            "4月2日，礼县县委第六巡察组反馈。县纪委监委派驻县教育局纪检监察组参会，县教育局表态。",
            ["礼县县委第六巡察组", "县纪委监委派驻县教育局纪检监察组", "县教育局"],
            ["礼县县委第六巡察组", "礼县纪委监委派驻县教育局纪检监察组", "礼县教育局"],
        ),
        (
            "旗里的账",
            "内蒙古自治区赤峰市敖汉旗人大常委会听取汇报，旗委、旗水利局负责人列席。",
            ["敖汉旗人大常委会", "旗委", "旗水利局"],
            ["敖汉旗人大常委会", "中共敖汉旗委员会", "敖汉旗水利局"],
        ),
        (
            "143团抢种抢管",
            "第八师143团完成播种，师市农业农村局派出农技人员，143团党委督查。",
            ["第八师143团", "师市农业农村局", "143团党委"],
            [
                "新疆生产建设兵团第八师143团",
                "第八师石河子市农业农村局",
                "新疆生产建设兵团第八师143团党委",
            ],
        ),
        (
            "武清区派驻机构改革满百日",
            "天津市武清区纪委监委介绍，驻区国资委纪检监察组列出清单。",
            ["武清区纪委监委", "驻区国资委纪检监察组"],
            ["武清区纪委监委", "武清区纪委监委驻区国资委纪检监察组"],
        ),
        (
            "果业中心的账",
            "洛川县果业中心公布补贴，果业中心一名干部被查。",
            ["洛川县果业中心", "果业中心"],
            ["洛川县果业中心", "洛川县果业中心"],
        ),
        (
            "参议院表决",
            "美国国会众议院通过议案，参议院将于周五表决。",
            ["美国国会众议院", "参议院"],
            ["美国国会众议院", "美国国会参议院"],
        ),
        (
            "区里的账",
            "新疆维吾尔自治区乌鲁木齐市经开区（头屯河区）区委召开会议。经开区（头屯河区）党工委部署，区政务服务管理局、区委巡察办参加。",
            ["经开区（头屯河区）党工委", "区政务服务管理局", "区委巡察办"],
            [
                "乌鲁木齐经开区（头屯河区）党工委",
                "乌鲁木齐经开区（头屯河区）政务服务管理局",
                "乌鲁木齐经开区（头屯河区）区委巡察办",
            ],
        ),
        (
            "学风建设",
            "南岭工业大学学术委员会通报，材料科学与工程学院整改，校纪委监督。",
            ["南岭工业大学学术委员会", "材料科学与工程学院", "校纪委"],
            ["南岭工业大学学术委员会", "南岭工业大学材料科学与工程学院", "南岭工业大学纪委"],
        ),
        (
            "警方破案",
            "延吉市公安局立案，巡特警大队、河南派出所参加抓捕。",
            ["延吉市公安局", "巡特警大队", "河南派出所"],
            ["延吉市公安局", "延吉市公安局巡特警大队", "延吉市公安局河南派出所"],
        ),
        (
            "大会公告",
            "兴化市第十七届人民代表大会第一次会议开幕，大会主席团公布选举办法。",
            ["大会主席团"],
            ["兴化市第十七届人民代表大会第一次会议主席团"],
        ),
        (
            "礼县：账目公开",
            "甘肃省礼县纪委监委介绍做法。西和县来学习，该县纪委监委与县委座谈。",
            ["礼县纪委监委", "县纪委监委", "县委"],
            ["礼县纪委监委", "西和县纪委监委", "礼县县委"],
        ),
        (
            "特区新闻",
            "香港特区政府表示欢迎。",
            ["香港特区政府"],
            ["香港特别行政区政府"],
        ),
        (
            "礼县：账目公开",
            "甘肃省礼县财政局和县教育局、县审计局会同县民政局查阅台账，历任县委书记受邀座谈。",
            ["县教育局", "县民政局"],
            ["礼县教育局", "礼县民政局"],  # neither 和县 nor 会同县 is named there
        ),
        (
            "团场见闻",
            "六十四团农业发展服务中心播种，一二四团党委检查。",
            ["六十四团农业发展服务中心", "一二四团党委"],
            ["新疆生产建设兵团第四师六十四团农业发展服务中心", "新疆生产建设兵团第七师一二四团党委"],
        ),
        (
            "礼县：账目公开",
            "甘肃省礼县纪委监委通报，第三纪检监察组跟进。",
            ["礼县纪委监委", "第三纪检监察组"],
            ["礼县纪委监委", "礼县纪委监委第三纪检监察组"],
        ),
        (
            "台江：球场边的村务",
            "贵州省台江县台盘乡台盘村党支部公示账目，村委会、村务监督委员会到场。",
            ["台盘乡台盘村党支部", "村委会", "村务监督委员会"],
            ["台江县台盘乡台盘村党支部", "台江县台盘乡台盘村村委会", "台江县台盘乡台盘村村务监督委员会"],
        ),
        (
            "年报",
            "农行甘南分行放款，国铁集团客运部增开列车。",
            ["农行甘南分行", "国铁集团客运部"],
            ["中国农业银行甘南分行", "中国国家铁路集团有限公司客运部"],
        ),
        (
            "香港去年投诉微升",
            "香港廉政公署公布数字，廉署防止贪污处举办讲座，医管局派员出席。",
            ["廉署防止贪污处", "医管局"],
            ["香港特别行政区廉政公署防止贪污处", "医院管理局"],
        ),
        (
            "香港去年投訴微升",
            "香港特區政府表示歡迎，金管局、國際刑警組織派員出席。",
            ["香港特區政府", "金管局", "國際刑警組織"],
            ["香港特別行政區政府", "香港金融管理局", "國際刑事警察組織"],
        ),
        (
            "区里的案子",
            "广东省广州市荔湾区人民法院开庭，荔湾区人民检察院派员出庭，荔湾公安分局侦办。",
            ["荔湾区人民检察院", "荔湾公安分局"],
            ["广州市荔湾区人民检察院", "广州市公安局荔湾分局"],
        ),
        (
            "大选前夜",
            "英国执政的保守党在民调中落后，工党领先。会后，两党发言人都拒绝评论。",
            ["保守党", "工党"],
            ["英国保守党", "英国工党"],
        ),
        (
            "赛场内外",
            "中国女足逼平对手，江苏女排获胜，女足主教练点评。",
            ["中国女足", "江苏女排", "女足"],
            ["中国国家女子足球队", "江苏女子排球队", "中国国家女子足球队"],
        ),
        (
            "江西于都：账目公开",
            "江西省赣州市于都县贡江镇上窑村晒账，于都县贡江镇纪委点评，上窑村党总支整改。",
            ["于都县贡江镇纪委", "上窑村党总支"],
            ["于都县贡江镇纪委", "于都县贡江镇上窑村党总支"],
        ),
        (
            "人代会",
            "第十四届全国人民代表大会第三次会议开幕，大会主席团公布议程。",
            ["大会主席团"],
            ["十四届全国人大三次会议主席团"],
        ),
        (
            "年报",
            "凯澜数字文化股份有限公司（*ST凯澜）公告，*ST凯澜停牌，凯澜数字文化股份有限公司表示遗憾。",
            ["凯澜数字文化股份有限公司", "*ST凯澜"],
            ["凯澜数字文化股份有限公司", "凯澜数字文化股份有限公司"],
        ),
        (
            "产业观察",
            "中广核与国家管网签约，中国中铁、哈电集团到场，中办、国办发文。",
            ["中广核", "国家管网", "中国中铁", "哈电集团", "中办"],
            [
                "中国广核集团有限公司",
                "国家石油天然气管网集团有限公司",
                "中国铁路工程集团有限公司",
                "哈尔滨电气集团有限公司",
                "中共中央办公厅",
            ],
        ),
    ],
)
def test_names_through_the_article(title, text, mentions, expected):
    assert names(text, mentions, title=title) == expected


def test_short_forms_that_the_article_defines():
    text = "株洲湘渌城市建设发展集团有限公司（简称“湘渌城发”）发债。湘渌城发由株洲市国资委控股。"
    mentions = ["株洲湘渌城市建设发展集团有限公司", "湘渌城发", "株洲市国资委"]
    whole, short, owner = read_organizations(text, spans(text, mentions))
    assert short.name == whole.name == "株洲湘渌城市建设发展集团有限公司"
    assert (short.region, owner.region) == ("湖南省/株洲市", "湖南省/株洲市")


@pytest.mark.parametrize(
    ("text", "whole", "short"),
    [
        ("蓝橡置业集团有限公司（02978.HK，下称“蓝橡”）公告，蓝橡复牌。", "蓝橡置业集团有限公司", "蓝橡"),
        ("国际蓝皮书协会（IBA）称，IBA将换届。", "国际蓝皮书协会", "IBA"),
        ("万榕商管（全称福建万榕商业管理集团有限公司）开业。", "福建万榕商业管理集团有限公司", "万榕商管"),
        ("衡岳重工股份有限公司（简称“衡岳重工”或“公司”）公告，衡岳重工获批。", "衡岳重工股份有限公司", "衡岳重工"),
    ],
)  # fmt: skip
def test_short_forms_in_brackets(text, whole, short):
    assert names(text, [whole, short] if text.startswith(whole) else [short])[-1] == whole


@pytest.mark.parametrize(
    ("text", "name", "region"),
    [
        ("总部位于广州的蓝橡置业集团公告，蓝橡置业集团复牌", "蓝橡置业集团", "广东省/广州市"),
        ("蓝橡置业集团公告。蓝橡置业集团注册地址为江苏省苏州市", "蓝橡置业集团", "江苏省/苏州市"),
        ("准格尔旗降温，总部设在该旗的蒙曜能源增产", "蒙曜能源", "内蒙古自治区/鄂尔多斯市/准格尔旗"),
        ("蓝橡置业集团公告。总部位于广州的另一家公司未回应", "蓝橡置业集团", ""),
    ],
)
def test_seats_that_the_article_states(text, name, region):
    mentions = [name] * text.count(name)
    assert {read.region for read in read_organizations(text, spans(text, mentions))} == {region}


def test_short_forms_that_the_article_leaves_to_the_reader():
    text = "天一制药停产。海口琼垦天一制药有限公司收到通知书。"
    assert names(text, ["天一制药", "海口琼垦天一制药有限公司"]) == ["海口琼垦天一制药有限公司"] * 2


def test_namesakes_by_the_articles_other_regions():
    fuzhou = "福州市鼓楼区法院开庭，鼓楼区人民检察院派员出庭。"
    kaifeng = "开封市通报，鼓楼区人民检察院提起公诉。"
    for text, region in ((fuzhou, "福建省/福州市/鼓楼区"), (kaifeng, "河南省/开封市/鼓楼区")):
        (read,) = read_organizations(text, spans(text, ["鼓楼区人民检察院"]))
        assert read.region == region


def test_traditional_articles_belong_to_their_island():
    text = "消費者委員會昨日發表報告，指上半年接獲投訴逾萬宗，當中旅遊類升三倍。發言人提醒本港市民留意。"
    (read,) = read_organizations(text, spans(text, ["消費者委員會"]))
    assert read.region == "香港特别行政区"


def test_articles_about_hong_kong_in_simplified_characters():
    text = "香港廉政公署公布数字，律政司提出检控。"
    _, justice = read_organizations(text, spans(text, ["香港廉政公署", "律政司"]), title="香港投诉微升")
    assert (justice.region, justice.region_code) == ("香港特别行政区", "810000")


def test_townships_that_the_tagger_found():
    text = "甘肃省礼县盐官镇传来消息。盐官镇热闹起来，石梁村村委会查明街道租金去向。"
    places = spans(text, ["盐官镇"] * 2)
    (village,) = read_organizations(text, spans(text, ["石梁村村委会"]), places=places)
    assert village.region == "甘肃省/陇南市/礼县/盐官镇"


def test_unresolvable_names_stay_with_a_note():
    text = "县纪委监委通报三起典型问题。"
    (read,) = read_organizations(text, spans(text, ["县纪委监委"]))
    assert read.name == "县纪委监委" and read.region == "" and read.note


def test_the_users_gazetteer_overrules():
    text = "星火队日前成立，星火队有队员十人。"
    gazetteer = Gazetteer([Entry("星火志愿服务队", ("星火队",), "association", "浙江省/丽水市/龙泉市")])
    for read in read_organizations(text, spans(text, ["星火队", "星火队"]), gazetteer=gazetteer):
        assert (read.name, read.kind) == ("星火志愿服务队", "association")
        assert (read.region_code, read.level) == ("331181", "county")


@pytest.mark.parametrize(
    ("text", "mention", "region"),
    [
        ("长治市襄垣县的善福煤业有限公司停产整顿。", "善福煤业有限公司", "山西省/长治市/襄垣县"),
        ("哈尔滨市道里区雪语主题酒店被罚。", "雪语主题酒店", "黑龙江省/哈尔滨市/道里区"),
        ("杭州香氛品牌闻野交出账单。", "闻野", "浙江省/杭州市"),
        ("蓝橡置业（广州）发布公告。", "蓝橡置业", "广东省/广州市"),
        ("学而通教育集团位于上海市。", "学而通教育集团", "上海市"),
        ("煤都晚报记者走访抚顺市公共汽车总公司。", "煤都晚报", "辽宁省/抚顺市"),
        ("辽宁省抚顺市的报道引自《证券时报》。", "证券时报", ""),
        ("记者从农业银行洛川支行获悉。", "农业银行洛川支行", "陕西省/延安市/洛川县"),
        ("广东省佛山市的顺德农商银行放款。", "顺德农商银行", "广东省/佛山市/顺德区"),
        ("三一重卡长沙工厂投产。", "三一重卡长沙工厂", "湖南省/长沙市"),
        ("东兴证券发布研报。", "东兴证券", ""),
        ("解放日报记者报道。", "解放日报", "上海市"),
        ("韩山师范学院开学。", "韩山师范学院", "广东省/潮州市"),
        ("黎巴嫩南部黎真主党武装称。", "黎真主党武装", ""),
    ],
)
def test_where_a_body_is(text, mention, region):
    (read,) = read_organizations(text, spans(text, [mention]))
    assert read.region == region
