"""What a person wrote in the casusboek no file undoes, and what people left empty a file fills."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from fixtures.import_files import HEAD, KOLOMMEN, line, mapping

from vakmeten import texts
from vakmeten.domain.codes import Vervolg
from vakmeten.domain.diagnose import Diagnose
from vakmeten.domain.evaluatie import Evaluatie
from vakmeten.domain.klant import Klant, Koppel
from vakmeten.domain.plan import Inzet, Plan
from vakmeten.domain.topping import Aanvulling
from vakmeten.domain.verloop import stel_bij
from vakmeten.errors import EditConflict
from vakmeten.storage.database import open_engine
from vakmeten.storage.importing.importer import import_file
from vakmeten.storage.keyring import Keyring

NOW = KOLOMMEN.replace('bekend_op = "bekend"', "")  # known when it comes in
ANDERS = texts.IMPORT_ANDERS_DAN_MENS
OPLEIDING = NOW.replace(
    'geboortejaar = "geboren"', 'geboortejaar = "geboren"\nopleidingsniveau = "reden"'
).replace('uitstroomreden = "reden"', "")


def the_casus(town, klantnummer: str = "K-1") -> Any:
    store = town.store()
    (casus,) = [c for c in store.caseload(gesloten=True) if c.klantnummer == klantnummer]
    return store.casus(casus.casus_id)


def save(town, *records: Any) -> None:
    """Anna saves, an hour later than what came before."""
    town.clock.move(hours=1)
    dossier = the_casus(town)
    town.store().save(dossier.casus.id, records, gezien=dossier.versies)
    town.clock.move(hours=1)


def found(report) -> list[tuple[int, str, str]]:
    return [(fault.regel, fault.kolom, fault.tekst) for fault in report.faults]


def test_a_field_stays_a_persons_after_a_file_filled_another_one(town, neem_op):
    """Two files, one after the other: the first fills the opleiding beside Anna's year of birth."""
    neem_op(line(), kolommen=OPLEIDING)
    save(town, Klant(klantnummer="K-1", geboortejaar=1980))
    neem_op(line(reden="laag"), kolommen=OPLEIDING)
    town.clock.move(hours=1)

    report = neem_op(line(geboren="1985", reden="hoog"), kolommen=OPLEIDING)

    assert found(report) == [(2, "geboren", ANDERS)]
    klant = the_casus(town).klant
    assert (klant.geboortejaar, klant.opleidingsniveau) == (1980, "laag")


def test_a_file_corrects_its_own_field_beside_a_persons(town, neem_op):
    neem_op(line(geboren="1985"), kolommen=OPLEIDING)
    save(town, replace(the_casus(town).klant, opleidingsniveau="laag"))

    report = neem_op(line(geboren="1986"), kolommen=OPLEIDING)

    klant = the_casus(town).klant
    assert report.slecht == 0
    assert (klant.geboortejaar, klant.opleidingsniveau) == (1986, "laag")


def test_a_name_that_a_person_took_away_does_not_come_back(town, neem_op):
    neem_op(line(naam="Sam Jansen"), kolommen=NOW)
    save(town, Koppel(klantnummer="K-1"))

    report = neem_op(line(naam="Sam Jansen"), kolommen=NOW)

    assert found(report) == [(2, "naam", ANDERS)]
    assert the_casus(town).koppel.naam == ""


def test_parts_of_a_field_are_each_whose_they_are(town, neem_op):
    """Anna scored geldzaken; a file may still say something of huisvesting, and not of hers."""
    kolommen = NOW.replace(
        'trede = "trede"',
        'trede = "trede"\n[diagnose.leefgebieden]\nfinancien = "geboren"\nhuisvesting = "reden"',
    ).replace('geboortejaar = "geboren"', "").replace('uitstroomreden = "reden"', "")  # fmt: skip
    neem_op(line(trede="2"), kolommen=kolommen)
    save(town, replace(the_casus(town).huidig.diagnose, leefgebieden={"financien": 2}))

    fills = neem_op(line(trede="2", reden="4"), kolommen=kolommen)
    changes = neem_op(line(trede="2", geboren="3"), kolommen=kolommen)
    wrong = neem_op(line(trede="2", geboren="7"), kolommen=kolommen)

    assert fills.slecht == 0
    assert found(changes) == [(2, "geboren", ANDERS)]
    assert found(wrong) == [(2, "geboren", texts.LEEFGEBIED_FOUT)]
    assert the_casus(town).huidig.diagnose.leefgebieden == {"financien": 2, "huisvesting": 4}


def test_a_text_of_a_part_with_a_bsn_is_named_by_its_column(neem_op):
    kolommen = NOW.replace(
        'trede = "trede"', 'trede = "trede"\n[diagnose.domeinen]\nwerk = "reden"'
    )
    kolommen = kolommen.replace('uitstroomreden = "reden"', "")

    report = neem_op(line(trede="2", reden="BSN 111222333"), kolommen=kolommen)

    assert found(report) == [(2, "reden", texts.BSN.format(label="Werk"))]


def test_an_inzet_that_a_person_took_back_stays_back(town, neem_op):
    inzet = line(aanpak="werk_fit", begin="12-01-2026")
    neem_op(inzet, kolommen=NOW)
    save(town, replace(the_casus(town).inzetten[0], vervallen=True))

    report = neem_op(inzet, kolommen=NOW)

    assert (report.slecht, dict(report.nieuw)) == (0, {})
    assert the_casus(town).huidig.inzetten == ()


def test_a_topping_of_a_person_stays(town, neem_op):
    neem_op(line(uren="12"), kolommen=NOW)
    casus = the_casus(town).casus.id
    save(town, Aanvulling(casus_id=casus, bij="casus", record_id=casus, waarden={"uren": 20}))

    report = neem_op(line(uren="12"), kolommen=NOW)

    assert found(report) == [(2, "uren", ANDERS)]


@pytest.mark.parametrize("opened", ["file", "person"])
def test_the_next_ronde_of_a_person_is_not_filled_with_the_steps_of_the_last(
    town, neem_op, maak, opened
):
    """The same lines again after Anna went on to a second ronde: nothing moves along."""
    kolommen = NOW.replace('bij = "casus"', 'bij = "ronde"')
    start = "05-01-2026"
    if opened == "person":
        town.open_casus(klantnummer="K-1")
        start = "02-03-2026"
        town.clock.move(hours=1)
    full = line(start=start, trede="2", aanpak="werk_fit", begin=start, uren="3")
    assert found(neem_op(full, kolommen=kolommen)) == []
    dossier = the_casus(town)
    town.clock.move(days=30)
    vandaag = town.clock().date()
    evaluatie = maak(dossier, Evaluatie, datum=vandaag, vervolg=Vervolg.BIJSTELLEN)
    save(town, *stel_bij(dossier, evaluatie, vandaag))

    report = neem_op(full, kolommen=kolommen)

    assert (found(report), dict(report.nieuw)) == ([], {})
    huidig = the_casus(town).huidig
    assert (huidig.ronde.nummer, huidig.diagnose, huidig.plan) == (2, None, None)


def test_a_line_says_on_what_day_and_so_in_which_ronde(town, neem_op, maak):
    """A diagnose of a later day belongs to the ronde that ran then; an inzet to its plan."""
    neem_op(line(trede="2", aanpak="werk_fit", begin="12-01-2026"), kolommen=NOW)
    dossier = the_casus(town)
    vandaag = town.clock().date()
    save(town, *stel_bij(dossier, maak(dossier, Evaluatie, datum=vandaag), vandaag))
    kolommen = NOW.replace('[diagnose]\ndatum = "start"', '[diagnose]\ndatum = "einde"').replace(
        '[einde]\neinddatum = "einde"\nuitstroomreden = "reden"\n', ""
    )

    report = neem_op(
        line(trede="4", einde="02-03-2026", aanpak="nazorg", begin="02-03-2026"), kolommen=kolommen
    )

    dossier = the_casus(town)
    assert found(report) == []
    assert [d.trede for d in dossier.diagnoses] == [2, 4]
    first, second = (ronde.id for ronde in dossier.rondes)
    assert [d.ronde_id for d in dossier.diagnoses] == [first, second]
    both = [
        line(trede=trede, einde=day) for trede, day in (("2", "05-01-2026"), ("4", "02-03-2026"))
    ]
    assert neem_op(*both, kolommen=kolommen).nieuw == {}
    assert {i.aanpak: i.ronde_id for i in dossier.inzetten} == {"werk_fit": first, "nazorg": first}


def test_a_casus_of_another_klantmanager_stays_with_that_one(town, neem_op):
    neem_op(line())
    to_bas = KOLOMMEN.replace('vast = "anna"', 'vast = "bas"')

    report = neem_op(line(bekend="01-03-2026"), kolommen=to_bas)

    assert [f.tekst for f in report.faults] == [texts.REGISSEUR_VAST]


def test_the_casus_that_a_person_opened_is_found_beside_a_sleutel(town, neem_op, casus_id):
    kolommen = NOW.replace('startdatum = "start"', 'startdatum = "start"\nsleutel = "begin"')
    kolommen = kolommen.replace('startdatum = "begin"', "")
    same = line(klant="K-100001", start="02-03-2026", begin="D-1", uren="3")
    other = line(klant="K-100001", start="01-02-2026", begin="D-2", uren="4")
    town.clock.move(hours=1)

    reports = [neem_op(same, other, kolommen=kolommen) for _ in range(2)]

    assert [found(report) for report in reports] == [[], []]
    assert reports[1].nieuw == {}
    store = town.store()
    assert len(store.caseload()) == 2
    (extra,) = store.casus(casus_id).aanvullingen
    assert extra.waarden == {"uren": 3}


def test_two_sleutels_for_the_one_casus_that_a_person_opened_are_not_guessed_at(
    town, neem_op, casus_id
):
    kolommen = NOW.replace('startdatum = "start"', 'startdatum = "start"\nsleutel = "begin"')
    kolommen = kolommen.replace('startdatum = "begin"', "")
    lines = [line(klant="K-100001", start="02-03-2026", begin=name) for name in ("D-1", "D-2")]
    town.clock.move(hours=1)

    report = neem_op(*lines, kolommen=kolommen)

    assert found(report) == [(n, "start", texts.IMPORT_CASUS_WELKE) for n in (2, 3)]
    assert [c.casus_id for c in town.store().caseload()] == [casus_id]


# At the same time


def test_who_saves_while_a_file_comes_in_sees_both_texts(town, neem_op):
    neem_op(line(trede="2"), kolommen=NOW)
    dossier = the_casus(town)
    mine = replace(dossier.huidig.diagnose, duiding="Van Anna")
    town.clock.move(hours=1)
    neem_op(line(trede="3"), kolommen=NOW)

    with pytest.raises(EditConflict) as caught:
        town.store().save(dossier.casus.id, [mine], gezien=dossier.versies)

    assert caught.value.theirs.trede == 3
    assert the_casus(town).huidig.diagnose.duiding == ""


def test_two_imports_at_once_of_the_same_klanten(town, tmp_path):
    lines = [line(klant=f"K-{n}", trede="2", uren="3") for n in range(40)]
    path = tmp_path / "bestand.csv"
    path.write_text("\n".join((";".join(HEAD), *lines)), encoding="utf-8")
    keyring = Keyring(town.settings.keyring, town.settings.hoofdsleutel)
    reports: list[Any] = []

    def take() -> None:
        engine = open_engine(town.settings.url)
        reports.append(import_file(engine, keyring, path, mapping(NOW), now=town.clock()))
        engine.dispose()

    threads = [threading.Thread(target=take) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [(r.goed, r.slecht) for r in reports] == [(40, 0)] * 3
    assert sum(r.nieuw["casus"] for r in reports) == 40
    assert [row.aantal for row in town.rows("select count(*) as aantal from casus")] == [40]
    assert len(town.rows("select * from topping")) == 2


def test_somebody_saves_while_a_file_comes_in(town, neem_op, bewaar):
    """Neither loses anything, whoever was first."""
    neem_op(*[line(klant=f"K-{n}") for n in range(20)], kolommen=NOW)
    casus = the_casus(town, "K-7").casus.id
    reports: list[Any] = []
    lines = [line(klant=f"K-{n}", uren="3") for n in range(20)]

    other = threading.Thread(target=lambda: reports.append(neem_op(*lines, kolommen=NOW)))
    other.start()
    bewaar(town.store(), casus, Diagnose)
    bewaar(town.store(), casus, Plan)
    bewaar(town.store(), casus, Inzet)
    other.join()

    dossier = the_casus(town, "K-7")
    assert reports[0].slecht == 0
    assert dossier.huidig.diagnose is not None
    assert [i.aanpak for i in dossier.inzetten] == ["werk_fit"]
    assert dossier.aanvullingen[0].waarden == {"uren": 3}


def test_the_end_that_a_person_gave_stays(town, neem_op, casus_id):
    store = town.store()
    dossier = store.casus(casus_id)
    vandaag = date(2026, 3, 2)
    closed = replace(dossier.casus, einddatum=vandaag, uitstroomreden="onbekend")
    save_ronde = replace(dossier.huidig.ronde, einddatum=vandaag)
    store.save(casus_id, [save_ronde, closed], gezien=dossier.versies)
    town.clock.move(days=2)
    end = {"klant": "K-100001", "start": "02-03-2026"}

    other_day = neem_op(line(**end, einde="03-03-2026", reden="arbeid"), kolommen=NOW)
    why = neem_op(line(**end, einde="02-03-2026", reden="arbeid"), kolommen=NOW)

    assert found(other_day) == [(2, "einde", ANDERS)]
    assert why.slecht == 0
    assert store.casus(casus_id).casus.uitstroomreden == "arbeid"
