"""Toppings: defined as data, held to their definition, and never in the way of the core."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from vakmeten import texts
from vakmeten.domain.regels import neem_op
from vakmeten.domain.topping import Aanvulling, Topping, toets_toppings
from vakmeten.domain.verloop import sluit_af
from vakmeten.errors import InvalidRecord

VANDAAG = date(2026, 3, 2)


def topping(**fields: Any) -> Topping:
    given = {"code": "uren", "naam": "Uren werk", "soort": "geheel", "bij": "casus"} | fields
    return Topping(**given)


@pytest.mark.parametrize(
    ("soort", "good", "bad"),
    [
        ("getal", [0, -1.5, 9930.046], [True, "3", float("nan"), float("inf"), 10**15]),
        ("geheel", [0, -3, 40], [True, 3.0, "3", 111222333]),
        ("datum", ["2026-03-02"], ["2026-02-30", "02-03-2026", "20260302", 20260302]),
        ("ja_nee", [True, False], [1, 0, "ja"]),
        ("keuze", ["groen"], ["blauw", "", 1, None]),
        ("tekst", ["", "Loopt goed"], [3, None, "BSN 111222333", "x" * 20_001]),
    ],
)
def test_a_value_is_of_the_kind_that_was_defined(soort, good, bad):
    defined = topping(soort=soort, keuzes=("groen", "rood") if soort == "keuze" else ())

    for waarde in good:
        defined.toets(waarde)
    for waarde in bad:
        with pytest.raises(InvalidRecord):
            defined.toets(waarde)


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "Uren"}, {"code": "1e"}, {"code": "x" * 41}, {"code": "a b"}, {"code": 3},
        {"soort": "lijst"}, {"bij": "koppel"}, {"bij": "gemeente"}, {"naam": " "},
        {"naam": "x" * 121}, {"eenheid": "x" * 41}, {"uitleg": "x" * 1001},
        {"soort": "keuze"}, {"soort": "keuze", "keuzes": ("a", "a")}, {"keuzes": ("a",)},
        {"keuzes": "abc"}, {"soort": "keuze", "keuzes": ("x" * 121,)},
    ],
)  # fmt: skip
def test_a_definition_that_cannot_be_used_is_refused(wrong):
    with pytest.raises(InvalidRecord):
        topping(**wrong)


def test_values_are_held_to_a_topping_of_that_record():
    """Unknown, of another record, or text where a value belongs: refused, by its code."""
    known = {"uren": topping(), "noot": topping(code="noot", soort="tekst")}
    here = {"casus_id": "casus-1", "bij": "casus", "record_id": "casus-1"}

    toets_toppings(Aanvulling(**here, waarden={"uren": 3}, teksten={"noot": "ok"}), known)

    for values in (
        {"waarden": {"loon": 3}},
        {"waarden": {"noot": "x"}},
        {"teksten": {"uren": "3"}},
        {"waarden": {"uren": 3}, "bij": "inzet"},
    ):
        with pytest.raises(InvalidRecord):
            toets_toppings(Aanvulling(**(here | values)), known)


def test_a_record_of_this_casus_takes_toppings_and_another_does_not(met_plan, maak, refused):
    nummer = met_plan.klant.klantnummer
    inzet = met_plan.inzetten[0].id
    good = [
        maak(Aanvulling),
        maak(Aanvulling, bij="inzet", record_id=inzet),
        maak(Aanvulling, bij="diagnose", record_id=met_plan.diagnoses[0].id),
        maak(Aanvulling, bij="klant", record_id=nummer, casus_id=nummer),
    ]

    assert len(neem_op(met_plan, good, VANDAAG).aanvullingen) == 4

    for wrong, sentence in (
        ({"record_id": "casus-2"}, texts.ANDERE_CASUS),
        ({"casus_id": "casus-2"}, texts.ANDERE_CASUS),
        ({"bij": "inzet", "record_id": "inzet-9"}, texts.RECORD_ONBEKEND),
        ({"bij": "klant", "record_id": "K-2", "casus_id": "K-2"}, texts.ANDERE_CASUS),
        ({"bij": "klant", "record_id": nummer}, texts.ANDERE_CASUS),
    ):
        assert refused(met_plan, maak(Aanvulling, **wrong)) == sentence


def test_a_closed_casus_still_takes_a_topping(begin, maak):
    """What somebody earned a year later is a fact about the casus, no work in it."""
    closed = neem_op(begin, sluit_af(begin, None, VANDAAG, "arbeid"), VANDAAG)

    later = neem_op(closed, [maak(Aanvulling, waarden={"loon": 1200.5})], VANDAAG)

    assert later.aanvullingen[0].waarden == {"loon": 1200.5}
