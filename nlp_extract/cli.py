"""The command line: `nlp-extract run`, `show`, `report`, `evaluate`, `train` and `doctor`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, Optional

import typer

from nlp_extract import __version__
from nlp_extract.localized import LocalizedTyper
from nlp_extract.messages import say

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Console
    from rich.table import Table

    from nlp_extract.corpus.summary import Summary
    from nlp_extract.evaluation import Evaluation
    from nlp_extract.organizations import Gazetteer
    from nlp_extract.tables import Facts

SOME_FAILED = 1
WRONG_USAGE = 2
INTERRUPTED = 130

SHOWN = {
    "articles": ("article_id", "title", "source", "reporter", "published_day", "characters", "warning"),
    "organizations": ("text", "name", "kind", "region"),
    "counts": ("text", "value", "unit", "item", "subject", "change", "time", "period_start", "period_end"),
    "dates": ("text", "kind", "start_date", "end_date", "value", "note"),
    "people": ("text", "role", "organization"),
    "places": ("text", "region", "region_code"),
    "errors": ("path", "stage", "reason", "remedy"),
}
"""The columns of each table that fit on a screen; files have them all."""

app = LocalizedTyper(
    name="nlp-extract",
    help="Chinese news into tidy tables: organizations, statistics and dates.",
    epilog="Exit code: 0 all fine, 1 some articles failed or nothing could be written, 2 wrong usage, 130 interrupted.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH",
        help="Articles: files (Markdown with front matter, HTML, text, JSON Lines, CSV, .gz of these), "
        "folders or globs. Example: news/ extra/2022-*.md",
        show_default=False,
    ),
]


def show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"nlp-extract {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=show_version, is_eager=True, help="Print the version. Example: --version"
        ),
    ] = False,
) -> None:
    pass


Model = Annotated[
    Optional[Path],  # noqa: UP045 (typer reads it at run time)
    typer.Option(
        "--model",
        metavar="DIR",
        exists=True,
        file_okay=False,
        help="A model of your own training instead of the package's. Example: --model my_model/",
        show_default=False,
    ),
]

Names = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option(
        "--gazetteer",
        metavar="CSV",
        exists=True,
        dir_okay=False,
        help="Organizations of your own, which overrule the model: a CSV file with the columns name, aliases "
        "(separated by 、), kind and region. Example: --gazetteer names.csv",
        show_default=False,
    ),
]

Coreference = Annotated[
    bool,
    typer.Option(
        "--coreference",
        help="Rows for 该局, 该集团 and their like too, with the name that they stand for. "
        "Example: --coreference",
    ),
]


@app.command()
def run(
    paths: Paths,
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            "-o",
            metavar="DIR",
            help="Folder for the files. Example: --out facts/",
            show_default=False,
        ),
    ],
    formats: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMATS",
            help="One or more of csv, parquet, xlsx, duckdb and sqlite, separated by commas. "
            "Example: --format csv,parquet",
        ),
    ] = "csv",
    workers: Annotated[
        Optional[int],  # noqa: UP045 (typer reads it at run time)
        typer.Option(
            "--workers",
            "-w",
            metavar="N",
            help="Share the work between so many processes, each with a model of its own on one thread; without it "
            "one process reads. Example: --workers 4",
            show_default=False,
        ),
    ] = None,
    resume: Annotated[
        bool,
        typer.Option(
            "--resume",
            help="Go on from what an earlier run into this folder has found, interrupted or not: only articles that "
            "are new or changed are read. Example: --out facts/ --resume",
        ),
    ] = False,
    overwrite: Annotated[
        bool,
        typer.Option(
            "--overwrite",
            help="Replace the tables in a folder that is not empty. Example: --out facts/ --overwrite",
        ),
    ] = False,
    raw_csv: Annotated[
        bool,
        typer.Option(
            "--raw-csv",
            help="CSV cells exactly as they are; without it those that a spreadsheet would run as a formula begin with "
            "an apostrophe. Example: --raw-csv",
        ),
    ] = False,
    model: Model = None,
    gazetteer: Names = None,
    coreference: Coreference = False,
    quiet: Annotated[
        bool,
        typer.Option("--quiet", "-q", help="No progress and no summary; errors still show. Example: --quiet"),
    ] = False,
    log_level: Annotated[
        str,
        typer.Option(
            "--log-level",
            metavar="LEVEL",
            help="What is logged: debug, info (also progress, where there is no terminal), warning or error. "
            "Example: --log-level warning",
        ),
    ] = "info",
) -> None:
    """Extract from articles and write a file, sheet or database table for each table.

    Example: nlp-extract run news/ --out facts/ --format csv,parquet --workers 4
    """
    levels = ("debug", "info", "warning", "error")
    if log_level.lower() not in levels:
        refuse(f"--log-level {log_level}: it is one of {', '.join(levels)}")
    if workers is not None and workers < 1:
        refuse(f"--workers {workers}: give at least 1")
    names = read_gazetteer(gazetteer)

    from nlp_extract.corpus.interrupts import Interrupts
    from nlp_extract.corpus.progress import with_bar, with_lines
    from nlp_extract.corpus.run import OutputError, Result
    from nlp_extract.corpus.run import run as run_corpus
    from nlp_extract.corpus.workers import WorkerError
    from nlp_extract.export.formats import FormatError
    from nlp_extract.tagger.component import shared_tagger
    from nlp_extract.tagger.pack import PackError

    terminal = console(stderr=True)
    log_to(terminal, "error" if quiet else log_level)
    interrupts = Interrupts()

    def watch(results: Iterable[Result]) -> Iterable[Result]:
        heeded = interrupts.heeded(results)
        if quiet:
            return heeded
        return with_bar(heeded, paths, terminal) if terminal.is_terminal else with_lines(heeded, paths)

    try:
        with interrupts:
            summary = run_corpus(
                map(Path, paths),
                out,
                formats=[name.strip().lower() for name in formats.split(",")],
                workers=workers,
                resume=resume,
                overwrite=overwrite,
                tagger=shared_tagger(model),
                gazetteer=names,
                coreference=coreference,
                defuse=not raw_csv,
                watch=watch,
            )
    except FormatError as error:
        refuse(f"--format: {error}")
    except OutputError as error:
        refuse(f"--out {error} (--resume, --overwrite)")
    except (PackError, WorkerError) as error:
        fail(str(error))
    except OSError as error:
        fail(f"--out {out}: cannot be written; make room or give another folder ({error})")
    except KeyboardInterrupt:
        fail(
            f"interrupted; what was found is kept: the same command with --resume goes on, "
            f"without --overwrite, and then writes {out}",
            code=INTERRUPTED,
        )
    if not quiet:
        console().print(table_of_rows(summary))
        print_summary(summary.numbers())
        if summary.resumed:
            console().print(
                say(f"of them {summary.resumed:,} were known from an earlier run"), soft_wrap=True
            )
        console().print(
            say(f"wrote {formats} and run.json to {out} in {summary.seconds:,.1f} s"), soft_wrap=True
        )
    report_errors(summary.first_errors, summary.refused, where=say(f"the table errors in {out}"))
    raise typer.Exit(SOME_FAILED if summary.refused else 0)


@app.command()
def show(
    paths: Paths,
    limit: Annotated[
        Optional[int],  # noqa: UP045 (typer reads it at run time)
        typer.Option(
            "--limit",
            "-n",
            min=0,
            metavar="N",
            help="At most so many rows of each table. Example: --limit 8",
            show_default=False,
        ),
    ] = None,
    model: Model = None,
    gazetteer: Names = None,
    coreference: Coreference = False,
) -> None:
    """Extract from articles and print the tables.

    Example: nlp-extract show news/2022-02-15.md --limit 8
    """
    names = read_gazetteer(gazetteer)
    with plain_errors():
        facts = extract_files(paths, model, names, coreference)
    for name, frame in facts.tables().items():
        if len(frame):
            console().print(table_of(name, frame, limit))
    print_summary(facts.summary())
    report_errors(facts.errors.itertuples(), len(facts.errors))
    raise typer.Exit(SOME_FAILED if len(facts.errors) else 0)


@app.command()
def report(
    paths: Paths,
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            "-o",
            metavar="FILE",
            dir_okay=False,
            help="The HTML file, replaced where there is one. Example: --out report.html",
            show_default=False,
        ),
    ],
    title: Annotated[
        str, typer.Option(help="Heading of the page. Example: --title 巡察周报", show_default=False)
    ] = "",
    most: Annotated[
        int,
        typer.Option(
            min=1, help="At most so many articles on the page; charts are of all. Example: --most 50"
        ),
    ] = 200,
    model: Model = None,
    gazetteer: Names = None,
    coreference: Coreference = False,
) -> None:
    """Extract from articles and write one HTML page: marked articles, tables, charts. It needs no network.

    Example: nlp-extract report news/ --out report.html
    """
    names = read_gazetteer(gazetteer)
    with plain_errors():
        facts = extract_files(paths, model, names, coreference)
    with plain_errors(f"--out {out}: cannot be written; make room or give another file"):
        written = facts.report(out, title=title, most=most)
    print_summary(facts.summary())
    console().print(say(f"wrote {written}"), highlight=False, soft_wrap=True)
    report_errors(facts.errors.itertuples(), len(facts.errors))
    raise typer.Exit(SOME_FAILED if len(facts.errors) else 0)


@app.command("evaluate")
def evaluate_files(
    gold: Annotated[
        list[Path],
        typer.Argument(
            metavar="GOLD",
            exists=True,
            dir_okay=False,
            help="Annotated texts as JSON Lines: id, published, text, and lists of organizations, counts and "
            "dates with start and end. Example: annotated.jsonl",
            show_default=False,
        ),
    ],
    model: Model = None,
) -> None:
    """Extract from annotated texts and print how much of the annotation is found.

    Example: nlp-extract evaluate annotated.jsonl
    """
    from nlp_extract.evaluation import evaluate
    from nlp_extract.tagger.component import shared_tagger

    with plain_errors():
        print_figures(evaluate(gold, tagger=shared_tagger(model)))


@app.command("train")
def train_model(
    data: Annotated[
        list[Path],
        typer.Argument(
            metavar="DATA",
            exists=True,
            dir_okay=False,
            help="Annotated texts as JSON Lines, as docs/annotation.md describes them. Example: mine.jsonl",
            show_default=False,
        ),
    ],
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            "-o",
            metavar="DIR",
            help="Folder for the model. Example: --out my_model/",
            show_default=False,
        ),
    ],
    evaluation: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(
            "--evaluation",
            metavar="GOLD",
            exists=True,
            dir_okay=False,
            help="Annotated texts to measure the model on, none of them in DATA. Example: --evaluation kept_back.jsonl",
            show_default=False,
        ),
    ] = None,
    model: Model = None,
    passes: Annotated[int, typer.Option(min=1, help="Passes over the data. Example: --passes 6")] = 6,
    seed: Annotated[int, typer.Option(help="Seed of all that is random. Example: --seed 7")] = 7,
) -> None:
    """Train the model further on annotated texts of your own. Needs: pip install 'nlp-extract[train]'

    Example: nlp-extract train mine.jsonl --out my_model/
    """
    import logging

    try:
        from training.make import make_model
        from training.start import FinishedModel
        from training.train import Recipe
    except ModuleNotFoundError as error:
        fail(f"training needs the package {error.name}: pip install 'nlp-extract[train]'")
    if out.exists() and any(out.iterdir()):
        refuse(f"--out {out}: the folder is not empty; give another for the new model")
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    with plain_errors():
        # A model that has learned already is moved gently: at the rates of the first training it would forget.
        recipe = Recipe(passes=passes, seed=seed).slower(4)
        make_model(data, out, start=FinishedModel(model), recipe=recipe, evaluation=evaluation)
    typer.echo(say(f"wrote the model to {out}; use it with --model {out} or load(model={str(out)!r})"))


@app.command()
def doctor() -> None:
    """Say what is installed, versions and checksums, and what is wrong with it. Exit code 1: something is.

    Example: nlp-extract doctor
    """
    from nlp_extract.doctor import examine

    wrong = 0
    for finding in examine():
        wrong += finding.wrong
        state = say("WRONG") if finding.wrong else say("ok") if finding.version else "-"
        line = (
            f"{padded(state, 5)} {padded(say(finding.name), 18)} {finding.version:10} {say(finding.remark)}"
        )
        typer.echo(line.rstrip())
        if finding.checksum:
            typer.echo(f"{'':25}sha256 {finding.checksum}")
    raise typer.Exit(SOME_FAILED if wrong else 0)


def print_figures(evaluation: Evaluation) -> None:
    from pandas import isna
    from rich.table import Table

    figures = Table(title=say(f"{evaluation.texts} texts"), title_justify="left")
    for name in ("table", "figure", "precision", "recall", "F1", "annotated"):
        figures.add_column(say(name), justify="left" if name in ("table", "figure") else "right")
    for row in evaluation.to_frame().to_dict("records"):
        shares = ("" if isna(row[name]) else f"{row[name]:.3f}" for name in ("precision", "recall", "f1"))
        figures.add_row(row["table"], say(row["figure"]), *shares, str(row["annotated"]))
    console().print(figures)


def main() -> None:
    """The console script: like `app`, with one line in the place of a traceback."""
    for stream in (sys.stdout, sys.stderr):  # a locale without Chinese shows ? for it
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        app()
    except Exception as error:
        fail(f"{type(error).__name__}: {error} (a fault of nlp-extract: please report it with the input)")


# Work


def read_gazetteer(path: Path | None) -> Gazetteer | None:
    """The gazetteer of a file; a malformed one is wrong usage."""
    if path is None:
        return None
    from nlp_extract.organizations import load_gazetteer

    try:
        return load_gazetteer(path)
    except (OSError, ValueError) as error:
        refuse(f"--gazetteer: {error}")


def extract_files(
    paths: list[str], model: Path | None, gazetteer: Gazetteer | None, coreference: bool
) -> Facts:
    from nlp_extract.corpus.progress import with_bar
    from nlp_extract.extraction import extract_each, gather
    from nlp_extract.tagger.component import shared_tagger

    results = extract_each(
        map(Path, paths), tagger=shared_tagger(model), gazetteer=gazetteer, coreference=coreference
    )
    terminal = console(stderr=True)
    return gather(with_bar(results, paths, terminal) if terminal.is_terminal else results)


def log_to(terminal: Console, level: str) -> None:
    """Send the library's log to standard error: above the bar on a terminal, else in plain lines."""
    import logging

    from rich.logging import RichHandler

    handler: logging.Handler = (
        RichHandler(console=terminal, show_path=False) if terminal.is_terminal else logging.StreamHandler()
    )
    if not terminal.is_terminal:
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log = logging.getLogger("nlp_extract")
    log.handlers = [handler]
    log.setLevel(level.upper())


@contextmanager
def plain_errors(message: str = "") -> Iterator[None]:
    """One line for what a person can mend: a full disk, a read-only folder, a malformed annotation."""
    try:
        yield
    except (OSError, ValueError) as error:
        fail(f"{message} ({error})" if message else str(error))


def refuse(message: str) -> NoReturn:
    fail(message, code=WRONG_USAGE)


def fail(message: str, code: int = SOME_FAILED) -> NoReturn:
    typer.echo(f"nlp-extract: {say(message)}", err=True)
    sys.exit(code)


# Print


def padded(text: str, width: int) -> str:
    """Text with spaces up to a width on the terminal, where a Chinese character takes two places."""
    from rich.cells import cell_len

    return text + " " * (width - cell_len(text))


def console(*, stderr: bool = False) -> Console:
    from rich.console import Console

    made = Console(stderr=stderr, highlight=False)
    if not made.is_terminal:
        made.width = max(made.width, 140)  # a file or a pipe has no width; 80 would cut the tables
    return made


def table_of(name: str, frame: pd.DataFrame, limit: int | None) -> Table:
    """A table for the terminal, of the columns in `SHOWN`."""
    from rich.table import Table
    from rich.text import Text

    shown = frame if limit is None else frame.head(limit)
    table = Table(title=f"{name} ({len(frame)})", title_justify="left")
    for column in SHOWN[name]:
        number = str(frame[column].dtype) in ("Float64", "Int64")
        table.add_column(column, justify="right" if number else "left", no_wrap=number, overflow="fold")
    for row in shown[list(SHOWN[name])].itertuples(index=False):
        table.add_row(*(Text(as_read(value)) for value in row))
    if len(shown) < len(frame):
        table.caption = say(f"{len(frame) - len(shown)} more")
        table.caption_justify = "left"
    return table


def as_read(value: Any) -> str:
    """A cell as a person reads it: 3,900,000,000,000 and 2022-02-15."""
    import pandas as pd

    if pd.isna(value):
        return ""
    if isinstance(value, float):
        return f"{value:,.10g}" if abs(value) < 1e10 else f"{value:,.0f}"
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return str(value)


def table_of_rows(summary: Summary) -> Table:
    """How many rows each table has."""
    from rich.table import Table

    table = Table(say("table"), title_justify="left")
    table.add_column(say("rows"), justify="right")
    for name, rows in summary.to_json()["rows"].items():
        table.add_row(name, f"{rows:,}")
    return table


def print_summary(numbers: dict[str, int]) -> None:
    kinds = ("organizations", "counts", "dates", "people", "places")
    found = say(", ").join(say(f"{numbers[kind]:,} {kind}") for kind in kinds)
    read = say(
        f"read {numbers['articles_out']:,} of {numbers['articles_in']:,} articles"
        f" ({numbers['characters']:,} characters)"
    )
    refused = say(f", refused {numbers['refused']:,}") if numbers["refused"] else ""
    out = console()
    out.print(read + refused + say(f"; found {found}"), soft_wrap=True)
    if numbers["dates_unresolved_for_want_of_it"]:
        undated = say(
            f"{numbers['dates_unresolved_for_want_of_it']:,} dates have no days because "
            f"{numbers['articles_without_date']:,} articles have no publication date"
        )
        out.print(undated, soft_wrap=True)


MOST_ERRORS = 10


def report_errors(errors: Iterable[Any], number: int, *, where: str = "") -> None:
    """The first errors on standard error, with what to do about each."""
    for row in islice(errors, MOST_ERRORS):
        place = row.path or row.article_id
        typer.echo(f"nlp-extract: {place}: {say(row.reason)}; {say(row.remedy)}", err=True)
    if number > MOST_ERRORS:
        rest = f"and {number - MOST_ERRORS} more errors"
        if where:
            rest = f"and {number - MOST_ERRORS} more errors, all in {where}"
        typer.echo(f"nlp-extract: {say(rest)}", err=True)
