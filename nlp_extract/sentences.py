"""Where sentences begin and end.

A sentence ends after 。 ！ ？ ； (or their half-width forms ! ? ;) together with the quotation marks and
brackets that close right behind them (“……。”), and at a line break. A stretch without any of these is cut
at the last comma or space before `LONGEST` characters, or right there, so that a broken file of one line
stays cheap.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

import regex

LONGEST = 1000

SENTENCE = regex.compile(
    rf"""
    [^。！？；!?;\n]{{0,{LONGEST}}}+              # the sentence without its end
    (?: [。！？；!?;]++ [”’」』〉》）〕】"')\]]*+ \n?  # 。  ！”  ……？！）
      | \n                                       # a line break ends it as well
      | $
    )
    | .{{1,{LONGEST}}}[，,、\s]                    # too long: up to its last comma or space
    | .{{1,{LONGEST}}}                            # or simply this much
    """,
    regex.VERBOSE | regex.DOTALL,
)


class Sentences:
    """The sentences of one text, looked up by character offsets."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._seen: dict[tuple[int, int], str] = {}
        self._starts = [match.start() for match in SENTENCE.finditer(text) if match.end() > match.start()]

    def __len__(self) -> int:
        return len(self._starts)

    def bounds(self, start: int, end: int) -> tuple[int, int]:
        """Offsets of the sentence around text[start:end], of several where the mention crosses their ends."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        after = bisect_left(self._starts, max(end, start + 1))
        stop = self._starts[after] if after < len(self._starts) else len(self.text)
        return (self._starts[first] if self._starts else 0), stop

    def around(self, start: int, end: int) -> str:
        """The sentence around text[start:end], without the white space at its ends."""
        bounds = self.bounds(start, end)
        if bounds not in self._seen:
            # Mentions share the string of their sentence: a hundred in one cost it once.
            self._seen[bounds] = self.text[slice(*bounds)].strip()
        return self._seen[bounds]
