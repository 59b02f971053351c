"""Installed spaCy pipelines: loading one by name or folder, and what to say where that fails."""

from __future__ import annotations

import json
from difflib import get_close_matches
from importlib.metadata import Distribution, PackageNotFoundError, distribution, entry_points
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from spacy.language import Language

BASES = ("jieba", "lac", "pkuseg", "char")
"""The bases that are no installed pipeline."""

SPACYS_OWN = ("zh_core_web_sm", "zh_core_web_md", "zh_core_web_lg", "zh_core_web_trf")
"""The Chinese pipelines that spaCy's makers publish."""

RELEASES = "https://github.com/explosion/spacy-models/releases/download"


class Wheel(NamedTuple):
    """A released file of a pipeline and its SHA-256."""

    name: str
    version: str
    sha256: str

    @property
    def file(self) -> str:
        return f"{self.name}-{self.version}-py3-none-any.whl"

    @property
    def install(self) -> str:
        """The command that installs it; pip refuses a file with another checksum."""
        release = f"{RELEASES}/{self.name}-{self.version}/{self.file}"
        return f'pip install "{self.name} @ {release}#sha256={self.sha256}"'


ZH_CORE_WEB_SM = Wheel(
    "zh_core_web_sm", "3.8.0", "7de3bd267176b9b2a8defb6997c1cd296da16c57b5e712f72ea44a51755421c8"
)


def load_installed(name: str | Path) -> Language:
    """The pipeline of that name or in that folder.

    Raises:
        OSError: there is none, with near matches and what is installed; or it cannot be loaded.
    """
    import spacy

    if not Path(name).exists():
        name = str(name)
        package = installed_package(name)
        if package is None:
            raise OSError(missing(name))
        if meta_of(package, name) is None:
            raise OSError(wrong_package(name, package))
    try:
        return spacy.load(name)
    except (OSError, ImportError, ValueError) as error:
        raise OSError(f"the spaCy pipeline {str(name)!r} cannot be loaded: {error}") from error


def installed_package(name: str) -> Distribution | None:
    """What pip knows under a name; None where nothing of that name is installed."""
    try:
        return distribution(name)
    except (PackageNotFoundError, ValueError):
        return None


def installed_pipelines() -> list[str]:
    """The names of the spaCy pipelines that are installed as packages."""
    return sorted({point.name for point in entry_points(group="spacy_models")})


def meta_of(package: Distribution, name: str) -> dict[str, str] | None:
    """The meta.json of an installed pipeline; None where the package has none and so is no pipeline."""
    try:
        meta = json.loads(Path(str(package.locate_file(name)), "meta.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return meta if isinstance(meta, dict) and {"lang", "name", "version"} <= meta.keys() else None


def how_to_install(name: str) -> str:
    """The command that installs one of spaCy's own pipelines."""
    return ZH_CORE_WEB_SM.install if name == ZH_CORE_WEB_SM.name else f"python -m spacy download {name}"


def missing(name: str) -> str:
    """What to say where nothing of that name is installed."""
    installed = installed_pipelines()
    here = f"installed here: {', '.join(installed) or 'none'}"
    if name in SPACYS_OWN:
        return (
            f"the spaCy pipeline {name!r} is not installed. Install it with\n\n    {how_to_install(name)}\n\n"
            f"(what PyPI has under the name zh-core-web-sm is not it); {here}"
        )
    near = get_close_matches(name, [*BASES, *installed, *SPACYS_OWN], n=3, cutoff=0.6)
    meant = f"did you mean {' or '.join(map(repr, near))}? " if near else ""
    return (
        f"there is no base {name!r}: {meant}Give one of {', '.join(map(repr, BASES))}, the name of an installed "
        f"spaCy pipeline, or the folder of one; {here}"
    )


def wrong_package(name: str, package: Distribution) -> str:
    """What to say where a package has the name of a pipeline and is none."""
    remedy = f", then install the real one with\n\n    {how_to_install(name)}\n" if name in SPACYS_OWN else ""
    return (
        f"the package {package.metadata['Name']} {package.version} that is installed here is no spaCy pipeline: "
        f"it only has the name. Remove it with pip uninstall {package.metadata['Name']}{remedy}"
    )
