"""Quantities in running text, by grammar alone: every number with a unit that is no date, duration, rank or name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from nlp_extract.numbers import approximators
from nlp_extract.numbers.read import Numeral
from nlp_extract.quantities.read import RATIO, Measured, Quantity, read_at
from nlp_extract.quantities.units import CURRENCY, MEASURE, UnitTable, load_units

NUMBER_BEGINS = regex.compile(
    r"""
      [0-9０-９〇零一二两兩三四五六七八九十百千万萬亿億廿卅半几幾数數仨]
    | 上(?=[百千万亿]) | (?<![偏较最大中缩变])小(?=[一两兩二三四五六七八九]) | [大好](?=[几幾]) | 成(?=[千百]上)
    | (?<![减正])负(?=[0-9]) | (?<![A-Za-z0-9０-９年月日号])[-−](?=[0-9]) | (?:US|HK|NT|A|C)?[$￥¥€£](?=[0-9])
    """,
    regex.VERBOSE,
)
RUN = regex.compile(
    r"[0-9０-９,.，．〇零一二两兩三四五六七八九十百千万萬亿億廿卅半几幾数數仨兆点點]++|.", regex.DOTALL
)

D = "[0-9０-９〇零一二两兩三四五六七八九十百千半几幾数數廿卅]"
SPAN = rf"{D}++(?:[.．]{D}++)?+(?:[多余餘来來])?+(?:\s?[至到~～—–-]+\s?{D}++)?+\s?"
TIME = regex.compile(
    rf"""
      {SPAN} [个個]? [多半来來]? (?: 年半? | 月(?!龄|齡) | 日(?![元圆圓均本]) | 天半? | [周週](?!岁|歲) | 星期 | 礼拜 | 禮拜 | 小时 | 小時 | 钟头 | 鐘頭 | 分钟 | 分鐘
        | 分 {D}++ 秒 | 秒(?!/) | 季度 | 世纪 | 世紀 | 昼夜 | 学期 | 学年 | 工作日 | 交易日 | 自然日 | 比赛日 | 旬 | 晚(?!上) | 夜 | 季
        | 刻钟 | 时(?!装|期|代|速|序) \s? (?:{D}++ \s? 分)? | 時 \s? (?:{D}++ \s? 分)? )            # 2024年, 10月, 3个半月, 17时30分
    | \d{{1,2}} [:：] \d{{2}} (?!\d | \s?[（(]?[胜负平])                    # 17:30
    | {SPAN} [点點] (?: 半 | 钟 | 鐘 | {D}{{1,3}} 分? (?![个個倍万亿成%％]) | [一三]刻 | 整 | 许 )   # 三点半, 六点四十分
    | \d{{1,4}} ([-/.．]) \d{{1,2}} \1 \d{{1,4}}                           # 2024-11-18
    | \d{{4}} / \d{{2,4}} (?!\d) | \d{{1,2}} [./] \d{{1,2}} (?=日|事件)     # 2017/18年度, 9/11事件
    | \d++ (?: [·•] \d++ | 号 | 號 | 版 | 期(?!货) )                         # 7·21, 5号
    """,
    regex.VERBOSE,
)
ORDINAL_BEFORE = regex.compile(  # 第|三, A|380, 初|五, 星期|二
    r"(?r)(?:第\s?|[A-Za-z0-9０-９_./#＃〔【\[·•-]|[（(](?=[一二三四五六七八九十]+[）)])|初|星期|周|礼拜|[〇零一二三四五六七八九十])"
)
FIXED = regex.compile(
    r"""
      [一二三四五六七八九十] (?: 次(?=会议|全会|全体|产业|革命|世界) | 项(?=原则|规定) | 节气 | 把手 | 带一路 | 个意识 | 字 )
    | 十分(?!之|钟) | 万[一分] | 百[姓货般度科] | 千[方古] | 万(?:[科物岁能象]|元户)                # 万一, 千方百计
    | 数(?![十百千万亿]|[名家人次个位起年天月]) | 數(?![十百千萬億]|[名家人次個位起年天月]) | 三三两两 | [千万]家万户
    | 两[国國岸会會地党者制翼弹侧端边手廊优免旁] | 三[农農峡江亚星角军甲沙明门资公] | 四[川肢大处] | 五[四星金谷官粮]
    | 六[盘安合] | 八[一路方] | 九[江龙龍寨州]
    | [0-9]++ (?: (?:部|分|支)?队(?!员) | 米(?=口径|决赛|板|跑|栏|接力|自由泳|蛙泳|蝶泳|仰泳|混合泳|手枪|步枪|个人|短跑) | (?:公斤|kg)级 )
    """,
    regex.VERBOSE,
)
NOT_COUNTED = frozenset(("time", "period"))
ORDERED = frozenset(
    "级級期层層届屆版章型代号號路道環环档步面行度点點段局格声下手集回类類"
)  # 二级, 三期: ranks unless in digits
AFTER_MODELS = frozenset("AJLNV")  # 18A工艺, 歼-20J
QUOTED = regex.compile("[^”’」』》\\n]{1,12}[”’」』》]")
HAN = regex.compile(r"\p{Han}")
RANK = regex.compile("[百千万萬]")
OPENING = frozenset("“‘「『《")


class QuantityMatch(NamedTuple):
    """A quantity at text[start:end]."""

    start: int
    end: int
    quantity: Quantity


def find_quantities(text: str, units: UnitTable | None = None) -> Iterator[QuantityMatch]:
    """The quantities of a text, in text order and without overlaps.

    Dates, clock times, durations, ordinals, ranks, numbers inside names, slogans, codes and telephone numbers are passed over,
    and so are numbers without a unit other than fractions, ratios and those in 万 and 亿 (4.7万居民).

    Args:
        text: any text.
        units: the units to read, `load_units()` without.
    """
    table = units or load_units()
    position = 0
    while begin := NUMBER_BEGINS.search(text, position):
        start = begin.start()
        passed = _passed_over(text, start)
        if passed:
            position = passed
            continue
        measured = read_at(text, start, table)
        if measured is None or not _counts(text, start, measured):
            run = RUN.match(text, start)
            position = max(run.end() if run else 0, start + 1)
            if measured is not None:
                position = max(measured.numeral.end, start + 1)
            continue
        yield QuantityMatch(start, measured.end, measured.quantity())
        position = measured.end


def _passed_over(text: str, start: int) -> int:
    """The end of what is no quantity at `start` (a date, an ordinal, a fixed word), 0 where nothing says so."""
    if ORDINAL_BEFORE.match(text, 0, start):
        run = RUN.match(text, start)
        return run.end() if run else start + 1
    found = TIME.match(text, start) or FIXED.match(text, start)
    return found.end() if found else 0


def _counts(text: str, start: int, measured: Measured) -> bool:
    """Whether a number with what follows it counts something."""
    unit, numeral = measured.unit, measured.numeral
    first = text[start]
    in_digits = first.isdecimal() or first in "-−负"
    if unit.kind in NOT_COUNTED:
        return False
    if not unit.kind:
        return _counts_bare(text, start, numeral, in_digits)
    if unit.name in AFTER_MODELS or (first == "半" and unit.kind == RATIO and numeral.end == start + 1):
        return False
    if start and text[start - 1] in OPENING and unit.kind == MEASURE and QUOTED.match(text, start):
        return False
    if first in "百千万萬亿億" and unit.kind in (MEASURE, CURRENCY) and numeral.approx == "=":
        return bool(approximators.before(text, start) or approximators.after(text, measured.end))
    if unit.kind == MEASURE and first in "一半" and numeral.end == start + 1:
        return False  # an article rather than a number: 一项倡议
    return unit.name not in ORDERED or in_digits or first == "零" or numeral.high is not None


def _counts_bare(text: str, start: int, numeral: Numeral, in_digits: bool) -> bool:
    """Whether a number without a unit counts something: 4.7万居民, 一百三, 数千民众."""
    if in_digits:
        return numeral.scale >= 10000
    if numeral.end == start + 1 or numeral.low < 100:
        return False
    closes = not HAN.match(text, numeral.end) or approximators.after(text, numeral.end) is not None
    return (
        numeral.approx != "="
        or numeral.scale >= 10000
        or (closes and RANK.search(text, start, numeral.end) is not None)
    )
