"""YAML front matter: what stands between two lines of --- at the head of a file."""

from __future__ import annotations

from collections.abc import Iterator

import regex
import yaml

from nlp_extract.articles.article import ArticleError

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the parser of libyaml where it is there
DEEPEST = 8  # levels: name, list, mapping in a list are three
REMEDY = "write it as lines of name: value; values with a colon need quotes"
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
        values = built(yaml.parse(written, LOADER))
    except yaml.YAMLError as error:
        raise ArticleError(f"front matter is not valid YAML: {explained(error)}", REMEDY) from error
    if not isinstance(values, dict):
        kind = "a list" if isinstance(values, list) else "plain text"
        raise ArticleError(f"front matter is not a mapping of names to values but {kind}", REMEDY)
    return values, text[closing.end() :]


def built(events: Iterator[yaml.Event]) -> object:
    """The value that a YAML document describes; an empty mapping for an empty document.

    It is built from the parser's events and not by a loader: loaders recurse, which a document of nothing but [[[[
    makes end in a crash, and share what aliases repeat, which writing it out may blow up.
    """
    root: list[object] = []
    holders: list[list[object]] = [root]  # the collections that are open: items, or keys and values in turn
    for event in events:
        if isinstance(event, yaml.AliasEvent):
            raise ArticleError(
                "front matter uses YAML aliases (*name), which are not read", "write the values out"
            )
        if isinstance(event, yaml.ScalarEvent):
            holders[-1].append(event.value)
        elif isinstance(event, yaml.CollectionStartEvent):
            if len(holders) > DEEPEST:
                raise ArticleError(f"front matter nests deeper than {DEEPEST} levels", REMEDY)
            holders.append([])
        elif isinstance(event, yaml.CollectionEndEvent):
            items = holders.pop()
            closed = mapping(items) if isinstance(event, yaml.MappingEndEvent) else items
            holders[-1].append(closed)
    return root[0] if root and root[0] != "" else {}


def mapping(items: list[object]) -> dict[str, object]:
    """Keys and values in turn as a mapping; a key that is no scalar is written out."""
    return {str(key): value for key, value in zip(items[::2], items[1::2], strict=True)}


def explained(error: Exception) -> str:
    """What PyYAML says in one line, with the line of the file."""
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error).split("\n")[0]
    return f"line {mark.line + 2}: {problem}" if mark else str(problem)
