"""A casus that came in from a file: it may not tell what a person who types it must."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from vakmeten import texts
from vakmeten.domain.casus import Casus, Ronde
from vakmeten.domain.dossier import CasusRecord
from vakmeten.domain.klant import Klant, Koppel
from vakmeten.domain.plan import Inzet, Plan
from vakmeten.domain.vastlegging import Vastlegging
from vakmeten.storage import schema
from vakmeten.storage.database import transaction
from vakmeten.storage.history import load_histories
from vakmeten.storage.keyring import Keyring
from vakmeten.testing import incidenten

Open = Callable[..., Any]

BEGIN, EINDE = date(1976, 1, 1), date(1977, 3, 1)
HIER: dict[str, Any] = {"casus_id": "casus-1", "ronde_id": "ronde-1"}
STAPPEN = ("diagnose", "plan", "uitvoering", "evaluatie", "klant")

CASUS = Casus(
    id="casus-1", klantnummer="NSW-1", klantmanager="anna", team="noord", startdatum=BEGIN
)
RONDE = Ronde(id="ronde-1", casus_id="casus-1", nummer=1, startdatum=BEGIN)
PLAN = Plan(**HIER, datum=BEGIN, bestemming="onbekend")
INZET = Inzet(
    **HIER, id="inzet-1", aanpak="werk_fit", kennisbron="onbekend", startdatum=BEGIN,
    einddatum=EINDE, einde="onbekend",
)  # fmt: skip
LOOPT = Inzet(**HIER, id="inzet-2", aanpak="werk_fit", kennisbron="onbekend", startdatum=BEGIN)


@pytest.fixture
def load(town: Any) -> Callable[..., None]:
    """load(record, ...): the casus with these records, all known on 2 January 1980."""
    keyring = Keyring(town.settings.keyring, town.settings.hoofdsleutel)
    known = datetime(1980, 1, 2, 12, tzinfo=UTC)

    def run(*records: CasusRecord) -> None:
        begin = (Klant(klantnummer="NSW-1"), Koppel(klantnummer="NSW-1"), CASUS, RONDE)
        parts = [Vastlegging(bekend_op=known, door="anna", records=r) for r in (begin, records)]
        load_histories(town.engine, keyring, [parts], town.clock())

    return run


def closed() -> tuple[CasusRecord, ...]:
    ended = Ronde(id="ronde-1", casus_id="casus-1", nummer=1, startdatum=BEGIN, einddatum=EINDE)
    casus = Casus(
        id="casus-1", klantnummer="NSW-1", klantmanager="anna", team="noord", startdatum=BEGIN,
        einddatum=EINDE, uitstroomreden="arbeid",
    )  # fmt: skip
    return ended, casus


def options(page: Any, naam: str) -> list[str]:
    return [option["waarde"] for option in page.model.lijsten[naam]]


def aanpakken(page: Any) -> set[str]:
    return {o["waarde"] for group in page.model.lijsten["Aanpak"] for o in group["opties"]}


# A closed casus of long ago


@pytest.mark.parametrize("records", [(), (PLAN,), (PLAN, INZET)], ids=["bare", "plan", "inzet"])
def test_a_closed_casus_of_1976_opens_at_every_step(
    load: Any, open_casus: Open, records: tuple[CasusRecord, ...]
) -> None:
    """Without diagnose, doelen, contacten or evaluatie."""
    load(*records, *closed())
    page = open_casus("casus-1")

    assert page.model.kop["gesloten"] == "Gesloten op 1 maart 1977: Werk in loondienst."
    assert page.model.kop["sinds"] == "1 januari 1976"
    assert page.model.stappen[0]["uitleg"] == texts.NIET_VASTGELEGD
    for stap in STAPPEN:
        assert page.act("ga_naar", stap=stap) == ""
        assert page.model.stap == stap
    assert incidenten == []


def test_it_is_in_the_caseload_and_goes_on_when_it_is_opened_again(
    load: Any, open_casus: Open, shop: Any
) -> None:
    load(PLAN, INZET, *closed())
    assert [regel.klantnummer for regel in shop.caseload(gesloten=True)] == ["NSW-1"]
    page = open_casus("casus-1")

    assert page.act("heropen", reden="Kwam terug") == ""

    assert (page.model.kop["ronde"], page.model.stap) == (2, "diagnose")
    plan = {d["kop"]: d["regels"] for d in page.model.eerdere[0]["delen"]}["Plan"]
    assert {"label": "Bestemming", "tekst": "Onbekend"} in plan
    page.act("ga_naar", stap="plan")
    assert page.form["bestemming"] == ""  # a person who plans chooses


# "Onbekend", which nobody can choose


def test_what_a_file_did_not_tell_is_shown_and_stays_when_it_is_saved_again(
    load: Any, open_casus: Open, shop: Any
) -> None:
    load(PLAN, INZET)
    page = open_casus("casus-1", stap="plan")
    assert options(page, "Bestemming")[-1] == options(page, "Kennisbron")[-1] == "onbekend"

    page.type(toelichting="Nagelezen")
    assert page.act("bewaar") == ""

    beeld = shop.casus("casus-1").huidig
    assert (beeld.plan.bestemming, beeld.plan.toelichting) == ("onbekend", "Nagelezen")
    assert beeld.inzetten == (INZET,)


def test_once_another_is_chosen_and_saved_it_is_no_choice_any_more(
    load: Any, open_casus: Open, shop: Any
) -> None:
    load(PLAN, INZET)
    page = open_casus("casus-1", stap="plan")
    page.type(bestemming="scholing")
    assert "onbekend" in options(page, "Bestemming")  # to go back, as long as it is not saved
    assert page.act("bewaar") == ""

    page.act("ga_naar", stap="plan")
    assert "onbekend" not in options(page, "Bestemming")
    assert "onbekend" in options(page, "Kennisbron")
    assert shop.casus("casus-1").huidig.plan.bestemming == "scholing"


def test_a_draft_that_was_left_shows_what_was_chosen(load: Any, open_casus: Open) -> None:
    load(PLAN, INZET)
    open_casus("casus-1", stap="plan").type(bestemming="scholing")

    page = open_casus("casus-1", stap="plan")

    assert page.form["bestemming"] == "scholing"
    assert "onbekend" in options(page, "Bestemming")


def test_a_new_plan_does_not_offer_it(open_casus: Open, casus_id: str) -> None:
    page = open_casus(casus_id, stap="plan")

    assert "onbekend" not in options(page, "Bestemming") + options(page, "Kennisbron")


def test_an_aanpak_that_is_chosen_no_more_stays_in_the_list_of_its_own_plan(
    load: Any, open_casus: Open, casus_id: str, town: Any
) -> None:
    load(PLAN, INZET)
    with transaction(town.engine) as connection:
        gone = schema.aanpak.c.code == "werk_fit"
        connection.execute(sa.update(schema.aanpak).where(gone).values(actief=False))

    assert "werk_fit" in aanpakken(open_casus("casus-1", stap="plan"))
    assert "werk_fit" not in aanpakken(open_casus(casus_id, stap="plan"))


def test_an_inzet_that_runs_still_asks_what_is_expected_of_it(load: Any, open_casus: Open) -> None:
    """One that ended without a verwachting stays as it is: it is too late to expect anything."""
    load(PLAN, INZET, LOOPT)
    page = open_casus("casus-1", stap="plan")

    assert page.act("bewaar") == texts.INZET_ZONDER_VERWACHTING
    assert page.form["inzetten"][0]["verwachtingen"] == []


def test_an_ended_inzet_does_not_lose_its_verwachting_that_way(
    walked: Open, shop: Any, casus_id: str
) -> None:
    page = walked("uitvoering")
    (inzet,) = page.model.inhoud["inzetten"]
    page.act("wijzig", naam="inzet", record_id=inzet["id"])
    page.type(inzet={"startdatum": "2026-03-01", "einddatum": "2026-03-02", "einde": "afgerond"})
    assert page.act("bewaar_deel", naam="inzet") == ""
    page.act("ga_naar", stap="plan")
    (row,) = page.form["inzetten"]
    page.type(inzetten=[{**row, "verwachtingen": []}])

    assert page.act("bewaar") == texts.INZET_ZONDER_VERWACHTING
    assert len(shop.casus(casus_id).huidig.verwachtingen) == 1
