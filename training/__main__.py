"""The package's model from scratch: python -m training --news NEWS.jsonl"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Annotated, Optional

import typer

from training.data import AnnotationError
from training.labels import with_whole_indicators
from training.lac import Lac
from training.make import DATA, make_model
from training.train import Recipe


def main(
    news: Annotated[
        Optional[Path],  # noqa: UP045 (typer reads it at run time)
        typer.Option(
            help="More annotated text that cannot be shipped with the project. Example: --news news.jsonl"
        ),
    ] = None,
    out: Annotated[Path, typer.Option(help="Folder of the model pack. Example: --out model/")] = Path(
        "nlp_extract/tagger/model"
    ),
    passes: Annotated[
        int, typer.Option(min=1, help="Passes over the data. Example: --passes 22")
    ] = Recipe.passes,
    seed: Annotated[int, typer.Option(help="Seed of all that is random. Example: --seed 11")] = Recipe.seed,
    checkpoint: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(
            help="Save the state there after each pass, and go on from it. Example: --checkpoint out/model.pt"
        ),
    ] = None,
) -> None:
    """Train on the project's articles, measure on those kept back, and write the model pack."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    data = sorted((DATA / "train").glob("*.jsonl"))
    try:
        make_model(
            [*data, news] if news else data,
            out,
            start=Lac.installed(),
            recipe=Recipe(passes=passes, seed=seed),
            evaluation=DATA / "evaluation.jsonl",
            checkpoint=checkpoint,
            relabel=with_whole_indicators,
        )
    except AnnotationError as error:
        raise typer.BadParameter(str(error)) from error


typer.run(main)
