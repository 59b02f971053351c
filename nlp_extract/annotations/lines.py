"""JSON Lines: a record a line, which `nlp-extract train` and `evaluate` take."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from nlp_extract.annotations.files import utf8, write_whole
from nlp_extract.annotations.record import Record, checked, well_formed


def write_lines(records: Iterable[Record], path: Path) -> None:
    content = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    write_whole({path: utf8(content)}, path.parent)


def read_lines(path: Path) -> Iterator[Record]:
    with path.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                where = f"{path}:{number}"
                try:
                    with well_formed(where):
                        record = checked(json.loads(line), where)
                except json.JSONDecodeError as error:
                    raise ValueError(f"{where}: not a line of JSON ({error.msg})") from None
                yield record
