"""HTML and Markdown to paragraphs, and what a page says of its article."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

import regex

from nlp_extract.articles.article import ArticleError
from nlp_extract.articles.lexicons import lexicon
from nlp_extract.articles.limits import Limits
from nlp_extract.articles.metadata import is_tail

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

PAGE = regex.compile(r"<!doctype|<html|<head\b|<body\b", regex.IGNORECASE)
BLOCK_TAG = regex.compile(
    r"</?(?:p|div|br|table|ul|ol|li|section|article|h[1-6]|blockquote|center)\b[^<>]*>", regex.IGNORECASE
)
INLINE_TAG = regex.compile(r"</?(?:span|img|font|strong|a|b|i|em|sup|sub)\b[^<>]*>", regex.IGNORECASE)
TAG = regex.compile(r"<(/?)([a-zA-Z][^\s/>]*)([^>]*)>|<!--")
CLOSING = {name: regex.compile(f"</{name}", regex.IGNORECASE) for name in ("script", "style")}
REMEDY = "simplify the page, or raise the limit"
LONGEST_TAG = 2_000  # characters: the parser takes quadratic time in the attributes of one tag
NAMED = regex.compile(r"\b(?:id|class|itemprop)\s*=", regex.IGNORECASE)
BLOCKS, FORMATTING, SKIPPED = (
    frozenset(row["tag"] for row in lexicon("tags") if row["flow"] == flow)
    for flow in ("block", "formatting", "skipped")
)
OPEN_ENDED = frozenset(row["tag"] for row in lexicon("tags") if row["end"] == "open")
SPACES = regex.compile(r"[ \t\n\r\f\v\xa0\u2000-\u200a\u202f]+")
INVISIBLE = regex.compile(r"[\u200b\u2060\ufeff\xad]")  # marks of where a line may break
BESIDE_BREAK = r"[\p{Han}，、。；：（）“”《》]"  # between these a line end of the source means nothing
SOFT_BREAK = regex.compile(rf"(?<={BESIDE_BREAK})(?=\s*\n)\s++(?={BESIDE_BREAK})")
HAN = regex.compile(r"\p{Han}")
SENTENCE = regex.compile(r"[，。；！？]")
WORD = regex.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
NARROW = 8  # how many elements may wrap one paragraph alone
ABOVE = 8  # lines above the text in which a page names its date and source


@dataclass
class Page:
    """What a document holds: paragraphs, values by the names it gives them, and the lines above the text."""

    paragraphs: list[str]
    values: dict[str, object] = field(default_factory=dict)
    above: list[str] = field(default_factory=list)
    warning: str = ""


@dataclass
class Run:
    """Text between block boundaries, the block that holds it, and how many of its characters are links."""

    text: str
    block: LexborNode
    linked: int

    @property
    def prose(self) -> int:
        """Its characters where it reads as prose, else 0."""
        return len(self.text) - self.linked if SENTENCE.search(self.text) else 0


def is_page(text: str) -> bool:
    """Whether a text is a whole HTML page."""
    return PAGE.search(text, 0, 2_000) is not None


def is_html(text: str) -> bool:
    """Whether a text has HTML elements."""
    return (BLOCK_TAG.search(text) or INLINE_TAG.search(text)) is not None


def read_fragment(html: str, limits: Limits) -> Page:
    """The paragraphs of HTML that holds an article's body and nothing else."""
    if not BLOCK_TAG.search(html):
        html = html.replace("\n", "<br>")
    runs = Runs(parse(html, limits))
    return Page([run.text for run in runs.found], warning=code_left_out(runs.code_blocks))


def read_page(html: str, limits: Limits) -> Page:
    """The article of a whole page: the paragraphs of the element that holds most of its prose."""
    root = parse(html, limits)
    everything = Runs(root).found
    article = named_element(root, "text") or fullest_element(everything) or root
    runs = Runs(article)
    first = runs.found[0].text if runs.found else ""
    before = next((i for i, run in enumerate(everything) if run.text == first), 0)
    return Page(
        [run.text for run in runs.found if run.linked < 0.8 * len(run.text) or SENTENCE.search(run.text)],
        page_values(root),
        [run.text for run in everything[max(0, before - ABOVE) : before]],
        code_left_out(runs.code_blocks),
    )


def read_markdown(text: str, limits: Limits) -> Page:
    """The paragraphs of a Markdown text. A heading that comes first is the value `title`."""
    from markdown_it import MarkdownIt

    root = parse(MarkdownIt("commonmark").enable("table").render(parted(text)), limits)
    runs = Runs(root)
    paragraphs = [run.text for run in runs.found]
    titled = bool(runs.found) and runs.found[0].block.tag == "h1"
    values: dict[str, object] = {"title": paragraphs.pop(0)} if titled else {}
    return Page(paragraphs, values, warning=code_left_out(runs.code_blocks))


def parted(text: str) -> str:
    """Markdown with the blank lines between paragraphs that many writers leave out."""
    text = regex.sub(r"\n(?=\u3000)|(?<=[。！？；：”」』…])[ \t\u3000]*\n(?=\S)", "\n\n", text)
    return regex.sub(r"^\u3000+", "", text, flags=regex.MULTILINE)


def parse(html: str, limits: Limits) -> LexborNode:
    """The root of the tree."""
    from selectolax.lexbor import LexborHTMLParser

    root = LexborHTMLParser(defused(html, limits)).root
    assert root is not None
    return root


def defused(html: str, limits: Limits) -> str:
    """HTML with the same paragraphs that the parser takes in linear time.

    Scripts, styles and comments go, and so do the attributes of very long tags. Formatting tags go too, or
    become spans where they have a name: the parser repeats one left open in every later paragraph.

    Raises:
        ArticleError: there are more elements than the limits allow, or they nest deeper.
    """
    out: list[str] = []
    open_elements: Counter[str] = Counter()
    depth, tags, position, end = 0, 0, 0, html.rfind(">") + 1
    while match := TAG.search(html, position, end):
        if (tags := tags + 1) > limits.html_elements:
            raise ArticleError(f"HTML has more than {limits.html_elements:,} tags", REMEDY)
        out.append(html[position : match.start()])
        position = match.end()
        closing, name, attributes = match[1], (match[2] or "").lower(), match[3] or ""
        if not name:
            stop = html.find("-->", match.start() + 2)
            position = stop + 3 if stop >= 0 else len(html)
        elif name in CLOSING and not closing:
            ending = CLOSING[name].search(html, position)
            position = ending.start() if ending else len(html)
            if "ld+json" in attributes:
                out.append(html[match.start() : position])
        elif name not in FORMATTING or (open_elements[name] if closing else NAMED.search(attributes)):
            if closing and open_elements[name]:
                open_elements[name] -= 1
                depth -= 1
            elif not closing and name not in OPEN_ENDED:
                open_elements[name] += 1
                depth += 1
            if depth > limits.html_depth:
                raise ArticleError(f"HTML elements nest deeper than {limits.html_depth:,}", REMEDY)
            attributes = attributes if len(attributes) <= LONGEST_TAG else ""
            out.append(f"<{closing}{'span' if name in FORMATTING else name}{attributes}>")
    out.append(html[position:])
    return "".join(out)


class Runs:
    """The runs of text below an element, in order."""

    def __init__(self, root: LexborNode) -> None:
        self.found: list[Run] = []
        self.code_blocks = 0
        self._root = root
        self._length = len(root.text())
        self._blocks = [root]
        self._pieces: list[str] = []
        self._links = 0
        self._linked = 0
        self._walk()

    def _walk(self) -> None:
        """Depth first, without recursion: pages nest deeper than Python does."""
        node = self._root.first_child
        while node is not None:
            if self._enter(node):
                if (child := node.first_child) is not None:
                    node = child
                    continue
                self._leave(node.tag)
            while (following := node.next) is None:
                parent = node.parent
                if parent is None or parent.mem_id == self._root.mem_id:
                    self._close()
                    return
                node = parent
                self._leave(node.tag)
            node = following

    def _enter(self, node: LexborNode) -> bool:
        """Take in a node; whether to go on to its children."""
        tag = node.tag
        if tag == "-text":
            self._pieces.append(text := node.text_content or "")
            self._linked += len(text.strip()) if self._links else 0
        elif tag == "br":
            self._close()
        elif tag is None or tag == "-comment" or tag in SKIPPED or is_clutter(node, self._length):
            return False
        elif tag == "a":
            self._links += 1
        elif tag in BLOCKS:
            self._close()
            if tag == "pre" and is_code(node):
                self.code_blocks += 1
                return False
            if tag == "table" and (rows := data_rows(node)):
                self.found += [Run(row, node, 0) for row in rows]
                return False
            self._blocks.append(node)
        return True

    def _leave(self, tag: str | None) -> None:
        if tag == "a":
            self._links -= 1
        elif tag in BLOCKS:
            self._close()
            self._blocks.pop()

    def _close(self) -> None:
        """End the run."""
        if text := tidy("".join(self._pieces)):
            self.found.append(Run(text, self._blocks[-1], self._linked))
        self._pieces.clear()
        self._linked = 0


def tidy(text: str) -> str:
    """Text as a browser shows it: without the line ends and the spaces of its source."""
    if "\n" in text:
        text = SOFT_BREAK.sub("", text)
    return SPACES.sub(" ", INVISIBLE.sub("", text)).strip()


def is_clutter(node: LexborNode, whole: int) -> bool:
    """Whether an element is hidden, or by its class or id what sites put around articles and holds little."""
    attributes = node.attributes
    if "style" in attributes and regex.search(r"display\s*:\s*none", attributes["style"] or ""):
        return True
    if "hidden" in attributes:
        return True
    names = " ".join(filter(None, (attributes.get("class"), attributes.get("id"))))
    if not names or clutter_words().isdisjoint(word.lower() for word in WORD.findall(names)):
        return False
    return len(node.text()) < whole / 3


@cache
def clutter_words() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon("clutter"))


def is_code(node: LexborNode) -> bool:
    """Whether preformatted text is code: mostly other characters than Chinese ones."""
    text = node.text()
    return len(HAN.findall(text)) < len("".join(text.split())) / 3


def code_left_out(blocks: int) -> str:
    return f"{blocks} block{'s' * (blocks > 1)} of code left out" if blocks else ""


def data_rows(table: LexborNode) -> list[str]:
    """The rows of a table of data, cells parted by tabs; empty for a table that lays out paragraphs."""
    if table.css_first("td table, th table") is not None:
        return []
    rows = [[tidy(cell.text()) for cell in row.css("td, th")] for row in table.css("tr")]
    if max((len(row) for row in rows), default=0) < 2 or any(len(cell) > 200 for row in rows for cell in row):
        return []
    return ["\t".join(filter(None, row)) for row in rows if any(row)]


def named_element(root: LexborNode, holds: str) -> LexborNode | None:
    """The element that publishing systems are known to put something into, where the page has one."""
    for row in lexicon("elements"):
        if row["holds"] == holds:
            for element in root.css(row["selector"]):
                if element.text().strip():
                    return element
    return None


def fullest_element(runs: list[Run]) -> LexborNode | None:
    """The element with most prose: all of its own runs, and of elements inside by halves."""
    scores: defaultdict[int, float] = defaultdict(float)
    elements: dict[int, LexborNode] = {}
    in_block = Counter(run.block.mem_id for run in runs)
    for run in runs:
        if not run.prose or is_tail(run.text):
            continue
        element: LexborNode | None = run.block
        if in_block[run.block.mem_id] == 1:  # a paragraph: its frame counts
            element = frame(run.block)
        credit = float(run.prose)
        for _ in range(4):
            if element is None or element.tag in (None, "html"):
                break
            scores[element.mem_id] += credit
            elements[element.mem_id] = element
            element, credit = element.parent, credit / 2
    return elements[max(scores, key=lambda key: scores[key])] if scores else None


def frame(block: LexborNode) -> LexborNode:
    """The element that holds a paragraph together with others: above those that wrap it alone."""
    for _ in range(NARROW):
        if (parent := block.parent) is None or parent.tag in ("body", "html"):
            break
        if has_neighbour(block):
            return parent
        block = parent
    return block


def has_neighbour(element: LexborNode) -> bool:
    """Whether an element stands beside another, or beside text."""
    for following in (True, False):
        other = element.next if following else element.prev
        while other is not None and other.tag == "-text" and not (other.text_content or "").strip():
            other = other.next if following else other.prev
        if other is not None:
            return True
    return False


def page_values(root: LexborNode) -> dict[str, object]:
    """What a page says of its article in its head, in JSON-LD and in elements known for it."""
    values: dict[str, object] = {}
    for meta in root.css("meta[content]"):
        attributes = meta.attributes
        if name := attributes.get("property") or attributes.get("name") or attributes.get("itemprop"):
            values.setdefault(name, attributes["content"])
    for script in root.css('script[type="application/ld+json"]'):
        for item in linked_data(script.text()):
            for name in ("headline", "datePublished", "author", "publisher"):
                if name in item:
                    values.setdefault(name, item[name])
    if (link := root.css_first("link[rel=canonical]")) is not None:
        values.setdefault("url", link.attributes.get("href"))
    if (moment := root.css_first("time[datetime]")) is not None:
        values.setdefault("published", moment.attributes.get("datetime"))
    for name in ("published", "source", "site"):
        if (element := named_element(root, name)) is not None:
            values.setdefault(name, tidy(element.text()))
    for tag, name in (("h1", "h1"), ("title", "title of page")):
        if texts := [text for element in root.css(tag) if (text := tidy(element.text()))]:
            values[name] = texts[0]
    return values


def linked_data(text: str) -> list[dict[str, object]]:
    """The objects of a JSON-LD script; none where it is broken."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return []
    if isinstance(data, dict):
        data = data.get("@graph", data)
    items = data if isinstance(data, list) else [data]
    return [item for item in items if isinstance(item, dict)]
