"""The tagger: texts in, all spans out."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime

from nlp_extract.tagger import decode
from nlp_extract.tagger.encode import Vocabulary, Window, parts, windows
from nlp_extract.tagger.fields import FieldScorer
from nlp_extract.tagger.grammars import agreed
from nlp_extract.tagger.pack import SHIPPED, Pack, PackError, read_pack
from nlp_extract.tagger.spans import CountSpans, Span, Tags, Word

BATCH = 8
"""Windows that the network reads together: more run no faster."""
GROUP = 16_000
"""Characters that the network reads before they are decoded, which bounds the memory for its states."""
OUTPUTS = ["states", "spans", "mentions", "lac"]
"""What the network gives for each character: its state, scores of span tags, halves of mention scores, LAC's tags."""


@dataclass(slots=True)
class _Emissions:
    """What the network says of each character of one text."""

    states: npt.NDArray[np.float32]
    spans: npt.NDArray[np.float32]
    mentions: npt.NDArray[np.float32]
    lac: npt.NDArray[np.uint8]


@dataclass(slots=True)
class _Reading:
    """Texts that the network is reading: their emissions are whole when all batches are done."""

    texts: Sequence[str]
    emissions: list[_Emissions]
    batches: list[Future[None]]


class Tagger:
    """Finds organizations, counts with their fields, dates, people and places in texts.

    What it finds in a text does not depend on what other texts are tagged with it.
    """

    def __init__(self, pack: Pack, *, threads: int | None = None) -> None:
        """`threads`: how many batches are read at once; None for as many as there are processors."""
        self.pack = pack
        self.threads = threads or _processors()
        onnxruntime.disable_telemetry_events()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        try:
            self._session = onnxruntime.InferenceSession(
                pack.graph, options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # onnxruntime's errors share no base class of their own
            raise PackError(f"the model's network cannot be run ({error}); export the model again") from error
        try:
            self._arrange(pack)
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            raise PackError(
                f"the parts of the model do not fit ({error!r}); export the model again"
            ) from error

    def _arrange(self, pack: Pack) -> None:
        """Take the parts of the pack, which must fit each other."""
        self._sizes = {output.name: output.shape[2] for output in self._session.get_outputs()}
        self._vocabulary = Vocabulary(
            str(pack.vocabulary["characters"][0]), pack.vocabulary["rows"], unknown=0
        )
        self._fields = FieldScorer(pack.fields)
        self._kinds = list(pack.labels["kinds"])
        lac = pack.labels["lac"]
        self._word_tags = [tag.rsplit("-", 1)[0] for tag in lac]
        self._word_starts = np.array([not tag.endswith("-I") for tag in lac])
        self._outside = lac.index("O")
        self._named = {
            name: np.array([tag.startswith(f"{name}-") for tag in lac], dtype=bool) for name in ("PER", "LOC")
        }
        wanted = {"spans": len(self._kinds) * decode.TAGS, "lac": len(lac)}
        given = {name: self._sizes[name] for name in wanted}
        if given != wanted:
            raise ValueError(f"the labels want outputs of sizes {wanted}, the network has {given}")

    @classmethod
    def load(cls, path: Path | None = None, *, threads: int | None = None) -> Tagger:
        """The package's own model, or the one in the folder `path`.

        Raises:
            PackError: there is no model in that folder, or it is damaged.
        """
        return cls(read_pack(path or SHIPPED), threads=threads)

    def tag(self, texts: Sequence[str], *, words: bool = False) -> list[Tags]:
        """Tag texts; many in one call are faster than one by one. `words` asks for words with LAC's tags too."""
        return list(self.stream(texts, words=words))

    def stream(self, texts: Iterable[str], *, words: bool = False) -> Iterator[Tags]:
        """Tag texts in order, lazily and in bounded memory, however long they are."""
        sent: deque[list[Window]] = deque()

        def pieces() -> Iterator[str]:
            for text in texts:
                sent.append(parts(text))
                yield from (text[part.start : part.end] for part in sent[-1])

        tagged = self._stream(pieces(), words)
        for tags in tagged:
            cut = sent.popleft()
            yield tags if len(cut) == 1 else joined(cut, chain([tags], islice(tagged, len(cut) - 1)))

    def _stream(self, texts: Iterable[str], words: bool) -> Iterator[Tags]:
        """Tag texts in order; while one group of them is decoded, the network reads the next."""
        with ThreadPoolExecutor(self.threads) as pool:
            ahead: deque[_Reading] = deque()
            for group in _groups(texts):
                ahead.append(self._read(group, pool))
                if len(ahead) > 1:
                    yield from self._decode(ahead.popleft(), words)
            while ahead:
                yield from self._decode(ahead.popleft(), words)

    def _read(self, texts: Sequence[str], pool: ThreadPoolExecutor) -> _Reading:
        """Have the network read the windows of some texts, those of like length together."""
        ids = [self._vocabulary.encode(text) for text in texts]
        places = [(number, window) for number, text in enumerate(texts) for window in windows(text)]
        places.sort(key=lambda place: place[1].end - place[1].start)
        emissions = [self._empty(len(text)) for text in texts]

        def read(batch: list[tuple[int, Window]]) -> None:
            lengths = np.array([window.end - window.start for _, window in batch], dtype=np.int32)
            padded = np.zeros((len(batch), lengths.max()), dtype=np.int64)
            for row, (number, window) in enumerate(batch):
                padded[row, : lengths[row]] = ids[number][window.start : window.end]
            states, spans, mentions, lac = self._session.run(OUTPUTS, {"ids": padded, "lengths": lengths})
            tags = lac.argmax(2)
            for row, (number, window) in enumerate(batch):
                there = slice(window.keep_start, window.keep_end)
                here = slice(window.keep_start - window.start, window.keep_end - window.start)
                emissions[number].states[there] = states[row, here]
                emissions[number].spans[there] = spans[row, here]
                emissions[number].mentions[there] = mentions[row, here]
                emissions[number].lac[there] = tags[row, here]

        batches = [places[at : at + BATCH] for at in range(0, len(places), BATCH)]
        return _Reading(texts, emissions, [pool.submit(read, batch) for batch in batches])

    def _decode(self, reading: _Reading, words: bool) -> Iterator[Tags]:
        for batch in reading.batches:
            batch.result()
        for text, emissions in zip(reading.texts, reading.emissions, strict=True):
            yield self._tags(text, emissions, words)

    def _empty(self, length: int) -> _Emissions:
        states, spans, mentions = (
            np.empty((length, self._sizes[name]), dtype=np.float32)
            for name in ("states", "spans", "mentions")
        )
        return _Emissions(states, spans, mentions, np.empty(length, dtype=np.uint8))

    def _tags(self, text: str, emissions: _Emissions, words: bool) -> Tags:
        # One tag's scores side by side: numpy compares long rows fast, five neighbours slowly.
        by_tag = np.ascontiguousarray(emissions.spans.T).reshape(len(self._kinds), decode.TAGS, len(text))
        found = {
            kind: agreed(kind, text, trimmed(text, decode.spans(scores)), decode.inside(scores))
            for kind, scores in zip(self._kinds, by_tag.swapaxes(1, 2), strict=True)
        }
        counts = found["counts"]
        fields = (
            self._fields(text, emissions.states, emissions.mentions, counts, found["dates"]) if counts else []
        )
        return Tags(
            organizations=found["organizations"],
            counts=[CountSpans(span, *named) for span, named in zip(counts, fields, strict=True)],
            dates=found["dates"],
            people=trimmed(text, self._runs(emissions.lac, "PER")),
            places=trimmed(text, self._runs(emissions.lac, "LOC")),
            words=self._words(emissions.lac) if words else [],
        )

    def _runs(self, tags: npt.NDArray[np.uint8], name: str) -> list[Span]:
        """Spans of one of LAC's name tags."""
        inside = self._named[name][tags]
        if not inside.any():
            return []
        before = np.concatenate([[False], inside[:-1]])
        after = np.concatenate([inside[1:], [False]])
        begins = self._word_starts[tags]
        follows = np.concatenate([begins[1:], [True]])
        firsts = np.flatnonzero(inside & (begins | ~before)).tolist()
        lasts = np.flatnonzero(inside & (follows | ~after)).tolist()
        return [Span(first, last + 1) for first, last in zip(firsts, lasts, strict=True)]

    def _words(self, tags: npt.NDArray[np.uint8]) -> list[Word]:
        firsts = np.flatnonzero(self._word_starts[tags])
        if len(tags) and (not len(firsts) or firsts[0]):
            firsts = np.concatenate([[0], firsts])
        ends = np.concatenate([firsts[1:], [len(tags)]]) if len(tags) else firsts
        return [
            Word(first, end, self._word_tags[tags[first]])
            for first, end in zip(firsts.tolist(), ends.tolist(), strict=True)
        ]


def trimmed(text: str, spans: Iterable[Span]) -> list[Span]:
    """The spans without the white space at their ends, which the network may take for part of a name or number."""
    found = []
    for start, end in spans:
        mention = text[start:end]
        begin = start + len(mention) - len(mention.lstrip())
        if begin < end:
            found.append(Span(begin, start + len(mention.rstrip())))
    return found


def joined(cut: Sequence[Window], tagged: Iterable[Tags]) -> Tags:
    """The tags of a text from those of its parts: of each the mentions that begin where it is to tag."""
    whole = Tags([], [], [], [], [], [])
    for part, tags in zip(cut, tagged, strict=True):

        def moved(span: tuple[int, int], by: int = part.start) -> Span:
            return Span(span[0] + by, span[1] + by)

        for name in ("organizations", "dates", "people", "places"):
            kept: list[Span] = getattr(whole, name)
            for span in map(moved, getattr(tags, name)):
                if part.keep_start <= span.start < part.keep_end and (not kept or kept[-1].end <= span.start):
                    kept.append(span)
        for count in tags.counts:
            span = moved(count.span)
            if part.keep_start <= span.start < part.keep_end and (
                not whole.counts or whole.counts[-1].span.end <= span.start
            ):
                fields = (
                    moved(field) if field else None for field in (count.item, count.subject, count.time)
                )
                whole.counts.append(CountSpans(span, *fields))
        for word in tags.words:  # they cover the text: one that crosses a cut is cut
            start = max(word.start + part.start, part.keep_start)
            end = min(word.end + part.start, part.keep_end)
            if start < end:
                whole.words.append(Word(start, end, word.tag))
    return whole


def _groups(texts: Iterable[str]) -> Iterator[list[str]]:
    group: list[str] = []
    size = 0
    for text in texts:
        group.append(text)
        size += len(text)
        if size >= GROUP:
            yield group
            group, size = [], 0
    if group:
        yield group


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
