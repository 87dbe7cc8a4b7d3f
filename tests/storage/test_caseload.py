"""A line of the caseload says what the whole dossier says, worked out a second, plain way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from vakmeten.domain.caseload import CaseloadRegel
from vakmeten.domain.diagnose import Diagnose
from vakmeten.domain.evaluatie import Evaluatie
from vakmeten.domain.plan import Inzet, Plan, Verwachting
from vakmeten.domain.uitstroom import Uitstroomreden
from vakmeten.domain.uitvoering import Afspraak, Contact
from vakmeten.domain.verloop import heropen, sluit_af, stel_bij


def witness(dossier, naam: str, vandaag: date, concept_op) -> CaseloadRegel:
    """The line from the dossier alone, in loops a reader can follow."""
    number = {ronde.id: ronde.nummer for ronde in dossier.rondes}
    trede, contact, afspraak, verwachting = None, None, None, None
    measured = [(d.datum, number[d.ronde_id], 0, d.trede) for d in dossier.diagnoses]
    measured += [(e.datum, number[e.ronde_id], 1, e.trede) for e in dossier.evaluaties]
    for *_, rung in sorted(measured):
        trede = rung
    for c in dossier.contacten:
        if not c.vervallen and (contact is None or c.datum > contact):
            contact = c.datum
    for a in dossier.afspraken:
        is_open = not a.vervallen and a.nagekomen is None
        if is_open and (afspraak is None or a.datum < afspraak):
            afspraak = a.datum
    for v in dossier.verwachtingen:
        is_open = not v.vervallen and v.uitkomst is None
        if is_open and (verwachting is None or v.datum < verwachting.datum):
            verwachting = v
    casus, beeld = dossier.casus, dossier.huidig
    return CaseloadRegel(
        casus_id=casus.id,
        klantnummer=casus.klantnummer,
        naam=naam,
        klantmanager=casus.klantmanager,
        team=casus.team,
        startdatum=casus.startdatum,
        einddatum=casus.einddatum,
        ronde=beeld.ronde.nummer,
        ronde_sinds=beeld.ronde.startdatum,
        stap=beeld.stap(vandaag),
        trede=trede,
        laatste_contact=contact,
        verwachting=verwachting.datum if verwachting else None,
        kans=verwachting.kans if verwachting else None,
        afspraak=afspraak,
        concept_op=concept_op,
    )


def live(rng: Random, dossier, vandaag: date, maak) -> list:
    """What a klantmanager might write down today, in this casus, at random."""
    beeld, soon = dossier.huidig, vandaag + timedelta(days=rng.randint(0, 40))
    trede = rng.randint(1, 6)
    if not dossier.casus.loopt:
        return list(heropen(dossier, vandaag, "Terugval"))
    choices = [lambda: [maak(dossier, Diagnose, datum=vandaag, trede=trede)]]
    choices += [lambda: [maak(dossier, Contact, datum=vandaag)]]
    choices += [lambda: [maak(dossier, Afspraak, datum=soon)]]
    if beeld.contacten:
        choices += [lambda: [replace(beeld.contacten[-1], vervallen=True)]]
    if beeld.afspraken:
        choices += [lambda: [replace(beeld.afspraken[0], nagekomen=True)]]
    if beeld.plan is None:
        choices += [lambda: [maak(dossier, Plan, datum=vandaag)]] * 3
        return rng.choice(choices)()
    inzet = maak(dossier, Inzet)
    kans = rng.randint(0, 100)
    verwachting = maak(dossier, Verwachting, inzet_id=inzet.id, datum=soon, kans=kans)
    evaluatie = maak(dossier, Evaluatie, datum=vandaag, trede=trede)
    choices += [lambda: [inzet, verwachting], lambda: [evaluatie]] * 2
    choices += [lambda: stel_bij(dossier, evaluatie, vandaag)]
    choices += [lambda: sluit_af(dossier, evaluatie, vandaag, Uitstroomreden.ARBEID)]
    for v in beeld.open_verwachtingen[:1]:
        answered = replace(v, uitkomst="ja", uitkomst_datum=vandaag)
        choices += [lambda answered=answered: [answered]] * 2
    return list(rng.choice(choices)())


def test_each_line_is_what_the_dossier_says(town, store, maak):
    rng = Random(3)
    names = {}
    for i in range(6):
        names[town.open_casus("anna", f"K-30000{i}", naam=f"Klant {i}")] = f"Klant {i}"
    drafts = {}
    for _ in range(8):
        town.clock.move(days=rng.randint(1, 20))
        for casus_id in rng.sample(list(names), 4):
            dossier = store.casus(casus_id)
            records = live(rng, dossier, store.vandaag(), maak)
            saved = store.save(casus_id, records, gezien=dossier.versies)
            assert saved == store.casus(casus_id)  # it read again only what was written
        draft = rng.choice(list(names))
        drafts[draft] = store.save_concept(draft, "plan", {"x": 1}, klantnummer="", gezien={})

    lines = {regel.casus_id: regel for regel in store.caseload(gesloten=True)}

    for casus_id, naam in names.items():
        dossier = store.casus(casus_id)
        expected = witness(dossier, naam, store.vandaag(), drafts.get(casus_id))
        assert lines[casus_id] == expected
    running = {casus_id for casus_id, regel in lines.items() if regel.einddatum is None}
    assert {regel.casus_id for regel in store.caseload()} == running
    assert {r.concept_op for r in town.store("bas").caseload(team=True)} == {None}


def test_lines_stand_in_order_of_start(town, store):
    for i in range(3):
        town.open_casus("anna", f"K-40000{i}")
        town.clock.move(days=-1)

    starts = [regel.startdatum for regel in store.caseload()]

    assert starts == sorted(starts)


def test_more_casussen_than_fit_one_statement(town, store, monkeypatch):
    monkeypatch.setattr("vakmeten.storage.caseload.CHUNK", 2)
    for i in range(5):
        town.open_casus("anna", f"K-50000{i}", naam=f"Klant {i}")

    assert {r.naam for r in store.caseload()} == {f"Klant {i}" for i in range(5)}
