"""The templates of all that is shown as HTML; whatever is put into them is escaped."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from nlp_extract.display.marked import COLORS

TEMPLATES = Path(__file__).parent / "templates"


@lru_cache(maxsize=1)
def environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["colors"] = COLORS
    return made


def fill(template: str, **values: Any) -> str:
    """A template with its values."""
    return environment().get_template(template).render(values)


class Shown:
    """Something to look at: HTML in a notebook, plain text on a terminal.

    Attributes:
        html: the HTML, with its own styles.
        text: the same in plain text.
    """

    def __init__(self, html: str, text: str) -> None:
        self.html = html
        self.text = text

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.text
