"""From rows to dossiers: the version of each record that counts at a moment."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import ColumnElement, FromClause, Select, Table
from sqlalchemy.engine import Connection

from vakmeten import texts
from vakmeten.access import Scope
from vakmeten.domain.checks import RECORD_ID
from vakmeten.domain.dossier import COLLECTIONS, SINGLES, Dossier
from vakmeten.domain.klant import Klant, Koppel
from vakmeten.domain.topping import Aanvulling
from vakmeten.errors import AccessDenied
from vakmeten.storage import schema
from vakmeten.storage.columns import UtcDateTime
from vakmeten.storage.keyring import Keyring
from vakmeten.storage.records import KINDS, Kind

# A query that is asked often is made once, with names for its values, and kept: making it anew took
# ten times as long as running it.


class LastVersion(NamedTuple):
    """The highest version of a record, the last moment it was known, and its casus.

    casus_id: the klantnummer for what is not of one casus.
    """

    versie: int
    bekend_op: datetime
    casus_id: str


def is_current(
    table: Table, peildatum: datetime | ColumnElement[datetime] | None = None
) -> ColumnElement[bool]:
    """Whether a row is the version that counts: the last one known, at `peildatum` if given.

    Known last, not recorded last: an import may tell later what was known earlier.
    """
    newer = _newer(table)
    later = sa.tuple_(newer.c.bekend_op, newer.c.versie) > sa.tuple_(
        table.c.bekend_op, table.c.versie
    )
    known = sa.true() if peildatum is None else newer.c.bekend_op <= peildatum
    beaten = sa.exists().where(newer.c.id == table.c.id, later, known)
    return ~beaten if peildatum is None else sa.and_(table.c.bekend_op <= peildatum, ~beaten)


@cache
def _newer(table: Table) -> FromClause:
    return table.alias()


def in_scope(scope: Scope) -> ColumnElement[bool]:
    """The casussen that somebody may reach."""
    if scope.alles:
        return sa.true()
    casus = schema.casus.c
    return sa.or_(casus.klantmanager == scope.klantmanager, casus.team == scope.team)


def find_casus(connection: Connection, casus_id: str, scope: Scope) -> Mapping[str, Any]:
    """The casus as it stands now. Raises AccessDenied if it is not there or out of scope.

    Scope follows today's regisseur and team, also when an earlier moment is read.
    """
    if RECORD_ID.fullmatch(casus_id) is None:  # what no casus is called may not even be storable
        raise AccessDenied(texts.GEEN_TOEGANG)
    query = _casus_in_scope(scope)
    row = connection.execute(query, {"casus_id": casus_id}).mappings().one_or_none()
    if row is None:
        raise AccessDenied(texts.GEEN_TOEGANG)
    return dict(row)


@lru_cache(maxsize=64)  # a kernel has one
def _casus_in_scope(scope: Scope) -> Select[Any]:
    casus = schema.casus
    return sa.select(casus).where(
        casus.c.id == sa.bindparam("casus_id"), is_current(casus), in_scope(scope)
    )


def hold_klant(connection: Connection, klantnummer: str, *, to_write: bool) -> None:
    """Let no other transaction write about this klant until this one ends.

    PostgreSQL would else show a dossier that is half before and half after another's save, and
    let two writers both take the next version. SQLite has one transaction at a time anyway.
    """
    connection.execute(_hold(to_write=to_write), {"klantnummer": klantnummer})


@cache
def _hold(*, to_write: bool) -> Select[Any]:
    klant = schema.klant.c
    first = sa.select(klant.id).where(klant.id == sa.bindparam("klantnummer"), klant.versie == 1)
    return first.with_for_update(read=not to_write)


def read_dossier(
    connection: Connection, keyring: Keyring, klantnummer: str, casus_id: str,
    peildatum: datetime | None = None,
) -> Dossier:  # fmt: skip
    """One casus with all its records. Raises AccessDenied if nothing was known at `peildatum`."""
    values = {"klantnummer": klantnummer, "casus_id": casus_id, "peildatum": peildatum}
    found, versies = _read_kinds(connection, keyring, KINDS, values)
    if "casus" not in found or "klant" not in found:
        raise AccessDenied(texts.GEEN_TOEGANG)
    found.setdefault("koppel", Koppel(klantnummer=klantnummer))
    return Dossier(**found, versies=versies)


def read_again(
    connection: Connection, keyring: Keyring, dossier: Dossier, names: Collection[str]
) -> Dossier:
    """The dossier with the kinds of these names as they now are.

    For who read it in the same transaction, holds the klant, and knows that nothing else changed.
    """
    values = {"klantnummer": dossier.klant.klantnummer, "casus_id": dossier.casus.id}
    kinds = [kind for kind in KINDS if kind.naam in names]
    found, versies = _read_kinds(connection, keyring, kinds, {**values, "peildatum": None})
    return replace(dossier, **found, versies={**dossier.versies, **versies})


def _read_kinds(
    connection: Connection, keyring: Keyring, kinds: Iterable[Kind], values: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[tuple[str, str], int]]:
    """The records of these kinds as a dossier has them, and their versions."""
    cipher = keyring.cipher(values["klantnummer"])
    found: dict[str, Any] = {}
    versies: dict[tuple[str, str], int] = {}
    for kind in kinds:
        query = _of_casus(kind, earlier=values["peildatum"] is not None)
        rows = connection.execute(query, values).mappings()
        records: list[Any] = []
        for row in rows:
            records.append(kind.record(row, cipher))
            versies[kind.naam, row["id"]] = row["versie"]
        if kind.cls in COLLECTIONS:
            found[COLLECTIONS[kind.cls]] = tuple(records)
        elif records:
            found[SINGLES[kind.cls]] = records[0]
    return found, versies


@cache
def _of_casus(kind: Kind, *, earlier: bool) -> Select[Any]:
    """The records of one kind; wants casus_id, klantnummer and, if `earlier`, peildatum."""
    table = kind.table
    klantnummer: sa.BindParameter[str] = sa.bindparam("klantnummer")
    casus_id: sa.BindParameter[str] = sa.bindparam("casus_id")
    peildatum = sa.bindparam("peildatum", type_=UtcDateTime()) if earlier else None
    if kind.cls in (Klant, Koppel):
        where = table.c.id == klantnummer
    elif kind.cls is Aanvulling:
        where = table.c.casus_id.in_((casus_id, klantnummer))
    else:
        where = (table.c.id if kind.naam == "casus" else table.c.casus_id) == casus_id
    query = sa.select(table).where(where, is_current(table, peildatum))
    order = [table.c[name] for name in ("nummer", "datum", "bekend_op") if name in table.c]
    return query.order_by(*order, table.c.id)


def last_version(connection: Connection, kind: Kind, record_id: str) -> LastVersion | None:
    """What there is of a record so far, None if it is new."""
    found = connection.execute(_last_version(kind), {"record_id": record_id}).one()
    return None if found[0] is None else LastVersion(*found)


@cache
def _last_version(kind: Kind) -> Select[Any, Any, Any]:
    table = kind.table
    casus_id = table.c.casus_id if "casus_id" in table.c else table.c.id
    return sa.select(
        sa.func.max(table.c.versie), sa.func.max(table.c.bekend_op), sa.func.min(casus_id)
    ).where(table.c.id == sa.bindparam("record_id"))
