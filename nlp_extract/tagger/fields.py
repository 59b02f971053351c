"""Which span of the text is a count's item, subject and time: the scorer that runs after the network.

A field's score for a span is a match of the count with the span's first and last character, plus how much the
span looks like such a phrase at all, plus where it stands from the count; "not named" has a score too, and the
best wins. The network has read all characters once before; a count costs a few small products.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from nlp_extract.tagger.spans import Span

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

FIELDS = ("item", "subject", "time")
KEY = 32
"""Length of keys and queries."""
MAX_WIDTH = 24
"""The longest phrase of a field, in characters."""
REACH_BEFORE = 400
"""How far before its count a field may begin."""
REACH_AFTER = 48
"""How far after it."""
DISTANCE_STEPS = 20
BARRIER_STEPS = 8
BLOCK = 32
"""Counts that are scored together."""
BAND = 40
"""Characters whose mention scores are computed together."""
MENTION_THRESHOLD = -4.5
"""Spans with a lower mention score are left out: of 2,000 counts, the lowest score of a chosen one was -4.7."""
SMALL_PRODUCT = 200_000
"""Multiplications that BLAS does not divide among threads."""
BARRIERS = ("，；、,;", "。！？\n")
"""Signs between a count and a phrase, by kind; the third kind of barrier is another count."""


def distance_bucket(gap: Ints) -> Ints:
    """Signed gaps in characters to 2 * DISTANCE_STEPS buckets, finer when near; positive is before the count."""
    size = np.abs(gap)
    step = np.where(size < 8, size, 8 + (2 * np.log2(np.maximum(size, 1) / 8)).astype(np.int64))
    step = np.minimum(step, DISTANCE_STEPS - 1)
    return np.where(gap >= 0, step, DISTANCE_STEPS + step)


def barrier_bucket(crossed: Ints, after: npt.NDArray[np.bool_]) -> Ints:
    """Numbers of barriers crossed, before or after the count, to 2 * BARRIER_STEPS buckets."""
    step = np.minimum(np.abs(crossed), BARRIER_STEPS - 1)
    return np.where(after, BARRIER_STEPS + step, step)


def barrier_totals(text: str, counts: Sequence[Span]) -> Ints:
    """How many barriers of each kind stand before each character, shape (3, len(text) + 1)."""
    totals = np.zeros((3, len(text) + 1), dtype=np.int64)
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    for kind, signs in enumerate(BARRIERS):
        np.cumsum(np.isin(points, [ord(sign) for sign in signs]), out=totals[kind, 1:])
    ends = np.zeros(len(text), dtype=np.int64)
    ends[[span[1] - 1 for span in counts]] = 1
    np.cumsum(ends, out=totals[2, 1:])
    return totals


def where(spans: Ints, starts: Ints, totals: Ints) -> tuple[Ints, Ints]:
    """Where phrases that begin at `starts` stand from counts: distance buckets (counts, starts) and barrier
    buckets (3, counts, starts). `spans` has shape (counts, 2)."""
    first, end = spans[:, :1], spans[:, 1:]
    after = starts >= first
    gap = np.where(after, np.minimum(end - 1 - starts, -1), first - starts)
    crossed = totals[:, np.where(after, end, first)] - totals[:, starts][:, None]
    return distance_bucket(gap), barrier_bucket(crossed, after)


def within_reach(spans: Ints, starts: Ints, ends: Ints) -> npt.NDArray[np.bool_]:
    """Which phrases a count may have: near enough, and not over the count's own characters; (counts, phrases)."""
    first, end = spans[:, :1], spans[:, 1:]
    near = (starts >= first - REACH_BEFORE) & (starts < end + REACH_AFTER)
    return near & ((ends <= first) | (starts >= end))


class FieldScorer:
    """Finds the fields of counts from the network's states."""

    def __init__(self, arrays: Mapping[str, npt.NDArray[np.floating]]) -> None:
        weights = {name: array.astype(np.float32) for name, array in arrays.items()}
        scale = np.float32(KEY**-0.5)
        # (state + 1, fields, first or last, KEY): the last row is the bias.
        shape = (-1, len(FIELDS), 2, KEY)
        self._keys = weights["keys"].reshape(shape)
        self._queries = weights["queries"] * scale
        self._none = weights["none"]
        self._width = weights["width"]
        self._distance = weights["distance"]
        self._barriers = weights["barriers"]

    def __call__(
        self, text: str, states: Floats, mentions: Floats, counts: Sequence[Span], dates: Sequence[Span]
    ) -> list[tuple[Span | None, Span | None, Span | None]]:
        """Item, subject and time of each count of one text; None where the text names none.

        `states` has shape (len(text), state), `mentions` (len(text), fields * 2 * KEY): for each character what it
        adds to the mention score of a phrase that it begins or ends.
        """
        spans = np.array(counts, dtype=np.int64).reshape(-1, 2)
        ends = np.concatenate([states[spans[:, 0]], states[spans[:, 1] - 1]], 1)
        queries = _apply(self._queries, ends).reshape(-1, len(FIELDS), 2, KEY)
        none = _apply(self._none, ends)
        totals = barrier_totals(text, counts)
        halves = mentions.reshape(len(text), len(FIELDS), 2, KEY)
        found = []
        for field, name in enumerate(FIELDS):
            if name == "time":
                phrases, scores = self._given(field, halves[:, field], dates)
            else:
                phrases, scores = self._phrases(field, halves[:, field])
            found.append(
                self._best(field, states, spans, queries[:, field], none[:, field], totals, phrases, scores)
            )
        return list(zip(*found, strict=True))

    def _phrases(self, field: int, halves: Floats) -> tuple[Ints, Floats]:
        """The spans that look like a field's phrase, in text order: (phrases, 2), and their mention scores.

        `halves` has shape (characters, first or last, KEY).
        """
        scores = _banded(halves[:, 0], halves[:, 1]) + self._width[field]
        starts, widths = np.nonzero(scores > MENTION_THRESHOLD)
        inside = starts + widths < len(halves)
        starts, widths = starts[inside], widths[inside]
        return np.stack([starts, starts + widths + 1], 1), scores[starts, widths]

    def _given(self, field: int, halves: Floats, spans: Sequence[Span]) -> tuple[Ints, Floats]:
        """The same for spans that are known: a count's time is one of the dates."""
        phrases = np.array(spans, dtype=np.int64).reshape(-1, 2)
        starts, ends = phrases[:, 0], phrases[:, 1]
        widths = np.minimum(ends - starts, MAX_WIDTH) - 1
        scores = np.einsum("pk,pk->p", halves[starts, 0], halves[ends - 1, 1])
        return phrases, scores + self._width[field, widths]

    def _best(
        self,
        field: int,
        states: Floats,
        spans: Ints,
        queries: Floats,
        none: Floats,
        totals: Ints,
        phrases: Ints,
        mention_scores: Floats,
    ) -> list[Span | None]:
        """The phrase with the highest score for each count, or None where "not named" has a higher one."""
        if not len(phrases):
            return [None] * len(spans)
        key_first = _apply(self._keys[:, field, 0], states[phrases[:, 0]])
        key_last = _apply(self._keys[:, field, 1], states[phrases[:, 1] - 1])
        best: list[Span | None] = []
        for at in range(0, len(spans), BLOCK):
            block = slice(at, at + BLOCK)
            low, high = np.searchsorted(
                phrases[:, 0], [spans[block][0, 0] - REACH_BEFORE, spans[block][-1, 1] + REACH_AFTER]
            )
            if low == high:
                best += [None] * len(spans[block])
                continue
            near = slice(low, high)
            distance, barriers = where(spans[block], phrases[near, 0], totals)
            scores = (
                queries[block, 0] @ key_first[near].T
                + queries[block, 1] @ key_last[near].T
                + mention_scores[near]
                + self._distance[field][distance]
            )
            for kind in range(3):
                scores += self._barriers[field, kind][barriers[kind]]
            scores[~within_reach(spans[block], phrases[near, 0], phrases[near, 1])] = -np.inf
            chosen = scores.argmax(1)
            named = scores[np.arange(len(chosen)), chosen] > none[block]
            best += [
                Span(*phrases[low + phrase].tolist()) if is_named else None
                for phrase, is_named in zip(chosen, named, strict=True)
            ]
        return best


def _apply(weights: Floats, inputs: Floats) -> Floats:
    """A linear layer whose bias is the last row of its weights.

    Multiplied in blocks so small that BLAS works on the calling thread: its own threads would wait for the
    processors that the network is using.
    """
    rows = max(1, SMALL_PRODUCT // weights.size)
    blocks = -(-len(inputs) // rows)
    padded = np.zeros((blocks * rows, inputs.shape[1]), dtype=np.float32)
    padded[: len(inputs)] = inputs
    products = padded.reshape(blocks, rows, -1) @ weights[:-1]
    outputs: Floats = products.reshape(-1, weights.shape[1])[: len(inputs)] + weights[-1]
    return outputs


def _banded(first: Floats, last: Floats) -> Floats:
    """first[i] . last[i + width] for each character and width, shape (characters, MAX_WIDTH).

    Products of blocks of characters with the block and what follows it, of which the band is kept: a few large
    multiplications in place of many small ones.
    """
    length, size = first.shape
    blocks = -(-length // BAND)
    rows = np.zeros((blocks * BAND, size), dtype=np.float32)
    rows[:length] = first
    columns = np.zeros((blocks * BAND + MAX_WIDTH - 1, size), dtype=np.float32)
    columns[:length] = last
    reach = BAND + MAX_WIDTH - 1
    pieces = np.lib.stride_tricks.sliding_window_view(columns, reach, axis=0)[::BAND]
    products = np.matmul(rows.reshape(blocks, BAND, size), pieces)
    block_step, row_step, column_step = products.strides
    band = np.lib.stride_tricks.as_strided(
        products, (blocks, BAND, MAX_WIDTH), (block_step, row_step + column_step, column_step)
    )
    return band.reshape(-1, MAX_WIDTH)[:length]
