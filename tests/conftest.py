"""What the tests share: the repository's own examples and the facts in them."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import nlp_extract as nx

settings.register_profile(
    "default", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("thorough", parent=settings.get_profile("default"), max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

os.environ["NLP_EXTRACT_LANG"] = "en"  # whatever the locale of who runs them

EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.fixture(scope="session")
def examples() -> Path:
    """The folder of example articles."""
    return EXAMPLES


@pytest.fixture(scope="session")
def facts() -> nx.Facts:
    """The facts of all examples."""
    return nx.extract(EXAMPLES)


@pytest.fixture(autouse=True)
def log_as_it_was() -> Iterator[None]:
    """The command line sets up the library's log; the next test finds it as it is without."""
    log = logging.getLogger("nlp_extract")
    handlers, level = log.handlers, log.level
    yield
    log.handlers = handlers
    log.setLevel(level)
