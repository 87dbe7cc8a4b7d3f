"""`vakmeten start`: serve the workbooks on this machine."""

from __future__ import annotations

import argparse
import re

from vakmeten import texts
from vakmeten.cli.parsing import Commands, say
from vakmeten.cli.preparing import prepare
from vakmeten.errors import InvalidSettings
from vakmeten.places import packaged_path
from vakmeten.samples import demo
from vakmeten.server.application import serve
from vakmeten.settings import Settings

POORT = 8866
HOOGSTE_POORT = 65535


def add_to(commands: Commands) -> None:
    """Add the command."""
    start = commands.add_parser("start", help=texts.CLI_START)
    start.add_argument("--demo", action="store_true", help=texts.CLI_DEMO)
    start.add_argument("--poort", type=_port, default=POORT, help=texts.CLI_POORT)
    start.add_argument("--kopie-gemaakt", action="store_true", help=texts.CLI_KOPIE)
    start.set_defaults(run=run_start)


def _port(word: str) -> int:
    if re.fullmatch(r"[0-9]{1,5}", word) and 1 <= int(word) <= HOOGSTE_POORT:
        return int(word)
    raise InvalidSettings(texts.POORT_FOUT)


def run_start(arguments: argparse.Namespace, settings: Settings) -> None:
    """Bring the database up to date and serve until somebody stops it."""
    demo.check_kind(settings)
    if settings.demo and demo.is_needed(settings):
        say(texts.CLI_DEMO_MAKEN)
        demo.make(settings)
    copy = prepare(settings, kopie_gemaakt=arguments.kopie_gemaakt)
    if copy is not None:
        say(texts.CLI_KOPIE_STAAT.format(pad=copy))

    def ready(address: str) -> None:
        say(texts.CLI_OPEN.format(adres=address))
        if settings.demo:
            say(texts.CLI_DEMO_ACCOUNTS.format(wachtwoord=demo.password(settings)))
        say(texts.CLI_STOPPEN)

    serve(settings, poort=arguments.poort, workbooks=packaged_path("workbooks"), on_ready=ready)
