"""What the database gives for a frame: the columns that are no name and no text, as rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from vakmeten import texts
from vakmeten.access import Scope
from vakmeten.domain.checks import check
from vakmeten.domain.topping import Topping
from vakmeten.storage import schema
from vakmeten.storage.reading import in_scope, is_current
from vakmeten.storage.records import KINDS, Kind
from vakmeten.storage.toppings import DOELSCORE, read_toppings

KIND_BY_NAME = {kind.naam: kind for kind in KINDS if kind.naam != "aanvulling"}
SOORTEN = (*KIND_BY_NAME, DOELSCORE)
# Where a record belongs; and `vervallen`, which is never true here.
NOT_CORE = {"id", "klantnummer", "casus_id", "ronde_id", "team", "klantmanager", "vervallen"}


@dataclass(slots=True)
class Fetched:
    """The rows of one frame, of which pandas makes a frame after the transaction.

    types:   type of the column in the database, by name, in order.
    rows:    the values in that order, one row a record.
    waarden: values of the toppings by id of the record.
    """

    types: dict[str, Any]
    rows: Sequence[Sequence[Any]]
    toppings: list[Topping] = field(default_factory=list[Topping])
    waarden: dict[str, Mapping[str, Any]] = field(default_factory=dict[str, Mapping[str, Any]])


def check_question(soort: object, peildatum: object) -> None:
    """Raise InvalidRecord unless there is such a frame and the moment has a time zone."""
    check(soort in SOORTEN, texts.FRAME_SOORT.format(soorten=", ".join(SOORTEN)), "soort")
    aware = isinstance(peildatum, datetime) and peildatum.tzinfo is not None
    check(peildatum is None or aware, texts.PEILDATUM_FOUT, "peildatum")


def fetch(connection: Connection, scope: Scope, soort: str, peildatum: datetime | None) -> Fetched:
    """The records of one kind within scope, as known at `peildatum`, else as known now."""
    if soort == DOELSCORE:
        return _fetch_scores(connection, scope, peildatum)
    kind = KIND_BY_NAME[soort]
    of_klant = soort != "casus" and "casus_id" not in kind.table.c
    query = _of_klant(kind, scope) if of_klant else _of_casus(kind, scope)
    found = _read(connection, query.where(is_current(kind.table, peildatum)))
    found.toppings = sorted(
        (t for t in read_toppings(connection).values() if t.bij == soort and not t.is_tekst),
        key=lambda topping: topping.code,
    )
    if found.toppings:
        found.waarden = _read_waarden(connection, scope, soort, peildatum)
    return found


def _reach(scope: Scope) -> sa.Subquery:
    """The casussen within scope, with the team and the klantmanager of today."""
    casus = schema.casus.c
    query = sa.select(casus.id, casus.klantnummer, casus.team, casus.klantmanager)
    return query.where(is_current(schema.casus), in_scope(scope)).subquery("bereik")


def _core(kind: Kind) -> list[sa.Column[Any]]:
    left_out = NOT_CORE | kind.secret | {"doelscores"}
    names = [f.name for f in fields(kind.cls) if f.name not in left_out]
    return [kind.table.c[name] for name in (*names, "bekend_op")]


def _of_klant(kind: Kind, scope: Scope) -> sa.Select[Any]:
    table = kind.table
    klanten = sa.select(_reach(scope).c.klantnummer)
    return sa.select(table.c.klantnummer, *_core(kind)).where(table.c.id.in_(klanten))


def _of_casus(kind: Kind, scope: Scope) -> sa.Select[Any]:
    """Every record with the casus and the ronde it is of; those two carry their own id twice."""
    table, reach = kind.table, _reach(scope)
    casus_id = table.c.id if kind.naam == "casus" else table.c.casus_id
    place = [table.c.id, table.c.klantnummer, casus_id.label("casus_id")]
    if kind.naam != "casus":
        ronde_id = table.c.id if kind.naam == "ronde" else table.c.ronde_id
        place.append(ronde_id.label("ronde_id"))
    query = sa.select(*place, reach.c.team, reach.c.klantmanager, *_core(kind))
    query = query.join_from(table, reach, casus_id == reach.c.id)
    return query.where(table.c.vervallen.is_(False)) if "vervallen" in table.c else query


def _read(connection: Connection, query: sa.Select[*tuple[Any, ...]]) -> Fetched:
    types = {column.name: column.type for column in query.selected_columns}
    return Fetched(types, connection.execute(query).all())


def _read_waarden(
    connection: Connection, scope: Scope, soort: str, peildatum: datetime | None
) -> dict[str, Mapping[str, Any]]:
    table = schema.aanvulling
    klanten = sa.select(_reach(scope).c.klantnummer)
    query = sa.select(table.c.record_id, table.c.waarden).where(
        is_current(table, peildatum), table.c.bij == soort, table.c.klantnummer.in_(klanten)
    )
    return {row.record_id: row.waarden for row in connection.execute(query)}


def _fetch_scores(connection: Connection, scope: Scope, peildatum: datetime | None) -> Fetched:
    """One row a doel scored in an evaluatie; a doel that was taken back counts nowhere."""
    table, doel, reach = schema.evaluatie, schema.doel, _reach(scope)
    place = [table.c[name] for name in ("klantnummer", "casus_id", "ronde_id")]
    facts = [table.c[name] for name in ("datum", "bekend_op", "doelscores")]
    own = table.c.id.label("evaluatie_id")
    query = sa.select(*place, reach.c.team, reach.c.klantmanager, own, *facts)
    query = query.join_from(table, reach, table.c.casus_id == reach.c.id)
    found = _read(connection, query.where(is_current(table, peildatum)))
    gone = sa.select(doel.c.id).join_from(doel, reach, doel.c.casus_id == reach.c.id)
    gone = gone.where(is_current(doel, peildatum), doel.c.vervallen.is_(True))
    taken_back = set(connection.execute(gone).scalars())
    rows = [
        (*where, doel_id, datum, score, bekend_op)
        for *where, datum, bekend_op, scores in found.rows
        for doel_id, score in scores.items()
        if doel_id not in taken_back
    ]
    *begin, datum, bekend_op, _ = found.types.items()
    doel_id, score = ("doel_id", doel.c.id.type), ("score", doel.c.beginscore.type)
    return Fetched(dict([*begin, doel_id, datum, score, bekend_op]), rows)
