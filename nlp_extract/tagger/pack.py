"""The model pack: a folder with the network, the field scorer, the vocabulary, and a manifest that vouches for them."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

MANIFEST = "manifest.json"
FORMAT = 1
SHIPPED = Path(__file__).parent / "model"
"""The pack inside the package."""


class PackError(ValueError):
    """A model pack that is missing, incomplete, damaged, or of another format; the message says what to do."""


@dataclass(frozen=True)
class Pack:
    """What a model is made of.

    `graph` is an ONNX model; `fields` and `vocabulary` are arrays by name; `labels` are the tags that the
    network's outputs stand for; `figures` what was measured when it was made; `checksum` the SHA-256 of the
    manifest, which holds those of the files.
    """

    graph: bytes
    fields: Mapping[str, np.ndarray]
    vocabulary: Mapping[str, np.ndarray]
    labels: Mapping[str, list[str]]
    figures: Mapping[str, Any]
    version: str
    checksum: str


FILES = {"graph": "tagger.onnx", "fields": "fields.npz", "vocabulary": "vocabulary.npz"}


def write_pack(
    folder: Path,
    *,
    graph: bytes,
    fields: bytes,
    vocabulary: bytes,
    labels: Mapping[str, list[str]],
    figures: Mapping[str, Any],
    version: str,
) -> Pack:
    """Write a pack and read it back; `fields` and `vocabulary` are the bytes of .npz files."""
    folder.mkdir(parents=True, exist_ok=True)
    contents = {"graph": graph, "fields": fields, "vocabulary": vocabulary}
    for part, content in contents.items():
        (folder / FILES[part]).write_bytes(content)
    manifest = {
        "format": FORMAT,
        "version": version,
        "sha256": {FILES[part]: hashlib.sha256(content).hexdigest() for part, content in contents.items()},
        "labels": labels,
        "figures": figures,
    }
    (folder / MANIFEST).write_text(
        json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    return read_pack(folder)


def read_pack(folder: Path) -> Pack:
    """Read a pack, each file checked against the manifest.

    Raises:
        PackError: the folder is no pack, a file is missing, or its checksum is another.
    """
    try:
        written = (folder / MANIFEST).read_bytes()
        manifest = json.loads(written)
        expected = manifest["sha256"]
        if manifest["format"] != FORMAT:
            raise PackError(
                f"{folder}: the model has format {manifest['format']}, this version reads {FORMAT}; "
                "train it again or install the version of nlp-extract that made it"
            )
        contents = {}
        for part, name in FILES.items():
            contents[part] = (folder / name).read_bytes()
            if hashlib.sha256(contents[part]).hexdigest() != expected[name]:
                raise PackError(
                    f"{folder / name}: the checksum is not the one in {MANIFEST}, so the file is damaged or was "
                    "changed; reinstall nlp-extract, or export your model again"
                )
        return Pack(
            graph=contents["graph"],
            fields=_arrays(contents["fields"], folder / FILES["fields"]),
            vocabulary=_arrays(contents["vocabulary"], folder / FILES["vocabulary"]),
            labels=manifest["labels"],
            figures=manifest["figures"],
            version=manifest["version"],
            checksum=hashlib.sha256(written).hexdigest(),
        )
    except OSError as error:
        raise PackError(
            f"{folder}: no readable model there ({error.strerror}: {error.filename}); give the folder that "
            "`nlp-extract train` wrote, or reinstall nlp-extract for its own model"
        ) from error
    except (KeyError, TypeError, RecursionError, json.JSONDecodeError, UnicodeDecodeError) as error:
        raise PackError(
            f"{folder / MANIFEST}: not the manifest of a model ({error!r}); export the model again"
        ) from error


def _arrays(content: bytes, path: Path) -> dict[str, np.ndarray]:
    """The arrays of an .npz file, which can be numbers and strings but no Python objects."""
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as file:
            return {name: file[name] for name in file.files}
    except Exception as error:  # what numpy, zipfile and zlib raise shares no class
        raise PackError(f"{path}: not the arrays of a model ({error}); export the model again") from error
