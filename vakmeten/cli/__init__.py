"""The command `vakmeten`: one module for each kind of command."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from vakmeten import texts
from vakmeten.cli import accounts, exporteer, importeer, start
from vakmeten.cli.parsing import DutchParser, say
from vakmeten.cli.preparing import check_data_map
from vakmeten.errors import VakmetenError
from vakmeten.settings import Settings, read_settings

COMMANDS = (start, accounts, importeer, exporteer)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0, or what the command says; 2 for a mistake.

    A person's mistake is one sentence, never a traceback.
    """
    try:
        arguments = _parser().parse_args(argv)
        settings = _settings(arguments)
        if getattr(arguments, "maakt_map", True):
            check_data_map(settings.data_map)
        return arguments.run(arguments, settings) or 0
    except VakmetenError as error:
        say(str(error), stream=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = DutchParser(prog="vakmeten", description=texts.CLI_WAT)
    commands = parser.add_subparsers(required=True, metavar="opdracht")
    for module in COMMANDS:
        module.add_to(commands)
    for command in commands.choices.values():
        command.add_argument("--data", type=Path, metavar="MAP", help=texts.CLI_DATA)
    return parser


def _settings(arguments: argparse.Namespace) -> Settings:
    settings = read_settings()
    if arguments.data is not None:
        settings = replace(settings, data_map=arguments.data.absolute())
    return replace(settings, demo=bool(getattr(arguments, "demo", False)))
