"""The base pipeline by its name: a segmenter, an installed pipeline, or the folder of one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from spacy.lang.zh import Chinese
from spacy.language import Language
from spacy.tokens import Doc

from nlp_extract.words.installed import load_installed
from nlp_extract.words.tokenizers import JiebaTokenizer, TaggerTokenizer
from nlp_extract.words.user_dict import UserDict, load_user_dict

TOKENIZERS = {
    "jieba": "nlp_extract.jieba.v1",
    "lac": "nlp_extract.lac.v1",
    "char": "nlp_extract.characters.v1",
}

LONGEST = 1_000_000_000
"""Characters that a text may have. spaCy's own limit is for parsers, which these bases do not have."""


def language(
    base: str | Path | Language,
    *,
    model: str | Path | None = None,
    user_dict: UserDict | None = None,
    segmentation_model: str | Path | None = None,
) -> Language:
    """The pipeline that gives the words, with the arguments of `load`.

    Raises:
        ValueError: it is for another language than Chinese, or an argument does not go with it.
    """
    if segmentation_model is not None and base != "pkuseg":
        raise ValueError(f"segmentation_model is for the base 'pkuseg', not for {str(base)!r}; leave it out")
    if base == "pkuseg":
        nlp = with_pkuseg(segmentation_model)
    elif isinstance(base, str) and base in TOKENIZERS:
        config: dict[str, Any] = {"@tokenizers": TOKENIZERS[base]}
        if base == "lac":
            config["model"] = str(model) if model is not None else None
        nlp = Chinese.from_config({"nlp": {"tokenizer": config}})
        nlp.max_length = LONGEST
    else:
        nlp = base if isinstance(base, Language) else load_installed(base)
    if nlp.lang != "zh":
        raise ValueError(
            f"the base pipeline is for language {nlp.lang!r}: nlp_extract reads Chinese, give one for 'zh'"
        )
    if user_dict is not None:
        add_user_words(nlp, user_dict)
    return nlp


def with_pkuseg(segmentation_model: str | Path | None) -> Language:
    """spaCy's own pkuseg tokenizer with a segmentation model."""
    try:
        from spacy_pkuseg import config as available
    except ImportError:
        raise ImportError(
            "the base 'pkuseg' needs the package spacy-pkuseg: pip install spacy-pkuseg"
        ) from None
    named = available.available_models
    if segmentation_model is None:
        raise ValueError(
            "the base 'pkuseg' needs a segmentation model: load('pkuseg', segmentation_model=...) takes a name "
            f"that spacy-pkuseg downloads when it is first used ({', '.join(named)}), or the folder of a model "
            "of your own, which spacy_pkuseg.train('words.txt', 'more.txt', 'my_model/') makes from lines of "
            "words with spaces between them"
        )
    if segmentation_model not in named and not (Path(segmentation_model) / "features.msgpack").is_file():
        raise ValueError(
            f"no segmentation model in {str(segmentation_model)!r}: give a folder that spacy_pkuseg.train wrote "
            f"(it holds features.msgpack and weights.npz), or one of {', '.join(named)}"
        )
    nlp = Chinese.from_config({"nlp": {"tokenizer": {"segmenter": "pkuseg"}}})
    tokenizer: Any = nlp.tokenizer
    try:
        tokenizer.initialize(pkuseg_model=str(segmentation_model))
    except OSError as error:
        raise OSError(
            f"the segmentation model {str(segmentation_model)!r} cannot be loaded or downloaded ({error}); "
            "give the folder of one that is on this machine"
        ) from error
    nlp.max_length = LONGEST
    return nlp


def docs_of(nlp: Language, texts: Iterable[str]) -> Iterator[Doc]:
    """The texts as Docs with words, before any component; the tagger reads many at once."""
    if isinstance(nlp.tokenizer, TaggerTokenizer):
        return nlp.tokenizer.pipe(texts)
    return map(nlp.make_doc, texts)


def add_user_words(nlp: Language, user_dict: UserDict) -> None:
    """Keep the words of a user dictionary whole.

    Raises:
        ValueError: the segmenter of the pipeline takes none.
    """
    words = load_user_dict(user_dict)
    tokenizer: Any = nlp.tokenizer
    if isinstance(tokenizer, JiebaTokenizer):
        nlp.tokenizer = JiebaTokenizer(nlp.vocab, [*tokenizer.user_words, *words])
    elif getattr(tokenizer, "segmenter", None) == "pkuseg":
        tokenizer.pkuseg_update_user_dict([word.text for word in words])
    else:
        raise ValueError(
            "user_dict is for words by jieba or pkuseg, and this base has neither; leave it out, or give "
            "load the base 'jieba'"
        )
