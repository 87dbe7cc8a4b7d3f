"""A database that will not have it: one sentence for a person, and nothing half."""

from __future__ import annotations

import os
import pickle
import resource
import shutil
import signal
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import monotonic

import psycopg.errors
import pytest
import sqlalchemy as sa

from vakmeten import texts
from vakmeten.domain.uitvoering import Contact
from vakmeten.errors import DatabaseIsNewer, MigrationNeeded, StoreUnavailable
from vakmeten.settings import Settings, Visitor
from vakmeten.storage import database
from vakmeten.storage.database import open_engine, transaction
from vakmeten.storage.migrate import migrate
from vakmeten.storage.store import open_store

NOBODY = 65534


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A store that waits a quarter of a second instead of five."""
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.25)


def refusal(ask: Callable[[], object]) -> str:
    with pytest.raises(StoreUnavailable) as caught:
        ask()
    error = caught.value
    assert error.__suppress_context__ or error.__context__ is None  # no driver behind it
    return str(caught.value)


def file_settings(path: Path) -> Settings:
    return Settings(
        data_map=path.parent,
        database_url=f"sqlite:///{path}",
        hoofdsleutel=path.parent / "hoofdsleutel",
    )


def opening(path: Path) -> str:
    """The sentence with which a store on this file is refused; the same for the beheerder."""
    settings = file_settings(path)
    said = refusal(lambda: open_store(settings, Visitor("anna", "")))
    assert path.is_dir() or not path.exists() or refusal(lambda: migrate(settings.url)) == said
    return said


# Locked


def test_a_database_that_another_holds_says_so_and_works_again_after(
    impatient, town, casus_id, bewaar, maak
):
    store = town.store()
    dossier = store.casus(casus_id)
    contact = maak(dossier, Contact)
    held = town.engine.connect()
    lock = "select 1" if town.engine.dialect.name == "sqlite" else "lock table logboek"
    held.exec_driver_sql(lock)  # on SQLite the connection begins IMMEDIATE by itself

    try:
        save = lambda: store.save(casus_id, [contact], gezien=dossier.versies)  # noqa: E731
        assert refusal(save) == refusal(store.caseload) == texts.DATABASE_BEZET
    finally:
        held.close()
    saved = store.save(casus_id, [contact], gezien=dossier.versies)
    assert saved.huidig.contacten == (contact,)


def test_only_what_is_busy_is_waited_for(town):
    began = monotonic()
    with town.engine.connect() as connection:
        if town.engine.dialect.name == "sqlite":
            connection.connection.dbapi_connection.execute("BEGIN")
        with pytest.raises(sa.exc.DBAPIError):  # a transaction within a transaction
            connection.exec_driver_sql("begin onzin")

    assert monotonic() - began < database.BUSY_SECONDS


# Read-only: really so, by another user of the machine


def in_child(ask: Callable[[], object], *, as_nobody: bool = False) -> object:
    """What `ask` returns or raises in a child process, which may not write our files."""
    to_read, to_write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if as_nobody and os.getuid() == 0:
                os.setresgid(NOBODY, NOBODY, NOBODY)
                os.setresuid(NOBODY, NOBODY, NOBODY)
            found = ask()
        except BaseException as error:  # noqa: BLE001 - it goes to the parent
            found = (type(error).__name__, str(error))
        with os.fdopen(to_write, "wb") as out:
            pickle.dump(found, out)
        os._exit(0)
    os.close(to_write)
    with os.fdopen(to_read, "rb") as received:
        found = pickle.load(received)  # noqa: S301 - our own child wrote it
    os.waitpid(child, 0)
    return found


@pytest.fixture
def open_folder():
    """A folder that another user of the machine can enter."""
    folder = Path(tempfile.mkdtemp(prefix="vakmeten-alleen-lezen-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_a_database_that_may_only_be_read_says_so(open_folder, empty):
    path = open_folder / "vakmeten.sqlite"
    shutil.copy(empty, path)
    url = f"sqlite:///{path}"
    for file_mode, folder_mode in ((0o444, 0o555), (0o444, 0o777), (0o666, 0o555)):
        path.chmod(file_mode)
        open_folder.chmod(folder_mode)

        def write() -> None:
            engine = open_engine(url)
            with transaction(engine) as connection:
                connection.execute(sa.text("insert into team values ('noord', 'Noord')"))

        kind, sentence = in_child(write, as_nobody=True)
        assert kind == "StoreUnavailable"
        assert sentence in {texts.DATABASE_ALLEEN_LEZEN, texts.DATABASE_WEG}
        if (file_mode, folder_mode) == (0o444, 0o555):
            assert sentence == texts.DATABASE_ALLEEN_LEZEN


def test_a_transaction_that_may_only_read_says_so_on_both(town):
    statement = "PRAGMA query_only=ON"
    if town.engine.dialect.name == "postgresql":
        statement = "SET TRANSACTION READ ONLY"

    def write() -> None:
        with transaction(town.engine) as connection:
            connection.exec_driver_sql(statement)
            connection.execute(sa.text("insert into team values ('x', 'X')"))

    assert refusal(write) == texts.DATABASE_ALLEEN_LEZEN


def test_where_no_file_can_be_made_migrating_says_so(tmp_path):
    (tmp_path / "bestand").write_text("geen map")

    assert refusal(lambda: migrate(f"sqlite:///{tmp_path}/bestand/x.sqlite")) == texts.DATABASE_WEG


# Full


def test_a_full_disk_says_so_and_what_was_acknowledged_stays(tmp_path, empty):
    path = tmp_path / "vakmeten.sqlite"
    shutil.copy(empty, path)

    def fill() -> tuple[int, str]:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        room = path.stat().st_size + 400_000
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        engine, written = open_engine(f"sqlite:///{path}"), 0
        try:
            while True:
                with transaction(engine) as connection:
                    row = {"c": f"t{written}", "n": "x" * 100_000}
                    connection.execute(sa.text("insert into team values (:c, :n)"), row)
                written += 1
        except StoreUnavailable as error:
            return written, str(error)

    written, sentence = in_child(fill)

    assert sentence == texts.SCHIJF_VOL
    assert written >= 1
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("select count(*) from team").fetchone() == (written,)
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)


# Gone, or something else


def test_a_database_that_is_gone_is_not_begun_anew(tmp_path, town, casus_id):
    if town.engine.dialect.name == "sqlite":
        store = town.store()
        Path(town.engine.url.database).rename(tmp_path / "weg")
        assert refusal(store.caseload) == texts.DATABASE_WEG
        assert not Path(town.engine.url.database).exists()
    else:
        gone = replace(town.settings, database_url=f"{town.settings.url}_weg")
        assert refusal(lambda: open_store(gone, Visitor("anna", ""))) == texts.DATABASE_WEG


def test_a_file_of_something_else_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "x.sqlite"
    for content in (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, b"tekst" * 500):
        path.write_bytes(content)
        assert opening(path) == texts.DATABASE_VREEMD
        assert path.read_bytes() == content


def test_a_folder_in_the_place_of_the_database_is_refused(tmp_path):
    (tmp_path / "map").mkdir()

    assert opening(tmp_path / "map") == texts.DATABASE_WEG


@pytest.mark.parametrize(
    "version", [None, "insert into alembic_version values ('ae1027a6acf')", "select 1"]
)
def test_a_database_of_another_program_is_refused(tmp_path, version):
    """Without our table of versions, with the version of somebody else, and with none in it."""
    path = tmp_path / "x.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("create table klant (naam)")
        if version:
            connection.execute("create table alembic_version (version_num)")
            connection.execute(version)
        connection.commit()

    assert opening(path) == texts.DATABASE_VREEMD
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("select name from sqlite_master where type='table'").fetchall()
    assert len(tables) == (2 if version else 1)


def test_a_newer_and_an_older_database_are_refused(town, settings):
    for version, error, sentence in (
        ("9999", DatabaseIsNewer, texts.DATABASE_NIEUWER),
        ("0000", MigrationNeeded, texts.DATABASE_OUDER),
    ):
        with transaction(town.engine) as connection:
            connection.execute(sa.text(f"update alembic_version set version_num = '{version}'"))
        with pytest.raises(error) as caught:
            open_store(settings, Visitor("anna", ""))
        assert str(caught.value) == sentence
        if error is DatabaseIsNewer:
            with pytest.raises(DatabaseIsNewer):
                migrate(settings.url)


@pytest.mark.parametrize(
    "address",
    ["", "geen adres", "oracle://x", "sqlite+onzin://", "postgresql+psycopg://u:geheim@h:poort/d"],
)
def test_an_address_that_is_none_is_refused_without_showing_it(address, tmp_path):
    for ask in (open_engine, migrate):
        assert refusal(partial(ask, address)) == texts.DATABASE_ADRES


def test_a_server_that_is_not_there_says_so():
    address = "postgresql+psycopg://u:geheim@127.0.0.1:9/d"

    assert refusal(lambda: migrate(address)) == texts.DATABASE_WEG


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("DiskFull", texts.SCHIJF_VOL),
        ("DeadlockDetected", texts.DATABASE_BEZET),
        ("LockNotAvailable", texts.DATABASE_BEZET),
        ("ReadOnlySqlTransaction", texts.DATABASE_ALLEEN_LEZEN),
        ("UndefinedTable", texts.DATABASE_VREEMD),
        ("AdminShutdown", texts.DATABASE_WEG),
        ("NumericValueOutOfRange", texts.DATABASE_FOUT),
    ],
)
def test_each_error_of_postgresql_has_its_sentence_in_any_language(name, sentence):
    kind = getattr(psycopg.errors, name)
    wrapper = sa.exc.DataError
    if issubclass(kind, psycopg.OperationalError):
        wrapper = sa.exc.OperationalError

    assert database._explain(wrapper("", {}, kind("de schijf zegt nee"))) == sentence
