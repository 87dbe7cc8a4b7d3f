"""What a file does to the store: good lines in, bad lines named, and nothing lost or undone."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from fixtures.import_files import KOLOMMEN, line

from vakmeten import texts
from vakmeten.domain.klant import Klant
from vakmeten.domain.plan import Plan
from vakmeten.domain.topping import Aanvulling
from vakmeten.domain.verloop import heropen
from vakmeten.errors import InvalidFile
from vakmeten.storage.database import transaction
from vakmeten.storage.tables import metadata

FEBRUARY = datetime(2026, 2, 1, 22, 59, 59, tzinfo=UTC)  # the end of that day here


def everything(town) -> dict[str, list[Any]]:
    """Every row of every table."""
    with transaction(town.engine) as connection:
        return {
            name: sorted(map(repr, connection.execute(sa.select(table))))
            for name, table in metadata.tables.items()
        }


def found(report) -> list[tuple[int, str, str]]:
    return [(fault.regel, fault.kolom, fault.tekst) for fault in report.faults]


def the_casus(town, klantnummer: str = "K-1", wie: str = "anna") -> Any:
    """The only casus of a klant, as its klantmanager reads it."""
    store = town.store(wie)
    (casus,) = [c for c in store.caseload(gesloten=True) if c.klantnummer == klantnummer]
    return store.casus(casus.casus_id)


# Good lines


def test_a_line_becomes_a_klant_with_a_casus_and_all_that_it_tells(town, neem_op):
    report = neem_op(
        line(geboren="1985", naam="Sam Jansen", trede="2", aanpak="Werk fit", begin="12-01-2026",
             uren="12,5", noot="Wil graag koken")
    )  # fmt: skip

    dossier = the_casus(town)
    beeld = dossier.huidig
    assert (report.regels, report.goed, report.slecht) == (1, 1, 0)
    assert (dossier.klant.geboortejaar, dossier.koppel.naam) == (1985, "Sam Jansen")
    assert (dossier.casus.startdatum, dossier.casus.team) == (date(2026, 1, 5), "noord")
    assert (beeld.diagnose.trede, beeld.plan.bestemming) == (2, "onbekend")
    assert [(i.aanpak, i.startdatum) for i in beeld.inzetten] == [("werk_fit", date(2026, 1, 12))]
    assert {a.bij.value: (dict(a.waarden), dict(a.teksten)) for a in dossier.aanvullingen} == {
        "casus": ({"uren": 12.5}, {}),
        "klant": ({}, {"noot": "Wil graag koken"}),
    }


def test_it_was_known_when_the_file_says_and_recorded_now(town, neem_op):
    neem_op(line())
    casus_id = the_casus(town).casus.id
    store = town.store()

    (version,) = store.geschiedenis(casus_id, "casus", casus_id)

    assert (version.bekend_op, version.vastgelegd_op) == (FEBRUARY, town.clock())
    assert store.casus(casus_id, peildatum=FEBRUARY).casus.id == casus_id
    assert version.vastgelegd_door == "vakmeten:import"


def test_an_end_closes_ronde_and_casus_by_code_label_or_number(town, neem_op):
    neem_op(
        line(klant="K-1", einde="20-01-2026", reden="arbeid"),
        line(klant="K-2", einde="20-01-2026", reden="Werk in loondienst"),
        line(klant="K-3", einde="20-01-2026", reden="11"),
    )

    for klant in ("K-1", "K-3"):
        dossier = the_casus(town, klant)
        assert (dossier.casus.uitstroomreden, dossier.casus.einddatum) == (
            "arbeid",
            date(2026, 1, 20),
        )
        assert not dossier.huidig.ronde.loopt


def test_lines_of_one_casus_come_together_and_the_end_comes_last(town, neem_op):
    """The first line closes the casus; the second, lower in the file, still adds its inzet."""
    ended = {"einde": "30-01-2026", "reden": "onbekend"}
    report = neem_op(
        line(aanpak="werk_fit", begin="10-01-2026", **ended),
        line(klant="K-2"),
        line(aanpak="nazorg", begin="20-01-2026", **ended),
    )

    dossier = the_casus(town)
    assert report.slecht == 0
    assert {i.aanpak for i in dossier.inzetten} == {"werk_fit", "nazorg"}
    assert dossier.casus.einddatum == date(2026, 1, 30)


# Twice, and later


def test_the_same_file_twice_changes_nothing(town, neem_op):
    lines = [
        line(naam="Sam", trede="2", aanpak="werk_fit", begin="10-01-2026", uren="3", noot="Ja"),
        line(klant="K-2", einde="20-01-2026", reden="onbekend"),
    ]
    neem_op(*lines)
    before = everything(town)
    town.clock.move(hours=1)

    report = neem_op(*lines)

    assert (report.goed, report.geschreven, dict(report.nieuw)) == (2, False, {})
    assert everything(town) == before


def test_without_a_day_on_which_it_was_known_it_is_known_now_and_twice_is_still_once(town, neem_op):
    kolommen = KOLOMMEN.replace('bekend_op = "bekend"', "")
    neem_op(line(), kolommen=kolommen)
    town.clock.move(days=1)

    report = neem_op(line(), kolommen=kolommen)

    assert not report.geschreven


def test_a_later_file_corrects_and_the_earlier_version_stays(town, neem_op):
    neem_op(line(trede="2", uren="8"))
    report = neem_op(line(trede="3", uren="", bekend="01-03-2026"))

    dossier = the_casus(town)
    store = town.store()
    early = store.casus(dossier.casus.id, peildatum=FEBRUARY)
    assert dict(report.nieuw) == {"diagnose": 1}
    assert (early.huidig.diagnose.trede, dossier.huidig.diagnose.trede) == (2, 3)
    assert dossier.aanvullingen[0].waarden == {"uren": 8}  # an empty cell changes nothing


def test_a_file_never_changes_what_a_person_wrote(town, neem_op, bewaar):
    neem_op(line(trede="2"))
    casus = the_casus(town).casus.id
    store = town.store()
    dossier = store.casus(casus)
    own = [Klant(klantnummer="K-1", geboortejaar=1980)]
    store.save(casus, own, gezien=dossier.versies)
    before = everything(town)

    report = neem_op(
        line(geboren="1985", trede="2", bekend="02-03-2026"), line(klant="K-2"), proef=False,
        now=town.clock(),
    )  # fmt: skip

    assert (2, "geboren", texts.IMPORT_ANDERS_DAN_MENS) in found(report)
    assert (report.goed, report.slecht) == (1, 1)
    assert the_casus(town).klant.geboortejaar == 1980
    assert everything(town)["klant"] != before["klant"]  # K-2 went in


def test_a_file_fills_what_a_person_left_empty(town, neem_op, casus_id):
    """Anna typed the casus; a file tells the year of birth and how it ended."""
    end = {"start": "02-03-2026", "einde": "02-03-2026", "reden": "arbeid", "bekend": "02-03-2026"}
    town.clock.move(hours=1)

    report = neem_op(line(klant="K-100001", geboren="1985", **end))

    dossier = town.store().casus(casus_id)
    assert found(report) == []
    assert (dossier.klant.geboortejaar, dossier.koppel.naam) == (1985, "Sam Jansen")
    assert dossier.casus.uitstroomreden == "arbeid"


def test_a_file_does_not_close_again_what_a_person_reopened(town, neem_op):
    kolommen = KOLOMMEN.replace('bekend_op = "bekend"', "")
    ended = line(einde="20-01-2026", reden="arbeid")
    neem_op(ended, kolommen=kolommen)
    dossier = the_casus(town)
    again = heropen(dossier, date(2026, 3, 2), "Het werk hield op")
    town.clock.move(hours=1)
    town.store().save(dossier.casus.id, again, gezien=dossier.versies)

    report = neem_op(ended, kolommen=kolommen)

    assert found(report) == [(2, "einde", texts.IMPORT_ANDERS_DAN_MENS)]
    assert the_casus(town).casus.loopt


def test_no_second_casus_is_made_beside_the_one_that_a_person_opened(town, neem_op, casus_id):
    neem_op(line(klant="K-100001", start="02-03-2026", bekend="02-03-2026"))

    assert [c.casus_id for c in town.store().caseload(gesloten=True)] == [casus_id]


# Bad lines


BAD = [
    ({"klant": ""}, "klant", texts.IMPORT_KLANTNUMMER_LEEG),
    ({"klant": "Sam Jansen"}, "klant", texts.KLANTNUMMER_FOUT),
    ({"klant": "111222333"}, "klant", texts.BSN.format(label="Klantnummer")),
    ({"start": ""}, "start", texts.IMPORT_CASUS_NIEUW),
    ({"start": "06-07-2026"}, "start", texts.DATUM_TOEKOMST.format(label="De startdatum")),
    ({"geboren": "85"}, "geboren", texts.GEBOORTEJAAR_FOUT),
    ({"trede": "9"}, "trede", texts.TREDE_FOUT),
    ({"aanpak": "toveren"}, "aanpak", texts.IMPORT_AANPAK),
    ({"einde": "01-01-2026", "reden": "11"}, "einde", texts.EINDE_VOOR_START),
    ({"einde": "20-01-2026", "reden": "zomaar"}, "reden", texts.IMPORT_CODE_ONBEKEND),
    ({"einde": "20-01-2026"}, "reden", texts.EINDE_ZONDER_REDEN),
    ({"reden": "arbeid"}, "einde", texts.REDEN_ZONDER_EINDE),
    ({"bekend": ""}, "bekend", texts.IMPORT_BEKEND_LEEG),
    ({"bekend": "01-02-2027"}, "bekend", texts.IMPORT_BEKEND_TOEKOMST),
    ({"uren": "veel"}, "uren", None),
    ({"noot": "BSN 111222333"}, "noot", texts.BSN.format(label="Noot")),
    ({"naam": "x" * 121}, "naam", texts.NAAM_TE_LANG),
]


def test_each_bad_line_is_named_and_the_others_go_in(town, neem_op):
    """Bad lines between two good ones: each is reported once, by line, column and reason."""
    bad = [line(**({"klant": f"B-{n}"} | cells)) for n, (cells, _, _) in enumerate(BAD)]

    report = neem_op(line(klant="K-1"), *bad, line(klant="K-3"))

    assert (report.regels, report.goed, report.slecht) == (len(BAD) + 2, 2, len(BAD))
    for (regel, kolom, tekst), (number, (_, column, sentence)) in zip(
        found(report), enumerate(BAD, start=3), strict=True
    ):
        assert (regel, kolom) == (number, column)
        assert sentence is None or tekst == sentence
    assert {c.klantnummer for c in town.store().caseload(gesloten=True)} == {"K-1", "K-3"}


def test_every_cell_that_is_wrong_is_named(neem_op):
    report = neem_op(line(geboren="x", start="30-02-2026", trede="1,5", uren="3.5"))

    assert sorted(f.kolom for f in report.faults) == ["geboren", "start", "trede", "uren"]
    assert (report.goed, report.slecht) == (0, 1)


def test_two_lines_that_say_something_else_of_the_same_are_not_guessed_at(town, neem_op):
    report = neem_op(line(geboren="1985"), line(geboren="1986"), line(geboren="1985"))

    assert found(report) == [(3, "geboren", texts.IMPORT_ANDERS_DAN_REGEL.format(regel=2))]
    assert the_casus(town).klant.geboortejaar == 1985


def test_a_line_goes_in_whole_or_not_at_all(town, neem_op):
    """Its inzet is good, but its end lies before its start: the inzet stays out too."""
    report = neem_op(
        line(aanpak="werk_fit", begin="10-01-2026"),
        line(aanpak="nazorg", begin="11-01-2026", einde="04-01-2026", reden="11"),
    )

    assert [fault.regel for fault in report.faults] == [3]
    assert [i.aanpak for i in the_casus(town).inzetten] == ["werk_fit"]


def test_an_unknown_account_is_named(neem_op):
    kolommen = KOLOMMEN.replace('klantmanager = { vast = "anna" }', 'klantmanager = "naam"')

    report = neem_op(line(naam="anna"), line(klant="K-2", naam="niemand"), kolommen=kolommen)

    assert found(report) == [(3, "naam", texts.IMPORT_ACCOUNT)]


def test_a_fixed_value_that_does_not_fit_refuses_the_file(neem_op):
    kolommen = KOLOMMEN.replace('{ vast = "anna" }', '{ vast = "niemand" }')

    with pytest.raises(InvalidFile) as caught:
        neem_op(line(), kolommen=kolommen)

    assert texts.IMPORT_ACCOUNT in str(caught.value)


def test_a_trial_writes_nothing_and_tells_the_same(town, neem_op):
    lines = [line(), line(klant="K-2", trede="9"), line(klant="K-3", aanpak="werk_fit")]
    before = everything(town)

    trial = neem_op(*lines, proef=True)

    assert everything(town) == before
    assert trial.geschreven is False
    report = neem_op(*lines)
    assert (found(trial), trial.nieuw) == (found(report), report.nieuw)


def test_all_or_nothing(town, neem_op):
    before = everything(town)

    report = neem_op(line(), line(klant="K-2", trede="9"), alles_of_niets=True)

    assert (report.geschreven, len(report.faults)) == (False, 1)
    assert everything(town) == before
    assert neem_op(line(), alles_of_niets=True).geschreven


# What a file may not hold, and what it leaves behind


def test_no_personal_data_in_a_fault_or_the_log(town, neem_op, canaries):
    neem_op(line(naam=canaries["naam"], noot=canaries["tekst"]))
    report = neem_op(line(klant="K-2", naam=canaries["naam"] * 9, trede=canaries["tekst"]))

    said = str(report.faults) + str(town.log())
    assert not any(canary in said for canary in canaries.values())
    (logged,) = [row for row in town.log() if row.actie == "importeren"]
    assert (logged.actor, logged.oorsprong) == ("vakmeten:import", "opdrachtregel")


def test_names_and_texts_are_encrypted(town, neem_op, canaries):
    neem_op(line(naam=canaries["naam"], noot=canaries["tekst"]))

    assert "Kanarie" not in str(everything(town))
    assert the_casus(town).koppel.naam == canaries["naam"]
    assert town.store().caseload(zoek="vogelaar")


def test_a_former_name_from_a_file_does_not_find_anybody(town, neem_op, casus_id):
    """It was known before the name of now, so people are found by the name of now."""
    town.clock.move(days=1)
    neem_op(line(klant="K-2", naam="Nu Naam", bekend="03-03-2026"))
    neem_op(line(klant="K-2", naam="Toen Naam", bekend="01-02-2026"))

    assert [c.klantnummer for c in town.store().caseload(zoek="nu")] == ["K-2"]
    assert town.store().caseload(zoek="toen") == []


def test_an_inzet_of_a_topping_and_its_own_moment(town, neem_op):
    kolommen = KOLOMMEN + (
        '[[topping]]\nkolom = "geboren"\ncode = "kosten"\nnaam = "Kosten"\nsoort = "geheel"\n'
        'bij = "inzet"\n'
    )
    neem_op(line(aanpak="werk_fit", begin="10-01-2026", geboren="1985"), kolommen=kolommen)

    dossier = the_casus(town)
    (extra,) = [a for a in dossier.aanvullingen if a.bij == "inzet"]
    assert (extra.record_id, dict(extra.waarden)) == (dossier.inzetten[0].id, {"kosten": 1985})
    assert isinstance(extra, Aanvulling)


def test_a_topping_that_would_shadow_the_core_refuses_the_file(town, neem_op):
    kolommen = KOLOMMEN.replace('code = "uren"', 'code = "trede"')

    with pytest.raises(InvalidFile) as caught:
        neem_op(line(), kolommen=kolommen)

    assert str(caught.value) == texts.TOPPING_KERN.format(label="trede")
    assert town.rows("select * from topping") == []


def test_work_in_the_casusboek_goes_on_from_what_came_in(town, neem_op, bewaar):
    neem_op(line(trede="2"))
    casus = the_casus(town).casus.id

    dossier = bewaar(town.store(), casus, Plan)

    assert dossier.huidig.plan is not None
