"""Earlier versions of a record, and histories that come in from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from vakmeten import texts
from vakmeten.domain.casus import Casus, Ronde
from vakmeten.domain.checks import check
from vakmeten.domain.dossier import CasusRecord, Dossier
from vakmeten.domain.klant import Klant, Koppel
from vakmeten.domain.regels import neem_op
from vakmeten.domain.vastlegging import Vastlegging
from vakmeten.errors import InvalidRecord
from vakmeten.storage.database import transaction
from vakmeten.storage.keyring import Keyring
from vakmeten.storage.records import KINDS, key_of
from vakmeten.storage.writing import Rows

CASUSSEN_A_TRANSACTION = 200
STORED_ID = re.compile(r"[A-Za-z0-9_-]{1,48}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Versie:
    """One version of one record: what it said, when it was known and recorded, and by whom."""

    versie: int
    bekend_op: datetime
    vastgelegd_op: datetime
    vastgelegd_door: str
    record: CasusRecord


def read_versions(
    connection: Connection, keyring: Keyring, klantnummer: str, casus_id: str, soort: str,
    record_id: str,
) -> list[Versie]:  # fmt: skip
    """All versions of one record of one casus, the first one first; empty if there is none."""
    kind = next((kind for kind in KINDS if kind.naam == soort), None)
    if kind is None or STORED_ID.fullmatch(record_id) is None:
        return []
    table = kind.table
    mine = table.c.klantnummer == klantnummer
    if "casus_id" in table.c:
        mine = table.c.casus_id.in_((casus_id, klantnummer))  # of the klant: some toppings
    query = sa.select(table).where(table.c.id == record_id, mine).order_by(table.c.versie)
    cipher = keyring.cipher(klantnummer)
    return [
        Versie(
            versie=row["versie"],
            bekend_op=row["bekend_op"],
            vastgelegd_op=row["vastgelegd_op"],
            vastgelegd_door=row["vastgelegd_door"],
            record=kind.record(row, cipher),
        )
        for row in connection.execute(query).mappings()
    ]


def load_histories(
    engine: Engine, keyring: Keyring, geschiedenissen: Iterable[Sequence[Vastlegging]],
    now: datetime,
) -> int:  # fmt: skip
    """Load whole casussen as they became known, each checked by the same rules as typed work.

    Every record becomes known at the moment of its vastlegging and recorded now.
    Returns the number of casussen. Raises InvalidRecord for the first that breaks a rule; whole
    groups of 200 that came before it stay.
    """
    total = 0
    group: list[Sequence[Vastlegging]] = []
    for geschiedenis in geschiedenissen:
        group.append(geschiedenis)
        total += 1
        if len(group) == CASUSSEN_A_TRANSACTION:
            _load_group(engine, keyring, group, now)
            group = []
    _load_group(engine, keyring, group, now)
    return total


def _load_group(
    engine: Engine, keyring: Keyring, group: Sequence[Sequence[Vastlegging]], now: datetime
) -> None:
    dossiers = [_begin(geschiedenis[0].records) for geschiedenis in group]
    keyring.add(*(dossier.klant.klantnummer for dossier in dossiers))
    rows = Rows()
    for dossier, geschiedenis in zip(dossiers, group, strict=True):
        _collect(rows, keyring, dossier, geschiedenis, now)
    with transaction(engine) as connection:
        rows.write(connection)


def _begin(records: Sequence[CasusRecord]) -> Dossier:
    """The empty dossier of a history, from its first records."""
    found: dict[type, Any] = {type(record): record for record in records}
    if not {Klant, Koppel, Casus, Ronde} <= set(found):
        raise InvalidRecord(texts.GESCHIEDENIS_BEGIN)
    return Dossier(klant=found[Klant], koppel=found[Koppel], casus=found[Casus])


def _collect(
    rows: Rows, keyring: Keyring, dossier: Dossier, geschiedenis: Sequence[Vastlegging],
    now: datetime,
) -> None:  # fmt: skip
    versies: dict[tuple[str, str], int] = {}
    klantnummer = dossier.klant.klantnummer
    known = geschiedenis[0].bekend_op
    for vastlegging in geschiedenis:
        check(known <= vastlegging.bekend_op <= now, texts.GESCHIEDENIS_VOLGORDE)
        known = vastlegging.bekend_op
        dossier = neem_op(dossier, vastlegging.records, vastlegging.dag)
        for record in vastlegging.records:
            key = key_of(record)
            versies[key] = versies.get(key, 0) + 1
            version = {
                "versie": versies[key],
                "bekend_op": vastlegging.bekend_op,
                "vastgelegd_op": now,
                "vastgelegd_door": vastlegging.door,
            }
            rows.add(record, klantnummer, keyring, version)
