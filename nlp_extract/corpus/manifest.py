"""What was found in which text: beside the output of a run, so that another can go on from it."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Protocol

from nlp_extract.corpus.packed import pack, unpack
from nlp_extract.extraction import Found

NAME = "manifest.sqlite"


class Content(Protocol):
    """What of an article its facts depend on."""

    @property
    def article_id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def published_day(self) -> date | None: ...
    @property
    def text(self) -> str: ...


class Manifest:
    """A SQLite file with the facts of each article under a hash of its content.

    It is whole at every moment: what was not committed when a run was killed is as if it had not been read.
    """

    def __init__(self, database: sqlite3.Connection, settings: str, *, anew: bool) -> None:
        self._database = database
        database.executescript(
            """
            PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
            CREATE TABLE IF NOT EXISTS settings (json TEXT);
            CREATE TABLE IF NOT EXISTS found (hash BLOB PRIMARY KEY, facts BLOB);
            """
        )
        earlier = database.execute("SELECT json FROM settings").fetchall()
        self.same_settings = earlier in ([], [(settings,)])
        database.execute("BEGIN")
        if anew or not self.same_settings:
            database.execute("DELETE FROM found")
        database.execute("DELETE FROM settings")
        database.execute("INSERT INTO settings VALUES (?)", (settings,))

    def __contains__(self, article: Content) -> bool:
        return bool(
            self._database.execute("SELECT 1 FROM found WHERE hash = ?", (content_hash(article),)).fetchone()
        )

    def __getitem__(self, article: Content) -> Found:
        [packed] = self._database.execute(
            "SELECT facts FROM found WHERE hash = ?", (content_hash(article),)
        ).fetchone()
        found = unpack(packed)
        return Found(**{table: found.get(table, []) for table in Found._fields})

    def __setitem__(self, article: Content, found: Found) -> None:
        self._database.execute(
            "INSERT OR REPLACE INTO found VALUES (?, ?)", (content_hash(article), pack(found._asdict()))
        )

    def commit(self) -> None:
        """Keep what was added."""
        self._database.execute("COMMIT")
        self._database.execute("BEGIN")


@contextmanager
def manifest(folder: Path, settings: str, *, anew: bool = False) -> Iterator[Manifest]:
    """The manifest in a folder, which is this run's alone until the context ends.

    Args:
        settings: all but the articles that facts depend on; facts found with others are forgotten.
        anew: forget all facts.

    Raises:
        OSError: another run has it open, or it cannot be written.
    """
    path = folder / NAME
    with sqlite_errors(path), closing(sqlite3.connect(path, isolation_level=None, timeout=1)) as database:
        opened = Manifest(database, settings, anew=anew)
        try:
            yield opened
        finally:
            if database.in_transaction:  # it is not where the disk is full
                database.execute("COMMIT")


@contextmanager
def sqlite_errors(path: Path) -> Iterator[None]:
    """SQLite's errors as those of a file."""
    try:
        yield
    except sqlite3.Error as error:
        hint = "; another run is writing to this folder" if "locked" in str(error) else ""
        raise OSError(f"{path.name}: {error}{hint}") from error


def content_hash(article: Content) -> bytes:
    """128 bits of a hash of what facts depend on: id, title, day of publication and text."""
    content = [article.article_id, article.title, str(article.published_day), article.text]
    return hashlib.blake2b(json.dumps(content).encode(), digest_size=16).digest()
