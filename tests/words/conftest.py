"""A small pipeline that is made like zh_core_web_sm, packaged, installed and imported under its name.

Where the real one is installed it is taken instead, so the same tests run on it.
"""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import spacy
import spacy_pkuseg
from spacy.cli.package import package
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example

ONTONOTES = [
    "CARDINAL", "DATE", "EVENT", "FAC", "GPE", "LANGUAGE", "LAW", "LOC", "MONEY", "NORP", "ORDINAL", "ORG",
    "PERCENT", "PERSON", "PRODUCT", "QUANTITY", "TIME", "WORK_OF_ART",
]  # fmt: skip

# Word, tag of the Chinese Treebank, head (counted from one, 0 the root), relation;
# then entities: first and last word, label.
SENTENCES = [
    (
        "王海明|NR|2|nsubj 访问|VV|0|ROOT 桂平市|NR|2|dobj 。|PU|2|punct",
        [(1, 1, "PERSON"), (3, 3, "GPE")],
    ),
    (
        "李晓云|NR|3|nsubj 昨天|NT|3|nmod:tmod 参观|VV|0|ROOT 了|AS|3|aux:asp 西山大桥|NR|3|dobj 。|PU|3|punct",
        [(1, 1, "PERSON"), (2, 2, "DATE"), (5, 5, "FAC")],
    ),
    (
        "桂平市|NR|2|nmod 公安局|NN|3|nsubj 处理|VV|0|ROOT 案件|NN|3|dobj 36|CD|4|nummod 起|M|5|mark:clf 。|PU|3|punct",
        [(1, 2, "ORG"), (5, 5, "CARDINAL")],
    ),
    (
        "张建国|NR|2|nsubj 来到|VV|0|ROOT 太行山|NR|2|dobj ，|PU|2|punct 调查|VV|2|conj 灾情|NN|5|dobj 。|PU|2|punct",
        [(1, 1, "PERSON"), (3, 3, "LOC")],
    ),
]
TAGS_TO_POS = {"NR": "PROPN", "NN": "NOUN", "NT": "NOUN", "VV": "VERB", "PU": "PUNCT", "CD": "NUM", "M": "NUM",
               "AS": "PART"}  # fmt: skip


@pytest.fixture(scope="session")
def segmentation_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of pkuseg, trained on a few sentences."""
    folder = tmp_path_factory.mktemp("pkuseg")
    lines = [" ".join(item.split("|")[0] for item in words.split()) for words, _ in SENTENCES]
    for name in ("train.txt", "test.txt"):
        (folder / name).write_text("\n".join(lines * 5) + "\n", encoding="utf-8")
    model = folder / "model"
    spacy_pkuseg.train(str(folder / "train.txt"), str(folder / "test.txt"), str(model), train_iter=5)
    return model


@pytest.fixture(scope="session")
def zh_core_web_sm(segmentation_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The name of an installed pipeline of that name."""
    if find_spec("zh_core_web_sm"):
        yield "zh_core_web_sm"
        return
    folder = tmp_path_factory.mktemp("package")
    small_pipeline(segmentation_model).to_disk(folder / "pipeline")
    package(folder / "pipeline", folder, name="core_web_sm", version="3.8.0", create_sdist=False)
    target = folder / "target"
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--no-build-isolation",
    ]
    subprocess.run([*command, "--target", target, folder / "zh_core_web_sm-3.8.0"], check=True)
    sys.path.append(str(target))
    importlib.invalidate_caches()
    yield "zh_core_web_sm"
    sys.path.remove(str(target))
    sys.modules.pop("zh_core_web_sm", None)


def small_pipeline(segmentation_model: Path) -> Language:
    """The components of zh_core_web_sm, as small as they go, trained on the sentences above."""
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "pkuseg"}}})
    listens = {"model": {"tok2vec": {"@architectures": "spacy.Tok2VecListener.v1", "width": 16}}}
    embeds = {"width": 16, "embed_size": 100, "depth": 1, "maxout_pieces": 2}
    nlp.add_pipe("tok2vec", config={"model": {"@architectures": "spacy.HashEmbedCNN.v2", "pretrained_vectors": None,
                                              "window_size": 1, "subword_features": True, **embeds}})  # fmt: skip
    nlp.add_pipe("tagger", config=listens)
    nlp.add_pipe("parser", config={**listens, "min_action_freq": 1})
    nlp.add_pipe("ner", config=listens)
    ruler: Any = nlp.add_pipe("attribute_ruler", before="ner")
    ner: Any = nlp.get_pipe("ner")
    for label in ONTONOTES:
        ner.add_label(label)
    examples = [
        Example(Doc(nlp.vocab, [token.text for token in doc], [False] * len(doc)), doc)
        for doc in annotated(nlp)
    ]
    nlp.config["initialize"]["tokenizer"]["pkuseg_model"] = str(segmentation_model)
    optimizer = nlp.initialize(lambda: examples)
    nlp.config["initialize"]["tokenizer"]["pkuseg_model"] = None
    for tag, pos in TAGS_TO_POS.items():
        ruler.add(patterns=[[{"TAG": tag}]], attrs={"POS": pos})
    optimizer.learn_rate = 0.01
    for _ in range(30):
        nlp.update(examples, sgd=optimizer)
    return nlp


def annotated(nlp: Language) -> Iterator[Doc]:
    for sentence, entities in SENTENCES:
        words, tags, heads, deps = zip(*(item.split("|") for item in sentence.split()), strict=True)
        doc = Doc(
            nlp.vocab,
            words=words,
            spaces=[False] * len(words),
            tags=tags,
            heads=[int(head) - 1 if int(head) else at for at, head in enumerate(heads)],
            deps=deps,
        )
        doc.set_ents([Span(doc, first - 1, last, label) for first, last, label in entities])
        yield doc
