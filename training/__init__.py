"""How the tagger's model is made: annotated text in, the package's model out. Needs `nlp-extract[train]`."""
