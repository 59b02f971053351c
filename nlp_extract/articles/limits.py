"""How much of a source is read before it is refused, so that a hostile or broken one costs little."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one article. Corpora have none: files of many articles are read one article at a time.

    Attributes:
        text_bytes: the largest article as stored: a file, or a line, row or item in a file of many.
        front_matter_bytes: the largest YAML front matter.
        html_elements: the most tags in HTML.
        html_depth: the deepest nesting of HTML elements.
        markdown_characters: the longest text that is read as Markdown; a longer one is read as plain text.
        expansion: how many times its size a gzip file may unpack to, once that is more than `text_bytes`.
        text_characters: the longest text of an article that is read from a file, a record or a table: a long novel's.
            A text that is an `Article` already has no limit.
    """

    text_bytes: int = 8 * 2**20
    front_matter_bytes: int = 64 * 2**10
    html_elements: int = 200_000
    html_depth: int = 1_000
    markdown_characters: int = 500_000
    expansion: int = 100
    text_characters: int = 1_000_000
