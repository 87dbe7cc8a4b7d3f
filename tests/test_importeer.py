"""`vakmeten importeer` as a person meets it: what went in, what did not and why, no more."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fixtures.import_files import HEAD, KOLOMMEN, line
from openpyxl import Workbook

from vakmeten import texts
from vakmeten.cli import importeer, main
from vakmeten.cli.importeer import SHOWN
from vakmeten.samples import demo
from vakmeten.settings import Settings, Visitor
from vakmeten.storage.accounts import Accounts
from vakmeten.storage.database import open_engine
from vakmeten.storage.keyring import create_keyring
from vakmeten.storage.store import open_store


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, empty: Path) -> Settings:
    """An installation with one team and one klantmanager, Anna."""
    settings = Settings(data_map=tmp_path / "data", hoofdsleutel=tmp_path / "elders" / "sleutel")
    for name, value in settings.environ().items():
        monkeypatch.setenv(name, value)
    create_keyring(settings.keyring, settings.hoofdsleutel)
    (settings.data_map / "vakmeten.sqlite").write_bytes(empty.read_bytes())
    engine = open_engine(settings.url)
    accounts = Accounts(engine)
    accounts.add_team("noord", "Team Noord")
    person = {"naam": "anna", "weergavenaam": "Anna", "rol": "klantmanager", "team": "noord"}
    accounts.add_accounts([person], "wachtwoord-1234")
    engine.dispose()
    return settings


@pytest.fixture
def empty(_sqlite_template: Path) -> Path:
    return _sqlite_template


@pytest.fixture
def run(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, list[str], str]]:
    """run(lines, "--proef"): the exit code, the lines of the answer, and the complaint."""

    def _run(lines: Any, *words: str, kolommen: str = KOLOMMEN) -> tuple[int, list[str], str]:
        path = lines if isinstance(lines, Path) else written(tmp_path, *lines)
        (tmp_path / "kolommen.toml").write_text(kolommen, encoding="utf-8")
        mapping = str(tmp_path / "kolommen.toml")
        code = main(["importeer", str(path), "--kolommen", mapping, *words])
        said = capsys.readouterr()
        return code, said.out.splitlines(), said.err.strip()

    return _run


def written(folder: Path, *lines: str) -> Path:
    path = folder / "bestand.csv"
    path.write_text("\n".join((";".join(HEAD), *lines)), encoding="utf-8")
    return path


def klantnummers(settings: Settings) -> set[str]:
    store = open_store(settings, Visitor("anna", ""))
    found = {casus.klantnummer for casus in store.caseload(gesloten=True)}
    store.close()
    return found


# What went in


def test_good_lines_go_in_and_are_counted(settings, run):
    full = line(naam="Sam", trede="2", aanpak="werk_fit", begin="12-01-2026", noot="Ja", uren="3")

    code, said, complaint = run([full, line(klant="K-2")])

    assert (code, complaint) == (0, "")
    kinds = "2 klanten, 2 casussen, 2 rondes, 1 naam, 1 diagnose, 1 plan, 1 inzet"
    assert said == ["2 regels: 2 goed, 0 fout.", f"Opgenomen: {kinds} en 2 keer toppings."]
    assert klantnummers(settings) == {"K-1", "K-2"}


def test_the_same_again_is_nothing_new(run):
    run([line()])

    assert run([line()]) == (0, ["1 regel: 1 goed, 0 fout.", texts.IMPORT_NIETS_NIEUW], "")


def test_bad_lines_are_named_together_and_the_good_ones_go_in(settings, run):
    bad = [line(klant=f"B-{n}", trede="9") for n in range(3)]
    other = line(klant="B-9", trede="9", geboren="x")

    code, said, complaint = run([*bad, line(), other, bad[0], line(klant="K-2", start="")])

    assert (code, complaint) == (1, "")
    assert said == [
        f"Regels 2-4 en 7, kolom 'trede': {texts.TREDE_FOUT}",
        f"Regel 6, kolom 'geboren': {texts.CEL_GEEN_GEHEEL}",
        f"Regel 8, kolom 'start': {texts.IMPORT_CASUS_NIEUW}",
        "7 regels: 1 goed, 6 fout.",
        "Opgenomen: 1 klant, 1 casus en 1 ronde.",
    ]
    assert klantnummers(settings) == {"K-1"}


def test_a_trial_says_the_same_and_keeps_nothing(settings, run):
    lines = [line(), line(klant="K-2", trede="9")]

    code, said, _ = run(lines, "--proef")

    assert (code, said[-1]) == (1, texts.IMPORT_PROEF)
    assert klantnummers(settings) == set()
    assert run(lines)[1][:-1] == said[:-1]


def test_all_or_nothing(settings, run):
    lines = [line(), line(klant="K-2", trede="9")]

    code, said, _ = run(lines, "--alles-of-niets")

    assert (code, said[-1], klantnummers(settings)) == (1, texts.IMPORT_NIETS, set())
    assert run(lines[:1], "--alles-of-niets")[0] == 0
    assert klantnummers(settings) == {"K-1"}


def test_very_many_different_faults_are_not_all_shown(run, tmp_path):
    columns = range(SHOWN + 2)
    head = ";".join(("klant", "start", *(f"k{n}" for n in columns)))
    kolommen = '[klant]\nklantnummer = "klant"\n[casus]\nklantmanager = { vast = "anna" }\n'
    kolommen += 'startdatum = "start"\n' + "".join(
        f'[[topping]]\nkolom = "k{n}"\ncode = "k{n}"\nnaam = "K"\nsoort = "getal"\nbij = "casus"\n'
        for n in columns
    )
    path = tmp_path / "bestand.csv"
    path.write_text(f"{head}\nK-1;05-01-2026" + ";veel" * len(columns), encoding="utf-8")

    code, said, _ = run(path, kolommen=kolommen)

    assert (code, len(said)) == (1, SHOWN + 3)
    assert said[SHOWN] == texts.IMPORT_MEER.format(aantal=2)


def test_klantnummers_that_excel_keeps_as_numbers(settings, run, tmp_path):
    book = Workbook()
    book.active.append(HEAD)
    for nummer in (1001, 1002.0):
        cells = {"klant": nummer, "start": "05-01-2026", "bekend": "01-02-2026", "uren": 1.5}
        book.active.append([cells.get(name) for name in HEAD])
    book.save(tmp_path / "bestand.xlsx")

    assert run(tmp_path / "bestand.xlsx")[0] == 0
    assert klantnummers(settings) == {"1001", "1002"}


# A file, a mapping or a place that cannot be used: one sentence, and nothing moved


@pytest.mark.parametrize(
    ("inhoud", "sentence"),
    [
        (None, texts.BESTAND_WEG),
        (b"", texts.BESTAND_LEEG),
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, texts.BESTAND_WACHTWOORD),
        (b"naam;bsn\nSam;1\n", texts.KOLOM_GEWEIGERD.format(kolom="'bsn'", wat=texts.WAT_BSN)),
    ],
    ids=["not there", "empty", "behind a password", "with a column on the BSN"],
)
def test_a_file_that_cannot_go_in(settings, run, tmp_path, inhoud, sentence):
    path = tmp_path / "bestand.xlsx"
    if inhoud is not None:
        path.write_bytes(inhoud)

    assert run(path) == (2, [], sentence)
    assert klantnummers(settings) == set()


def test_a_mapping_that_is_not_there_or_no_mapping(run, tmp_path, capsys):
    path = written(tmp_path, line())

    assert main(["importeer", str(path), "--kolommen", str(tmp_path / "weg.toml")]) == 2
    assert capsys.readouterr().err.strip() == texts.MAPPING_WEG.format(pad=tmp_path / "weg.toml")
    assert main(["importeer", str(path), "--kolommen", str(path)]) == 2
    assert capsys.readouterr().err.strip() == texts.MAPPING_GEEN_TOML.format(pad=path)


def test_the_mapping_as_the_file_itself(run, tmp_path):
    code, said, complaint = run(tmp_path / "kolommen.toml")

    assert (code, said) == (2, [])
    assert complaint.endswith(".")


def test_a_mapping_that_says_nothing(run):
    assert run([line()], kolommen="") == (
        2, [], texts.MAPPING_NODIG.format(waar="klant.klantnummer"),
    )  # fmt: skip


def test_a_folder_without_a_database_is_not_begun(run, tmp_path):
    code, said, complaint = run([line()], "--data", str(tmp_path / "anders"))

    assert (code, said) == (2, [])
    assert complaint == texts.IMPORT_GEEN_DATABASE.format(pad=tmp_path / "anders")
    assert not (tmp_path / "anders").exists()


def test_made_up_and_real_files_never_mix(settings, run):
    assert run([line()], "--demo")[::2] == (2, texts.DEMO_OP_ECHT)

    (settings.data_map / demo.PASSWORD_FILE).write_text("oefenen-123456")

    assert run([line()])[::2] == (2, texts.ECHT_OP_DEMO)
    assert run([line()], "--demo")[0] == 0


def test_a_lost_keyring_is_not_begun_anew(settings, run):
    """A new one beside a full database would leave two halves, each unreadable to the other."""
    run([line(naam="Sam")])
    settings.keyring.unlink()
    assert run([line(klant="K-2")]) == (2, [], texts.SLEUTELBOS_WEG)
    assert not settings.keyring.exists()

    create_keyring(settings.keyring, settings.hoofdsleutel)
    assert run([line(klant="K-2")]) == (2, [], texts.SLEUTELBOS_ANDERE)


def test_a_database_of_an_older_vakmeten_is_left_as_it_is(settings, run):
    with open_engine(settings.url).begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num='0000'")

    assert run([line()], "--proef") == (2, [], texts.DATABASE_OUDER)


def test_a_full_disk_is_one_sentence_and_what_was_written_stays(settings, run, monkeypatch):
    run([line()])

    class Full(sqlite3.Connection):
        """As SQLite is when the disk has room for one page more."""

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            pages = self.execute("PRAGMA page_count").fetchone()[0]
            self.execute(f"PRAGMA max_page_count={pages + 1}")

    connect = sqlite3.dbapi2.connect
    lines = [line(klant=f"K-{n}", noot="x" * 900) for n in range(400)]

    with monkeypatch.context() as patch:
        patch.setattr(sqlite3.dbapi2, "connect", lambda *a, **k: connect(*a, **k, factory=Full))
        assert run(lines) == (2, [], texts.SCHIJF_VOL)

    assert klantnummers(settings) == {"K-1"}


# Nothing personal, and stopping half-way


def test_nothing_personal_in_what_is_said(run, canaries):
    secret = {name: canary for name, canary in canaries.items() if name != "wachtwoord"}
    cells = {
        "naam": secret["naam"] * 9, "trede": secret["tekst"], "uren": secret["telefoon"],
        "geboren": secret["naam"], "reden": secret["tekst"], "klant": secret["naam"],
    }  # fmt: skip
    bad = [line(**{name: value}) for name, value in cells.items()]

    code, said, complaint = run([line(naam=secret["naam"], noot=secret["tekst"]), *bad])

    assert code == 1
    assert not any(canary in f"{said} {complaint}" for canary in secret.values())


def test_ctrl_c_keeps_what_was_written_and_the_next_run_goes_on(
    settings, run, monkeypatch, tmp_path
):
    monkeypatch.setattr("vakmeten.storage.importing.importer.KLANTEN_A_TRANSACTION", 2)
    lines = [line(klant=f"K-{n}") for n in range(6)]
    real = importeer.import_file

    def stopped(*args: Any, progress: Any, **how: Any) -> Any:
        def stop(done: int, total: int) -> None:
            progress(done, total)
            raise KeyboardInterrupt

        return real(*args, progress=stop, **how)

    with monkeypatch.context() as patch:
        patch.setattr(importeer, "import_file", stopped)
        assert run(lines) == (130, [], texts.IMPORT_GESTOPT)
    assert klantnummers(settings) == {"K-0", "K-1"}

    code, said, _ = run(lines)

    assert (code, said[-1]) == (0, "Opgenomen: 4 klanten, 4 casussen en 4 rondes.")
    assert klantnummers(settings) == {f"K-{n}" for n in range(6)}


def test_a_bar_runs_to_its_end_also_when_every_line_is_read_twice(run, monkeypatch):
    seen: list[tuple[int, int]] = []
    real = importeer.import_file

    def watched(*args: Any, progress: Any, **how: Any) -> Any:
        def watch(done: int, total: int) -> None:
            seen.append((done, total))
            progress(done, total)

        return real(*args, progress=watch, **how)

    monkeypatch.setattr(importeer, "import_file", watched)
    run([line(), line(klant="K-2")], "--alles-of-niets")

    assert seen == [(2, 4), (2, 4)]


def test_the_help_speaks_dutch(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["importeer", "--help"])

    said = capsys.readouterr().out
    assert ended.value.code == 0
    for text in (texts.CLI_IMPORT_PROEF, texts.CLI_IMPORT_ALLES, texts.CLI_IMPORT_KOLOMMEN):
        assert text in " ".join(said.split())
    assert not re.search("usage|options|positional|show this|optional", said)
