"""The whole way from annotated files to a model pack with its figures."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import torch

from nlp_extract import __version__
from nlp_extract.evaluation import Evaluation, evaluate
from nlp_extract.tagger import Pack, Tagger
from training.data import AnnotatedText, read_annotations
from training.export import export
from training.start import Start
from training.train import Recipe, train

logger = logging.getLogger("training")

DATA = Path(__file__).parent / "data"
"""The project's own annotated articles."""


def make_model(
    paths: Sequence[Path],
    out: Path,
    *,
    start: Start,
    recipe: Recipe,
    evaluation: Path | None = None,
    checkpoint: Path | None = None,
    relabel: Callable[[AnnotatedText], AnnotatedText] | None = None,
) -> Pack:
    """Train on annotated files, measure on another, and write the model pack to the folder `out`.

    `relabel` makes the labels of the files of one mind first; without it they are learned as they are.

    Raises:
        AnnotationError: a line of the files cannot be used.
    """
    texts = read_annotations(paths)
    if relabel is not None:
        texts = [relabel(text) for text in texts]
    logger.info("%d texts, %d characters", len(texts), sum(len(text.text) for text in texts))
    torch.manual_seed(recipe.seed)
    network, losses = train(start.network(), texts, start, recipe, checkpoint=checkpoint)
    made = {
        "date": date.today().isoformat(),
        "texts": len(texts),
        "passes": recipe.passes,
        "loss": round(losses[-1], 3),
    }
    pack = export(network, start, out, figures=made, version=__version__)
    if evaluation is not None:
        measured = figures_of(evaluate(evaluation, tagger=Tagger(pack)))
        for name, figure in measured.items():
            logger.info("%s %.4f", name, figure)
        pack = export(network, start, out, figures={**made, "evaluation": measured}, version=__version__)
    if checkpoint is not None:
        checkpoint.unlink()  # the next training is to begin anew
    return pack


def figures_of(evaluation: Evaluation) -> dict[str, float]:
    """F1 of each kind of span and the share right of each field."""
    spans = {name: tally.f1 for name, tally in evaluation.spans.items()}
    fields = {name: tally.recall for name, tally in evaluation.fields.items()}
    return {name: round(figure, 4) for name, figure in {**spans, **fields}.items()}
