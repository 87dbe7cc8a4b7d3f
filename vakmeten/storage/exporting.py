"""A pseudonymised store for an analyst: one SQLite file without names, texts or keys."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Table
from sqlalchemy.engine import Connection, Engine

from vakmeten import texts
from vakmeten.access import Rol
from vakmeten.domain.topping import ToppingSoort
from vakmeten.errors import InvalidSettings, StoreUnavailable
from vakmeten.storage.account_tables import account, team
from vakmeten.storage.asking import Clock, utc_now
from vakmeten.storage.columns import metadata
from vakmeten.storage.database import (
    check_schema,
    is_sqlite,
    one_moment,
    open_engine,
    sqlite_path,
    transaction,
)
from vakmeten.storage.logbook import log_line
from vakmeten.storage.migrate import migrate
from vakmeten.storage.pseudonyms import LISTS, TABLES, Pseudonyms, check_decided

ANALIST = "analist"
ACTOR = "vakmeten:export"  # no account can have a name with a colon
CHUNK = 2000  # rows in memory at once
LAY_ANEW = """
CREATE TEMP TABLE in_volgorde AS SELECT * FROM {table} ORDER BY id, versie;
DELETE FROM {table};
INSERT INTO {table} SELECT * FROM in_volgorde;
DROP TABLE in_volgorde;
"""


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What went out: how many casussen, and the naam of each topping that went along."""

    casussen: int
    toppings: tuple[str, ...]


def export_store(url: str, path: Path, *, clock: Clock = utc_now) -> ExportReport:
    """Write all casussen of a store into a new SQLite file for an analyst.

    The file has every version of every record, with pseudonyms for klanten, records and
    professionals; days, codes, numbers and teams are as they were. It is there as a whole or not
    at all, for its owner alone. The source is read as it stood at one moment, in a transaction
    that no klantmanager has to wait for, and gets one line in its log.
    Raises InvalidSettings for a place where no new file can be made, or StoreUnavailable.
    """
    check_decided(metadata)
    _check_place(path)
    if is_sqlite(url) and not sqlite_path(url).is_file():
        raise InvalidSettings(texts.EXPORT_GEEN_BRON.format(pad=sqlite_path(url).parent))
    building = path.with_name(f".{secrets.token_hex(8)}")  # short, whatever the file is called
    engine = open_engine(url)
    try:
        check_schema(engine)
        counts, toppings = _make(engine, building)
        _log(engine, clock, counts)  # before anybody can take the file
        building.rename(path)
    except (OSError, sqlite3.Error):
        raise StoreUnavailable(texts.EXPORT_MISLUKT) from None
    finally:
        engine.dispose()
        for rest in ("", "-wal", "-shm", "-journal"):
            building.with_name(building.name + rest).unlink(missing_ok=True)
    return ExportReport(counts["casus"], tuple(sorted(toppings.values())))


def _check_place(path: Path) -> None:
    if "?" in str(path):  # an URL of a database ends there
        raise InvalidSettings(texts.EXPORT_NAAM)
    try:
        taken = path.exists() or path.is_symlink()
        if not taken:
            path.touch(exist_ok=False)
            path.unlink()
    except OSError:
        raise InvalidSettings(texts.EXPORT_MAP.format(pad=path.parent)) from None
    if taken:
        raise InvalidSettings(texts.EXPORT_BESTAAT.format(pad=path))


def _make(source: Engine, path: Path) -> tuple[dict[str, int], dict[str, str]]:
    """Fill a new file. Returns the number of records by kind and the naam of toppings by code."""
    migrate(f"sqlite:///{path}")
    target = open_engine(f"sqlite:///{path}")
    try:
        with one_moment(source) as connection:
            toppings = _copy_lists(connection, target)
            counts = _copy_records(connection, target, toppings.keys())
    finally:
        target.dispose()
    with closing(sqlite3.connect(path)) as connection:
        _shuffle(connection)
        connection.execute("PRAGMA journal_mode=DELETE")  # one file, without the two of WAL
    return counts, toppings


def _shuffle(connection: sqlite3.Connection) -> None:
    """Lay the rows in the order of their new ids.

    In the order of the source the n-th row would still be the n-th line of the file that once came
    in, whatever it is called now.
    """
    for name in TABLES:
        connection.executescript(LAY_ANEW.format(table=name))
    connection.execute("VACUUM")


def _copy_lists(source: Connection, target: Engine) -> dict[str, str]:
    """Teams, catalogue and toppings, and the one account. Returns the naam of topping by code."""
    rows = {
        name: [dict(row) for row in source.execute(sa.select(metadata.tables[name])).mappings()]
        for name in LISTS
    }
    rows["topping"] = [row for row in rows["topping"] if row["soort"] != ToppingSoort.TEKST]
    # In a team of its own, that casussen of the municipality are never of.
    own = {"code": ANALIST, "naam": ANALIST.title()}
    rows[team.name] = [row for row in rows[team.name] if row["code"] != ANALIST] + [own]
    rows[account.name] = [
        {
            "naam": ANALIST,
            "weergavenaam": ANALIST.title(),
            "rol": Rol.ANALIST.value,
            "team": ANALIST,
            "wachtwoord": "-",  # no hash, so no password fits it
            "actief": True,
        }
    ]
    with transaction(target) as connection:
        connection.execute(sa.delete(metadata.tables["aanpak"]))  # what migrate put there
        for name, found in rows.items():
            if found:
                connection.execute(sa.insert(metadata.tables[name]), found)
    return {row["code"]: row["naam"] for row in rows["topping"]}


def _copy_records(source: Connection, target: Engine, codes: Collection[str]) -> dict[str, int]:
    """Every version of every record, a piece at a time; how many records there are of each."""
    pseudonyms = Pseudonyms(_accounts(source))
    counts = dict.fromkeys(TABLES, 0)
    for name in TABLES:
        table = metadata.tables[name]
        with transaction(target) as connection:
            for chunk in _chunks(source, table):
                rows = [pseudonyms.row(name, row) for row in chunk]
                for row in rows if "waarden" in table.c else ():
                    row["waarden"] = {k: v for k, v in row["waarden"].items() if k in codes}
                connection.execute(sa.insert(table), rows)
                counts[name] += sum(row["versie"] == 1 for row in rows)
    return counts


def _chunks(source: Connection, table: Table) -> Iterator[Iterable[Mapping[str, Any]]]:
    _, empty = TABLES[table.name]
    columns = [column for column in table.c if column.name not in empty.split()]
    result = source.execute(sa.select(*columns), execution_options={"yield_per": CHUNK})
    for rows in result.mappings().partitions():
        yield [dict(row) for row in rows]


def _accounts(source: Connection) -> set[str]:
    """Everybody who has a casus or wrote something down."""
    columns = [
        table.c[name]
        for table in (metadata.tables[name] for name in TABLES)
        for name in ("klantmanager", "vastgelegd_door")
        if name in table.c
    ]
    queries = [sa.select(column).distinct() for column in columns]
    return {naam for query in queries for naam in source.execute(query).scalars()}


def _log(engine: Engine, clock: Clock, counts: Mapping[str, int]) -> None:
    with transaction(engine) as connection:
        log_line(
            connection,
            tijdstempel=clock(),
            actor=ACTOR,
            actie="exporteren",
            object_="",
            resultaat="gelukt",
            oorsprong="opdrachtregel",
            filter_={"voor": ANALIST, **counts},
        )
