"""From rows to dossiers: the version of each record that counts at a moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Select, Table
from sqlalchemy.engine import Connection

from vakmeten import texts
from vakmeten.access import Scope
from vakmeten.domain.dossier import COLLECTIONS, SINGLES, Dossier
from vakmeten.domain.klant import Klant, Koppel
from vakmeten.errors import AccessDenied
from vakmeten.storage import schema
from vakmeten.storage.keyring import Keyring
from vakmeten.storage.records import KINDS, Kind


def is_current(table: Table, peildatum: datetime | None = None) -> ColumnElement[bool]:
    """Whether a row is the version that counts: the last one known, at `peildatum` if given.

    Known last, not recorded last: an import may tell later what was known earlier.
    """
    newer = table.alias()
    later = sa.tuple_(newer.c.bekend_op, newer.c.versie) > sa.tuple_(
        table.c.bekend_op, table.c.versie
    )
    known = sa.true() if peildatum is None else newer.c.bekend_op <= peildatum
    beaten = sa.exists().where(newer.c.id == table.c.id, later, known)
    return ~beaten if peildatum is None else sa.and_(table.c.bekend_op <= peildatum, ~beaten)


def in_scope(scope: Scope) -> ColumnElement[bool]:
    """The casussen that somebody may reach."""
    casus = schema.casus.c
    return sa.or_(casus.klantmanager == scope.klantmanager, casus.team == scope.team)


def find_casus(connection: Connection, casus_id: str, scope: Scope) -> Mapping[str, Any]:
    """The casus as it stands now. Raises AccessDenied if it is not there or out of scope.

    Scope follows today's regisseur and team, also when an earlier moment is read.
    """
    query = sa.select(schema.casus).where(
        schema.casus.c.id == casus_id, is_current(schema.casus), in_scope(scope)
    )
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        raise AccessDenied(texts.GEEN_TOEGANG)
    return dict(row)


def read_dossier(
    connection: Connection, keyring: Keyring, klantnummer: str, casus_id: str,
    peildatum: datetime | None = None,
) -> Dossier:  # fmt: skip
    """One casus with all its records. Raises AccessDenied if nothing was known at `peildatum`."""
    cipher = keyring.cipher(klantnummer)
    found: dict[str, Any] = {}
    versies: dict[tuple[str, str], int] = {}
    for kind in KINDS:
        rows = connection.execute(_of_casus(kind, klantnummer, casus_id, peildatum)).mappings()
        records = []
        for row in rows:
            records.append(kind.record(row, cipher))
            versies[kind.naam, row["id"]] = row["versie"]
        if kind.cls in SINGLES:
            found |= {SINGLES[kind.cls]: record for record in records}
        else:
            found[COLLECTIONS[kind.cls]] = tuple(records)
    if "casus" not in found or "klant" not in found:
        raise AccessDenied(texts.GEEN_TOEGANG)
    found.setdefault("koppel", Koppel(klantnummer=klantnummer))
    return Dossier(**found, versies=versies)


def _of_casus(
    kind: Kind, klantnummer: str, casus_id: str, peildatum: datetime | None
) -> Select[Any]:
    table = kind.table
    if kind.cls in (Klant, Koppel):
        where = table.c.id == klantnummer
    else:
        where = (table.c.id if kind.naam == "casus" else table.c.casus_id) == casus_id
    query = sa.select(table).where(where, is_current(table, peildatum))
    order = [table.c[name] for name in ("nummer", "datum", "bekend_op") if name in table.c]
    return query.order_by(*order, table.c.id)


def last_versions(connection: Connection, kind: Kind, ids: Iterable[str]) -> dict[str, Any]:
    """Highest version and last moment of knowing of each record that exists, by id."""
    table = kind.table
    query = (
        sa.select(table.c.id, sa.func.max(table.c.versie), sa.func.max(table.c.bekend_op))
        .where(table.c.id.in_(list(ids)))
        .group_by(table.c.id)
    )
    return {row[0]: (row[1], row[2]) for row in connection.execute(query)}
