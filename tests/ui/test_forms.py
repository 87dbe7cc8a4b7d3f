"""A form says what is saved: what is filled from a casus and read back changes nothing."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from vakmeten.ui.casusboek.casus import diagnose, evaluatie, plan, uitvoering

STEPS = {"diagnose": diagnose, "plan": plan, "evaluatie": evaluatie}


@pytest.fixture
def full(walked: Any, shop: Any, casus_id: str) -> Any:
    """A casus with every step saved once."""
    page = walked("evaluatie")
    (doel,) = page.form["doelscores"]
    page.type(
        doelscores={doel: 1}, elementen={"context": "hinderde"}, leefgebieden={"justitie": 4},
        anders="Eerder bellen",
    )  # fmt: skip
    assert page.act("bewaar") == ""
    return shop.casus(casus_id)


@pytest.mark.parametrize("stap", STEPS)
def test_a_form_read_back_is_what_was_saved(full: Any, town: Any, stap: str) -> None:
    form = STEPS[stap]
    filled = form.vul(full, town.clock().date())
    through_the_browser = json.loads(json.dumps(filled))
    records = form.lees(through_the_browser, full)

    assert [full.eerder(record) for record in records] == records


@pytest.mark.parametrize("stap", STEPS)
def test_saving_twice_makes_no_second_version(
    full: Any, open_casus: Any, shop: Any, casus_id: str, stap: str
) -> None:
    page = open_casus(casus_id, stap=stap)
    assert page.act("bewaar") == ""
    assert page.act("bewaar") == ""

    assert shop.casus(casus_id).versies == full.versies


def test_a_part_of_the_uitvoering_read_back_is_what_was_saved(
    walked: Any, shop: Any, casus_id: str
) -> None:
    page = walked("uitvoering")
    page.type(contact={"kern": "Gesproken", "duur": 0})
    page.act("bewaar_deel", naam="contact")
    page.type(afspraak={"wat": "Bellen", "datum": "2026-03-06", "toelichting": "Voor twaalven"})
    page.act("bewaar_deel", naam="afspraak")
    dossier = shop.casus(casus_id)
    beeld, today = dossier.huidig, dossier.casus.startdatum
    for naam, record in (
        ("contact", beeld.contacten[0]),
        ("afspraak", beeld.afspraken[0]),
        ("inzet", beeld.inzetten[0]),
    ):
        part = uitvoering.vul_deel(uitvoering.vind(dossier, naam, record.id), today)
        form = uitvoering.vul(dossier, today) | {naam: part}
        assert uitvoering.LEZERS[naam](form, dossier) == [record]


def test_an_answer_keeps_the_day_on_which_it_was_given(
    full: Any, town: Any, open_casus: Any, shop: Any, casus_id: str
) -> None:
    given = full.verwachtingen[0].uitkomst_datum
    town.clock.move(days=5)
    page = open_casus(casus_id, stap="evaluatie")
    page.type(datum=(given + timedelta(days=5)).isoformat(), anders="Toch anders")
    assert page.act("bewaar") == ""

    assert shop.casus(casus_id).verwachtingen[0].uitkomst_datum == given
