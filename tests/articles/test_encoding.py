"""Files in every encoding of Chinese text, also when they are short."""

import io

import pytest

from nlp_extract.articles import ArticleError, read_articles
from nlp_extract.articles.article import Article

SIMPLIFIED = [
    "立案26件",
    "处分12人。",
    "市审计局审计了26家单位。",
    "截至10月末，全县3.86万名学生受益，覆盖率91.2%。",
    "“回头看”10家，追回资金约1,380万元。",
    "㐀㐁两村，囍字牌，镕炜公司。",
]
TRADITIONAL = [
    "立案26件",
    "消委會接投訴15,862宗",
    "強颱風掠過鵝鑾鼻近海，停電三十萬戶。",
    "「回頭看」10間，追回約1,380萬元。",
    "醫院管理局公布，急症室求診6,284人次；病床佔用率108%。",
]


def read(data: bytes) -> Article:
    [article] = read_articles(io.BytesIO(data), form="text")
    return article


@pytest.mark.parametrize("text", SIMPLIFIED + TRADITIONAL)
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030"])
def test_what_any_encoding_holds(text, codec):
    assert read(text.encode(codec)).text == text


@pytest.mark.parametrize("text", TRADITIONAL)
@pytest.mark.parametrize("codec", ["big5", "cp950", "big5hkscs", "utf-16-le", "utf-16-be"])
def test_traditional_text(text, codec):
    article = read(text.encode(codec))
    assert article.text == text
    assert "guessed" in article.warning


@pytest.mark.parametrize("text", SIMPLIFIED[:5])
@pytest.mark.parametrize("codec", ["gb2312", "gbk", "utf-16-le", "utf-16-be"])
def test_simplified_text(text, codec):
    assert read(text.encode(codec)).text == text


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-16"])
def test_latin_text_of_two_bytes_a_character(codec):
    assert read("GDP +5.0%, CPI +0.2%".encode(codec)).text == "GDP +5.0%, CPI +0.2%"


def test_a_declared_charset_is_no_guess():
    html = "<html><head><meta charset='gb2312'></head><body><p>处分12人。</p></body></html>"
    [article] = read_articles(io.BytesIO(html.encode("gb18030")), form="html")
    assert (article.text, "guessed" in article.warning) == ("处分12人。", False)


def test_a_wrong_declaration_does_no_harm():
    html = "<html><head><meta charset='gb2312'></head><body><p>处分12人。</p></body></html>"
    [article] = read_articles(io.BytesIO(html.encode()), form="html")
    assert article.text == "处分12人。"


def test_a_damaged_character_costs_that_character():
    article = read(("处分12人。" * 50).encode()[:-1])
    assert article.text == "处分12人。" * 49 + "处分12人\ufffd"
    assert article.warning.startswith("bytes that could not be decoded replaced by U+FFFD: 1")


@pytest.mark.parametrize("data", [bytes(range(128, 256)) * 8, b"\x00\x01\x02\xff" * 64])
def test_bytes_that_are_no_text(data):
    with pytest.raises(ArticleError, match=r"buffer: .*UTF-8, GB18030, Big5 or UTF-16; convert it"):
        read(data)


def test_lines_in_different_encodings():
    lines = (
        b'{"text": "\xe5\xa4\x84\xe5\x88\x8612\xe4\xba\xba\xe3\x80\x82"}\n'
        + '{"text": "处分26人。"}\n'.encode("gb18030")
    )
    first, second = read_articles(io.BytesIO(lines), form="jsonl")
    assert (first.text, second.text) == ("处分12人。", "处分26人。")
    assert "GB18030" in second.warning
