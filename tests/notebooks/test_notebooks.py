"""The notebooks run from top to bottom in a clean kernel, and are stored with what they showed."""

from __future__ import annotations

from pathlib import Path

import pytest

nbformat = pytest.importorskip("nbformat")
pytest.importorskip("nbclient")
pytest.importorskip("ipykernel")

NOTEBOOKS = Path(__file__).parent.parent.parent / "notebooks"
NAMES = sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))


def outputs(notebook) -> list[list[str]]:
    """What each cell of code showed, by kind of output."""
    return [
        [kind for output in cell.outputs for kind in sorted(output.get("data", {"stream": ""}))]
        for cell in notebook.cells
        if cell.cell_type == "code"
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs_and_shows_what_is_stored(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("altair")
    pytest.importorskip("vl_convert")
    if "train" in name:
        pytest.importorskip("torch")
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    monkeypatch.syspath_prepend(str(NOTEBOOKS))
    from execute import executed

    stored = nbformat.read(NOTEBOOKS / name, as_version=4)
    assert any(outputs(stored)), "stored without outputs: python notebooks/execute.py"
    assert outputs(executed(NOTEBOOKS / name)) == outputs(stored)


def test_the_four_stories_are_there() -> None:
    assert NAMES == [
        "01_first_steps.ipynb",
        "02_local_reports.ipynb",
        "03_correct_and_train.ipynb",
        "04_spacy.ipynb",
    ]
