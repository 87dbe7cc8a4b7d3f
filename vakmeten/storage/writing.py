"""From records to rows: the next version of each, and never a change of an earlier one."""

from __future__ import annotations

import itertools
import re
import secrets
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Table
from sqlalchemy.engine import Connection, Dialect

from vakmeten import texts
from vakmeten.domain.checks import check
from vakmeten.domain.dossier import CasusRecord, Dossier
from vakmeten.domain.klant import Koppel
from vakmeten.domain.plan import Inzet
from vakmeten.errors import EditConflict
from vakmeten.storage import schema
from vakmeten.storage.keyring import Keyring
from vakmeten.storage.reading import LastVersion, last_version
from vakmeten.storage.records import KIND_OF, key_of

MANY = 100  # rows from which on it is worth its own way

Gezien = Mapping[tuple[str, str], int]


def random_klantnummers() -> Iterator[str]:
    """Numbers that say nothing about anybody; longer after each ten that were drawn.

    Of six digits there are 900,000: in a large municipality most of them are taken.
    """
    for digits in itertools.count(6):
        lowest = 10 ** (digits - 1)
        for _ in range(10):
            yield f"K-{lowest + secrets.randbelow(9 * lowest)}"


def is_taken(connection: Connection, klantnummer: str) -> bool:
    """Whether there is a klant of that number."""
    taken = sa.select(schema.klant.c.id).where(schema.klant.c.id == klantnummer)
    return connection.execute(taken).first() is not None


def check_versies(dossier: Dossier, records: Iterable[CasusRecord], gezien: Gezien) -> None:
    """Raise EditConflict, with the other text, if a record changed since it was read."""
    for record in records:
        key = key_of(record)
        if dossier.versies.get(key, 0) != gezien.get(key, 0):
            raise EditConflict(texts.GEWIJZIGD, theirs=dossier.eerder(record))


@dataclass(slots=True)
class Rows:
    """Rows that wait to be written, by table, so that many go in one statement."""

    by_table: dict[Table, list[dict[str, Any]]] = field(
        default_factory=lambda: defaultdict(list[dict[str, Any]])
    )
    words: dict[str, list[str]] = field(default_factory=dict[str, list[str]])

    def add(
        self, record: CasusRecord, klantnummer: str, keyring: Keyring, version: Mapping[str, Any]
    ) -> None:
        """Add one version of one record, and what finds it again."""
        kind = KIND_OF[type(record)]
        row = kind.row(record, keyring.when_needed(klantnummer))
        row["klantnummer"] = klantnummer
        row.update(version)
        self.by_table[kind.table].append(row)
        if isinstance(record, Koppel):
            words = search_words(record.naam, record.telefoon)
            self.words[klantnummer] = [keyring.fingerprint(word) for word in words]

    def write(self, connection: Connection) -> None:
        """Write all rows."""
        for table, rows in self.by_table.items():
            insert_many(connection, table, rows)
        # The index follows the name as it is now; a former name no longer finds anybody.
        index = schema.koppel_index
        if not self.words:
            return
        found = [
            {"klantnummer": klantnummer, "woord": word}
            for klantnummer, words in self.words.items()
            for word in words
        ]
        connection.execute(sa.delete(index).where(index.c.klantnummer.in_(list(self.words))))
        if found:
            connection.execute(sa.insert(index), found)


def insert_many(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """As `execute(insert(table), rows)`, in half its time where there are very many.

    The statement and the conversion of each column are SQLAlchemy's own; what is left out is that
    it looks anew for each row which parameters there are.
    """
    if len(rows) < MANY:
        connection.execute(sa.insert(table), rows)
        return
    statement, convert = _compiled(table, connection.dialect)
    connection.exec_driver_sql(statement, [convert(row) for row in rows])


@lru_cache
def _compiled(table: Table, dialect: Dialect) -> tuple[str, Callable[[Mapping[str, Any]], Any]]:
    compiled = sa.insert(table).compile(dialect=dialect)
    processors = [(c.name, c.type.dialect_impl(dialect).bind_processor(dialect)) for c in table.c]

    def named(row: Mapping[str, Any]) -> dict[str, Any]:
        return {name: row[name] if way is None else way(row[name]) for name, way in processors}

    def placed(row: Mapping[str, Any]) -> tuple[Any, ...]:
        return tuple([row[name] if way is None else way(row[name]) for name, way in processors])

    return str(compiled), placed if compiled.positional else named


def fold(text: str) -> str:
    """A text as it is compared: no capitals and no accents."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in letters if not unicodedata.combining(c))


def search_words(naam: str, telefoon: str) -> list[str]:
    """The words by which a person can be found: those of the name, and the telephone's digits."""
    words = re.findall(r"\w+", fold(naam))
    digits = re.sub(r"\D", "", telefoon)
    return list(dict.fromkeys([*words, digits] if digits else words))


def write_records(
    connection: Connection, keyring: Keyring, klantnummer: str, records: Sequence[CasusRecord],
    *, door: str, now: datetime, nieuw: bool = False,
) -> None:  # fmt: skip
    """Write the next version of each record, known and recorded now.

    nieuw: each is a first version. Of two who begin at once the database then refuses the second,
    who on PostgreSQL would else come behind the first as a correction.
    Raises InvalidRecord for an id that another casus already has.
    """
    rows = Rows()
    new: dict[tuple[str, str], LastVersion] = {}
    for record in records:
        key = key_of(record)
        casus_id = getattr(record, "casus_id", klantnummer)
        before = new.get(key)
        if before is None and not nieuw:
            before = last_version(connection, KIND_OF[type(record)], record.id)
        before = before or LastVersion(0, now, casus_id)
        # Else another casus, which this person may not even see, would lose its record to this.
        check(before.casus_id == casus_id, texts.ANDERE_CASUS)
        # A clock turned back must not bury this version under the one before.
        new[key] = LastVersion(before.versie + 1, max(now, before.bekend_op), casus_id)
        version = {
            "versie": new[key].versie,
            "bekend_op": new[key].bekend_op,
            "vastgelegd_op": now,
            "vastgelegd_door": door,
        }
        rows.add(record, klantnummer, keyring, version)
    rows.write(connection)


def without_repeats(dossier: Dossier, records: Iterable[CasusRecord]) -> list[CasusRecord]:
    """The records that say something new: saving the same twice makes no second version."""
    return [record for record in records if dossier.eerder(record) != record]


def check_aanpakken(
    connection: Connection, dossier: Dossier, records: Iterable[CasusRecord]
) -> None:
    """Raise InvalidRecord for an inzet of an aanpak that can't be chosen (any more)."""
    inzetten = [(record, dossier.eerder(record)) for record in records if isinstance(record, Inzet)]
    chosen = {i.aanpak for i, before in inzetten if before is None or before.aanpak != i.aanpak}
    if not chosen:
        return
    table = schema.aanpak
    query = sa.select(table.c.code).where(table.c.code.in_(chosen), table.c.actief)
    known = set(connection.execute(query).scalars())
    check(known == chosen, texts.AANPAK_KIEZEN, "inzetten")
