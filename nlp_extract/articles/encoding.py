"""Bytes to text: which of the encodings of Chinese text a file is in.

GB 2312 and Big5 both put the characters of everyday writing in one range of codes (level 1) and rare ones
in another. Bytes read in the wrong encoding scatter over rare characters, so the share of everyday ones tells
the encodings apart within half a dozen characters; docs/articles.md compares that with charset-normalizer.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable
from typing import NamedTuple

import regex

from nlp_extract.articles.article import ArticleError


class Decoded(NamedTuple):
    """A text, the codec it was read with, and what the reader should know of it ("" if nothing)."""

    text: str
    encoding: str
    warning: str


MARKS = [  # byte order marks; UTF-32 before UTF-16, whose mark it begins with
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
CHINESE = ("gb18030", "big5hkscs", "cp950", "utf-16-le", "utf-16-be")
NAMES = {
    "gb18030": "GB18030",
    "big5hkscs": "Big5",
    "cp950": "Big5",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
}
DECLARED = regex.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]{3,20})""", regex.IGNORECASE)
ALIASES = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
}
SAMPLE = 4_000  # characters that are enough to tell
EVERYDAY = 0.6  # the least share of everyday characters in a text that was read rightly
DAMAGE = 200  # one undecodable byte in so many characters is damage; more is another encoding


def decode(data: bytes) -> Decoded:
    """The text of a whole file.

    Raises:
        ArticleError: no encoding of Chinese text fits.
    """
    encoding, guessed = encoding_of(data)
    try:
        text, damage = data.decode(encoding), 0
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        damage = text.count("\ufffd")
    if damage > 1 + len(text) // DAMAGE:
        raise ArticleError(
            "its bytes are no text in UTF-8, GB18030, Big5 or UTF-16",
            "convert it to UTF-8, or decode it and give the text",
        )
    warnings = []
    if guessed:
        warnings.append(guess_warning(encoding))
    if damage:
        warnings.append(f"bytes that could not be decoded replaced by U+FFFD: {damage}")
    return Decoded(text, encoding, "; ".join(warnings))


def guess_warning(codec: str) -> str:
    return f"read as {NAMES[codec]}, which was guessed"


def encoding_of(data: bytes, cut: bool = False) -> tuple[str, bool]:
    """The codec that fits the bytes best, and whether it was guessed, without a mark or a declaration.

    Args:
        data: the bytes of a file, or its beginning.
        cut: the bytes are a beginning, which may end amid a character.
    """
    for mark, codec in MARKS:
        if data.startswith(mark):
            return codec, False
    final = not cut
    if not looks_wide(data) and decodes(data, "utf-8", final):
        return "utf-8", False
    declared = DECLARED.search(data[:2048])
    codec = ALIASES.get(declared[1].decode("ascii").lower(), "") if declared else ""
    if codec and decodes(data, codec, final):
        return codec, False
    fits = [codec for codec in CHINESE if decodes(data, codec, final)]
    share, codec = max(
        ((everyday(beginning(data, c)), c) for c in fits), key=lambda x: x[0], default=(0.0, "")
    )
    if share >= EVERYDAY:
        return codec, True
    damaged = [(everyday(beginning(data, c)), c) for c in ("utf-8", "gb18030", "big5hkscs")]
    codec = max(damaged, key=lambda x: x[0])[1]
    return codec, codec != "utf-8"


def decodes(data: bytes, codec: str, final: bool) -> bool:
    try:
        codecs.getincrementaldecoder(codec)().decode(data, final)
    except UnicodeDecodeError:
        return False
    return True


def beginning(data: bytes, codec: str) -> str:
    return data[: 4 * SAMPLE].decode(codec, "replace")[:SAMPLE]


def looks_wide(data: bytes) -> bool:
    """Whether NULs fill every other byte, as in UTF-16 of Latin text and of line ends."""
    head = data[:1024]
    nulls = head.count(0)
    return nulls > len(head) // 8 and nulls == max(head[::2].count(0), head[1::2].count(0))


def everyday(text: str) -> float:
    """The share of everyday characters among all but printable ASCII; 1 for printable ASCII alone."""
    other = [c for c in text if c > "~" or (c < " " and c not in "\t\n\r\f")]
    if not other:
        return 1.0
    return max(
        share(other, "gb2312", lambda lead: 0xB0 <= lead <= 0xD7 or lead in (0xA1, 0xA3)),
        share(other, "big5", lambda lead: 0xA4 <= lead <= 0xC6 or lead in (0xA1, 0xA2)),
    )


def share(characters: list[str], codec: str, level_one: Callable[[int], bool]) -> float:
    return sum(level_one((c.encode(codec, "ignore") or b"\0")[0]) for c in characters) / len(characters)
