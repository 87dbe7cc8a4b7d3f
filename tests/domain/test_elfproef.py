"""A burgerservicenummer is refused wherever it is typed; what only looks a bit like one is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vakmeten.domain.checks import holds_bsn, passes_elfproef


@pytest.mark.parametrize(
    "text",
    [
        "123456782",
        "123 456 782",
        "1234.56.782",
        "Haar nummer is 123456782.",
        "op 5 mei: 123456782",
        "K123456782",
        "١٢٣٤٥٦٧٨٢",
    ],
)
def test_nine_digits_that_pass_are_found(text):
    assert holds_bsn(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "123456789",  # fails the elfproef
        "000000000",
        "1234567820",
        "12345678",
        "+31 612345678",  # 612345678 would pass
        "+31 6 1234 5678",
        "06 12345678",
        "2026-123456782",
        "€ 1.234.567,82",
    ],
)
def test_a_telephone_an_amount_or_a_reference_is_no_bsn(text):
    assert not holds_bsn(text)


@given(st.text("0123456789", max_size=11))
def test_the_elfproef_is_the_weighted_sum(digits):
    """A second way to work it out: the digits as a number, the last one subtracted."""
    expected = len(digits) == 9 and int(digits) != 0
    if expected:
        total = sum((9 - i) * int(digits[i]) for i in range(8)) - int(digits[8])
        expected = total % 11 == 0
    assert passes_elfproef(digits) is expected


@given(st.integers(10_000_000, 99_999_999))
def test_at_most_one_last_digit_passes(first_eight):
    passing = [d for d in "0123456789" if passes_elfproef(f"{first_eight}{d}")]

    assert len(passing) <= 1
    assert all(holds_bsn(f"nr {first_eight}{d}") for d in passing)
