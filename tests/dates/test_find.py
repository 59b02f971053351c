"""Time expressions found in plain text, and what must not be taken for one."""

from __future__ import annotations

import pytest
import regex

from nlp_extract.dates import find_dates
from nlp_extract.dates.festivals import read_table
from nlp_extract.dates.grammar import PARTS

FOUND = [
    ("截至10月末，全县已有232家党组织开展巡察。", ["10月末"]),
    ("9月22日至25日，检查组走访了5个镇。", ["9月22日至25日"]),
    ("9日17时，大桥恢复通行。", ["9日17时"]),
    ("今天（9月16日），展览开幕。", ["今天", "9月16日"]),
    ("11日上午，专题会召开；当晚公布结果。", ["11日上午", "当晚"]),
    ("今年以来新增26家，比去年同期多5家。", ["今年以来", "去年同期"]),
    ("10月底前完成整改，明年3月1日起施行。", ["10月底", "明年3月1日"]),
    ("“十四五”期间，投资年均增长5.5%。", ["“十四五”期间"]),
    ("近三年共立案120件，过去一周又有3件。", ["三年", "一周"]),
    ("2 月 7 日，他值了 24 小时班。", ["2 月 7 日", "24 小时"]),
    ("二〇二四年十月一日至七日放假。", ["二〇二四年十月一日至七日"]),
    ("1—10月，收入3.9万亿元；10月份增长5.5%。", ["1—10月", "10月份"]),
    ("每周二、周四上门，每10分钟一班车。", ["每周二、周四", "每10分钟"]),
    ("上周五傍晚下了雪，本周末转晴。", ["上周五傍晚", "本周末"]),
    ("７月２１日，记者在现场看到。", ["７月２１日"]),
    ("兩年半來，當日的紀錄無人打破。", ["兩年半", "當日"]),
    ("2024-11-18 发布，20241120 更新。", ["2024-11-18", "20241120"]),
    ("这是2020年至2023年的数据，2023年、2024年各有增长。", ["2020年至2023年", "2023年", "2024年"]),
    ("目前，近日启动的项目预计年底完工。", ["目前", "近日", "年底"]),
    ("3月31日事件23起，无人伤亡。", ["3月31日"]),
    ("2月30日的票据是伪造的，13月更不存在。", ["2月30日", "13月"]),
    ("春节前夕，正月初七上班。", ["春节", "正月初七"]),
    ("下午3点半到5点开会，20：05散会。", ["下午3点半到5点", "20：05"]),
    ("国庆假期，接待游客4万人次；“十一”假期前检修。", ["国庆假期", "“十一”假期"]),
    ("值班时间为每天9时至17时，周末休息。", ["每天", "9时至17时", "周末"]),
    ("判处有期徒刑三年、缓刑四年，分三年到账。", ["三年", "四年", "三年"]),
    ("当地媒体日前报道，近期天气多变。", ["日前", "近期"]),
    ("“以前没有路，现在通车了。”", ["以前", "现在"]),
    ("截至今年10月末，截至今天，较上年同期多3家。", ["今年10月末", "今天", "上年同期"]),
    ("《2024年度县域发展报告》于3月1日发布。", ["3月1日"]),
    ("2024年全国山地马拉松大赛6月8日开赛。", ["6月8日"]),
    ("五一期间客流大增，万圣节那晚闭园，七夕前办结。", ["五一期间", "万圣节", "七夕"]),
    ("一直以来，苦干数十年；几天后，半年内办结。", ["一直以来", "数十年", "几天", "半年"]),
    ("5.5%的企业、26家和3.9万亿元，百分之三，万分之一。", []),
    ("7天后，也就是三年以内最短的3小时20分。", ["7天", "三年", "3小时20分"]),
]

NOT_FOUND = [
    "版本号为3.10.2，内核5.15。",
    "双方以2:1战平后，比分改写为3∶1。",
    "拨打12345热线，电话010-62345678。",
    "国办发〔2021〕15号文件，〔2023〕118号。",
    "（2024）粤01民终2342号判决。",
    "歼-20和运-20飞越上空，F-35升级。",
    "推广4/5G网络，5A级景区。",
    "第10号台风登陆，第3号线开通，2号楼封闭。",
    "价格降至4元，升至1.3倍，约60至90毫米。",
    "小学三年级和高二年级的学生，三年级人数最多。",
    "增长40.6%、1.3倍，排名第二、三位。",
    "占八成多，五分之三，十六点九的得分。",
    "不到一米，八至九级大风，二十七八个人。",
    "习近平主席出席，日本和日元，元旦献词。"[:-6],
    "神舟十八号与天宫，92号汽油上涨。",
    "",
    "　\n\t",
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_found(text: str, expected: list[str]) -> None:
    matches = list(find_dates(text))
    assert [match.text for match in matches] == expected
    assert all(text[match.start : match.end] == match.text for match in matches)


@pytest.mark.parametrize("text", NOT_FOUND)
def test_not_dates(text: str) -> None:
    assert [match.text for match in find_dates(text)] == []


@pytest.mark.parametrize("row", read_table("passed_over.csv"), ids=lambda row: row["example"])
def test_what_is_passed_over_is_no_date_where_it_stands(row: dict[str, str]) -> None:
    match = regex.search(row["pattern"], row["example"])
    assert match is not None
    assert match.start() not in {found.start for found in find_dates(row["example"])}


@pytest.mark.parametrize("example", sorted({part.example for part in PARTS if part.opens}))
def test_every_opening_part_is_found_in_running_text(example: str) -> None:
    assert [match.text for match in find_dates(f"据了解，{example}，情况良好。")] == [example]
