"""Which ids came before, in little memory."""

from __future__ import annotations

from array import array

EMPTY = 0


class Seen:
    """A set of ids that holds 64 bits of each.

    It takes 12 to 24 bytes an id (half as much again for a moment when it grows): 24 MB at most for a million, 2.4 GB
    for 100 million. That any two of n different ids are taken for one has the chance n² / 2⁶⁵: 3 in 10,000 for 100
    million.
    """

    def __init__(self) -> None:
        self._slots = array("Q", bytes(8 * 1024))
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def add(self, article_id: str) -> bool:
        """Note an id; gives whether it is new."""
        if 3 * self._size >= 2 * len(self._slots):
            self._grow()
        if not self._put(hash(article_id) & 0xFFFF_FFFF_FFFF_FFFF or 1):
            return False
        self._size += 1
        return True

    def _put(self, key: int) -> bool:
        slots, mask = self._slots, len(self._slots) - 1
        at = key & mask
        while slots[at] != EMPTY:
            if slots[at] == key:
                return False
            at = (at + 1) & mask
        slots[at] = key
        return True

    def _grow(self) -> None:
        held = self._slots
        self._slots = array("Q", bytes(16 * len(held)))
        for key in held:
            if key != EMPTY:
                self._put(key)
