"""YAML front matter: what stands between two lines of --- at the head of a file."""

from __future__ import annotations

import regex
import yaml

from nlp_extract.articles.article import ArticleError

LOADER = getattr(
    yaml, "CBaseLoader", yaml.BaseLoader
)  # every scalar stays the string that was written; no tag is obeyed
OPENING = regex.compile(r"\s*^---[ \t]*\n", regex.MULTILINE)
CLOSING = regex.compile(r"^(?:---|\.\.\.)[ \t]*$\n?", regex.MULTILINE)
NOT_YAML = regex.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")


def split_front_matter(text: str, largest: int) -> tuple[dict[str, object], str]:
    """The mapping of the front matter and the body after it.

    Args:
        text: a file's text with line ends as newlines. Without front matter the mapping is empty.
        largest: the largest front matter in characters.

    Returns:
        The mapping, whose values are strings, lists and mappings of strings, and the body.

    Raises:
        ArticleError: the front matter has no end, is too large, is not YAML or is not a mapping.
    """
    opening = OPENING.match(text)
    if not opening:
        return {}, text
    closing = CLOSING.search(text, opening.end(), opening.end() + largest)
    if not closing:
        larger = CLOSING.search(text, opening.end())
        if larger:
            raise ArticleError(
                f"front matter is longer than {largest:,} characters", "shorten it, or raise the limit"
            )
        raise ArticleError("front matter has no closing line of ---", "close it with --- before the text")
    written = NOT_YAML.sub("\ufffd", text[opening.end() : closing.start()])
    try:
        if "*" in written and any(
            isinstance(event, yaml.AliasEvent) for event in yaml.parse(written, LOADER)
        ):
            raise ArticleError(
                "front matter uses YAML aliases (*name), which are not read", "write the values out"
            )
        values = yaml.load(written, LOADER)
    except (yaml.YAMLError, RecursionError) as error:
        raise ArticleError(
            f"front matter is not valid YAML: {explained(error)}", "mend it; values with a colon need quotes"
        ) from error
    if values is None or values == "":
        values = {}
    if not isinstance(values, dict):
        raise ArticleError(
            f"front matter is not a mapping of names to values but {kind_of(values)}",
            "write it as name: value lines",
        )
    return values, text[closing.end() :]


def explained(error: Exception) -> str:
    """What PyYAML says in one line, with the line of the file."""
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or (str(error).split("\n")[0])
    return f"line {mark.line + 2}: {problem}" if mark else problem


def kind_of(value: object) -> str:
    return "a list" if isinstance(value, list) else "plain text"
