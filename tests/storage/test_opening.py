"""vm.open_store: whose store, with which keys, and one sentence for what is not there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from vakmeten import open_store, texts
from vakmeten.domain.klant import Klant, Koppel
from vakmeten.domain.uitvoering import Contact
from vakmeten.errors import AccessDenied, KeyUnavailable, StoreUnavailable
from vakmeten.settings import Settings
from vakmeten.storage.frame_rows import SOORTEN
from vakmeten.storage.keyring import create_keyring


@pytest.fixture
def settings(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Database and keyring in one folder, the master key elsewhere, and the environment says so."""
    settings = Settings(
        data_map=tmp_path, database_url=database_url, hoofdsleutel=tmp_path / "elders" / "sleutel"
    )
    create_keyring(settings.keyring, settings.hoofdsleutel)
    for name, value in settings.environ().items():
        monkeypatch.setenv(name, value)
    return settings


@pytest.fixture
def open_for(settings):
    """open_for("anna"): open_store with the URL of the test; closed at its end."""
    opened = []

    def _open(user="anna", url=settings.url):
        opened.append(open_store(url, user=user))
        return opened[-1]

    yield _open
    for store in opened:
        store.close()


def refusal(call, error: type[Exception]) -> str:
    with pytest.raises(error) as caught:
        call()
    return str(caught.value)


def test_an_url_opens_the_store_as_that_user_sees_it(town, casus_id, open_for):
    anna, carla = open_for("anna"), open_for("carla")

    assert anna.user().naam == "anna"
    assert anna.casus(casus_id).koppel.naam == "Sam Jansen"
    assert [regel.naam for regel in anna.caseload()] == ["Sam Jansen"]
    assert carla.caseload(team=True) == []
    assert len(carla.frame("casus")) == 0


def test_without_url_it_is_the_store_of_the_settings(town, casus_id, open_for):
    assert open_for(url="").casus(casus_id).koppel.naam == "Sam Jansen"


def test_the_keyring_is_looked_for_beside_an_sqlite_file(town, casus_id, open_for, monkeypatch):
    """And for another database in the data folder of the settings."""
    elsewhere = town.settings.data_map / "andere-map"
    monkeypatch.setenv("VAKMETEN_DATA", str(elsewhere))

    if town.engine.dialect.name == "sqlite":
        assert open_for().casus(casus_id).koppel.naam == "Sam Jansen"
    else:
        assert refusal(lambda: open_for().casus(casus_id), KeyUnavailable) == texts.GEEN_SLEUTELS
        elsewhere.mkdir()
        shutil.copy(town.settings.keyring, elsewhere)
        assert open_for().casus(casus_id).koppel.naam == "Sam Jansen"


def test_what_is_done_outside_the_server_stands_in_the_log_as_that(town, casus_id, open_for):
    open_for().casus(casus_id)

    assert [(line.actor, line.oorsprong) for line in town.log()][-1] == ("anna", "opdrachtregel")


@pytest.mark.parametrize("user", ["niemand", "", "Anna", "a\x00b", "\ud800", "x" * 500])
def test_an_account_that_is_not_there_is_said_at_once(town, open_for, user):
    assert refusal(lambda: open_for(user), AccessDenied) == texts.GEBRUIKER_ONBEKEND


def test_a_file_that_is_not_there_and_what_is_no_address_are_one_sentence(town, tmp_path):
    gone = f"sqlite:///{tmp_path / 'weg.sqlite'}"

    assert refusal(lambda: open_store(gone, user="anna"), StoreUnavailable) == texts.DATABASE_WEG
    for address in ("geen adres", "mysql+niets://x", str(tmp_path)):
        said = refusal(lambda: open_store(address, user="anna"), StoreUnavailable)  # noqa: B023
        assert said == texts.DATABASE_ADRES
    assert not (tmp_path / "weg.sqlite").exists()


def test_without_keyring_frames_open_and_what_needs_a_key_says_so(town, casus_id, open_for):
    town.settings.keyring.unlink()
    store = open_for()
    dossier_id, new = casus_id, Klant(klantnummer="K-9")
    before = town.rows("select id from klant")
    ask = {
        "casus": lambda: store.casus(dossier_id),
        "caseload": store.caseload,
        "zoek": lambda: store.caseload(zoek="jansen", team=True),
        "lookalikes": lambda: store.lookalikes("Sam Jansen"),
        "geschiedenis": lambda: store.geschiedenis(dossier_id, "koppel", "K-100001"),
        "nieuw": store.new_klantnummer,
        "open": lambda: store.open_casus(new, Koppel(klantnummer="K-9"), store.vandaag()),
        "save": lambda: store.save(dossier_id, [], gezien={}),
        "concept": lambda: store.save_concept(
            dossier_id, "plan", {"x": "y"}, klantnummer="", gezien={}
        ),
    }

    assert {soort: len(store.frame(soort)) for soort in SOORTEN} == {
        **dict.fromkeys(SOORTEN, 0), "klant": 1, "koppel": 1, "casus": 1, "ronde": 1,
    }  # fmt: skip
    assert store.aanpakken()
    assert open_for("carla").caseload(team=True) == []  # no klant, so no key
    for name, question in ask.items():
        assert (name, refusal(question, KeyUnavailable)) == (name, texts.GEEN_SLEUTELS)
    assert town.rows("select id from klant") == before
    assert not town.settings.keyring.exists()


def test_a_keyring_that_does_not_fit_is_refused_at_once(town, casus_id, open_for):
    """Of another installation, or with another master key."""
    town.settings.keyring.unlink()
    create_keyring(town.settings.keyring, town.settings.hoofdsleutel)
    assert refusal(open_for, KeyUnavailable) == texts.SLEUTELBOS_ANDERE

    town.settings.hoofdsleutel.unlink()
    said = texts.HOOFDSLEUTEL_WEG.format(pad=town.settings.hoofdsleutel)
    assert refusal(open_for, KeyUnavailable) == said


def test_a_store_that_was_opened_stays_open_for_work(town, casus_id, open_for, bewaar):
    dossier = bewaar(open_for(), casus_id, Contact)

    assert len(dossier.contacten) == 1
