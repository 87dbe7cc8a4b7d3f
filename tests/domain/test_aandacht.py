"""What asks for attention first on a line of the caseload."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import combinations

import pytest

from vakmeten.domain.caseload import Aanleiding, CaseloadRegel, aandacht
from vakmeten.domain.codes import Stap

VANDAAG = date(2026, 3, 2)
GISTEREN, VOLGENDE_WEEK = VANDAAG - timedelta(days=1), VANDAAG + timedelta(days=7)
RUSTIG = {
    "casus_id": "c",
    "klantnummer": "K-1",
    "klantmanager": "anna",
    "team": "noord",
    "startdatum": date(2025, 1, 1),
    "ronde": 1,
    "ronde_sinds": VANDAAG - timedelta(days=10),
    "stap": Stap.UITVOERING,
    "laatste_contact": VANDAAG,
}
# Each thing alone, in the order in which they press.
LATE = {
    Aanleiding.VERWACHTING: {"verwachting": GISTEREN},
    Aanleiding.AFSPRAAK: {"afspraak": GISTEREN},
    Aanleiding.GEEN_CONTACT: {"laatste_contact": VANDAAG - timedelta(days=31)},
    Aanleiding.GEEN_DIAGNOSE: {
        "stap": Stap.DIAGNOSE,
        "ronde_sinds": VANDAAG - timedelta(days=15),
    },
}
SOON = {
    Aanleiding.VERWACHTING: {"verwachting": VOLGENDE_WEEK},
    Aanleiding.AFSPRAAK: {"afspraak": VANDAAG},
    Aanleiding.GEEN_DIAGNOSE: {"stap": Stap.DIAGNOSE},
    Aanleiding.GEEN_PLAN: {"stap": Stap.PLAN},
    Aanleiding.CONCEPT: {"concept_op": datetime(2026, 3, 1, 12, tzinfo=UTC)},
}


def first(**fields: object) -> tuple[Aanleiding, bool] | None:
    found = aandacht(CaseloadRegel(**(RUSTIG | fields)), VANDAAG, 30)  # type: ignore[arg-type]
    return None if found is None else (found.aanleiding, found.laat)


def test_a_casus_in_which_nothing_is_due_asks_for_nothing():
    assert first() is None
    assert first(verwachting=VOLGENDE_WEEK + timedelta(days=1)) is None
    assert first(laatste_contact=VANDAAG - timedelta(days=30)) is None


def test_a_closed_casus_asks_for_nothing():
    assert first(**LATE[Aanleiding.VERWACHTING], einddatum=VANDAAG) is None


@pytest.mark.parametrize("why", LATE)
def test_late_is_said(why):
    assert first(**LATE[why]) == (why, True)


@pytest.mark.parametrize("why", SOON)
def test_soon_is_said(why):
    assert first(**SOON[why]) == (why, False)


@pytest.mark.parametrize(("why", "other"), list(combinations(LATE, 2)))
def test_of_two_that_are_late_the_more_pressing_comes_first(why, other):
    assert first(**(LATE[other] | LATE[why])) == (why, True)


@pytest.mark.parametrize("late", [w for w in LATE if w is not Aanleiding.GEEN_DIAGNOSE])
def test_what_is_late_comes_before_what_is_soon(late):
    for why, fields in SOON.items():
        if why is not late:
            assert first(**(fields | LATE[late])) == (late, True)


def test_without_any_contact_the_days_count_from_the_start():
    start = VANDAAG - timedelta(days=31)

    assert first(laatste_contact=None, startdatum=start) == (Aanleiding.GEEN_CONTACT, True)
    found = aandacht(
        CaseloadRegel(**(RUSTIG | {"laatste_contact": None, "startdatum": start})),  # type: ignore[arg-type]
        VANDAAG,
        30,
    )
    assert found is not None
    assert found.datum == start
