"""What is published: built, looked into, installed where nothing else is, and run there. `make package` runs it."""

from __future__ import annotations

import csv
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.package


def ran(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(list(map(str, command)), cwd=cwd, capture_output=True, text=True)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    ran(sys.executable, "-m", "build", "--outdir", folder, ROOT, cwd=folder)
    return folder


def committed(*folders: str) -> set[str]:
    return set(ran("git", "-c", "core.quotepath=off", "ls-files", *folders, cwd=ROOT).splitlines())


def test_the_wheel_has_all_of_the_package_and_nothing_else(built: Path) -> None:
    [wheel] = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as file:
        names = set(file.namelist())
    package = {name for name in names if name.startswith("nlp_extract/")}
    assert package == committed("nlp_extract")
    assert {"nlp_extract/py.typed", "nlp_extract/tagger/model/tagger.onnx"} <= package
    assert {Path(name).name for name in names if "/licenses/" in name} == {"LICENSE", "NOTICE"}
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"nlp_extract", "training"}
    assert not any(name.startswith("training/data/train") for name in names)
    assert wheel.stat().st_size < 12 * 2**20


def test_the_sdist_has_what_tests_and_docs_need(built: Path) -> None:
    [sdist] = built.glob("*.tar.gz")
    with tarfile.open(sdist) as file:
        names = {name.split("/", 1)[-1] for name in file.getnames()}
    assert committed("nlp_extract", "tests", "fuzzing", "examples", "docs", "training", "benchmarks") <= names
    assert {
        "LICENSE",
        "NOTICE",
        "README.md",
        "CHANGELOG.md",
        "SECURITY.md",
        "pyproject.toml",
        "Makefile",
    } <= names


def test_it_works_where_nothing_else_is_installed(built: Path, tmp_path: Path) -> None:
    ran(sys.executable, "-m", "venv", tmp_path / "clean", cwd=tmp_path)
    program = tmp_path / "clean" / "bin"
    [wheel] = built.glob("*.whl")
    ran(program / "python", "-m", "pip", "install", "--quiet", wheel, cwd=tmp_path)
    ran(program / "python", "-m", "pip", "check", cwd=tmp_path)
    (tmp_path / "news").mkdir()
    for path in sorted((ROOT / "examples").glob("*.*")):
        (tmp_path / "news" / path.name).write_bytes(path.read_bytes())
    ran(program / "nlp-extract", "doctor", cwd=tmp_path)
    told = ran(program / "nlp-extract", "run", "news", "--out", "facts", "--workers", "2", cwd=tmp_path)
    assert "refused" not in told
    with (tmp_path / "facts" / "counts.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) > 50
    code = (
        "import nlp_extract as nx; print(nx.__file__); print(len(nx.extract('26家。', nlp=nx.load()).counts))"
    )
    where, found = ran(program / "python", "-c", code, cwd=tmp_path).splitlines()
    assert Path(where).is_relative_to(tmp_path / "clean") and found == "1"
