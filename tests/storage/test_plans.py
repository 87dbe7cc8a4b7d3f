"""No question to the store reads a whole table of records: each statement is found by an index.

Every public method is called and every statement that it sends is explained by the database, so
a new question that no index serves is caught here, and a new method that is not called too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from vakmeten.domain.diagnose import Diagnose
from vakmeten.domain.evaluatie import Evaluatie
from vakmeten.domain.klant import Klant, Koppel
from vakmeten.domain.plan import Doel, Inzet, Plan, Verwachting
from vakmeten.domain.topping import Aanvulling, Topping
from vakmeten.domain.uitvoering import Afspraak, Contact
from vakmeten.storage.accounts import Accounts
from vakmeten.storage.database import transaction
from vakmeten.storage.frame_rows import SOORTEN
from vakmeten.storage.store import Store
from vakmeten.storage.tables import metadata
from vakmeten.storage.toppings import add_toppings

# Lists of the municipality and of who works there: not one row a klant, a casus or a sign-in.
LISTS = {"team", "account", "aanpak", "topping", "alembic_version"}
RECORDS = set(metadata.tables) - LISTS
ASKS_NOTHING = {"close", "vandaag", "nu"}
LENGTE = Topping(code="lengte", naam="Lengte", soort="getal", bij="klant")


@dataclass
class Heard:
    """The statements that a database was sent, with the values of the first time."""

    statements: dict[str, Any] = field(default_factory=dict)

    def __call__(
        self, conn: Any, cursor: Any, statement: str, parameters: Any, context: Any, many: bool
    ) -> None:
        self.statements.setdefault(statement, parameters[0] if many else parameters)


@contextmanager
def listening(engine: sa.Engine) -> Iterator[Heard]:
    heard = Heard()
    sa.event.listen(engine, "before_cursor_execute", heard)
    yield heard
    sa.event.remove(engine, "before_cursor_execute", heard)


def read_whole(engine: sa.Engine, heard: Heard) -> list[str]:
    """The statements that read a whole table of records, with the step that does."""
    explain = _sqlite if engine.dialect.name == "sqlite" else _postgresql
    found: list[str] = []
    with transaction(engine) as connection:
        for statement, values in heard.statements.items():
            if re.match(r"select|update|delete", statement, re.IGNORECASE):
                found += [f"{step}: {statement}" for step in explain(connection, statement, values)]
    return found


def _sqlite(connection: sa.Connection, statement: str, values: Any) -> list[str]:
    """Steps that read from end to end, or that first make an index of their own from all rows."""
    steps = [
        row.detail for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
    ]
    return [
        step
        for step in steps
        if "AUTOMATIC" in step or (step.startswith("SCAN ") and _table(step.split()[1]) in RECORDS)
    ]


def _table(name: str) -> str:
    """The table behind the name of a second use of it, as `casus_1`."""
    return re.sub(r"_\d+$", "", name)


def _postgresql(connection: sa.Connection, statement: str, values: Any) -> list[str]:
    """Steps without a condition on an index. Tables of a test are small, and read whole if one may.

    Only nested loops: the others read both sides whole, which for few rows is the cheapest.
    """
    for way in ("seqscan", "mergejoin", "hashjoin"):
        connection.exec_driver_sql(f"SET LOCAL enable_{way} = off")
    asked = f"EXPLAIN (FORMAT JSON) {statement}"
    plan = connection.exec_driver_sql(asked, values).scalar_one()
    plan = json.loads(plan) if isinstance(plan, str) else plan
    return [
        f"{node['Node Type']} {table}"
        for node, table in _nodes(plan[0]["Plan"])
        if "Scan" in node["Node Type"]
        # The conditions of these are those of what is below them.
        and node["Node Type"] not in ("Bitmap Heap Scan", "Subquery Scan")
        and table in RECORDS
        and "Index Cond" not in node
    ]


def _nodes(node: dict[str, Any], table: str = "") -> Iterator[tuple[dict[str, Any], str]]:
    """Each step of a plan with the table it is about."""
    table = node.get("Relation Name", table)
    yield node, table
    for below in node.get("Plans", ()):
        yield from _nodes(below, table)


@pytest.fixture
def full_casus(town, casus_id, bewaar) -> str:
    """A casus of Anna's with every kind of record in it, one of a colleague, and a topping."""
    with transaction(town.engine) as connection:
        add_toppings(connection, [LENGTE])
    town.open_casus("bas", "K-100002", naam="Sam de Vries")
    store = town.store()
    for kind in (Diagnose, Plan, Doel, Inzet, Contact, Afspraak, Evaluatie):
        bewaar(store, casus_id, kind)
    inzet = store.casus(casus_id).huidig.inzetten[0]
    dossier = bewaar(store, casus_id, Verwachting, inzet_id=inzet.id)
    aanvulling = Aanvulling(
        casus_id="K-100001", bij="klant", record_id="K-100001", waarden={"lengte": 170}
    )
    store.save(casus_id, [aanvulling], gezien=dossier.versies)
    return casus_id


def questions(store: Store, casus_id: str) -> dict[str, Callable[[], object]]:
    """Each public method of the store, asked in all its ways."""
    new = Klant(klantnummer="K-900001"), Koppel(klantnummer="K-900001", naam="Bo Bakker")

    def save() -> None:
        dossier = store.casus(casus_id)
        here = {"casus_id": casus_id, "ronde_id": dossier.huidig.ronde.id}
        day = store.vandaag()
        records = [
            Koppel(klantnummer="K-100001", naam="Sam Smit"),
            Contact(**here, datum=day, vorm="telefonisch", kern="Belde"),
            Inzet(**here, aanpak="werk_fit", kennisbron="praktijk", startdatum=day),
        ]
        store.save(casus_id, records, gezien=dossier.versies, formulier="plan")

    def caseload() -> None:
        for zoek in ("", "K-1000", "sam jansen", "06 12345670"):
            for team in (False, True):
                store.caseload(zoek=zoek, team=team, gesloten=team)
                store.caseload(zoek=zoek, team=team)

    def casus() -> None:
        store.casus(casus_id)
        store.casus(casus_id, peildatum=store.nu())

    return {
        "user": store.user,
        "caseload": caseload,
        "casus": casus,
        "geschiedenis": lambda: [
            store.geschiedenis(casus_id, "diagnose", store.casus(casus_id).huidig.diagnose.id),
            store.geschiedenis(casus_id, "koppel", "K-100001"),
        ],
        "aanpakken": store.aanpakken,
        "toppings": store.toppings,
        "collegas": store.collegas,
        "frame": lambda: [
            store.frame(soort, peildatum=moment)
            for soort in SOORTEN
            for moment in (None, store.nu())
        ],
        "new_klantnummer": store.new_klantnummer,
        "lookalikes": lambda: store.lookalikes("Sam Jansen"),
        "open_casus": lambda: store.open_casus(*new, store.vandaag()),
        "save": save,
        "save_concept": lambda: store.save_concept(
            casus_id, "plan", {"x": 1}, klantnummer="", gezien={}
        ),
        "concepten": lambda: [store.concepten(casus_id), store.concepten("")],
        "drop_concept": lambda: store.drop_concept(casus_id, "plan"),
        "plek": store.plek,
        "zet_plek": lambda: store.zet_plek({"casus": casus_id}),
    }


def test_every_question_to_the_store_is_answered_by_an_index(town, full_casus):
    """Opening the store too; the clock moves, so that the sign-in is seen again."""
    store = town.store("anna", town.sign_in("anna"))
    asked = questions(store, full_casus)
    assert set(asked) == {n for n in dir(Store) if not n.startswith("_")} - ASKS_NOTHING
    with listening(sa.Engine) as heard:
        town.store("anna")
        for question in asked.values():
            town.clock.move(minutes=2)
            question()

    tables = {table for table in RECORDS for text in heard.statements if f" {table}" in text}
    assert tables >= RECORDS - {"aanmeldpoging"}
    assert read_whole(town.engine, heard) == []


def test_every_question_about_sign_ins_is_answered_by_an_index(town):
    hasher = PasswordHasher(time_cost=1, memory_cost=256, parallelism=1)
    accounts = Accounts(town.engine, town.clock, hasher)
    word, person = "een lang wachtwoord", {"weergavenaam": "Eva", "rol": "klantmanager"}
    asked: dict[str, Callable[[str], object]] = {
        "add_team": lambda _: accounts.add_team("oost", "Oost"),
        "add_account": lambda _: accounts.add_account("eva", word, **person, team="oost"),
        "add_accounts": lambda _: accounts.add_accounts(
            [person | {"naam": "bo", "team": "oost"}], word
        ),
        "sign_in": lambda _: accounts.sign_in("eva", "fout") or accounts.sign_in("eva", word),
        "lookup": accounts.lookup,
        "ended_by": accounts.ended_by,
        "still_valid": lambda sid: accounts.still_valid([sid]),
        "sign_out": accounts.sign_out,
        "all": lambda _: accounts.all(),
        "set_active": lambda _: accounts.set_active("eva", actief=False),
    }
    assert set(asked) == {name for name in dir(Accounts) if not name.startswith("_")}
    sid = ""
    with listening(town.engine) as heard:
        for question in asked.values():
            town.clock.move(minutes=2)
            found = question(sid)
            sid = sid or (found if isinstance(found, str) else "")

    assert sid
    assert read_whole(town.engine, heard) == []


def test_a_statement_that_reads_a_whole_table_is_caught(town, full_casus):
    """The test of the test: a condition or an order that no index serves, a join without one."""
    bad = (
        "SELECT id FROM casus WHERE startdatum = '2026-01-01'",
        "SELECT casus_1.id FROM casus AS casus_1",
        "SELECT id FROM klant ORDER BY vastgelegd_op LIMIT 1",
        "SELECT count(*) FROM logboek",
        "SELECT casus.id FROM casus JOIN plan ON plan.bestemming = casus.team WHERE casus.id = 'x'",
        "DELETE FROM sessie WHERE gezien_op < '2026-01-01'",
    )
    good = "SELECT id FROM casus AS casus_1 WHERE casus_1.id = 'x'"
    for statement in bad:
        assert read_whole(town.engine, Heard({statement: ()})), statement
    assert read_whole(town.engine, Heard({good: ()})) == []
