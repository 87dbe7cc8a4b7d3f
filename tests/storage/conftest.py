"""A store on each kind of database, with people in two teams and a clock that a test can move."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from vakmeten.domain.diagnose import Diagnose
from vakmeten.domain.dossier import CasusRecord, Dossier
from vakmeten.domain.evaluatie import Evaluatie
from vakmeten.domain.klant import Klant, Koppel
from vakmeten.domain.plan import Doel, Inzet, Plan, Verwachting
from vakmeten.domain.uitvoering import Afspraak, Contact
from vakmeten.settings import Settings, Visitor
from vakmeten.storage.account_tables import account, sessie, team
from vakmeten.storage.database import open_engine, transaction
from vakmeten.storage.keyring import create_keyring
from vakmeten.storage.sessions import digest
from vakmeten.storage.store import Store, open_store

# name: (rol, team). Anna and Bas are colleagues; Carla works elsewhere.
PEOPLE = {
    "anna": ("klantmanager", "noord"),
    "bas": ("klantmanager", "noord"),
    "carla": ("klantmanager", "zuid"),
    "tea": ("teammanager", "noord"),
    "bert": ("beheerder", "noord"),
}
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
VANDAAG = NOON.date()
APRIL = date(2026, 4, 1)

# The least that a person fills in.
LEAST: dict[type, dict[str, Any]] = {
    Diagnose: {"datum": VANDAAG, "trede": 2},
    Plan: {"datum": VANDAAG, "bestemming": "arbeidsmarkt"},
    Doel: {"tekst": "Ritme in de week", "tussendoel": "vaardigheden"},
    Inzet: {"aanpak": "werk_fit", "kennisbron": "praktijk"},
    Verwachting: {"wat": "Komt elke week", "datum": APRIL, "kans": 70},
    Contact: {"datum": VANDAAG, "vorm": "telefonisch", "kern": "Het gaat goed"},
    Afspraak: {"van": "klant", "wat": "Belt de opleiding", "datum": VANDAAG},
    Evaluatie: {"datum": VANDAAG, "trede": 3},
}


class Clock:
    """The time of a test: stands still until it is moved."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class Town:
    """One installation: opens a store for a person, and looks at the rows behind it."""

    settings: Settings
    clock: Clock
    engine: sa.Engine
    opened: list[Store] = field(default_factory=list)

    def store(self, naam: str = "anna", sessie: str = "") -> Store:
        """A store for one person; outside the server, or with a sign-in."""
        store = open_store(self.settings, Visitor(naam, sessie), clock=self.clock)
        self.opened.append(store)
        return store

    def sign_in(self, naam: str) -> str:
        """The hash of a new sign-in."""
        key = digest(f"{naam}-{len(self.rows('select id from sessie'))}")
        now = self.clock()
        with transaction(self.engine) as connection:
            row = {"id": key, "account": naam, "geopend_op": now, "gezien_op": now}
            connection.execute(sa.insert(sessie).values(**row))
        return key

    def open_casus(self, wie: str = "anna", klantnummer: str = "K-100001", **koppel: str) -> str:
        """A new casus of one person, begun today."""
        klant, person = Klant(klantnummer=klantnummer), Koppel(klantnummer=klantnummer, **koppel)
        return self.store(wie).open_casus(klant, person, self.clock().date())

    def rows(self, query: str, **values: Any) -> list[Any]:
        """What stands in the database."""
        with transaction(self.engine) as connection:
            return list(connection.execute(sa.text(query), values))

    def log(self) -> list[Any]:
        """The lines of the log, with their columns."""
        return self.rows("select * from logboek order by id")


@pytest.fixture
def empty(request: pytest.FixtureRequest) -> Path:
    """A migrated SQLite file without rows, to copy."""
    return request.getfixturevalue("_sqlite_template")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    data = tmp_path / "data"
    settings = Settings(
        data_map=data, database_url=database_url, hoofdsleutel=tmp_path / "elders" / "hoofdsleutel"
    )
    create_keyring(settings.keyring, settings.hoofdsleutel)
    return settings


@pytest.fixture
def town(settings: Settings, clock: Clock) -> Iterator[Town]:
    engine = open_engine(settings.url)
    with transaction(engine) as connection:
        connection.execute(
            sa.insert(team), [{"code": c, "naam": c.title()} for c in ("noord", "zuid")]
        )
        connection.execute(
            sa.insert(account),
            [
                {
                    "naam": naam,
                    "weergavenaam": naam.title(),
                    "rol": rol,
                    "team": code,
                    "wachtwoord": "-",
                    "actief": True,
                }
                for naam, (rol, code) in PEOPLE.items()
            ],
        )
    town = Town(settings, clock, engine)
    yield town
    for store in town.opened:
        store.close()
    engine.dispose()


@pytest.fixture
def store(town: Town) -> Store:
    """The store as Anna sees it."""
    return town.store("anna")


@pytest.fixture
def casus_id(town: Town) -> str:
    """A casus of Anna's, about K-100001, Sam Jansen."""
    return town.open_casus(naam="Sam Jansen", telefoon="06 12345670")


@pytest.fixture
def maak() -> Callable[..., Any]:
    """maak(dossier, Contact, kern="..."): a record of the running ronde with the least in it."""

    def make(dossier: Dossier, kind: type, **fields: Any) -> Any:
        here = {"casus_id": dossier.casus.id, "ronde_id": dossier.huidig.ronde.id}
        return kind(**(here | LEAST[kind] | fields))

    return make


@pytest.fixture
def bewaar(maak: Callable[..., Any]) -> Callable[..., Dossier]:
    """bewaar(store, casus_id, Contact, kern="..."): read the casus and save one record."""

    def save(store: Store, casus_id: str, kind: type, **fields: Any) -> Dossier:
        dossier = store.casus(casus_id)
        record: CasusRecord = maak(dossier, kind, **fields)
        return store.save(casus_id, [record], gezien=dossier.versies)

    return save
