"""What an article's own lines say of it: publisher, reporters, editors, publication time.

Lines of nothing else at the head (publisher, source, date) and at the foot (editor, promotion) become values
and leave the text. What stands inside stays: the dateline 本报讯（通讯员 王小明） is read, not removed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

import regex

from nlp_extract.articles.lexicons import lexicon
from nlp_extract.articles.published import MOMENT, find_published

HEAD = 5  # paragraphs at the head that may be no text
FOOT = 12  # paragraphs at the foot that may be no text
LONGEST_LINE = 120  # characters of a line of credits
# 热依汗·艾力, 程一帆, 李 明
NAME = r"(?:\p{Han}{1,8}(?:[·•]\p{Han}{1,8})+|\p{Han}{2,4}|\p{Han} \p{Han}(?!\p{Han}))"
BRACKETS = regex.compile(r"[（(【\[]\s*([^（）()【】\[\]。]{2,80})\s*[）)】\]]")
STAFF_CODE = regex.compile(r"[（(]?\b[A-Za-z]{1,4}\d{1,6}\b[）)]?")  # HA021
LONGEST_VALUE = 30  # characters of a name of a publisher or a list of people
EDITOR = regex.compile(r"\p{Han}{0,4}(?:编辑|編輯|责编)")
LEGEND = regex.compile(r"[【】\[\]（）()]")
UNLIKE_CREDIT = regex.compile(r"[。！？…“”]")
DATELINE = 80  # characters at the head of a paragraph in which a dateline stands
NO_NAME = regex.compile(r"摄|攝|文|图|圖|整理|.{0,4}(?:报道|報導|摄影)")  # 长沙报道
TEAM = regex.compile(rf"\p{{Han}}+\s+({NAME}(?:\s+{NAME})*)\s*\|\|")  # 射阳县纪委监委 刘洋 || 责任编辑 沈月
OFFICES = ("reporter", "editor")
SEPARATORS = regex.compile(r"[、，,；;/／|｜\s]+|\|\|")


@dataclass
class Body:
    """Paragraphs that are the article's text, and the values that its other lines gave."""

    paragraphs: list[str]
    values: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, *values: str) -> None:
        """Note values for a field, each once."""
        known = self.values.setdefault(name, [])
        known += [value for value in dict.fromkeys(values) if value and value not in known]


def read_body(paragraphs: list[str], *, title: str, known: list[str], above: list[str]) -> Body:
    """Part an article's text from the lines around it.

    Args:
        paragraphs: all paragraphs in order.
        title: the headline, which is left out where the text repeats it.
        known: names of the publisher and the site from elsewhere, which are left out as first lines.
        above: lines that a page has above the text, which are read as credits only.
    """
    body = Body(list(paragraphs))
    for line in above:
        read_credit_line(line, body) or read_publisher_line(line, body)
    while body.paragraphs and len(paragraphs) - len(body.paragraphs) < HEAD:
        line = body.paragraphs[0]
        if len(body.paragraphs) > 1 and (line == title or line in known or read_publisher_line(line, body)):
            body.add("source", *([line] if line in known else []))
        elif not read_credit_line(line, body):
            break
        del body.paragraphs[0]
    for position in range(len(body.paragraphs) - 1, max(-1, len(body.paragraphs) - FOOT), -1):
        line = body.paragraphs[position]
        if position == len(body.paragraphs) - 1 and is_tail(line):
            for name, value in labelled(line):
                if name:
                    body.add(name, *names(regex.split("[，。]", value)[0]))
        elif not read_credit_line(line, body, foot=True):
            continue
        del body.paragraphs[position]
    read_datelines(body)
    return body


def read_publisher_line(line: str, body: Body) -> bool:
    """Read 中国纪检监察报 standing alone."""
    if is_publisher(line):
        body.add("source", line)
        return True
    return False


def read_credit_line(line: str, body: Body, foot: bool = False) -> bool:
    """Read a line of nothing but credits: 发布时间：2022-01-20 来源：市政府办.

    A line of reporters alone (本报记者 沈知秋) is read but counts as text, as datelines do.
    """
    found = list(credits_of(line, foot)) if len(line) <= LONGEST_LINE else []
    expected = ("editor", "source", "") if foot else ("editor", "source", "", "published")
    if not any(name in expected for name, _ in found):
        return False
    for name, value in found:
        if name:
            body.add(name, *([value] if name in ("published", "source") else names(value)))
    return True


def credits_of(line: str, foot: bool) -> Iterator[tuple[str, str]]:
    """The fields and values of a line of credits; nothing for a line that holds anything else."""
    bare = " ".join(LEGEND.sub(" ", line).split())
    if UNLIKE_CREDIT.search(bare):
        return
    first = labels().search(bare)
    before, after = (bare[: first.start()].strip(), bare[first.start() :]) if first else (bare, "")
    leading: list[tuple[str, str]] = []
    if before and not foot and (moment := MOMENT.match(before)) and (published := find_published(before)):
        leading.append(("published", str(published)))
        before = before[moment.end() :].strip()
        if is_publisher(before):
            leading.append(("source", before))
            before = ""
    if not before:
        found = list(labelled(after))
        if all(value and len(value) <= LONGEST_VALUE for _, value in found):
            yield from leading + found
    elif foot and not first and (line[0] in "（(【[" or EDITOR.match(bare)):
        yield from bylines(bare)


def read_datelines(body: Body) -> None:
    """Read the reporters named in the text's first and last paragraphs: （记者 甲 乙 通讯员 丙）."""
    for line in body.paragraphs[:2]:
        head = line[:DATELINE]
        for bracket in BRACKETS.finditer(head):
            for name, value in bylines(bracket[1]):
                body.add(name, *names(value))
        if (
            len(line) < DATELINE // 2
            and regex.search(r"记者|記者|通讯员", line)
            and not UNLIKE_CREDIT.search(line)
        ):
            for name, value in bylines(line):
                body.add(name, *names(value))
        if match := dateline().match(head):
            body.add("source", match["publisher"])
    for line in body.paragraphs[-1:]:
        if line.endswith(("）", ")", "】")) and (brackets := list(BRACKETS.finditer(line[-LONGEST_LINE:]))):
            for name, value in bylines(brackets[-1][1]):
                body.add(name, *names(value))
            if team := TEAM.match(brackets[-1][1]):
                body.add("reporter", *names(team[1]))


def labelled(line: str) -> Iterator[tuple[str, str]]:
    """The fields and values of 来源：甲报 作者：乙 编辑：丙; "" for a publication time that is none."""
    for match in label_and_value().finditer(line):
        name = field_of(match["label"])
        value = match["value"].strip(" 　|｜丨/,，;；")
        if name == "published":
            moment = MOMENT.match(value)
            yield name, str(find_published(value) or "") if moment and moment.end() == len(value) else ""
        elif value:
            yield name, value.split()[0] if name == "source" else value


def bylines(text: str) -> Iterator[tuple[str, str]]:
    """The fields and names of 记者 甲 乙 通讯员 丙."""
    for match in byline().finditer(text):
        yield field_of(match["label"]), match["names"]


def names(text: str) -> Iterator[str]:
    """The names in a list of them, without codes of staff."""
    text = regex.sub(r"(?<!\p{Han})(\p{Han}) (\p{Han})(?!\p{Han})", r"\1\2", STAFF_CODE.sub(" ", text))
    for name in SEPARATORS.split(text):
        if name and len(name) <= 20 and not NO_NAME.fullmatch(name):
            yield name


def is_tail(line: str) -> bool:
    """Whether a closing paragraph is the site's and not the article's."""
    return tails().fullmatch(line) is not None


def is_publisher(text: str) -> bool:
    """Whether a text is nothing but the name of a newspaper, agency, station or news site."""
    return publisher().fullmatch(text) is not None


def is_person(text: str) -> bool:
    """Whether the author that a feed names may be a person: two to four characters of no publisher's name."""
    return regex.fullmatch(NAME, text) is not None and not is_publisher(text)


def either(alternatives: list[str]) -> str:
    """A pattern of literals, the longest first."""
    return "|".join(regex.escape(word) for word in sorted(alternatives, key=len, reverse=True))


@cache
def field_of(label: str) -> str:
    return next(row["field"] for row in lexicon("credits") if row["label"] == label)


@cache
def label() -> str:
    """A label and its colon. Offices may have prefixes (实习编辑), others not (数据来源 is no publisher)."""
    offices = either([row["label"] for row in lexicon("credits") if row["field"] in OFFICES])
    others = either([row["label"] for row in lexicon("credits") if row["field"] not in OFFICES])
    return rf"(?:\p{{Han}}{{0,4}}?(?P<label>{offices})|(?<!\p{{Han}})(?P<label>{others}))\s*[:：|｜丨]"


@cache
def labels() -> regex.Pattern[str]:
    return regex.compile(label())


@cache
def label_and_value() -> regex.Pattern[str]:
    """来源：甲报, up to the next label."""
    following = label().replace("?P<label>", "?:")
    return regex.compile(rf"{label()}\s*(?P<value>.*?)(?=[\s|｜丨/，,；;]*{following}|$)")


@cache
def byline() -> regex.Pattern[str]:
    """记者 甲 乙."""
    words = either([row["label"] for row in lexicon("credits") if row["field"] in OFFICES])
    name = rf"(?!\p{{Han}}{{0,4}}(?:{words})){NAME}"
    return regex.compile(rf"(?P<label>{words})\s*[:：]?\s*(?P<names>{name}(?:[\s、，,/／]+{name})*+)")


@cache
def publisher_name() -> str:
    """甲日报, 乙新闻网."""
    return rf"[\p{{Han}}A-Za-z0-9]{{0,12}}?(?:{either([row['ending'] for row in lexicon('publishers')])})"


@cache
def publisher() -> regex.Pattern[str]:
    return regex.compile(publisher_name())


@cache
def dateline() -> regex.Pattern[str]:
    return regex.compile(
        rf"据?(?P<publisher>(?!本报|本刊|本网){publisher_name()})"
        r"(?: \p{Han}{0,12} \s* \d{1,2} \s* 月 \s* \d{1,2} \s* 日 \s* (?:电|讯|消息)"  # 新华社北京2月14日电
        r"  | \p{Han}{0,6} (?:讯|电) [\s（(]"  # 湖北日报讯（
        r"  | 消息 [：:（(] )",  # 央视网消息：
        regex.VERBOSE,
    )


@cache
def tails() -> regex.Pattern[str]:
    return regex.compile("|".join(f"(?:{row['pattern']})" for row in lexicon("tails")))
