"""`nlp-extract doctor`: what is installed and what is wrong with it."""

from __future__ import annotations

import shutil
from importlib.metadata import version
from pathlib import Path

import pytest
from typer.testing import CliRunner

import nlp_extract as nx
from nlp_extract.cli import app
from nlp_extract.tagger import Tagger
from nlp_extract.tagger.pack import SHIPPED
from nlp_extract.words.installed import ZH_CORE_WEB_SM


def examined() -> tuple[int, dict[str, str]]:
    """Exit code, and the line of each name."""
    result = CliRunner().invoke(app, ["doctor"])
    lines = [line for line in result.output.splitlines() if line[:5].strip()]
    return result.exit_code, {line[6:24].strip(): line for line in lines}


def installed(folder: Path, version: str, meta: str = "") -> Path:
    """A package under the name of zh_core_web_sm."""
    package = folder / "zh_core_web_sm"
    package.mkdir()
    (package / "__init__.py").write_text("")
    if meta:
        (package / "meta.json").write_text(meta)
    info = folder / f"zh_core_web_sm-{version}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: zh-core-web-sm\nVersion: {version}\n")
    return info


META = '{"lang": "zh", "name": "core_web_sm", "version": "3.8.0"}'
EMPTY = "sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"  # of no bytes, as RECORD writes it


def test_versions_and_the_models_checksum_are_printed() -> None:
    _, lines = examined()
    assert nx.__version__ in lines["nlp-extract"]
    assert version("spacy") in lines["spacy"]
    assert "whole" in lines["the tagger's model"]
    assert Tagger.load().pack.checksum in CliRunner().invoke(app, ["doctor"]).output


def test_a_damaged_model_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = shutil.copytree(SHIPPED, tmp_path / "model")
    (model / "fields.npz").write_bytes(b"")
    monkeypatch.setattr("nlp_extract.doctor.MODEL", model)
    code, lines = examined()
    assert code == 1
    assert lines["the tagger's model"].startswith("WRONG")
    assert "damaged" in lines["the tagger's model"]


def test_what_is_missing_comes_with_its_install_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nlp_extract.doctor.installed_package", lambda name: None)
    code, lines = examined()
    assert code == 0
    assert f"{ZH_CORE_WEB_SM.file}#sha256={ZH_CORE_WEB_SM.sha256}" in lines["zh_core_web_sm"]
    assert "pip install spacy-pkuseg" in lines["spacy-pkuseg"]


def test_a_package_that_only_has_the_name_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(tmp_path, "999.9.9")
    monkeypatch.syspath_prepend(tmp_path)
    code, lines = examined()
    assert code == 1
    assert lines["zh_core_web_sm"].startswith("WRONG")
    assert "pip uninstall zh-core-web-sm" in lines["zh_core_web_sm"]


@pytest.mark.parametrize(
    ("sha256", "record", "wrong"),
    [
        (ZH_CORE_WEB_SM.sha256, EMPTY, ""),
        ("", EMPTY, ""),
        ("0" * 64, EMPTY, "not the published file"),
        (ZH_CORE_WEB_SM.sha256, EMPTY[:-1] + "A", "damaged: zh_core_web_sm/__init__.py"),
    ],
)
def test_the_checksums_of_an_installed_pipeline_are_compared(
    sha256: str, record: str, wrong: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    info = installed(tmp_path, ZH_CORE_WEB_SM.version, META)
    (info / "RECORD").write_text(f"zh_core_web_sm/__init__.py,{record},0\n")
    if sha256:
        (info / "direct_url.json").write_text(f'{{"archive_info": {{"hashes": {{"sha256": "{sha256}"}}}}}}')
    monkeypatch.syspath_prepend(tmp_path)
    code, lines = examined()
    assert code == bool(wrong)
    assert (wrong or "whole") in lines["zh_core_web_sm"]
