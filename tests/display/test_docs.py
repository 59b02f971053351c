"""docs/display.md says what is so."""

from __future__ import annotations

from pathlib import Path

import pytest
import regex

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "docs" / "display.md").read_text(encoding="utf-8")


def test_the_blocks_of_the_page_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    blocks = regex.findall(r"```python\n(.*?)```", PAGE, regex.DOTALL)
    assert len(blocks) >= 4
    shared: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, "docs/display.md", "exec"), shared)


def test_pictures_and_notebooks_are_there() -> None:
    for path in regex.findall(r"\]\((images/\w[^)]*)\)", PAGE):
        assert (ROOT / "docs" / path).stat().st_size < 400_000
    for path in regex.findall(r"`(notebooks/\w+\.ipynb)`", PAGE):
        assert (ROOT / path).exists()
