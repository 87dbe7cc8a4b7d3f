"""The town itself: teams, accounts, its own catalogue, and the bank of names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from vakmeten.domain.aanpak import Aanpak
from vakmeten.samples.draws import Draws
from vakmeten.samples.effecten import read_stad_file


@cache
def _source() -> dict[str, Any]:
    return read_stad_file("stad.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A team of klantmanagers."""

    code: str
    naam: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody who can sign in. rol: klantmanager, teammanager or beheerder (who has no team)."""

    login: str
    naam: str
    rol: str
    team: str | None = None


@cache
def read_teams() -> tuple[Team, ...]:
    """The three teams."""
    return tuple(Team(code=row["code"], naam=row["naam"]) for row in _source()["team"])


@cache
def read_accounts() -> tuple[Account, ...]:
    """By team its klantmanagers (`noord01`...) and teammanager (`tm-noord`); then the beheerder."""
    found = []
    for row in _source()["team"]:
        team = row["code"]
        for number, naam in enumerate(row["klantmanagers"], start=1):
            login = f"{team}{number:02d}"
            found.append(Account(login=login, naam=naam, rol="klantmanager", team=team))
        login, naam = f"tm-{team}", row["teammanager"]
        found.append(Account(login=login, naam=naam, rol="teammanager", team=team))
    return (*found, Account(**_source()["beheerder"], rol="beheerder"))


@cache
def read_klantmanagers() -> tuple[str, ...]:
    """The logins of those who have a caseload."""
    return tuple(a.login for a in read_accounts() if a.rol == "klantmanager")


@cache
def read_aanpakken() -> tuple[Aanpak, ...]:
    """What the town has in its catalogue beside the one that ships with vakmeten."""
    rows = _source()["aanpak"]
    return tuple(Aanpak(**{k: v for k, v in row.items() if k != "duur"}) for row in rows)


@cache
def read_duren() -> dict[str, tuple[int, int]]:
    """Shortest and longest duration in days of each aanpak of the town."""
    return {row["code"]: tuple(row["duur"]) for row in _source()["aanpak"]}


def draw_naam(draws: Draws, geslacht: str) -> str:
    """A made-up name (geslacht "v" or "m"); one in twelve has a surname from another list."""
    lists = _source()["namen"]
    weights = {place: row["gewicht"] for place, row in enumerate(lists)}
    place = draws.weighted(weights)
    other = draws.weighted(weights) if draws.chance(1 / 12) else place
    return f"{draws.pick(lists[place][geslacht])} {draws.pick(lists[other]['achter'])}"
