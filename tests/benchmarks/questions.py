"""What is asked of a store of each size, and what must come of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa
from argon2 import PasswordHasher

from benchmarks.figure import Cost, stopwatch
from benchmarks.municipality import EACH, OPEN, TEAM, Municipality, klantnummer, word
from vakmeten.domain import terugblik
from vakmeten.domain.uitvoering import Contact
from vakmeten.settings import Settings, Visitor
from vakmeten.storage.account_tables import account
from vakmeten.storage.accounts import Accounts
from vakmeten.storage.database import open_engine, transaction
from vakmeten.storage.store import Store, open_store

TEXT = "Zij belde vanochtend: het werken gaat goed, en de dagen zijn nog lang. " * 4
WORD = "een lang wachtwoord"


@dataclass(slots=True)
class Place:
    """One installation of one size, as the measured klantmanager has it open.

    turn: how often it was asked, so that each turn is about another casus.
    """

    settings: Settings
    town: Municipality
    store: Store
    engine: sa.Engine
    accounts: Accounts
    visitor: Visitor
    casussen: list[str]
    turn: int = 0

    def casus_id(self) -> str:
        """The next of one's own casussen."""
        self.turn += 1
        return self.casussen[self.turn % len(self.casussen)]


def open_place(settings: Settings, town: Municipality) -> Place:
    """Let the measured klantmanager in; their password is quick to check."""
    naam = town.manager(town.measured)
    # The work that Argon2 asks would hide what the database does.
    hasher = PasswordHasher(time_cost=1, memory_cost=256, parallelism=1)
    engine = open_engine(settings.url)
    with transaction(engine) as connection:
        this = sa.update(account).where(account.c.naam == naam)
        connection.execute(this.values(wachtwoord=hasher.hash(WORD)))
    visitor = Visitor(naam, f"{town.measured:032x}{0:032x}")
    store = open_store(settings, visitor)
    casussen = [regel.casus_id for regel in store.caseload()]
    accounts = Accounts(engine, hasher=hasher)
    return Place(settings, town, store, engine, accounts, visitor, casussen)


def _open_store(place: Place) -> Cost:
    with stopwatch() as cost:
        store = open_store(place.settings, place.visitor)
    store.close()
    return cost


def _sign_in(place: Place) -> Cost:
    with stopwatch() as cost:
        sid = place.accounts.sign_in(place.visitor.account, WORD)
    if sid is None:
        raise AssertionError("nobody came in")
    return cost


def _caseload(place: Place) -> Cost:
    with stopwatch() as cost:
        found = place.store.caseload()
    _expect(found, OPEN)
    if not all(regel.naam for regel in found):
        raise AssertionError("a klant without a name")
    return cost


def _caseload_of_team(place: Place) -> Cost:
    with stopwatch() as cost:
        found = place.store.caseload(team=True)
    _expect(found, OPEN * TEAM)
    return cost


def _casus(place: Place) -> Cost:
    casus_id = place.casus_id()
    with stopwatch() as cost:
        dossier = place.store.casus(casus_id)
        terugblik.terugblik(dossier, place.store.vandaag())
    _expect(dossier.huidig.contacten, 3)
    return cost


def _save(place: Place) -> Cost:
    """Half a contact as a draft, then the whole: two transactions, and what is then there."""
    store, casus_id = place.store, place.casus_id()
    dossier = store.casus(casus_id)
    here = {"casus_id": casus_id, "ronde_id": dossier.huidig.ronde.id}
    contact = Contact(**here, datum=store.vandaag(), vorm="telefonisch", kern=TEXT)
    with stopwatch() as cost:
        store.save_concept(
            casus_id, "uitvoering", {"kern": TEXT}, klantnummer="", gezien=dossier.versies
        )
        after = store.save(casus_id, [contact], gezien=dossier.versies, formulier="uitvoering")
    if contact not in after.huidig.contacten:
        raise AssertionError("what was saved is not there")
    gone = replace(contact, vervallen=True)
    store.save(casus_id, [gone], gezien=after.versies)  # each turn the same casus again
    return cost


def _by_number(place: Place) -> Cost:
    nummer = klantnummer(place.town.of_measured()[place.turn % OPEN])
    place.turn += 1
    with stopwatch() as cost:
        found = place.store.caseload(zoek=nummer, team=True)
    _expect(found, 1)
    return cost


def _by_name(place: Place) -> Cost:
    """The last name that most klanten have, in the whole team."""
    with stopwatch() as cost:
        found = place.store.caseload(zoek=word(0), team=True)
    if len(found) < min(OPEN, place.town.n // 2):
        raise AssertionError(f"{len(found)} found")
    return cost


def _namesakes(place: Place) -> Cost:
    with stopwatch() as cost:
        found = place.store.lookalikes(f"{word(1)} {word(0)}")
    if klantnummer(place.town.of_measured()[0]) not in found:
        raise AssertionError("not found")
    return cost


def _expect(found: Sequence[object], many: int) -> None:
    """A town too small to fill a caseload has less; none has more than one more."""
    if not 0 < len(found) <= many * 1.5:
        raise AssertionError(f"{len(found)} found")


ACTIONS: dict[str, Callable[[Place], Cost]] = {
    "sign in, but for the work of Argon2": _sign_in,
    "open a store": _open_store,
    f"caseload of one klantmanager ({OPEN} of {EACH} open)": _caseload,
    f"caseload of a team ({OPEN * TEAM} open)": _caseload_of_team,
    "open a casus, with its terugblik": _casus,
    "save a step, with its draft": _save,
    "find a klantnummer in the team": _by_number,
    "find a common name in the team": _by_name,
    "who has this name already": _namesakes,
}
