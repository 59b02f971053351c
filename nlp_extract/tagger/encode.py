"""Text to what the network reads: one number a character, in windows cut at sentence ends."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import regex

Ids = npt.NDArray[np.int64]

WINDOW = 160
"""Characters that the network sees at once. Sentences are joined up to this length."""

OVERLAP = 24
"""Where a sentence is longer than a window, each of its parts sees this much of its neighbours."""

PART = 32_000
"""Characters whose states are held at once: a longer text is read in parts, so that memory does not grow with it."""

MARGIN = 500
"""How far a part looks beyond its ends at least: further than the fields of a count stand from it."""

# A sentence with the closing quotes and brackets that belong to it, or a line: 他说：“好。”
SENTENCE = regex.compile(r"[^。！？\n]*+(?:[。！？]++[”’」』）》】]*+\n?|\n|$)")


class Window(NamedTuple):
    """The characters `start` to `end` are read; those from `keep_start` to `keep_end` are tagged here."""

    start: int
    end: int
    keep_start: int
    keep_end: int


def windows(text: str) -> Iterator[Window]:
    """Cut a text into windows that together tag each character once.

    Windows never join two lines, so that a paragraph is tagged alike whatever stands before it.
    """
    start = end = 0
    for match in SENTENCE.finditer(text):
        if match.end() == match.start():
            continue
        if start < end and (match.end() - start > WINDOW or text[end - 1] == "\n"):
            yield from _parts(start, end)
            start = end
        end = match.end()
    if start < end:
        yield from _parts(start, end)


def _parts(start: int, end: int) -> Iterator[Window]:
    if end - start <= WINDOW:
        yield Window(start, end, start, end)
        return
    stride = WINDOW - 2 * OVERLAP
    for keep in range(start, end, stride):
        keep_end = min(keep + stride, end)
        yield Window(max(start, keep - OVERLAP), min(end, keep_end + OVERLAP), keep, keep_end)


def parts(text: str) -> list[Window]:
    """Cut a text into parts of at most `PART` characters, at a line's end where there is one, else at a sentence's.

    Each also sees the lines around it, as far as `MARGIN` and at most twice as far, so that it is tagged as it would
    be in the whole.
    """
    if len(text) <= PART:
        return [Window(0, len(text), 0, len(text))]
    cuts = [0]
    while len(text) - (last := cuts[-1]) > PART:
        end = last + PART
        cuts.append(1 + text.rfind("\n", last, end) or 1 + text.rfind("。", last, end) or end)
    found = []
    for start, end in pairwise([*cuts, len(text)]):
        seen_from, seen_to = max(0, start - 2 * MARGIN), min(len(text), end + 2 * MARGIN)
        line = text.rfind("\n", seen_from, max(0, start - MARGIN)) + 1
        line_end = text.find("\n", end + MARGIN, seen_to) + 1
        found.append(Window(line or seen_from, line_end or seen_to, start, end))
    return found


class Vocabulary:
    """The network's number for each character; characters that it does not know share one.

    `characters` and `ids` run in parallel; full-width, Traditional and upper-case forms have the number of
    the form that the network learned (LAC's own table).
    """

    def __init__(self, characters: str, ids: npt.NDArray[np.integer], unknown: int) -> None:
        points = np.frombuffer(characters.encode("utf-32-le"), dtype="<u4")
        self._unknown = unknown
        self._table = np.full(0x10000, unknown, dtype=np.int64)
        self._table[points] = ids

    def encode(self, text: str) -> Ids:
        """Numbers of the characters of a text, shape (len(text),)."""
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        ids: Ids = self._table[np.minimum(points, 0xFFFF)]
        ids[points > 0xFFFF] = self._unknown
        return ids
