"""How a casus goes on, and which step is next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from vakmeten import texts
from vakmeten.domain.casus import Ronde
from vakmeten.domain.codes import Stap, Vervolg
from vakmeten.domain.diagnose import Diagnose
from vakmeten.domain.dossier import next_stap
from vakmeten.domain.evaluatie import Evaluatie
from vakmeten.domain.plan import Doel, Verwachting
from vakmeten.domain.regels import neem_op
from vakmeten.domain.uitvoering import Contact
from vakmeten.domain.verloop import heropen, sluit_af, stel_bij
from vakmeten.errors import InvalidRecord

VANDAAG = date(2026, 3, 2)


def test_adjusting_saves_the_evaluatie_closes_the_ronde_and_begins_the_next(met_plan, maak):
    evaluatie, closed, following = stel_bij(met_plan, maak(Evaluatie), VANDAAG)

    assert evaluatie.vervolg is Vervolg.BIJSTELLEN
    assert (closed.id, closed.einddatum) == ("ronde-1", VANDAAG)
    assert (following.nummer, following.startdatum, following.loopt) == (2, VANDAAG, True)


def test_closing_saves_the_evaluatie_and_closes_ronde_and_casus(met_plan, maak):
    evaluatie, ronde, casus = sluit_af(met_plan, maak(Evaluatie), VANDAAG, "arbeid")

    assert evaluatie.vervolg is Vervolg.AFSLUITEN
    assert (ronde.einddatum, casus.einddatum) == (VANDAAG, VANDAAG)
    assert casus.uitstroomreden == "arbeid"


def test_closing_without_a_plan_needs_no_evaluatie_and_no_running_ronde(begin, maak):
    done = begin.met(maak(Ronde, einddatum=VANDAAG))

    assert len(sluit_af(begin, None, VANDAAG, "onbekend")) == 2
    (casus,) = sluit_af(done, None, VANDAAG, "onbekend")
    assert casus.einddatum == VANDAAG


def test_opening_again_forgets_the_end_and_counts_on(met_plan):
    closed = neem_op(met_plan, sluit_af(met_plan, None, VANDAAG, "arbeid"), VANDAAG)

    casus, ronde = heropen(closed, VANDAAG, "Contract niet verlengd")

    assert (casus.einddatum, casus.uitstroomreden) == (None, None)
    assert casus.heropend_reden == "Contract niet verlengd"
    assert (ronde.nummer, ronde.casus_id) == (2, casus.id)


def expected(diagnose: bool, plan: bool, evaluatie: bool, due: bool) -> Stap:
    """The same in words: what is missing first, in order; then wait until a day has come."""
    for there, stap in ((diagnose, Stap.DIAGNOSE), (plan, Stap.PLAN)):
        if not there:
            return stap
    return {True: Stap.EVALUATIE, False: Stap.UITVOERING}[due or evaluatie]


@pytest.mark.parametrize(("d", "p", "e", "due"), list(product([True, False], repeat=4)))
def test_the_next_step_is_the_first_that_is_missing(d, p, e, due):
    assert next_stap(diagnose=d, plan=p, evaluatie=e, due=due) is expected(d, p, e, due)


def test_the_step_of_a_ronde_follows_the_day_of_its_verwachting(begin, met_plan, maak):
    step = met_plan.huidig.stap

    assert begin.huidig.stap(VANDAAG) is Stap.DIAGNOSE
    assert neem_op(begin, [maak(Diagnose)], VANDAAG).huidig.stap(VANDAAG) is Stap.PLAN
    assert step(date(2026, 3, 31)) is Stap.UITVOERING
    assert step(date(2026, 4, 1)) is Stap.EVALUATIE
    answered = met_plan.met(maak(Verwachting, uitkomst="ja", uitkomst_datum=VANDAAG))
    assert answered.huidig.stap(date(2026, 4, 1)) is Stap.UITVOERING


def test_what_was_taken_back_is_out_of_the_picture_and_stays_in_the_dossier(met_plan, maak):
    dossier = neem_op(met_plan, [maak(Doel, vervallen=True), maak(Contact)], VANDAAG)

    assert dossier.huidig.doelen == ()
    assert dossier.doelen[0].vervallen
    assert dossier.huidig.contacten == (maak(Contact),)


def test_a_record_replaces_the_one_with_its_id(met_plan, maak):
    changed = maak(Doel, tekst="Een ander doel")

    assert met_plan.met(changed).doelen == (changed,)
    assert met_plan.eerder(changed) == maak(Doel)
    assert met_plan.eerder(maak(Doel, id="doel-2")) is None
    assert met_plan.eerder(replace(met_plan.klant, geboortejaar=1990)) == met_plan.klant


def test_a_casus_without_ronde_says_so(begin):
    with pytest.raises(InvalidRecord) as caught:
        _ = replace(begin, rondes=()).huidig

    assert str(caught.value) == texts.GEEN_RONDE
