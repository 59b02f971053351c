"""Tables as a database, DuckDB or SQLite, with keys, and with views that join them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from nlp_extract.articles.published import CHINA
from nlp_extract.export.rows import RECORDS, Row, Write, names, storable, types
from nlp_extract.facts import Organization
from nlp_extract.organizations.entities import entity_key

WAITING = 20_000
"""Rows that are held until they are written together."""

SQLITE = {str: "TEXT", float: "REAL", int: "INTEGER", bool: "INTEGER", date: "TEXT", datetime: "TEXT"}
DUCKDB = {
    str: "VARCHAR",
    float: "DOUBLE",
    int: "BIGINT",
    bool: "BOOLEAN",
    date: "DATE",
    datetime: "TIMESTAMPTZ",
}
KEYS = {"articles": "article_id", "entities": "key"}

VIEWS = (
    """
CREATE VIEW organizations_joined AS
SELECT organizations.*, articles.title, articles.source, articles.published_day, articles.url,
    entities.name AS entity_name, entities.articles AS entity_articles, entities.mentions AS entity_mentions
FROM organizations JOIN articles USING (article_id) LEFT JOIN entities ON entities.key = organizations.entity
""",
    """
CREATE VIEW counts_joined AS
SELECT counts.*, articles.title, articles.source, articles.published_day, articles.url,
    entities.key AS entity, entities.name AS entity_name, entities.kind AS entity_kind,
    entities.region AS entity_region
FROM counts JOIN articles USING (article_id)
LEFT JOIN organizations
    ON organizations.article_id = counts.article_id AND organizations.start = counts.subject_start
LEFT JOIN entities ON entities.key = organizations.entity
""",
)
"""Organizations with their article and entity; counts with their article and the organization that is their subject."""


def mentions() -> list[str]:
    """The tables whose rows stand in an article."""
    return [table for table in RECORDS if names(table)[:2] == ["article_id", "start"]]


def statements(kinds: dict[type, str], *, references: bool = True) -> Iterator[str]:
    """What makes the tables: `organizations` has one column more, the key of its entity."""
    for table in RECORDS:
        columns = [
            f'"{name}" {kinds[kind]}' + (" PRIMARY KEY" if name == KEYS.get(table) else "")
            for name, kind in zip(names(table), types(table), strict=True)
        ]
        if table == "organizations":
            columns.append(f"entity {kinds[str]}")
        if references and table in mentions():
            columns.append("FOREIGN KEY (article_id) REFERENCES articles (article_id)")
        yield f"CREATE TABLE {table} ({', '.join(columns)})"


def complete(table: str, rows: Sequence[Row]) -> list[Row]:
    """Rows as the tables hold them: organizations with the key of their entity."""
    if table == "organizations":
        known = names(table)
        rows = [(*row, entity_key(Organization(**dict(zip(known, row, strict=True))))) for row in rows]
    return storable(rows)


@contextmanager
def sqlite_writer(path: Path) -> Iterator[Write]:
    """Writes a SQLite database; dates are ISO 8601 text there, truth values 0 and 1."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        # No journal: until the database is whole it is not where anyone looks for it.
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;")
        for statement in statements(SQLITE):
            database.execute(statement)

        def write(table: str, rows: Sequence[Row]) -> None:
            if rows:
                stored = [tuple(map(iso, row)) for row in complete(table, rows)]
                slots = ", ".join("?" * len(stored[0]))
                database.executemany(f"INSERT INTO {table} VALUES ({slots})", stored)  # nosec B608

        yield write
        for statement in (*indexes(), *VIEWS):
            database.execute(statement)
        database.execute("COMMIT")


def iso(value: Any) -> Any:
    """A date or time as text; anything else as it is."""
    if isinstance(value, datetime):
        return value.astimezone(CHINA).isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else value


def indexes() -> Iterator[str]:
    for table in mentions():
        yield f"CREATE INDEX {table}_article ON {table} (article_id, start)"
    yield "CREATE INDEX organizations_entity ON organizations (entity)"


@contextmanager
def duckdb_writer(path: Path) -> Iterator[Write]:
    """Writes a DuckDB database.

    Keys are of articles and entities only: DuckDB would hold an index for every reference to them.
    """
    import duckdb
    import pandas as pd

    options: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": "256MB",
        "threads": 1,
        "temp_directory": f"{path}.tmp",
    }
    waiting: dict[str, list[Row]] = {table: [] for table in RECORDS}
    try:
        with closing(duckdb.connect(str(path), config=options)) as database:
            for statement in statements(DUCKDB, references=False):
                database.execute(statement)

            def flush(table: str) -> None:
                rows, waiting[table] = waiting[table], []
                columns = zip(*complete(table, rows), strict=True)
                frame = pd.DataFrame(
                    {str(at): pd.Series(cells, dtype=object) for at, cells in enumerate(columns)}
                )
                database.register("waiting", frame)
                database.execute(f"INSERT INTO {table} SELECT * FROM waiting")  # nosec B608
                database.unregister("waiting")

            def write(table: str, rows: Sequence[Row]) -> None:
                waiting[table].extend(rows)
                if len(waiting[table]) >= WAITING:
                    flush(table)

            yield write
            for table, rows in waiting.items():
                if rows:
                    flush(table)
            for statement in VIEWS:
                database.execute(statement)
    except duckdb.Error as error:
        raise OSError(f"{path.name}: {error}") from error
