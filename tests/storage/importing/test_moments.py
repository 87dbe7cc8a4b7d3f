"""Known when: each part of a line at its own moment, and never before it could be known."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from fixtures.import_files import KOLOMMEN, line

from vakmeten import texts
from vakmeten.errors import AccessDenied, InvalidFile

VERWACHTING = """
[verwachting]
wat = { vast = "Aan het werk" }
datum = "einde"
kans = "geboren"
trede = "trede"
bekend_op = "begin"

[uitkomst]
uitkomst = "reden"
uitkomst_datum = "bekend"
uitkomst_toelichting = "naam"
"""
# A promise of an inzet, made on the day that the inzet begins, and what came of it.
PROMISES = (
    KOLOMMEN.replace('geboortejaar = "geboren"', "")
    .replace('[koppel]\nnaam = "naam"', "")
    .replace('[diagnose]\ndatum = "start"\ntrede = "trede"', "")
    .replace('[einde]\neinddatum = "einde"\nuitstroomreden = "reden"', VERWACHTING)
    .replace("[plan]", '[plan]\nbekend_op = "start"')
    .replace("[inzet]", '[inzet]\nbekend_op = "begin"')
)
PROMISE = {"aanpak": "werk_fit", "begin": "10-01-2026", "einde": "31-01-2026", "geboren": "70"}


def known_at(town, day: datetime, klantnummer: str = "K-1") -> Any:
    (casus,) = [c for c in town.store().caseload(gesloten=True) if c.klantnummer == klantnummer]
    return town.store().casus(casus.casus_id, peildatum=day)


def january(day: int) -> datetime:
    return datetime(2026, 1, day, 23, tzinfo=UTC)


def found(report) -> list[tuple[int, str, str]]:
    return [(fault.regel, fault.kolom, fault.tekst) for fault in report.faults]


# A promise beforehand and its answer


def test_a_promise_was_known_beforehand_and_its_answer_afterwards(town, neem_op):
    report = neem_op(line(**PROMISE, reden="deels", naam="Halve dagen"), kolommen=PROMISES)

    assert found(report) == []
    assert known_at(town, january(9)).verwachtingen == ()
    (promised,) = known_at(town, january(30)).verwachtingen
    (answered,) = known_at(town, datetime(2026, 2, 2, tzinfo=UTC)).verwachtingen
    assert (promised.datum, promised.kans, promised.uitkomst) == (date(2026, 1, 31), 70, None)
    assert (answered.uitkomst, answered.uitkomst_datum) == ("deels", date(2026, 2, 1))
    assert (answered.uitkomst_toelichting, answered.belofte) == ("Halve dagen", promised.belofte)


def test_a_promise_that_was_told_afterwards_is_none(town, neem_op):
    """The file says that it became known after the day on which it should come true."""
    late = PROMISES.replace('trede = "trede"\nbekend_op = "begin"', "")

    report = neem_op(line(**PROMISE, reden="ja"), kolommen=late)

    assert found(report) == [(2, "einde", texts.VERWACHTING_VERLEDEN)]
    assert town.store().caseload(gesloten=True) == []


def test_an_answer_that_comes_in_a_later_file(town, neem_op):
    neem_op(line(**PROMISE), kolommen=PROMISES)

    report = neem_op(line(**PROMISE, reden="nee"), kolommen=PROMISES)

    assert dict(report.nieuw) == {"verwachting": 1}
    assert neem_op(line(**PROMISE, reden="nee"), kolommen=PROMISES).nieuw == {}


def test_a_promise_is_not_rewritten_once_its_day_has_come(town, neem_op):
    neem_op(line(**PROMISE), kolommen=PROMISES)
    surer = PROMISE | {"geboren": "90"}
    kolommen = PROMISES.replace('trede = "trede"\nbekend_op = "begin"', "")

    report = neem_op(line(**surer), kolommen=kolommen)

    assert [(f.regel, f.kolom) for f in report.faults] == [(2, "einde")]
    assert known_at(town, town.clock()).verwachtingen[0].kans == 70


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"geboren": "170"}, ("geboren", texts.KANS_FOUT)),
        ({"trede": "9"}, ("trede", texts.TREDE_FOUT)),
        ({"aanpak": ""}, ("aanpak", texts.IMPORT_VELD_NODIG.format(
            veld="aanpak", onderdeel="inzet"))),
        ({"einde": "", "geboren": "", "reden": "ja"}, ("reden", texts.IMPORT_ZONDER_VERWACHTING)),
        ({"reden": "", "naam": "Wist ik"}, ("bekend", texts.UITKOMST_ZONDER_DATUM)),
        ({"reden": "ja", "naam": "BSN 111222333"},
         ("naam", texts.BSN.format(label="De toelichting"))),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_promise_is_named_by_its_column(neem_op, cells, fault):
    report = neem_op(line(**(PROMISE | cells)), kolommen=PROMISES)

    assert [(f.kolom, f.tekst) for f in report.faults] == [fault]


def test_a_promise_without_an_inzet(neem_op):
    kolommen = PROMISES.replace('aanpak = "aanpak"\nstartdatum = "begin"', 'aanpak = "aanpak"')
    cells = PROMISE | {"aanpak": ""}

    report = neem_op(line(**cells), kolommen=kolommen)

    assert found(report) == [(2, "einde", texts.IMPORT_ZONDER_INZET)]


# Each section its own moment


def test_what_is_known_of_a_person_is_not_known_before_the_line_says_so(town, neem_op):
    """The inzet was known in January; name, year of birth and note only with the line."""
    kolommen = KOLOMMEN.replace("[inzet]", '[inzet]\nbekend_op = "begin"').replace(
        "[plan]", '[plan]\nbekend_op = "begin"'
    )
    person = {"geboren": "1985", "naam": "Sam", "trede": "2", "noot": "Ja", "uren": "3"}
    neem_op(line(aanpak="werk_fit", begin="10-01-2026", **person), kolommen=kolommen)

    then, now = known_at(town, january(12)), known_at(town, town.clock())

    assert [i.aanpak for i in then.inzetten] == ["werk_fit"]
    assert (then.klant.geboortejaar, then.koppel.naam) == (None, "")
    assert (then.diagnoses, then.aanvullingen) == ((), ())
    assert (now.klant.geboortejaar, now.koppel.naam, len(now.aanvullingen)) == (1985, "Sam", 2)


def test_a_topping_is_known_with_what_it_is_on(town, neem_op):
    kolommen = (
        KOLOMMEN.replace("[diagnose]", '[diagnose]\nbekend_op = "begin"')
        .replace('code = "uren"\nnaam = "Uren werk"', 'code = "punten"\nnaam = "Punten"')
        .replace('bij = "casus"', 'bij = "diagnose"')
        .replace('startdatum = "begin"', 'startdatum = "start"')
    )
    neem_op(line(trede="2", begin="10-01-2026", uren="7", noot="Later"), kolommen=kolommen)

    (early,) = known_at(town, january(12)).aanvullingen

    assert (early.bij, dict(early.waarden)) == ("diagnose", {"punten": 7})


def test_a_section_without_its_moment_is_a_fault(neem_op):
    kolommen = KOLOMMEN.replace("[diagnose]", '[diagnose]\nbekend_op = "begin"')

    report = neem_op(line(trede="2"), line(klant="K-2"), kolommen=kolommen)

    assert found(report) == [(2, "begin", texts.IMPORT_BEKEND_LEEG)]


def test_what_was_known_today_was_not_known_later_than_now(town, neem_op):
    neem_op(line(bekend="02-03-2026"))
    casus = town.store().caseload()[0].casus_id

    (version,) = town.store().geschiedenis(casus, "casus", casus)

    assert version.bekend_op == town.clock()


def test_a_moment_of_the_clock(town, neem_op):
    neem_op(line(bekend="01-02-2026 14:30"))
    casus = town.store().caseload()[0].casus_id

    (version,) = town.store().geschiedenis(casus, "casus", casus)

    assert version.bekend_op == datetime(2026, 2, 1, 13, 30, tzinfo=UTC)


@pytest.mark.parametrize("moment", ["01-01-0001 00:05", "31-12-1899"])
def test_a_moment_before_anybody_knew_anything(neem_op, moment):
    assert found(neem_op(line(bekend=moment))) == [(2, "bekend", texts.CEL_GEEN_DATUM)]


def test_a_fixed_moment_in_the_future_refuses_the_file(neem_op):
    kolommen = KOLOMMEN.replace('bekend_op = "bekend"', "bekend_op = { vast = 2030-01-01 }")

    with pytest.raises(InvalidFile) as caught:
        neem_op(line(), kolommen=kolommen)

    assert texts.IMPORT_BEKEND_TOEKOMST in str(caught.value)


# Earlier and later files


def test_what_was_known_earlier_comes_in_later_and_the_present_stays(town, neem_op):
    neem_op(line(trede="3", bekend="10-02-2026"))
    neem_op(line(trede="2", bekend="01-02-2026"))
    again = neem_op(line(trede="2", bekend="01-02-2026"), line(trede="3", bekend="10-02-2026"))

    assert known_at(town, datetime(2026, 2, 5, tzinfo=UTC)).huidig.diagnose.trede == 2
    assert known_at(town, town.clock()).huidig.diagnose.trede == 3
    assert (again.slecht, dict(again.nieuw)) == (0, {})


def test_a_fact_from_before_what_is_known_still_holds(town, neem_op):
    """The later file came in first and knew less: the rest is as the earlier one says."""
    neem_op(line(trede="3", naam="Sam", bekend="10-02-2026"))
    neem_op(line(trede="2", naam="Kim", geboren="1985", uren="3", noot="Ja"))

    early, now = known_at(town, january(30) + timedelta(days=4)), known_at(town, town.clock())

    assert (early.klant.geboortejaar, early.koppel.naam, early.huidig.diagnose.trede) == (
        1985, "Kim", 2,
    )  # fmt: skip
    assert (now.klant.geboortejaar, now.koppel.naam, now.huidig.diagnose.trede) == (1985, "Sam", 3)
    assert town.store().caseload(zoek="sam") != []
    assert town.store().caseload(zoek="kim") == []


def test_a_fact_from_before_a_persons_version_leaves_what_that_person_wrote(town, neem_op):
    neem_op(line(trede="2", uren="3"))
    dossier = known_at(town, town.clock())
    mine = replace(dossier.huidig.diagnose, duiding="Van Anna", trede=4)
    extra = replace(dossier.aanvullingen[0], waarden={})
    town.store().save(dossier.casus.id, [mine, extra], gezien=dossier.versies)
    town.clock.move(hours=1)

    kolommen = KOLOMMEN.replace('trede = "trede"', 'trede = "trede"\ngroeipotentieel = "reden"')
    kolommen = kolommen.replace('uitstroomreden = "reden"', "")
    report = neem_op(line(trede="3", reden="5", uren="4", bekend="05-02-2026"), kolommen=kolommen)

    diagnose = known_at(town, town.clock()).huidig.diagnose
    assert found(report) == []
    assert (diagnose.duiding, diagnose.trede, diagnose.groeipotentieel) == ("Van Anna", 4, 5)
    assert known_at(town, town.clock()).aanvullingen[0].waarden == {}


def test_a_fact_that_does_not_go_with_what_came_after_it_stays_in_the_past(town, neem_op):
    """It would have ended before its start of now."""
    kolommen = (
        KOLOMMEN.replace('geboortejaar = "geboren"', "")
        .replace('[einde]\neinddatum = "einde"\nuitstroomreden = "reden"', "")
        .replace(
            'startdatum = "begin"',
            'sleutel = "uren"\nstartdatum = "begin"\neinddatum = "geboren"\neinde = "reden"',
        )
    )
    inzet = {"aanpak": "werk_fit", "uren": "7"}
    neem_op(line(**inzet, begin="10-02-2026", bekend="20-02-2026"), kolommen=kolommen)

    report = neem_op(
        line(**inzet, begin="10-01-2026", geboren="25-01-2026", reden="afgerond"),
        kolommen=kolommen,
    )

    then, now = known_at(town, datetime(2026, 2, 3, tzinfo=UTC)), known_at(town, town.clock())
    assert found(report) == []
    assert then.inzetten[0].einddatum == date(2026, 1, 25)
    assert (now.inzetten[0].startdatum, now.inzetten[0].einddatum) == (date(2026, 2, 10), None)


def test_a_clock_that_was_turned_back_hides_nothing(town, neem_op, casus_id, bewaar):
    """Anna's diagnose has an earlier moment than the casus it is in."""
    from vakmeten.domain.diagnose import Diagnose

    town.clock.move(hours=-2)
    bewaar(town.store(), casus_id, Diagnose)
    town.clock.move(hours=4)
    kolommen = KOLOMMEN.replace('bekend_op = "bekend"', "")

    report = neem_op(line(klant="K-100001", start="02-03-2026", trede="2"), kolommen=kolommen)

    assert (found(report), dict(report.nieuw)) == ([], {})


def test_nothing_is_known_of_a_typed_casus_before_it_was_typed(town, neem_op, casus_id):
    start = {"klant": "K-100001", "start": "02-03-2026"}
    kolommen = KOLOMMEN.replace('startdatum = "start"', "")

    report = neem_op(line(**start, bekend="01-02-2026", geboren="1985"), kolommen=kolommen)

    assert found(report) == [(2, "", texts.IMPORT_VOOR_CASUS)]
    with pytest.raises(AccessDenied):
        town.store().casus(casus_id, peildatum=datetime(2026, 2, 5, tzinfo=UTC))


def test_an_end_from_before_a_person_went_on_closes_nothing(town, neem_op, bewaar):
    from vakmeten.domain.uitvoering import Contact

    neem_op(line())
    casus = town.store().caseload()[0].casus_id
    bewaar(town.store(), casus, Contact)
    town.clock.move(days=1)

    report = neem_op(line(einde="03-02-2026", reden="arbeid", bekend="10-02-2026"))

    assert found(report) == [(2, "einde", texts.IMPORT_EINDE_NA_WERK)]
    assert town.store().casus(casus).casus.loopt
