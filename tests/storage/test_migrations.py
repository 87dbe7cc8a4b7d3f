"""From an older schema with rows in it to the newest; the copy first, and all or nothing."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from vakmeten import texts
from vakmeten.domain.aanpak import read_catalogus
from vakmeten.errors import MigrationNeeded, StoreUnavailable
from vakmeten.storage import database
from vakmeten.storage import migrate as migrating
from vakmeten.storage.database import open_engine, transaction
from vakmeten.storage.migrate import migrate
from vakmeten.storage.schema import SCHEMA_VERSION, plek
from vakmeten.storage.tables import metadata

VOLGENDE = f"{int(SCHEMA_VERSION) + 1:04}"
NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "{next}"
down_revision = "{now}"


def upgrade() -> None:
    op.add_column("team", sa.Column("plaats", sa.String(40)))
    op.execute("{last}")
"""


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """next_version(sql): vakmeten as it is after one more migration, that ends with this."""

    def make(last: str) -> None:
        folder = tmp_path / "migrations"
        source = Path(migrating.__file__).with_name("migrations")
        shutil.copytree(source, folder, ignore=shutil.ignore_patterns("__pycache__"))
        source_text = NEXT.replace("{last}", last).replace("{next}", VOLGENDE)
        (folder / "versions" / f"{VOLGENDE}_next.py").write_text(
            source_text.replace("{now}", SCHEMA_VERSION)
        )
        monkeypatch.setattr(migrating, "MIGRATIONS", str(folder))
        for module in (migrating, database):
            monkeypatch.setattr(module, "SCHEMA_VERSION", VOLGENDE)

    return make


def version(town) -> str:
    return town.rows("select version_num from alembic_version")[0][0]


def test_the_newest_migration_is_the_schema_that_the_code_asks_for():
    config = Config()
    config.set_main_option("script_location", migrating.MIGRATIONS)
    script = ScriptDirectory.from_config(config)

    assert script.get_current_head() == SCHEMA_VERSION
    assert all(re.fullmatch(r"\d{4}", step.revision) for step in script.walk_revisions())


def test_a_migrated_database_has_exactly_the_tables_of_the_code(town):
    with transaction(town.engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_migrating_again_changes_nothing(town):
    before = town.rows("select * from aanpak order by code")

    assert migrate(town.settings.url) is None
    assert town.rows("select * from aanpak order by code") == before
    assert len(before) == len(read_catalogus())


def test_what_a_municipality_changed_in_the_catalogue_stays(town):
    with transaction(town.engine) as connection:
        connection.execute(sa.text("update aanpak set naam = 'Anders' where code = 'nazorg'"))
        connection.execute(sa.text("delete from aanpak where code = 'melding'"))

    migrate(town.settings.url)

    names = dict(town.rows("select code, naam from aanpak"))
    assert (names["nazorg"], names["melding"]) == ("Anders", "Melding")


def test_from_the_first_schema_with_rows_in_it_to_the_next(town, store, casus_id, next_version):
    """SQLite leaves a copy; PostgreSQL waits until the beheerder says there is one."""
    before = store.casus(casus_id)
    store.close()
    next_version("update team set plaats = 'hier'")
    url = town.settings.url

    if town.engine.dialect.name == "postgresql":
        with pytest.raises(MigrationNeeded) as caught:
            migrate(url)
        assert str(caught.value) == texts.KOPIE_EERST
        assert version(town) == SCHEMA_VERSION
        assert migrate(url, kopie_gemaakt=True) is None
    else:
        copy = migrate(url)
        assert copy is not None
        assert oct(copy.stat().st_mode & 0o777) == "0o600"
        assert f"-{SCHEMA_VERSION}-" in copy.name
        with closing(sqlite3.connect(copy)) as old:
            assert old.execute("select version_num from alembic_version").fetchall() == [
                (SCHEMA_VERSION,)
            ]
            assert old.execute("select id from casus").fetchall() == [(casus_id,)]
            assert old.execute("pragma integrity_check").fetchone() == ("ok",)
    assert version(town) == VOLGENDE
    assert town.rows("select distinct plaats from team") == [("hier",)]
    assert town.store().casus(casus_id) == before


def test_a_migration_that_breaks_halfway_leaves_everything_as_it_was(
    town, store, casus_id, next_version
):
    before = store.casus(casus_id)
    store.close()
    next_version("update bestaat_niet set x = 1")

    with pytest.raises(StoreUnavailable) as caught:
        migrate(town.settings.url, kopie_gemaakt=True)

    assert str(caught.value) == texts.DATABASE_VREEMD
    assert version(town) == SCHEMA_VERSION
    with transaction(town.engine) as connection:
        columns = {column["name"] for column in sa.inspect(connection).get_columns("team")}
    assert columns == {"code", "naam"}
    with pytest.raises(MigrationNeeded):
        town.store()
    assert before.casus.id == casus_id


def test_without_a_copy_nothing_is_migrated(tmp_path, empty, next_version, monkeypatch):
    path = tmp_path / "vakmeten.sqlite"
    shutil.copy(empty, path)
    next_version("select 1")
    # The file for the copy turns out to hold something already.
    monkeypatch.setattr(migrating, "_make_file", lambda file: file.write_bytes(b"bezet"))
    monkeypatch.setattr(migrating, "sqlite_path", lambda url: tmp_path / "kopie.sqlite")

    with pytest.raises(StoreUnavailable) as caught:
        migrate(f"sqlite:///{path}")

    assert str(caught.value) == texts.KOPIE_MISLUKT
    assert list(tmp_path.glob("kopie-*")) == []
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("select * from alembic_version").fetchall() == [(SCHEMA_VERSION,)]


def test_a_new_database_needs_no_copy_and_is_for_the_owner_only(tmp_path):
    path = tmp_path / "nieuw" / "vakmeten.sqlite"

    assert migrate(f"sqlite:///{path}") is None

    assert oct(path.stat().st_mode & 0o777) == "0o600"
    assert [file.name for file in path.parent.glob("*.sqlite")] == [path.name]


@pytest.fixture
def older(database_url):
    """older("0001"): the URL of an empty database of an older schema, and an engine on it."""
    engine = open_engine(database_url)
    if engine.dialect.name == "postgresql":
        with transaction(engine) as connection:
            connection.execute(sa.text("drop schema public cascade"))
            connection.execute(sa.text("create schema public"))
    else:
        Path(engine.url.database).write_bytes(b"")

    def make(schema_version: str) -> tuple[str, sa.Engine]:
        with transaction(engine) as connection:
            config = Config()
            config.set_main_option("script_location", migrating.MIGRATIONS)
            config.attributes["connection"] = connection
            command.upgrade(config, schema_version)
        return database_url, engine

    yield make
    engine.dispose()


def test_rows_of_the_first_schema_get_room_for_toppings(older):
    """0001 to 0002: what stood there stands there, and the new table takes rows."""
    url, engine = older("0001")
    with transaction(engine) as connection:
        connection.execute(sa.text("insert into team values ('noord', 'Noord')"))

    migrate(url, kopie_gemaakt=True)

    with transaction(engine) as connection:
        assert connection.execute(sa.text("select * from team")).all() == [("noord", "Noord")]
        tables = sa.inspect(connection).get_table_names()
    assert {"topping", "aanvulling"} <= set(tables)


def test_the_place_of_a_sign_in_becomes_that_of_a_page_without_a_tab(older):
    """0002 to 0003: each place stands there, from when the sign-in was last seen."""
    url, engine = older("0002")
    seen = datetime(2026, 3, 2, 11, 30, tzinfo=UTC)
    with transaction(engine) as connection:
        for row in (
            "team values ('noord', 'Noord')",
            "account values ('anna', 'Anna', 'klantmanager', 'noord', '-', true)",
            "sessie values ('s1', 'anna', '2026-03-02 10:00:00', '2026-03-02 11:30:00', null)",
            "sessie values ('s2', 'anna', '2026-03-02 10:00:00', '2026-03-02 10:00:00', null)",
            """plek values ('s1', '{"casus"\\: "é", "stap"\\: "plan"}')""",
        ):
            connection.execute(sa.text(f"insert into {row}"))

    migrate(url, kopie_gemaakt=True)

    with transaction(engine) as connection:
        found = connection.execute(sa.select(plek)).all()
        connection.execute(sa.text("delete from sessie where id = 's1'"))
        left = connection.execute(sa.select(plek)).all()
        tables = sa.inspect(connection).get_table_names()
    assert found == [("s1", "", {"casus": "é", "stap": "plan"}, seen)]
    assert (left, "plek_oud" in tables) == ([], False)
