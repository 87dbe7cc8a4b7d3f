"""The command line as a person meets it: one sentence for a mistake, a start that just works."""

from __future__ import annotations

import io
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

import vakmeten
from vakmeten import texts
from vakmeten.cli import main
from vakmeten.domain.topping import Topping
from vakmeten.samples import demo
from vakmeten.settings import Settings
from vakmeten.storage.accounts import Accounts
from vakmeten.storage.database import open_engine, transaction
from vakmeten.storage.keyring import create_keyring
from vakmeten.storage.migrate import migrate
from vakmeten.storage.toppings import add_toppings

PASSWORD = "kanarie-wachtwoord-7431"


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Where the commands of a test keep their data; nothing is there yet."""
    settings = Settings(data_map=tmp_path / "data", hoofdsleutel=tmp_path / "elders" / "sleutel")
    for name, value in settings.environ().items():
        monkeypatch.setenv(name, value)
    return settings


@pytest.fixture
def run(
    settings: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str, str]]:
    """Run a command with that standard input: its exit code, its answer and its complaint."""

    def _run(*words: str, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        code = main(list(words))
        said = capsys.readouterr()
        return code, said.out.strip(), said.err.strip()

    return _run


def test_a_team_and_an_account_are_all_that_somebody_needs_to_sign_in(settings, run):
    assert run("team", "noord", "Team Noord")[0] == 0
    code, said, _ = run(
        "gebruiker", "s.devries", "--weergavenaam", "Sanne de Vries", "--team", "noord",
        typed=f"{PASSWORD}\n",
    )  # fmt: skip

    assert (code, said) == (0, texts.CLI_GEBRUIKER_KLAAR.format(naam="s.devries"))
    assert Accounts(open_engine(settings.url)).sign_in("s.devries", PASSWORD)


@pytest.mark.parametrize(
    ("words", "typed", "sentence"),
    [
        (("--team", "noord"), "kort\n", texts.WACHTWOORD_LENGTE),
        (("--team", "zuid"), f"{PASSWORD}\n", texts.TEAM_ONBEKEND),
    ],
)
def test_a_wrong_account_is_one_sentence(run, words, typed, sentence):
    run("team", "noord", "Team Noord")

    code, said, complaint = run("gebruiker", "sam", "--weergavenaam", "Sam", *words, typed=typed)

    assert (code, said, complaint) == (2, "", sentence)


def test_a_lost_master_key_is_said_at_the_start(settings, run):
    run("team", "noord", "Team Noord")
    settings.hoofdsleutel.unlink()

    code, _, complaint = run("start")

    assert (code, complaint) == (2, texts.HOOFDSLEUTEL_WEG.format(pad=settings.hoofdsleutel))


def test_a_database_from_the_future_is_said_at_the_start(settings, run):
    run("team", "noord", "Team Noord")
    with open_engine(settings.url).begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num='9999'")

    assert run("start")[::2] == (2, texts.DATABASE_NIEUWER)


def test_made_up_and_real_data_never_mix(settings, run):
    run("team", "noord", "Team Noord")
    assert run("start", "--demo")[::2] == (2, texts.DEMO_OP_ECHT)

    (settings.data_map / demo.PASSWORD_FILE).write_text("oefenen-123456")
    assert run("start")[::2] == (2, texts.ECHT_OP_DEMO)


def test_the_demo_never_comes_into_a_database_of_ones_own(settings, run, monkeypatch):
    """Not at the second start either, when the map says that all in it is made up."""
    monkeypatch.setenv("VAKMETEN_DATABASE", f"sqlite:///{settings.data_map.parent / 'echt.sqlite'}")
    settings.data_map.mkdir()
    (settings.data_map / demo.PASSWORD_FILE).write_text("oefenen-123456")

    assert run("start", "--demo") == (2, "", texts.DEMO_OP_DATABASE)


@pytest.mark.parametrize("port", ["0", "70000", "65536", "-1", "acht", "000088661", ""])
def test_a_port_that_cannot_be_is_said_before_anything_is_made(settings, run, port):
    assert run("start", "--demo", f"--poort={port}") == (2, "", texts.POORT_FOUT)
    assert not settings.data_map.exists()


@pytest.mark.parametrize("inside", ["bestand/data", "bestand", "/proc", "/proc/vakmeten"])
def test_a_folder_that_cannot_be_written_is_one_sentence(settings, run, tmp_path, inside):
    (tmp_path / "bestand").write_text("")
    place = tmp_path / inside

    code, said, complaint = run("start", "--demo", "--data", str(place))

    assert (code, said, complaint) == (2, "", texts.DATA_MAP_FOUT.format(pad=place))


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ((), "vakmeten"),
        (("dansen",), "vakmeten"),
        (("start", "--onbekend"), "vakmeten"),
        (("team", "noord"), "vakmeten team"),
        (("gebruiker", "sam", "--rol", "baas"), "vakmeten gebruiker"),
        (
            ("gebruiker", "sam", "--weergavenaam", "S", "--team", "noord", "--rol", "analist"),
            "vakmeten gebruiker",
        ),
        (("exporteer",), "vakmeten exporteer"),
        (("exporteer", "--analist"), "vakmeten exporteer"),
    ],
)
def test_a_command_that_is_not_understood_is_one_sentence(run, words, command):
    assert run(*words) == (2, "", texts.CLI_NIET_BEGREPEN.format(opdracht=command))


@pytest.mark.parametrize("command", [(), ("start",), ("team",), ("gebruiker",), ("exporteer",)])
def test_the_help_speaks_dutch(capsys, command):
    with pytest.raises(SystemExit) as ended:
        main([*command, "--help"])

    said = capsys.readouterr().out
    assert ended.value.code == 0
    assert said.startswith(texts.CLI_GEBRUIK)
    assert texts.CLI_HELP in said
    assert not re.search("usage|options|positional|show this|optional", said)


def test_an_export_for_an_analist_says_what_it_is_and_how_to_open_it(settings, run, tmp_path):
    demo.make(settings, n=10)
    settings.hoofdsleutel.unlink()  # no key is needed
    path = tmp_path / "analist.sqlite"

    code, said, complaint = run("exporteer", "--analist", str(path))

    assert (code, complaint) == (0, "")
    assert said.splitlines() == [
        texts.EXPORT_KLAAR.format(pad=path, casussen="10 casussen"),
        texts.EXPORT_AVG,
        texts.EXPORT_OPENEN.format(url=f"sqlite:///{path}"),
    ]
    store = eval(said.splitlines()[-1].partition(": ")[2], {"vakmeten": vakmeten})  # noqa: S307
    assert len(store.frame("casus")) == 10
    store.close()
    again = run("exporteer", "--analist", str(path))
    assert again == (2, "", texts.EXPORT_BESTAAT.format(pad=path))


def test_an_export_of_nothing_is_one_sentence_and_makes_nothing(settings, run, tmp_path):
    path = tmp_path / "analist.sqlite"

    said = run("exporteer", "--analist", str(path))

    assert said == (2, "", texts.EXPORT_GEEN_BRON.format(pad=settings.data_map))
    assert not path.exists()
    assert not settings.data_map.exists()


def test_an_export_names_the_toppings_that_go_along(settings, run, tmp_path):
    """A number of a dossier would lead straight back to a klant, and only a person can tell."""
    run("team", "noord", "Team Noord")
    engine = open_engine(settings.url)
    soorten = {"Dossier": "geheel", "Noot": "tekst", "Loon": "getal"}
    with transaction(engine) as connection:
        add_toppings(
            connection,
            [
                Topping(code=naam.lower(), naam=naam, soort=soort, bij="casus")
                for naam, soort in soorten.items()
            ],
        )
    engine.dispose()

    code, said, _ = run("exporteer", "--analist", str(tmp_path / "analist.sqlite"))

    assert (code, said.splitlines()[1]) == (
        0, texts.EXPORT_TOPPINGS.format(toppings="Dossier en Loon"),
    )  # fmt: skip


def test_a_demo_that_was_killed_half_way_is_begun_again(settings):
    left_behind = settings.data_map / demo.WORK_FOLDER
    create_keyring(left_behind / "sleutelbos.sqlite", settings.hoofdsleutel)
    migrate(f"sqlite:///{left_behind / 'vakmeten.sqlite'}")

    demo.make(settings, n=10)

    names = {path.name for path in settings.data_map.iterdir()}
    assert names == {demo.PASSWORD_FILE, "sleutelbos.sqlite", "vakmeten.sqlite"}


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def start(settings: Settings, port: int) -> subprocess.Popen[str]:
    """`vakmeten start --demo`, as make start runs it."""
    command = [sys.executable, "-m", "vakmeten.cli", "start", "--demo", "--poort", str(port)]
    return subprocess.Popen(
        command,
        env={**os.environ, **settings.environ()},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def stop(process: subprocess.Popen[str]) -> None:
    """Ctrl+C."""
    process.send_signal(signal.SIGINT)
    process.communicate()


def said_until_ready(process: subprocess.Popen[str]) -> list[str]:
    """What it printed up to the line that says how to stop it."""
    assert process.stdout is not None
    lines: list[str] = []
    for line in process.stdout:
        lines.append(line.strip())
        if line.strip() == texts.CLI_STOPPEN:
            break
    return lines


def test_the_demo_starts_from_nothing_and_again_where_it_was(settings):
    port = free_port()
    first = start(settings, port)
    try:
        lines = said_until_ready(first)
        word = demo.password(settings)
        assert lines == [
            texts.CLI_DEMO_MAKEN,
            texts.CLI_OPEN.format(adres=f"http://127.0.0.1:{port}"),
            texts.CLI_DEMO_ACCOUNTS.format(wachtwoord=word),
            texts.CLI_STOPPEN,
        ]
        for naam in ("noord01", "centrum16", "zuid07", "tm-noord"):
            assert Accounts(open_engine(settings.url)).sign_in(naam, word)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as page:
            assert "<h1>Aanmelden</h1>" in page.read().decode()

        second = start(settings, port)  # the port is taken: an error, never another port
        assert second.communicate()[0].strip() == texts.POORT_BEZET.format(poort=port)
        assert second.returncode == 2
    finally:
        stop(first)

    again = start(settings, port)
    try:
        assert said_until_ready(again)[0] == texts.CLI_OPEN.format(adres=f"http://127.0.0.1:{port}")
    finally:
        stop(again)
