"""What a casus gives back by itself, in sentences with its own facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from vakmeten.domain.diagnose import Diagnose
from vakmeten.domain.evaluatie import Evaluatie
from vakmeten.domain.plan import Verwachting
from vakmeten.domain.regels import neem_op
from vakmeten.domain.terugblik import les, terugblik, tredes
from vakmeten.domain.uitvoering import Afspraak, Contact
from vakmeten.domain.verloop import sluit_af, stel_bij

VANDAAG, APRIL = date(2026, 3, 2), date(2026, 4, 1)


@pytest.fixture
def said(begin):
    """said(record, ...): the sentences of a casus with these records in it."""

    def look(*records, vandaag: date = VANDAAG, dossier=begin) -> list[str]:
        for record in records:
            dossier = dossier.met(record)
        return terugblik(dossier, vandaag)

    return look


def test_before_the_first_step_there_is_nothing_to_say(begin):
    assert terugblik(begin, VANDAAG) == []
    assert tredes(begin) == []
    assert les(begin) == ""


@pytest.mark.parametrize(
    ("later", "sentence"),
    [
        (None, "Het begin staat vast: trede 2. Bij de evaluatie ziet u wat er veranderde."),
        (2, "De trede is 2, net als in januari 2026."),
        (3, "De trede ging van 2 naar 3 sinds januari 2026."),
    ],
)
def test_the_course_of_the_trede(said, maak, later, sentence):
    evaluated = [] if later is None else [maak(Evaluatie, trede=later)]

    assert said(maak(Diagnose, trede=2), *evaluated) == [sentence]


def test_room_to_grow_and_the_lowest_scores(said, maak):
    areas = {"justitie": 2, "financien": 1, "huisvesting": 5, "basale_adl": 2, "werk_opleiding": 2}
    room, low = said(maak(Diagnose, trede=2, groeipotentieel=4, leefgebieden=areas))

    assert room.startswith("De klant begint op trede 2.")
    assert room.endswith("naar trede 4.")
    assert low.startswith("Laagste scores: Financiën, ")
    assert "Huisvesting" not in low


def test_on_one_day_the_evaluatie_comes_after_the_diagnose(begin, maak):
    both = begin.met(maak(Evaluatie, trede=1)).met(maak(Diagnose, datum=VANDAAG, trede=5))

    assert tredes(both) == [(VANDAAG, 5), (VANDAAG, 1)]


def test_the_verwachting_that_comes_first_is_announced(said, maak):
    later = maak(Verwachting, id="v-2", datum=APRIL + timedelta(days=1), kans=10)

    (sentence,) = said(later, maak(Verwachting))

    assert "70 %" in sentence
    assert said(maak(Verwachting), vandaag=APRIL + timedelta(days=1)) == []


@pytest.mark.parametrize(
    ("outcomes", "sentence"),
    [
        (["ja"], "Uw verwachting kwam uit. U gaf er 70 % kans op."),
        (["deels"], "Uw verwachting kwam niet of maar deels uit. U gaf er 70 % kans op."),
        (
            ["ja", "nee", "onbekend"],
            (
                "Van uw 2 beantwoorde verwachtingen kwamen er 1 helemaal uit. "
                "Gemiddeld gaf u 70 % kans."
            ),
        ),
    ],
)
def test_what_came_true_is_counted(said, maak, outcomes, sentence):
    answered = [
        maak(Verwachting, id=f"v-{i}", uitkomst=outcome, uitkomst_datum=VANDAAG)
        for i, outcome in enumerate(outcomes)
    ]
    taken_back = replace(answered[0], id="weg", vervallen=True)

    assert said(*answered, taken_back) == [sentence]


@pytest.mark.parametrize(
    ("days", "start"),
    [
        ([1], "U had één keer contact, op "),
        ([20, 5], "U had 2 keer contact. De langste tijd ertussen was 15 dagen."),
        ([40], "U had 1 keer contact, maar ook 40 dagen achter elkaar niet."),
    ],
)
def test_the_longest_silence_counts_until_today(said, maak, days, start):
    contacts = [maak(Contact, id=f"c-{ago}", datum=VANDAAG - timedelta(days=ago)) for ago in days]

    (sentence,) = said(*contacts, maak(Contact, id="weg", vervallen=True))

    assert sentence.startswith(start)


def test_in_a_closed_casus_the_silence_stops_at_its_end(begin, said, maak):
    contact = maak(Contact, datum=VANDAAG - timedelta(days=3))
    dossier = neem_op(begin.met(contact), sluit_af(begin, None, VANDAAG, "onbekend"), VANDAAG)

    (sentence,) = said(dossier=dossier, vandaag=APRIL + timedelta(days=90))

    assert sentence.startswith("U had één keer contact")


def test_afspraken_are_counted_by_who_made_them(said, maak):
    kept = maak(Afspraak, nagekomen=True)
    not_kept = maak(Afspraak, id="a-2", nagekomen=False)
    mine = maak(Afspraak, id="a-3", van="klantmanager", nagekomen=True)

    (sentence,) = said(kept, not_kept, mine, maak(Afspraak, id="a-4"))

    assert sentence == "Afspraken nagekomen: de klant 1 van 2 en uzelf 1 van 1."


def test_what_hindered_in_several_rondes_and_the_lesson_of_the_last(met_plan, maak):
    hindered = maak(Evaluatie, elementen={"context": "hinderde"}, anders="Eerder bellen")
    dossier = neem_op(met_plan, stel_bij(met_plan, hindered, VANDAAG), VANDAAG)
    again = replace(hindered, ronde_id=dossier.huidig.ronde.id, anders="")
    dossier = dossier.met(again)

    (sentence,) = [s for s in terugblik(dossier, VANDAAG) if "evaluaties" in s]

    assert sentence.endswith("werkte in 2 van de 2 evaluaties tegen.")
    assert les(dossier) == "Eerder bellen"
