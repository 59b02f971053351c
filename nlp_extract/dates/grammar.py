"""The grammar of time expressions, as data: the parts that an expression is put together from.

`PARTS` is a table in reading order (year before month before day); each row has the name of the part, its rank
(a later part of one expression must rank higher: after 2024年 may come 10月, never the other way round), whether an
expression in running text may open with it, its pattern and an example. Where two parts match at one place the
earlier row wins. Patterns are written for Simplified characters and half-width digits; `normalize` maps a text to
these character for character, so that offsets stay true. Words with a fixed meaning are in words.csv.
"""

from __future__ import annotations

from typing import NamedTuple

import regex

from nlp_extract.dates.festivals import FESTIVALS, SOLAR_TERMS, read_table

TRADITIONAL = str.maketrans(
    "許臨終兩個週時點鐘鍾後來國慶節號內間當開閏臘農曆現這禮財學陽陰紀總晝曉從與約幾餘億萬慶過連長裏裡們號屆舊歲歷聖誕國際勞動婦兒黨軍師記雙陽獨處驚蟄穀滿種",
    "许临终两个周时点钟钟后来国庆节号内间当开闰腊农历现这礼财学阳阴纪总昼晓从与约几余亿万庆过连长里里们号届旧岁历圣诞国际劳动妇儿党军师记双阳独处惊蛰谷满种",
)
HALF_WIDTH = {0xFF10 + digit: 0x30 + digit for digit in range(10)} | {
    ord(full): half for full, half in zip("：．／－–‒−﹣～〜〇○「」『』", ":./-——-—~~〇〇“”“”", strict=True)
}


def normalize(text: str) -> str:
    """Simplified characters and half-width digits, one for one: offsets into the result are offsets into `text`."""
    return text.translate(TRADITIONAL | HALF_WIDTH)


def alternatives(words: list[str] | dict[str, dict[str, str]]) -> str:
    """Any of the words, the longest that fits."""
    return "|".join(regex.escape(word) for word in sorted(words, key=len, reverse=True))


WORDS = {row["word"]: row for row in read_table("words.csv")}
ERAS = {row["name"]: row for row in read_table("eras.csv")}


def words(*reads: str) -> str:
    return alternatives([word for word, row in WORDS.items() if row["reads"] in reads])


# Numerals
HAN = "〇零一二三四五六七八九十"
TO12 = "(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"  # 1 to 12
UPTO99 = rf"(?:(?<!\d)\d{{1,2}}|[廿卅][一二三四五六七八九]?|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
COUNT = (  # 3, 5,200, 1.1万, 二十多, 两三, 十来, 半, 数十
    r"(?:(?:\d{1,3}(?:,\d{3})++|\d++)(?:\.\d++)?[万亿]?[多余来几]?|数?[两零一二三四五六七八九十百千万亿廿卅]++[多余来几]?|半|几|数)"
)
FROM = r"(?<![\d.])"
TO = r"(?:[—―-]{1,2}|~|至|到|与|及|和)"  # between the ends of a range
SPAN = r"(?:[—―-]{1,2}|~|至|到|、)"  # between its numbers, where only the last has a unit

UNITS = {  # of durations, to ISO 8601
    "年": "Y", "载": "Y", "年头": "Y", "周年": "Y", "年度": "Y", "财年": "Y", "学年": "Y", "世纪": "C", "年代": "X",
    "季度": "Q", "月": "M", "周": "W", "星期": "W", "礼拜": "W",
    "天": "D", "日": "D", "昼夜": "D", "工作日": "D", "交易日": "D", "宿": "D", "晚上": "D", "夜晚": "D", "夜": "D",
    "小时": "TH", "钟头": "TH", "刻钟": "TK", "分钟": "TM", "分": "TM", "秒": "TS", "秒钟": "TS", "毫秒": "TF",
    "上午": "A", "下午": "A", "早上": "A", "白天": "A", "春天": "S", "夏天": "S", "秋天": "S", "冬天": "S",
}  # fmt: skip
UNIT = alternatives([unit for unit in UNITS if unit not in ("年代", "日", "分", "秒", "月", "夜", "载")])

ONE_LENGTH = (  # 两个半小时, 四天半, 一年多, 大半年, 个把月
    rf"(?:{COUNT}个?(?:半|多|余|来|整)?|[大小多]半个?|个把|一整)(?:{UNIT}|(?<=个|个半|半|数|几|多|余|来|把)月|(?<=数|[两一二三四五六七八九十百])日|(?<=[3-9]\d|\d{{3}})日)(?:半|多|余|几)?"
)
NUMERAL = rf"(?:\d++(?:\.\d++)?|[{HAN}两]++)"
CLOCKED = rf"(?:{NUMERAL}个?多?小时(?:余|零)?)?{NUMERAL}分钟?{NUMERAL}秒(?:\d++)?|{NUMERAL}个?小时(?:余|零)?{NUMERAL}分(?!钟)|{NUMERAL}秒\d*"
LENGTH = (
    rf"(?:{COUNT}(?:{UNIT})?{SPAN})?+(?:{CLOCKED}|{ONE_LENGTH}(?:[零又]?(?:{CLOCKED}|{ONE_LENGTH}|\d+时))*+)(?![级代龄轮货产审岁刊报边围薪制])"
)

DAY_PART = (
    "凌晨|清晨|清早|早晨|早间|早上|上午|中午|正午|午间|午后|午前|下午|傍晚|晚上|晚间|夜间|夜里|深夜|半夜|午夜|子夜|白天|一早|一大早|天没亮|天亮前"
)
CLOCK = (
    r"(?:(?:[01]?\d|2[0-4])|[零〇一二两三四五六七八九]|十[一二三四五六七八九]?|二十[一二三四]?)(?:时|点钟?)"
    r"(?!代|[间候段刻段评建])(?:(?:[0-5]?\d|[零〇一二三四五六七八九十]{1,3})分(?!钟)(?:\d{1,2}秒)?|半|一刻|三刻|整)?"
    r"|(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\d:])"
)
LUNAR_MONTH = "闰?(?:正|[二三四五六七八九十冬腊]|十一|十二)月"
LUNAR_DAY = "(?:初[一二三四五六七八九十]|十[一二三四五六七八九]|二十[一二三四五六七八九]?|廿[一二三四五六七八九]?|三十)"


class Part(NamedTuple):
    """A building block of time expressions."""

    name: str
    rank: int
    opens: bool
    pattern: str
    example: str


PARTS = [
    # Whole dates in digits
    Part("iso_day", 6, True, "|".join(rf"{FROM}(?P<y>[12]\d{{3}}){sep}(?P<m>0?[1-9]|1[0-2]){sep}(?P<d>0?[1-9]|[12]\d|3[01])(?![\d.-]*\d)T?"
         for sep in ("-", "/", r"\.")), "2024-11-18"),
    Part("compact_day", 6, True, r"(?<![\dA-Za-z.])(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?![\d.A-Za-z])",
         "20241118"),
    Part("iso_month", 4, False, rf"{FROM}(?P<y>[12]\d{{3}})[-./](?P<m>0?[1-9]|1[0-2])(?![\d年月日])", "2024-11"),
    Part("spaced_day", 6, False, rf"{FROM}(?P<y>[12]\d{{3}}) (?P<m>\d\d) (?P<d>\d\d)(?!\d)", "2010 01 29"),
    Part("loose_day", 6, False, "|".join(rf"{FROM}(?P<x>\d{{1,2}}){sep}(?P<y>\d{{1,2}}){sep}(?P<z>\d{{4}}|\d{{1,2}})(?!\d)"
         for sep in ("-", "/", r"\.")), "13.5.2015"),
    Part("month_day", 6, False, rf"{FROM}(?P<m>0?[1-9]|1[0-2])[./](?P<d>0?[1-9]|[12]\d|3[01])(?!\w)", "11.18"),
    # Sets
    Part("each", 1, True, rf"{words('set')}|每(?:隔)?(?:[上本下])?(?:个)?(?:采暖季|工作日|节假日|月|星期|周末|交易日|周(?=[一二三四五六日天末]))"
         rf"|每隔?{COUNT}个?(?:{UNIT}|日|月|分|秒)", "每周"),
    # Years
    Part("plan", 1, True, r"[“\"]?(?P<n>一|二|三|四|五|六|七|八|九|十[一二三四五六七]?)五[”\"]?(?P<s>规划)?(?=期间|时期|末|初|以来|前|中期|收官|开局|$)",
         "“十四五”期间"),
    Part("fiscal", 1, True, rf"{FROM}(?P<a>[12]\d{{3}})年?(?:{SPAN}|/)(?P<b>[12]\d{{3}}|\d\d)年?(?P<k>学年|财年|财政年度|双年度|赛季|年度|雪季|榨季)"
         r"(?:第?(?P<q>[一二三四])财季)?", "2023—2024学年"),
    Part("fiscal_year", 1, True, rf"{FROM}(?P<a>[12]\d{{3}})年? ?(?P<k>学年|财年|财政年度)(?:第?(?P<q>[一二三四])财季)?", "2024财年"),
    Part("fiscal_word", 1, True, r"(?P<w>本|上一?个?|下一?个?)(?P<k>财年|财政年度|学年)", "本财年"),
    Part("years", 1, True, rf"{FROM}(?P<a>[12]\d{{3}}|[一二][〇零一二三四五六七八九]{{3}})年?{SPAN}(?P<b>[12]\d{{3}}|[一二][〇零一二三四五六七八九]{{3}}|\d\d)年(?!\d*月|[上下]半年|[一二三四前]|[初底末中])"
         r"(?:之?间)?", "2020至2023年"),
    Part("bare_years", 1, False, rf"{FROM}(?P<a>[12]\d{{3}})(?:—|-|~|至|到)(?P<b>[12]\d{{3}})(?!\d|年)", "2016-2018"),
    Part("both_years", 1, True, "(?P<a>今|去|明)(?P<b>明|后|前)?两?年?(?:两年)|今明两年", "今明两年"),
    Part("century", 1, True, rf"公?(?:元前)?(?P<n>上个?|本|{UPTO99})世纪", "20世纪"),
    Part("decade", 2, True, r"(?:(?<!\d)(?P<n>[12]\d{3}|\d0)|(?P<n>[一二三四五六七八九]十))年代", "1980年代"),
    Part("era", 1, True, rf"(?P<e>{alternatives(ERAS)})(?P<n>元|末|初|\d{{1,3}}|[{HAN}百]{{1,5}})年(?:[至到](?P<last>\d{{1,3}}|[{HAN}百]{{1,5}})年)?", "光绪二十三年"),
    Part("year", 1, True, rf"(?:公元)?{FROM}(?P<n>[12]\d{{3}})年(?:度(?!假))?(?!\d*期|代)", "2021年"),
    Part("year", 1, True, rf"(?<![{HAN}])(?P<n>[一二][〇零一二三四五六七八九]{{3}}|[一两]千(?:[零〇][一二三四五六七八九]|[一二三四五六七八九]百)[{HAN}]*)年(?:度)?(?!代)", "二〇二一年"),
    Part("bc_year", 1, True, rf"公元前(?P<n>\d+|[{HAN}百千]+)年", "公元前221年"),
    Part("year", 1, True, rf"公元(?P<n>\d+|[{HAN}百千]+)年", "公元789年"),
    Part("short_year", 1, True, rf"(?<![\d.{HAN}第])(?:(?P<n>0\d|[789][1-46-9]|[零〇][一二三四五六七八九]|[九八七][一二三四六七八九])年"
         rf"(?=[{HAN}\d]{{1,3}}月|春|夏|秋|冬|[初底末]|[上下]半年|以[来前后]|之[前后]|(?:[^代多来以之内前后间期级龄薪纪历{HAN}]|$))"
         rf"|(?P<n>[1-9]\d|二?十[{HAN}]?|两千)年(?={TO12}月[^个]|[上下]半年|[一二三四]季度))", "98年"),
    Part("republic_year", 1, True, rf"{FROM}(?P<n>1[01]\d)年(?={TO12}月)", "112年2月"),
    Part("past_years", 1, True, r"前(?P<n>[两二三四五])年(?!级|期)", "前两年"),
    Part("short_year", 1, False, rf"{FROM}(?P<n>[2-9]\d[1-9]|[三四五六七八九][〇零一二三四五六七八九]{{2}})年(?!{COUNT}|多|以|之|内|前|后|间|来)", "789年"),
    Part("bare_year", 1, False, r"(?<!\d)(?P<n>(?:19|20)\d\d)(?![\d年.,%万亿元人件个家名])", "2018"),
    Part("year_word", 1, True, words("year"), "去年"),
    # Parts of the year
    Part("half", 3, True, r"(?P<n>[上下前后])半年|(?<=年|年度)(?P<n>半)年度|第?(?P<n>[一二])半年", "上半年"),
    Part("quarters", 4, True, rf"前(?P<b>[二两三])个?季度?|(?<!\d)第?(?P<a>[1-4一二三四]){SPAN}第?(?P<b>[1-4一二三四])季度", "前三季度"),
    Part("quarter", 4, True, r"第?(?P<n>[1-4一二三四])季度|第(?P<n>[1-4一二三四])季(?!度)|(?P<n>首|末)个?季度?(?!军|赛)|(?<=年)(?P<n>[一二三四])季(?!稻|度)|[Qq](?P<n>[1-4])(?!\w)", "一季度"),
    Part("quarter_word", 4, True, r"(?P<w>上一?个?|本|当|该|今|同|这个?|下一?个?)季度?(?![节军赛风后])", "上季度"),
    Part("first_months", 4, True, rf"(?:前|首|头)(?P<b>{TO12}|两)(?:个月份?|月(?!\d|份))", "前9个月"),
    Part("months", 4, True, rf"{FROM}(?P<a>{TO12})月?份?{SPAN}(?P<b>{TO12})月(?:份|间)?(?!\d|[{HAN}]|[初底末上中下])", "1—10月"),
    # Seasons, festivals, lunar dates
    Part("lunar_day", 6, True, rf"(?:农历|阴历|旧历)(?P<y>[12]\d{{3}}年)?(?P<m>{LUNAR_MONTH})(?P<d>{LUNAR_DAY})日?", "农历正月十五"),
    Part("lunar_day", 6, True, rf"(?P<m>闰?[正冬腊]月)(?P<d>{LUNAR_DAY})日?|(?P<m>{LUNAR_MONTH})(?P<d>初[一二三四五六七八九十]|廿[一二三四五六七八九]?)", "腊月二十八"),
    Part("lunar_day", 6, True, r"大年(?P<d>初[一二三四五六七八九十])", "大年初一"),
    Part("lunar_month", 4, True, rf"(?:农历|阴历|旧历)(?P<m>{LUNAR_MONTH})|(?P<m>闰?[正冬腊]月)", "腊月"),
    Part("lunar_bare_day", 6, False, r"(?P<d>初[一二三四五六七八九十]|廿[一二三四五六七八九](?![年天个月日小周]))", "初六"),
    Part("festival", 3, True, rf"[“\"](?P<f>{alternatives(FESTIVALS)})[”\"](?:国际劳动妇女|国际劳动|青年|儿童|购物)?节?|(?P<f>{alternatives([f for f in FESTIVALS if f not in ('十一', '七一', '八一', '三八', '618', '五四')])})节?"
         r"|(?P<f>十一|七一|八一)(?=假期|长假|黄金周|期间|前夕|小长假)", "春节"),
    Part("holiday", 5, False, r"(?:小?长假|黄金周|假期|节?假日|(?<=[旦节庆秋午明一])三天)(?:期间)?|期间", "假期"),
    Part("term", 3, True, rf"(?P<t>{alternatives([t for t in SOLAR_TERMS if t not in ('小雪', '大雪', '白露', '雨水', '大寒', '小满')])})(?:节气|时节)?(?!成|季)|(?P<t>{alternatives(SOLAR_TERMS)})(?:节气|时节)", "立春"),
    Part("season", 3, True, r"今冬明春|去冬今春|秋冬季?|冬春季?|(?P<w>今|去|明)(?P<s>[春夏秋冬])季?|(?P<s>[春夏秋冬])(?:季学期|[季天](?!度))|(?<=年)(?P<s>[春夏秋冬])(?![耕种收运节装播])|"
         r"(?:深|初|仲|暮|晚|早|金)(?P<s>[春夏秋冬])|(?:隆|严|寒)(?P<s>冬)|(?:盛|炎)(?P<s>夏)|开(?P<s>春)|入(?P<s>[夏秋冬])", "今年夏天"),
    Part("loose_season", 3, True, r"寒假|暑假|暑期|汛期|旺季|淡季|采暖季|供暖季|禁渔期|流行季|春运|暑运|[上下]学期|新学期|雪顿节|藏历新年|假日|节日|假期|节前|节后|[一-龥]{2}季(?=$)|迎峰度[夏冬]", "汛期"),
    # Months, weeks, days
    Part("month", 4, True, rf"{FROM}(?<![{HAN}])(?P<n>1[0-9]|0?[1-9]|十[一二三四五六七八九]?|[一二三四五六七八九])月(?:份(?!额))?", "10月"),
    Part("month_word", 4, True, words("month"), "上月"),
    Part("edge", 5, True, r"年(?P<e>初|底|末|中(?!国|央|学|小|医))|月(?P<e>初|底|末|中(?!国|央|旬))|季(?P<e>末|底|初)|开(?P<e>年)(?=以来|之)", "年底"),
    Part("edge", 5, False, r"(?P<e>上中旬|中下旬|上旬|中旬|下旬|早些时候|初期|中期|末期|中叶|初|底|末|中(?![国央学小医旬秋午]))|当(?P<e>中)", "底"),
    Part("edge", 5, True, r"(?P<e>上旬|中旬|下旬)", "下旬"),
    Part("weekday", 6, True, r"(?<![一二两三四五六七八九十\d每几数])(?P<w>上上|上|下下|下|本|这|当)?个?(?:周|星期|礼拜)(?P<d>[一二三四五六日天末])(?![年期岁带报刊个])", "周一"),
    Part("week", 5, True, words("week"), "上周"),
    Part("days", 6, True, rf"{FROM}(?P<a>{UPTO99}){SPAN}(?P<b>{UPTO99})[日号](?!线|楼|院|机|令|文|公)", "5—7日"),
    Part("day", 6, True, rf"{FROM}(?<![{HAN}第])(?P<n>(?<![年月])\d{{1,2}}|(?<=[年月])\d{{1,2}})[日号](?!线|楼|院|机|令|文|公|店|元|均|本|报|案|台|馆|井|坑|矿|墓|地块|厅|门|人|球|种|标)", "10日"),
    Part("day", 6, True, rf"(?<=月|[至到—~、-])(?P<n>{UPTO99})(?:[日号]|(?![年月日号个\d{HAN}周天小]))", "十二日"),
    Part("day", 6, True, rf"(?<![{HAN}第\d])(?P<n>二?十[一二三四五六七八九]|廿[一二三四五六七八九]|三十一)[日号](?!线|楼|院|游|机|令|店|元|均|本)", "二十三日"),
    Part("day_word", 6, True, rf"(?:{words('day')})(?!\d*年)", "今天"),
    Part("nth_day", 6, False, rf"的?第(?P<n>{UPTO99})天|的?(?P<n>首)[日天]|的?(?P<n>最后)一天", "第二天"),
    Part("nth_week", 5, False, rf"的?(?P<n>首|第{UPTO99}|最后一)个?周(?![一二三四五六日天末])", "第一周"),
    Part("nth_weekday", 6, False, r"的?(?P<n>首个?|第[一二三四五]个?|最后一?个?)(?:周|星期|礼拜)(?P<d>[一二三四五六日天])", "第一个周三"),
    # The day and its clock
    Part("day_part", 7, True, rf"{DAY_PART}|(?<=[日号天])(?:晚|夜|晨|早)(?!报|会|餐)", "上午"),
    Part("clock", 8, True, rf"{FROM}(?:当地时间|北京时间)?(?:{CLOCK})(?:{SPAN}(?:{CLOCK}))?(?:许|左右|前后|来钟)?|{FROM}\d{{1,2}}{SPAN}\d{{1,2}}时(?!间|许)", "17时30分"),
    # Lengths
    Part("length", 6, True, LENGTH, "一年零四个月"),
    # What may follow
    Part("same_time", 9, True, r"同(?P<u>期|月)", "同期"),
    Part("before", 10, False, r"(?:的?(?P<n>前|后)(?P<c>一|两|三|四|五|六)天)", "前一天"),
        Part("same_day", 9, False, r"当[天日晚夜周]", "当天"),
    Part("since", 11, False, r"(?:起|开始)?(?:以来|至今|迄今)", "以来"),
    Part("during", 10, False, r"期间|时期|之间|间|之内|全年|全月|末年", "期间"),
    Part("until", 11, False, r"以前|之前|前后|前夕|前(?!\d*[个天年月周两])", "前"),
    Part("after", 11, False, r"以后|之后|过后|后(?!\d*[个天年月周两])", "后"),
    Part("from", 11, False, r"起|止|开始", "起"),
    Part("approximately", 9, False, r"许|左右|前后", "左右"),
]  # fmt: skip

PATTERNS = [regex.compile(part.pattern) for part in PARTS]
NAMED = regex.compile(r"\(\?P<\w+>")


def lexer(parts: list[int]) -> regex.Pattern[str]:
    """A pattern that tells which of the parts (rows of the table) stands at a place: its only groups are the parts."""
    return regex.compile("|".join(f"(?P<part{row}>{NAMED.sub('(?:', PARTS[row].pattern)})" for row in parts))


LEXERS = [lexer([row for row, part in enumerate(PARTS) if part.rank > rank]) for rank in range(12)]
