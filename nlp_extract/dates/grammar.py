"""The grammar of time expressions, as data: the parts that an expression is put together from.

`PARTS` is a table in reading order (year before month before day). A row has the part's name, its rank (a
later part of one expression ranks higher: 10月 may come after 2024年, never before), whether an expression in
running text may open with it, an example and its pattern. Where two fit at one place the earlier row wins.

Patterns are verbose regular expressions for Simplified characters and half-width digits without spaces
between them; `normalize` and `tighten` bring a text there. Words with a fixed meaning are in words.csv,
festivals in festivals.csv, regnal years in eras.csv.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import IntEnum
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from nlp_extract.dates.festivals import FESTIVALS, SOLAR_TERMS, read_table


class Rank(IntEnum):
    """What may follow what: parts of one expression come in rising rank."""

    NONE = 0
    YEAR = 1
    DECADE = 2
    SEASON = 3
    MONTH = 4
    EDGE = 5
    DAY = 6
    WEEKDAY = 7
    DAY_PART = 8
    CLOCK = 9
    AGAIN = 10
    BOUND = 11
    LAST = 12


OPENS, INSIDE = True, False  # whether an expression in running text may open with a part


class Part(NamedTuple):
    """A building block of time expressions."""

    name: str
    rank: Rank
    opens: bool
    example: str
    pattern: str


def any_of(words: Iterable[str]) -> str:
    """Any of the words, the longest that fits."""
    return "|".join(regex.escape(word) for word in sorted(words, key=len, reverse=True))


WORDS = {row["word"]: row for row in read_table("words.csv")}
ERAS = {row["name"]: row for row in read_table("eras.csv")}
# Numbers as well: only in quotation marks or before 假期
AMBIGUOUS_FESTIVALS = {"十一", "七一", "八一", "三八", "五四", "618"}
# Weather as well: only before 节气
AMBIGUOUS_TERMS = {"小雪", "大雪", "白露", "雨水", "大寒", "小满"}
FOUND_VAGUE = {word for word, row in WORDS.items() if row["reads"] == "vague" and row["anchor"] != "read"}


def words(*reads: str) -> str:
    return any_of(word for word, row in WORDS.items() if row["reads"] in reads)


# Numerals and what stands between them

HAN = "〇零一二三四五六七八九十"
ONE_TO_NINE = "[一二三四五六七八九]"
TO_12 = rf"(?: 1[0-2] | 0?[1-9] | 十[一二]? | {ONE_TO_NINE} )"
TO_99 = rf"(?: (?<!\d)\d{{1,2}} | [廿卅]{ONE_TO_NINE}? | {ONE_TO_NINE}?十{ONE_TO_NINE}? | {ONE_TO_NINE} )"
YEAR_DIGITS = r"(?: [12]\d{3} | [一二][〇零一二三四五六七八九]{3} )"  # 2021, 二〇二一
START = r"(?<![\d.])"  # the number begins here
TO = r"(?: [—―-]{1,2}+ | ~ | 至 | 到 )"  # 1月—3月, 1月至3月
SPAN = r"(?: [—―-]{1,2}+ | ~ | 至 | 到 | 、 )"  # 1—3月, 三、四月

# Days and clock times

# 日本, 日元, 日均, 日报
NOT_DAY = r"本(?!轮|次|届)|元|均(?!表|已)|报(?!道|告|名|收|出|价|\d)|游|常|用|程|志|照|历|产|化|线|圆"
NOT_NUMBER = "[线汽柴楼院机令文店台馆井坑矿墓地厅门人球种标码称召角煤库公航船桥洞]|隧道"  # 号线, 号楼
DAY_SIGN = rf"(?: 日(?!{NOT_DAY}) | 号(?!{NOT_NUMBER}) )"
DAY_PARTS = (
    "凌晨|清晨|清早|早晨|早间|早上|上午|中午|正午|午间|午后|午前|下午|傍晚|晚上|晚间|夜间|夜里|深夜|半夜|午夜|子夜|"
    "白天|一大早|一早|天没亮|天亮前"
)
HOUR = rf"(?: [01]?\d | 2[0-4] | (?<=[午晨晚里上间夜]){ONE_TO_NINE} | 零 | 二?十{ONE_TO_NINE}? )"
CLOCK = rf"""
    (?: {HOUR} (?:时|点钟?) (?![代间候段刻评建] | [{HAN}]{{1,3}}+(?!分))   # 17时, 十一点
        (?: (?:[0-5]?\d | [{HAN}]{{1,3}}) 分(?!钟) (?:\d{{1,2}}秒)? | 半 | 一刻 | 三刻 | 整 )?   # 17时30分
    | (?<!以|比|分) (?:[01]?\d|2[0-4]) : [0-5]\d (?: :[0-5]\d )? (?![\d:])                        # 17:30
    )
"""

# The lunar calendar

LUNAR_MONTH = "(?: 闰? (?:正 | 十[一二]? | [二三四五六七八九冬腊]) 月 )"
LUNAR_DAY = rf"(?: 初[一二三四五六七八九十] | 二?十{ONE_TO_NINE}? | 廿{ONE_TO_NINE}? | 三十 )"

# Lengths

UNITS = {  # to ISO 8601, with T before units of the clock; capitals beyond ISO's are written out when read
    "年": "Y", "年头": "Y", "周年": "Y", "年度": "Y", "财年": "Y", "学年": "Y", "世纪": "C",
    "季度": "Q", "月": "M", "周": "W", "星期": "W", "礼拜": "W",
    "天": "D", "日": "D", "昼夜": "D", "工作日": "D", "交易日": "D", "宿": "D", "晚上": "D", "夜晚": "D",
    "小时": "TH", "钟头": "TH", "时": "TH", "刻钟": "TK", "分钟": "TM", "分": "TM",
    "秒钟": "TS", "秒": "TS", "毫秒": "TF",
    "上午": "A", "下午": "A", "早上": "A", "白天": "A", "春天": "S", "夏天": "S", "秋天": "S", "冬天": "S",
}  # fmt: skip
UNIT = any_of(unit for unit in UNITS if unit not in ("日", "时", "分", "秒", "月"))
NUMBER = r"""(?:
    (?: \d{1,3}(?:,\d{3}){1,5}+ | \d{1,15}+ ) (?:\.\d{1,9}+)? [万亿]?
    | 数?[两零一二三四五六七八九十百千万亿廿卅]{1,15}+
)"""
COUNT = rf"(?: {NUMBER}[多余来几]? | 半 | 几 | 数 )"  # 3, 5,200, 1.1万, 二十多, 数十, 半
PLAIN = rf"(?: \d{{1,9}}+(?:\.\d{{1,9}}+)? | [{HAN}两]{{1,9}}+ )"
CLOCKED = rf"""(?:
      (?: {PLAIN}个?小时[余零]? )? {PLAIN}分钟? {PLAIN}秒 \d{{0,9}}+     # 2小时08分46秒, 3分37秒73
    | {PLAIN}个?小时[余零]? {PLAIN}分(?!钟)                        # 3小时20分
    | {PLAIN}秒 \d{{0,9}}+                                                # 12秒76
)"""
ONE_LENGTH = rf"""(?:
    (?: {COUNT}个?[半多余来整]? | [大小多]半个? | 个把 | 一整 )      # 两个半小时, 一年多, 大半年, 个把月
    (?: {UNIT}
      | (?<= 个 | 个半 | 半 | 数 | 几 | 多 | 余 | 来 | 把 ) 月
      | (?<= 数 | [两一二三四五六七八九十百] | [4-9]\d | \d{{3}} ) 日 (?!{NOT_DAY}) )   # 三日, 60日
    [半多余几]?                                                      # 四天半, 六年多
)"""
LENGTH = rf"""
    (?<![A-Za-z第]) (?: {COUNT} (?:{UNIT})? {SPAN} )? (?: {CLOCKED} | {ONE_LENGTH} )
    (?: [零又]? (?! {PLAIN}年 ) (?: {CLOCKED} | {ONE_LENGTH} | \d{{1,2}}时 ) ){{0,6}}+
    (?! [级代龄轮轻货产审岁刊边围薪制均] | (?<=[年月周季])报 )
"""

PARTS = [
    # Whole dates in digits
    *(
        Part("iso_day", Rank.DAY, OPENS, example,
             rf"{START}(?P<y>[12]\d{{3}}) {sign} (?P<m>0?[1-9]|1[0-2]) {sign}"
             r"(?P<d>0?[1-9]|[12]\d|3[01]) (?! \d | [.-]\d{1,3}(?!\d) ) T?")
        for sign, example in (("-", "2024-11-18"), ("/", "2024/11/18"), (r"\.", "2024.11.18"))
    ),
    Part("iso_day", Rank.DAY, OPENS, "20241118",
         r"(?<![\dA-Za-z.]) (?P<y>(?:19|20)\d\d) (?P<m>0[1-9]|1[0-2])"
         r"(?P<d>0[1-9]|[12]\d|3[01]) (?![\d.A-Za-z])"),
    Part("iso_day", Rank.DAY, INSIDE, "2010 01 29", rf"""
        {START}(?P<y>[12]\d{{3}})[ ](?P<m>\d\d)[ ](?P<d>\d\d)(?!\d)
        """),
    Part("iso_month", Rank.MONTH, INSIDE, "2024-11", rf"""
        {START}(?P<y>[12]\d{{3}})[-./](?P<m>0?[1-9]|1[0-2])(?![\d年月日])
        """),
    *(
        Part("loose_day", Rank.DAY, INSIDE, example,
             rf"{START}(?P<x>\d{{1,2}}) {sign} (?P<y>\d{{1,2}}) {sign}"
             r"(?P<z>\d{4}|\d{1,2})(?!\d)")
        for sign, example in (("-", "3-7-2017"), ("/", "05/05/89"), (r"\.", "13.5.2015"))
    ),
    Part("month_day", Rank.DAY, INSIDE, "11.18", rf"""
        {START}(?P<m>0?[1-9]|1[0-2])[./](?P<d>0?[1-9]|[12]\d|3[01])(?!\w)
        """),
    # What comes again and again
    Part("each", Rank.YEAR, OPENS, "每周", rf"""
        每个?(?:周|星期)(?=[一二三四五六日天末])                        # 每周 / 三
        | {words("set")}
        | 每隔?[上本下]?个?(?:采暖季|工作日|节假日|月|星期|周末|交易日)   # 每个工作日
        | 每隔?{COUNT}个?(?:{UNIT}|日|月|分|秒)                          # 每10分钟, 每两周
        """),
    # Years
    Part("plan", Rank.YEAR, OPENS, "“十四五”期间", rf"""
        [“"]? (?P<n>十[一二三四五六七]?|{ONE_TO_NINE}) 五 [”"]?
        (?= 期间 | 时期 | 末 | 初 | 以来 | 前 | 中期 | $ )
        """),
    Part("fiscal_years", Rank.YEAR, OPENS, "2023—2024学年", rf"""
        {START}(?P<a>[12]\d{{3}})年? (?:{SPAN}|/) (?P<b>[12]\d{{3}}|\d\d)年?
        (?P<k>学年|财年|财政年度|双年度|赛季|雪季|榨季|年度)
        """),
    Part("fiscal_year", Rank.YEAR, OPENS, "2024财年", rf"""
        {START}(?P<a>[12]\d{{3}})年?(?P<k>学年|财年|财政年度)
        """),
    Part("fiscal_word", Rank.YEAR, OPENS, "本财年", r"""
        (?P<w>本|上一?个?|下一?个?)(?P<k>财年|财政年度|学年)
        """),
    Part("years", Rank.YEAR, OPENS, "2020至2023年", rf"""
        {START}(?P<a>{YEAR_DIGITS}) (?: 年?{TO} | 、 ) (?P<b>{YEAR_DIGITS}|\d\d)年
        (?! \d{{0,2}}月 | [上下]半年 | [一二三四前初底末中] )
        """),
    Part("years", Rank.YEAR, INSIDE, "2016-2018", rf"""
        {START}(?P<a>[12]\d{{3}}){TO}(?P<b>[12]\d{{3}})(?![\d年])
        """),
    Part("both_years", Rank.YEAR, OPENS, "今明两年", "(?P<a>[今去明])(?P<b>[明后前])两年"),
    Part("century", Rank.YEAR, OPENS, "20世纪", rf"(?P<n>上个?|本|{TO_99})世纪"),
    Part("decade", Rank.DECADE, OPENS, "1980年代", rf"""
        (?P<n>(?<!\d)[12]\d{{3}}
        | (?<!\d)\d0
        | {ONE_TO_NINE}十)年代
        """),
    Part("era", Rank.YEAR, OPENS, "光绪二十三年", rf"""
        (?P<e>{any_of(ERAS)}) (?P<n>元|末|初|\d{{1,3}}|[{HAN}百]{{1,5}})年
        (?: [至到](?P<last>\d{{1,3}}|[{HAN}百]{{1,5}})年 )?
        """),
    Part("year", Rank.YEAR, OPENS, "2021年", rf"""
        (?:公元)?{START}(?P<n>[12]\d{{3}})年(?:度(?!假))?(?!\d{{0,3}}期|代)
        """),
    Part("year", Rank.YEAR, OPENS, "二〇二一年", rf"""
        (?<![{HAN}]) (?P<n>[一二][〇零一二三四五六七八九]{{3}}                      # 二〇二一年
          | [一两]千(?:[零〇]{ONE_TO_NINE} | {ONE_TO_NINE}百)[{HAN}]{{0,4}}+) 年度? (?!代)   # 两千零四年
        """),
    Part("bc_year", Rank.YEAR, OPENS, "公元前221年", rf"公元前(?P<n>\d{{1,4}}+|[{HAN}百千]{{1,9}}+)年"),
    Part("year", Rank.YEAR, OPENS, "公元789年", rf"公元(?P<n>\d{{1,4}}+|[{HAN}百千]{{1,9}}+)年"),
    Part("short_year", Rank.YEAR, OPENS, "98年", rf"""
        (?<![\d.{HAN}第]) (?P<n>0\d | [789][1-46-9] | [零〇]{ONE_TO_NINE} | [九八七][一二三四六七八九]) 年
        (?= [{HAN}\d]{{1,3}}月 | [春夏秋冬初底末] | [上下]半年 | 以[来前后] | 之[前后] | $
          | [^代多来以之内前后间期级龄薪纪历半余几又\d{HAN}] )
        """),
    Part("short_year", Rank.YEAR, OPENS, "18年10月", rf"""
        (?<![\d.{HAN}第]) (?P<n>[1-9]\d | 二?十[{HAN}]? | 两千) 年
        (?= {TO_12}月(?!个) | [上下]半年 | [一二三四]季度 )
        """),
    Part("republic_year", Rank.YEAR, OPENS, "112年2月", rf"{START}(?P<n>1[01]\d)年(?={TO_12}月)"),
    Part("past_years", Rank.YEAR, INSIDE, "前两年", r"前(?P<n>[两二三四五])年(?![级期])"),
    Part("year", Rank.YEAR, OPENS, "789年", rf"""
        {START}(?P<n>[2-9]\d[1-9]
        | [三四五六七八九][〇零一二三四五六七八九]{{2}})年(?![多以之内前后间来])
        """),
    Part("year", Rank.YEAR, INSIDE, "2018", r"(?<!\d)(?P<n>(?:19|20)\d\d)(?![\d年.,%万亿元人件个家名])"),
    Part("year_word", Rank.YEAR, OPENS, "去年", words("year")),
    # Parts of a year
    Part("half", Rank.SEASON, OPENS, "上半年", r"""
        (?P<n>[上下前后])半年
        | (?<=年|年度)(?P<n>半)年度
        | 第?(?P<n>[一二])半年
        """),
    Part("quarters", Rank.MONTH, OPENS, "前三季度", rf"""
        前(?P<b>[二两三])个?季度? | (?<!\d)第?(?P<a>[1-4一二三四]){SPAN}第?(?P<b>[1-4一二三四])季度
        """),
    Part("quarter", Rank.MONTH, OPENS, "一季度", r"""
        第?(?P<n>[1-4一二三四])季度 | 第(?P<n>[1-4一二三四])季 | (?P<n>首|末)个?季度?(?![军赛])
        | (?<=年)(?P<n>[一二三四])季(?!稻) | (?<!\w)[Qq](?P<n>[1-4])(?!\w)
        """),
    Part("quarter_word", Rank.MONTH, OPENS, "上季度", r"""
        (?P<w>上一?个?|本|当|该|今|同|这个?|下一?个?)季度?(?![节军赛风后])
        """),
    Part("first_months", Rank.MONTH, OPENS, "前9个月", rf"""
        (?<![提此之以目])[前首头](?P<b>{TO_12}|两)(?:个月份?|月(?!\d|份))
        """),
    Part("months", Rank.MONTH, OPENS, "1—10月", rf"""
        {START}(?P<a>{TO_12}) (?: 月?份?{TO} | 、 ) (?P<b>{TO_12})月[份间]?
        (?! \d | [{HAN}] | [初底末上中下] )
        """),
    # The lunar calendar, festivals, seasons
    Part("lunar_day", Rank.DAY, OPENS, "农历正月十五", rf"""
        (?:农历|阴历|旧历)(?P<y>[12]\d{{3}}年)?(?P<m>{LUNAR_MONTH})(?P<d>{LUNAR_DAY})日?
        """),
    Part("lunar_day", Rank.DAY, OPENS, "腊月二十八", rf"""
        (?P<m>闰?[正冬腊]月)(?P<d>{LUNAR_DAY})日?
        | (?P<m>{LUNAR_MONTH})(?P<d>初[一二三四五六七八九十]|廿{ONE_TO_NINE}?)
        """),
    Part("lunar_day", Rank.DAY, OPENS, "大年初一", "大年(?P<d>初[一二三四五六七八九十])"),
    Part("lunar_month", Rank.MONTH, OPENS, "腊月", rf"""
        (?:农历|阴历|旧历)(?P<m>{LUNAR_MONTH})
        | (?P<m>闰?[正冬腊]月)
        """),
    Part("lunar_day", Rank.DAY, INSIDE, "初六", rf"""
        (?P<d>初[一二三四五六七八九十]
        | 廿{ONE_TO_NINE}(?![年天个月日小周]))
        """),
    Part("festival", Rank.SEASON, OPENS, "春节", rf"""
        (?P<f>国庆)中秋 | 中秋(?P<f>国庆)
        | [“"](?P<f>{any_of(FESTIVALS)})[”"](?:国际劳动妇女|国际劳动|青年|儿童|购物)?节?
        | (?P<f>{any_of(set(FESTIVALS) - AMBIGUOUS_FESTIVALS)})节?(?!联欢|劳动奖|广场|州)
        | (?P<f>{any_of(AMBIGUOUS_FESTIVALS)})节?(?=假期|长假|黄金周|期间|前夕|小长假)
        """),
    Part("holiday", Rank.EDGE, INSIDE, "假期", r"""
        (?:小?长假|黄金周|假期|节?假日|(?<=[旦节庆秋午明一])三天)(?:期间)?
        | 期间
        """),
    Part("term", Rank.SEASON, OPENS, "立春", rf"""
        (?P<t>{any_of(set(SOLAR_TERMS) - AMBIGUOUS_TERMS)})(?:节气|时节)?(?![成季])
        | (?P<t>{any_of(SOLAR_TERMS)})(?:节气|时节)
        """),
    Part("season", Rank.SEASON, OPENS, "今年夏天", r"""
        今冬明春 | 去冬今春 | 秋冬季 | 冬春季 | (?P<w>[今去明])(?P<s>[春夏秋冬])季?
        | (?P<s>[春夏秋冬])(?:季学期 | [季天](?!度|奥|两项|残|运动))
        | (?<=年)(?P<s>[春夏秋冬])(?![耕种收运节装播])
        | [深初仲暮晚金](?P<s>[春夏秋冬])(?![耕种收运节装播])
        | [隆严寒](?P<s>冬) | [盛炎](?P<s>夏) | 开(?P<s>春) | 入(?P<s>[夏秋冬])
        """),
    Part("loose_season", Rank.SEASON, OPENS, "汛期", r"""
        寒假 | 暑假 | 暑期 | 汛期 | 旺季 | 淡季 | 采暖季 | 供暖季 | 禁渔期 | 流行季 | 春运 | 暑运
        | [上下新]学期 | 雪顿节 | 藏历新年 | (?<!节)假日 | 节日(?=期间) | 假期 | 节前 | 节后
        | 迎峰度[夏冬]
        """),
    Part("loose_season", Rank.SEASON, INSIDE, "荔枝季", r"[一-龥]{2}季$"),
    # Months and what they are divided into, weeks
    Part("month", Rank.MONTH, OPENS, "10月", rf"""
        {START}(?<![{HAN}])(?P<n>\d{{1,2}}|十[一二]?|{ONE_TO_NINE})月(?:份(?!额))?(?!龄)
        """),
    Part("month_word", Rank.MONTH, OPENS, "上月", words("month")),
    Part("edge", Rank.EDGE, OPENS, "年底", r"""
        年(?P<e>初|底|末|中(?![国央学小医非方东日外俄美华心])) | 月(?P<e>初|底|末|中(?![国央旬]))
        | 季(?P<e>末|底|初) | 开(?P<e>年)(?=以来|之)
        """),
    Part("edge", Rank.EDGE, INSIDE, "底", r"""
        (?P<e>上中旬|中下旬|上旬|中旬|下旬|早些时候|初期|中期|末期|中叶|初|底|末|中(?![国央学小医非方旬秋午华心]))
        """),
    Part("edge", Rank.EDGE, OPENS, "下旬", "(?P<e>上旬|中旬|下旬)"),
    Part("weekday", Rank.DAY, OPENS, "上周五", r"""
        (?<![一二两三四五六七八九十\d每几数]) (?P<w>上上|上|下下|下|本|这|当)?个?
        (?:周|星期|礼拜)(?P<d>[一二三四五六日天末])(?![年期岁带报刊个])
        """),
    Part("weekday", Rank.DAY, INSIDE, "三", "(?<=每周|每个周|每星期|每个星期)(?P<d>[一二三四五六日天末])"),
    Part("week", Rank.EDGE, OPENS, "上周", words("week")),
    # Days
    Part("days", Rank.DAY, OPENS, "5—7日", rf"{START}(?P<a>{TO_99}){SPAN}(?P<b>{TO_99}){DAY_SIGN}"),
    Part("day", Rank.DAY, OPENS, "10日", rf"""
        {START}(?<![{HAN}第〕\]］])(?P<n>[0-3]?\d(?=日) | \d{{1,2}}(?=号)){DAY_SIGN}
        """),
    Part("day", Rank.DAY, INSIDE, "十二日", rf"""
        (?<=月) (?: (?P<n>{TO_99}){DAY_SIGN}
        | (?P<n>[一二三]?十{ONE_TO_NINE}?)(?![年月日号个\d.{HAN}周天小]) )
        """),
    Part("day", Rank.DAY, INSIDE, "十二日", rf"(?<=[至到—~、-])(?P<n>{TO_99}){DAY_SIGN}"),
    Part("day", Rank.DAY, OPENS, "二十三日", rf"""
        (?<![{HAN}第\d])(?P<n>二?十{ONE_TO_NINE}|廿{ONE_TO_NINE}|三十一)日(?!{NOT_DAY})
        """),
    Part("day_word", Rank.DAY, OPENS, "今天", rf"(?:{words('day')})(?!\d{{0,4}}年|候)"),
    Part("nth_week", Rank.EDGE, INSIDE, "第一周", rf"""
        的?(?P<n>首|第{TO_99}|最后一)个?周(?![一二三四五六日天末])
        """),
    Part("nth_weekday", Rank.DAY, INSIDE, "第一个周三", r"""
        的?(?P<n>首个?|第[一二三四五]个?|最后一?个?)(?:周|星期|礼拜)(?P<d>[一二三四五六日天])
        """),
    Part("nth_day", Rank.DAY, INSIDE, "第二天", rf"""
        的?第(?P<n>{TO_99})天
        | 的?(?P<n>首)[日天]
        | 的?(?P<n>最后)一天
        """),
    Part("vague", Rank.LAST, OPENS, "近日", rf"(?:{any_of(FOUND_VAGUE)}) (?! (?<=今)[年日天晚] )"),  # 至|今天
    Part("vague", Rank.LAST, OPENS, "以前", r"(?<=^|[，。；：“”！？\s])以前"),
    Part("vague", Rank.LAST, INSIDE, "未来", rf"(?:{words('vague')})$"),
    # Lengths
    Part("length", Rank.DAY, OPENS, "一年零四个月", LENGTH),
    # The day and its clock
    Part("weekday_too", Rank.WEEKDAY, INSIDE, "星期一", "(?<=[日号])(?:周|星期|礼拜)(?P<d>[一二三四五六日天])"),
    Part("weekday_beside", Rank.WEEKDAY, INSIDE, "（星期一）", r"""
        (?<=[日号])[,，(（](?:周|星期|礼拜)(?P<d>[一二三四五六日天])[)）]?
        """),
    Part("day_part", Rank.DAY_PART, OPENS, "上午", rf"(?:{DAY_PARTS})(?:[到至和](?:{DAY_PARTS}))?"),
    Part("day_part", Rank.DAY_PART, INSIDE, "晚", r"""
        (?<=[日号天]) (?:早晚|[晚夜晨早]) (?!报(?!道)|[会餐])
        | ^[晚夜晨早]$
        """),
    Part("clock", Rank.CLOCK, OPENS, "17时30分", rf"""
        {START}(?:当地时间|北京时间)?{CLOCK}(?:{SPAN}{CLOCK})?(?:许|来钟)?
        | {START}\d{{1,2}}{SPAN}\d{{1,2}}时(?![间许])
        """),
    # What may follow
    Part("approximately", Rank.AGAIN, INSIDE, "左右", "许|左右"),
    Part("same_time", Rank.AGAIN, OPENS, "同期", r"(?<!历史|常年|往年|来)同(?P<u>期|月)"),
    Part("same_day", Rank.AGAIN, INSIDE, "当天", "当[天日晚夜周]"),
    Part("days_before", Rank.BOUND, INSIDE, "前两天", "的?(?P<n>[前后])(?P<c>[一两二三四五六七])天"),
    Part("during", Rank.BOUND, INSIDE, "期间", "期间|时期|全年|全月"),
    Part("between", Rank.BOUND, INSIDE, "间", "之间|间|之内|内"),
    Part("around", Rank.BOUND, INSIDE, "前后", "(?<=[节庆秋午明旦假日])前后"),
    Part("since", Rank.LAST, INSIDE, "以来", "(?:起|开始)?(?:以来|至今(?![年日天晚早])|迄今)"),
    Part("before", Rank.LAST, INSIDE, "前", r"以前|之前|前后|前夕|前(?!\d{0,3}[个天年月周两])"),
    Part("after", Rank.LAST, INSIDE, "后", r"以后|之后|过后|后(?!\d{0,3}[个天年月周两])"),
    Part("from", Rank.LAST, INSIDE, "起", "起|止|开始"),
]  # fmt: skip

# Which parts can stand at a place is told by its head: the number there with the character behind it, else two
# characters. Patterns are compiled when they are first needed.

FIRST_ONLY = {"length", "vague", "iso_day", "iso_month", "loose_day", "month_day"}  # never after another part
NEVER_FIRST = {part.name for part in PARTS if part.rank >= Rank.AGAIN and not part.opens} - {"vague"}
LOOKBEHIND = regex.compile(
    r"\(\?<[=!] (?P<inside> (?: [^()\\] | \\. | \( (?&inside) \) )*+ ) \)", regex.VERBOSE
)
NUMERALS = frozenset(f"0123456789{HAN}两")
HEAD = regex.compile(rf"(?: \d{{1,9}}+ | [{HAN}两]{{1,9}}+ ) .?", regex.VERBOSE | regex.DOTALL)

Match = regex.Match[str]
Pattern = regex.Pattern[str]


@cache
def pattern_of(part: Part) -> Pattern:
    return regex.compile(part.pattern, regex.VERBOSE)


@cache
def beginning_of(part: Part) -> Pattern:
    """The pattern without what must stand before the part: for its head alone."""
    return regex.compile(LOOKBEHIND.sub("", part.pattern), regex.VERBOSE)


@lru_cache(maxsize=1 << 14)
def parts_beginning(head: str) -> tuple[Part, ...]:
    """The parts that can begin so."""
    parts = parts_beginning(head[0]) if head[1:] else PARTS
    return tuple(part for part in parts if beginning_of(part).match(head, partial=True))


@lru_cache(maxsize=1 << 14)
def parts_at(head: str, rank: Rank, opening: bool) -> tuple[tuple[Part, Pattern], ...]:
    """The parts, with their patterns, that can begin so after a part of this rank."""
    return tuple(
        (part, pattern_of(part))
        for part in parts_beginning(head)
        if part.rank > rank
        and part.name not in (NEVER_FIRST if rank == Rank.NONE else FIRST_ONLY)
        and (part.opens or not opening)
    )


def scan(text: str, position: int, opening: bool = False) -> Iterator[tuple[Part, Match]]:
    """The parts of the point or period that begins at `position`, by rising rank."""
    rank, end = Rank.NONE, len(text)
    while rank < Rank.LAST and position < end:
        head = HEAD.match(text, position) if text[position] in NUMERALS else None
        for part, pattern in parts_at(head.group() if head else text[position : position + 2], rank, opening):
            found = pattern.match(text, position)
            if found is not None and found.end() > position:
                yield part, found
                rank, position, opening = part.rank, found.end(), False
                break
        else:
            return


# Text as the patterns want it

TRADITIONAL = str.maketrans(
    "兩個週時點鐘鍾後來國慶節號內間當開閏臘農曆現這禮財學陽陰紀總晝曉從與約幾餘億萬過連長裏裡屆舊歲歷聖誕際勞動婦兒黨軍"
    "師記雙獨驚蟄穀滿種許臨終",
    "两个周时点钟钟后来国庆节号内间当开闰腊农历现这礼财学阳阴纪总昼晓从与约几余亿万过连长里里届旧岁历圣诞际劳动妇儿党军"
    "师记双独惊蛰谷满种许临终",
)
HALF_WIDTH = str.maketrans("０１２３４５６７８９：．／－–‒−﹣～〜○「」『』", "0123456789:./-——-—~~〇“”“”")
ONE_FOR_ONE = {chr(old): chr(new) for old, new in (TRADITIONAL | HALF_WIDTH).items()}
OTHERWISE_WRITTEN = regex.compile(f"[{regex.escape(''.join(ONE_FOR_ONE))}]")
GAP = regex.compile(
    r"(?<=[一-龥—~-])[ \u00a0\u3000]++(?=[\d一-龥—~-]) | (?<=\d)[ \u00a0\u3000]++(?=[一-龥—~])", regex.VERBOSE
)


@lru_cache(maxsize=8)
def normalize(text: str) -> str:
    """Simplified characters and half-width digits, one for one: offsets stay true."""
    return OTHERWISE_WRITTEN.sub(lambda match: ONE_FOR_ONE[match.group()], text)


def tighten(text: str) -> str:
    """The text without white space around it and between its digits and characters (2 月 7 日)."""
    text = text.strip()
    return GAP.sub("", text) if text.split(maxsplit=1)[1:] else text
