"""From records to rows: the next version of each, and never a change of an earlier one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Table
from sqlalchemy.engine import Connection

from vakmeten import texts
from vakmeten.domain.dossier import CasusRecord, Dossier
from vakmeten.domain.klant import Klant, Koppel
from vakmeten.errors import EditConflict
from vakmeten.storage import schema
from vakmeten.storage.keyring import Keyring
from vakmeten.storage.reading import last_versions
from vakmeten.storage.records import KIND_OF, key_of

Gezien = Mapping[tuple[str, str], int]


def check_versies(dossier: Dossier, records: Iterable[CasusRecord], gezien: Gezien) -> None:
    """Raise EditConflict, with the other text, if a record changed since it was read."""
    for record in records:
        key = key_of(record)
        if dossier.versies.get(key, 0) != gezien.get(key, 0):
            raise EditConflict(texts.GEWIJZIGD, theirs=find(dossier, record))


def find(dossier: Dossier, record: CasusRecord) -> CasusRecord | None:
    """The record of the same kind and id as it stands in the dossier; None if it is new."""
    key = key_of(record)
    return next((r for r in all_records(dossier) if key_of(r) == key), None)


def all_records(dossier: Dossier) -> Iterable[CasusRecord]:
    """Every record of a dossier, those that were taken back too."""
    yield from (dossier.klant, dossier.koppel, dossier.casus)
    yield from (*dossier.rondes, *dossier.diagnoses, *dossier.plannen, *dossier.doelen)
    yield from (*dossier.inzetten, *dossier.verwachtingen, *dossier.contacten)
    yield from (*dossier.afspraken, *dossier.evaluaties)


@dataclass(slots=True)
class Rows:
    """Rows that wait to be written, by table, so that many go in one statement."""

    by_table: dict[Table, list[dict[str, Any]]] = field(
        default_factory=lambda: defaultdict(list[dict[str, Any]])
    )

    def add(
        self, record: CasusRecord, klantnummer: str, keyring: Keyring, version: Mapping[str, Any]
    ) -> None:
        """Add one version of one record, and what finds it again."""
        kind = KIND_OF[type(record)]
        row = kind.row(record, keyring.cipher(klantnummer))
        self.by_table[kind.table].append(row | {"klantnummer": klantnummer} | dict(version))
        if isinstance(record, Koppel):
            self.by_table[schema.koppel_index].extend(
                {"klantnummer": klantnummer, "woord": keyring.fingerprint(word)}
                for word in search_words(record.naam, record.telefoon)
            )

    def write(self, connection: Connection) -> None:
        """Write all rows."""
        stale = [row["klantnummer"] for row in self.by_table.get(schema.koppel, [])]
        if stale:  # the index follows the name as it is now; a former name no longer finds anybody
            index = schema.koppel_index
            connection.execute(sa.delete(index).where(index.c.klantnummer.in_(stale)))
        for table, rows in self.by_table.items():
            if rows:
                connection.execute(sa.insert(table), rows)


def search_words(naam: str, telefoon: str) -> list[str]:
    """The words by which a person can be found: those of the name, and the telephone's digits."""
    words = re.findall(r"\w+", naam.casefold())
    digits = re.sub(r"\D", "", telefoon)
    return list(dict.fromkeys([*words, digits] if digits else words))


def write_records(
    connection: Connection, keyring: Keyring, klantnummer: str, records: Sequence[CasusRecord],
    *, door: str, now: datetime,
) -> dict[tuple[str, str], int]:  # fmt: skip
    """Write the next version of each record, known and recorded now. Returns the new versions."""
    rows = Rows()
    new: dict[tuple[str, str], int] = {}
    for record in records:
        kind = KIND_OF[type(record)]
        before = last_versions(connection, kind, [record.id]).get(record.id)
        versie, known = (before[0], before[1]) if before else (0, now)
        if isinstance(known, str):  # SQLite hands an aggregate back without its type
            known = datetime.fromisoformat(known)
        known = known if known.tzinfo else known.replace(tzinfo=UTC)
        version = {
            "versie": versie + 1,
            "bekend_op": max(now, known),  # a clock turned back must not bury this version
            "vastgelegd_op": now,
            "vastgelegd_door": door,
        }
        rows.add(record, klantnummer, keyring, version)
        new[key_of(record)] = versie + 1
    rows.write(connection)
    return new


def without_repeats(dossier: Dossier, records: Iterable[CasusRecord]) -> list[CasusRecord]:
    """The records that say something new: saving the same twice makes no second version."""
    return [r for r in records if find(dossier, r) != r or isinstance(r, Klant) and not dossier.versies]
