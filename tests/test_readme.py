"""The READMEs and the pages of docs/ say what is so: every block of code in them runs, in the order of its page.

Blocks of `python` run in one namespace a page, in a folder with the examples; a block of `text` below one is what it
prints. In blocks of `sh`, lines of `nlp-extract` run, and targets of make and packages of pip must exist. A block with
a title is written to a file of that name. `python tests/test_readme.py` writes what the examples print into the pages.
"""

from __future__ import annotations

import io
import os
import shlex
import shutil
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest
import regex
from typer.testing import CliRunner

import nlp_extract as nx
from nlp_extract.cli import app
from nlp_extract.facts import TABLES, columns
from nlp_extract.words.installed import ZH_CORE_WEB_SM

ROOT = Path(__file__).parent.parent
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
PAGES = [*READMES, ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]

BLOCK = regex.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$', regex.MULTILINE | regex.DOTALL)
EXTRAS = regex.compile(r"(?:\.|nlp-extract)(?:\[([\w,]+)\])?")

TEXT = "贵港市统计局1月20日发布数据：2021年，全市查处违规问题36起，同比下降12.5%，挽回损失3.9万元。"


class Block(NamedTuple):
    """A fenced block of a page."""

    language: str
    title: str | None
    code: str
    start: int
    """where its code begins on the page"""


def blocks(page: Path) -> list[Block]:
    return [
        Block(match[1], match[2], match[3], match.start(3))
        for match in BLOCK.finditer(page.read_text(encoding="utf-8"))
    ]


def run(page: Path) -> Iterator[tuple[Block, str]]:
    """Runs the blocks of a page; gives each block of expected output with what was printed."""
    names: dict[str, Any] = {"nx": nx, "text": TEXT, "articles": [nx.Article(TEXT, published="2022-01-21")]}
    before: Block | None = None
    printed = ""
    for block in blocks(page):
        if block.title:
            Path(block.title).write_text(block.code, encoding="utf-8")
        elif block.language == "python":
            with redirect_stdout(io.StringIO()) as out:
                exec(compile(block.code, page.name, "exec"), names)
            # Editors take the spaces at the ends of lines away, which pandas fills columns with.
            printed = regex.sub(r" +$", "", out.getvalue(), flags=regex.MULTILINE)
        elif block.language == "sh":
            for line in block.code.splitlines():
                run_line(shlex.split(line, comments=True))
        elif block.language == "text" and before and before.language == "python":
            yield block, printed
        before = block


def run_line(words: list[str]) -> None:
    """Runs a line of the shell where it is ours, and looks whether there is what it names where it is not."""
    environment: dict[str, str | None] = {}
    while words and "=" in words[0]:
        name, _, environment[name] = words.pop(0).partition("=")
    match words:
        case []:
            pass
        case ["nlp-extract", *arguments]:
            result = CliRunner().invoke(app, arguments, env=environment, catch_exceptions=False)
            assert result.exit_code == 0, (words, result.output)
        case ["make", target]:
            assert regex.search(
                rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), regex.MULTILINE
            )
        case ["pip", "install", package]:
            assert package in ZH_CORE_WEB_SM.install or is_ours(package), (
                f"{package} is not in pyproject.toml"
            )
        case ["mkdocs", "build", "--strict"] | ["mkdocs", "serve"]:
            pass  # below
        case ["python", script]:
            assert (ROOT / script).is_file(), script
        case _:
            pytest.fail(f"nobody checks this line: {shlex.join(words)}")


def is_ours(package: str) -> bool:
    """Whether pyproject.toml knows a package, or ours with these extras."""
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    if ours := EXTRAS.fullmatch(package):
        extras = (ours[1] or "").split(",") if ours[1] else []
        return all(regex.search(rf"^{extra} = \[", settings, regex.MULTILINE) for extra in extras)
    return f'"{package}>=' in settings


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with what the pages speak of."""
    furnish(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def furnish(folder: Path) -> None:
    """The examples, also as news/, and some files of the reader's own."""
    for name in ("examples", "news"):
        shutil.copytree(ROOT / "examples", folder / name)
    (folder / "names.csv").write_text(
        "name,aliases,kind,region\n河口口述史小组,口述史小组,association,\n", "utf-8"
    )
    (folder / "my_units.csv").write_text(
        "unit,variants,kind,currency,factor,base,source\n挑,,mass,,50,kg,own\n", "utf-8"
    )
    nx.extract(nx.Article(TEXT, published="2022-01-21")).to_annotations(folder / "annotated.jsonl")


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", [page for page in PAGES if page.exists()], ids=name_of)
def test_the_blocks_of_a_page_run(page: Path, folder: Path) -> None:
    for block, printed in run(page):
        assert block.code == printed


def test_the_readmes_say_the_same() -> None:
    """Both have the same sections, code and links; comments and words differ."""
    english, chinese = (page.read_text(encoding="utf-8") for page in READMES)
    for pattern in (r"^(#+) ", r"^\| ([a-z]+) \| `", r"\]\(([^)#]+?)(?:\.zh-CN)?(?:\.md)?[)#]"):
        assert [*regex.findall(pattern, english, regex.MULTILINE)] == [
            *regex.findall(pattern, chinese, regex.MULTILINE)
        ], pattern
    codes = [[(b.language, regex.sub(r"\s*#.*", "", b.code)) for b in blocks(page)] for page in READMES]
    assert codes[0] == codes[1]


@pytest.mark.parametrize("page", READMES, ids=name_of)
def test_every_column_is_listed(page: Path) -> None:
    table = regex.findall(r"^\| ([^|`]+) \| (`.*`) \|$", page.read_text(encoding="utf-8"), regex.MULTILINE)
    (_, cells), *rows = table
    common = regex.findall(r"`(\w+)`", cells)
    listed = {name: regex.findall(r"`(\w+)`", cells) for name, cells in rows}
    assert list(listed) == list(TABLES)
    for name, record in TABLES.items():
        names = [column.name for column in columns(record)]
        assert listed[name] == [n for n in names if name in ("articles", "errors") or n not in common]
        assert name in ("articles", "errors") or set(common) <= set(names)


def write_outputs(page: Path) -> None:
    """Puts what the examples of a page print into it."""
    text = page.read_text(encoding="utf-8")
    for block, printed in reversed(list(run(page))):
        text = text[: block.start] + printed + text[block.start + len(block.code) :]
    page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    for path in [Path(name).resolve() for name in sys.argv[1:]] or PAGES:
        with TemporaryDirectory() as temporary:
            furnish(Path(temporary))
            os.chdir(temporary)
            write_outputs(path)
            os.chdir(ROOT)
