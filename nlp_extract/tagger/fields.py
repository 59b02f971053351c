"""Which span of the text is a count's item, subject and time: the scorer that runs after the network.

A field's score for a span is a match of the count with the span's first and last character, plus how much the
span looks like such a phrase at all, plus where it stands from the count; "not named" has a score too, and the
best wins. The network has read all characters once before; a count costs a few small products.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

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
BAND = 24
"""Characters whose mention scores are computed together."""
MENTION_THRESHOLD = -4.5
"""Spans with a lower mention score are left out: of 2,000 counts, the lowest score of a chosen one was -4.7."""
SMALL_PRODUCT = 200_000
"""Multiplications that BLAS does not divide among threads."""
BARRIERS = ("，；、,;", "。！？\n")
"""Signs between a count and a phrase, by kind; the third kind of barrier is another count."""
NEVER_INSIDE = "，；,;。！？\n"
"""Signs that no item or subject has: none of 31,000 annotated ones but a single list of places."""
BRACKETS = ("“‘《（(「『【", "”’》）)」』】")
"""What an item or subject opens it also closes."""


_STEPS = np.array([*range(8), *(8 + 2 * np.log2(np.arange(8, REACH_BEFORE) / 8))]).astype(np.int64)
_STEPS = np.minimum(_STEPS, DISTANCE_STEPS - 1)
"""The bucket of a gap by its size, finer when near; the last one holds for all larger gaps."""


def distance_bucket(gap: Ints) -> Ints:
    """Signed gaps in characters to 2 * DISTANCE_STEPS buckets; positive is before the count."""
    size = np.minimum(np.abs(gap), len(_STEPS) - 1)
    buckets: Ints = _STEPS[size] + DISTANCE_STEPS * (gap < 0)
    return buckets


def barrier_bucket(crossed: Ints, after: npt.NDArray[np.bool_]) -> Ints:
    """Numbers of barriers crossed, before or after the count, to 2 * BARRIER_STEPS buckets."""
    buckets: Ints = np.minimum(np.abs(crossed), BARRIER_STEPS - 1) + BARRIER_STEPS * after
    return buckets


_KINDS = np.zeros(0x110000, dtype=np.uint8)
"""For each character the kind of barrier that it is, from 1; 0 for none."""
for _kind, _signs in enumerate(BARRIERS, start=1):
    _KINDS[[ord(sign) for sign in _signs]] = _kind


def _points(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def barrier_totals(text: str, counts: Sequence[Span]) -> Ints:
    """How many barriers of each kind stand before each character, shape (3, len(text) + 1)."""
    totals = np.zeros((3, len(text) + 1), dtype=np.int64)
    kinds = _KINDS[_points(text)]
    for kind in range(len(BARRIERS)):
        np.cumsum(kinds == kind + 1, out=totals[kind, 1:])
    ends = np.zeros(len(text), dtype=np.int64)
    ends[[span[1] - 1 for span in counts]] = 1
    np.cumsum(ends, out=totals[2, 1:])
    return totals


_SEAMS = np.zeros(0x110000, dtype=np.int64)
_SEAMS[[ord(sign) for sign in NEVER_INSIDE]] = 1 << 32
for _signs, _depth in zip(BRACKETS, (1, -1), strict=True):
    _SEAMS[[ord(sign) for sign in _signs]] = _depth


def seams(text: str) -> Ints:
    """A number for each place between characters, shape (len(text) + 1,), that is the same at both ends of whatever
    crosses no stop and closes what it opens."""
    totals = np.zeros(len(text) + 1, dtype=np.int64)
    np.cumsum(_SEAMS[_points(text)], out=totals[1:])
    return totals


def where(spans: Ints, starts: Ints, totals: Ints) -> tuple[Ints, Ints]:
    """Where phrases that begin at `starts` stand from counts: distance buckets (counts, starts) and barrier
    buckets (3, counts, starts). `spans` has shape (counts, 2)."""
    first, end = spans[:, :1], spans[:, 1:]
    after = starts >= first
    gap = np.where(after, np.minimum(end - 1 - starts, -1), first - starts)
    crossed = np.where(after, totals[:, end], totals[:, first]) - totals[:, None, starts]
    return distance_bucket(gap), barrier_bucket(crossed, after)


def within_reach(spans: Ints, starts: Ints, ends: Ints) -> npt.NDArray[np.bool_]:
    """Which phrases a count may have: near enough, and not over the count's own characters; (counts, phrases)."""
    first, end = spans[:, :1], spans[:, 1:]
    near = (starts >= first - REACH_BEFORE) & (starts < end + REACH_AFTER)
    return near & ((ends <= first) | (starts >= end))


class _Phrases(NamedTuple):
    """Phrases that may be a field, in text order, with their mention scores."""

    starts: Ints
    ends: Ints
    scores: Floats


class FieldScorer:
    """Finds the fields of counts from the network's states."""

    def __init__(self, arrays: Mapping[str, npt.NDArray[np.floating]]) -> None:
        weights = {name: array.astype(np.float32) for name, array in arrays.items()}
        scale = np.float32(KEY**-0.5)
        # (state + 1, fields, first or last, KEY): the last row is the bias.
        keys = weights["keys"].reshape(-1, len(FIELDS), 2, KEY)
        self._first_keys = keys[:, :, 0].reshape(len(keys), -1)
        self._last_keys = [np.ascontiguousarray(keys[:, field, 1]) for field in range(len(FIELDS))]
        self._queries = weights["queries"] * scale
        self._none = weights["none"]
        self._width = weights["width"]
        self._distance = weights["distance"]
        self._barriers = _together(weights["barriers"])

    def __call__(
        self, text: str, states: Floats, mentions: Floats, counts: Sequence[Span], dates: Sequence[Span]
    ) -> list[tuple[Span | None, ...]]:
        """Item, subject and time of each count of one text; None where the text names none.

        `states` has shape (len(text), state), `mentions` (len(text), fields * 2 * KEY): for each character what it
        adds to the mention score of a phrase that it begins or ends.
        """
        spans = np.array(counts, dtype=np.int64).reshape(-1, 2)
        ends = np.concatenate([states[spans[:, 0]], states[spans[:, 1] - 1]], 1)
        queries = _apply(self._queries, ends).reshape(-1, len(FIELDS), 2, KEY).transpose(2, 1, 0, 3)
        none = _apply(self._none, ends).T
        totals = barrier_totals(text, counts)
        halves = mentions.reshape(len(text), len(FIELDS), 2, KEY)
        phrases = [*self._phrases(halves, seams(text)), self._given(halves, dates)]
        # Many phrases begin at one character, and it stands where it stands for all of them.
        begins = np.zeros(len(text), dtype=bool)
        for of_field in phrases:
            begins[of_field.starts] = True
        starts, number = np.flatnonzero(begins), np.cumsum(begins) - 1
        first_keys = _apply(self._first_keys, states[starts]).reshape(-1, len(FIELDS), KEY).transpose(1, 2, 0)
        last_keys = [
            _apply(weights, states[of_field.ends - 1]).T
            for weights, of_field in zip(self._last_keys, phrases, strict=True)
        ]
        found: list[list[Span | None]] = [[] for _ in FIELDS]
        for at in range(0, len(spans), BLOCK):
            block = slice(at, at + BLOCK)
            reach = [spans[at, 0] - REACH_BEFORE, spans[block][-1, 1] + REACH_AFTER]
            low, high = np.searchsorted(starts, reach)
            distance, barriers = where(spans[block], starts[low:high], totals)
            by_start = queries[0, :, block] @ first_keys[:, :, low:high]
            by_start += self._distance.take(distance, axis=1)
            three = np.ravel_multi_index(tuple(barriers), (2 * BARRIER_STEPS,) * 3)
            by_start += self._barriers.take(three, axis=1)
            for field, of_field in enumerate(phrases):
                near = slice(*np.searchsorted(of_field.starts, reach))
                if near.start == near.stop:
                    found[field] += [None] * len(spans[block])
                    continue
                scores = by_start[field][:, number[of_field.starts[near]] - low]
                scores += queries[1, field, block] @ last_keys[field][:, near]
                scores += of_field.scores[near]
                scores[~within_reach(spans[block], of_field.starts[near], of_field.ends[near])] = -np.inf
                chosen = scores.argmax(1)
                named = scores.max(1) > none[field, block]
                chosen += near.start
                best = zip(of_field.starts[chosen].tolist(), of_field.ends[chosen].tolist(), strict=True)
                found[field] += [
                    Span(*span) if is_named else None
                    for span, is_named in zip(best, named.tolist(), strict=True)
                ]
        return list(zip(*found, strict=True))

    def _phrases(self, halves: Floats, at: Ints) -> Iterator[_Phrases]:
        """The spans that look like an item, and those that look like a subject.

        `halves` has shape (characters, fields, first or last, KEY), `at` is what `seams` gives.
        """
        for scores in _banded(halves[:, :2]) + self._width[:2, None]:
            starts, widths = np.divmod(np.flatnonzero(scores > MENTION_THRESHOLD), MAX_WIDTH)
            whole = at[starts] == at[np.minimum(starts + widths + 1, len(halves))]
            whole &= starts + widths < len(halves)
            starts, widths = starts[whole], widths[whole]
            yield _Phrases(starts, starts + widths + 1, scores[starts, widths])

    def _given(self, halves: Floats, dates: Sequence[Span]) -> _Phrases:
        """The same for spans that are known: a count's time is one of the dates."""
        time = FIELDS.index("time")
        starts, ends = np.array(dates, dtype=np.int64).reshape(-1, 2).T
        widths = np.minimum(ends - starts, MAX_WIDTH) - 1
        scores = np.einsum("pk,pk->p", halves[starts, time, 0], halves[ends - 1, time, 1])
        return _Phrases(starts, ends, scores + self._width[time, widths])


def _together(barriers: Floats) -> Floats:
    """The weights of barriers (fields, 3, buckets) added up for each three buckets: (fields, buckets ** 3)."""
    first, second, third = barriers.swapaxes(0, 1)
    sums = first[:, :, None, None] + second[:, None, :, None] + third[:, None, None, :]
    together: Floats = sums.reshape(len(barriers), -1)
    return together


def _apply(weights: Floats, inputs: Floats) -> Floats:
    """A linear layer whose bias is the last row of its weights.

    Multiplied in blocks so small that BLAS works on the calling thread: its own threads would wait for the
    processors that the network is using.
    """
    rows = max(1, SMALL_PRODUCT // weights.size)
    outputs = np.empty((len(inputs), weights.shape[1]), dtype=np.float32)
    for at in range(0, len(inputs), rows):
        np.matmul(inputs[at : at + rows], weights[:-1], out=outputs[at : at + rows])
    outputs += weights[-1]
    return outputs


def _banded(halves: Floats) -> Floats:
    """The product of the halves of each character, as the first one, and of the one `width` further, as the last,
    for each field: shape (fields, characters, MAX_WIDTH).

    Products of blocks of characters with the block and what follows it, of which the band is kept: a few large
    multiplications in place of many small ones.
    """
    length, fields, _, size = halves.shape
    blocks = -(-length // BAND)
    reach = BAND + MAX_WIDTH - 1
    rows = np.zeros((fields, blocks * BAND, size), dtype=np.float32)
    rows[:, :length] = halves[:, :, 0].swapaxes(0, 1)
    columns = np.zeros((fields, blocks * BAND + MAX_WIDTH - 1, size), dtype=np.float32)
    columns[:, :length] = halves[:, :, 1].swapaxes(0, 1)
    pieces = np.lib.stride_tricks.sliding_window_view(columns, reach, axis=1)[:, ::BAND]
    products = np.matmul(rows.reshape(fields, blocks, BAND, size), pieces)
    field_step, block_step, row_step, column_step = products.strides
    band = np.lib.stride_tricks.as_strided(
        products,
        (fields, blocks, BAND, MAX_WIDTH),
        (field_step, block_step, row_step + column_step, column_step),
    )
    return band.reshape(fields, -1, MAX_WIDTH)[:, :length]
