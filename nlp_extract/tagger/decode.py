"""Emissions to spans: the best sequence of tags in which every span begins and ends."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from nlp_extract.tagger.spans import Span

Floats = npt.NDArray[np.float32]
Tags = npt.NDArray[np.int64]

# Outside, begin, inside, end, single. A span is S, or B I* E.
TAGS = 5
O, B, I, E, S = range(TAGS)  # noqa: E741 (the tags' own names)
FOLLOWS = np.zeros((TAGS, TAGS), dtype=bool)
FOLLOWS[np.ix_([O, E, S], [O, B, S])] = True
FOLLOWS[np.ix_([B, I], [I, E])] = True
FORBIDDEN = np.where(FOLLOWS, 0.0, -1e9).astype(np.float32)


def spans(emissions: Floats) -> list[Span]:
    """Spans of one kind from emissions (characters, 5), in order and without overlaps.

    The best tag of each character by itself mostly makes valid spans already; only where it does not is the
    best valid sequence searched, between the nearest characters that lie outside for certain.
    """
    tags = emissions.argmax(1)
    for start, end in _broken(tags):
        tags[start:end] = _best_valid(emissions[start:end])
    firsts = np.flatnonzero((tags == B) | (tags == S))
    lasts = np.flatnonzero((tags == E) | (tags == S))
    return [Span(first, last + 1) for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True)]


def inside(emissions: Floats) -> Floats:
    """The probability of each character that it lies in a span of the kind."""
    shares = np.exp(emissions - emissions.max(1, keepdims=True))
    outside: Floats = shares[:, O] / shares.sum(1)
    return 1 - outside


def _broken(tags: Tags) -> list[tuple[int, int]]:
    """Stretches of tags, bounded by O, that hold a forbidden step."""
    if not len(tags):
        return []
    padded = np.concatenate([[O], tags, [O]])
    wrong = np.flatnonzero(~FOLLOWS[padded[:-1], padded[1:]])
    if not len(wrong):
        return []
    outside = np.flatnonzero(padded == O)
    stretches: list[tuple[int, int]] = []
    for step in wrong.tolist():
        start = int(outside[np.searchsorted(outside, step, side="right") - 1])
        end = int(outside[np.searchsorted(outside, step + 1)]) - 1
        if not stretches or stretches[-1] != (start, end):
            stretches.append((start, end))
    return stretches


def _best_valid(emissions: Floats) -> Tags:
    """Viterbi over characters whose neighbours on both sides are O."""
    best = emissions[0] + FORBIDDEN[O]
    back = []
    for emission in emissions[1:]:
        scores = best[:, None] + FORBIDDEN
        back.append(scores.argmax(0))
        best = scores.max(0) + emission
    path = [int((best + FORBIDDEN[:, O]).argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return np.array(path[::-1], dtype=np.int64)
