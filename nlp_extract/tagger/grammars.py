"""The grammars beside the network: a number or a date that reads as one is found whole, or not at all.

The network knows from the context whether a number is a statistic; a grammar knows to the character where it begins
and ends. Where they disagree on the bounds, the grammar has its way; where the network sees nothing, so does the
reader.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt
import regex

from nlp_extract.dates import find_dates
from nlp_extract.quantities import load_units
from nlp_extract.quantities.find import find_measured
from nlp_extract.tagger.spans import Span

ENOUGH = 0.3
"""Mean probability of lying inside a mention from which the network supports what a grammar reads."""

CERTAIN = 0.9
"""The same for what the network finds where no grammar reads anything: 大几百号, 每个采暖季."""


_LATIN = regex.compile(r"[\p{Latin}=_][ .=_-]{0,2}+$")
"""What stands before the number of a version or a model, which is none of 19,152 annotated counts where it has no unit:
Netty 4.1.92, Android 8, fluxtorch==3.2.1."""
_NEAR = 3


def _quantities(text: str) -> Iterator[Span]:
    return (Span(start, measured.end) for start, measured in find_measured(text, load_units()))


def _dates(text: str) -> Iterator[Span]:
    return (Span(match.start, match.end) for match in find_dates(text))


GRAMMARS: Mapping[str, Callable[[str], Iterator[Span]]] = {"counts": _quantities, "dates": _dates}
"""Which kinds of mentions have a grammar."""


def agreed(kind: str, text: str, spans: Sequence[Span], inside: npt.NDArray[np.float32]) -> list[Span]:
    """The spans of a kind that network and grammar agree on, in text order and without overlaps.

    `spans` are those of the network, `inside` its probability for each character that it lies in one.
    """
    if kind not in GRAMMARS:
        return list(spans)
    totals = np.concatenate([[0.0], np.cumsum(inside, dtype=np.float64)])

    def support(span: Span) -> float:
        return float(totals[span.end] - totals[span.start]) / (span.end - span.start)

    read = [span for span in GRAMMARS[kind](text) if support(span) >= ENOUGH]
    taken = bytearray(len(text))
    for start, end in read:
        taken[start:end] = b"\1" * (end - start)
    unread = [s for s in spans if 1 not in taken[s.start : s.end] and support(s) >= CERTAIN]
    if kind == "counts":
        unread = [s for s in unread if not _LATIN.search(text, max(0, s.start - _NEAR), s.start)]
    return sorted(read + unread)
