"""Help and messages in Chinese: every one has a translation, and no locale breaks the command."""

from __future__ import annotations

import ast
import csv
import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import regex
from typer.main import get_command
from typer.testing import CliRunner, Result

from nlp_extract.articles.read import NOT_TEXT
from nlp_extract.cli import app
from nlp_extract.doctor import OPTIONAL
from nlp_extract.evaluation import JUDGES
from nlp_extract.localized import TYPERS_OWN
from nlp_extract.messages import PLACE, TABLE, language, say

PACKAGE = TABLE.parent

SPOKEN = {
    "cli.py": ("say", "fail", "refuse", "plain_errors"),
    "extraction.py": ("ErrorRow",),
    "articles/*.py": ("ArticleError",),
    "corpus/*.py": ("say", "OutputError", "WorkerError"),
    "doctor.py": ("Finding",),
    "evaluation.py": ("ValueError",),
    "export/formats.py": ("FormatError",),
    "organizations/gazetteer.py": ("ValueError",),
    "tagger/pack.py": ("PackError",),
    "tagger/tagger.py": ("PackError",),
}
"""Where the terminal's messages are made, and by which calls."""
SILENT = ("path", "article_id", "stage", "name", "version", "checksum", "wrong")
"""Arguments of these calls that are no messages."""


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def anonymous(message: str) -> str:
    return PLACE.sub("{}", message)


def forms(node: ast.expr, names: dict[str, list[ast.expr]]) -> Iterator[str]:
    """The messages that an expression can be, with {} for what is put in."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=values):
            yield "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in values)
        case ast.BinOp(left=left, right=right):
            yield from map("".join, product(forms(left, names), forms(right, names)))
        case ast.IfExp(body=body, orelse=orelse):
            yield from forms(body, names)
            yield from forms(orelse, names)
        case ast.Name(id=name) if name in names:
            for value in names[name]:
                yield from forms(value, names)
        case _:
            yield "{}"


def messages(path: Path, calls: tuple[str, ...]) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and isinstance(node.value, (ast.Constant, ast.JoinedStr, ast.IfExp))
        ):
            names.setdefault(node.targets[0].id, []).append(node.value)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in calls:
            given = node.args[1:] if node.func.id == "Finding" else node.args
            given = [*given, *(k.value for k in node.keywords if k.arg not in (*SILENT, "code"))]
            for argument in given:
                yield from forms(argument, names)


def spoken() -> list[tuple[str, str]]:
    """Each message with the file that makes it."""
    return [
        (path.name, message)
        for glob, calls in SPOKEN.items()
        for path in sorted(PACKAGE.glob(glob))
        for message in messages(path, calls)
        if regex.search(r"\p{Latin}{2}", message.replace("{}", ""))
    ]


def helps() -> list[str]:
    """All help of the program, its commands and their options, without the examples."""
    group: Any = get_command(app)
    found: list[str] = []
    for command in (group, *group.commands.values()):
        found += filter(None, (command.help, command.epilog))
        found += (parameter.help for parameter in command.params)
    return [text.replace("\\[", "[").partition("Example: ")[0].strip() for text in found]


@pytest.fixture
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NLP_EXTRACT_LANG", "zh")


def call(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_every_message_has_a_translation() -> None:
    known = {anonymous(row["english"]) for row in rows()}
    missing = [(file, message) for file, message in spoken() if message not in known]
    assert not missing, f"add them to {TABLE.name}"
    assert len(spoken()) > 90
    kinds = {*NOT_TEXT.values(), *OPTIONAL.values(), *TYPERS_OWN.values()}
    figures = {figure for judge in JUDGES for figure in judge.spans if " " in figure}
    assert {*map(anonymous, kinds), *figures} <= known


def test_every_help_has_a_translation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NLP_EXTRACT_LANG", "en")
    english = helps()
    monkeypatch.setenv("NLP_EXTRACT_LANG", "zh")
    for text in english:
        assert say(text) != text, f"add it to {TABLE.name}"


def test_translations_have_the_same_places() -> None:
    for row in rows():
        assert sorted(PLACE.findall(row["english"])) == sorted(PLACE.findall(row["chinese"])), row
        assert regex.search(r"\p{Han}|[，、；：]", row["chinese"]), row
    english = [anonymous(row["english"]) for row in rows()]
    assert len(set(english)) == len(english)


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("the file is empty", "文件是空的"),
        ("it is a PDF, not text", "这是PDF 文件，不是文本"),
        ("lines 3 to 5 not read as CSV: unexpected end", "第 3 至 5 行不是 CSV：unexpected end"),
        ("wrote the file is empty", "已写出 the file is empty"),  # a path, and not a message
        (
            "--format: there is no format xls; it is one or more of csv",
            "--format：没有格式 xls；可用的格式：csv",
        ),
        ("read 1 of 2 articles (3 characters)", "读了 2 篇文章中的 1 篇（3 字）"),
        ('write each article as {"text": …, "title": …}', '每篇文章请写成 {"text": …, "title": …}'),
        ("nobody has ever said this", "nobody has ever said this"),
    ],
)
@pytest.mark.usefixtures("chinese")
def test_messages_are_translated_by_their_template(message: str, expected: str) -> None:
    assert say(message) == expected


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW.Big5"}, "zh"),
        ({"LC_MESSAGES": "zh_HK", "LANG": "en_GB.UTF-8"}, "zh"),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "zh_CN.UTF-8"}, "zh"),
        ({"NLP_EXTRACT_LANG": "en", "LC_ALL": "zh_CN.UTF-8"}, "en"),
        ({"NLP_EXTRACT_LANG": "zh-Hans", "LC_ALL": "C"}, "zh"),
        ({"NLP_EXTRACT_LANG": "fr"}, "en"),
    ],
)
def test_language(environment: dict[str, str], expected: str) -> None:
    assert language(environment) == expected


@pytest.mark.usefixtures("chinese")
def test_help_in_chinese() -> None:
    text = call("--help").output
    for words in ("用法：", "选项", "命令", "显示本帮助并退出。", "把中文新闻变成整齐的表", "退出码：0"):
        assert words in text
    group: Any = get_command(app)
    for name in group.commands:
        result = call(name, "--help")
        assert result.exit_code == 0
        assert "用法：" in result.output
        assert "例：" in result.output
        assert "…" not in result.output, "cut off"
        assert not regex.search(r"\b(Options|Arguments|Usage|required|Example)\b", result.output)


def test_brackets_in_help_are_no_markup(monkeypatch: pytest.MonkeyPatch) -> None:
    for tongue in ("en", "zh"):
        monkeypatch.setenv("NLP_EXTRACT_LANG", tongue)
        assert "'nlp-extract[train]'" in call("train", "--help").output.replace("\n", "")


@pytest.mark.usefixtures("chinese")
def test_wrong_usage_in_chinese(tmp_path: Path) -> None:
    for arguments, words in (
        (("run",), "缺少"),
        (("run", "news", "--oot", "x"), "没有这个选项：--oot"),
        (("walk",), "没有这个命令"),
        (("show", "news", "--limit", "many"), "整数"),
        (("show", "news", "--limit", "-1"), "的值无效"),
        (("show", "news", "--model", tmp_path / "none"), "不存在"),
        (("run", "news", "--out", tmp_path, "--workers", 0), "--workers 0：至少为 1"),
        (("run", "news", "--out", tmp_path, "--log-level", "loud"), "--log-level loud：应为"),
        (("run", "news", "--out", tmp_path, "--format", "xls"), "没有格式 'xls'"),
    ):
        result = call(*arguments)
        assert result.exit_code == 2, arguments
        assert words in result.output
        assert not regex.search(r"\b(Error|Try|Missing|Invalid|Input|should|exist|such)\b", result.output)


def test_english_stays_english(monkeypatch: pytest.MonkeyPatch) -> None:
    """After Chinese help in the same process, too."""
    monkeypatch.setenv("NLP_EXTRACT_LANG", "zh")
    call("run", "--help")
    monkeypatch.setenv("NLP_EXTRACT_LANG", "en")
    result = call("run", "--help")
    assert "Usage: " in result.output
    assert "Options" in result.output
    assert not regex.search(r"用法|选项|参数|必填", result.output)


@pytest.mark.usefixtures("chinese")
def test_a_run_in_chinese_leaves_the_files_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "统计.txt").write_text("2021年，全市查处违规问题36起。", encoding="utf-8")
    (tmp_path / "空.txt").write_text("")
    result = call("run", tmp_path / "统计.txt", tmp_path / "空.txt", "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "读了 2 篇文章中的 1 篇" in result.output
    assert "，读不了 1 篇；找到 " in result.output
    assert "数据 1、" in result.output
    assert "文件是空的; 请去掉，或补上正文" in result.stderr
    errors = (tmp_path / "out" / "errors.csv").read_text(encoding="utf-8-sig")
    assert "the file is empty" in errors
    assert "文件是空的" not in errors
    assert call("run", tmp_path, "--out", tmp_path / "out").stderr.startswith("nlp-extract: --out ")


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "zh_CN.UTF-8"},
        {"LC_ALL": "zh_CN.GBK", "PYTHONIOENCODING": "gbk"},
        {"LC_ALL": "C", "NLP_EXTRACT_LANG": "zh", "PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "no_SUCH.locale"},
    ],
)
def test_no_locale_breaks_the_command(environment: dict[str, str]) -> None:
    for arguments in (["--help"], ["run"], ["show", "no/such/file.md"]):
        ended = subprocess.run(
            [sys.executable, "-c", "from nlp_extract.cli import main; main()", *arguments],
            env={**os.environ, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", **environment},
            capture_output=True,
        )
        assert ended.returncode in (0, 1, 2)
        assert b"Traceback" not in ended.stderr
        assert b"a fault of" not in ended.stderr
