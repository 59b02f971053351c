"""Bytes from any file or buffer, unpacked, with a look at the beginning and bounds on lines."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from nlp_extract.articles.article import ArticleError, joined, writable
from nlp_extract.articles.document import has_text_column
from nlp_extract.articles.encoding import decode, encoding_of, guess_warning
from nlp_extract.articles.limits import Limits

HEAD = 2**16
CHUNK = 2**16


class Line(NamedTuple):
    """A line of a file of many articles: its number from 1, its text, and what was amiss with it."""

    number: int
    text: str
    warning: str = ""
    error: ArticleError | None = None


class Reader(io.RawIOBase):
    """A raw stream over a function that gives at most so many bytes."""

    def __init__(self, read: Callable[[int], bytes]) -> None:
        self._read = read

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


class Stream:
    """The unpacked bytes of an open file or buffer, of bytes or of text.

    Attributes:
        head: the first bytes, up to 64 KiB.
        codec: what the text is written in, by the head.
        warning: that the codec was guessed, if it was.
    """

    def __init__(self, buffer: Any, limits: Limits) -> None:
        self._limits = limits
        self._file = io.BufferedReader(Reader(bytes_of(buffer).read), CHUNK)
        packed = self._file.peek(2)[:2] == b"\x1f\x8b"
        if packed:
            self._file = io.BufferedReader(Reader(self._unpack(self._file)), CHUNK)
        self.head = self._file.read(HEAD)
        rest, head = self._file, io.BytesIO(self.head)
        self._file = io.BufferedReader(Reader(lambda size: head.read(size) or rest.read(size)), CHUNK)
        self.codec, guessed = encoding_of(self.head, cut=len(self.head) == HEAD)
        self.warning = guess_warning(self.codec) if guessed else ""

    def _unpack(self, packed: Any) -> Callable[[int], bytes]:
        """Reads from a gzip file until it unpacks to more than it may."""
        taken = given = 0

        def take(size: int) -> bytes:
            nonlocal taken
            data: bytes = packed.read(size)
            taken += len(data)
            return data

        unpacked = gzip.GzipFile(fileobj=io.BufferedReader(Reader(take), CHUNK))

        def give(size: int) -> bytes:
            nonlocal given
            data = unpacked.read(size)
            given += len(data)
            if given > self._limits.text_bytes and given > taken * self._limits.expansion:
                raise ArticleError(
                    f"the gzip file unpacks to more than {self._limits.expansion} times its size",
                    "unpack it yourself, or raise Limits.expansion",
                )
            return data

        return give

    def read(self, size: int) -> bytes:
        """At most so many bytes; fewer only at the end."""
        return self._file.read(size)

    def text(self) -> io.TextIOWrapper:
        """All as text, with U+FFFD for what cannot be decoded."""
        return io.TextIOWrapper(self._file, self.codec, errors="replace", newline="\n")

    def lines(self) -> Iterator[Line]:
        """The lines, each at most `text_bytes` long; one in another encoding than the file in its own."""
        wide = self.codec.startswith(("utf-16", "utf-32"))
        file: Any = self.text() if wide else self._file
        limit, number = self._limits.text_bytes, 0
        while data := file.readline(limit + 1):
            number += 1
            if len(data) > limit and not data.endswith("\n" if wide else b"\n"):
                while (more := file.readline(CHUNK)) and not more.endswith("\n" if wide else b"\n"):
                    pass
                remedy = "split it, or raise Limits.text_bytes"
                yield Line(number, "", error=ArticleError(f"the line is longer than {limit:,} bytes", remedy))
            elif wide:
                yield Line(number, writable(data), self.warning)
            else:
                yield self._line(number, data)

    def _line(self, number: int, data: bytes) -> Line:
        try:
            return Line(number, writable(data.decode(self.codec)), self.warning)
        except UnicodeDecodeError:
            pass
        try:
            text, _, warning = decode(data)
        except ArticleError as error:
            return Line(number, "", error=error)
        return Line(number, writable(text), joined(warning or f"not {self.codec}, as the file begins"))

    def likely_form(self) -> str:
        """What the head looks like, for a source without a telling name."""
        start = self.head.decode(self.codec, "replace").lstrip("\ufeff \t\r\n")
        line = start.split("\n", 1)[0].strip()
        if start.startswith(("{", "[")):
            return "jsonl" if start.startswith("{") and is_json(line) else "json"
        if "," in line.replace("\t", ",") and has_text_column(
            [cell.strip(' "\r') for cell in line.replace("\t", ",").replace(";", ",").split(",")]
        ):
            return "csv"
        return "markdown" if start.startswith(("---", "# ")) else "text"


def is_json(line: str) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def bytes_of(buffer: Any) -> Any:
    """A buffer of bytes for one of bytes or text."""
    if isinstance(buffer.read(0), bytes):
        return buffer
    waiting = bytearray()

    def read(size: int) -> bytes:
        while len(waiting) < size and (text := buffer.read(CHUNK)):
            waiting.extend(writable(text).encode())
        data = bytes(waiting[:size])
        del waiting[:size]
        return data

    return io.BufferedReader(Reader(read), CHUNK)
