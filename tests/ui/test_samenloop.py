"""What comes together: colleagues, failures, earlier rondes, and a form that somebody types in."""

from __future__ import annotations

from pathlib import Path

from vakmeten import texts
from vakmeten.domain.codes import Stap

CONTACT = {"vorm": "telefonisch", "kern": "Belde over de werkplek"}


def with_a_contact_and_an_afspraak(page):
    """Anna's uitvoering with one of each, both saved."""
    page.type(contact=CONTACT)
    page.act("bewaar_deel", naam="contact")
    page.type(afspraak={"wat": "Mailt haar cv", "datum": "2026-03-02"})
    page.act("bewaar_deel", naam="afspraak")
    return page


def test_a_click_beside_the_form_does_not_hide_what_a_colleague_saved(walked, open_casus, casus_id):
    anna = with_a_contact_and_an_afspraak(walked("uitvoering"))
    contact, afspraak = (anna.model.inhoud[name][0]["id"] for name in ("contacten", "afspraken"))
    bas = open_casus(casus_id, "bas", "uitvoering")
    for page, text in ((anna, "Zo was het volgens Anna"), (bas, "Zo was het volgens Bas")):
        page.act("wijzig", naam="contact", record_id=contact)
        page.type(contact={"kern": text})
    assert bas.act("bewaar_deel", naam="contact") == ""
    assert anna.act("kom_na", record_id=afspraak, nagekomen=True) == ""

    assert anna.act("bewaar_deel", naam="contact") == texts.GEWIJZIGD
    assert any(line["tekst"] == "Zo was het volgens Bas" for line in anna.model.hun_tekst)
    assert anna.form["contact"]["kern"] == "Zo was het volgens Anna"


def test_what_the_store_would_not_have_it_gets_before_another_form_comes(walked, town, casus_id):
    page = walked("uitvoering")
    path = Path(town.settings.url.removeprefix("sqlite:///"))
    page.model._store._engine.dispose()
    elsewhere = path.rename(path.with_suffix(".weg"))
    page.type(contact=CONTACT)
    assert page.says == texts.DATABASE_WEG
    assert page.act("ga_naar", stap="plan") == texts.DATABASE_WEG
    assert page.model.stap == "uitvoering"
    elsewhere.rename(path)
    page.act("ga_naar", stap="plan")
    page.act("ga_naar", stap="uitvoering")

    assert page.form["contact"]["kern"] == CONTACT["kern"]


def test_a_new_klant_that_the_store_would_not_have_is_kept_before_leaving(
    town, open_caseload, casus_id
):
    page = open_caseload()
    page.act("nieuw")
    path = Path(town.settings.url.removeprefix("sqlite:///"))
    page.model._store._engine.dispose()
    elsewhere = path.rename(path.with_suffix(".weg"))
    page.type(naam="Robin")
    elsewhere.rename(path)
    page.act("open", casus_id=casus_id)

    assert open_caseload().form["naam"] == "Robin"


def test_correcting_a_contact_does_not_wipe_the_one_being_typed(walked):
    page = with_a_contact_and_an_afspraak(walked("uitvoering"))
    saved = page.model.inhoud["contacten"][0]["id"]
    page.type(contact={"kern": "Nog niet af"})

    assert page.act("wijzig", naam="contact", record_id=saved) == texts.DEEL_BEWAREN
    assert page.form["contact"]["kern"] == "Nog niet af"
    page.act("leeg_deel", naam="contact")
    assert page.act("wijzig", naam="contact", record_id=saved) == ""
    assert page.form["contact"]["kern"] == CONTACT["kern"]


def begin_next_ronde(page):
    """Bijstellen, with the verwachting of 1 April still to come."""
    page.act("ga_naar", stap="evaluatie")
    page.type(trede=2)
    assert page.act("stel_bij") == ""
    assert page.model.kop["ronde"] == 2


def test_an_open_afspraak_of_an_earlier_ronde_is_shown_and_can_be_judged(
    walked, town, open_caseload
):
    page = with_a_contact_and_an_afspraak(walked("uitvoering"))
    begin_next_ronde(page)
    town.clock.move(days=1)
    assert [line["wat"] for line in open_caseload().model.laat] == ["Afspraak van 2 maart"]
    page.act("ga_naar", stap="uitvoering")
    (afspraak,) = page.model.inhoud["afspraken"]

    assert page.act("kom_na", record_id=afspraak["id"], nagekomen=False) == ""
    assert page.model.inhoud["afspraken"] == []
    assert open_caseload().model.laat == []


def test_a_verwachting_of_an_earlier_ronde_is_answered_before_there_is_a_plan(
    walked, town, shop, open_casus, casus_id
):
    begin_next_ronde(walked("uitvoering"))
    town.clock.move(days=40)
    page = open_casus(casus_id, stap=Stap.EVALUATIE)
    (verwachting,) = page.model.inhoud["verwachtingen"]
    assert page.act("bewaar") == texts.EVALUATIE_ZONDER_PLAN
    page.type(uitkomsten={verwachting["id"]: {"uitkomst": "nee"}})

    assert page.act("bewaar") == ""
    assert [v.uitkomst for v in shop.casus(casus_id).verwachtingen] == ["nee"]
    assert shop.casus(casus_id).huidig.evaluatie is None


def test_an_evaluatie_starts_without_scores_that_nobody_gave_today(walked):
    page = walked("uitvoering")
    page.act("ga_naar", stap="evaluatie")

    assert page.form["trede"] is None
    assert set(page.form["leefgebieden"].values()) == {None}
    assert page.model.inhoud["vorige"] == {"trede": 2, "scores": {"financien": 2}}
    assert page.act("bewaar") == texts.TREDE_FOUT
