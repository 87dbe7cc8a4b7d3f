"""`vakmeten exporteer`: a file for an analyst, without names and texts."""

from __future__ import annotations

import argparse
from pathlib import Path

from vakmeten import labels, texts
from vakmeten.cli.parsing import Commands, say
from vakmeten.settings import Settings
from vakmeten.storage.exporting import export_store


def add_to(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser("exporteer", help=texts.CLI_EXPORTEER)
    command.add_argument(
        "--analist", type=Path, metavar="BESTAND", required=True, help=texts.CLI_ANALIST
    )
    # A folder that is not there has nothing to export: it is not made.
    command.set_defaults(run=run_exporteer, maakt_map=False)


def run_exporteer(arguments: argparse.Namespace, settings: Settings) -> None:
    """Write a pseudonymised store."""
    path = arguments.analist.absolute()
    report = export_store(settings.url, path)
    casussen = labels.aantal(report.casussen, "casus", "casussen")
    say(texts.EXPORT_KLAAR.format(pad=path, casussen=casussen))
    if report.toppings:
        say(texts.EXPORT_TOPPINGS.format(toppings=labels.opsomming(report.toppings)))
    say(texts.EXPORT_AVG)
    say(texts.EXPORT_OPENEN.format(url=f"sqlite:///{path}"))
