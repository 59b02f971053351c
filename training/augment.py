"""Other readings of the same annotated text, so that the model learns the form and not the names."""

from __future__ import annotations

import random
from dataclasses import replace

from training.data import AnnotatedText, Offsets, edit, spans_of

# A byline that opens much televised news: a model comes to look for it.
BYLINE = "央视网消息（新闻联播）："

HALF_TO_FULL = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
PERCENT = str.maketrans("%", "％")


class Augmenter:
    """Changes texts at random, from a seeded source; every span stays exact."""

    def __init__(self, texts: list[AnnotatedText], source: random.Random) -> None:
        self._random = source
        self._names = [text.text[start:end] for text in texts for start, end in text.organizations]

    def __call__(self, text: AnnotatedText) -> AnnotatedText:
        text = self._drop_byline(text)
        text = self._rename(text)
        return self._widen(text)

    def _drop_byline(self, text: AnnotatedText) -> AnnotatedText:
        if not text.text.startswith(BYLINE) or self._random.random() < 0.4:
            return text
        kept = replace(text, organizations=tuple(s for s in text.organizations if s[0] >= len(BYLINE)))
        if any(start < len(BYLINE) for start, _ in spans_of(kept)):
            return text
        return edit(kept, [(0, len(BYLINE), "")])

    def _rename(self, text: AnnotatedText) -> AnnotatedText:
        """Put other organizations in some mentions' places, the same one wherever a name recurs."""
        spans = spans_of(text)
        chosen: dict[str, str] = {}
        changes = []
        for span in text.organizations:
            name = text.text[span[0] : span[1]]
            if name not in chosen:
                chosen[name] = self._random.choice(self._names) if self._random.random() < 0.12 else name
            if chosen[name] != name and not any(_cuts(span, other) for other in spans):
                changes.append((*span, chosen[name]))
        return edit(text, changes) if changes else text

    def _widen(self, text: AnnotatedText) -> AnnotatedText:
        """Full-width digits or percent signs; lengths stay."""
        chance = self._random.random()
        if chance < 0.04:
            return replace(text, text=text.text.translate(HALF_TO_FULL))
        if chance < 0.12:
            return replace(text, text=text.text.translate(PERCENT))
        return text


def _cuts(span: Offsets, other: Offsets) -> bool:
    """Whether replacing `span` would change a part of `other`: they overlap and are not the same."""
    return other[0] < span[1] and span[0] < other[1] and other != span
