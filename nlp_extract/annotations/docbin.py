"""spaCy's DocBin: the mentions as span groups, what is said of them as user data."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from spacy.tokens import Doc, DocBin, Span

from nlp_extract.annotations.files import utf8, write_whole
from nlp_extract.annotations.record import LABELS, Record, checked, well_formed

if TYPE_CHECKING:
    from spacy.language import Language

ABOUT = "nlp_extract_annotation"


def to_docbin(records: Iterable[Record], nlp: Language | None = None) -> DocBin:
    """A Doc for each record, with a span group for each list.

    Args:
        records: annotated texts.
        nlp: whose words the Docs have (it is not run). Without one each character is a token, so that a span
            never has to be widened to whole tokens.
    """
    from nlp_extract.words import language

    nlp = nlp or language("char")
    docs = DocBin(store_user_data=True)
    for record in records:
        doc = nlp.make_doc(utf8(record["text"]).decode())  # spaCy cannot hold a lone surrogate
        doc.user_data[ABOUT] = {key: value for key, value in record.items() if key != "text"}
        starts = [token.idx for token in doc]
        for table, label in LABELS.items():
            doc.spans[table] = [Span(doc, *tokens(starts, m), label=label) for m in record.get(table) or ()]
        docs.add(doc)
    return docs


def tokens(starts: list[int], mention: Record) -> tuple[int, int]:
    """The tokens that a mention is widened to, by where tokens start; a space belongs to the token before it."""
    return bisect_right(starts, mention["start"]) - 1, bisect_left(starts, mention["end"])


def write_docbin(records: Iterable[Record], path: Path) -> None:
    write_whole({path: to_docbin(records).to_bytes()}, path.parent)


def read_docbin(path: Path) -> Iterator[Record]:
    """The records of a DocBin: its span groups, with what was said of those that are as they were."""
    from nlp_extract.words import language

    vocab = language("char").vocab
    packed = path.read_bytes()
    try:
        docs = DocBin(store_user_data=True).from_bytes(packed)
    except Exception as error:  # what spaCy, msgpack and zlib raise for other bytes shares no class
        raise ValueError(f"{path}: not a DocBin of spaCy ({error})") from error
    for number, doc in enumerate(docs.get_docs(vocab), 1):
        where = f"{path}, Doc {number}"
        with well_formed(where):
            starts = [token.idx for token in doc]
            about = doc.user_data.get(ABOUT, {"id": str(number), "published": None})
            lists = {
                table: [mention(starts, span, about.get(table) or []) for span in group(doc, table)]
                for table in LABELS
            }
            record = checked({**about, "text": doc.text, **lists}, where)
        yield record


def group(doc: Doc, table: str) -> list[Span]:
    return sorted(doc.spans[table], key=lambda span: span.start_char) if table in doc.spans else []


def mention(starts: list[int], span: Span, known: list[Record]) -> Record:
    """The mention at a span, as it was said of the same tokens, else by itself."""
    for said in known:
        if tokens(starts, said) == (span.start, span.end):
            return said
    return {"start": span.start_char, "end": span.end_char, "text": span.text}
