"""Ctrl-C between two results, where nothing is half done and none is lost.

Python drops a KeyboardInterrupt that comes while an object is being finalized.
"""

from __future__ import annotations

import signal
from collections.abc import Iterable, Iterator
from types import FrameType
from typing import TypeVar

Result = TypeVar("Result")


class Interrupts:
    """A context in which the first Ctrl-C waits for the next result, and a second one does not.

    For the main thread of a program of its own.
    """

    def __init__(self) -> None:
        self._came = False

    def __enter__(self) -> None:
        self._before = signal.getsignal(signal.SIGINT)
        if self._before is not signal.SIG_IGN:  # as a shell starts a process in the background
            signal.signal(signal.SIGINT, self._note)

    def __exit__(self, *_: object) -> None:
        signal.signal(signal.SIGINT, self._before)

    def _note(self, _signal: int, _frame: FrameType | None) -> None:
        if self._came:
            raise KeyboardInterrupt
        self._came = True

    def heeded(self, results: Iterable[Result]) -> Iterator[Result]:
        """The results, until an interrupt comes.

        Raises:
            KeyboardInterrupt: one has come.
        """
        for result in results:
            if self._came:
                raise KeyboardInterrupt
            yield result
