"""Saving a step: a diagnose with its draft, encrypted and logged, beside one bare insert."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet

from benchmarks.figure import Cost, Figure, stopwatch, take_turns
from benchmarks.installation import make_installation, store_of
from vakmeten.domain.diagnose import Diagnose
from vakmeten.domain.dossier import Dossier
from vakmeten.domain.klant import Klant, Koppel
from vakmeten.storage import schema
from vakmeten.storage.records import seal
from vakmeten.storage.store import Store

BOUND = 12.0
# Some 900 characters in all: what a klantmanager writes down after a first conversation.
TEKST = (
    "Zij wil graag weer aan het werk in de zorg en zoekt een opleiding die past bij "
    "schooltijden. Zij heeft jaren in een keuken gewerkt, kookt graag en is stipt op tijd."
)
FORM = {
    "trede": 2,
    "domeinen": {"werk": TEKST},
    **dict.fromkeys(("vraag", "mogelijkheden", "belemmeringen", "duiding"), TEKST),
}


def figures(*, rounds: int = 300) -> list[Figure]:
    """One figure. Each round saves the first diagnose of a casus, and inserts one row."""
    # Both databases in one folder: the same file system, and so the same price of being sure.
    with tempfile.TemporaryDirectory(prefix="vakmeten-") as name:
        folder = Path(name)
        store = store_of(make_installation(folder, [("anna", "noord")]), "anna")
        casussen = iter(_open_casussen(store, rounds + 1))
        with closing(_bare_database(folder / "kaal.sqlite")) as bare:
            ours, peer = take_turns(
                lambda: _save(store, next(casussen)),
                lambda: _insert(bare, _row_of_that_size()),
                rounds,
            )
        store.close()
    return [
        Figure(
            what="save a step: draft, checks, encryption, log",
            peer_is="one bare `sqlite3` insert",
            ours=ours, peer=peer, unit="ms", bound=BOUND,
        )
    ]  # fmt: skip


def _open_casussen(store: Store, aantal: int) -> list[Dossier]:
    found: list[Dossier] = []
    for number in range(aantal):
        klant = Klant(klantnummer=f"K-{100_000 + number}")
        koppel = Koppel(klantnummer=klant.klantnummer, naam="Sam Jansen", telefoon="06-00012345")
        found.append(store.casus(store.open_casus(klant, koppel, store.vandaag())))
    return found


def _save(store: Store, dossier: Dossier) -> Cost:
    """Once typed, once saved: two transactions, both on disk before the person sees it."""
    here = {"casus_id": dossier.casus.id, "ronde_id": dossier.huidig.ronde.id}
    with stopwatch() as cost:
        store.save_concept(
            dossier.casus.id, "diagnose", FORM, klantnummer="", gezien=dossier.versies
        )
        diagnose = Diagnose(**here, datum=store.vandaag(), **FORM)
        after = store.save(
            dossier.casus.id, [diagnose], gezien=dossier.versies, formulier="diagnose"
        )
    if after.huidig.diagnose != diagnose:
        raise AssertionError("what was saved is not what is read")
    return cost


def _bare_database(path: Path) -> sqlite3.Connection:
    """A table of the same columns without index or check, as sure of the disk as the store."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    columns = ", ".join(column.name for column in schema.diagnose.c)
    connection.execute(f"CREATE TABLE diagnose ({columns})")
    return connection


def _row_of_that_size() -> list[Any]:
    """A value for each column; where the store keeps encrypted text, as many bytes."""
    encrypted = len(seal(TEKST, Fernet(Fernet.generate_key())) or b"")
    return [
        os.urandom(encrypted) if str(column.type) == "BLOB" else "2026-03-02 12:00:00.000000"
        for column in schema.diagnose.c
    ]


def _insert(connection: sqlite3.Connection, row: list[Any]) -> Cost:
    marks = ", ".join("?" for _ in row)
    with stopwatch() as cost:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(f"INSERT INTO diagnose VALUES ({marks})", row)
        connection.execute("COMMIT")
    return cost
