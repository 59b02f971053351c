"""The network: LAC's character encoder, one more recurrent layer, and heads for spans and for a count's fields.

A field (item, subject, time) is found by scoring spans of the text for each count:

    score(count, span) = query(count) . key(first) + query(count) . key(last)     who belongs to whom
                       + mention(span)                                             is it such a phrase at all
                       + where(count, first)                                       how far, and over what

against one learned score for "not named". Everything but the queries is one pass over the characters.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from nlp_extract.tagger.fields import (
    BARRIER_STEPS,
    DISTANCE_STEPS,
    FIELDS,
    KEY,
    MAX_WIDTH,
)

EMBEDDING = 128
HIDDEN = 128
LAC_TAGS = 59
SPAN_TAGS = ("O", "B", "I", "E", "S")
KINDS = ("organizations", "counts", "dates")


@dataclass(frozen=True)
class Sizes:
    """What a model file needs to be built again."""

    vocabulary: int
    context: int = 64


class Network(nn.Module):
    """Characters in; hidden states, span emissions and LAC's emissions out."""

    def __init__(self, sizes: Sizes, dropout: float = 0.3) -> None:
        super().__init__()
        state = 2 * sizes.context
        self.embedding = nn.Embedding(sizes.vocabulary, EMBEDDING)
        self.first = nn.GRU(EMBEDDING, HIDDEN, batch_first=True, bidirectional=True)
        self.second = nn.GRU(2 * HIDDEN, HIDDEN, batch_first=True, bidirectional=True)
        self.lac = nn.Linear(2 * HIDDEN, LAC_TAGS)
        # What LAC makes of a character (its word, a place, a person) is told apart from how it comes to it.
        self.context = nn.GRU(2 * HIDDEN + LAC_TAGS, sizes.context, batch_first=True, bidirectional=True)
        self.spans = nn.Linear(state, len(KINDS) * len(SPAN_TAGS))
        self.dropout = nn.Dropout(dropout)
        self.light_dropout = nn.Dropout(dropout / 3)
        # Fields: keys of first and last characters, and the two halves of the mention score.
        self.keys = nn.Linear(state, len(FIELDS) * 2 * KEY)
        self.mentions = nn.Linear(state, len(FIELDS) * 2 * KEY)
        self.queries = nn.Linear(2 * state, len(FIELDS) * 2 * KEY)
        self.width = nn.Parameter(torch.zeros(len(FIELDS), MAX_WIDTH))
        self.distance = nn.Parameter(torch.zeros(len(FIELDS), 2 * DISTANCE_STEPS))
        self.barriers = nn.Parameter(torch.zeros(len(FIELDS), 3, 2 * BARRIER_STEPS))
        self.none = nn.Linear(2 * state, len(FIELDS))

    def encode(self, ids: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor]:
        """Ids (windows, characters) to states (windows, characters, state) and LAC's emissions."""
        total = ids.shape[1]
        embedded = self.light_dropout(self.embedding(ids))
        packed = nn.utils.rnn.pack_padded_sequence(embedded, lengths, batch_first=True, enforce_sorted=False)
        hidden, _ = self.first(packed)
        hidden, _ = self.second(hidden)
        second, _ = nn.utils.rnn.pad_packed_sequence(hidden, batch_first=True, total_length=total)
        emissions = self.lac(second)
        read = torch.cat([self.dropout(second), emissions.softmax(-1)], -1)
        packed = nn.utils.rnn.pack_padded_sequence(read, lengths, batch_first=True, enforce_sorted=False)
        hidden, _ = self.context(packed)
        states, _ = nn.utils.rnn.pad_packed_sequence(hidden, batch_first=True, total_length=total)
        return self.dropout(states), emissions

    def mention_scores(self, states: Tensor) -> Tensor:
        """How much each span looks like a field's phrase: (fields, characters, MAX_WIDTH) for one text."""
        length = states.shape[0]
        halves = self.mentions(states).view(length, len(FIELDS), 2, KEY)
        first, last = halves[:, :, 0], halves[:, :, 1]
        padded = torch.cat([last, last.new_zeros(MAX_WIDTH, *last.shape[1:])])
        scores = [(first * padded[width : width + length]).sum(-1) for width in range(MAX_WIDTH)]
        stacked: Tensor = torch.stack(scores, -1).transpose(0, 1) / KEY**0.5
        return stacked + self.width[:, None]

    def field_scores(
        self, states: Tensor, spans: Tensor, near: tuple[Tensor, Tensor]
    ) -> tuple[Tensor, Tensor]:
        """Score every span of one text for every count of it.

        `spans` is (counts, 2), `near` the distance and barrier buckets that `fields.where` gives for all
        characters. Returns the scores, (fields, counts, characters, MAX_WIDTH), and those of "not named",
        (fields, counts).
        """
        length, counts = len(states), len(spans)
        ends = torch.cat([states[spans[:, 0]], states[spans[:, 1] - 1]], -1)
        queries = self.queries(ends).view(counts, len(FIELDS), 2, KEY)
        keys = self.keys(states).view(length, len(FIELDS), 2, KEY)
        matches = torch.einsum("cfek,nfek->efnc", keys, queries) / KEY**0.5
        first, last = matches[0], nn.functional.pad(matches[1], (0, MAX_WIDTH - 1))
        distance, barriers = near
        first = (
            first
            + self.distance[:, distance]
            + sum(self.barriers[:, kind, barriers[kind]] for kind in range(3))
        )
        scores = first[..., None] + last.unfold(2, MAX_WIDTH, 1) + self.mention_scores(states)[:, None]
        return scores, self.none(ends).T


def reorder(gates: np.ndarray) -> np.ndarray:
    """GRU gates from ONNX's order (update, reset, new) to PyTorch's (reset, update, new), or back."""
    update, reset, new = np.split(gates, 3)
    return np.concatenate([reset, update, new])


@torch.no_grad()
def put(parameter: Tensor, array: np.ndarray) -> None:
    """Set a parameter; halves become singles."""
    parameter.copy_(torch.from_numpy(np.array(array, dtype=np.float32)))


def put_gru(layer: nn.GRU, inputs: np.ndarray, recurrent: np.ndarray, bias: np.ndarray) -> None:
    """Set a bidirectional layer from ONNX's arrays: (2, 3 * hidden, ...), bias (2, 6 * hidden)."""
    for direction, suffix in enumerate(("l0", "l0_reverse")):
        put(getattr(layer, f"weight_ih_{suffix}"), reorder(inputs[direction]))
        put(getattr(layer, f"weight_hh_{suffix}"), reorder(recurrent[direction]))
        input_bias, recurrent_bias = np.split(bias[direction], 2)
        put(getattr(layer, f"bias_ih_{suffix}"), reorder(input_bias))
        put(getattr(layer, f"bias_hh_{suffix}"), reorder(recurrent_bias))
