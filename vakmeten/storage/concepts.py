"""What somebody typed and did not save yet, and where that somebody was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from vakmeten.storage import schema
from vakmeten.storage.keyring import Keyring
from vakmeten.storage.records import seal, unseal

TABS = 20  # of one sign-in: more than anybody has open, and a script fills no table


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One form as it was left.

    casus_id:  the casus, or "" for a klant who is not in the store yet.
    inhoud:    the form as a dict.
    gezien:    versions that the form was filled from, as (kind, id) -> version.
    """

    casus_id: str
    formulier: str
    klantnummer: str
    inhoud: Mapping[str, Any]
    gezien: Mapping[tuple[str, str], int]
    gewijzigd_op: datetime


def put_concept(connection: Connection, keyring: Keyring, account: str, concept: Concept) -> None:
    """Keep a form; the one that stood there before is gone."""
    key = {"account": account, "casus_id": concept.casus_id, "formulier": concept.formulier}
    values = {
        "klantnummer": concept.klantnummer,
        "inhoud": seal(concept.inhoud, keyring.cipher(concept.klantnummer)) or b"",
        "gezien": [[kind, id_, versie] for (kind, id_), versie in concept.gezien.items()],
        "gewijzigd_op": concept.gewijzigd_op,
    }
    _put(connection, schema.concept, key, values)


def _put(
    connection: Connection, table: sa.Table, key: Mapping[str, Any], values: Mapping[str, Any]
) -> None:
    """One row, whether it was there or not, also when two pages put it at the same moment."""
    statement = _put_statement(connection.dialect.name, table, tuple(key), tuple(values))
    connection.execute(statement, {**key, **values})


@cache
def _put_statement(
    dialect: str, table: sa.Table, key: tuple[str, ...], values: tuple[str, ...]
) -> sa.Executable:
    # A kernel on one database need not load the other's dialect: that costs it two megabytes.
    if dialect == "sqlite":
        from sqlalchemy.dialects.sqlite import insert  # noqa: PLC0415
    else:
        from sqlalchemy.dialects.postgresql import insert  # noqa: PLC0415
    new = insert(table)
    kept = {name: new.excluded[name] for name in values}
    return new.on_conflict_do_update(index_elements=list(key), set_=kept)


def read_concepts(
    connection: Connection, keyring: Keyring, account: str, casus_id: str
) -> dict[str, Concept]:
    """The forms that were left on one casus, by formulier."""
    table = schema.concept
    query = sa.select(table).where(table.c.account == account, table.c.casus_id == casus_id)
    found: dict[str, Concept] = {}
    for row in connection.execute(query).mappings():
        inhoud = row["inhoud"]
        found[row["formulier"]] = Concept(
            casus_id=casus_id,
            formulier=row["formulier"],
            klantnummer=row["klantnummer"],
            inhoud=unseal(inhoud, keyring.cipher(row["klantnummer"])) if inhoud else {},
            gezien={(kind, id_): versie for kind, id_, versie in row["gezien"]},
            gewijzigd_op=row["gewijzigd_op"],
        )
    return found


def drop_concept(connection: Connection, account: str, casus_id: str, formulier: str) -> None:
    """Forget a form."""
    key = {"account": account, "casus_id": casus_id, "formulier": formulier}
    connection.execute(_drop_statement(), key)


@cache
def _drop_statement() -> sa.Executable:
    table = schema.concept
    key = ("account", "casus_id", "formulier")
    return sa.delete(table).where(*(table.c[name] == sa.bindparam(name) for name in key))


def put_plek(
    connection: Connection, sessie: str, tab: str, inhoud: Mapping[str, Any], now: datetime
) -> None:
    """Remember where a sign-in was in one tab; of more than TABS the longest unused is forgotten.

    tab: the id that the page gave it, "" for a page that gives none.
    """
    key = {"sessie": sessie, "tab": tab}
    _put(connection, schema.plek, key, {"inhoud": dict(inhoud), "gewijzigd_op": now})
    connection.execute(_too_many_tabs(), key)


@cache
def _too_many_tabs() -> sa.Executable:
    table = schema.plek
    here = table.c.sessie == sa.bindparam("sessie")
    others = sa.select(table.c.tab).where(here, table.c.tab != sa.bindparam("tab"))
    old = others.order_by(table.c.gewijzigd_op.desc(), table.c.tab).offset(TABS - 1)
    return sa.delete(table).where(here, table.c.tab.in_(old))


def read_plek(connection: Connection, sessie: str, tab: str) -> dict[str, Any]:
    """Where a sign-in was in one tab; empty if nowhere yet."""
    table = schema.plek
    query = sa.select(table.c.inhoud).where(table.c.sessie == sessie, table.c.tab == tab)
    return dict(connection.execute(query).scalar() or {})
