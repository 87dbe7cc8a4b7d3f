"""The reasons of uitstroom and their codes in the statistics."""

from __future__ import annotations

from vakmeten.domain.uitstroom import BUS_CODES, Uitstroomreden

# Regeling statistiek Participatiewet (BWBR0031830), bijlage 1, kenmerk 34, as it is printed there.
PRINTED = [1, 2, 3, 4, 5, 6, 7, 11, 13, 14, 15, 17, 18, 19, 31, 32, 33, 34, 35, 97, 98]


def test_every_printed_code_is_the_code_of_one_reason():
    assert sorted(BUS_CODES.values()) == [f"{code:02d}" for code in PRINTED]


def test_only_unknown_has_no_code():
    assert set(Uitstroomreden) - set(BUS_CODES) == {Uitstroomreden.ONBEKEND}
