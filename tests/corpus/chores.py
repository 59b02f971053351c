"""Work for workers, without a model: importable in their processes."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Sequence
from pathlib import Path

from nlp_extract.organizations import Entry, Gazetteer


def doubling() -> Callable[[Sequence[int]], list[int]]:
    print("this must not get between the answers")
    return lambda numbers: [2 * number for number in numbers]


def dying_of_thirteen() -> Callable[[Sequence[int]], list[int]]:
    def work(numbers: Sequence[int]) -> list[int]:
        if 13 in numbers:
            os.kill(os.getpid(), signal.SIGKILL)
        return list(numbers)

    return work


class DyingOnce:
    """Dies of the first batch that any process is given."""

    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __call__(self) -> Callable[[Sequence[int]], list[int]]:
        def work(numbers: Sequence[int]) -> list[int]:
            if not self.marker.exists():
                self.marker.touch()
                os._exit(3)
            return list(numbers)

        return work


def raising() -> Callable[[Sequence[int]], list[int]]:
    return lambda numbers: [1 // number for number in numbers]


def stillborn() -> Callable[[Sequence[int]], list[int]]:
    os._exit(7)


def never_ending() -> Callable[[Sequence[int]], list[int]]:
    def work(numbers: Sequence[int]) -> list[int]:
        if 0 not in numbers:
            signal.pause()
        return list(numbers)

    return work


class Poisonous(Gazetteer):
    """A process that looks for its names in an article with 毒 dies, as of a fault in native code."""

    def find(self, text: str) -> list[tuple[int, int, Entry]]:
        if "毒" in text:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().find(text)
