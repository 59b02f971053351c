"""Training: annotated texts to a network, seeded, with a log of its figures."""

from __future__ import annotations

import json
import logging
import random
import time
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from nlp_extract.tagger.encode import Vocabulary, windows
from nlp_extract.tagger.fields import FIELDS, MAX_WIDTH, barrier_totals, where, within_reach
from nlp_extract.tagger.spans import Span
from training.augment import Augmenter
from training.data import AnnotatedText, Offsets, shuffled
from training.model import KINDS, SPAN_TAGS, Network
from training.start import Start

logger = logging.getLogger("training")

IGNORED = -100


@dataclass(frozen=True)
class Recipe:
    """How long and how fast to train, and what each part of the loss weighs."""

    passes: int = 12
    batch: int = 4
    """Texts a step."""
    embedding_rate: float = 2e-4
    encoder_rate: float = 5e-4
    head_rate: float = 2e-3
    weight_decay: float = 0.01
    average: float = 0.998
    """Decay of the running average of weights, which is the model that is kept."""
    span_weight: float = 24.0
    lac_weight: float = 0.5
    mention_weight: float = 0.1
    unknown_rate: float = 0.01
    """Share of characters hidden from the model, so that it can do without."""
    seed: int = 11

    def slower(self, times: float) -> Recipe:
        """The same with lower rates."""
        return replace(
            self,
            embedding_rate=self.embedding_rate / times,
            encoder_rate=self.encoder_rate / times,
            head_rate=self.head_rate / times,
        )


def train(
    network: Network,
    texts: Sequence[AnnotatedText],
    start: Start,
    recipe: Recipe,
    *,
    after_pass: Callable[[int, Network], None] | None = None,
    checkpoint: Path | None = None,
) -> tuple[Network, list[float]]:
    """Train, and return the averaged network with the mean loss of each pass.

    With `checkpoint`, the state is saved there after each pass and taken up again when the file exists.
    """
    torch.manual_seed(recipe.seed)
    source = random.Random(recipe.seed)
    augment = Augmenter(list(texts), source)
    vocabulary = start.vocabulary()
    steps = recipe.passes * -(-len(texts) // recipe.batch)
    rates = [recipe.embedding_rate, recipe.encoder_rate, recipe.head_rate]
    groups = [{"params": part, "lr": rate} for part, rate in zip(_parts(network), rates, strict=True)]
    optimizer = torch.optim.AdamW(groups, weight_decay=recipe.weight_decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rates, total_steps=steps, pct_start=0.15)
    averaged, losses, first_pass = deepcopy(network).eval(), [], 1
    if checkpoint is not None and checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(state["network"])
        averaged.load_state_dict(state["averaged"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        losses, first_pass = state["losses"], state["pass"] + 1
    for number in range(first_pass, recipe.passes + 1):
        began, total = time.monotonic(), 0.0
        source.seed(recipe.seed * 1000 + number)
        order = shuffled(texts, source)
        network.train()
        for at in range(0, len(order), recipe.batch):
            batch = [augment(text) for text in order[at : at + recipe.batch]]
            loss = batch_loss(network, batch, start, vocabulary, recipe)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            _average(averaged, network, min(recipe.average, 1 - 1 / (1 + schedule.last_epoch / 10)))
            total += loss.item() * len(batch)
        losses.append(total / len(order))
        logger.info("pass %d: loss %.4f, %.0f s", number, losses[-1], time.monotonic() - began)
        if checkpoint is not None:
            checkpoint.parent.mkdir(parents=True, exist_ok=True)
            state = {
                "network": network.state_dict(),
                "averaged": averaged.state_dict(),
                "optimizer": optimizer.state_dict(),
                "schedule": schedule.state_dict(),
                "losses": losses,
                "pass": number,
            }
            torch.save(state, checkpoint)
        if after_pass is not None:
            after_pass(number, averaged)
    logger.info("recipe %s", json.dumps(asdict(recipe)))
    return averaged, losses


def _parts(network: Network) -> tuple[list[nn.Parameter], list[nn.Parameter], list[nn.Parameter]]:
    """The parameters of the embedding, of the rest of LAC, and of what is new."""
    embedding = list(network.embedding.parameters())
    encoder = [p for module in (network.first, network.second, network.lac) for p in module.parameters()]
    old = {id(parameter) for parameter in [*embedding, *encoder]}
    return embedding, encoder, [p for p in network.parameters() if id(p) not in old]


@torch.no_grad()
def _average(averaged: Network, network: Network, decay: float) -> None:
    for kept, current in zip(averaged.parameters(), network.parameters(), strict=True):
        kept.lerp_(current, 1 - decay)


def batch_loss(
    network: Network, texts: Sequence[AnnotatedText], start: Start, vocabulary: Vocabulary, recipe: Recipe
) -> Tensor:
    """The weighted loss of some texts: span tags, fields, mentions, and LAC's own tags."""
    states, emissions = encode_texts(network, [text.text for text in texts], vocabulary, recipe.unknown_rate)
    lac_tags = start.tag([text.text for text in texts])
    joined, joined_lac = torch.cat(states), torch.cat(emissions)
    tags = torch.from_numpy(np.concatenate([span_tags(text) for text in texts]))
    scores = network.spans(joined).view(-1, len(KINDS), len(SPAN_TAGS))
    span_loss = nn.functional.cross_entropy(scores.flatten(0, 1), tags.flatten())
    lac_loss = nn.functional.cross_entropy(joined_lac, torch.from_numpy(np.concatenate(lac_tags)))
    parts = [field_loss(network, s, text) for s, text in zip(states, texts, strict=True) if text.counts]
    answers = max(1, sum(answered for _, _, answered in parts))
    field = sum((loss for loss, _, _ in parts), torch.zeros(())) / answers * len(FIELDS)
    mention = sum((loss for _, loss, _ in parts), torch.zeros(())) / answers
    return (
        recipe.span_weight * span_loss
        + field
        + recipe.mention_weight * mention
        + recipe.lac_weight * lac_loss
    )


def encode_texts(
    network: Network, texts: Sequence[str], vocabulary: Vocabulary, unknown_rate: float = 0.0
) -> tuple[list[Tensor], list[Tensor]]:
    """States and LAC emissions for all characters of each text, from windows encoded together."""
    cuts = [list(windows(text)) for text in texts]
    pieces = []
    for text, cut in zip(texts, cuts, strict=True):
        ids = torch.from_numpy(vocabulary.encode(text))
        if unknown_rate:
            ids = ids.masked_fill(torch.rand(len(ids)) < unknown_rate, 0)
        pieces += [ids[w.start : w.end] for w in cut]
    lengths = torch.tensor([len(piece) for piece in pieces])
    states, emissions = network.encode(nn.utils.rnn.pad_sequence(pieces, batch_first=True), lengths)
    all_states, all_emissions, row = [], [], 0
    for cut in cuts:
        kept = [(row + i, slice(w.keep_start - w.start, w.keep_end - w.start)) for i, w in enumerate(cut)]
        all_states.append(torch.cat([states[i, keep] for i, keep in kept]))
        all_emissions.append(torch.cat([emissions[i, keep] for i, keep in kept]))
        row += len(cut)
    return all_states, all_emissions


def span_tags(text: AnnotatedText) -> np.ndarray:
    """A tag for each character and kind, shape (characters, kinds)."""
    tags = np.zeros((len(text.text), len(KINDS)), dtype=np.int64)
    begin, inside, end, single = (SPAN_TAGS.index(tag) for tag in "BIES")
    for kind, spans in enumerate((text.organizations, [c.span for c in text.counts], text.dates)):
        for first, stop in spans:
            if stop - first == 1:
                tags[first, kind] = single
            else:
                tags[first:stop, kind] = inside
                tags[first, kind], tags[stop - 1, kind] = begin, end
    return tags


def field_loss(network: Network, states: Tensor, text: AnnotatedText) -> tuple[Tensor, Tensor, int]:
    """Cross-entropy over spans for each count and field, loss of the mention scores, and how many were asked."""
    length, spans = len(states), np.array([count.span for count in text.counts], dtype=np.int64)
    starts = np.arange(length)
    totals = barrier_totals(text.text, [Span(*count.span) for count in text.counts])
    distance, barriers = where(spans, starts, totals)
    scores, none = network.field_scores(
        states, torch.from_numpy(spans), (torch.from_numpy(distance), torch.from_numpy(barriers))
    )
    ends = starts[:, None] + np.arange(1, MAX_WIDTH + 1)
    reach = within_reach(spans, np.repeat(starts, MAX_WIDTH), ends.ravel()).reshape(
        len(spans), length, MAX_WIDTH
    )
    allowed = torch.from_numpy(reach & (ends <= length))
    dates = torch.zeros(length, MAX_WIDTH, dtype=torch.bool)
    for first, stop in text.dates:
        if stop - first <= MAX_WIDTH:
            dates[first, stop - first - 1] = True
    masks = torch.stack([allowed, allowed, allowed & dates])
    masked = scores.masked_fill(~masks, -1e4).flatten(2)
    logits = torch.cat([masked, none[..., None]], -1)
    answers = torch.tensor([[_cell(c.fields[f], length) for c in text.counts] for f in range(len(FIELDS))])
    reachable = masks.flatten(2).gather(2, answers.clamp(0, length * MAX_WIDTH - 1)[..., None])[..., 0]
    answers = answers.masked_fill(~reachable & (answers != length * MAX_WIDTH), IGNORED)
    loss = nn.functional.cross_entropy(
        logits.flatten(0, 1), answers.flatten(), ignore_index=IGNORED, reduction="sum"
    )
    return loss, _mention_loss(network, states, text), int((answers != IGNORED).sum())


def _cell(span: Offsets | None, length: int) -> int:
    """A span as one number among characters x widths; the number after all of them is "not named"."""
    if span is None:
        return length * MAX_WIDTH
    width = span[1] - span[0]
    return IGNORED if width > MAX_WIDTH else span[0] * MAX_WIDTH + width - 1


def _mention_loss(network: Network, states: Tensor, text: AnnotatedText) -> Tensor:
    scores = network.mention_scores(states)[:2]
    wanted = torch.zeros_like(scores)
    for count in text.counts:
        for field, span in enumerate(count.fields[:2]):
            if span is not None and span[1] - span[0] <= MAX_WIDTH:
                wanted[field, span[0], span[1] - span[0] - 1] = 1.0
    return nn.functional.binary_cross_entropy_with_logits(scores, wanted, reduction="sum")
