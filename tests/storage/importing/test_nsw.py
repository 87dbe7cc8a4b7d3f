"""The real experiment in by the front door, and out again as frames: nothing changed on the way."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from fixtures.town import Town

from vakmeten.errors import InvalidFile
from vakmeten.places import packaged_path
from vakmeten.samples import read_sample
from vakmeten.storage.accounts import Accounts
from vakmeten.storage.importing.importer import import_file
from vakmeten.storage.importing.mapping import read_mapping
from vakmeten.storage.keyring import Keyring

KENMERKEN = ["data_id", "treat", "age", "educ", "marr", "nodegree", "re74", "re75", "re78"]


@pytest.fixture
def nsw(town: Town) -> Town:
    """The town with the 445 people of the experiment in it, in the caseload of one account."""
    accounts = Accounts(town.engine)
    accounts.add_team("nsw", "NSW")
    person = {"naam": "nsw", "weergavenaam": "NSW", "rol": "klantmanager", "team": "nsw"}
    accounts.add_accounts([person], "wachtwoord-1234")
    assert take_up(town).goed == 445
    return town


def take_up(town: Town):
    folder = packaged_path("sample_data") / "nsw"
    keyring = Keyring(town.settings.keyring, town.settings.hoofdsleutel)
    mapping = read_mapping(folder / "nsw_kolommen.toml")
    file = folder / "nsw_casussen.csv"
    return import_file(town.engine, keyring, file, mapping, now=town.clock())


def test_treated_minus_control_is_what_was_published(nsw):
    """1,794.34 dollar: Dehejia and Wahba (1999), table 1; from records, not from the file."""
    store = nsw.store("nsw")
    casussen, inzetten = store.frame("casus"), store.frame("inzet")
    treated = casussen["id"].isin(inzetten["casus_id"])
    mean = casussen.groupby(treated)["re78"].mean()

    assert round(mean[True] - mean[False], 2) == 1794.34
    assert (treated.sum(), (~treated).sum()) == (185, 260)
    assert (treated == (casussen["treat"] == 1)).all()


def test_the_frame_equals_the_file(nsw):
    """Every value of every person, as published, number for number."""
    published = read_sample("nsw")[KENMERKEN]

    frame = nsw.store("nsw").frame("casus")

    order = frame["klantnummer"].str.removeprefix("NSW-").astype(int)
    back = frame.loc[order.sort_values().index, KENMERKEN].reset_index(drop=True)
    pd.testing.assert_frame_equal(back.astype(published.dtypes), published, check_exact=True)
    work = frame["uitstroomreden"] == "arbeid"
    np.testing.assert_array_equal(work, frame["re78"] > 0)


def test_a_second_time_nothing_is_different(nsw):
    before = {kind: nsw.store("nsw").frame(kind) for kind in ("klant", "casus", "plan", "inzet")}
    nsw.clock.move(days=1)

    report = take_up(nsw)

    assert (report.goed, report.geschreven) == (445, False)
    for kind, frame in before.items():
        pd.testing.assert_frame_equal(nsw.store("nsw").frame(kind), frame)


def test_it_stands_in_the_caseload_and_opens(nsw):
    store = nsw.store("nsw")
    (person,) = [c for c in store.caseload(gesloten=True) if c.klantnummer == "NSW-1"]

    dossier = store.casus(person.casus_id)

    assert len(store.caseload(gesloten=True)) == 445
    assert dossier.casus.uitstroomreden == "arbeid"
    assert dossier.aanvullingen[0].waarden["re78"] == 9930.046
    assert [i.aanpak for i in dossier.inzetten] == ["supported_work"]


def test_with_a_column_on_origin_beside_it_the_file_is_refused(nsw, tmp_path):
    """Why the file in the sample has two columns less than was published."""
    folder = packaged_path("sample_data") / "nsw"
    lines = (folder / "nsw_casussen.csv").read_text("utf-8-sig").splitlines()
    more = [f"{line};{'black' if number == 0 else 0}" for number, line in enumerate(lines)]
    (tmp_path / "nsw.csv").write_text("\n".join(more), "utf-8")
    keyring = Keyring(nsw.settings.keyring, nsw.settings.hoofdsleutel)
    mapping = read_mapping(folder / "nsw_kolommen.toml")

    with pytest.raises(InvalidFile) as caught:
        import_file(nsw.engine, keyring, tmp_path / "nsw.csv", mapping, now=nsw.clock())

    assert "'black'" in str(caught.value)
