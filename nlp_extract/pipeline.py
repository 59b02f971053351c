"""The spaCy pipeline: the components' factories, and a ready pipeline of all of them.

The factories are entry points, so that `nlp.add_pipe("nlp_extract_dates")` finds them in anyone's pipeline,
and spaCy imports this module whenever it makes a pipeline: it imports nothing heavy before a component is
made. Its annotations are not postponed: earlier releases of spaCy 3.8 read those of factories as they stand.
"""

import logging
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spacy.language import Language

from nlp_extract.doc import add_extensions
from nlp_extract.tagger.component import shared_tagger

if TYPE_CHECKING:
    from nlp_extract.organizations import GazetteerSource

COMPONENTS = ("nlp_extract_tagger", "nlp_extract_dates", "nlp_extract_counts", "nlp_extract_organizations")
SEGMENTERS = ("jieba", "char")


def load(
    base: str | Language | None = None,
    *,
    model: str | Path | None = None,
    gazetteer: "GazetteerSource | None" = None,
    coreference: bool = False,
) -> Language:
    """A spaCy pipeline that finds the facts of a text: `nlp(text)._.counts`.

    Args:
        base: where words come from: "jieba" (the default), "char" (each character a token), the name or
            path of an installed spaCy pipeline, or a Language, to which the components are added. The facts
            are the same.
        model: the folder of a model of one's own training (`nlp-extract train`) instead of the package's.
        gazetteer: organizations of one's own, a CSV file or DataFrame with the columns name, aliases, kind and
            region: where a text has one of their names as a whole, it overrules the model. It is saved with
            the pipeline.
        coreference: whether 该局, 该集团 and their like are organizations too, with the name of the one that
            they stand for and the note "coreference".

    Raises:
        PackError: there is no model in that folder, or it is damaged.
        OSError: no pipeline of that name is installed.
        ValueError: the base is a pipeline for another language than Chinese; or the gazetteer is malformed,
            with the line and the reason.
    """
    nlp = base if isinstance(base, Language) else words_from(base or "jieba")
    if nlp.lang != "zh":
        raise ValueError(
            f"the base pipeline is for language {nlp.lang!r}: nlp_extract reads Chinese, give one for 'zh'"
        )
    if model is not None:
        shared_tagger(model)  # a model that cannot be read is refused here, not at the first text
    for name in COMPONENTS:
        if name not in nlp.pipe_names:
            settings = {"coreference": coreference} if name == "nlp_extract_organizations" else {}
            nlp.add_pipe(name, config={"model": str(model) if model is not None else None, **settings})
    if gazetteer is not None:
        organizations: Any = nlp.get_pipe("nlp_extract_organizations")
        organizations.use(gazetteer)
    return nlp


def words_from(base: str) -> Language:
    if base == "jieba":
        quiet_jieba()
    if base in SEGMENTERS:
        from spacy.lang.zh import Chinese

        return Chinese.from_config({"nlp": {"tokenizer": {"segmenter": base}}})
    import spacy

    try:
        return spacy.load(base)
    except OSError as error:
        raise OSError(
            f"no spaCy pipeline {base!r} is installed here; give one of {', '.join(map(repr, SEGMENTERS))}, "
            f"the path of a pipeline, or install that pipeline first ({error})"
        ) from None


def quiet_jieba() -> None:
    """Import jieba without its start-up messages and the warnings of its older Python."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(logging.WARNING)


@Language.factory("nlp_extract_tagger", default_config={"model": None}, assigns=[])
def make_tagger(nlp: Language, name: str, model: str | None) -> Any:
    """Finds the spans that the other components read; `model` is a model pack, by default the package's
    own."""
    from nlp_extract.tagger.component import Tagged

    return Tagged(model)


@Language.factory("nlp_extract_dates", default_config={"model": None}, assigns=["doc._.dates", "doc.spans"])
def make_dates(nlp: Language, name: str, model: str | None) -> Any:
    """Dates, resolved with `doc._.published`."""
    from nlp_extract.dates.component import DatesComponent

    return DatesComponent(model)


@Language.factory("nlp_extract_counts", default_config={"model": None}, assigns=["doc._.counts", "doc.spans"])
def make_counts(nlp: Language, name: str, model: str | None) -> Any:
    """Counts with item, subject, time and period."""
    from nlp_extract.quantities.component import CountsComponent

    return CountsComponent(model)


@Language.factory(
    "nlp_extract_organizations",
    default_config={"model": None, "gazetteer": None, "coreference": False},
    assigns=["doc._.organizations", "doc._.people", "doc._.places", "doc.spans"],
)
def make_organizations(
    nlp: Language, name: str, model: str | None, gazetteer: str | None, coreference: bool
) -> Any:
    """Organizations with full name, kind and region; people and places beside them. `gazetteer` is a CSV file
    of one's own names; with `coreference`, 该局 and its like are organizations too."""
    from nlp_extract.organizations.component import OrganizationsComponent

    return OrganizationsComponent(model, gazetteer, coreference)


add_extensions()
