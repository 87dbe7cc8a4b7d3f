"""Frames: one row a record, within scope, without names and texts, with dtypes that stay."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import pandas as pd
import pytest
import sqlalchemy as sa

from vakmeten import texts
from vakmeten.domain.codes import Element, Gesprekspartner, Leefgebied
from vakmeten.domain.diagnose import Diagnose
from vakmeten.domain.evaluatie import Evaluatie
from vakmeten.domain.klant import Klant, Koppel
from vakmeten.domain.plan import Doel, Inzet, Plan, Verwachting
from vakmeten.domain.topping import Aanvulling, Topping
from vakmeten.domain.uitvoering import Afspraak, Contact
from vakmeten.errors import InvalidRecord
from vakmeten.storage import frame_rows, schema
from vakmeten.storage.account_tables import account
from vakmeten.storage.database import transaction
from vakmeten.storage.frame_rows import SOORTEN
from vakmeten.storage.records import KINDS
from vakmeten.storage.toppings import add_toppings, is_kern

PLACE = ["id", "klantnummer", "casus_id", "ronde_id", "team", "klantmanager"]
AREAS = [f"leefgebied_{code}" for code in Leefgebied]
ELEMENTS = [f"element_{code}" for code in Element]
PARTNERS = [f"afgesproken_met_{code}" for code in Gesprekspartner]

# Every column of every frame, in order, without toppings.
COLUMNS = {
    "klant": ["klantnummer", "geboortejaar", "opleidingsniveau", "uitkering_sinds"],
    "koppel": ["klantnummer"],
    "casus": ["id", "klantnummer", "casus_id", "team", "klantmanager", "startdatum", "einddatum",
              "uitstroomreden"],
    "ronde": [*PLACE, "nummer", "startdatum", "einddatum"],
    "diagnose": [*PLACE, "datum", "trede", "groeipotentieel", *AREAS],
    "plan": [*PLACE, "datum", "bestemming", *PARTNERS],
    "doel": [*PLACE, "tussendoel", "gewicht", "beginscore", "vervolg_op"],
    "inzet": [*PLACE, "aanpak", "kennisbron", "startdatum", "einddatum", "einde"],
    "verwachting": [*PLACE, "inzet_id", "datum", "kans", "trede", "uitkomst", "uitkomst_datum"],
    "contact": [*PLACE, "datum", "vorm", "duur"],
    "afspraak": [*PLACE, "van", "datum", "nagekomen"],
    "evaluatie": [*PLACE, "datum", "trede", *AREAS, *ELEMENTS, "vervolg"],
    "doelscore": ["klantnummer", "casus_id", "ronde_id", "team", "klantmanager", "evaluatie_id",
                  "doel_id", "datum", "score"],
}  # fmt: skip
DAYS = {"datum", "startdatum", "einddatum", "uitkomst_datum", "uitkering_sinds"}
WHOLE = {"geboortejaar", "nummer", "trede", "groeipotentieel", "gewicht", "beginscore", "kans",
         "duur", "score", *AREAS}  # fmt: skip
YES_NO = {"nagekomen", *PARTNERS}

TOPPINGS = (
    Topping(code="loon", naam="Loon", soort="getal", bij="casus", eenheid="euro"),
    Topping(code="aantal", naam="Aantal", soort="geheel", bij="casus"),
    Topping(code="gezien", naam="Gezien", soort="datum", bij="casus"),
    Topping(code="akkoord", naam="Akkoord", soort="ja_nee", bij="casus"),
    Topping(code="noot", naam="Noot", soort="tekst", bij="casus"),
    Topping(code="taal", naam="Taal", soort="keuze", bij="klant", keuzes=("A1", "A2")),
    Topping(code="bijzonder", naam="Bijzonder", soort="ja_nee", bij="diagnose"),
)
TOPPING_DTYPES = {
    "loon": "float64", "aantal": "Int64", "gezien": "datetime64[s]", "akkoord": "boolean",
}  # fmt: skip


def dtype(column: str) -> str:
    """What the docstring of `Store.frame` promises."""
    if column == "bekend_op":
        return "datetime64[us, UTC]"
    kinds = ((DAYS, "datetime64[s]"), (WHOLE, "Int64"), (YES_NO, "boolean"))
    return next((name for columns, name in kinds if column in columns), "string")


def dtypes(frame: pd.DataFrame) -> dict[str, str]:
    return {name: str(kind) for name, kind in frame.dtypes.items()}


@pytest.fixture
def defined(town):
    with transaction(town.engine) as connection:
        add_toppings(connection, TOPPINGS)


@pytest.fixture
def worked(store, casus_id, maak, clock):
    """A casus of Anna's with one of everything; its dossier."""
    dossier = store.casus(casus_id)
    inzet = maak(dossier, Inzet, reden="Kanarie", startdatum=store.vandaag())
    records = [
        maak(dossier, Diagnose, leefgebieden={"financien": 2}, vraag="Kanarie"),
        maak(dossier, Plan, afgesproken_met=("klant", "netwerk")),
        doel := maak(dossier, Doel),
        gone := maak(dossier, Doel, vervallen=True),
        inzet,
        maak(dossier, Verwachting, inzet_id=inzet.id),
        maak(dossier, Contact, duur=20),
        maak(dossier, Afspraak, nagekomen=False),
        maak(dossier, Evaluatie, doelscores={doel.id: 1, gone.id: 2},
             elementen={"aanpak": "hielp"}),
    ]  # fmt: skip
    return store.save(casus_id, records, gezien=dossier.versies)


def test_every_kind_of_record_has_a_frame():
    assert (
        set(SOORTEN)
        == set(COLUMNS)
        == {kind.naam for kind in KINDS} - {"aanvulling"} | {"doelscore"}
    )


@pytest.mark.parametrize("soort", SOORTEN)
def test_columns_and_dtypes_are_the_same_with_rows_and_without(store, town, request, soort):
    empty = store.frame(soort)
    request.getfixturevalue("worked")
    frame = store.frame(soort)

    promised = {name: dtype(name) for name in (*COLUMNS[soort], "bekend_op")}
    assert dtypes(empty) == dtypes(frame) == promised
    assert list(promised) == list(frame.columns)
    assert (len(empty), len(frame)) == (0, 1)
    assert isinstance(frame.index, pd.RangeIndex)
    assert isinstance(empty.index, pd.RangeIndex)


@pytest.mark.parametrize("soort", SOORTEN)
def test_no_topping_can_take_the_name_of_a_column(store, soort):
    assert is_kern(soort)
    assert [name for name in store.frame(soort) if not is_kern(name)] == []


def test_what_a_frame_says_is_what_the_casus_says(store, worked):
    ronde, plan = worked.rondes[0], store.frame("plan")
    first = {soort: store.frame(soort).iloc[0] for soort in SOORTEN}

    assert first["casus"][["id", "casus_id"]].tolist() == [worked.casus.id] * 2
    assert first["ronde"][["id", "ronde_id", "casus_id"]].tolist() == [
        ronde.id, ronde.id, worked.casus.id,
    ]  # fmt: skip
    assert first["diagnose"]["leefgebied_financien"] == 2
    assert pd.isna(first["diagnose"]["leefgebied_justitie"])
    assert {name for name in PARTNERS if plan[name].all()} == {
        "afgesproken_met_klant", "afgesproken_met_netwerk",
    }  # fmt: skip
    assert not plan[PARTNERS].isna().any(axis=None)
    assert first["evaluatie"]["element_aanpak"] == "hielp"
    assert not first["afspraak"]["nagekomen"]
    assert first["inzet"]["startdatum"].date() == store.vandaag()
    assert pd.isna(first["inzet"]["einddatum"])
    assert first["contact"]["bekend_op"] == pd.Timestamp(store.nu())
    for soort in set(SOORTEN) - {"klant", "koppel"}:
        assert first[soort][["klantnummer", "team", "klantmanager"]].tolist() == [
            "K-100001", "noord", "anna",
        ]  # fmt: skip


def test_scores_meet_their_doelen_and_a_doel_taken_back_counts_nowhere(store, worked):
    joined = store.frame("doelscore").merge(
        store.frame("doel"), left_on="doel_id", right_on="id", validate="many_to_one"
    )

    assert joined["score"].tolist() == [1]
    assert (
        store.frame("doelscore")["evaluatie_id"].tolist() == store.frame("evaluatie")["id"].tolist()
    )


def test_frames_merge_and_group_on_their_ids(store, worked):
    merged = store.frame("inzet").merge(store.frame("diagnose"), on="ronde_id", how="left")

    assert merged.groupby("aanpak")["trede"].mean().to_dict() == {"werk_fit": 2.0}
    assert store.frame("casus").groupby("team").size().to_dict() == {"noord": 1}


def test_no_typed_word_and_no_name_is_in_any_frame(store, worked):
    for soort in SOORTEN:
        assert "anarie" not in store.frame(soort).to_csv()
        assert "Jansen" not in store.frame(soort).to_csv()


def test_toppings_are_columns_of_the_record_they_are_with(store, casus_id, worked, defined):
    before = store.frame("casus")
    waarden = {"loon": 9930, "aantal": 3, "gezien": "2026-01-31", "akkoord": True}
    diagnose = worked.diagnoses[0].id
    store.save(
        casus_id,
        [
            Aanvulling(casus_id=casus_id, bij="casus", record_id=casus_id, waarden=waarden,
                       teksten={"noot": "Kanarie"}),
            Aanvulling(casus_id="K-100001", bij="klant", record_id="K-100001",
                       waarden={"taal": "A2"}),
            Aanvulling(casus_id=casus_id, bij="diagnose", record_id=diagnose,
                       waarden={"bijzonder": False}),
        ],
        gezien={},
    )  # fmt: skip
    after = store.frame("casus")

    codes = ["aantal", "akkoord", "gezien", "loon"]
    assert list(before.columns) == list(after.columns) == [*COLUMNS["casus"], "bekend_op", *codes]
    assert {code: str(before[code].dtype) for code in codes} == TOPPING_DTYPES
    assert {code: str(after[code].dtype) for code in codes} == TOPPING_DTYPES
    assert before[codes].isna().all(axis=None)
    assert after[codes].iloc[0].tolist() == [3, True, pd.Timestamp(2026, 1, 31), 9930.0]
    assert store.frame("klant")["taal"].tolist() == ["A2"]
    assert store.frame("diagnose")["bijzonder"].tolist() == [False]
    assert "taal" not in store.frame("koppel")


def test_a_correction_replaces_and_an_earlier_moment_shows_what_was_known_then(
    town, store, worked, clock, casus_id
):
    then = clock()
    clock.move(days=3)
    diagnose = worked.diagnoses[0]
    gone = worked.contacten[0]
    records = [
        Diagnose(casus_id=casus_id, ronde_id=diagnose.ronde_id, datum=diagnose.datum, trede=5),
        Contact(id=gone.id, casus_id=casus_id, ronde_id=gone.ronde_id, datum=gone.datum,
                vorm="telefonisch", kern="x", vervallen=True),
    ]  # fmt: skip
    store.save(casus_id, records, gezien=worked.versies)

    assert store.frame("diagnose")["trede"].tolist() == [5]
    assert store.frame("diagnose", peildatum=then)["trede"].tolist() == [2]
    assert len(store.frame("contact")) == 0
    assert len(store.frame("contact", peildatum=then)) == 1
    before = then - timedelta(days=1)
    assert [len(store.frame(soort, peildatum=before)) for soort in SOORTEN] == [0] * len(SOORTEN)


def test_everybody_sees_the_casussen_of_their_team_and_an_analist_all(town, worked):
    town.open_casus("carla", "K-200001")
    row = {"naam": "ada", "weergavenaam": "Ada", "rol": "analist", "team": "zuid"}
    with transaction(town.engine) as connection:
        connection.execute(sa.insert(account).values(**row, wachtwoord="-", actief=True))
    seen = {
        naam: {
            soort: set(town.store(naam).frame(soort)["klantnummer"])
            for soort in ("klant", "koppel", "casus", "ronde", "diagnose")
        }
        for naam in ("anna", "tea", "carla", "ada")
    }

    mine, hers = {"K-100001"}, {"K-200001"}
    assert list(seen["anna"].values()) == list(seen["tea"].values()) == [mine] * 5
    assert list(seen["carla"].values()) == [hers] * 4 + [set()]
    assert list(seen["ada"].values()) == [mine | hers] * 4 + [mine]


def test_team_and_klantmanager_are_those_of_today_also_for_an_earlier_moment(town, store, worked):
    """A casus that went to another team is that team's, with its whole past."""
    moved = town.rows("select * from casus")[0]._asdict() | {"versie": 2, "team": "zuid"}
    later = datetime(2026, 3, 5, tzinfo=UTC)
    row = {**moved, "klantmanager": "carla", "bekend_op": later, "vastgelegd_op": later}
    row |= {"startdatum": store.vandaag()}
    with transaction(town.engine) as connection:
        connection.execute(schema.casus.insert().values(row))
    carla = town.store("carla")

    for soort in ("casus", "diagnose", "doelscore"):
        frame = carla.frame(soort, peildatum=store.nu())
        assert frame[["team", "klantmanager"]].to_numpy().tolist() == [["zuid", "carla"]]
        assert len(store.frame(soort)) == 0


def test_rows_come_by_klantnummer_day_and_id(town, store, worked, bewaar, clock):
    """The same on every database, a missing day last."""
    nummers = ("K10", "K-2", "A-1")
    casussen = [town.open_casus("anna", nummer) for nummer in nummers]
    clock.move(days=1)
    for casus in casussen:
        for day in (3, 2):
            bewaar(store, casus, Contact, datum=date(2026, 3, day))
        bewaar(store, casus, Plan)
        bewaar(store, casus, Inzet)
        bewaar(store, casus, Inzet, startdatum=date(2026, 3, 2))
    contact, inzet = store.frame("contact"), store.frame("inzet")

    key = list(zip(contact["klantnummer"], contact["datum"], contact["id"], strict=True))
    assert key == sorted(key)
    assert inzet["startdatum"].isna().tolist() == [False, True] + [False] + [False, True] * 2
    assert store.frame("klant")["klantnummer"].tolist() == ["A-1", "K-100001", "K-2", "K10"]


@pytest.mark.parametrize("soort", ["aanvulling", "account", "", "CASUS", None, ["casus"]])
def test_another_kind_is_refused_with_the_kinds_there_are(store, soort):
    with pytest.raises(InvalidRecord) as caught:
        store.frame(soort)

    assert str(caught.value) == texts.FRAME_SOORT.format(soorten=", ".join(SOORTEN))


@pytest.mark.parametrize("moment", [datetime(2026, 1, 1), date(2026, 1, 1), "2026-01-01"])  # noqa: DTZ001
def test_a_moment_without_a_time_zone_is_refused(store, moment):
    with pytest.raises(InvalidRecord) as caught:
        store.frame("casus", peildatum=moment)

    assert str(caught.value) == texts.PEILDATUM_FOUT


def test_a_frame_is_one_line_in_the_log_with_its_filter(town, store, casus_id):
    store.frame("casus")
    store.frame("klant", peildatum=datetime(2026, 1, 1, tzinfo=UTC))
    found = [line for line in town.log() if line.actie == "frame_lezen"]

    assert [(line.actor, line.resultaat, line.object) for line in found] == [
        ("anna", "gelukt", "")
    ] * 2
    assert ['"casus"' in str(line.filter) or "'casus'" in str(line.filter) for line in found] == [
        True, False,
    ]  # fmt: skip
    assert "2026-01-01T00:00:00+00:00" in str(found[1].filter)


def test_who_saves_does_not_wait_for_who_reads_a_frame(town, store, casus_id, bewaar, monkeypatch):
    """Many rows take seconds; the frame shows what stood there when it began."""
    fetch = frame_rows.fetch

    def slowly(connection, *question):
        connection.execute(sa.text("select count(*) from contact"))
        bewaar(town.store("bas"), casus_id, Contact)
        return fetch(connection, *question)

    monkeypatch.setattr(frame_rows, "fetch", slowly)

    assert len(store.frame("contact")) == 0
    assert len(town.rows("select * from contact")) == 1


def test_a_frame_needs_no_key(town, store, worked):
    town.settings.keyring.unlink()

    assert len(store.frame("casus")) == 1


def test_the_store_comes_without_pandas():
    code = "import sys, vakmeten.storage.store, vakmeten.storage.opening; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert {"pandas", "numpy"} & set(done.stdout.split()) == set()


def test_an_own_klant_without_casus_in_scope_is_not_there(town, store, casus_id):
    """A klant is in reach by a casus, never by itself."""
    klant, person = Klant(klantnummer="K-300001"), Koppel(klantnummer="K-300001")
    town.store("carla").open_casus(klant, person, store.vandaag())

    assert store.frame("klant")["klantnummer"].tolist() == ["K-100001"]
