"""Labels by several models together, for texts that nobody annotated: python -m training.teach TEXTS.jsonl --model A

A new model learns the fields of counts from what the models' average says, which is more right than any of them. Texts
on which they are unsure are left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import torch
import typer
from torch import Tensor

from nlp_extract.tagger import decode
from nlp_extract.tagger.fields import FIELDS, MAX_WIDTH
from nlp_extract.tagger.grammars import agreed
from nlp_extract.tagger.spans import Span
from nlp_extract.tagger.tagger import trimmed
from training.model import KINDS, SPAN_TAGS, Network
from training.start import FinishedModel
from training.train import encode_texts, field_logits


def main(
    texts: Annotated[Path, typer.Argument(help="JSON Lines of id, published and text. Example: news.jsonl")],
    model: Annotated[
        list[Path], typer.Option(help="Folder of a model pack; give several. Example: --model m/")
    ],
    out: Annotated[Path, typer.Option(help="JSON Lines to write. Example: --out labelled.jsonl")],
    sure: Annotated[
        float, typer.Option(help="Least mean probability of the fields of a text. Example: --sure 0.74")
    ] = 0.74,
) -> None:
    """Label texts and write those that the models are sure of."""
    with texts.open(encoding="utf-8") as lines, out.open("w", encoding="utf-8") as file:
        for record, probability in labelled(map(json.loads, lines), model):
            if probability >= sure:
                file.write(json.dumps(record, ensure_ascii=False) + "\n")


@torch.no_grad()
def labelled(
    records: Iterable[dict[str, Any]], models: Sequence[Path]
) -> Iterator[tuple[dict[str, Any], float]]:
    """Each record that has counts with its mentions in training form, and the mean probability of their fields."""
    starts = [FinishedModel(folder) for folder in models]
    teachers = [(start.network().eval(), start.vocabulary()) for start in starts]
    for record in records:
        text: str = record["text"]
        read = [(teacher, encode_texts(teacher, [text], known)[0][0]) for teacher, known in teachers]
        found = {kind: mentions(text, kind, read) for kind in KINDS}
        if not found["counts"]:
            continue
        shares = torch.stack(
            [
                field_logits(teacher, states, text, found["counts"], found["dates"])[0].softmax(-1)
                for teacher, states in read
            ]
        ).mean(0)
        best, cells = shares.max(-1)
        mentioned = {
            kind: [{"start": start, "end": end, "text": text[start:end]} for start, end in spans]
            for kind, spans in found.items()
        }
        for count, of_count in zip(mentioned["counts"], cells.T.tolist(), strict=True):
            for name, cell in zip(FIELDS, of_count, strict=True):
                start, width = divmod(cell, MAX_WIDTH)
                named = start < len(text)
                count[name] = text[start : start + width + 1] if named else ""
                count[f"{name}_start"] = start if named else None
        yield {**record, **mentioned}, float(best.mean())


def mentions(text: str, kind: str, read: Sequence[tuple[Network, Tensor]]) -> list[Span]:
    """The mentions of one kind by the average of the networks, with the grammars' say."""
    shares = torch.stack(
        [
            teacher.spans(states)
            .view(len(text), len(KINDS), len(SPAN_TAGS))[:, KINDS.index(kind)]
            .softmax(-1)
            for teacher, states in read
        ]
    ).mean(0)
    scores = shares.log().numpy()
    return agreed(kind, text, trimmed(text, decode.spans(scores)), decode.inside(scores))


if __name__ == "__main__":
    typer.run(main)
