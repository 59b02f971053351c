"""What training starts from: Baidu LAC for the package's own model, a finished model for one's own data."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import numpy as np
import onnx
from onnx import numpy_helper

from nlp_extract.tagger import Tagger
from nlp_extract.tagger.encode import Vocabulary
from nlp_extract.tagger.fields import KEY
from training.model import Network, Sizes, put, put_gru


class Start(Protocol):
    """A model to start from."""

    @property
    def tags(self) -> list[str]:
        """LAC's tag for each of its emissions."""

    def network(self) -> Network:
        """A network with the model's weights."""

    def vocabulary(self) -> Vocabulary:
        """The characters that it knows."""

    def forms(self) -> tuple[str, np.ndarray]:
        """The same as the pack keeps them: characters, and the embedding's row for each."""

    def tag(self, texts: list[str]) -> list[np.ndarray]:
        """LAC's tag for each character of each text, as the model gives it now: it is not to forget them."""


class FinishedModel:
    """A model pack, by default the package's own."""

    def __init__(self, folder: Path | None = None) -> None:
        self._tagger = Tagger.load(folder)
        self._pack = self._tagger.pack

    @property
    def tags(self) -> list[str]:
        return list(self._pack.labels["lac"])

    def network(self) -> Network:
        graph = onnx.load_from_string(self._pack.graph).graph
        arrays = {
            tensor.name.removesuffix("_half"): numpy_helper.to_array(tensor) for tensor in graph.initializer
        }
        network = Network(Sizes(len(arrays["embedding"]), context=arrays["r3"].shape[2]))
        put(network.embedding.weight, arrays["embedding"])
        for number, layer in enumerate((network.first, network.second, network.context), 1):
            put_gru(layer, arrays[f"w{number}"], arrays[f"r{number}"], arrays[f"b{number}"])
        for name, scale in (("spans", 1.0), ("lac", 1.0), ("mentions", KEY**0.25)):
            linear = getattr(network, name)
            put(linear.weight, arrays[f"{name}_weight"].T * scale)
            put(linear.bias, arrays[f"{name}_bias"] * scale)
        fields = self._pack.fields
        for name in ("keys", "queries", "none"):
            put(getattr(network, name).weight, fields[name][:-1].T)
            put(getattr(network, name).bias, fields[name][-1])
        for name in ("width", "distance", "barriers"):
            put(getattr(network, name), fields[name])
        return network

    def forms(self) -> tuple[str, np.ndarray]:
        vocabulary = self._pack.vocabulary
        return str(vocabulary["characters"][0]), vocabulary["rows"]

    def vocabulary(self) -> Vocabulary:
        return Vocabulary(*self.forms(), unknown=0)

    def tag(self, texts: list[str]) -> list[np.ndarray]:
        # LAC calls ten unused tags n-B too, after the one that it gives.
        numbers = {tag: number for number, tag in reversed(list(enumerate(self.tags)))}
        tagged = []
        for text, tags in zip(texts, self._tagger.tag(texts, words=True), strict=True):
            row = np.empty(len(text), dtype=np.int64)
            for word in tags.words:
                row[word.start] = numbers.get(f"{word.tag}-B", numbers["O"])
                row[word.start + 1 : word.end] = numbers.get(f"{word.tag}-I", numbers["O"])
            tagged.append(row)
        return tagged
