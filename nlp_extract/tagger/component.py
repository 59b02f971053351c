"""The tagger onto the Doc, and what every component that reads its output has in common."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from nlp_extract.doc import get, put, put_tags, tags_of
from nlp_extract.tagger.spans import Tags

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from nlp_extract.tagger import Tagger

T = TypeVar("T")

BATCH_CHARACTERS = 200_000
"""Texts are tagged together until they have this many characters: enough to keep the model busy."""


def shared_tagger(model: Path | str | None = None) -> Tagger:
    """The tagger of a model pack (by default the one in the package), loaded once in each process."""
    return _tagger(Path(model) if model else None, os.getpid())


@lru_cache(maxsize=4)
def _tagger(model: Path | None, process: int) -> Tagger:
    # A forked process must not use its parent's session: the threads behind it did not come along.
    from nlp_extract.tagger import Tagger

    return Tagger.load(model)


def in_batches(
    items: Iterable[T], characters: Callable[[T], int], *, limit: int = BATCH_CHARACTERS, most: int = 1000
) -> Iterator[list[T]]:
    """Lists of items in order, each closed once it has `limit` characters or `most` items."""
    batch: list[T] = []
    size = 0
    for item in items:
        batch.append(item)
        size += characters(item)
        if size >= limit or len(batch) >= most:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


class Tagged:
    """A component that needs the tagger's output and gets it itself where no tagger came before it.

    It holds no more than the path of the model, so a pipeline with it can be pickled and sent to processes.
    """

    name = ""  # in its pipeline

    def __init__(self, model: str | None = None) -> None:
        self.model = model

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 1000) -> Iterator[Doc]:
        """The same for many Docs; tagging them together is what makes it fast."""
        for batch in in_batches(docs, lambda doc: len(doc.text), most=batch_size):
            untagged = [doc for doc in batch if tags_of(doc) is None]
            if untagged:
                tagger = shared_tagger(self.model)
                for doc, found in zip(untagged, tagger.tag([doc.text for doc in untagged]), strict=True):
                    put_tags(doc, found)
                    put(doc, "tagged_by", self.name)
            for doc in batch:
                tags = tags_of(doc)
                assert tags is not None
                self.annotate(doc, tags)
                yield doc

    def annotate(self, doc: Doc, tags: Tags) -> None:
        """Put onto the Doc what this component finds in its text and tags."""


class TaggerComponent(Tagged):
    """The tagger by itself, in front of the components that read its output."""

    def annotate(self, doc: Doc, tags: Tags) -> None:
        tagged_by = get(doc, "tagged_by") or self.name
        if tagged_by != self.name:
            warnings.warn(
                f"{self.name} came after {tagged_by}, which had to tag the text itself, so it did nothing; put it "
                "before the other components of nlp_extract",
                stacklevel=2,
            )
