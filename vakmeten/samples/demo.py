"""The sample town in a data map of its own, never mixed with real work."""

from __future__ import annotations

import secrets
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from vakmeten import texts
from vakmeten.errors import InvalidSettings
from vakmeten.settings import DATABASE_FILE, KEYRING_FILE, Settings
from vakmeten.storage.accounts import Accounts
from vakmeten.storage.database import open_engine
from vakmeten.storage.history import load_histories
from vakmeten.storage.keyring import Keyring, create_keyring
from vakmeten.storage.migrate import add_aanpakken, migrate

if TYPE_CHECKING:
    from vakmeten.samples.stad import Account

SEED = 2026
NO_TEAM = ("gemeente", "Gemeente Voorbeeldstad")  # where whoever has no team of klanten belongs
# Its presence says: everything in this map is made up, and this is the password of everybody.
PASSWORD_FILE = "oefenwachtwoord"
WORK_FOLDER = ".wordt-gemaakt"


def password(settings: Settings) -> str:
    """The password that all demo accounts share."""
    return (settings.data_map / PASSWORD_FILE).read_text(encoding="utf-8").strip()


def check_kind(settings: Settings) -> None:
    """Raise InvalidSettings if made-up and real data would mix."""
    made_up = (settings.data_map / PASSWORD_FILE).exists()
    if settings.demo and settings.database_url:
        raise InvalidSettings(texts.DEMO_OP_DATABASE)
    filled = (settings.data_map / DATABASE_FILE).exists()
    if settings.demo and filled and not made_up:
        raise InvalidSettings(texts.DEMO_OP_ECHT)
    if made_up and not settings.demo:
        raise InvalidSettings(texts.ECHT_OP_DEMO)


def is_needed(settings: Settings) -> bool:
    """Whether the sample town is not there yet."""
    return not (settings.data_map / DATABASE_FILE).exists()


def make(settings: Settings, *, n: int = 1500) -> None:
    """Make the sample town with n casussen. Killed half-way, the next start begins again."""
    work = settings.data_map / WORK_FOLDER
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True, mode=0o700)
    building = replace(settings, data_map=work)
    create_keyring(building.keyring, building.hoofdsleutel)
    migrate(building.url)
    _load(building, n)
    for name in (PASSWORD_FILE, KEYRING_FILE, DATABASE_FILE):  # last the one that says "made"
        (work / name).replace(settings.data_map / name)
    shutil.rmtree(work)


def _load(settings: Settings, n: int) -> None:
    from vakmeten.samples import simulate  # noqa: PLC0415  only the first start needs pandas

    town = simulate(seed=SEED, n=n)
    engine = open_engine(settings.url)
    keyring = Keyring(settings.keyring, settings.hoofdsleutel)
    add_aanpakken(engine, town.aanpakken)
    load_histories(engine, keyring, town.geschiedenissen, datetime.now(UTC))
    word = f"oefenen-{secrets.token_hex(3)}"
    (settings.data_map / PASSWORD_FILE).write_text(word, encoding="utf-8")
    (settings.data_map / PASSWORD_FILE).chmod(0o600)
    accounts = Accounts(engine)
    accounts.add_team(*NO_TEAM)
    for team in town.teams:
        accounts.add_team(team.code, team.naam)
    accounts.add_accounts([_account(person) for person in town.accounts], word)
    engine.dispose()


def _account(person: Account) -> dict[str, str]:
    return {
        "naam": person.login,
        "weergavenaam": person.naam,
        "rol": person.rol,
        "team": person.team or NO_TEAM[0],
    }
