"""A text that facts are read from, with what is known of the article that it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypedDict

from nlp_extract.sentences import Sentences


class Mention(TypedDict):
    """The columns that every fact has."""

    article_id: str
    start: int
    end: int
    text: str
    sentence: str


@dataclass(frozen=True)
class Passage:
    """A text, its sentences, and its article's title, id and day of publication (None where unknown)."""

    text: str
    title: str = ""
    published: date | None = None
    article_id: str = ""
    sentences: Sentences = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sentences", Sentences(self.text))

    def mention(self, span: Sequence[int]) -> Mention:
        """The columns of a mention at the offsets `span`: (start, end)."""
        start, end = span
        return {
            "article_id": self.article_id,
            "start": start,
            "end": end,
            "text": self.text[start:end],
            "sentence": self.sentences.around(start, end),
        }
