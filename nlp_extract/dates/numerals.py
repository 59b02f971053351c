"""Numerals inside dates: 11, 3.5, 5,200, 1.1万, 二〇二一, 二十三, 廿三, 两千零四."""

from __future__ import annotations

DIGITS = dict(zip("0123456789〇○零一二三四五六七八九两", [*range(10), 0, 0, *range(10), 2], strict=True))
TENS = {"十": 10, "百": 100, "千": 1000}
TWENTIES = {"廿": 20, "卅": 30}
MYRIADS = {"万": 10**4, "亿": 10**8}
IGNORED = set(",，多余来几好约个")


def read_numeral(text: str) -> float:
    """The value of a numeral; a run of Chinese digits without 十百千 is read digit by digit (二〇二一)."""
    text = "".join(char for char in text if char not in IGNORED)
    for myriad, size in MYRIADS.items():
        if text.endswith(myriad):
            return read_numeral(text[:-1] or "1") * size
    if text[:1].isascii():
        return float(text)
    total, digit = 0, 0
    if not any(char in TENS or char in TWENTIES for char in text):
        for char in text:
            total = total * 10 + DIGITS[char]
        return total
    for char in text:
        if char in TENS:
            total += (digit or 1) * TENS[char]
            digit = 0
        elif char in TWENTIES:
            total += TWENTIES[char]
        else:
            digit = DIGITS[char]
    return total + digit


def read_integer(text: str) -> int:
    return int(read_numeral(text))
