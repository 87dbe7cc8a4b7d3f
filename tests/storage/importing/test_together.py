"""Lines that belong together: one casus on many lines, its end, its toppings."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from fixtures.import_files import HEAD, KOLOMMEN, LEAST, line

from vakmeten import texts
from vakmeten.domain.verloop import sluit_af
from vakmeten.errors import InvalidFile


def found(report) -> list[tuple[int, str, str]]:
    return [(fault.regel, fault.kolom, fault.tekst) for fault in report.faults]


def the_casus(town, klantnummer: str = "K-1") -> Any:
    """The only casus of a klant, as its klantmanager reads it."""
    store = town.store()
    (casus,) = [c for c in store.caseload(gesloten=True) if c.klantnummer == klantnummer]
    return store.casus(casus.casus_id)


def test_a_bad_line_of_a_casus_that_ended_goes_in_once_it_is_mended(town, neem_op):
    """The other line closed the casus: what the mended one tells was before that."""
    kolommen = KOLOMMEN.replace('bekend_op = "bekend"', "")
    ended = line(aanpak="werk_fit", begin="10-01-2026", einde="30-01-2026", reden="11")
    wrong, right = (line(trede=trede, aanpak="nazorg", begin="20-01-2026") for trede in "92")
    neem_op(ended, wrong, kolommen=kolommen)
    town.clock.move(days=1)

    report = neem_op(ended, right, kolommen=kolommen)

    dossier = the_casus(town)
    assert (found(report), report.goed) == ([], 2)
    assert ({i.aanpak for i in dossier.inzetten}, dossier.huidig.diagnose.trede) == (
        {"werk_fit", "nazorg"}, 2,
    )  # fmt: skip
    assert (dossier.casus.einddatum, dossier.huidig.ronde.loopt) == (date(2026, 1, 30), False)
    assert neem_op(ended, right, kolommen=kolommen).nieuw == {}


@pytest.mark.parametrize(
    ("cells", "kinds"),
    [
        ({"einde": "25-01-2026", "reden": "11"}, {"ronde": 1, "casus": 1}),
        ({"einde": "31-01-2026", "reden": "11"}, {"ronde": 1, "casus": 1}),
        ({"einde": "30-01-2026", "reden": "98"}, {"casus": 1}),
        ({"reden": "98"}, {"casus": 1}),
    ],
)
def test_a_file_corrects_the_end_that_a_file_gave(town, neem_op, cells, kinds):
    neem_op(line(einde="30-01-2026", reden="11"))

    report = neem_op(line(**cells, bekend="01-03-2026"))

    casus, ronde = the_casus(town).casus, the_casus(town).huidig.ronde
    assert (found(report), dict(report.nieuw)) == ([], kinds)
    assert casus.einddatum == ronde.einddatum
    assert f"{casus.einddatum:%d-%m-%Y}" == cells.get("einde", "30-01-2026")


def test_a_casus_that_a_person_closed_takes_no_more_work(town, neem_op, casus_id):
    store = town.store()
    dossier = store.casus(casus_id)
    store.save(
        casus_id,
        sluit_af(dossier, None, town.clock().date(), "onbekend"),
        gezien=dossier.versies,
    )
    town.clock.move(days=1)

    report = neem_op(line(klant="K-100001", start="02-03-2026", trede="2", bekend="03-03-2026"))

    assert found(report) == [(2, "", texts.CASUS_GESLOTEN)]


def test_very_many_lines_with_one_klantnummer_are_a_mistake_in_the_mapping(neem_op, monkeypatch):
    monkeypatch.setattr("vakmeten.storage.importing.importer.REGELS_A_KLANT", 2)

    report = neem_op(line(), line(), line(), line(klant="K-2"))

    te_veel = texts.IMPORT_TE_VEEL.format(aantal=2)
    assert (found(report), report.goed) == ([(n, "klant", te_veel) for n in (2, 3, 4)], 1)


def test_a_klant_with_very_many_bad_lines_is_soon_done(neem_op):
    """Each adds an inzet and then lacks what its topping is on: begun anew after each one, a
    thousand of them would take minutes."""
    kolommen = KOLOMMEN.replace('bij = "casus"', 'bij = "evaluatie"')
    days = [date(2025, 1, 1) + timedelta(days=n) for n in range(60)]
    cells = {"start": "01-01-2025", "aanpak": "werk_fit", "uren": "3"}
    lines = [line(**cells, begin=f"{day:%d-%m-%Y}") for day in days]

    report = neem_op(*lines, line(start="01-01-2025"), kolommen=kolommen, proef=True)

    assert (report.goed, report.slecht) == (1, 60)
    assert {f.tekst for f in report.faults} == {texts.IMPORT_TOPPING_ZONDER}


def test_each_kind_of_topping(town, neem_op):
    soorten = {"datum": "05-01-2026", "ja_nee": "Ja", "keuze": " A2 ", "geheel": "", "getal": "1,5"}
    extra = "".join(
        f'[[topping]]\nkolom = "k_{soort}"\ncode = "k_{soort}"\nnaam = "K"\nsoort = "{soort}"\n'
        'bij = "casus"\n' + ('keuzes = ["A1", "A2"]\n' if soort == "keuze" else "")
        for soort in soorten
    )
    rows = [soorten, dict.fromkeys(soorten, ""), dict.fromkeys(soorten, "7")]
    lines = [";".join((line(klant=f"K-{n}"), *row.values())) for n, row in enumerate(rows, start=1)]
    head = (*HEAD, *(f"k_{soort}" for soort in soorten))

    report = neem_op(*lines, kolommen=KOLOMMEN + extra, head=head)

    assert [(f.regel, f.kolom) for f in report.faults] == [
        (4, "k_datum"), (4, "k_ja_nee"), (4, "k_keuze"),
    ]  # fmt: skip
    assert the_casus(town).aanvullingen[0].waarden == {
        "k_datum": "2026-01-05", "k_ja_nee": True, "k_keuze": "A2", "k_getal": 1.5,
    }  # fmt: skip
    assert the_casus(town, "K-2").aanvullingen == ()


def test_more_different_values_than_are_remembered(town, neem_op, monkeypatch):
    monkeypatch.setattr("vakmeten.storage.importing.readers.MEMO", 1)

    neem_op(*(line(klant=f"K-{n}", uren=str(n)) for n in range(4)))

    assert [dict(the_casus(town, f"K-{n}").aanvullingen[0].waarden) for n in range(4)] == [
        {"uren": n} for n in range(4)
    ]


def test_two_values_that_mean_one_klant_come_together(town, neem_op):
    kolommen = KOLOMMEN.replace(
        'klantnummer = "klant"',
        'klantnummer = { kolom = "klant", waarden = { "a" = "K-1", "b" = "K-1" } }',
    )

    report = neem_op(line(klant="a", geboren="1985"), line(klant="b", uren="3"), kolommen=kolommen)

    assert (report.goed, dict(report.nieuw)["klant"]) == (2, 1)
    assert (the_casus(town).klant.geboortejaar, len(the_casus(town).aanvullingen)) == (1985, 1)


def test_lines_without_a_start_go_to_the_casus_that_another_line_opens(town, neem_op):
    alone = [line(start="", uren="3"), line()]
    several = [line(klant="K-2", start=start) for start in ("05-01-2026", "12-01-2026", "")]

    report = neem_op(*alone, *several)

    assert found(report) == [(6, "start", texts.IMPORT_CASUS_WELKE)]
    assert the_casus(town).aanvullingen[0].waarden == {"uren": 3}


def test_which_casus_is_meant_does_not_hang_on_which_lines_are_good(neem_op):
    """The second casus is named by a line that turns out bad; the first line is still unclear."""
    lines = [line(start="", geboren="1985"), line(), line(start="12-01-2026", einde="30-01-2026")]

    report = neem_op(*lines)

    assert found(report) == [
        (2, "start", texts.IMPORT_CASUS_WELKE), (4, "reden", texts.EINDE_ZONDER_REDEN),
    ]  # fmt: skip
    assert found(neem_op(*lines)) == found(report)


def test_a_line_without_a_sleutel_is_about_the_casus_of_that_day(town, neem_op):
    kolommen = KOLOMMEN.replace('startdatum = "start"', 'startdatum = "start"\nsleutel = "begin"')
    kolommen = kolommen.replace('startdatum = "begin"', "")
    same = [line(begin="D-1", geboren="1985"), line(uren="3")]
    unclear = [line(klant="K-2", begin=name) for name in ("D-1", "D-2", "")]

    report = neem_op(*same, *unclear, kolommen=kolommen)

    assert found(report) == [(6, "start", texts.IMPORT_CASUS_WELKE)]
    assert the_casus(town).aanvullingen[0].waarden == {"uren": 3}
    again = neem_op(*same, *unclear, kolommen=kolommen)
    assert (found(again), again.nieuw) == (found(report), {})


def test_a_topping_goes_with_its_record_on_the_line(town, neem_op):
    """On each kind of record that a file can bring; without that record it is a fault."""
    soorten = ("klant", "casus", "ronde", "diagnose", "plan", "inzet", "verwachting", "evaluatie")
    extra = "".join(
        f'[[topping]]\nkolom = "k_{bij}"\ncode = "k_{bij}"\nnaam = "K"\nsoort = "geheel"\n'
        f'bij = "{bij}"\n'
        for bij in soorten
    )
    more = (
        '[verwachting]\nwat = { vast = "Werk" }\ndatum = "v"\nkans = { vast = 70 }\n'
        '[evaluatie]\ndatum = "e"\ntrede = { vast = 3 }\n'
    )
    head = (*HEAD, "v", "e", *(f"k_{bij}" for bij in soorten))
    full = {**LEAST, "trede": "2", "aanpak": "werk_fit", "begin": "05-01-2026", "v": "01-07-2026",
            "e": "01-02-2026", **{f"k_{bij}": str(n) for n, bij in enumerate(soorten)}}  # fmt: skip
    bare = {**LEAST, "klant": "K-2"}
    rows = [full, *({**bare, f"k_{bij}": "7"} for bij in soorten)]
    lines = [";".join(row.get(name, "") for name in head) for row in rows]

    report = neem_op(*lines, kolommen=KOLOMMEN + more + extra, head=head)

    zonder = [(n, f"k_{soorten[n - 3]}", texts.IMPORT_TOPPING_ZONDER) for n in (6, 7, 8, 9, 10)]
    assert found(report) == zonder
    by = {a.bij.value: (a.record_id, dict(a.waarden)) for a in the_casus(town).aanvullingen}
    assert {bij: waarden for bij, (_, waarden) in by.items()} == {
        bij: {f"k_{bij}": n} for n, bij in enumerate(soorten)
    }
    assert by["inzet"][0] == the_casus(town).inzetten[0].id
    assert by["verwachting"][0] == the_casus(town).verwachtingen[0].id


def test_a_name_that_two_aanpakken_share_names_neither(neem_op):
    kolommen = KOLOMMEN + '[[aanpak]]\ncode = "eigen"\nnaam = "Werk fit"\ncategorie = "Eigen"\n'

    report = neem_op(
        line(aanpak="Werk fit", begin="10-01-2026"),
        line(klant="K-2", aanpak="eigen", begin="10-01-2026"),
        kolommen=kolommen,
    )

    assert found(report) == [(2, "aanpak", texts.IMPORT_AANPAK)]


def test_a_topping_in_another_unit_or_with_other_choices_is_another_topping(town, neem_op):
    neem_op(line(uren="3"))

    with pytest.raises(InvalidFile) as caught:
        neem_op(line(uren="3"), kolommen=KOLOMMEN.replace("uur per week", "uur per maand"))

    assert str(caught.value) == texts.TOPPING_ANDERS.format(label="uren")


def test_nothing_is_defined_by_a_file_of_which_nothing_went_in(town, neem_op):
    """Else the soort of a topping, once wrong in the mapping, could never be mended."""
    neem_op(line(uren="1,5"), kolommen=KOLOMMEN.replace('"getal"', '"geheel"'))

    report = neem_op(line(uren="1,5"))

    assert report.slecht == 0
    assert [t.soort for t in town.store().toppings() if t.code == "uren"] == ["getal"]


def test_a_column_may_be_spelled_in_two_ways(neem_op):
    kolommen = KOLOMMEN.replace('datum = { kolom = "start" }', 'datum = "START "')

    assert found(neem_op(line(), line(klant="K-2", aanpak="werk_fit"), kolommen=kolommen)) == []


def test_a_value_that_is_not_in_the_translation_is_named(neem_op):
    kolommen = KOLOMMEN.replace(
        'uitstroomreden = "reden"',
        'uitstroomreden = { kolom = "reden", waarden = { "w" = "arbeid", "" = "onbekend" } }',
    )

    report = neem_op(
        line(), line(klant="K-2", einde="30-01-2026"), line(klant="K-3", reden="x"),
        kolommen=kolommen,
    )  # fmt: skip

    assert found(report) == [(4, "reden", texts.IMPORT_NIET_VERTAALD)]
