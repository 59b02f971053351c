"""The documentation site builds without warnings and explains every column."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest
import regex

from nlp_extract.facts import DERIVED, TABLES, Fact, columns

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as `mkdocs build --strict` builds it, with proxies that answer nothing."""
    folder = tmp_path_factory.mktemp("site")
    nowhere = "http://127.0.0.1:9"
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)],
        cwd=ROOT,
        env={**os.environ, "http_proxy": nowhere, "https_proxy": nowhere, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
    )
    assert built.returncode == 0, built.stderr
    return folder


def page(site: Path, path: str) -> str:
    return (site / path / "index.html").read_text(encoding="utf-8")


def test_every_column_is_explained(site: Path) -> None:
    html = page(site, "reference/columns")
    for record in (TABLES | DERIVED).values():
        for column in columns(record):
            assert f"<code>{column.name}</code><br>{column.metadata['caption']}</td>" in html
    rows = regex.findall(r"<td>(?:(?!</?t[dr]>).)*</td>\n</tr>", html)
    assert len(rows) == sum(len(columns(record)) for record in (TABLES | DERIVED).values())
    assert "<td><code></code></td>" not in html, "a column without an example"


def test_remarks_are_of_the_columns_there_are() -> None:
    with (ROOT / "docs" / "reference" / "columns.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    common = {"article_id", "start", "end", "text", "sentence"}
    expected = [("mentions", name) for name in ("article_id", "start", "end", "text", "sentence")]
    for table, record in (TABLES | DERIVED).items():
        names = [column.name for column in columns(record)]
        expected += [(table, n) for n in names if not (issubclass(record, Fact) and n in common)]
    assert [(row["table"], row["column"]) for row in rows] == expected
    assert all(row["empty"] for row in rows)


def test_public_names_and_commands_are_in_the_reference(site: Path) -> None:
    import nlp_extract as nx

    python = page(site, "reference/python")
    for name in nx.__all__:
        assert regex.search(rf'id="nlp_extract\.[\w.]*\b{name}"', python), name
    commands = page(site, "reference/command-line")
    for option in ("--workers", "--resume", "--gazetteer", "--coreference", "--evaluation", "--format"):
        assert f"<code>{option}</code>" in commands


def test_nothing_comes_from_elsewhere(site: Path) -> None:
    """No script, style, font or picture of another host: the site shows without a network."""
    for path in site.rglob("*.html"):
        for tag in regex.findall(r"<(?:script|link|img)\b[^>]*>", path.read_text(encoding="utf-8")):
            assert not regex.search(r'(?:src|href)="(?:https?:)?//', tag), (path, tag)
