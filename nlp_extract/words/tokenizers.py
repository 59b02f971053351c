"""Text to a Doc's tokens: by jieba, by the tagger, by the character.

Registered with spaCy as `nlp_extract.jieba.v1`, `nlp_extract.lac.v1` and `nlp_extract.characters.v1`, so that
a pipeline that was saved or stands in a config.cfg finds them. All of them take any text that spaCy can hold,
in a time that grows linearly with it (spaCy's own align words by searching the rest of the text for each).
"""

from __future__ import annotations

import csv
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import regex
from spacy.tokens import Doc
from spacy.util import DummyTokenizer

from nlp_extract.doc import put_tags
from nlp_extract.tagger.component import in_batches, shared_tagger

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.vocab import Vocab

    from nlp_extract.tagger.spans import Tags
    from nlp_extract.words.user_dict import UserWord


def tokens(pieces: Iterable[tuple[str, str]]) -> tuple[list[str], list[bool], list[str]]:
    """Words, whether a space follows each, and their tags, of the tagged pieces that a text is cut into.

    A single space goes to the word before it, as spaCy has it; other white space is a token for each
    character. Words and spaces together are the text again.
    """
    words: list[str] = []
    spaces: list[bool] = []
    tags: list[str] = []
    for piece, tag in pieces:
        if piece == " " and words and not spaces[-1]:
            spaces[-1] = True
        elif piece:
            words.append(piece)
            spaces.append(False)
            tags.append(SPACE if piece.isspace() else tag)
    return words, spaces, tags


SPACE = "_SP"
"""The tag of white space, spaCy's own; LAC has none for it."""


class CharacterTokenizer(DummyTokenizer):
    """Each character a token."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words, spaces, _ = tokens((character, "") for character in text)
        return Doc(self.vocab, words=words, spaces=spaces)


class JiebaTokenizer(DummyTokenizer):
    """jieba's words.

    Without a user dictionary it is the jieba that the whole process shares, so `jieba.add_word` counts; with
    one, a jieba of its own. The user dictionary goes with the pipeline where it is saved or pickled.
    """

    def __init__(self, vocab: Vocab, user_words: Iterable[UserWord] = ()) -> None:
        self.vocab = vocab
        self.user_words = tuple(user_words)
        self._segmenter: Any = None

    def __call__(self, text: str) -> Doc:
        if self._segmenter is None:
            self._segmenter = jieba_with(self.user_words)
        words, spaces, _ = tokens((word, "") for word in self._segmenter.cut(text))
        return Doc(self.vocab, words=words, spaces=spaces)

    def __reduce__(self) -> tuple[Any, ...]:
        return JiebaTokenizer, (self.vocab, self.user_words)  # jieba holds a lock, which cannot be pickled

    def to_bytes(self, **_: Any) -> bytes:
        from nlp_extract.words.user_dict import written

        return written(self.user_words).encode()

    def from_bytes(self, data: bytes, **_: Any) -> JiebaTokenizer:
        from nlp_extract.words.user_dict import read_user_dict

        self.user_words, self._segmenter = tuple(read_user_dict(data.decode().splitlines())), None
        return self

    def to_disk(self, path: str | Path, **_: Any) -> None:
        Path(path).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, **_: Any) -> JiebaTokenizer:
        return self.from_bytes(Path(path).read_bytes())


def jieba_with(user_words: Iterable[UserWord]) -> Any:
    """A jieba that is ready, with these words added.

    Its dictionary is read from its own text file: the cache that it would write to the folder for temporary
    files loads no faster, fails where that folder is read-only, and would be believed whoever wrote it.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of syntax that newer Pythons warn of
        import jieba
    user_words = tuple(user_words)
    segmenter = jieba.Tokenizer() if user_words else jieba.dt
    with segmenter.lock:
        if not segmenter.initialized:
            segmenter.FREQ, segmenter.total = segmenter.gen_pfdict(segmenter.get_dict_file())
            segmenter.initialized = True
        for word in user_words:
            segmenter.add_word(word.text, word.frequency, word.tag or None)
    return segmenter


class TaggerTokenizer(DummyTokenizer):
    """The tagger's own words, with LAC's tag as `tag_` and its Universal POS as `pos_`.

    What else the tagger finds stays on the Doc, so that no component has to tag the text again.
    """

    def __init__(self, vocab: Vocab, model: str | None = None) -> None:
        self.vocab = vocab
        self.model = model

    def __call__(self, text: str) -> Doc:
        return next(self.pipe([text]))

    def pipe(self, texts: Iterable[str], **_: Any) -> Iterator[Doc]:
        """The same for many texts; tagging them together is what makes it fast."""
        for batch in in_batches(texts, len):
            for text, tags in zip(batch, shared_tagger(self.model).tag(batch, words=True), strict=True):
                yield self._doc(text, tags)

    def _doc(self, text: str, tags: Tags) -> Doc:
        words, spaces, word_tags = tokens(
            (piece, word.tag)
            for word in tags.words
            for piece in WHITE.split(text[word.start : word.end])  # a word of LAC may begin with a space
        )
        pos = [universal_pos()[tag] for tag in word_tags]
        doc = Doc(self.vocab, words=words, spaces=spaces, tags=word_tags, pos=pos)
        put_tags(doc, replace(tags, words=[]))
        return doc


WHITE = regex.compile(r"(\s)")


@cache
def universal_pos() -> dict[str, str]:
    """The Universal POS of LAC's tags."""
    with files(__package__).joinpath("universal_pos.csv").open(encoding="utf-8") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        return {row["tag"]: row["pos"] for row in rows}


# What the config of a pipeline names


def make_characters() -> Callable[[Language], CharacterTokenizer]:
    return lambda nlp: CharacterTokenizer(nlp.vocab)


def make_jieba() -> Callable[[Language], JiebaTokenizer]:
    return lambda nlp: JiebaTokenizer(nlp.vocab)


def make_lac(model: str | None = None) -> Callable[[Language], TaggerTokenizer]:
    return lambda nlp: TaggerTokenizer(nlp.vocab, model)
