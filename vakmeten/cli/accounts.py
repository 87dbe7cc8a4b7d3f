"""`vakmeten team` and `vakmeten gebruiker`: who works with the workbooks."""

from __future__ import annotations

import argparse
import getpass
import sys

from vakmeten import texts
from vakmeten.access import ROLLEN, Rol
from vakmeten.cli.parsing import Commands, say
from vakmeten.cli.preparing import prepare
from vakmeten.settings import Settings
from vakmeten.storage.accounts import Accounts
from vakmeten.storage.database import open_engine


def add_to(commands: Commands) -> None:
    """Add both commands."""
    team = commands.add_parser("team", help=texts.CLI_TEAM)
    team.add_argument("code")
    team.add_argument("naam")
    team.set_defaults(run=run_team)

    user = commands.add_parser("gebruiker", help=texts.CLI_GEBRUIKER)
    user.add_argument("naam")
    user.add_argument("--weergavenaam", required=True)
    user.add_argument("--team", required=True)
    user.add_argument("--rol", choices=ROLLEN, default=Rol.KLANTMANAGER.value)
    user.set_defaults(run=run_gebruiker)


def run_team(arguments: argparse.Namespace, settings: Settings) -> None:
    """Add a team."""
    prepare(settings)
    Accounts(open_engine(settings.url)).add_team(arguments.code, arguments.naam)
    say(texts.CLI_TEAM_KLAAR.format(naam=arguments.naam))


def run_gebruiker(arguments: argparse.Namespace, settings: Settings) -> None:
    """Add an account; the password is asked for, or read from standard input if that is a file."""
    prepare(settings)
    if sys.stdin.isatty():
        password = getpass.getpass(texts.CLI_WACHTWOORD)
    else:
        password = sys.stdin.readline().rstrip("\n")
    Accounts(open_engine(settings.url)).add_account(
        arguments.naam,
        password,
        weergavenaam=arguments.weergavenaam,
        rol=arguments.rol,
        team=arguments.team,
    )
    say(texts.CLI_GEBRUIKER_KLAAR.format(naam=arguments.naam))
