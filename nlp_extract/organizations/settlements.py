"""The townships, villages and communities that an article names, by offset."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from nlp_extract.organizations.course import Course
from nlp_extract.organizations.names import SETTLEMENTS
from nlp_extract.organizations.regions import NOWHERE, Region, below

_FAR = 2000  # characters to either side of a village in which its township may stand before its name
_LONGEST_TOWNSHIP = 8


class Settlement(NamedTuple):
    """A village or a community and the lowest division known that it lies in."""

    name: str  # 台盘村
    within: Region


class Settlements:
    """What a text in Simplified characters names below the county."""

    def __init__(self, text: str) -> None:
        self._text = text
        # by path of their county; those that have communities too
        self._townships: defaultdict[str, Course[Region]] = defaultdict(Course)
        self._towns: defaultdict[str, Course[Region]] = defaultdict(Course)
        self._names: set[str] = set()  # of townships
        self._villages: defaultdict[str, Course[Settlement]] = defaultdict(Course)  # by 村, 社区, 嘎查

    def add_township(self, position: int, township: Region) -> None:
        """Take note of a township."""
        self._names.add(township.name)
        self._townships[township.parent].add(position, township)
        if township.name.endswith(("街道", "镇")):
            self._towns[township.parent].add(position, township)

    def add_village(self, position: int, name: str, within: Region) -> None:
        """Take note of a village or a community."""
        kind = next(kind for kind in SETTLEMENTS if name.endswith(kind))
        self._villages[kind].add(position, Settlement(name, within))

    def township_of(self, village: str, position: int, county: Region) -> Region:
        """The township under `county` that a village named at `position` lies in: the one that the article has
        before its name (六合乡|五星村), else the nearest that may have it, which for a community (社区) is no rural
        one; the county itself where none may."""
        at = self._text.find(village, max(0, position - _FAR), position + _FAR)
        shown = below(county, self._township_before(at)) if at > 0 else NOWHERE
        if shown in self._townships[county.path].all:
            return shown
        named = self._towns if village.endswith("社区") else self._townships
        return named[county.path].at(position, county)

    def village(self, kind: str, position: int) -> Settlement:
        """The village (村), community or gacha that the bare word stands for at `position`; nameless where the
        article has none."""
        return self._villages[kind].at(position, Settlement("", NOWHERE))

    def _township_before(self, position: int) -> str:
        """The name of a township of the article that ends at `position`, empty if none does."""
        starts = range(max(0, position - _LONGEST_TOWNSHIP), position - 1)
        return next((self._text[n:position] for n in starts if self._text[n:position] in self._names), "")
