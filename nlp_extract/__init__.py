"""Chinese news into tidy tables: organizations, statistics and dates.

    import nlp_extract as nx

    facts = nx.extract("乌鲁木齐市纪委监委2021年对26家单位开展常规巡察。")
    facts.counts
    facts.to_csv("out/")

Everything named here is loaded when it is first used, so importing the package is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nlp_extract.annotations import read_annotations, write_annotations
    from nlp_extract.articles import Article, read_articles
    from nlp_extract.dates import parse_date
    from nlp_extract.evaluation import evaluate
    from nlp_extract.extraction import extract, extract_each, stream
    from nlp_extract.numbers import parse_number
    from nlp_extract.organizations import parse_organization
    from nlp_extract.pipeline import load
    from nlp_extract.quantities import parse_quantity
    from nlp_extract.tables import Facts
    from nlp_extract.tagger import Tagger

__all__ = [
    "Article",
    "Facts",
    "Tagger",
    "evaluate",
    "extract",
    "extract_each",
    "load",
    "parse_date",
    "parse_number",
    "parse_organization",
    "parse_quantity",
    "read_annotations",
    "read_articles",
    "stream",
    "write_annotations",
]

__version__ = "0.1.0"

HOMES = {
    "Article": "articles",
    "Facts": "tables",
    "Tagger": "tagger",
    "evaluate": "evaluation",
    "extract": "extraction",
    "extract_each": "extraction",
    "load": "pipeline",
    "parse_date": "dates",
    "parse_number": "numbers",
    "parse_organization": "organizations",
    "parse_quantity": "quantities",
    "read_annotations": "annotations",
    "read_articles": "articles",
    "stream": "extraction",
    "write_annotations": "annotations",
}


def __getattr__(name: str) -> Any:
    if name not in HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
