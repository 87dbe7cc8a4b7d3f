"""One database, SQLite or PostgreSQL, and its transactions."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event, exc
from sqlalchemy.engine import Connection, Engine, make_url

from vakmeten import texts
from vakmeten.errors import DatabaseIsNewer, MigrationNeeded, StoreUnavailable
from vakmeten.storage.schema import SCHEMA_VERSION

BUSY_SECONDS = 5
ONE_MOMENT = "vakmeten_one_moment"

# FULL, since NORMAL syncs once a checkpoint and a power cut would eat acknowledged notes.
# recursive_triggers and secure_delete: "replace" must not pass a trigger, deleted text must go.
PRAGMAS = {
    "journal_mode": "WAL",
    "foreign_keys": "ON",
    "synchronous": "FULL",
    "recursive_triggers": "ON",
    "secure_delete": "ON",
    "busy_timeout": "25",  # milliseconds; _begin_sqlite tries again until BUSY_SECONDS
}


def is_sqlite(url: str) -> bool:
    """Whether the URL names an SQLite file. Raises StoreUnavailable if it is no URL."""
    try:
        return make_url(url).get_backend_name() == "sqlite"
    except (exc.ArgumentError, ValueError):
        raise StoreUnavailable(texts.DATABASE_ADRES) from None


def sqlite_path(url: str) -> Path:
    """The file behind an SQLite URL."""
    return Path(make_url(url).database or "")


def open_engine(url: str) -> Engine:
    """Return an engine whose error texts never show the values of a row.

    Raises StoreUnavailable if the URL cannot be used.
    """
    try:
        if is_sqlite(url):
            engine = sa.create_engine(
                url, hide_parameters=True, connect_args={"timeout": BUSY_SECONDS}
            )
            event.listen(engine, "connect", _prepare_sqlite)
            event.listen(engine, "begin", _begin_sqlite)
            return engine
        # A kernel serves one page: two connections are plenty and 30 kernels then fit a server.
        return sa.create_engine(
            url,
            hide_parameters=True,
            pool_pre_ping=True,
            pool_size=1,
            max_overflow=1,
            connect_args={
                "connect_timeout": BUSY_SECONDS,
                "options": f"-c lock_timeout={BUSY_SECONDS}s",
            },
        )
    except (exc.ArgumentError, exc.NoSuchModuleError, ImportError, ValueError):
        raise StoreUnavailable(texts.DATABASE_ADRES) from None


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver would begin too late, and never IMMEDIATE
    for name, value in PRAGMAS.items():
        connection.execute(f"PRAGMA {name}={value}")


def _begin_sqlite(connection: Connection) -> None:
    # Read-then-write in a deferred transaction fails at once when another writer came between.
    # SQLite looks ever more seldom the longer it waits, so that with eight writers the one who
    # waited longest lost for five seconds; asked anew each time, all look equally often.
    driver: Any = connection.connection.dbapi_connection
    if connection.get_execution_options().get(ONE_MOMENT):
        driver.execute("BEGIN")  # reads what stood there, while others write
        return
    deadline = monotonic() + BUSY_SECONDS
    while monotonic() < deadline:
        try:
            driver.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                break
        else:
            return
    connection.exec_driver_sql("BEGIN IMMEDIATE")  # the last time: what is wrong is said


@contextmanager
def transaction(engine: Engine) -> Generator[Connection, None, None]:
    """One short transaction: committed at the end, or nothing of it stays.

    Raises StoreUnavailable, with a sentence for a person, when the database will not have it.
    """
    if engine.dialect.name == "sqlite" and not Path(engine.url.database or "").exists():
        raise StoreUnavailable(texts.DATABASE_WEG)  # SQLite would silently begin an empty one
    try:
        with engine.begin() as connection:
            yield connection
    except exc.DBAPIError as error:
        raise StoreUnavailable(_explain(error)) from None


@contextmanager
def one_moment(engine: Engine) -> Generator[Connection, None, None]:
    """A long look: everything as it stands at one moment, while nobody who writes has to wait.

    Raises StoreUnavailable as `transaction` does. For reading only.
    """
    if engine.dialect.name == "sqlite":
        options: dict[str, Any] = {ONE_MOMENT: True}
    else:
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with transaction(engine.execution_options(**options)) as connection:
        yield connection


def _explain(error: exc.DBAPIError) -> str:
    """The sentence for what the driver said; the driver's own words stay out of it."""
    # PostgreSQL may speak another language; the names of its errors are always English.
    said = f"{type(error.orig).__name__} {error.orig}".lower()
    for words, sentence in (
        (("locked", "busy", "locknotavailable", "deadlock"), texts.DATABASE_BEZET),
        (("readonly",), texts.DATABASE_ALLEEN_LEZEN),
        (("diskfull", "disk is full", "disk i/o"), texts.SCHIJF_VOL),
        (("no such table", "not a database", "undefinedtable"), texts.DATABASE_VREEMD),
    ):
        if any(word in said for word in words):
            return sentence
    if isinstance(error, exc.OperationalError):
        return texts.DATABASE_WEG
    return texts.DATABASE_FOUT


def check_schema(engine: Engine) -> None:
    """Raise MigrationNeeded or DatabaseIsNewer unless the schema is the one of this vakmeten."""
    with transaction(engine) as connection:
        found = read_version(connection)
    if found < SCHEMA_VERSION:
        raise MigrationNeeded(texts.DATABASE_OUDER)


def read_version(connection: Connection) -> str:
    """The schema that the database has, a number of four digits.

    Raises DatabaseIsNewer, or StoreUnavailable if it is a database of something else.
    """
    found = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    if found is None or not re.fullmatch(r"\d{4}", found):
        raise StoreUnavailable(texts.DATABASE_VREEMD)
    if found > SCHEMA_VERSION:
        raise DatabaseIsNewer(texts.DATABASE_NIEUWER)
    return found
