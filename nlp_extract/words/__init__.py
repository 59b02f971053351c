"""Where the words of a Doc come from: a segmenter, the tagger's own words, or an installed spaCy pipeline.

The facts do not depend on them: words, tags, parse and `ents` are the base's, the facts are ours.
"""

from nlp_extract.words.base import docs_of, language
from nlp_extract.words.installed import BASES
from nlp_extract.words.tokenizers import CharacterTokenizer, JiebaTokenizer, TaggerTokenizer

__all__ = ["BASES", "CharacterTokenizer", "JiebaTokenizer", "TaggerTokenizer", "docs_of", "language"]
