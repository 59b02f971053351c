"""Tables as Parquet files, which pandas, DuckDB, Spark and Arrow read with their types."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from nlp_extract.export.rows import RECORDS, Row, Write, names, storable, types

ROW_GROUP = 10_000
"""Rows that are held until they are written together."""


def arrow_schema(table: str) -> Any:
    """The pyarrow schema of a table."""
    import pyarrow as pa

    arrow = {
        str: pa.string(),
        float: pa.float64(),
        int: pa.int64(),
        bool: pa.bool_(),
        date: pa.date32(),
        datetime: pa.timestamp("s", tz="Asia/Shanghai"),
    }
    return pa.schema(
        [(name, arrow[kind]) for name, kind in zip(names(table), types(table), strict=True)],
        metadata={"table": table},
    )


@contextmanager
def parquet_writer(folder: Path) -> Iterator[Write]:
    """Writes `NAME.parquet` for each table, compressed with zstd, in row groups of at least 10,000 rows."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    with ExitStack() as files:
        schemas = {table: arrow_schema(table) for table in RECORDS}
        writers = {
            table: files.enter_context(
                pq.ParquetWriter(folder / f"{table}.parquet", schema, compression="zstd")
            )
            for table, schema in schemas.items()
        }
        waiting: dict[str, list[Row]] = {table: [] for table in RECORDS}

        def flush(table: str) -> None:
            rows, waiting[table] = waiting[table], []
            try:
                columns = arrays(rows, schemas[table])
            except UnicodeEncodeError:
                columns = arrays(storable(rows), schemas[table])
            writers[table].write_table(pa.Table.from_arrays(columns, schema=schemas[table]))

        def write(table: str, rows: Sequence[Row]) -> None:
            waiting[table].extend(rows)
            if len(waiting[table]) >= ROW_GROUP:
                flush(table)

        yield write
        for table, rows in waiting.items():
            if rows:
                flush(table)


def arrays(rows: Sequence[Row], schema: Any) -> list[Any]:
    import pyarrow as pa

    return [
        pa.array(cells, type=field.type) for cells, field in zip(zip(*rows, strict=True), schema, strict=True)
    ]
