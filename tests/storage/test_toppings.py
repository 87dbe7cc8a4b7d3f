"""Toppings in the store: saved with a casus, held to their definition, apart from the core."""

from __future__ import annotations

import pytest

from vakmeten import texts
from vakmeten.domain.topping import Aanvulling, Topping
from vakmeten.errors import InvalidFile, InvalidRecord
from vakmeten.storage.database import transaction
from vakmeten.storage.records import KINDS
from vakmeten.storage.toppings import add_toppings, is_kern

UREN = Topping(code="uren", naam="Uren werk", soort="geheel", bij="casus", eenheid="uur per week")
NOOT = Topping(code="noot", naam="Noot", soort="tekst", bij="casus")
TAAL = Topping(code="taal", naam="Taalniveau", soort="keuze", bij="klant", keuzes=("A1", "A2"))


@pytest.fixture
def defined(town):
    with transaction(town.engine) as connection:
        add_toppings(connection, [UREN, NOOT, TAAL])


def add(town, *toppings: Topping) -> str:
    with pytest.raises(InvalidRecord) as caught, transaction(town.engine) as connection:
        add_toppings(connection, toppings)
    return str(caught.value)


def test_definitions_come_back_as_they_were_given(store, defined):
    assert store.toppings() == [NOOT, UREN, TAAL]


def test_a_second_time_adds_nothing_and_another_meaning_is_refused(town, store, defined):
    with transaction(town.engine) as connection:
        add_toppings(connection, [UREN])

    other = Topping(code="uren", naam="Uren", soort="getal", bij="casus")

    assert add(town, other) == texts.TOPPING_ANDERS.format(label="uren")
    assert len(store.toppings()) == 3


@pytest.mark.parametrize("code", ["trede", "klantnummer", "bekend_op", "casus", "leefgebied_x"])
def test_the_core_cannot_be_shadowed(town, code):
    topping = Topping(code=code, naam="X", soort="geheel", bij="casus")

    assert add(town, topping) == texts.TOPPING_KERN.format(label=code)


@pytest.mark.parametrize("names", [("nationaliteit", "Land"), ("land", "Geb.land"), ("x", "BSN")])
def test_what_is_not_recorded_is_no_topping_either(town, names):
    topping = Topping(code=names[0], naam=names[1], soort="keuze", bij="klant", keuzes=("NL",))

    with pytest.raises(InvalidFile), transaction(town.engine) as connection:
        add_toppings(connection, [topping])


def test_every_column_of_every_record_is_of_the_core():
    assert all(is_kern(column.name) for kind in KINDS for column in kind.table.c)


def test_toppings_are_saved_with_the_casus_and_corrected(town, store, casus_id, defined):
    here = {"casus_id": casus_id, "bij": "casus", "record_id": casus_id}
    nummer = store.casus(casus_id).klant.klantnummer
    first = Aanvulling(**here, waarden={"uren": 12}, teksten={"noot": "Kanarie"})
    taal = Aanvulling(casus_id=nummer, bij="klant", record_id=nummer, waarden={"taal": "A2"})

    dossier = store.save(casus_id, [first, taal], gezien={})
    dossier = store.save(
        casus_id, [Aanvulling(**here, waarden={"uren": 24})], gezien=dossier.versies
    )

    assert {(a.bij.value, tuple(a.waarden.items())) for a in dossier.aanvullingen} == {
        ("casus", (("uren", 24),)),
        ("klant", (("taal", "A2"),)),
    }
    versions = store.geschiedenis(casus_id, "aanvulling", first.id)
    assert versions[0].record == first
    assert len(store.geschiedenis(casus_id, "aanvulling", taal.id)) == 1
    stored = str(town.rows("select * from aanvulling"))
    assert "Kanarie" not in stored


def test_what_is_not_defined_is_not_saved(store, casus_id, defined):
    here = {"casus_id": casus_id, "bij": "casus", "record_id": casus_id}
    for waarden in ({"loon": 3}, {"uren": "veel"}, {"taal": "A1"}):
        with pytest.raises(InvalidRecord):
            store.save(casus_id, [Aanvulling(**here, waarden=waarden)], gezien={})

    assert store.casus(casus_id).aanvullingen == ()
