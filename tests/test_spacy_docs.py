"""docs/spacy.md and the README's part on spaCy say what is so."""

from __future__ import annotations

from importlib.metadata import entry_points
from pathlib import Path

import regex

from nlp_extract.words.installed import ZH_CORE_WEB_SM

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "spacy.md").read_text(encoding="utf-8")


def test_every_component_is_listed() -> None:
    listed = regex.findall(r"^\| `(nlp_extract_\w+)` \|", PAGE, regex.MULTILINE)
    factories = entry_points(group="spacy_factories")
    assert set(listed) == {point.name for point in factories if point.module == "nlp_extract.pipeline"}


def test_the_install_line_is_the_one_of_the_error() -> None:
    for path in (ROOT / "docs" / "spacy.md", ROOT / "README.md"):
        text = path.read_text(encoding="utf-8")
        assert ZH_CORE_WEB_SM.install in text, path
        assert "placeholder" in text, path
