"""What a text names from offset to offset: which of several things was named last."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Set
from typing import Generic, TypeVar

Named = TypeVar("Named")

NEAR = 60
"""Characters before an offset in which something is named right before it."""


class Course(Generic[Named]):
    """What a text names from offset to offset."""

    def __init__(self) -> None:
        self._offsets: list[int] = []
        self._named: list[Named] = []
        self._first: dict[Named, int] = {}

    def add(self, offset: int, named: Named) -> None:
        """Enter a name in its place."""
        at = bisect_right(self._offsets, offset)
        self._offsets.insert(at, offset)
        self._named.insert(at, named)
        self._first[named] = min(offset, self._first.get(named, offset))

    @property
    def all(self) -> Set[Named]:
        """Whatever is named."""
        return self._first.keys()

    def at(self, offset: int, otherwise: Named) -> Named:
        """The last one named before `offset`, else the first after it, else `otherwise`."""
        if not self._named:
            return otherwise
        return self._named[max(0, bisect_right(self._offsets, offset) - 1)]

    def names(self, named: Named, offset: int) -> bool:
        """Whether something is named before `offset`."""
        return named in self._first and self._first[named] < offset

    def near(self, offset: int, otherwise: Named) -> Named:
        """The last one named before `offset` and at most `NEAR` characters away, else `otherwise`."""
        at = bisect_right(self._offsets, offset) - 1
        return self._named[at] if at >= 0 and self._offsets[at] >= offset - NEAR else otherwise
