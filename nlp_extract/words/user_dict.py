"""A user's dictionary of words that a segmenter must not cut, in jieba's form.

A line is a word, and perhaps its frequency and tag after it: `巡察整改 20 n`. jieba works out the frequency
that keeps a word whole where none is given; pkuseg heeds the words alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeAlias

import regex

UserDict: TypeAlias = "str | Path | Iterable[str]"

LINE = regex.compile(r"(?P<word>\S.*?)(?:[ \t]+(?P<frequency>\d+))?(?:[ \t]+(?P<tag>[A-Za-z_]+))?")


class UserWord(NamedTuple):
    """A word, the frequency that it is to have (None: enough to stay whole), and its tag."""

    text: str
    frequency: int | None = None
    tag: str = ""


def load_user_dict(source: UserDict) -> list[UserWord]:
    """The words of a dictionary file in UTF-8, or of an iterable of such lines.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is not UTF-8, or has no word.
    """
    if isinstance(source, (str, Path)):
        try:
            lines = Path(source).read_text(encoding="utf-8-sig").splitlines()
        except UnicodeDecodeError as error:
            raise ValueError(
                f"the user dictionary {source} is not UTF-8 ({error}); save it as UTF-8"
            ) from None
    else:
        lines = list(source)
    words = list(read_user_dict(lines))
    if not words:
        raise ValueError(f"the user dictionary {source!r} has no words; give one a line")
    return words


def read_user_dict(lines: Iterable[str]) -> Iterator[UserWord]:
    """The words of lines; empty ones are passed over."""
    for line in lines:
        if match := LINE.fullmatch(line.strip()):
            frequency = match["frequency"]
            yield UserWord(match["word"], int(frequency) if frequency else None, match["tag"] or "")


def written(words: Iterable[UserWord]) -> str:
    """The lines of words."""
    return "\n".join(
        " ".join(str(part) for part in word if part is not None and part != "") for word in words
    )
