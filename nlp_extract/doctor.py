"""What is installed, in which version, with which checksum, and what is wrong with it."""

from __future__ import annotations

import hashlib
import json
import platform
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from importlib.metadata import Distribution, version
from typing import NamedTuple

from nlp_extract import __version__
from nlp_extract.tagger.pack import SHIPPED as MODEL
from nlp_extract.tagger.pack import PackError, read_pack
from nlp_extract.words.installed import (
    SPACYS_OWN,
    ZH_CORE_WEB_SM,
    how_to_install,
    installed_package,
    installed_pipelines,
    meta_of,
    wrong_package,
)

NEEDED = ("spacy", "jieba", "regex", "pandas", "numpy", "onnxruntime")
OPTIONAL = {
    "spacy-pkuseg": "for the base pkuseg, and for zh_core_web_sm, md and lg: pip install spacy-pkuseg",
    "torch": "for nlp-extract train: pip install 'nlp-extract[train]'",
}


class Finding(NamedTuple):
    """Something that is installed or not; `wrong` where it must be mended, as `remark` says."""

    name: str
    version: str = ""  # empty where it is not installed
    checksum: str = ""  # SHA-256 of what was installed, where it is known
    remark: str = ""
    wrong: bool = False


def examine() -> Iterator[Finding]:
    """All that the library stands on: packages, its model, and the spaCy pipelines for Chinese."""
    yield Finding("nlp-extract", __version__)
    yield Finding("Python", platform.python_version())
    for name in NEEDED:
        yield Finding(name, version(name))
    for name, purpose in OPTIONAL.items():
        package = installed_package(name)
        yield Finding(name, package.version) if package else Finding(name, remark=purpose)
    yield the_model()
    for name in sorted({*SPACYS_OWN[:1], *installed_pipelines(), *filter(installed_package, SPACYS_OWN)}):
        yield from the_pipeline(name)


def the_model() -> Finding:
    """The model inside the package, each of its files checked."""
    try:
        pack = read_pack(MODEL)
    except PackError as error:
        return Finding("the tagger's model", remark=str(error), wrong=True)
    return Finding("the tagger's model", pack.version, pack.checksum, "whole")


def the_pipeline(name: str) -> Iterator[Finding]:
    """An installed spaCy pipeline for Chinese; nothing for one of another language."""
    package = installed_package(name)
    if package is None:
        yield Finding(name, remark=f"not installed; {how_to_install(name)}")
    elif (meta := meta_of(package, name)) is None:
        yield Finding(name, package.version, remark=wrong_package(name, package), wrong=True)
    elif meta["lang"] == "zh":
        checksum = wheel_checksum(package)
        published = ZH_CORE_WEB_SM.sha256 if (name, package.version) == ZH_CORE_WEB_SM[:2] else ""
        if changed := changed_files(package):
            remark = f"damaged: {', '.join(changed)}; install it again with {how_to_install(name)}"
            yield Finding(name, package.version, checksum, remark, wrong=True)
        elif checksum and published and checksum != published:
            remark = f"not the published file, whose checksum is {published}; {how_to_install(name)}"
            yield Finding(name, package.version, checksum, remark, wrong=True)
        else:
            yield Finding(
                name,
                package.version,
                checksum,
                "whole" + (", as published" if checksum and published else ""),
            )


def wheel_checksum(package: Distribution) -> str:
    """SHA-256 of the file that a package was installed from, as pip noted it; empty where it did not."""
    noted = json.loads(package.read_text("direct_url.json") or "{}").get("archive_info", {})
    return str(noted.get("hashes", {}).get("sha256") or noted.get("hash", "").removeprefix("sha256="))


def changed_files(package: Distribution) -> list[str]:
    """The files of a package that are missing or not as they were installed (by its RECORD)."""
    changed = []
    for file in package.files or ():
        if file.hash is None:
            continue
        path = file.locate()
        try:
            digest = hashlib.new(file.hash.mode, path.read_bytes()).digest()  # type: ignore[attr-defined]
        except OSError:
            changed.append(str(file))
            continue
        if urlsafe_b64encode(digest).rstrip(b"=").decode() != file.hash.value:
            changed.append(str(file))
    return changed
