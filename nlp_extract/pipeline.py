"""The spaCy pipeline: the components' factories, and a ready pipeline of all of them.

The factories are entry points, so that `nlp.add_pipe("nlp_extract_dates")` finds them in anyone's pipeline,
and spaCy imports this module whenever it makes a pipeline: it imports nothing heavy before a component is
made. Its annotations are not postponed: earlier releases of spaCy 3.8 read those of factories as they stand.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from spacy.language import Language

from nlp_extract.doc import add_extensions

if TYPE_CHECKING:
    from nlp_extract.organizations import GazetteerSource
    from nlp_extract.tagger.component import Tagged
    from nlp_extract.words.user_dict import UserDict

COMPONENTS = ("nlp_extract_tagger", "nlp_extract_dates", "nlp_extract_counts", "nlp_extract_organizations")
"""What `load` adds, in order."""

SECOND_OPINION = "nlp_extract_second_opinion"
"""What it adds behind the tagger when asked for."""


def load(
    base: str | Path | Language | None = None,
    *,
    model: str | Path | None = None,
    gazetteer: "GazetteerSource | None" = None,
    coreference: bool = False,
    second_opinion: bool = False,
    user_dict: "UserDict | None" = None,
    segmentation_model: str | Path | None = None,
) -> Language:
    """A spaCy pipeline that finds the facts of a text: `nlp(text)._.counts`.

    Args:
        base: where words come from: "jieba" (the default), "lac" (the tagger's own words, with tags and
            Universal POS), "pkuseg", "char" (each character a token), the name or path of an installed spaCy
            pipeline (zh_core_web_sm), or a Language, to which the components are added. The facts are the
            same; words, tags, parse and `ents` are the base's.
        model: the folder of a model of one's own training (`nlp-extract train`) instead of the package's.
        gazetteer: organizations of one's own, a CSV file or DataFrame with the columns name, aliases, kind and
            region: where a text has one of their names as a whole, it overrules the model. It is saved with
            the pipeline.
        coreference: whether 该局, 该集团 and their like are organizations too, with the name of the one that
            they stand for and the note "coreference".
        second_opinion: whether entities that the base labels PERSON, GPE, LOC or FAC join `people` and `places`
            where the tagger has found none; organizations are read in the light of these places too.
        user_dict: words that jieba or pkuseg must not cut: a UTF-8 file with a word a line, after it perhaps
            its frequency and tag, or an iterable of such lines. It is saved with the pipeline.
        segmentation_model: for pkuseg, the name of a model that spacy-pkuseg downloads (spacy_ontonotes, news),
            or the folder of one.

    Raises:
        PackError: there is no model in that folder, or it is damaged.
        OSError: no pipeline of that name is installed (the message gives near matches, what is installed, and
            for spaCy's own pipelines the command that installs them), or it cannot be loaded.
        ImportError: the base is pkuseg, and spacy-pkuseg is not installed.
        ValueError: the base is for another language than Chinese, names no entities for a second opinion,
            takes no user dictionary, lacks its segmentation model, or has components of nlp_extract with other
            settings; or the gazetteer or user dictionary is malformed, with the line and the reason.
    """
    from nlp_extract.tagger.component import shared_tagger
    from nlp_extract.words import language

    if model is not None:
        shared_tagger(model)  # a model that cannot be read is refused here, not at the first text
    nlp = language(base or "jieba", model=model, user_dict=user_dict, segmentation_model=segmentation_model)
    if second_opinion and not any("doc.ents" in nlp.get_pipe_meta(name).assigns for name in nlp.pipe_names):
        raise ValueError(
            "a second opinion needs a base that names entities, and no component of this one sets doc.ents: "
            "give an installed pipeline with 'ner', such as zh_core_web_sm"
        )
    names = [COMPONENTS[0], *([SECOND_OPINION] if second_opinion else []), *COMPONENTS[1:]]
    for place, name in enumerate(names):
        settings: dict[str, Any] = {"model": str(model)} if model is not None else {}
        if name == "nlp_extract_organizations" and coreference:
            settings["coreference"] = True
        add(nlp, name, settings, before=names[place + 1 :])
    if gazetteer is not None:
        organizations: Any = nlp.get_pipe(named(nlp)["nlp_extract_organizations"])
        organizations.use(gazetteer)
    return nlp


def add(nlp: Language, factory: str, settings: dict[str, Any], before: list[str]) -> None:
    """Add a component unless the pipeline has it, ahead of those that come after it in ours."""
    there = named(nlp)
    if factory not in there:
        later = [there[name] for name in before if name in there]
        nlp.add_pipe(factory, config=settings, before=min(later, key=nlp.component_names.index, default=None))
    elif any(nlp.get_pipe_config(there[factory])[key] != value for key, value in settings.items()):
        raise ValueError(
            f"the base has {there[factory]!r} with other settings than {settings}: remove it first "
            f"(nlp.remove_pipe({there[factory]!r})), or leave these settings out"
        )


def named(nlp: Language) -> dict[str, str]:
    """The names that the components of a pipeline have, by factory."""
    return {nlp.get_pipe_meta(name).factory: name for name in reversed(nlp.component_names)}


# The factories


def made(component: "Tagged", nlp: Language, name: str, factory: str) -> Any:
    """The component under its name; a second one of the same kind in a pipeline is refused."""
    if factory in named(nlp):
        raise ValueError(
            f"{factory} is in the pipeline already, as {named(nlp)[factory]!r}; a second one would find the same: "
            f"remove one of them (nlp.remove_pipe({named(nlp)[factory]!r}))"
        )
    component.name = name
    return component


@Language.factory("nlp_extract_tagger", default_config={"model": None}, assigns=[])
def make_tagger(nlp: Language, name: str, model: str | None) -> Any:
    """Finds the spans that the other components read; `model` is a model pack, by default the package's
    own."""
    from nlp_extract.tagger.component import TaggerComponent

    return made(TaggerComponent(model), nlp, name, "nlp_extract_tagger")


@Language.factory(
    "nlp_extract_second_opinion", default_config={"model": None}, assigns=[], requires=["doc.ents"]
)
def make_second_opinion(nlp: Language, name: str, model: str | None) -> Any:
    """Adds the people and places among `doc.ents` to those that the tagger found."""
    from nlp_extract.second_opinion import SecondOpinion

    return made(SecondOpinion(model), nlp, name, "nlp_extract_second_opinion")


@Language.factory("nlp_extract_dates", default_config={"model": None}, assigns=["doc._.dates", "doc.spans"])
def make_dates(nlp: Language, name: str, model: str | None) -> Any:
    """Dates, resolved with `doc._.published`."""
    from nlp_extract.dates.component import DatesComponent

    return made(DatesComponent(model), nlp, name, "nlp_extract_dates")


@Language.factory("nlp_extract_counts", default_config={"model": None}, assigns=["doc._.counts", "doc.spans"])
def make_counts(nlp: Language, name: str, model: str | None) -> Any:
    """Counts with item, subject, time and period."""
    from nlp_extract.quantities.component import CountsComponent

    return made(CountsComponent(model), nlp, name, "nlp_extract_counts")


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

    component = OrganizationsComponent(model, gazetteer, coreference)
    return made(component, nlp, name, "nlp_extract_organizations")


add_extensions()
