"""Files that appear whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory

PREFIX = ".writing-"


@contextmanager
def whole(folder: Path, *, last: str = "") -> Iterator[Path]:
    """A folder beside the final place to write in; at the end its files are moved there by renaming.

    Args:
        folder: where the files will be; made where it is missing.
        last: the file that says that the others are whole: an old one goes before any of them comes, the new one
            comes after all of them.

    Yields:
        The folder to write in. After an exception nothing has changed in `folder`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=PREFIX, dir=folder) as beside:
        yield Path(beside)
        written = sorted(Path(beside).iterdir(), key=lambda path: (path.name == last, path.name))
        if last:
            (folder / last).unlink(missing_ok=True)
        for path in written:
            path.replace(folder / path.name)


def clear(folder: Path) -> None:
    """Remove what a run that was killed had not finished writing."""
    for left in folder.glob(f"{PREFIX}*"):
        rmtree(left, ignore_errors=True)
