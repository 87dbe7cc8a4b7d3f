"""One workbook as a widget: in the server for its visitor, outside it with a store."""

from __future__ import annotations

import re
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest

from vakmeten import open_app, texts
from vakmeten.errors import InvalidSettings, MigrationNeeded, StoreUnavailable
from vakmeten.settings import Settings, Visitor
from vakmeten.storage.accounts import Accounts
from vakmeten.storage.database import open_engine
from vakmeten.storage.keyring import create_keyring
from vakmeten.storage.store import open_store


@pytest.fixture
def settings(tmp_path: Path, _sqlite_template: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """An installation with Anna in it, named in the environment; nobody has signed in."""
    settings = Settings(data_map=tmp_path, hoofdsleutel=tmp_path / "elders" / "sleutel", demo=True)
    (tmp_path / "vakmeten.sqlite").write_bytes(_sqlite_template.read_bytes())
    create_keyring(settings.keyring, settings.hoofdsleutel)
    accounts = Accounts(open_engine(settings.url))
    accounts.add_team("noord", "Team Noord")
    accounts.add_account(
        "anna", "kanarie-wachtwoord-7431", weergavenaam="Anna", rol="klantmanager", team="noord"
    )
    for name, value in settings.environ().items():
        monkeypatch.setenv(name, value)
    for name in ("HTTP_X_VAK_USER", "HTTP_X_VAK_SESSION"):
        monkeypatch.delenv(name, raising=False)
    return settings


@pytest.fixture
def served(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The environment of a kernel that the server started for Anna."""
    accounts = Accounts(open_engine(settings.url))
    sid = accounts.sign_in("anna", "kanarie-wachtwoord-7431")
    assert sid is not None
    from vakmeten.storage.sessions import digest

    monkeypatch.setenv("HTTP_X_VAK_USER", "anna")
    monkeypatch.setenv("HTTP_X_VAK_SESSION", digest(sid))
    return accounts, sid


def test_served_it_shows_its_visitor_and_a_way_out(served: Any) -> None:
    shell = open_app("casusboek")

    assert shell.wie == "Anna, Team Noord"
    assert shell.paginas == [{"naam": "Casusboek", "adres": "/casusboek", "aan": True}]
    assert (shell.demo, shell.afmelden) == (True, True)
    assert shell.scherm.samenvatting.endswith("0 klanten, 0 vragen om u")


def test_of_a_kernel_only_our_own_lines_reach_the_log(served: Any) -> None:
    """A library may put what somebody typed in its lines, with the exception and its text."""
    code = """
        import logging
        from vakmeten import open_app
        from vakmeten.ui.actions import report
        open_app("casusboek")
        open_app("casusboek")
        try:
            raise ValueError("kanarie")
        except ValueError as error:
            for name in ("Comm", "asyncio", "traitlets", None):
                logging.getLogger(name).error("kanarie", exc_info=True)
            report(error)
    """
    command = [sys.executable, "-c", textwrap.dedent(code)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)

    [line] = done.stderr.splitlines()
    assert re.search(r"ERROR vakmeten.ui.actions: incident \w{6}: ValueError at <string>:8$", line)
    assert done.stdout == ""


def test_outside_the_server_it_asks_for_a_store(settings: Settings) -> None:
    with pytest.raises(InvalidSettings, match="open_store"):
        open_app("casusboek")
    shell = open_app("casusboek", store=open_store(settings, Visitor("anna", "")))

    assert (shell.paginas, shell.afmelden) == ([], False)


def test_outside_the_server_one_can_say_as_whom_one_works(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VAKMETEN_GEBRUIKER", "anna")
    shell = open_app("casusboek")

    assert (shell.wie, shell.paginas, shell.afmelden) == ("Anna, Team Noord", [], False)
    assert "<v-app" in shell.template


def test_served_that_says_nothing(served: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAKMETEN_GEBRUIKER", "bram")

    assert open_app("casusboek").wie == "Anna, Team Noord"


def test_served_it_takes_no_other_store(served: Any, settings: Settings) -> None:
    """A workbook cannot bring a visitor of its own."""
    store = open_store(settings, Visitor("anna", ""))
    with pytest.raises(InvalidSettings, match="Laat store= weg"):
        open_app("casusboek", store=store)


@pytest.mark.parametrize("naam", ["onbekend", "", "../casusboek", "Casusboek"])
def test_an_unknown_workbook(settings: Settings, naam: str) -> None:
    with pytest.raises(InvalidSettings) as caught:
        open_app(naam)
    assert str(caught.value) == texts.WERKBOEK_ONBEKEND.format(naam=naam)


def test_a_sign_in_that_ended_opens_nothing(served: Any) -> None:
    accounts, sid = served
    accounts.sign_out(sid)

    with pytest.raises(Exception, match="Uw aanmelding is verlopen"):
        open_app("casusboek")


def test_a_database_that_is_not_there_is_a_sentence(served: Any, settings: Settings) -> None:
    (settings.data_map / "vakmeten.sqlite").unlink()

    with pytest.raises(StoreUnavailable, match="niet te bereiken"):
        open_app("casusboek")


def test_an_older_database_is_a_sentence(served: Any, settings: Settings) -> None:
    import sqlite3

    with sqlite3.connect(settings.data_map / "vakmeten.sqlite") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0000'")

    with pytest.raises(MigrationNeeded):
        open_app("casusboek")
