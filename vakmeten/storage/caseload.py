"""The lines of a caseload: a handful of grouped queries, however many casussen there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Select, Table
from sqlalchemy.engine import Connection

from vakmeten.access import Scope
from vakmeten.domain.caseload import CaseloadRegel
from vakmeten.domain.codes import Stap
from vakmeten.domain.dossier import next_stap
from vakmeten.storage import schema
from vakmeten.storage.keyring import Keyring
from vakmeten.storage.reading import in_scope, is_current
from vakmeten.storage.records import unseal
from vakmeten.storage.writing import fold, search_words

CHUNK = 500  # ids in one statement; both databases allow far more


@dataclass(frozen=True, slots=True, kw_only=True)
class Vraag:
    """What somebody asks of a caseload: whose casussen, closed ones too, and a word to find."""

    zoek: str = ""
    team: bool = False
    gesloten: bool = False


def read_caseload(
    connection: Connection, keyring: Keyring, scope: Scope, vraag: Vraag, vandaag: date
) -> list[CaseloadRegel]:
    """The casussen in scope that answer the question, by startdatum. Names only of one's own."""
    rows = connection.execute(_casussen(scope, vraag)).mappings().all()
    mine = [row for row in rows if row["klantmanager"] == scope.klantmanager]
    names = _names(connection, keyring, mine)
    rows = _matching(connection, keyring, rows, names, vraag.zoek)
    lines: list[CaseloadRegel] = []
    for start in range(0, len(rows), CHUNK):
        chunk = rows[start : start + CHUNK]
        facts = _facts(connection, scope.klantmanager, [row["id"] for row in chunk])
        for row in chunk:
            naam = names.get(row["klantnummer"], "")
            lines.append(_line(row, naam, facts[row["id"]], vandaag))
    return lines


def _casussen(scope: Scope, vraag: Vraag) -> Select[Any]:
    casus = schema.casus
    mine = casus.c.klantmanager == scope.klantmanager
    query = sa.select(casus).where(in_scope(scope) if vraag.team else mine, is_current(casus))
    if not vraag.gesloten:
        query = query.where(casus.c.einddatum.is_(None))
    return query.order_by(casus.c.startdatum, casus.c.id)


def _names(connection: Connection, keyring: Keyring, rows: Sequence[Any]) -> dict[str, str]:
    koppel = schema.koppel
    found: dict[str, str] = {}
    nummers = [row["klantnummer"] for row in rows]
    keyring.prepare(nummers)
    for start in range(0, len(nummers), CHUNK):
        query = sa.select(koppel.c.klantnummer, koppel.c.naam).where(
            koppel.c.id.in_(nummers[start : start + CHUNK]), is_current(koppel)
        )
        for nummer, naam in connection.execute(query):
            found[nummer] = "" if naam is None else unseal(naam, keyring.cipher(nummer))
    return found


def _matching(
    connection: Connection, keyring: Keyring, rows: Sequence[Any], names: dict[str, str], zoek: str
) -> list[Any]:
    """Rows with the words in klantnummer or name; a colleague's klant only by a whole word."""
    words = fold(zoek).split()
    if not words:
        return list(rows)
    whole = _found_by_index(connection, keyring, zoek, [row["klantnummer"] for row in rows])

    def matches(row: Any) -> bool:
        text = fold(f"{row['klantnummer']} {names.get(row['klantnummer'], '')}")
        return all(word in text for word in words) or row["klantnummer"] in whole

    return [row for row in rows if matches(row)]


def _found_by_index(
    connection: Connection, keyring: Keyring, zoek: str, among: Sequence[str]
) -> set[str]:
    """The klantnummers, of these, whose name or telephone has every word of the question.

    Looked for per klant and not per word: of a common name a large municipality has thousands.
    """
    index = schema.koppel_index
    parts = zoek.split()
    digits = [part for part in parts if any(c.isdigit() for c in part)]
    words = search_words(" ".join(p for p in parts if p not in digits), "".join(digits))
    prints = {keyring.fingerprint(word) for word in words}
    found: set[str] = set()
    for start in range(0, len(among) if prints else 0, CHUNK):
        query = sa.select(index.c.klantnummer).where(
            index.c.klantnummer.in_(among[start : start + CHUNK]), index.c.woord.in_(prints)
        )
        query = query.group_by(index.c.klantnummer).having(sa.func.count() == len(prints))
        found.update(connection.execute(query).scalars())
    return found


def find_lookalikes(connection: Connection, keyring: Keyring, scope: Scope, naam: str) -> list[str]:
    """Klantnummers within scope whose name has the same words: perhaps the same person."""
    casus = schema.casus
    query = sa.select(casus.c.klantnummer).where(in_scope(scope), is_current(casus)).distinct()
    return sorted(_found_by_index(connection, keyring, naam, connection.scalars(query).all()))


def _facts(connection: Connection, account: str, ids: list[str]) -> dict[str, dict[str, Any]]:
    """Per casus what a line shows, each from one query."""
    facts: dict[str, dict[str, Any]] = {casus_id: {} for casus_id in ids}
    for name, query in (
        ("ronde", _rows(schema.ronde, ids, "nummer", "startdatum", "id")),
        ("diagnose", _rows(schema.diagnose, ids, "datum", "trede", "ronde_id")),
        ("evaluatie", _rows(schema.evaluatie, ids, "datum", "trede", "ronde_id")),
        ("plan", _rows(schema.plan, ids, "datum", "ronde_id")),
        ("verwachting", _open_verwachtingen(ids)),
        ("contact", _extreme(schema.contact, ids, sa.func.max)),
        ("afspraak", _extreme(schema.afspraak, ids, sa.func.min, open_only=True)),
        ("concept", _concepts(account, ids)),
    ):
        for row in connection.execute(query).mappings():
            facts[row["casus_id"]].setdefault(name, []).append(row)
    return facts


def _rows(table: Table, ids: list[str], *columns: str) -> Select[Any]:
    query = sa.select(table.c.casus_id, *(table.c[name] for name in columns))
    return query.where(table.c.casus_id.in_(ids), is_current(table)).order_by(table.c[columns[0]])


def _open_verwachtingen(ids: list[str]) -> Select[Any]:
    table = schema.verwachting
    query = _rows(table, ids, "datum", "kans", "ronde_id")
    return query.where(table.c.uitkomst.is_(None), table.c.vervallen.is_(False))


def _extreme(table: Table, ids: list[str], which: Any, *, open_only: bool = False) -> sa.Executable:
    query = sa.select(table.c.casus_id, which(table.c.datum).label("datum")).where(
        table.c.casus_id.in_(ids), table.c.vervallen.is_(False), is_current(table)
    )
    if open_only:
        query = query.where(table.c.nagekomen.is_(None))
    return query.group_by(table.c.casus_id)


def _concepts(account: str, ids: list[str]) -> sa.Executable:
    table = schema.concept
    newest = sa.func.max(table.c.gewijzigd_op).label("op")
    query = sa.select(table.c.casus_id, sa.type_coerce(newest, table.c.gewijzigd_op.type))
    query = query.where(table.c.casus_id.in_(ids), table.c.account == account)
    return query.group_by(table.c.casus_id)


def _line(row: Any, naam: str, facts: dict[str, list[Any]], vandaag: date) -> CaseloadRegel:
    ronde = facts["ronde"][-1]
    tredes = _tredes(facts)
    verwachting = next(iter(facts.get("verwachting", [])), None)
    return CaseloadRegel(
        casus_id=row["id"],
        klantnummer=row["klantnummer"],
        naam=naam,
        klantmanager=row["klantmanager"],
        team=row["team"],
        startdatum=row["startdatum"],
        einddatum=row["einddatum"],
        ronde=ronde["nummer"],
        ronde_sinds=ronde["startdatum"],
        stap=_stap(ronde["id"], facts, vandaag),
        trede=max(tredes)[-1] if tredes else None,
        laatste_contact=_first(facts, "contact", "datum"),
        verwachting=verwachting["datum"] if verwachting else None,
        kans=verwachting["kans"] if verwachting else None,
        afspraak=_first(facts, "afspraak", "datum"),
        concept_op=_first(facts, "concept", "gewijzigd_op"),
    )


def _tredes(facts: dict[str, list[Any]]) -> list[tuple[date, int, bool, int]]:
    """Every recorded rung: day, ronde, whether it is of the evaluatie, and the rung itself."""
    nummer = {ronde["id"]: ronde["nummer"] for ronde in facts["ronde"]}
    return [
        (row["datum"], nummer[row["ronde_id"]], step == "evaluatie", row["trede"])
        for step in ("diagnose", "evaluatie")
        for row in facts.get(step, [])
    ]


def _first(facts: dict[str, list[Any]], name: str, column: str) -> Any:
    found = facts.get(name)
    return None if not found else found[0].get(column, found[0].get("op"))


def _stap(ronde_id: str, facts: dict[str, list[Any]], vandaag: date) -> Stap:
    here = {
        name: [row for row in facts.get(name, []) if row["ronde_id"] == ronde_id]
        for name in ("diagnose", "plan", "evaluatie", "verwachting")
    }
    return next_stap(
        diagnose=bool(here["diagnose"]),
        plan=bool(here["plan"]),
        evaluatie=bool(here["evaluatie"]),
        due=any(row["datum"] <= vandaag for row in here["verwachting"]),
    )
