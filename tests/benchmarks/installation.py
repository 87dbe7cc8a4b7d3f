"""An empty installation on SQLite, with people who have signed in."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import sqlalchemy as sa

from vakmeten.settings import Settings, Visitor
from vakmeten.storage.account_tables import account, sessie, team
from vakmeten.storage.asking import utc_now
from vakmeten.storage.database import open_engine, transaction
from vakmeten.storage.keyring import create_keyring
from vakmeten.storage.migrate import migrate
from vakmeten.storage.sessions import digest
from vakmeten.storage.store import Store, open_store


def make_installation(folder: Path, people: Iterable[tuple[str, str]]) -> Settings:
    """Database and keys in `folder`. people: (account, code of the team); all klantmanagers."""
    settings = Settings(data_map=folder, hoofdsleutel=folder / "hoofdsleutel")
    create_keyring(settings.keyring, settings.hoofdsleutel)
    migrate(settings.url)
    engine = open_engine(settings.url)
    people = list(people)
    teams = [{"code": code, "naam": code.title()} for code in {code for _, code in people}]
    rest = {"rol": "klantmanager", "wachtwoord": "-", "actief": True}
    rows = [{"naam": n, "weergavenaam": n.title(), "team": code, **rest} for n, code in people]
    with transaction(engine) as connection:
        connection.execute(sa.insert(team), teams)
        connection.execute(sa.insert(account), rows)
    engine.dispose()
    return settings


def store_of(settings: Settings, naam: str) -> Store:
    """The store as a page has it: of somebody who signed in just now."""
    key = digest(f"{naam} {utc_now()}")
    engine = open_engine(settings.url)
    with transaction(engine) as connection:
        moment = {"geopend_op": utc_now(), "gezien_op": utc_now()}
        connection.execute(sa.insert(sessie).values(id=key, account=naam, **moment))
    engine.dispose()
    return open_store(settings, Visitor(naam, key))
