"""Commands of Typer whose help and complaints are in the language of the terminal."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from nlp_extract.messages import say

TYPERS_OWN = {
    "ARGUMENTS_PANEL_TITLE": "Arguments",
    "OPTIONS_PANEL_TITLE": "Options",
    "COMMANDS_PANEL_TITLE": "Commands",
    "ERRORS_PANEL_TITLE": "Error",
    "REQUIRED_LONG_STRING": "[required]",
    "DEFAULT_STRING": "[default: {}]",
    "RICH_HELP": "Try [blue]'{command_path} {help_option}'[/] for help.",
}
"""What Typer itself writes around help and complaints, by the names of its settings (`typer.rich_utils`)."""


def set_typers_own() -> None:
    """Typer's words in the language of the terminal, and lines that break where there are no spaces."""
    from typer import rich_utils

    settings: Any = rich_utils
    for name, english in TYPERS_OWN.items():
        setattr(settings, name, say(english))
    highlight = settings.OptionHighlighter()

    def folding(text: Any) -> Any:
        highlighted = highlight(text)
        highlighted.overflow = "fold"
        return highlighted

    settings.highlighter = folding


def say_help(text: str | None) -> str | None:
    """Help in the language of the terminal; its example is the same in all. Brackets are no markup in it."""
    if not text:
        return text
    words, _, example = text.partition("Example: ")
    gap = words[len(words.rstrip()) :]
    said = say(words.strip()) + (f"{gap}{say('Example: ')}{example}" if example else "")
    return re.sub(r"(?<!\\)\[", r"\[", said)


@contextmanager
def complaints() -> Iterator[None]:
    """Typer's complaints about what was typed, in the language of the terminal."""
    try:
        yield
    except Exception as error:
        if hasattr(error, "format_message"):
            set_typers_own()
            message = say(error.format_message())
            error.format_message = lambda: message
        raise


class Localized:
    """What a command and a group have in common."""

    help: str | None
    epilog: str | None

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.help, self.epilog = say_help(self.help), say_help(self.epilog)

    def get_params(self, ctx: Any) -> list[Any]:
        parameters: list[Any] = super().get_params(ctx)  # type: ignore[misc]
        for parameter in parameters:
            parameter.help = say_help(parameter.help)
        return parameters

    def get_usage(self, ctx: Any) -> str:
        usage: str = super().get_usage(ctx)  # type: ignore[misc]
        return usage.replace("Usage:", say("Usage:"), 1)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        set_typers_own()
        super().format_help(ctx, formatter)  # type: ignore[misc]


class LocalizedCommand(Localized, TyperCommand):
    """A command."""


class LocalizedGroup(Localized, TyperGroup):
    """The program, which holds the commands."""

    def make_context(self, *args: Any, **settings: Any) -> Any:
        with complaints():
            return super().make_context(*args, **settings)

    def invoke(self, ctx: Any) -> Any:
        with complaints():
            return super().invoke(ctx)


class LocalizedTyper(typer.Typer):
    """An app of such commands."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(cls=LocalizedGroup, **settings)

    def command(self, name: str | None = None, **settings: Any) -> Callable[[Any], Any]:
        return super().command(name, cls=LocalizedCommand, **settings)
