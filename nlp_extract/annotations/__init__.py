"""Annotations to and from the forms that annotators use, so that corrected output becomes training data.

The form between them is that of docs/annotation.md: a dict for each text with `id`, `published`, `title`,
`text`, and lists of mentions. brat, Label Studio and spaCy's DocBin are each a room that writes it and reads
it back.
"""

from nlp_extract.annotations.docbin import to_docbin
from nlp_extract.annotations.forms import read_annotations, write_annotations
from nlp_extract.annotations.label_studio import label_studio_config
from nlp_extract.annotations.record import records

__all__ = ["label_studio_config", "read_annotations", "records", "to_docbin", "write_annotations"]
