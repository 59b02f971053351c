"""What MkDocs adds to the pages of docs/: tables of columns, the help of the commands, and files from around docs/."""

from __future__ import annotations

import csv
import posixpath
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
import regex
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from typer.main import get_command

import nlp_extract as nx
from nlp_extract.cli import app
from nlp_extract.facts import DERIVED, TABLES, Fact, column_type, columns
from nlp_extract.tables import DTYPES

ROOT = Path(__file__).parent.parent

PAGES = {"CONTRIBUTING.md": "contributing.md", "CHANGELOG.md": "changelog.md", "README.zh-CN.md": "zh.md"}
"""Pages that lie beside docs/, where people look for them, and their places on the site."""

MARKS = regex.compile(r"^<!-- (columns|commands) -->$", regex.MULTILINE)
LINKS = regex.compile(r"(?<=\]\()(?![a-z]+:|#)([^)#\s]+)(?=[)#])")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    for source, place in PAGES.items():
        files.append(File.generated(config, place, abs_src_path=str(ROOT / source)))
    return files


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    markdown = MARKS.sub(
        lambda mark: {"columns": column_tables, "commands": command_help}[mark[1]](), markdown
    )
    return LINKS.sub(lambda link: in_site(link[1], page.file.src_uri, config, files), markdown)


def in_site(link: str, page: str, config: MkDocsConfig, files: Files) -> str:
    """A link of a page as the site has it: files around docs/ that a page links come with the site."""
    home = next((source for source, place in PAGES.items() if place == page), f"docs/{page}")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(home), link))
    place = PAGES.get(target) or ("index.md" if target == "README.md" else target.removeprefix("docs/"))
    if place == target and (ROOT / target).is_file():
        # The ending .txt makes browsers show what they would download.
        place = f"source/{target}" + ("" if target.endswith((".html", ".csv")) else ".txt")
        if place not in files.src_uris:
            files.append(File.generated(config, place, abs_src_path=str(ROOT / target)))
    return posixpath.relpath(place, posixpath.dirname(page) or ".")


# Columns

HEAD = "| column | type, unit or form | meaning | empty when | example |\n" + "| --- " * 5 + "|"


def column_tables() -> str:
    """A table for each record of `facts.py`; examples are what is found in `examples/`."""
    found = examples()
    parts = []
    for table, record in {**TABLES, **DERIVED}.items():
        rows = "\n".join(row(table, record, column, found[table][column.name]) for column in columns(record))
        parts.append(f"## {table}\n\n{record.__doc__}\n\n{HEAD}\n{rows}")
    return "\n\n".join(parts)


def row(table: str, record: type, column: Any, values: pd.Series[Any]) -> str:
    more = remarks()
    shared = "mentions" if issubclass(record, Fact) else ""
    remark = more.get((table, column.name)) or more[shared, column.name]
    form = "<br>".join(filter(None, (f"{DTYPES[column_type(column)]}", remark["form"], remark["standard"])))
    cells = (
        f"`{column.name}`<br>{column.metadata['caption']}",
        form,
        column.metadata["doc"],
        remark["empty"],
        f"`{shown(values)}`",
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


@lru_cache
def remarks() -> dict[tuple[str, str], dict[str, str]]:
    """Form, standard and emptiness of each column; those of all tables of mentions stand under `mentions`."""
    with (ROOT / "docs" / "reference" / "columns.csv").open(encoding="utf-8", newline="") as file:
        return {(row["table"], row["column"]): row for row in csv.DictReader(file)}


def shown(values: pd.Series[Any]) -> str:
    """The first value that there is, as a table prints it."""
    value = values[values.notna() & values.astype("string").ne("")].iloc[0]
    text = f"{value:,.10g}" if isinstance(value, float) else str(value).removesuffix(" 00:00:00")
    text = text.replace("\n", " ")
    return text if len(text) <= 24 else text[:23] + "…"


NOTED = nx.Article("全镇去年底收粮三千五百挑。", article_id="noted")
"""Without a day of publication, and with a unit that is in no table; given twice, it is also a duplicate."""


def examples() -> dict[str, pd.DataFrame]:
    """The tables of the example articles and of what cannot be read."""
    source = [*nx.read_articles([str(ROOT / "examples"), "missing.md"], errors="yield"), NOTED, NOTED]
    facts = nx.extract(source, coreference=True)
    tables = {**facts.tables(), "entities": facts.entities}
    tables["articles"]["path"] = tables["articles"]["path"].str.removeprefix(f"{ROOT}/")
    return tables


# Commands


def command_help() -> str:
    """The options of each command, as `--help` has them."""
    group: Any = get_command(app)
    return "\n\n".join(
        f"## {name}\n\n{prose(command.help)}\n\n| option | |\n| --- | --- |\n"
        + "\n".join(option_row(parameter) for parameter in command.params)
        for name, command in group.commands.items()
    )


def prose(text: str) -> str:
    """Help with its example as code."""
    return regex.sub(r"Example: (.*)$", r"Example: `\1`", text.replace("\\[", "["), flags=regex.MULTILINE)


def option_row(parameter: Any) -> str:
    names = [parameter.metavar] if parameter.param_type_name == "argument" else parameter.opts
    label = ", ".join(f"`{name}`" for name in names)
    if parameter.param_type_name == "option" and not parameter.is_flag and parameter.metavar:
        label += f" `{parameter.metavar}`"
    return f"| {label} | {prose(parameter.help)} |"
