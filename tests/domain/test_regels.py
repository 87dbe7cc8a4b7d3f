"""The rules between records: what is refused leaves the dossier as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from vakmeten import texts
from vakmeten.domain.casus import Casus, Ronde
from vakmeten.domain.diagnose import Diagnose
from vakmeten.domain.evaluatie import Evaluatie
from vakmeten.domain.klant import Klant, Koppel
from vakmeten.domain.plan import Doel, Inzet, Plan, Verwachting
from vakmeten.domain.regels import neem_op, toets
from vakmeten.domain.uitvoering import Afspraak, Contact
from vakmeten.domain.verloop import heropen, sluit_af, stel_bij
from vakmeten.errors import InvalidRecord

START, VANDAAG, MORGEN = date(2026, 1, 5), date(2026, 3, 2), date(2026, 3, 3)
APRIL = date(2026, 4, 1)


@pytest.mark.parametrize(
    ("kind", "field", "label"),
    [
        (Klant, "uitkering_sinds", "Uitkering sinds"),
        (Casus, "startdatum", "De startdatum"),
        (Ronde, "startdatum", "De startdatum van de ronde"),
        (Ronde, "einddatum", "De einddatum van de ronde"),
        (Diagnose, "datum", "De datum van de diagnose"),
        (Plan, "datum", "De datum van het plan"),
        (Contact, "datum", "De datum van het contact"),
        (Evaluatie, "datum", "De datum van de evaluatie"),
    ],
)
def test_what_happened_lies_not_in_the_future(met_plan, maak, refused, kind, field, label):
    said = refused(met_plan, maak(kind, **{field: MORGEN}))

    assert said == texts.DATUM_TOEKOMST.format(label=label)


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        (Diagnose, "De datum van de diagnose"),
        (Plan, "De datum van het plan"),
        (Contact, "De datum van het contact"),
        (Afspraak, "De datum van de afspraak"),
    ],
)
def test_nothing_happens_before_the_casus_began(met_plan, maak, refused, kind, label):
    said = refused(met_plan, maak(kind, datum=START - timedelta(days=1)))

    assert said == texts.DATUM_VOOR_CASUS.format(label=label)


def test_an_end_and_an_answer_lie_not_in_the_future(met_plan, maak, refused):
    inzet = maak(Inzet, einddatum=MORGEN, einde="afgerond")
    answer = maak(Verwachting, uitkomst="ja", uitkomst_datum=MORGEN)

    assert "De einddatum van de inzet" in refused(met_plan, inzet)
    assert "De datum van de uitkomst" in refused(met_plan, answer)


def test_a_year_of_birth_lies_not_in_the_future(begin, maak, refused):
    assert refused(begin, maak(Klant, geboortejaar=2027)) == texts.GEBOORTEJAAR_FOUT


def test_an_afspraak_may_lie_in_the_future_and_an_inzet_may_start_later(met_plan, maak):
    planned = [maak(Afspraak, datum=APRIL), maak(Inzet, id="inzet-2", startdatum=APRIL)]

    assert neem_op(met_plan, planned, VANDAAG).inzetten[1].startdatum == APRIL


@pytest.mark.parametrize("kind", [Klant, Koppel])
def test_another_klant_is_refused(begin, maak, refused, kind):
    assert refused(begin, maak(kind, klantnummer="K-2")) == texts.ANDERE_CASUS


@pytest.mark.parametrize("kind", [Casus, Diagnose, Contact])
def test_a_record_of_another_casus_is_refused(met_plan, maak, refused, kind):
    field = "id" if kind is Casus else "casus_id"

    assert refused(met_plan, maak(kind, **{field: "casus-2"})) == texts.ANDERE_CASUS


def test_a_casus_does_not_change_klant_regisseur_or_team(begin, maak, refused):
    assert refused(begin, maak(Casus, klantnummer="K-2")) == texts.ANDERE_CASUS
    assert refused(begin, maak(Casus, klantmanager="bob")) == texts.REGISSEUR_VAST
    assert refused(begin, maak(Casus, team="zuid")) == texts.REGISSEUR_VAST


@pytest.mark.parametrize("wrong", ["", "a b", "x" * 37, "é", 5])
def test_an_id_that_cannot_be_stored_is_refused(met_plan, maak, refused, wrong):
    assert refused(met_plan, maak(Contact, id=wrong)) == texts.RECORD_ONBEKEND


def test_taken_back_is_yes_or_no(met_plan, maak, refused):
    assert refused(met_plan, maak(Contact, vervallen="ja")) == texts.RECORD_ONBEKEND


def test_a_record_of_an_unknown_ronde_is_refused(met_plan, maak, refused):
    assert refused(met_plan, maak(Contact, ronde_id="ronde-9")) == texts.GEEN_RONDE


def test_a_kind_without_a_rule_is_refused(begin):
    with pytest.raises(TypeError):
        toets(object(), begin, VANDAAG)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [Doel, Inzet])
def test_no_doel_and_no_inzet_before_a_plan(begin, maak, refused, kind):
    assert refused(begin, maak(kind)) == texts.EERST_PLAN


def test_no_evaluatie_before_a_plan(begin, maak, refused):
    assert refused(begin, maak(Evaluatie)) == texts.EVALUATIE_ZONDER_PLAN


def test_plan_and_evaluatie_keep_their_order_whichever_is_corrected(met_plan, maak, refused):
    plan = maak(Plan, datum=date(2026, 2, 2))
    dossier = neem_op(met_plan, [plan, maak(Evaluatie, datum=date(2026, 2, 9))], VANDAAG)

    assert refused(dossier, maak(Evaluatie, datum=START)) == texts.EVALUATIE_VOOR_PLAN
    assert refused(dossier, maak(Plan, datum=date(2026, 2, 10))) == texts.EVALUATIE_VOOR_PLAN


def test_an_evaluatie_scores_only_doelen_of_this_casus(met_plan, maak, refused):
    scored = neem_op(met_plan, [maak(Evaluatie, doelscores={"doel-1": 1})], VANDAAG)

    assert scored.huidig.evaluatie.doelscores == {"doel-1": 1}
    assert refused(met_plan, maak(Evaluatie, doelscores={"doel-9": 1})) == texts.DOEL_ONBEKEND


def test_a_doel_goes_on_with_one_of_an_earlier_ronde_only(met_plan, maak, refused):
    dossier = neem_op(met_plan, stel_bij(met_plan, maak(Evaluatie), VANDAAG), VANDAAG)
    here = {"ronde_id": dossier.huidig.ronde.id}
    dossier = neem_op(dossier, [maak(Plan, **here, datum=VANDAAG)], VANDAAG)
    doel = maak(Doel, **here, id="doel-2", vervolg_op="doel-1")

    assert neem_op(dossier, [doel], VANDAAG).huidig.doelen == (doel,)
    for wrong in ("doel-2", "doel-9"):
        assert refused(dossier, replace(doel, vervolg_op=wrong)) == texts.DOEL_ONBEKEND


# Verwachtingen: said beforehand


def test_a_verwachting_belongs_to_an_inzet_of_its_ronde(met_plan, maak, refused):
    assert (
        refused(met_plan, maak(Verwachting, id="v-2", inzet_id="inzet-9"))
        == texts.VERWACHTING_ZONDER_INZET
    )


def test_a_verwachting_is_about_a_day_to_come(met_plan, maak, refused):
    late = maak(Verwachting, id="v-2", datum=VANDAAG - timedelta(days=1))

    assert refused(met_plan, late) == texts.VERWACHTING_VERLEDEN
    assert neem_op(met_plan, [replace(late, datum=VANDAAG)], VANDAAG).verwachtingen[1].id == "v-2"


def test_a_verwachting_may_be_corrected_until_its_day(met_plan, maak):
    corrected = maak(Verwachting, kans=40)

    assert neem_op(met_plan, [corrected], APRIL).verwachtingen == (corrected,)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"kans": 10}, texts.VERWACHTING_VERLEDEN),
        ({"wat": "Iets anders"}, texts.VERWACHTING_VERLEDEN),
        ({"datum": date(2026, 5, 1)}, texts.VERWACHTING_VAST),
        ({"vervallen": True}, texts.VERWACHTING_VAST),
    ],
)
def test_after_its_day_a_verwachting_is_answered_not_rewritten(
    met_plan, maak, refused, change, sentence
):
    after = APRIL + timedelta(days=1)
    answer = maak(Verwachting, uitkomst="nee", uitkomst_datum=after)

    assert refused(met_plan, maak(Verwachting, **change), vandaag=after) == sentence
    assert neem_op(met_plan, [answer], after).huidig.open_verwachtingen == ()


@pytest.mark.parametrize("change", [{"kans": 10}, {"vervallen": True}])
def test_a_verwachting_that_was_answered_early_is_not_rewritten(met_plan, maak, refused, change):
    answer = maak(Verwachting, uitkomst="nee", uitkomst_datum=VANDAAG)
    dossier = neem_op(met_plan, [answer], VANDAAG)

    assert refused(dossier, replace(answer, **change)) == texts.VERWACHTING_BEANTWOORD
    assert refused(dossier, maak(Verwachting, **change)) == texts.VERWACHTING_BEANTWOORD


def test_promise_and_answer_do_not_come_together(met_plan, maak, refused):
    new = maak(Verwachting, id="v-2", uitkomst="ja", uitkomst_datum=VANDAAG)
    rewritten = maak(Verwachting, kans=99, uitkomst="ja", uitkomst_datum=VANDAAG)

    assert refused(met_plan, new) == texts.VERWACHTING_BEANTWOORD
    assert refused(met_plan, rewritten) == texts.VERWACHTING_BEANTWOORD


def test_an_answer_may_be_corrected(met_plan, maak):
    answer = maak(Verwachting, uitkomst="nee", uitkomst_datum=VANDAAG)
    dossier = neem_op(met_plan, [answer, replace(answer, uitkomst="deels")], VANDAAG)

    assert dossier.verwachtingen[0].uitkomst == "deels"


def test_an_inzet_goes_only_together_with_its_verwachtingen(met_plan, maak, refused):
    inzet, verwachting = maak(Inzet, vervallen=True), maak(Verwachting, vervallen=True)

    assert refused(met_plan, inzet) == texts.INZET_MET_VERWACHTING
    for both in ([inzet, verwachting], [verwachting, inzet]):
        assert neem_op(met_plan, both, VANDAAG).huidig.inzetten == ()


# Rondes and casus: opening, closing and opening again


def test_a_ronde_begins_only_when_the_one_before_is_closed(begin, maak, refused):
    second = maak(Ronde, id="ronde-2", nummer=2, startdatum=VANDAAG)

    assert refused(begin, second) == texts.RONDE_LOOPT_NOG
    assert refused(begin, maak(Ronde, einddatum=VANDAAG), replace(second, nummer=3)) == (
        texts.RONDE_FOUT
    )
    assert neem_op(begin, [maak(Ronde, einddatum=VANDAAG), second], VANDAAG).huidig.ronde == second


def test_rondes_do_not_overlap(begin, maak, refused):
    closed = maak(Ronde, einddatum=VANDAAG)
    second = maak(Ronde, id="ronde-2", nummer=2, startdatum=VANDAAG - timedelta(days=1))

    assert refused(begin, closed, second) == texts.RONDE_VOOR_VORIGE


def test_a_ronde_keeps_its_number_and_stays_closed(begin, maak, refused):
    closed = neem_op(begin, [maak(Ronde, einddatum=VANDAAG)], VANDAAG)

    assert refused(begin, maak(Ronde, nummer=2)) == texts.RONDE_FOUT
    assert refused(closed, maak(Ronde)) == texts.RONDE_GESLOTEN


def test_a_ronde_does_not_begin_before_its_casus(begin, maak, refused):
    said = refused(begin, maak(Ronde, startdatum=START - timedelta(days=1)))

    assert said == texts.DATUM_VOOR_CASUS.format(label="De startdatum van de ronde")


def test_the_next_ronde_takes_no_work_of_the_one_before(met_plan, maak, refused):
    dossier = neem_op(met_plan, stel_bij(met_plan, maak(Evaluatie), VANDAAG), VANDAAG)
    here = dossier.huidig.ronde.id

    assert dossier.huidig.ronde.nummer == 2
    assert refused(dossier, maak(Contact)) == texts.RONDE_GESLOTEN
    assert refused(dossier, maak(Diagnose)) == texts.RONDE_GESLOTEN
    assert refused(dossier, maak(Doel, id="doel-2", ronde_id=here)) == texts.EERST_PLAN
    assert refused(dossier, maak(Doel, ronde_id=here)) == texts.ANDERE_RONDE


def test_an_inzet_and_its_verwachting_go_on_in_the_next_ronde(met_plan, maak):
    dossier = neem_op(met_plan, stel_bij(met_plan, maak(Evaluatie), VANDAAG), VANDAAG)
    ended = maak(Inzet, einddatum=VANDAAG, einde="afgerond")
    answer = maak(Verwachting, uitkomst="ja", uitkomst_datum=VANDAAG)

    found = neem_op(dossier, [ended, answer], VANDAAG)

    assert (found.inzetten, found.verwachtingen) == ((ended,), (answer,))


def test_a_casus_closes_after_its_last_ronde_and_takes_no_more_work(met_plan, maak, refused):
    closed = maak(Casus, einddatum=VANDAAG, uitstroomreden="arbeid")
    dossier = neem_op(met_plan, sluit_af(met_plan, maak(Evaluatie), VANDAAG, "arbeid"), VANDAAG)

    assert refused(met_plan, closed) == texts.RONDE_LOOPT_NOG
    assert not dossier.casus.loopt
    assert refused(dossier, maak(Contact)) == texts.CASUS_GESLOTEN
    earlier = replace(dossier.casus, einddatum=VANDAAG - timedelta(days=1))
    assert refused(dossier, earlier) == texts.EINDE_VOOR_RONDE
    ander = replace(dossier.casus, uitstroomreden="onbekend")
    assert neem_op(dossier, [ander], VANDAAG).casus.uitstroomreden == "onbekend"


def test_a_casus_is_opened_again_with_a_reason_only(met_plan, refused):
    dossier = neem_op(met_plan, sluit_af(met_plan, None, VANDAAG, "onbekend"), VANDAAG)

    for reason in ("", "  "):
        said = refused(dossier, *heropen(dossier, VANDAAG, reason))
        assert said == texts.HEROPENEN_ZONDER_REDEN
    again = neem_op(dossier, heropen(dossier, VANDAAG, "Terugval"), VANDAAG)
    assert (again.casus.loopt, again.huidig.ronde.nummer) == (True, 2)


def test_the_start_of_a_casus_does_not_move_past_what_was_recorded(met_plan, maak, refused):
    later, earlier = START + timedelta(days=1), START - timedelta(days=1)

    assert refused(met_plan, maak(Casus, startdatum=later)) == texts.START_NA_VASTLEGGING
    assert neem_op(met_plan, [maak(Casus, startdatum=earlier)], VANDAAG).casus.startdatum == earlier


def test_when_the_last_of_several_records_breaks_a_rule_none_comes_in(met_plan, maak, refused):
    assert refused(met_plan, maak(Contact), maak(Contact, id="c-2", datum=MORGEN))
    assert met_plan.contacten == ()


def test_a_sentence_names_the_field_it_is_about(met_plan, maak):
    with pytest.raises(InvalidRecord) as caught:
        neem_op(met_plan, [maak(Contact, datum=MORGEN)], VANDAAG)

    assert caught.value.veld == "datum"
