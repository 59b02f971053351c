"""Where to draw the nodes of a network: forces between them (Fruchterman and Reingold, 1991)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

STEPS = 200


def positions(
    names: Sequence[str], edges: Mapping[tuple[str, str], int], *, seed: int
) -> list[tuple[float, float]]:
    """A place from 0 to 1 in both directions for each node; alike for the same seed.

    Nodes push each other away, edges draw theirs together, and all are drawn to the middle a little, so that
    parts without an edge between them stay in view.
    """
    number = {name: place for place, name in enumerate(names)}
    pull: NDArray[np.float64] = np.zeros((len(names), len(names)))
    for (one, other), weight in edges.items():
        pull[number[one], number[other]] = pull[number[other], number[one]] = 0.3 * (1 + np.log(weight))
    places = np.random.default_rng(seed).uniform(-0.5, 0.5, (len(names), 2))
    distance = 1 / np.sqrt(max(len(names), 1))
    for step in range(STEPS):
        apart = places[:, None] - places[None]
        far = np.maximum(np.linalg.norm(apart, axis=-1), 1e-3)
        push = distance**2 / far**2
        force = ((push - pull * far / distance)[..., None] * apart).sum(axis=1) - 0.8 * places
        length = np.maximum(np.linalg.norm(force, axis=1, keepdims=True), 1e-9)
        places += force / length * np.minimum(length, 0.1 * (1 - step / STEPS))
    low, high = places.min(axis=0), places.max(axis=0)
    spread = (places - low) / np.where(high > low, high - low, 1)
    return [(float(x), float(y)) for x, y in spread]
