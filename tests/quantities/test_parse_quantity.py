"""Quantities: tables of (text, value, unit, ...), the units, and what must hold for any text."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_extract.quantities import NumberError, Quantity, load_units, parse_quantity

EXACT = """
26家 26 家 measure
8000名 8000 名 measure
181万人次 1810000 人次 measure
77868件次 77868 件次 measure
3,912份 3912 份 measure
512_件 512 件 measure
３条 3 条 measure
876件（次） 876 件（次） measure
120台（套） 120 台（套） measure
35头（只） 35 头（只） measure
46架次 46 架次 measure
28户次 28 户次 measure
1200件套 1200 件套 measure
36人月 36 人月 measure
三十三户 33 户 measure
十一人 11 人 measure
仨人 3 人 measure
两名 2 名 measure
半个 0.5 个 measure
两个半 2.5 个 measure
九件半 9.5 件 measure
1.9万标箱 19000 标箱 measure
270張 270 張 measure
3个 3 个 measure
65岁 65 岁 age
六十五周岁 65 周岁 age
3.9万亿元 3900000000000 元 currency
618,240亿元 61824000000000 元 currency
486.52_万元 4865200 元 currency
负1.7亿元 -170000000 元 currency
1亿3000万元 130000000 元 currency
45_亿美元 4500000000 美元 currency
36万港元 360000 港元 currency
八块五 8.5 块 measure
41块5 41.5 块 measure
八块五毛 8.5 块 measure
三元七角 3.7 元 currency
50元6角3分 50.63 元 currency
12块钱 12 块钱 currency
五毛 5 毛 currency
5.5% 5.5 % percent
6.4_％ 6.4 % percent
百分之三点二 3.2 % percent
百分之百 100 % percent
五成 50 % percent
三成五 35 % percent
一成半 15 % percent
12‰ 12 ‰ percent
千分之四 4 ‰ percent
4.4个百分点 4.4 百分点 point
1.36_个百分点 1.36 百分点 point
两个百分点 2 百分点 point
0.7百分点 0.7 百分点 point
25个基点 25 基点 point
3371.85点 3371.85 点 point
2.3倍 2.3 倍 multiple
三倍半 3.5 倍 multiple
一番 1 番 multiple
两番半 2.5 番 multiple
八折 8 折 discount
八五折 8.5 折 discount
7.5折 7.5 折 discount
对折 5 折 discount
三分之一 1/3 _ ratio
四分之三 0.75 _ ratio
万分之五 0.0005 _ ratio
一半 0.5 _ ratio
3∶1 3 _ ratio
3:2 3 _ ratio
2比1 2 _ ratio
335_比_91 335 _ ratio
5∶3∶2 5 _ ratio
1∶0.5 1 _ ratio
2.14 2.14 _ _
三百八 380 _ _
4.7万 47000 _ _
12千米 12 千米 length
5公里 5 公里 length
一米七五 1.75 米 length
72米97 72.97 米 length
3尺2寸 3.2 尺 length
460亩 460 亩 area
38,614平方米 38614 平方米 area
26609千公顷 26609000 公顷 area
30立方米 30 立方米 volume
0.6升 0.6 升 volume
五百千克 500 千克 mass
二两 2 两 mass
两万两 20000 两 mass
三千两百两 3200 两 mass
一两二 1.2 两 mass
两斤三两 2.3 斤 mass
三百斤 300 斤 mass
一千瓦 1 千瓦 power
一百千瓦 100 千瓦 power
1.5兆瓦 1.5 兆瓦 power
3亿千瓦时 300000000 千瓦时 energy
三千焦 3 千焦 energy
240_千卡 240 千卡 energy
10千伏 10 千伏 electricity
0.3兆帕 0.3 兆帕 pressure
零下35摄氏度 -35 摄氏度 temperature
零下7.5℃ -7.5 ℃ temperature
36℃ 36 ℃ temperature
31度 31 度 degree
95分贝 95 分贝 sound
150太字节 150 太字节 data
16GB 16 GB data
90分钟 90 分钟 time
8,150元/吨 8150 元/吨 rate
46.3毫克/升 46.3 毫克/升 rate
38微克/立方米 38 微克/立方米 rate
0.41g/100g 0.41 g/100g rate
0.5吨标准煤/万元 0.5 吨标准煤/万元 rate
120公里每小时 120 公里每小时 rate
1.2万吨/年 12000 吨/年 rate
350公里/小时 350 公里/小时 rate
$300 300 $ currency
US$2,000 2000 US$ currency
￥58 58 ￥ currency
人民币300元 300 元 currency
3亿元人民币 300000000 元 currency
"""

APPROXIMATE = """
约8000名 8000 名 ~
近百家 100 家 ~
约三分之一 1/3 _ ~
十来位 10 位 ~
千把块 1000 块 ~
三百人左右 300 人 ~
超过2万户 20000 户 >
逾20亿美元 2000000000 美元 >
13000多名 13000 名 >
二十余家 20 家 >
68万余元 680000 元 >
1.9万余亩 19000 亩 >
百余件 100 件 >
十几台 10 台 >
六吨多 6 吨 >
2倍多 2 倍 >
六成多 60 % >
六十岁出头 60 岁 >
数千人 1000 人 >=
几十块 10 块 >=
数名 1 名 >=
上百辆 100 辆 >=
不低于80% 80 % >=
60岁及以上 60 岁 >=
4%以上 4 % >=
不足30家 30 家 <
三成不到 30 % <
不超过15人 15 人 <=
3个以内 3 个 <=
35岁以下 35 岁 <=
"""

RANGES = """
20至30人 20 30 人
2至3名 2 3 名
25—59岁 25 59 岁
4到5级 4 5 级
5%—10% 5 10 %
0.3%至0.5% 0.3 0.5 %
1.2至1.6% 1.2 1.6 %
百分之三至五 3 5 %
三至四成 30 40 %
七、八成 70 80 %
3至8个百分点 3 8 百分点
25至50个基点 25 50 基点
60元至180元 60 180 元
8000元至1万元 8000 10000 元
3至5万元 30000 50000 元
3万至5万元 30000 50000 元
2.1亿元至2.6亿元 210000000 260000000 元
150亿欧元至300亿欧元 15000000000 30000000000 欧元
200万至300万千瓦 2000000 3000000 千瓦
30米至50米 30 50 米
800克至1公斤 0.8 1 公斤
五六位 5 6 位
三四十起 30 40 起
七八百斤 700 800 斤
一两个 1 2 个
七八个点 7 8 点
六七万只 60000 70000 只
零下5至零下2摄氏度 -5 -2 摄氏度
-5至3℃ -5 3 ℃
零下5至3度 -5 -3 度
零下5℃至3℃ -5 3 ℃
两块三四 2.3 2.4 块
"""

SI = """
5公里 5000 m
1里 500 m
3亩 2000 m²
2.5万平方公里 25000000000 m²
3吨 3000 kg
二两 0.1 kg
1千瓦时 3600000 J
2兆瓦 2000000 W
36公里/小时 10 m/s
46毫克/升 0.046 kg/m³
20℃ 20 ℃
90分钟 5400 s
0.3兆帕 300000 Pa
"""

CURRENCIES = """
5元 CNY
5块钱 CNY
5美元 USD
5港元 HKD
5澳门元 MOP
5新台币 TWD
5欧元 EUR
5英镑 GBP
5日元 JPY
5韩元 KRW
5卢布 RUB
5瑞士法郎 CHF
5元/吨 CNY
$5 USD
5家 _
5比索 _
"""


def rows(table: str) -> list[list[str]]:
    split = [line.split(" ") for line in table.strip().splitlines()]
    return [["" if cell == "_" else cell.replace("_", " ") for cell in row] for row in split]


def same(value: int | Decimal | None, expected: str) -> bool:
    assert value is not None
    exact = Fraction(expected)
    return abs(Fraction(value) - exact) <= abs(exact) * Fraction(1, 10**27)


@pytest.mark.parametrize(("text", "value", "unit", "kind"), rows(EXACT))
def test_exact_quantities(text: str, value: str, unit: str, kind: str) -> None:
    read = parse_quantity(text)
    assert same(read.value, value)
    assert (read.high, read.unit, read.unit_kind, read.approx) == (None, unit, kind, "=")


@pytest.mark.parametrize(("text", "value", "unit", "approx"), rows(APPROXIMATE))
def test_approximate_quantities(text: str, value: str, unit: str, approx: str) -> None:
    read = parse_quantity(text)
    assert same(read.value, value)
    assert (read.high, read.unit, read.approx) == (None, unit, approx)


@pytest.mark.parametrize(("text", "low", "high", "unit"), rows(RANGES))
def test_ranges(text: str, low: str, high: str, unit: str) -> None:
    read = parse_quantity(text)
    assert same(read.value, low)
    assert same(read.high, high)
    assert read.unit == unit


@pytest.mark.parametrize(("text", "value", "unit"), rows(SI))
def test_values_in_si_units(text: str, value: str, unit: str) -> None:
    read = parse_quantity(text)
    assert same(read.value_si, value)
    assert read.unit_si == unit


@pytest.mark.parametrize(("text", "code"), rows(CURRENCIES))
def test_currencies_have_their_codes_and_no_si_value(text: str, code: str) -> None:
    read = parse_quantity(text)
    assert (read.currency, read.value_si, read.unit_si) == (code, None, "")


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("三百", None),
        ("三等奖", 1),
        ("20，300美元", 2),
        ("5名学生", 2),
        ("", 0),
        ("家", 0),
        ("3∶1比分", 3),
        ("第3名", 0),
    ],
)
def test_what_is_no_quantity_says_where_it_stopped(text: str, position: int | None) -> None:
    if position is None:
        assert parse_quantity(text).unit == ""
        return
    with pytest.raises(NumberError) as stopped:
        parse_quantity(text)
    assert stopped.value.position == position
    assert parse_quantity(text, errors="none") is None


def test_all_that_is_known_of_a_quantity() -> None:
    assert parse_quantity("约3.9万吨") == Quantity(39000, None, "吨", "mass", "", "~", 39_000_000, "kg")


def test_a_user_adds_units(tmp_path: Path) -> None:
    with pytest.raises(NumberError, match="load_units"):
        parse_quantity("三挑")
    file = tmp_path / "units.csv"
    file.write_text("unit,variants,kind,factor,base\n挑,挑子,mass,50,kg\n", encoding="utf-8-sig")
    for source in (
        file,
        str(file),
        pd.DataFrame(
            {"unit": ["挑"], "variants": ["挑子"], "kind": ["mass"], "factor": [50], "base": ["kg"]}
        ),
        [{"unit": "挑", "variants": "挑子", "kind": "mass", "factor": "50", "base": "kg"}],
    ):
        units = load_units(source)
        assert parse_quantity("三挑子", units=units).value_si == 150
        assert parse_quantity("26家", units=units).unit == "家"
    assert parse_quantity("三挑", errors="none") is None


def test_a_unit_of_the_user_wins_over_the_package() -> None:
    units = load_units(
        [
            {"unit": "石", "kind": "mass", "factor": "60", "base": "kg"},
            {"unit": "斤", "factor": "0.6", "base": "kg"},
        ]
    )
    assert parse_quantity("2石", units=units).value_si == 120
    assert parse_quantity("10斤", units=units).value_si == 6


@pytest.mark.parametrize(
    "row", [{"unit": ""}, {"kind": "mass"}, {"unit": "石", "factor": "many"}, {"unit": "石", "factor": "1/0"}]
)
def test_a_row_that_is_no_unit_is_refused(row: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="unit"):
        load_units([row])


def test_every_unit_of_the_package_is_read() -> None:
    for unit in load_units():
        if unit.kind not in ("period", "currency") and not unit.name.startswith(("个", "個")):
            assert parse_quantity(f"12{unit.name}").unit in (unit.name, "%"), unit.name


@given(st.integers(0, 10**12), st.sampled_from(["家", "亿元", "%", "千米", "个百分点", "元/吨"]))
def test_values_come_back(value: int, unit: str) -> None:
    scale = 10**8 if unit == "亿元" else 1
    assert parse_quantity(f"{value:,}{unit}").value == value * scale


@given(
    st.one_of(
        st.text(),
        st.text(
            "0123456789一二两三十百千万亿半.,/比∶:至—-约近超多余几数个名家元块角分米千瓦时%成折 以上下半"
        ),
    )
)
def test_reading_never_fails_otherwise_than_by_its_own_error(text: str) -> None:
    read = parse_quantity(text, errors="none")
    if read is not None:
        float(read.value)
        assert read.high is None or read.high > read.value or read.value < 0
