"""The command `vakmeten`: start the workbooks, add teams and accounts."""

from __future__ import annotations

import argparse
import getpass
import re
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

from vakmeten import texts
from vakmeten.access import ROLLEN, Rol
from vakmeten.errors import InvalidSettings, VakmetenError
from vakmeten.places import packaged_path
from vakmeten.samples import demo
from vakmeten.server.application import serve
from vakmeten.settings import Settings, read_settings
from vakmeten.storage.accounts import Accounts
from vakmeten.storage.database import open_engine
from vakmeten.storage.keyring import Keyring, create_keyring
from vakmeten.storage.migrate import migrate

POORT = 8866
HOOGSTE_POORT = 65535


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code; a person's mistake is one sentence and code 2."""
    try:
        arguments = _parser().parse_args(argv)
        settings = _settings(arguments)
        check_data_map(settings.data_map)
        arguments.run(arguments, settings)
    except VakmetenError as error:
        say(str(error), stream=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


def say(line: str, stream: object = None) -> None:
    """Print one line, at once."""
    print(line, file=stream or sys.stdout, flush=True)  # type: ignore[arg-type]


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


def _port(word: str) -> int:
    if re.fullmatch(r"[0-9]{1,5}", word) and 1 <= int(word) <= HOOGSTE_POORT:
        return int(word)
    raise InvalidSettings(texts.POORT_FOUT)


def _parser() -> argparse.ArgumentParser:
    parser = DutchParser(prog="vakmeten", description=texts.CLI_WAT)
    commands = parser.add_subparsers(required=True, metavar="opdracht")

    start = commands.add_parser("start", help=texts.CLI_START)
    start.add_argument("--demo", action="store_true", help=texts.CLI_DEMO)
    start.add_argument("--poort", type=_port, default=POORT, help=texts.CLI_POORT)
    start.add_argument("--kopie-gemaakt", action="store_true", help=texts.CLI_KOPIE)
    start.set_defaults(run=run_start)

    team = commands.add_parser("team", help=texts.CLI_TEAM)
    team.add_argument("code")
    team.add_argument("naam")
    team.set_defaults(run=run_team)

    user = commands.add_parser("gebruiker", help=texts.CLI_GEBRUIKER)
    user.add_argument("naam")
    user.add_argument("--weergavenaam", required=True)
    user.add_argument("--team", required=True)
    user.add_argument(
        "--rol", choices=[rol.value for rol in ROLLEN], default=Rol.KLANTMANAGER.value
    )
    user.set_defaults(run=run_gebruiker)

    for command in (start, team, user):
        command.add_argument("--data", type=Path, metavar="MAP", help=texts.CLI_DATA)
    return parser


def _settings(arguments: argparse.Namespace) -> Settings:
    settings = read_settings()
    if arguments.data is not None:
        settings = replace(settings, data_map=arguments.data.absolute())
    return replace(settings, demo=bool(getattr(arguments, "demo", False)))


def check_data_map(path: Path) -> None:
    """Make the folder if needed. Raises InvalidSettings if nothing can be written in it."""
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=path):
            pass
    except OSError:
        raise InvalidSettings(texts.DATA_MAP_FOUT.format(pad=path)) from None


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


def prepare(settings: Settings, *, kopie_gemaakt: bool = False) -> Path | None:
    """Make or update database and keys. Returns the copy that was made first, None if none was."""
    create_keyring(settings.keyring, settings.hoofdsleutel)
    Keyring(settings.keyring, settings.hoofdsleutel)  # say it now if a key does not fit
    return migrate(settings.url, kopie_gemaakt=kopie_gemaakt)


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


if __name__ == "__main__":
    sys.exit(main())
