"""The README says what is so."""

from __future__ import annotations

from pathlib import Path

import pytest
import regex

from nlp_extract.facts import TABLES, columns

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def test_the_first_example_prints_what_it_shows(capsys: pytest.CaptureFixture[str]) -> None:
    example, output = regex.search(r"```python\n(.*?)```\n\n```text\n(.*?)```", README, regex.DOTALL).groups()
    exec(example, {})
    assert capsys.readouterr().out == output


def test_every_column_is_listed() -> None:
    rows = dict(regex.findall(r"^\| ([\w ]+) \| (`.*`) \|$", README, regex.MULTILINE))
    listed = {name: regex.findall(r"`(\w+)`", cells) for name, cells in rows.items()}
    common = listed.pop("all but articles and errors")
    assert list(listed) == list(TABLES)
    for name, record in TABLES.items():
        names = [column.name for column in columns(record)]
        assert listed[name] == [n for n in names if name in ("articles", "errors") or n not in common]
        assert name in ("articles", "errors") or set(common) <= set(names)
