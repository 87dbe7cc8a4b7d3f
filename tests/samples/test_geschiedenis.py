"""The histories of the sample town: they keep the rules, realise the frame, and stay the same."""

from __future__ import annotations

from collections import Counter
from datetime import time, timedelta
from itertools import pairwise

import pandas as pd
import pytest

from vakmeten.domain.casus import Casus
from vakmeten.domain.codes import Contactvorm, EindeInzet, Uitkomst
from vakmeten.domain.plan import Inzet, Verwachting
from vakmeten.domain.uitstroom import Uitstroomreden
from vakmeten.samples import simulate
from vakmeten.samples.kalender import is_working_day

WERK = {Uitstroomreden.ARBEID, Uitstroomreden.ZELFSTANDIG}


def test_every_casus_is_taken_up_by_the_rules_as_it_became_known(town):
    """The fixture replays all of them: a broken rule would have raised."""
    assert len(town.dossiers) == len(town.stad.geschiedenissen) == 1500


@pytest.mark.parametrize(
    "kwargs", [{"n": 1}, {"n": 120, "volledig": True}, {"n": 120, "effect": 0.1}]
)
def test_small_and_complete_towns_keep_the_rules_too(replay, peildatum, kwargs):
    stad = simulate(seed=7, peildatum=peildatum, **kwargs)

    assert [replay(h).klant.klantnummer for h in stad.geschiedenissen] == list(
        stad.frame["klantnummer"]
    )


def test_the_same_seed_gives_the_same_town_word_for_word(peildatum):
    one, two = (simulate(seed=3, n=60, peildatum=peildatum) for _ in range(2))

    assert list(one.geschiedenissen) == list(two.geschiedenissen) == list(one.geschiedenissen)
    other = simulate(seed=4, n=60, peildatum=peildatum)
    assert list(one.geschiedenissen) != list(other.geschiedenissen)


def test_the_casussen_realise_the_frame_exactly(town, peildatum):
    told = pd.DataFrame(
        [_row(d, h, peildatum) for d, h in zip(town.dossiers, town.histories, strict=True)]
    )
    frame = town.stad.frame.drop(columns=["leeftijd", "voormeting"])

    pd.testing.assert_frame_equal(told[frame.columns], frame, check_dtype=False)
    born = [d.klant.geboortejaar for d in town.dossiers]
    assert set(frame["startdatum"].dt.year - born - town.stad.frame["leeftijd"]) == {0, 1}


def _row(dossier, history, peildatum):
    """One row of the frame as it follows from the records of one casus."""
    casus, klant = dossier.casus, dossier.klant
    year = casus.startdatum + timedelta(days=365)
    seen = year <= peildatum
    last = casus.einddatum or peildatum
    at_work = casus.uitstroomreden in WERK and last <= year
    measured = [e.trede for e in dossier.evaluaties if e.datum <= year]
    inzetten = [r for line in history for r in line.records if isinstance(r, Inzet)]
    months = _months(casus.startdatum) - _months(klant.uitkering_sinds)
    return {
        "klantnummer": klant.klantnummer,
        "team": casus.team,
        "klantmanager": casus.klantmanager,
        "startdatum": pd.Timestamp(casus.startdatum),
        "opleidingsniveau": klant.opleidingsniveau.value,
        "maanden_bijstand": months,
        "groep": "kort" if months < 12 else "midden" if months < 36 else "lang",
        "trede": dossier.diagnoses[0].trede if dossier.diagnoses else None,
        "aanpak": inzetten[0].aanpak if inzetten else None,
        "werk_12": float(at_work) if seen else None,
        "trede_12": measured[-1] if measured and seen else None,
        "dagen": (last - casus.startdatum).days,
        "uitstroom": casus.uitstroomreden.value if casus.uitstroomreden else "",
    }


def _months(day):
    return day.year * 12 + day.month


def test_everything_was_known_in_the_past_in_order_and_in_office_hours(town, peildatum):
    for history in town.histories:
        moments = [line.bekend_op for line in history]
        assert all(before < after for before, after in pairwise(moments))
        assert all(line.dag < peildatum and is_working_day(line.dag) for line in history)
        assert all(time(7) <= moment.time() <= time(16) for moment in moments)


def test_a_verwachting_is_written_before_its_day_and_without_an_answer(town):
    first = {}
    for history in town.histories:
        for line in history:
            for r in line.records:
                if isinstance(r, Verwachting):
                    first.setdefault(r.id, (line.dag, r))

    assert len(first) > 3000
    assert all(day <= r.datum and r.uitkomst is None for day, r in first.values())


def test_who_writes_is_the_klantmanager_or_now_and_then_a_colleague(town):
    pairs = [
        (line.door, d.casus.klantmanager)
        for d, history in zip(town.dossiers, town.histories, strict=True)
        for line in history
    ]
    own = sum(door == klantmanager for door, klantmanager in pairs) / len(pairs)

    assert 0.95 < own < 0.99
    assert all(door[:-2] == klantmanager[:-2] for door, klantmanager in pairs)


def test_most_casussen_run_and_caseloads_are_about_thirty_one(town):
    running = [d.casus.klantmanager for d in town.dossiers if d.casus.loopt]
    all_ = Counter(d.casus.klantmanager for d in town.dossiers)

    assert 0.55 < len(running) / 1500 < 0.68
    assert len(all_) == 48
    assert set(all_.values()) <= {31, 32}


def test_the_course_of_a_casus_is_as_uneven_as_in_the_world(town):
    """Several rondes, relapses, missing steps, late answers, closings that were undone."""
    closed = [d for d in town.dossiers if not d.casus.loopt]
    inzetten = [(d.ronde(i.ronde_id).ronde, i) for d in town.dossiers for i in d.inzetten]
    over = [i for r, i in inzetten if r.einddatum and i.einddatum and i.einddatum > r.einddatum]
    relapses = [
        d
        for d in town.dossiers
        if any(b.trede < a.trede for a, b in pairwise([*d.diagnoses[:1], *d.evaluaties]))
    ]

    assert 0.2 < sum(not d.evaluaties for d in closed) / len(closed) < 0.5
    assert sum(len(d.rondes) > 1 for d in town.dossiers) > 400
    assert sum(d.diagnoses != () and d.plannen == () for d in town.dossiers) > 30
    assert sum(bool(d.casus.heropend_reden) for d in town.dossiers) > 10
    assert len(relapses) > 50
    assert len(over) > 30
    assert {i.einde for _, i in inzetten} == {*EindeInzet, None}
    assert {c.vorm for d in town.dossiers for c in d.contacten} == set(Contactvorm)
    assert {a.nagekomen for d in town.dossiers for a in d.afspraken} == {True, False, None}


def test_the_reason_of_ending_is_often_unknown_and_otherwise_of_many_kinds(town):
    reasons = Counter(d.casus.uitstroomreden for d in town.dossiers if not d.casus.loopt)

    assert len(reasons) >= 14
    assert 0.12 < reasons[Uitstroomreden.ONBEKEND] / reasons.total() < 0.35


def test_a_closing_that_was_undone_says_why_it_was_opened_again(town):
    lines = [r for r in town.records if isinstance(r, Casus)]
    reopened = [r for r in lines if r.heropend_reden and r.loopt]

    assert reopened
    assert {r.id for r in reopened} <= {r.id for r in lines if not r.loopt}


def test_records_were_corrected_and_taken_back(town):
    contacts = [c for d in town.dossiers for c in d.contacten]

    assert sum(c.vervallen for c in contacts) > 30
    wrong = Counter(r.id for r in town.records if type(r).__name__ == "Diagnose")
    assert sum(count > 1 for count in wrong.values()) > 30


def test_klantmanagers_are_somewhat_too_hopeful(town):
    """They say 60 % and see it in fewer than half, but what they say does tell something."""
    answered = [
        (v.kans, v.uitkomst is Uitkomst.JA)
        for d in town.dossiers
        for v in d.verwachtingen
        if v.uitkomst not in (None, Uitkomst.ONBEKEND)
    ]
    table = pd.DataFrame(answered, columns=["kans", "ja"])
    low, high = (table[rows]["ja"].mean() for rows in (table["kans"] < 50, table["kans"] > 70))

    assert 5 < table["kans"].mean() - 100 * table["ja"].mean() < 22
    assert high - low > 0.15
