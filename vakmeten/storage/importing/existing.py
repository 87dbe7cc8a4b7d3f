"""What the store already knows of the klanten in a file: every version, read in bulk."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from vakmeten.domain.casus import Casus
from vakmeten.domain.dossier import CasusRecord
from vakmeten.storage import schema
from vakmeten.storage.keyring import Keyring
from vakmeten.storage.records import KINDS


@dataclass(frozen=True, slots=True)
class Known:
    """One version of one record, and who wrote it."""

    record: CasusRecord
    versie: int
    bekend_op: datetime
    door: str


@dataclass(slots=True)
class KnownKlant:
    """All versions about one klant, by the moment they were known.

    algemeen: of the klant: klant, koppel and the toppings of the klant.
    casussen: the rest, by casus.
    """

    algemeen: list[Known] = field(default_factory=list[Known])
    casussen: dict[str, list[Known]] = field(default_factory=dict[str, list[Known]])


IMPORT_LOCK = 0x76616B6D  # any number that nothing else in the database uses


def take_turn(connection: Connection) -> None:
    """Let one import write at a time, until the transaction ends.

    SQLite has one writer anyway. On PostgreSQL two imports could both begin the same new klant,
    or wait for each other's klanten.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(IMPORT_LOCK)))


def read_known(
    connection: Connection, keyring: Keyring, klantnummers: Collection[str]
) -> dict[str, KnownKlant]:
    """What is known by klantnummer; a klant that is new is absent.

    No other transaction writes about these klanten until this one ends.
    """
    table = schema.klant
    query = sa.select(table.c.id).where(table.c.id.in_(klantnummers), table.c.versie == 1)
    there = list(connection.execute(query.with_for_update()).scalars())
    found = {klantnummer: KnownKlant() for klantnummer in there}
    if not there:
        return found
    keyring.prepare(there)
    for kind in KINDS:
        query = sa.select(kind.table).where(kind.table.c.klantnummer.in_(there))
        for row in connection.execute(query).mappings():
            record = kind.record(row, keyring.cipher(row["klantnummer"]))
            known = Known(record, row["versie"], row["bekend_op"], row["vastgelegd_door"])
            _place(found[row["klantnummer"]], row, known)
    for klant in found.values():
        klant.algemeen.sort(key=lambda known: (known.bekend_op, known.versie))
        for versions in klant.casussen.values():
            _sort(versions)
    return found


def _sort(versions: list[Known]) -> None:
    """By moment; the casus comes before what is about it, also if a clock was turned back."""
    begin = min(known.bekend_op for known in versions if isinstance(known.record, Casus))

    def order(known: Known) -> tuple[datetime, bool, int]:
        moment = max(known.bekend_op, begin)
        return moment, not isinstance(known.record, Casus), known.versie

    versions.sort(key=order)


def _place(klant: KnownKlant, row: Any, known: Known) -> None:
    casus_id = getattr(known.record, "casus_id", row["klantnummer"])
    if casus_id == row["klantnummer"]:
        klant.algemeen.append(known)
    else:
        klant.casussen.setdefault(casus_id, []).append(known)
