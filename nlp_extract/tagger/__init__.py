"""The tagger: one small network that finds every span, and what it hands on.

encode (text to numbers) -> tagger (the network) -> decode and grammars (spans)
-> fields (a count's item, subject and time); pack holds the model's files.
"""

from nlp_extract.tagger.pack import Pack, PackError
from nlp_extract.tagger.spans import CountSpans, Span, Tags, Word
from nlp_extract.tagger.tagger import Tagger

__all__ = ["CountSpans", "Pack", "PackError", "Span", "Tagger", "Tags", "Word"]
