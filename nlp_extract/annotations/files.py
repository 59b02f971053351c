"""Files that appear whole or not at all."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory


def write_whole(contents: dict[Path, bytes], folder: Path) -> list[Path]:
    """Write files of a folder beside their final places, then rename them all; gives their paths.

    Raises:
        OSError: the folder cannot be made or written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".writing-", dir=folder) as beside:
        for number, content in enumerate(contents.values()):
            (Path(beside) / str(number)).write_bytes(content)
        for number, path in enumerate(contents):
            (Path(beside) / str(number)).replace(path)
    return list(contents)


def utf8(text: str) -> bytes:
    """The text as it is, line ends too; a lone surrogate, which no encoding has, becomes a question mark."""
    return text.encode("utf-8", "replace")
