"""What a municipality records beside the core, on the page of a casus."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from vakmeten import labels, texts
from vakmeten.domain.topping import Aanvulling, Topping
from vakmeten.domain.uitvoering import Afspraak, Contact
from vakmeten.errors import AccessDenied
from vakmeten.storage import schema
from vakmeten.storage.database import transaction
from vakmeten.storage.toppings import add_toppings

Open = Callable[..., Any]
Group = tuple[str, list[tuple[str, str]]]

SCRIPT = "<script>alert(1)</script>\nen een tweede regel"
TOPPINGS = (
    Topping(code="taal", naam="Taalniveau", soort="keuze", bij="klant", keuzes=("A1", "A2")),
    Topping(code="loon", naam="Verdiensten", soort="getal", bij="casus", eenheid="euro",
            uitleg="Bruto, in het hele jaar"),
    Topping(code="sinds", naam="Jaar van diploma", soort="geheel", bij="casus"),
    Topping(code="noot", naam="Noot", soort="tekst", bij="casus"),
    Topping(code="groep", naam="Groep", soort="geheel", bij="ronde"),
    Topping(code="toets", naam="Toets gedaan", soort="ja_nee", bij="diagnose"),
    Topping(code="herzien", naam="Herzien op", soort="datum", bij="plan"),
    Topping(code="cijfer", naam="Rapportcijfer", soort="getal", bij="evaluatie"),
    Topping(code="letter", naam="Letter", soort="tekst", bij="doel"),
    Topping(code="uren", naam="Uren", soort="geheel", bij="inzet", eenheid="uur per week"),
    Topping(code="bron", naam="Bron", soort="tekst", bij="verwachting"),
    Topping(code="tolk", naam="Met een tolk", soort="ja_nee", bij="contact"),
    Topping(code="brief", naam="Per brief", soort="ja_nee", bij="afspraak"),
)  # fmt: skip


@pytest.fixture
def plant(town: Any, shop: Any) -> Callable[..., None]:
    """plant(casus_id, bij, record_id, uren=12): save the toppings of one record."""
    with transaction(town.engine) as connection:
        add_toppings(connection, TOPPINGS)
    free = {topping.code for topping in TOPPINGS if topping.is_tekst}

    def save(casus_id: str, bij: str, record_id: str, **values: Any) -> None:
        teksten = {code: value for code, value in values.items() if code in free}
        waarden = {code: value for code, value in values.items() if code not in free}
        dossier = shop.casus(casus_id)
        of = dossier.klant.klantnummer if bij == "klant" else casus_id
        record = Aanvulling(
            casus_id=of, bij=bij, record_id=record_id, waarden=waarden, teksten=teksten
        )
        shop.save(casus_id, [record], gezien=dossier.versies)

    return save


def card(page: Any) -> list[Group]:
    """The groups of the card: heading, and pairs of label and text."""
    return [
        (g["kop"], [(r["label"], r["tekst"]) for r in g["regels"]])
        for g in page.model.toppings["kaart"]
    ]


def beside(page: Any, record: Any) -> list[tuple[str, str]]:
    """The lines beside one record that the page lists by its id."""
    found = page.model.toppings["bij"][record["id"]]
    return [(line["label"], line["tekst"]) for line in found]


def only(values: Any) -> Any:
    (found,) = values
    return found


# Words


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (9930.0459, "9.930,05"), (1234.5, "1.234,5"), (1234567, "1.234.567"), (12, "12"),
        (2.675, "2,68"), (-1250.0, "-1.250"), (100, "100"), (0, "0"), (0.0, "0"), (-0.0, "0"),
        (0.5, "0,5"), (0.00125, "0,00125"), (-0.123456, "-0,1235"), (0.99999, "1"),
        (1e14, "100.000.000.000.000"), (1e-300, "0"),
    ],
)  # fmt: skip
def test_a_number_is_written_as_it_is_read_here(number: float, said: str) -> None:
    assert labels.getal(number) == said


# The card


def test_without_toppings_there_is_no_card(open_casus: Open, casus_id: str) -> None:
    assert open_casus(casus_id).model.toppings == {"kaart": [], "bij": {}}


def test_what_is_on_klant_and_casus_stands_together_in_dutch(
    open_casus: Open, casus_id: str, plant: Any
) -> None:
    """In the order of the names; a whole number without a unit can be a year: no point in it."""
    plant(casus_id, "casus", casus_id, loon=9930.0459, sinds=2015, noot=SCRIPT)
    plant(casus_id, "klant", "K-100001", taal="A2")
    page = open_casus(casus_id)

    assert card(page) == [
        ("De klant", [("Taalniveau", "A2")]),
        (
            "De casus",
            [("Jaar van diploma", "2015"), ("Noot", SCRIPT), ("Verdiensten", "9.930,05 euro")],
        ),
    ]
    lines = page.model.toppings["kaart"][1]["regels"]
    assert [line["uitleg"] for line in lines] == ["", "", "Bruto, in het hele jaar"]


def test_what_is_on_the_running_ronde_and_its_steps_stands_there_too(
    walked: Open, open_casus: Open, shop: Any, casus_id: str, plant: Any
) -> None:
    page = walked("evaluatie")
    assert page.act("bewaar") == ""
    beeld = shop.casus(casus_id).huidig
    plant(casus_id, "ronde", beeld.ronde.id, groep=3)
    plant(casus_id, "diagnose", beeld.diagnose.id, toets=False)
    plant(casus_id, "plan", beeld.plan.id, herzien="2026-12-31")
    plant(casus_id, "evaluatie", beeld.evaluatie.id, cijfer=7.5)
    page = open_casus(casus_id)

    assert card(page) == [
        ("De ronde", [("Groep", "3")]),
        ("De diagnose", [("Toets gedaan", "Nee")]),
        ("Het plan", [("Herzien op", "31 december 2026")]),
        ("De evaluatie", [("Rapportcijfer", "7,5")]),
    ]


def test_a_value_whose_definition_is_gone_bears_its_code(
    open_casus: Open, casus_id: str, plant: Any, town: Any
) -> None:
    plant(casus_id, "casus", casus_id, loon=1234.5, noot="Blijft staan")
    plant(casus_id, "klant", "K-100001", taal="A2")
    with transaction(town.engine) as connection:
        connection.execute(sa.delete(schema.topping).where(schema.topping.c.code != "noot"))
    page = open_casus(casus_id)

    assert card(page) == [
        ("De klant", [("taal", "A2")]),
        ("De casus", [("Noot", "Blijft staan"), ("loon", "1.234,5")]),
    ]
    assert page.model.toppings["kaart"][1]["regels"][1]["uitleg"] == texts.TOPPING_WEG


def test_an_empty_text_has_no_line(open_casus: Open, casus_id: str, plant: Any) -> None:
    plant(casus_id, "casus", casus_id, noot="")

    assert open_casus(casus_id).model.toppings == {"kaart": [], "bij": {}}


# Beside a record


def test_what_is_on_a_listed_record_stands_beside_it(
    walked: Open, open_casus: Open, shop: Any, casus_id: str, plant: Any, bewaar: Any
) -> None:
    """Each step finds them by the id of the record, in its lists and in its form."""
    walked("evaluatie")
    bewaar(shop, casus_id, Afspraak)
    beeld = bewaar(shop, casus_id, Contact).huidig
    values = {
        "doel": (only(beeld.doelen), {"letter": "B"}),
        "inzet": (only(beeld.inzetten), {"uren": 1040}),
        "verwachting": (only(beeld.verwachtingen), {"bron": SCRIPT}),
        "contact": (only(beeld.contacten), {"tolk": True}),
        "afspraak": (only(beeld.afspraken), {"brief": False}),
    }
    for bij, (record, waarden) in values.items():
        plant(casus_id, bij, record.id, **waarden)
    page = open_casus(casus_id)

    assert card(page) == []
    inhoud = page.model.inhoud
    assert beside(page, only(inhoud["doelen"])) == [("Letter", "B")]
    assert beside(page, only(inhoud["inzetten"])) == [("Uren", "1.040 uur per week")]
    assert beside(page, only(inhoud["verwachtingen"])) == [("Bron", SCRIPT)]
    assert beside(page, only(inhoud["contacten"])) == [("Met een tolk", "Ja")]
    assert beside(page, only(inhoud["afspraken"])) == [("Per brief", "Nee")]
    page.act("ga_naar", stap="plan")
    inzet = only(page.form["inzetten"])
    assert beside(page, inzet) == [("Uren", "1.040 uur per week")]
    assert beside(page, only(inzet["verwachtingen"])) == [("Bron", SCRIPT)]
    assert beside(page, only(page.form["doelen"])) == [("Letter", "B")]


def test_of_an_earlier_ronde_they_stand_with_what_was_written_there(
    walked: Open, open_casus: Open, shop: Any, casus_id: str, plant: Any, bewaar: Any
) -> None:
    """And no more on the card, which is of the running ronde."""
    page = walked("evaluatie")
    beeld = bewaar(shop, casus_id, Contact).huidig
    assert page.act("stel_bij") == ""
    plant(casus_id, "ronde", beeld.ronde.id, groep=3)
    plant(casus_id, "plan", beeld.plan.id, herzien="2026-12-31")
    plant(casus_id, "inzet", only(beeld.inzetten).id, uren=12)
    plant(casus_id, "contact", only(beeld.contacten).id, tolk=True)
    page = open_casus(casus_id)

    assert card(page) == []
    ronde = only(page.model.eerdere)
    assert beside(page, ronde) == [("Groep", "3")]
    parts = {part["kop"]: part for part in ronde["delen"]}
    assert beside(page, parts["Plan"]) == [("Herzien op", "31 december 2026")]
    lines = {line["label"]: line for part in ronde["delen"] for line in part["regels"]}
    assert beside(page, lines["Inzet"]) == [("Uren", "12 uur per week")]
    assert beside(page, lines["2 maart 2026, Telefoon"]) == [("Met een tolk", "Ja")]


def test_saving_the_work_leaves_them_as_they_are(
    walked: Open, shop: Any, casus_id: str, plant: Any
) -> None:
    page = walked("uitvoering")
    inzet = only(shop.casus(casus_id).huidig.inzetten)
    plant(casus_id, "inzet", inzet.id, uren=12)
    page.act("ga_naar", stap="plan")
    page.type(toelichting="Rustig aan")

    assert page.act("bewaar") == ""
    found = only(shop.casus(casus_id).aanvullingen)
    assert (found.record_id, dict(found.waarden)) == (inzet.id, {"uren": 12})
    assert beside(page, only(page.form["inzetten"])) == [("Uren", "12 uur per week")]


def test_a_colleague_of_another_team_gets_none_of_them(
    open_casus: Open, casus_id: str, plant: Any
) -> None:
    plant(casus_id, "casus", casus_id, noot="Kanarie")

    with pytest.raises(AccessDenied):
        open_casus(casus_id, "carla")


def test_the_browser_cannot_write_them(open_casus: Open, casus_id: str, plant: Any) -> None:
    plant(casus_id, "casus", casus_id, loon=12)
    page = open_casus(casus_id)
    before = page.model.toppings

    page.receive({"method": "update", "state": {"toppings": {"kaart": [], "bij": {}}}})

    assert page.model.toppings == page.screen.toppings == before
