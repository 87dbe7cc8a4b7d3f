"""Bring a database to the schema of this vakmeten, after a copy of what stood there."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy.engine import Connection, Engine

from vakmeten import texts
from vakmeten.domain.aanpak import Aanpak, read_catalogus
from vakmeten.errors import MigrationNeeded, StoreUnavailable
from vakmeten.storage import schema
from vakmeten.storage.database import (
    is_sqlite,
    open_engine,
    read_version,
    sqlite_path,
    transaction,
)
from vakmeten.storage.schema import SCHEMA_VERSION

MIGRATIONS = "vakmeten.storage:migrations"


def migrate(url: str, *, kopie_gemaakt: bool = False) -> Path | None:
    """Make or update the database and fill an empty catalogue.

    An SQLite file that must change is copied first; the copy's path is returned, else None.
    PostgreSQL is only changed after the beheerder's own dump (`kopie_gemaakt`), else
    MigrationNeeded. Raises DatabaseIsNewer, or StoreUnavailable for a file of something else.
    """
    engine = open_engine(url)
    try:
        if is_sqlite(url):
            _make_file(sqlite_path(url))
        found = _found_version(engine)
        copy = None
        if found is not None and found < SCHEMA_VERSION:
            copy = _keep_copy(engine, url, found, kopie_gemaakt=kopie_gemaakt)
        if found is None or found < SCHEMA_VERSION:
            with transaction(engine) as connection:
                _upgrade(connection)
        add_aanpakken(engine, read_catalogus())
        return copy
    finally:
        engine.dispose()


def _make_file(path: Path) -> None:
    """An empty file that nobody else can read, where there is none yet."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not path.exists():
            path.touch(mode=0o600)
    except OSError:
        raise StoreUnavailable(texts.DATABASE_WEG) from None


def _found_version(engine: Engine) -> str | None:
    """The version of the database, None if it is empty."""
    with transaction(engine) as connection:
        tables = set(sa.inspect(connection).get_table_names())
        if not tables:
            return None
        if "alembic_version" not in tables:
            raise StoreUnavailable(texts.DATABASE_VREEMD)
        return read_version(connection)


def _keep_copy(engine: Engine, url: str, found: str, *, kopie_gemaakt: bool) -> Path | None:
    if not is_sqlite(url):
        if not kopie_gemaakt:
            raise MigrationNeeded(texts.KOPIE_EERST)
        return None
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    source = sqlite_path(url)
    copy = source.with_name(f"{source.stem}-{found}-{stamp}.sqlite")
    _make_file(copy)  # VACUUM INTO takes an empty file and leaves its mode as it is
    try:
        with closing(engine.raw_connection()) as connection:  # no VACUUM within a transaction
            connection.cursor().execute("VACUUM INTO ?", (str(copy),))
    except sqlite3.Error:
        copy.unlink()
        raise StoreUnavailable(texts.KOPIE_MISLUKT) from None
    return copy


def _upgrade(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", MIGRATIONS)
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def add_aanpakken(engine: Engine, aanpakken: tuple[Aanpak, ...]) -> None:
    """Add to the catalogue what is not in it yet, by code; what stands there is left as it is."""
    with transaction(engine) as connection:
        insert_aanpakken(connection, aanpakken)


def insert_aanpakken(connection: Connection, aanpakken: tuple[Aanpak, ...]) -> None:
    """The same within a transaction that is open."""
    table = schema.aanpak
    known = set(connection.execute(sa.select(table.c.code)).scalars())
    new = [
        {
            "code": a.code,
            "naam": a.naam,
            "categorie": a.categorie,
            "srg": a.srg,
            "actief": a.actief,
        }
        for a in aanpakken
        if a.code not in known
    ]
    if new:
        connection.execute(sa.insert(table), new)
