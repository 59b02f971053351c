"""The command line: what it writes, what it says, and how it ends."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

import nlp_extract as nx
from nlp_extract.cli import app
from nlp_extract.facts import TABLES

TEXT = "贵港市统计局1月20日发布数据：2021年，全市查处违规问题36起，同比下降12.5%。"


def call(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "统计.txt").write_text(TEXT, encoding="utf-8")
    return folder


def test_run_writes_every_table_of_the_examples(examples: Path, facts: nx.Facts, tmp_path: Path) -> None:
    result = call("run", examples, "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert sorted(path.stem for path in (tmp_path / "out").glob("*.csv")) == sorted([*TABLES, "entities"])
    for name, table in facts.tables().items():
        assert len(rows(tmp_path / "out" / f"{name}.csv")) == len(table)
    assert f"read {len(facts.articles)} of {len(facts.articles)} articles" in result.output
    assert f"{len(facts.counts)} counts" in result.output


def test_run_goes_on_when_an_article_fails(news: Path, tmp_path: Path) -> None:
    (news / "空.txt").write_text("")
    result = call("run", news, tmp_path / "missing.md", "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert [row["text"] for row in rows(tmp_path / "out" / "articles.csv")] == [TEXT]
    errors = rows(tmp_path / "out" / "errors.csv")
    assert sorted(Path(row["path"]).name for row in errors) == ["missing.md", "空.txt"]
    assert all(row["reason"] and row["remedy"] for row in errors)
    assert "missing.md" in result.stderr
    assert "refused 2" in result.output


def test_run_refuses_a_folder_that_is_not_empty(news: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "counts.csv").write_text("precious")
    result = call("run", news, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "not empty" in result.stderr
    assert (tmp_path / "out" / "counts.csv").read_text() == "precious"
    assert call("run", news, "--out", tmp_path / "out", "--overwrite").exit_code == 0
    assert len(rows(tmp_path / "out" / "counts.csv")) == 2


def test_run_refuses_a_file_in_the_place_of_the_folder(news: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    result = call("run", news, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "give a folder" in result.stderr


def test_run_says_when_it_cannot_write(news: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = call("run", news, "--out", tmp_path / "file" / "out")
    assert result.exit_code == 1
    assert "cannot be written; make room or give another folder" in result.stderr


def test_quiet_says_nothing_but_errors(news: Path, tmp_path: Path) -> None:
    assert call("run", news, "--out", tmp_path / "out", "--quiet").output == ""


def test_undated_articles_are_counted(news: Path, tmp_path: Path) -> None:
    (news / "去年.txt").write_text("去年查处违规问题36起。", encoding="utf-8")
    assert "have no publication date" in call("run", news, "--out", tmp_path / "out").output


def test_show_prints_the_tables(news: Path) -> None:
    result = call("show", news)
    assert result.exit_code == 0
    for shown in ("counts (2)", "organizations (1)", "贵港市统计局", "36起", "违规问题", "2021-01-01"):
        assert shown in result.output


def test_show_limits_the_rows(news: Path) -> None:
    result = call("show", news, "--limit", 1)
    assert "12.5%" not in result.output
    assert "1 more" in result.output


def test_evaluate_prints_figures(tmp_path: Path) -> None:
    path = tmp_path / "annotated.jsonl"
    start = TEXT.index("36起")
    count = {"start": start, "end": start + 3, "text": "36起", "value": 36, "high": None, "unit": "起"}
    record = {"id": "a", "published": "2022-01-21", "text": TEXT, "counts": [count]}
    path.write_text(json.dumps(record))
    result = call("evaluate", path)
    assert result.exit_code == 0, result.output
    assert "value and unit" in result.output
    path.write_text("{")
    assert call("evaluate", path).exit_code == 1
    assert "annotated.jsonl:1" in call("evaluate", path).stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("run", "news"),
        ("show",),
        ("run", "news", "--out", "out", "--no-such"),
        ("evaluate", "missing.jsonl"),
        ("stop",),
    ],
)
def test_wrong_usage_ends_with_two(arguments: tuple[str, ...]) -> None:
    assert call(*arguments).exit_code == 2


def test_help_explains_every_option_with_an_example() -> None:
    commands = typer.main.get_command(app).commands
    assert set(commands) >= {"run", "show", "evaluate"}
    for name, command in commands.items():
        assert f"Example: nlp-extract {name}" in call(name, "--help").output
        for parameter in command.params:
            assert "Example: " in parameter.help, f"{name} {parameter.name}"


def test_the_installed_command_ends_without_a_traceback(tmp_path: Path) -> None:
    command = Path(sys.executable).with_name("nlp-extract")
    (tmp_path / "yaml.md").write_text("---\n[: {\n---\n正文。", encoding="utf-8")
    (tmp_path / "bytes.txt").write_bytes(bytes(range(128, 256)) * 3)
    finished = subprocess.run(
        [command, "run", tmp_path, "missing", "--out", tmp_path / "out"],
        capture_output=True,
        encoding="utf-8",
    )
    assert finished.returncode == 1
    assert "missing" in finished.stderr
    assert "Traceback" not in finished.stdout + finished.stderr
    assert "missing" in {row["path"] for row in rows(tmp_path / "out" / "errors.csv")}


def test_help_and_import_load_nothing_heavy() -> None:
    program = (
        "import sys, nlp_extract, nlp_extract.cli\n"
        "heavy = {'spacy', 'pandas', 'numpy', 'onnxruntime', 'jieba', 'regex'} & set(sys.modules)\n"
        "print(*heavy, end='')"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout == ""


def test_version() -> None:
    assert call("--version").output.strip() == f"nlp-extract {nx.__version__}"
