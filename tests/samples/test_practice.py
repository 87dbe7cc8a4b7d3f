"""The store to practise on: the real experiment by every real step, and nothing left over."""

from __future__ import annotations

import shutil
import sqlite3
import stat
import time
from contextlib import closing

import pytest

import vakmeten as vm
from vakmeten import texts
from vakmeten.errors import AccessDenied, InvalidSettings
from vakmeten.samples import practice, read_sample
from vakmeten.storage.frame_rows import SOORTEN

TOPPINGS = ["data_id", "treat", "age", "educ", "marr", "nodegree", "re74", "re75", "re78"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with a practice store, made once."""
    path = tmp_path_factory.mktemp("oefenen") / "een" / "map"
    vm.open_sample(path).close()
    return path


@pytest.fixture
def store(folder):
    """The practice store."""
    store = vm.open_sample(folder)
    yield store
    store.close()


def test_the_experiment_is_in_it_as_published(store):
    """1,794.34 dollar, from records that went through import and export."""
    casus = store.frame("casus")
    treated = casus["casus_id"].isin(store.frame("inzet")["casus_id"])
    mean = casus.groupby(treated)["re78"].mean()

    assert round(mean[True] - mean[False], 2) == 1794.34
    back = casus[TOPPINGS].sort_values(TOPPINGS, ignore_index=True)
    published = read_sample("nsw")[TOPPINGS].sort_values(TOPPINGS, ignore_index=True)
    assert (back.to_numpy() == published.to_numpy()).all()
    assert (casus["uitstroomreden"].eq("arbeid") == casus["re78"].gt(0)).all()


def test_it_has_the_records_that_its_docstring_says(store):
    rows = {soort: len(store.frame(soort)) for soort in SOORTEN}

    assert {soort: n for soort, n in rows.items() if n} == {
        "klant": 445, "casus": 445, "ronde": 445, "plan": 185, "inzet": 185,
    }  # fmt: skip
    assert set(store.frame("inzet")["aanpak"]) == {"supported_work"}
    assert {topping.code for topping in store.toppings()} == set(TOPPINGS)
    known = store.frame("casus")["bekend_op"].dt.tz_convert("Europe/Amsterdam")
    assert {str(day) for day in known.dt.date} == {"1979-01-01"}


def test_it_is_for_an_analist_and_pseudonymised(store, folder):
    assert store.user().naam == "analist"
    (klantmanager,) = set(store.frame("casus")["klantmanager"])
    assert klantmanager.startswith("professional-")
    assert b"NSW-1" not in (folder / "oefenstore.sqlite").read_bytes()
    with pytest.raises(AccessDenied):
        store.caseload()


def test_only_the_export_stays(folder):
    """No key, no password and no store with klantnummers of the source."""
    (file,) = (path for path in folder.iterdir() if not path.name.endswith(("-wal", "-shm")))

    assert file.name == "oefenstore.sqlite"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_second_time_opens_what_is_there(store, folder):
    again = vm.open_sample(str(folder))

    assert again.frame("casus").equals(store.frame("casus"))
    again.close()


def test_it_is_made_within_five_seconds(tmp_path):
    before = time.process_time()
    vm.open_sample(tmp_path).close()

    assert time.process_time() - before < 5


def test_who_stops_it_half_way_begins_again(tmp_path, monkeypatch):
    def stop(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(practice, "export_store", stop)
        with pytest.raises(KeyboardInterrupt):
            vm.open_sample(tmp_path)
    assert list(tmp_path.iterdir()) == []

    store = vm.open_sample(tmp_path)
    assert len(store.frame("casus")) == 445
    store.close()


def test_a_folder_in_which_nothing_can_be_written_is_one_sentence(tmp_path):
    file = tmp_path / "bestand"
    file.touch()

    with pytest.raises(InvalidSettings) as refused:
        vm.open_sample(file / "map")
    assert str(refused.value) == texts.OEFENMAP_FOUT.format(pad=file / "map")


@pytest.mark.parametrize("version", ["0001", "9999"])
def test_a_file_of_another_vakmeten_says_to_take_it_away(folder, tmp_path, version):
    path = tmp_path / "oefenstore.sqlite"
    shutil.copy(folder / path.name, path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("update alembic_version set version_num=?", [version])

    with pytest.raises(InvalidSettings) as refused:
        vm.open_sample(tmp_path)
    assert str(refused.value) == texts.OEFENSTORE_ANDERS.format(pad=path)
