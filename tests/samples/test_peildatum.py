"""What a klantmanager finds on the peildatum: a believable Monday, not a disaster."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from vakmeten.domain.caseload import Aanleiding, CaseloadRegel, aandacht

GEEN_CONTACT_DAGEN = 30


def line(dossier, peildatum):
    """The line of a running casus in the caseload."""
    ronde = dossier.huidig
    contacts = [c.datum for c in dossier.contacten if not c.vervallen]
    open_ = [v for v in dossier.verwachtingen if v.uitkomst is None and not v.vervallen]
    due = [a.datum for a in dossier.afspraken if a.nagekomen is None and not a.vervallen]
    return CaseloadRegel(
        casus_id=dossier.casus.id,
        klantnummer=dossier.klant.klantnummer,
        klantmanager=dossier.casus.klantmanager,
        team=dossier.casus.team,
        startdatum=dossier.casus.startdatum,
        ronde=ronde.ronde.nummer,
        ronde_sinds=ronde.ronde.startdatum,
        stap=ronde.stap(peildatum),
        laatste_contact=max(contacts, default=None),
        verwachting=min((v.datum for v in open_), default=None),
        afspraak=min(due, default=None),
    )


@pytest.fixture(scope="module")
def asking(town, peildatum):
    """What asks for attention, most pressing thing first, of each running casus that asks."""
    lines = [line(d, peildatum) for d in town.dossiers if d.casus.loopt]
    found = [(r.klantmanager, aandacht(r, peildatum, GEEN_CONTACT_DAGEN)) for r in lines]
    return [(klantmanager, a) for klantmanager, a in found if a is not None]


def test_each_klantmanager_has_a_handful_of_casussen_that_ask_for_attention(asking):
    counts = Counter(klantmanager for klantmanager, _ in asking)

    assert len(counts) == 48
    assert min(counts.values()) >= 4
    assert max(counts.values()) <= 11
    assert 5 <= len(asking) / 48 <= 8


@pytest.mark.parametrize(
    ("aanleiding", "laat"),
    [
        (Aanleiding.VERWACHTING, True),
        (Aanleiding.VERWACHTING, False),
        (Aanleiding.AFSPRAAK, True),
        (Aanleiding.GEEN_CONTACT, True),
    ],
)
def test_each_klantmanager_has_one_of_each_kind(asking, aanleiding, laat):
    having = {who for who, a in asking if (a.aanleiding, a.laat) == (aanleiding, laat)}

    assert len(having) == 48


def test_nearly_every_klantmanager_has_a_fresh_casus_without_diagnose_or_plan(asking):
    for aanleiding in (Aanleiding.GEEN_DIAGNOSE, Aanleiding.GEEN_PLAN):
        assert len({who for who, a in asking if a.aanleiding is aanleiding}) > 30
    fresh = (Aanleiding.GEEN_DIAGNOSE, Aanleiding.GEEN_PLAN)
    assert len({who for who, a in asking if a.aanleiding in fresh}) == 48


def test_the_fresh_casussen_are_weeks_old(asking, peildatum):
    days = [a.datum for _, a in asking if a.aanleiding is Aanleiding.GEEN_DIAGNOSE]

    assert min(days) >= peildatum - timedelta(days=31)
