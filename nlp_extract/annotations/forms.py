"""Annotations to and from whichever form a path says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from nlp_extract.annotations.brat import read_brat, write_brat
from nlp_extract.annotations.docbin import read_docbin, write_docbin
from nlp_extract.annotations.label_studio import read_label_studio, write_label_studio
from nlp_extract.annotations.lines import read_lines, write_lines
from nlp_extract.annotations.record import Record


class Form(NamedTuple):
    """How a form is read and written."""

    read: Callable[[Path], Iterator[Record]]
    write: Callable[[Iterable[Record], Path], object]


FORMS = {
    ".jsonl": Form(read_lines, write_lines),
    ".json": Form(read_label_studio, write_label_studio),
    ".spacy": Form(read_docbin, write_docbin),
    "": Form(read_brat, write_brat),
}
"""By the ending of the path; a folder has none."""


def read_annotations(path: str | Path) -> Iterator[Record]:
    """The annotated texts of a file or folder, lazily, in the form of docs/annotation.md.

    Args:
        path: JSON Lines (.jsonl), Label Studio's exported tasks (.json), a DocBin (.spacy), or a folder of
            brat's .txt and .ann files.

    Yields:
        Dicts with `id`, `published`, `title` where there is one, `text`, and the lists `organizations`,
        `counts` and `dates`, in text order. A mention that an annotator added has no values.

    Raises:
        OSError: it cannot be read.
        ValueError: it is none of these forms, or malformed, or a mention's text is not what stands at its
            offsets; the message says where.
    """
    path = Path(path)
    return read_brat(path) if path.is_dir() else form_of(path).read(path)


def write_annotations(records: Iterable[Record], path: str | Path) -> None:
    """Write annotated texts, whole or not at all, in the form that the path's ending says; a path without an
    ending is a folder for brat.

    Raises:
        OSError: it cannot be written.
        ValueError: the ending is of none of these forms.
    """
    path = Path(path)
    (FORMS[""] if path.is_dir() else form_of(path)).write(records, path)


def form_of(path: Path) -> Form:
    if path.suffix not in FORMS:
        raise ValueError(
            f"{path}: annotations are JSON Lines (.jsonl), Label Studio's tasks (.json), a DocBin (.spacy) or a "
            "folder of brat's files; give the path the ending of its form"
        )
    return FORMS[path.suffix]
