"""What vakmeten does not record is refused, by the name of a column and by what is in it."""

from __future__ import annotations

from datetime import date

import pytest

from vakmeten import texts
from vakmeten.domain.checks import passes_elfproef
from vakmeten.errors import InvalidFile
from vakmeten.storage.importing.refused import refuse_columns
from vakmeten.storage.importing.sheet import Line

BSNS = [n for n in range(123_456_000, 123_457_000) if passes_elfproef(str(n))]
SHORT = [n for n in range(12_345_000, 12_346_000) if passes_elfproef(f"0{n}")]


def refusal(kolommen, *rows):
    with pytest.raises(InvalidFile) as caught:
        refuse_columns(kolommen, [Line(i, cells) for i, cells in enumerate(rows, start=2)])
    return str(caught.value)


def column(values, kolom="nummer"):
    """A second column with these values."""
    return ("klantnummer", kolom), [Line(i, (f"K{i}", value)) for i, value in enumerate(values)]


@pytest.mark.parametrize(
    ("wat", "names"),
    [
        (
            texts.WAT_BSN,
            (
                "bsn|BSN|Bsn-nummer|bsnnummer|bsn partner|klantBSN|PartnerBSN_2|burgerservicenummer"
                "|Burger Service Nummer|sofinummer|sofi-nr|SOFI"
            ),
        ),
        (texts.WAT_NATIONALITEIT, "nationaliteit|Nationaliteiten|tweede_nationaliteit|nationality"),
        (
            texts.WAT_AFKOMST,
            (
                "afkomst|herkomst|land van herkomst|herkomstland|Herkomst_ouders|etniciteit"
                "|ETNICITEIT|etnische groep|geboorteland|geboorteland_moeder|geboorte land"
                "|migratieachtergrond|migratie-achtergrond|ras|Ras klant|race|ethnicity|black|hisp"
                "|hispanic|Étnicité|country of birth|herkomst data land van geboorte"
            ),
        ),
        (texts.WAT_GELOOF, "geloof|geloofsovertuiging|religie|Religieus|religion|godsdienst"),
    ],
)
def test_a_column_is_refused_by_its_name(wat, names):
    for name in names.split("|"):
        assert refusal(("x", name)) == texts.KOLOM_GEWEIGERD.format(kolom=f"'{name}'", wat=wat)


@pytest.mark.parametrize(
    "name",
    [
        *("terras", "grasmaaier", "rasp", "traceren", "blackout", "clubsnack", "sofia"),
        *("herkomst aanmelding", "herkomst_verwijzing", "herkomstmelding", "aanmeldingsherkomst"),
        *("afkomstig van team", "geloof in eigen kunnen", "geloofwaardigheid", "geloofde"),
        *("internationaliteit", "geboortejaar", "uitstroomreden", "reden", "data_id"),
    ],
)
def test_a_word_within_another_word_or_with_another_sense_stays(name):
    refuse_columns((name,), [])


WAYS = [
    *(str, float, int, "{}.0".format, "{},00".format, "'{}".format, " {} ".format),
    lambda n: f"{n:,}".replace(",", "."),
    lambda n: f"{n:,}".replace(",", " "),
    lambda n: f"{str(n)[:4]} {str(n)[4:6]} {str(n)[6:]}",
]


@pytest.mark.parametrize("written", WAYS)
@pytest.mark.parametrize("bsns", [BSNS, SHORT])
def test_a_column_is_refused_by_its_values(written, bsns):
    kolommen, lines = column([written(n) for n in bsns])

    with pytest.raises(InvalidFile) as caught:
        refuse_columns(kolommen, lines)

    assert str(caught.value) == texts.KOLOM_MET_BSN.format(kolom="'nummer'")


def test_half_of_the_values_is_not_enough_and_more_is():
    refuse_columns(*column([*BSNS[:50], *["x"] * 50]))
    with pytest.raises(InvalidFile):
        refuse_columns(*column([*BSNS[:51], *["x"] * 50]))


def test_empty_cells_do_not_count():
    with pytest.raises(InvalidFile):
        refuse_columns(*column(["", "  ", BSNS[0]] * 1_000))


def test_only_the_first_thousand_values_are_asked():
    refuse_columns(*column(["x"] * 1_000 + BSNS * 20))


@pytest.mark.parametrize(
    "values",
    [
        range(123_456_000, 123_457_000),
        range(10_000_000, 10_001_000),
        ["01-09-2024", "2024-09-01", 20240901, date(2024, 9, 1)],
        [f"{day:02}-{month:02}-1976" for day in range(1, 29) for month in range(1, 13)],
        [True, False, 0, 0.5, 12],
        ["000000000", "00000000", 0],
        [f"06{n}" for n in SHORT],
        [f"{n}{n}" for n in BSNS],
    ],
)
def test_other_numbers_and_days_stay(values):
    refuse_columns(*column(values))


@pytest.mark.parametrize("day", ["01-01-1976", "1976-01-01", "19760101", 19760101])
@pytest.mark.parametrize("shift", range(11))
def test_one_day_on_every_line_is_no_bsn(day, shift):
    """Of eleven such days one passes the elfproef as a number of eight digits."""
    text = str(day).replace("01", f"{shift + 1:02}", 1)
    refuse_columns(*column([int(text) if isinstance(day, int) else text] * 10))


def test_a_header_that_holds_a_number_of_a_person_is_not_repeated():
    assert refusal(("x", f"bsn {BSNS[0]}")) == texts.KOLOM_GEWEIGERD.format(
        kolom="2", wat=texts.WAT_BSN
    )
    assert refusal(("123.456.782",), *[(n,) for n in BSNS]) == texts.KOLOM_MET_BSN.format(kolom="1")


def test_a_long_name_is_cut_and_braces_are_kept():
    assert f"'bsn {{x}} {'y' * 52}'" in refusal(("bsn {x} " + "y" * 100,))
