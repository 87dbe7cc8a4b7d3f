"""What each role may do, written out; what is not listed is denied."""

from __future__ import annotations

import pytest

from vakmeten.access import RIGHTS, ROLLEN, Handeling, Rol, Scope, User, may, scope_of

FRAMES = {"catalogus_lezen", "frame_lezen"}
READS = FRAMES | {"caseload_lezen", "casus_lezen"}
WRITES = {"casus_openen", "casus_schrijven", "concept"}
MATRIX = {
    "klantmanager": READS | WRITES,
    "teammanager": READS,
    "beheerder": set(),
    "analist": FRAMES,
}


def user(rol: str) -> User:
    return User(naam="anna", weergavenaam="Anna", rol=rol, team="noord")


@pytest.mark.parametrize("rol", MATRIX)
@pytest.mark.parametrize("handeling", list(Handeling))
def test_each_role_may_what_the_matrix_says_and_no_more(rol, handeling):
    assert may(user(rol), handeling) is (handeling.value in MATRIX[rol])


def test_the_matrix_knows_every_role_and_every_deed():
    assert set(MATRIX) == {rol.value for rol in Rol} == {rol.value for rol in RIGHTS}
    assert {handeling.value for handeling in Handeling} == READS | WRITES


@pytest.mark.parametrize("rol", ["", "directeur", "KLANTMANAGER"])
def test_an_unknown_role_may_nothing(rol):
    assert not any(may(user(rol), handeling) for handeling in Handeling)


def test_the_scope_is_the_own_casussen_and_those_of_the_team():
    for rol in ("klantmanager", "teammanager", "beheerder", "directeur"):
        assert scope_of(user(rol)) == Scope(klantmanager="anna", team="noord", alles=False)


def test_the_scope_of_an_analist_is_everything_and_no_person_can_be_given_that_role():
    assert scope_of(user("analist")).alles
    assert {rol.value for rol in ROLLEN} == set(MATRIX) - {"analist"}
