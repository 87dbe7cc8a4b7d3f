"""argparse in Dutch, and what every command prints with."""

from __future__ import annotations

import argparse
import sys
from typing import Any, NoReturn, TextIO

from vakmeten import texts
from vakmeten.errors import InvalidSettings

Commands = Any  # argparse names the type of its subparsers only in private


def say(line: str, stream: TextIO | None = None) -> None:
    """Print one line, at once."""
    print(line, file=stream or sys.stdout, flush=True)


class DutchHelp(argparse.HelpFormatter):
    """Help whose usage line is Dutch."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """As argparse, with our word in front."""
        super().add_usage(usage, actions, groups, texts.CLI_GEBRUIK if prefix is None else prefix)


class DutchParser(argparse.ArgumentParser):
    """argparse, which knows only English: its headings and its complaint in Dutch."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs, formatter_class=DutchHelp, add_help=False)
        self._positionals.title = texts.CLI_OPDRACHTEN
        self._optionals.title = texts.CLI_OPTIES
        self.add_argument("-h", "--help", action="help", help=texts.CLI_HELP)

    def error(self, message: str) -> NoReturn:
        """Raises InvalidSettings for a command that is not understood."""
        raise InvalidSettings(texts.CLI_NIET_BEGREPEN.format(opdracht=self.prog))
