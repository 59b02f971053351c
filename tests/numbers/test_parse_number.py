"""Numbers in every spelling of Chinese news: tables of (text, value), and what must hold for any text."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_extract.numbers import Number, NumberError, parse_number

EXACT = """
0 0
7 7
2024 2024
007 7
23,400 23400
1,293,986 1293986
1_500 1500
4_321_000 4321000
３ 3
４１，２７３ 41273
２,０１６ 2016
3.9 3.9
５.５ 5.5
１９．５ 19.5
0.50 0.5
7.0 7
.5 0.5
-3.7 -3.7
－12 -12
+5 5
负7 -7
负1.7亿 -170000000
零下35 -35
零下二十 -20
2e5 200000
12.32e+3 12320
4e-2 0.04
14.2k 14200
零 0
〇 0
一 1
十 10
十五 15
二十 20
二十一 21
廿二 22
卅一 31
九十九 99
一百 100
一百零五 105
一百〇五 105
一百一十 110
一百二 120
百五 150
百八 180
两百六 260
两千零五 2005
两千零五十 2050
一千二 1200
三千五百 3500
九千九百九十九 9999
一万 10000
一万零三 10003
一万零三十 10030
一万一 11000
三万五 35000
三万五千 35000
十万九千 109000
二十三万四千五百六十七 234567
一百二十万 1200000
一千万 10000000
九百八十万 9800000
一亿 100000000
一亿零五万 100050000
一亿八千万 180000000
三千一百亿 310000000000
一万五千亿 1500000000000
三万亿 3000000000000
一兆 1000000000000
一亿亿 10000000000000000
二〇二五 2025
一九四九 1949
三八五 385
壹佰贰拾叁 123
伍仟陆佰 5600
柒拾捌万 780000
玖拾玖 99
貳萬肆仟 24000
參拾億 3000000000
兩百 200
兩萬 20000
十六億 1600000000
3万 30000
3万5 35000
3万5000 35000
1亿3000万 130000000
8千 8000
2千3百 2300
7百 700
68億5,000萬 6850000000
71萬2,000 712000
3.9万 39000
3.9万亿 3900000000000
16.5亿 1650000000
486.52_万 4865200
0.03亿 3000000
24.6万亿 24600000000000
5.5千 5500
一点五 1.5
三点一四 3.14
零点四 0.4
十点二 10.2
两千万点五 20000000.5
三点五万 35000
一点八亿 180000000
一百二十点五 120.5
1千零1 1001
2千零30万 20300000
三个亿 300000000
五_百_二_十 520
半百 50
两 2
俩 2
仨 3
三分之一 1/3
四分之三 3/4
十五分之一 1/15
两万分之一 1/20000
2/3 2/3
一又二分之一 3/2
二又三分之二 8/3
1_3/5 8/5
3分之1 1/3
万分之五 1/2000
十万分之三 3/100000
5.5% 0.055
100% 1
61.5％ 0.615
8.4_% 0.084
12‰ 0.012
百分之五 0.05
百分之百 1
百分之三点二 0.032
百分之一百三十 1.3
千分之四 0.004
千分之二点三 0.0023
五成 0.5
三成五 0.35
三成半 0.35
六成一 0.61
十成 1
一半 0.5
半 0.5
半数 0.5
"""

APPROXIMATE = """
约8000 8000 ~
近万 10000 ~
将近三百 300 ~
大约五十 50 ~
八百左右 800 ~
六十上下 60 ~
超过300 300 >
逾九成 0.9 >
突破1.2亿 120000000 >
至少31 31 >=
不少于5万 50000 >=
不低于20% 0.2 >=
六十以上 60 >=
18及以上 18 >=
不足30 30 <
不到一半 0.5 <
低于0.5 0.5 <
三成不到 0.3 <
不超过15 15 <=
最多六千 6000 <=
300以内 300 <=
18以下 18 <=
三十出头 30 >
二十余 20 >
三万五千余 35000 >
3万多 30000 >
十多 10 >
十几 10 >
三十几 30 >
三十好几 30 >
六千大几 6000 >
一百二十几 120 >
三千五百多万 35000000 >
4360余万 43600000 >
480多万 4800000 >
十多亿 1000000000 >
两个多亿 200000000 >
百余 100 >
6千多 6000 >
一成多 0.1 >
一成几 0.1 >
百来 100 ~
百十来 110 ~
二十来 20 ~
四十来万 400000 ~
千把 1000 ~
万把 10000 ~
小三百 300 ~
大几十 50 ~
大几千 5000 ~
几 1 >=
几十 10 >=
好几百 100 >=
数 1 >=
数十 10 >=
数千 1000 >=
数百万 1000000 >=
数百亿 10000000000 >=
上百 100 >=
上万 10000 >=
上千万 10000000 >=
成千上万 1000 >=
成百上千 100 >=
一大半 0.5 >
大半 0.5 >
小一半 0.5 ~
百分之几 0.01 >=
三分之一强 1/3 >
"""

RANGES = """
20至30 20 30
3—5 3 5
3-5 3 5
60～90 60 90
十到十五 10 15
2到3万 20000 30000
2000万到3000万 20000000 30000000
1至1.2亿 100000000 120000000
3,001至1万 3001 10000
8000到1万 8000 10000
15%～20% 0.15 0.2
1.2至1.6% 0.012 0.016
三至四成 0.3 0.4
两三百 200 300
三五 3 5
一两 1 2
七八十 70 80
七、八十 70 80
十一二 11 12
十七八 17 18
三百四五十 340 350
一百一二十 110 120
一千七八 1700 1800
四千五六 4500 4600
两万七八 27000 28000
一万八九千 18000 19000
六七万 60000 70000
一百二三十万 1200000 1300000
一亿两三千万 120000000 130000000
五十六七 56 57
七八成 0.7 0.8
七、八成 0.7 0.8
零下二十三四 -24 -23
零下5至3 -5 -3
零下3至5 -5 -3
-5至3 -5 3
"""

NOT_NUMBERS = """
三家 1
一 二家 1
百姓 1
12千米 3
20，300 2
十百 0
1.2.3 3
第三 0
三等奖 1
万元 1
3∶1 1
abc 0
五十打 2
"""


def rows(table: str) -> list[list[str]]:
    return [[cell.replace("_", " ") for cell in line.split(" ")] for line in table.strip().splitlines()]


def number(written: str) -> Fraction:
    return Fraction(written)


def same(value: int | Decimal | None, expected: Fraction) -> bool:
    """Exactly alike, or to the 28 digits that a fraction without an end is given."""
    assert value is not None
    exact = Fraction(value)
    return exact == expected or abs(exact - expected) < abs(expected) * Fraction(1, 10**27)


@pytest.mark.parametrize(("text", "value"), rows(EXACT))
def test_exact_numbers(text: str, value: str) -> None:
    parsed = parse_number(text)
    assert same(parsed.value, number(value))
    assert (parsed.high, parsed.approx) == (None, "=")


@pytest.mark.parametrize(("text", "value", "approx"), rows(APPROXIMATE))
def test_approximate_numbers(text: str, value: str, approx: str) -> None:
    parsed = parse_number(text)
    assert same(parsed.value, number(value))
    assert (parsed.high, parsed.approx) == (None, approx)


@pytest.mark.parametrize(("text", "low", "high"), rows(RANGES))
def test_ranges(text: str, low: str, high: str) -> None:
    parsed = parse_number(text)
    assert same(parsed.value, number(low))
    assert same(parsed.high, number(high))


@pytest.mark.parametrize(
    ("text", "position"), [line.rsplit(" ", 1) for line in NOT_NUMBERS.strip().splitlines()]
)
def test_what_is_no_number_says_where_it_stopped(text: str, position: str) -> None:
    with pytest.raises(NumberError) as stopped:
        parse_number(text)
    assert (stopped.value.text, stopped.value.position) == (text, int(position))
    assert isinstance(stopped.value, ValueError)
    assert parse_number(text, errors="none") is None


@pytest.mark.parametrize(
    "text", ["", " ", "，", "负", "%", "零下", "百分之", "分之一", "1/0", "零分之三", "\ud800", "\x00"]
)
def test_nothing_to_read(text: str) -> None:
    assert parse_number(text, errors="none") is None


def test_values_are_whole_or_decimal_and_never_binary() -> None:
    assert parse_number("3.9万亿") == Number(3_900_000_000_000, None, "=")
    assert parse_number("0.1") == Number(Decimal("0.1"), None, "=")
    assert isinstance(parse_number("6.0").value, int)
    assert parse_number("三分之一").value == Decimal("0." + "3" * 28)


def test_white_space_around_a_number() -> None:
    assert parse_number("\u3000 三万五千\n") == parse_number("三万五千")


@pytest.mark.parametrize(
    "text", ["9" * 1_000_000, "亿" * 1_000_000, "3多万" * 300_000, "1," * 500_000, "一分之" * 300_000]
)
def test_a_text_of_a_million_characters_is_refused_at_once(text: str) -> None:
    assert parse_number(text, errors="none") is None


def in_chinese(value: int) -> str:
    """The numeral as it is read out: the inverse of the reader, written independently of it."""
    for scale, sign in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if value >= scale:
            above, below = divmod(value, scale)
            rest = ("零" if below < scale // 10 else "") + in_chinese(below) if below else ""
            return in_chinese(above) + sign + rest
    return "零一二三四五六七八九"[value]


@given(st.integers(0, 10**16))
def test_numbers_come_back_from_chinese(value: int) -> None:
    assert parse_number(in_chinese(value)).value == value


@given(st.integers(0, 10**16), st.sampled_from(["{}", "{:,}"]))
def test_numbers_come_back_from_digits(value: int, pattern: str) -> None:
    assert parse_number(pattern.format(value)).value == value


@given(
    st.decimals(0, 10**6, places=3, allow_nan=False),
    st.sampled_from([("", 1), ("万", 10**4), ("亿", 10**8), ("万亿", 10**12)]),
)
def test_decimals_are_exact_with_any_scale(value: Decimal, scale: tuple[str, int]) -> None:
    parsed = parse_number(f"{value:f}{scale[0]}").value
    assert Fraction(parsed) == Fraction(value) * scale[1]


@given(st.integers(1, 10**8), st.integers(1, 10**8))
def test_fractions_are_exact_to_28_digits(numerator: int, denominator: int) -> None:
    parsed = parse_number(f"{in_chinese(denominator)}分之{in_chinese(numerator)}").value
    assert same(parsed, Fraction(numerator, denominator))


NUMERAL_CHARACTERS = (
    "0123456789０９,，.．〇零一二两兩三四五六七八九十百千万亿兆廿半几数多余来"
    "成分之又点%‰至到-—~约近超不以上 个负"
)


@given(st.one_of(st.text(), st.text(NUMERAL_CHARACTERS)))
def test_reading_never_fails_otherwise_than_by_its_own_error(text: str) -> None:
    parsed = parse_number(text, errors="none")
    if parsed is None:
        with pytest.raises(NumberError):
            parse_number(text)
    else:
        assert parsed == parse_number(text)
        float(parsed.value)
