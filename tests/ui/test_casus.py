"""The page of a casus, walked through by its actions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from vakmeten import texts
from vakmeten.domain.codes import Uitkomst
from vakmeten.errors import AccessDenied

Open = Callable[..., Any]


def only(values: Any) -> Any:
    (found,) = values
    return found


def steps_done(page: Any) -> list[str]:
    return [step["code"] for step in page.model.stappen if step["klaar"]]


# The walk


def test_a_new_casus_opens_at_the_diagnose(open_casus: Open, casus_id: str) -> None:
    page = open_casus(casus_id)

    assert page.model.stap == "diagnose"
    assert page.model.kop["klantnummer"] == "K-100001"
    assert page.form["datum"] == "2026-03-02"
    assert page.form["trede"] is None
    assert steps_done(page) == []


def test_a_saved_diagnose_opens_the_plan(walked: Open, shop: Any, casus_id: str) -> None:
    page = walked("plan")

    diagnose = shop.casus(casus_id).huidig.diagnose
    assert (diagnose.trede, diagnose.leefgebieden["financien"]) == (2, 2)
    assert page.model.stap == "plan"
    assert page.model.bewaard == "Bewaard om 13:00"  # noon in UTC is one o'clock here
    assert page.model.terugblik == [
        "De klant begint op trede 2. U ziet ruimte om te groeien naar trede 4.",
        "Laagste scores: Financiën. Komt dat terug in het plan?",
    ]


def test_a_saved_plan_opens_the_uitvoering(walked: Open, shop: Any, casus_id: str) -> None:
    page = walked("uitvoering")

    beeld = shop.casus(casus_id).huidig
    assert [d.tekst for d in beeld.doelen] == ["Drie dagen per week op de werkplek"]
    assert [(v.kans, v.inzet_id) for v in beeld.verwachtingen] == [(70, beeld.inzetten[0].id)]
    assert page.model.stap == "uitvoering"
    assert page.model.kop["doeltrede"] == 3


def test_saving_a_step_again_stays_there(walked: Open) -> None:
    page = walked("plan")
    page.act("ga_naar", stap="diagnose")
    page.type(vraag="Iets anders")
    page.act("bewaar")

    assert page.model.stap == "diagnose"


def test_contact_afspraak_and_inzet_of_the_uitvoering(
    walked: Open, shop: Any, casus_id: str
) -> None:
    page = walked("uitvoering")
    page.type(contact={"kern": "Sprak de werkgever", "duur": "45"})
    assert page.act("bewaar_deel", naam="contact") == ""
    page.type(afspraak={"wat": "Belt vrijdag", "datum": "2026-03-06"})
    assert page.act("bewaar_deel", naam="afspraak") == ""
    inzet = only(page.model.inhoud["inzetten"])
    page.act("wijzig", naam="inzet", record_id=inzet["id"])
    page.type(inzet={"startdatum": "2026-03-01"})
    assert page.act("bewaar_deel", naam="inzet") == ""
    afspraak = only(page.model.inhoud["afspraken"])
    assert page.act("kom_na", record_id=afspraak["id"], nagekomen=True) == ""

    beeld = shop.casus(casus_id).huidig
    assert [(c.kern, c.duur) for c in beeld.contacten] == [("Sprak de werkgever", 45)]
    assert [(a.wat, a.nagekomen) for a in beeld.afspraken] == [("Belt vrijdag", True)]
    assert beeld.inzetten[0].startdatum is not None
    assert page.form["contact"]["kern"] == ""
    assert shop.concepten(casus_id) == {}


def test_saving_one_part_keeps_what_stands_in_the_other(
    walked: Open, open_casus: Open, casus_id: str
) -> None:
    page = walked("uitvoering")
    page.type(contact={"kern": "Gesproken"}, afspraak={"wat": "Half getypt"})
    page.act("bewaar_deel", naam="contact")

    assert page.form["afspraak"]["wat"] == "Half getypt"
    assert open_casus(casus_id).form["afspraak"]["wat"] == "Half getypt"


def test_a_contact_is_corrected_and_taken_back(walked: Open, shop: Any, casus_id: str) -> None:
    page = walked("uitvoering")
    page.type(contact={"kern": "Met een tiepfout"})
    page.act("bewaar_deel", naam="contact")
    contact = only(page.model.inhoud["contacten"])
    page.act("wijzig", naam="contact", record_id=contact["id"])
    page.type(contact={"kern": "Zonder"})
    page.act("bewaar_deel", naam="contact")
    assert [c["kern"] for c in page.model.inhoud["contacten"]] == ["Zonder"]

    page.act("neem_terug", naam="contact", record_id=contact["id"])
    assert page.model.inhoud["contacten"] == []
    versions = shop.geschiedenis(casus_id, "contact", contact["id"])
    assert [(v.record.kern, v.record.vervallen) for v in versions] == [
        ("Met een tiepfout", False), ("Zonder", False), ("Zonder", True),
    ]  # fmt: skip


def test_an_afspraak_that_one_ticked_off_oneself_can_be_corrected(walked: Open) -> None:
    """One's own saving beside the form is no conflict."""
    page = walked("uitvoering")
    page.type(afspraak={"wat": "Belt vrijdag", "datum": "2026-03-06"})
    page.act("bewaar_deel", naam="afspraak")
    afspraak = only(page.model.inhoud["afspraken"])
    page.act("kom_na", record_id=afspraak["id"], nagekomen=False)
    page.act("wijzig", naam="afspraak", record_id=afspraak["id"])
    page.type(afspraak={"wat": "Belt maandag"})

    assert page.act("bewaar_deel", naam="afspraak") == ""
    assert only(page.model.inhoud["afspraken"])["nagekomen"] is False


def test_an_evaluatie_puts_what_was_expected_beside_what_happened(
    walked: Open, shop: Any, casus_id: str
) -> None:
    page = walked("evaluatie")
    verwachting = only(page.model.inhoud["verwachtingen"])
    assert (verwachting["wat"], verwachting["kans"]) == ("Twee maanden zonder uitval", 70)
    page.type(doelscores={only(page.form["doelscores"]): 1}, elementen={"aanpak": "hielp"})

    assert page.act("bewaar") == ""
    dossier = shop.casus(casus_id)
    assert only(dossier.verwachtingen).uitkomst is Uitkomst.DEELS
    assert dossier.huidig.evaluatie.trede == 3
    assert steps_done(page) == ["diagnose", "plan", "uitvoering", "evaluatie"]
    assert "De trede ging van 2 naar 3 sinds maart 2026." in page.model.terugblik


def test_bijstellen_begins_a_ronde_that_goes_on_where_this_one_was(walked: Open) -> None:
    page = walked("evaluatie")
    page.type(doelscores={only(page.form["doelscores"]): 1}, anders="Eerder bellen")
    assert page.act("stel_bij") == ""

    assert (page.model.stap, page.model.kop["ronde"]) == ("diagnose", 2)
    assert (page.form["trede"], page.form["vraag"]) == (3, "")  # scores yes, words no
    assert page.model.les == "Eerder bellen"
    assert only(page.model.eerdere)["titel"].startswith("Ronde 1")
    page.act("ga_naar", stap="plan")
    doel = only(page.form["doelen"])
    assert (doel["tekst"], doel["beginscore"], doel["id"]) == (
        "Drie dagen per week op de werkplek", 1, "",
    )  # fmt: skip
    assert doel["vervolg_op"]


@pytest.mark.parametrize("doe", ["stel_bij", "sluit_af"])
def test_a_ronde_does_not_end_before_what_was_due_is_answered(walked: Open, doe: str) -> None:
    page = walked("evaluatie")
    page.type(
        uitkomsten={only(page.form["uitkomsten"]): {"uitkomst": ""}}, einde={"reden": "arbeid"}
    )

    assert page.act(doe) == texts.ANTWOORD_EERST


@pytest.mark.parametrize("doe", ["stel_bij", "sluit_af"])
@pytest.mark.parametrize("stap", ["diagnose", "plan", "uitvoering"])
def test_a_ronde_ends_only_at_the_evaluatie(walked: Open, doe: str, stap: str) -> None:
    """The form of another step is no evaluatie, though it has a date and a trede as well."""
    page = walked("evaluatie")
    page.act("ga_naar", stap=stap)
    page.act(doe)

    assert (page.model.kop["ronde"], page.model.kop["gesloten"]) == (1, "")


def test_a_casus_is_closed_and_reopened_with_a_reason(
    walked: Open, shop: Any, casus_id: str
) -> None:
    page = walked("evaluatie")
    assert page.act("sluit_af") == texts.REDEN_KIEZEN
    page.type(einde={"reden": "arbeid"})
    assert page.act("sluit_af") == ""
    assert page.model.kop["gesloten"] == "Gesloten op 1 april 2026: Werk in loondienst."
    assert page.act("bewaar") in ("", texts.CASUS_GESLOTEN)

    assert page.act("heropen", reden="  ") == texts.HEROPENEN_ZONDER_REDEN
    assert page.act("heropen", reden="Terug uit werk") == ""
    assert (page.model.kop["gesloten"], page.model.kop["ronde"]) == ("", 2)
    assert shop.casus(casus_id).casus.heropend_reden == "Terug uit werk"
    assert page.model.stap == "diagnose"


def test_a_casus_without_a_plan_is_closed_without_an_evaluatie(
    open_casus: Open, casus_id: str
) -> None:
    page = open_casus(casus_id, stap="evaluatie")
    page.type(einde={"reden": "onbekend"})

    assert page.act("sluit_af") == ""
    assert page.model.kop["gesloten"]


# Drafts


@pytest.mark.parametrize(
    ("stap", "typed"),
    [
        ("diagnose", {"vraag": "Half een zin"}),
        ("plan", {"toelichting": "Half een zin"}),
        ("uitvoering", {"contact": {"kern": "Half een zin"}}),
        ("evaluatie", {"anders": "Half een zin"}),
    ],
)
def test_what_was_typed_is_there_again_in_a_new_page(
    walked: Open, open_casus: Open, casus_id: str, stap: str, typed: dict[str, Any]
) -> None:
    page = walked(stap)
    page.type(**typed)
    assert page.model.bewaard.startswith("Concept bewaard om ")

    again = open_casus(casus_id, stap=stap)
    assert again.form == page.form
    assert again.model.concept_van.startswith("Dit is uw concept van ")


def test_a_draft_is_one_s_own(open_casus: Open, casus_id: str) -> None:
    open_casus(casus_id).type(vraag="Van Anna")

    assert open_casus(casus_id, "bas").form["vraag"] == ""


def test_a_draft_goes_when_it_is_saved_or_thrown_away(
    open_casus: Open, shop: Any, casus_id: str
) -> None:
    page = open_casus(casus_id)
    page.type(vraag="Toch niet")
    page.act("verwerp_concept")
    assert (page.form["vraag"], page.model.bewaard, shop.concepten(casus_id)) == ("", "", {})

    page.type(vraag="Toch wel", trede=2)
    page.act("bewaar")
    assert shop.concepten(casus_id) == {}


def test_typing_back_to_what_is_saved_leaves_no_draft(
    open_casus: Open, shop: Any, casus_id: str
) -> None:
    page = open_casus(casus_id)
    page.type(vraag="x")
    page.type(vraag="")

    assert shop.concepten(casus_id) == {}
    assert (page.model.bewaard, page.model.concept_van) == ("", "")


def test_a_draft_of_one_step_waits_while_another_is_open(open_casus: Open, casus_id: str) -> None:
    page = open_casus(casus_id)
    page.type(vraag="Later verder")
    page.act("ga_naar", stap="plan")
    assert "vraag" not in page.form
    page.act("ga_naar", stap="diagnose")

    assert page.form["vraag"] == "Later verder"


def test_what_comes_too_late_for_a_form_is_dropped(
    walked: Open, open_casus: Open, casus_id: str
) -> None:
    """Text of the diagnose never turns up in the plan, and a second click saves nothing."""
    page = open_casus(casus_id)
    late = page.model.formulier | {"trede": 2}
    page.receive({"method": "update", "state": {"formulier": late}})
    page.act("bewaar", {"formulier": late})
    assert page.model.stap == "plan"
    plan = page.form

    page.receive({"method": "update", "state": {"formulier": late | {"vraag": "te laat"}}})
    page.act("bewaar", {"formulier": late})
    assert page.form == plan
    assert page.says == ""


def test_two_quick_clicks_save_one_contact(walked: Open) -> None:
    page = walked("uitvoering")
    page.type(contact={"kern": "Een keer gesproken"})
    seen = {"formulier": page.model.formulier}
    page.act("bewaar_deel", seen, naam="contact")
    page.act("bewaar_deel", seen, naam="contact")

    assert len(page.model.inhoud["contacten"]) == 1
    assert page.says == ""


def test_typing_goes_on_while_a_step_is_saved_again(walked: Open) -> None:
    """What was on its way to the form that was saved still belongs to it."""
    page = walked("plan")
    page.act("ga_naar", stap="diagnose")
    page.type(vraag="Ik wil werken")
    on_its_way = page.model.formulier | {"vraag": "Ik wil werken en leren"}
    page.act("bewaar")
    page.receive({"method": "update", "state": {"formulier": on_its_way}})

    assert page.form["vraag"] == "Ik wil werken en leren"


# Two people


def test_a_conflict_shows_both_texts_and_the_next_save_wins(
    walked: Open, open_casus: Open, shop: Any, casus_id: str
) -> None:
    walked("plan")
    anna = open_casus(casus_id, stap="diagnose")
    bas = open_casus(casus_id, "bas", "diagnose")
    bas.type(duiding="Zo ziet Bas het")
    assert bas.act("bewaar") == ""
    anna.type(duiding="Zo ziet Anna het")

    assert anna.act("bewaar") == texts.GEWIJZIGD
    assert anna.form["duiding"] == "Zo ziet Anna het"
    assert {"label": "Duiding", "tekst": "Zo ziet Bas het"} in anna.model.hun_tekst
    anna.type(duiding="Anna en Bas samen")
    assert anna.says == texts.GEWIJZIGD  # his text stays on the screen while she compares
    assert anna.act("bewaar") == ""
    assert anna.model.hun_tekst == []
    diagnose = shop.casus(casus_id).huidig.diagnose
    versions = shop.geschiedenis(casus_id, "diagnose", diagnose.id)
    assert [(v.record.duiding, v.vastgelegd_door) for v in versions] == [
        ("", "anna"), ("Zo ziet Bas het", "bas"), ("Anna en Bas samen", "anna"),
    ]  # fmt: skip


def test_saving_a_plan_leaves_alone_what_a_colleague_added_meanwhile(
    walked: Open, open_casus: Open, shop: Any, casus_id: str
) -> None:
    walked("uitvoering")
    anna = open_casus(casus_id, stap="plan")
    bas = open_casus(casus_id, "bas", "plan")
    own = bas.form["doelen"][0]
    bas.type(doelen=[own, own | {"id": "", "tekst": "Doel van Bas"}], toelichting="van Bas")
    assert bas.act("bewaar") == ""
    anna.type(toelichting="van Anna")
    assert anna.act("bewaar") == texts.GEWIJZIGD
    assert anna.act("bewaar") == ""

    assert {d.tekst for d in shop.casus(casus_id).huidig.doelen} == {own["tekst"], "Doel van Bas"}
    assert len(anna.form["doelen"]) == 2


def test_what_one_takes_out_of_the_plan_is_taken_back(
    walked: Open, shop: Any, casus_id: str
) -> None:
    page = walked("uitvoering")
    page.act("ga_naar", stap="plan")
    page.type(doelen=[], inzetten=[])
    assert page.act("bewaar") == ""

    dossier = shop.casus(casus_id)
    assert (dossier.huidig.doelen, dossier.huidig.inzetten) == ((), ())
    assert all(r.vervallen for r in (*dossier.doelen, *dossier.inzetten, *dossier.verwachtingen))


def test_a_record_that_a_colleague_took_away_comes_back_only_by_saving_again(
    walked: Open, open_casus: Open, casus_id: str
) -> None:
    page = walked("uitvoering")
    page.type(contact={"kern": "Gesproken"})
    page.act("bewaar_deel", naam="contact")
    contact = only(page.model.inhoud["contacten"])["id"]
    page.act("wijzig", naam="contact", record_id=contact)
    open_casus(casus_id, "bas", "uitvoering").act("neem_terug", naam="contact", record_id=contact)
    page.type(contact={"kern": "Toch gesproken"})

    assert page.act("bewaar_deel", naam="contact") == texts.GEWIJZIGD
    assert only(page.model.hun_tekst)["tekst"] == texts.WEGGEHAALD
    assert page.act("bewaar_deel", naam="contact") == ""
    assert [c["kern"] for c in page.model.inhoud["contacten"]] == ["Toch gesproken"]


# Rights


def test_a_colleague_of_another_team_cannot_open_it(open_casus: Open, casus_id: str) -> None:
    with pytest.raises(AccessDenied, match="er niet"):
        open_casus(casus_id, "carla")


def test_a_teammanager_reads_and_changes_nothing(
    walked: Open, open_casus: Open, shop: Any, town: Any, casus_id: str
) -> None:
    walked("evaluatie")
    before = shop.casus(casus_id)
    page = open_casus(casus_id, "tea")
    assert page.model.alleen_lezen
    for stap in ("diagnose", "plan", "uitvoering", "evaluatie"):
        page.act("ga_naar", stap=stap)
        page.type(datum="2026-03-02", trede=6, vraag="x", anders="x", einde={"reden": "arbeid"})
        for doe in ("bewaar", "stel_bij", "sluit_af", "verwerp_concept"):
            page.act(doe)
        for naam in ("contact", "afspraak", "inzet"):
            page.act("bewaar_deel", naam=naam)
    page.act("ga_naar", stap="diagnose")
    assert page.act("bewaar") == texts.NIET_BEVOEGD
    page.act("heropen", reden="x")

    assert shop.casus(casus_id) == before
    assert town.rows("select * from concept where account = 'tea'") == []


def test_a_colleague_s_casus_says_whose_it_is(open_casus: Open, casus_id: str) -> None:
    assert open_casus(casus_id).model.kop["collega"] == ""
    assert open_casus(casus_id, "bas").model.kop["collega"] == "Anna"


def test_back_leads_to_the_caseload(open_casus: Open, casus_id: str, elsewhere: Any) -> None:
    open_casus(casus_id).act("terug")

    assert elsewhere.back == 1


def test_a_hundred_contacts_are_one_list(walked: Open, shop: Any, casus_id: str, maak: Any) -> None:
    from vakmeten.domain.uitvoering import Contact

    page = walked("uitvoering")
    dossier = shop.casus(casus_id)
    many = [maak(dossier, Contact, kern=f"Contact {n}") for n in range(100)]
    shop.save(casus_id, many, gezien=dossier.versies)
    page.type(contact={"kern": "Nog een", "datum": "2026-03-02"})
    assert page.act("bewaar_deel", naam="contact") == ""

    assert len(page.model.inhoud["contacten"]) == 101
