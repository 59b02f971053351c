"""Other readings of the same annotated text, so that the model learns the form and not the names."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace

import regex

from nlp_extract.organizations.lexicon import rows
from training.data import AnnotatedText, Offsets, edit, spans_of

# A byline that opens much televised news: a model comes to look for it.
BYLINE = "央视网消息（新闻联播）："

# Development zones that are one with a district, whose name then stands in brackets.
ZONES = ("经开区", "高新区", "开发区", "经济技术开发区", "高新技术产业开发区")
COMPANY = regex.compile("(?:股份|控股)?有限(?:责任)?公司$")

HALF_TO_FULL = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
PERCENT = str.maketrans("%", "％")


class Augmenter:
    """Changes texts at random, from a seeded source; every span stays exact."""

    def __init__(self, texts: list[AnnotatedText], source: random.Random) -> None:
        self._random = source
        self._names = [text.text[start:end] for text in texts for start, end in text.organizations]
        self._stems = _division_stems()
        kinds = "".join(self._stems)
        self._division = regex.compile(
            rf"\L<stems>(?=[{kinds}])", stems=[s for k in self._stems.values() for s in k]
        )

    def __call__(self, text: AnnotatedText) -> AnnotatedText:
        text = self._drop_byline(text)
        text = self._move(text)
        text = self._rename(text)
        text = self._bracket(text)
        text = self._recount(text)
        return self._widen(text)

    def _drop_byline(self, text: AnnotatedText) -> AnnotatedText:
        if not text.text.startswith(BYLINE) or self._random.random() < 0.4:
            return text
        kept = replace(text, organizations=tuple(s for s in text.organizations if s[0] >= len(BYLINE)))
        if any(start < len(BYLINE) for start, _ in spans_of(kept)):
            return text
        return edit(kept, [(0, len(BYLINE), "")])

    def _move(self, text: AnnotatedText) -> AnnotatedText:
        """Set half of the texts elsewhere: 兴化 becomes 准格尔 wherever it stands, where 兴化市 is named."""
        if self._random.random() < 0.5:
            return text
        moves: dict[str, str] = {}
        for match in self._division.finditer(text.text):
            if match[0] not in moves and self._random.random() < 0.7:
                moves[match[0]] = self._random.choice(self._stems[text.text[match.end()]])
        if not moves:
            return text
        spans = spans_of(text)
        found = regex.finditer(r"\L<stems>", text.text, stems=list(moves))
        changes = [(*match.span(), moves[match[0]]) for match in found]
        whole = [change for change in changes if not any(_crosses(change[:2], span) for span in spans)]
        return edit(text, whole)

    def _bracket(self, text: AnnotatedText) -> AnnotatedText:
        """Put brackets into names of some texts: 新市区委 to 高新区（新市区）区委, 公司 to （集团）公司."""
        if self._random.random() < 0.8:
            return text
        spans = spans_of(text)
        zone = self._random.choice(ZONES)
        changes = []
        for start, end in text.organizations:
            if districts := list(self._division.finditer(text.text, start, end)):
                change = (districts[-1].start(), districts[-1].end() + 1)
                district = text.text[slice(*change)]
                # 新市区委 has one 区 for both the district and its committee.
                shared = district[-1] if text.text[change[1] : change[1] + 1] == "委" else ""
                new = f"{zone}（{district}）{shared}"
            elif company := COMPANY.search(text.text, start, end):
                change, new = company.span(), f"（集团）{company[0]}"
            else:
                continue
            if change[1] <= end and not any(_crosses(change, span) for span in spans):
                changes.append((*change, new))
        return edit(text, changes)

    def _recount(self, text: AnnotatedText) -> AnnotatedText:
        """Other digits in half of the texts' counts; lengths stay."""
        if self._random.random() < 0.5:
            return text
        characters = list(text.text)
        for count in text.counts:
            for position in range(*count.span):
                if characters[position] in "123456789":
                    characters[position] = self._random.choice("123456789")
        changed = "".join(characters)
        fields = [field for count in text.counts for field in count.fields if field]
        if any(changed[start:end] != text.text[start:end] for start, end in [*fields, *text.dates]):
            return text
        return replace(text, text=changed)

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


def _crosses(change: Offsets, span: Offsets) -> bool:
    """Whether a change reaches over one bound of a span, so that the span would be cut."""
    return change[0] < span[1] and span[0] < change[1] and not (span[0] <= change[0] and change[1] <= span[1])


def _division_stems() -> dict[str, list[str]]:
    """Names of counties and prefectures without their last character (兴化), by that character (市)."""
    stems: dict[str, list[str]] = defaultdict(list)
    for row in rows("regions.csv"):
        name = row["name"]
        if not row["code"].endswith("0000") and len(name) > 2:
            stems[name[-1]].append(name[:-1])
    return {kind: names for kind, names in stems.items() if len(names) >= 20}
