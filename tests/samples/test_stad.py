"""The town itself: people, catalogue and calendar."""

from __future__ import annotations

from collections import Counter
from datetime import date

import numpy as np
import pytest

from vakmeten.access import ROLLEN
from vakmeten.domain.aanpak import read_catalogus
from vakmeten.samples.effecten import read_effecten
from vakmeten.samples.kalender import is_working_day, to_working_days, working_day_before
from vakmeten.samples.stad import read_duren


def test_three_teams_of_sixteen_klantmanagers_with_their_teammanagers(town):
    accounts = town.stad.accounts
    teams = [team.code for team in town.stad.teams]

    assert Counter((a.rol, a.team) for a in accounts) == {
        **{("klantmanager", team): 16 for team in teams},
        **{("teammanager", team): 1 for team in teams},
        ("beheerder", None): 1,
    }
    assert len(teams) == 3
    assert len({a.login for a in accounts}) == len({a.naam for a in accounts}) == 52
    assert {a.rol for a in accounts} == set(ROLLEN)


def test_the_catalogue_of_the_town_stands_beside_the_one_that_ships(town):
    shipped = read_catalogus()
    own = town.stad.aanpakken
    tegels = {a.naam for a in shipped if a.categorie == "Dienstverlening"}

    assert {a.categorie for a in own} <= tegels
    assert {a.code for a in own} & {a.code for a in shipped} == set()
    assert set(read_effecten().aanpakken) <= {a.code for a in own} == set(read_duren())


def test_every_inzet_is_of_the_catalogue_of_the_town(town):
    used = {inzet.aanpak for d in town.dossiers for inzet in d.inzetten}

    assert used == {a.code for a in town.stad.aanpakken}


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 2), True),
        (date(2026, 11, 1), False),  # Sunday
        (date(2026, 4, 6), False),  # Easter Monday
        (date(2024, 5, 9), False),  # Ascension Day
        (date(2025, 6, 9), False),  # Whit Monday
        (date(2026, 4, 27), False),
        (date(2025, 12, 26), False),
        (date(2025, 12, 29), True),
    ],
)
def test_an_office_is_shut_in_weekends_and_on_holidays(day, works):
    assert is_working_day(day) == works
    kept = to_working_days(np.array([np.datetime64(day)]))[0] == np.datetime64(day)
    assert kept == works


def test_the_working_day_before_christmas_and_a_weekend():
    assert working_day_before(date(2026, 12, 28)) == date(2026, 12, 24)
