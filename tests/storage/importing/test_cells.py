"""One cell to a value: what could mean two things is a fault with a sentence of its own."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vakmeten import texts
from vakmeten.storage.importing.cells import (
    CellFault,
    as_code,
    as_date,
    as_moment,
    as_number,
    as_text,
    as_whole,
    as_yes_no,
)
from vakmeten.storage.importing.sheet import Unreadable

DAY = date(2024, 3, 5)
MIDNIGHT = datetime.combine(DAY, time())
AFTERNOON = datetime.combine(DAY, time(14, 30))


def fault(take, *given):
    """The sentence with which a cell is refused."""
    with pytest.raises(CellFault) as caught:
        take(*given)
    return caught.value.tekst


@pytest.mark.parametrize(
    "cell",
    [
        "05-03-2024",
        "5-3-2024",
        "05/03/2024",
        "5.3.2024",
        "2024-03-05",
        " 05-03-2024\xa0",
        DAY,
        MIDNIGHT,
        "2024-03-05 00:00:00.000",
    ],
)
def test_a_day_in_every_notation(cell):
    assert as_date(cell) == DAY
    assert not isinstance(as_date(cell), datetime)


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("30-02-2024", texts.CEL_DAG_BESTAAT_NIET),
        ("29-02-2023", texts.CEL_DAG_BESTAAT_NIET),
        ("12/31/2024", texts.CEL_DAG_BESTAAT_NIET),
        ("00-00-0000", texts.CEL_DAG_BESTAAT_NIET),
        ("05-03-24", texts.CEL_KORT_JAAR),
        ("05-03/2024", texts.CEL_GEEN_DATUM),
        ("5 maart 2024", texts.CEL_GEEN_DATUM),
        ("٠٥-٠٣-٢٠٢٤", texts.CEL_GEEN_DATUM),
        ("05-03-2024 14:30", texts.CEL_DATUM_MET_TIJD),
        (AFTERNOON, texts.CEL_DATUM_MET_TIJD),
        (45356, texts.CEL_GETAL_ALS_DATUM),
        (True, texts.CEL_GETAL_ALS_DATUM),
    ],
)
def test_what_is_no_day_is_refused(cell, sentence):
    assert fault(as_date, cell) == sentence


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("05-03-2024", DAY),
        (MIDNIGHT, DAY),
        ("05-03-2024 14:30", AFTERNOON),
        ("2024-03-05T14:30:00", AFTERNOON),
        ("5/3/2024  14:30:00.0", AFTERNOON),
        (AFTERNOON, AFTERNOON),
    ],
)
def test_a_moment_is_a_day_or_a_day_with_a_time(cell, moment):
    assert as_moment(cell) == moment
    assert type(as_moment(cell)) is type(moment)


@pytest.mark.parametrize("clock", ["25:00", "14:61", "14", "2 uur", "14:30 +01:00"])
def test_a_time_that_is_none_is_refused(clock):
    assert fault(as_moment, f"05-03-2024 {clock}") == texts.CEL_GEEN_TIJD


@given(st.dates())
def test_a_day_comes_back_as_it_was_shown(day):
    assert as_date(as_text(day)) == day


@pytest.mark.parametrize(
    ("cell", "decimaal", "value"),
    [
        ("1.234,56", ",", 1234.56),
        ("9930,05", ",", 9930.05),
        ("1.234", ",", 1234),
        ("1234567", ",", 1234567),
        (" -5 ", ",", -5),
        ("+5", ",", 5),
        ("0,5", ",", 0.5),
        ("1,234.56", ".", 1234.56),
        ("9930.046", ".", 9930.046),
        ("1,234", ".", 1234),
        ("0.30000000000000004", ".", 0.30000000000000004),
        (3, ",", 3),
        (2.5, ",", 2.5),
    ],
)
def test_a_number_by_its_decimal_sign(cell, decimaal, value):
    found = as_number(cell, decimaal)

    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("cell", ["9930.046", "1.5", "1.2345", "0.123", "1,234.56"])
def test_a_number_with_the_other_decimal_sign_says_what_to_set(cell):
    assert fault(as_number, cell, ",") == texts.CEL_ANDER_TEKEN.format(teken=".")


@pytest.mark.parametrize("cell", ["9930,05", "1,5", "0,123", "1.234,56"])
def test_the_same_in_the_mirror(cell):
    assert fault(as_number, cell, ".") == texts.CEL_ANDER_TEKEN.format(teken=",")


@pytest.mark.parametrize(
    "cell",
    [
        "nan",
        "inf",
        "1e5",
        "5-",
        "--5",
        "1..2",
        "1.23.456",
        ",5",
        "5,",
        "x",
        "٣",
        "3²",
        "1_000",
        "0x1",
        "1 234",
        "12%",
        True,
        DAY,
        float("nan"),
        float("inf"),
    ],
)
def test_what_is_no_number_is_refused(cell):
    assert fault(as_number, cell, ",") == texts.CEL_GEEN_GETAL


@pytest.mark.parametrize("cell", ["€ 12,50", "12 euro", "EUR 12"])
def test_an_amount_with_its_currency_is_refused(cell):
    assert fault(as_number, cell, ",") == texts.CEL_EURO


@pytest.mark.parametrize("cell", ["9" * 16, "9" * 5000, "0," + "1" * 18, 10**15, -(10**15)])
def test_a_number_that_would_lose_digits_is_refused(cell):
    assert fault(as_number, cell, ",") == texts.CEL_TE_LANG_GETAL


@given(st.floats(min_value=-1e14, max_value=1e14))
def test_a_float_of_another_system_keeps_every_digit(value):
    written = f"{value:.17f}" if abs(value) < 1e-4 else repr(value)
    if "e" not in written and len(written.strip("-0.").replace(".", "")) <= 17:
        assert as_number(written, ".") == float(written)


@pytest.mark.parametrize(("cell", "value"), [(3, 3), ("3", 3), (3.0, 3), (" -4 ", -4), ("003", 3)])
def test_a_whole_number(cell, value):
    assert as_whole(cell) == value
    assert type(as_whole(cell)) is int


@pytest.mark.parametrize("cell", ["3,0", "3.0", "1.234", 3.5, True, DAY, "³", float("inf"), 1e300])
def test_what_is_no_whole_number_is_refused(cell):
    assert fault(as_whole, cell) == texts.CEL_GEEN_GEHEEL


@pytest.mark.parametrize("cell", ["9" * 16, "9" * 5000, 10**15])
def test_a_whole_number_that_is_too_long_is_refused(cell):
    assert fault(as_whole, cell) == texts.CEL_TE_LANG_GETAL


@pytest.mark.parametrize("cell", ["ja", "J", " Waar ", "TRUE", "1", 1, 1.0, True])
def test_yes(cell):
    assert as_yes_no(cell) is True


@pytest.mark.parametrize("cell", ["nee", "N", "Onwaar", "false", "0", 0, 0.0, False])
def test_no(cell):
    assert as_yes_no(cell) is False


@pytest.mark.parametrize("cell", ["misschien", "x", 2, "jaja", DAY])
def test_neither_yes_nor_no_is_refused(cell):
    assert fault(as_yes_no, cell) == texts.CEL_GEEN_JA_NEE


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  twee\n regels ", "  twee\n regels "),
        (" \n ", ""),
        (3, "3"),
        (3.0, "3"),
        (2.5, "2,5"),
        (0.1 + 0.2, "0,3"),
        (1e20, "1E+20"),
        (True, "WAAR"),
        (False, "ONWAAR"),
        (DAY, "05-03-2024"),
        (MIDNIGHT, "05-03-2024"),
        (AFTERNOON, "05-03-2024 14:30"),
        (AFTERNOON.replace(second=9), "05-03-2024 14:30:09"),
    ],
)
def test_a_text_is_what_excel_shows(cell, text):
    assert as_text(cell) == text


def test_a_text_is_no_number_that_is_none():
    assert fault(as_text, float("nan")) == texts.CEL_GEEN_GETAL


def test_a_code_has_no_spaces_around_it():
    assert as_code(" K-1 ") == "K-1"
    assert as_code(3.0) == "3"


@pytest.mark.parametrize(
    ("take", "empty"),
    [
        (as_date, None),
        (as_moment, None),
        (as_whole, None),
        (as_yes_no, None),
        (as_text, ""),
        (as_code, ""),
        (lambda cell: as_number(cell, ","), None),
    ],
)
def test_an_empty_cell_is_empty_and_an_unreadable_one_says_why(take, empty):
    assert take("") == empty
    assert take("  ") == empty
    assert fault(take, Unreadable(texts.CEL_FORMULE)) == texts.CEL_FORMULE
