"""Who may see and do what. The store asks here every time; what is not listed is denied."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Rol(StrEnum):
    """The roles that exist so far; an `ANALIST` exists only in a pseudonymised export."""

    KLANTMANAGER = "klantmanager"
    TEAMMANAGER = "teammanager"
    BEHEERDER = "beheerder"
    ANALIST = "analist"


class Handeling(StrEnum):
    """What a person can ask of the store."""

    CASELOAD_LEZEN = "caseload_lezen"
    CASUS_LEZEN = "casus_lezen"
    CASUS_OPENEN = "casus_openen"
    CASUS_SCHRIJVEN = "casus_schrijven"
    CONCEPT = "concept"
    CATALOGUS_LEZEN = "catalogus_lezen"
    FRAME_LEZEN = "frame_lezen"


# The roles that a person can be given.
ROLLEN = tuple(rol for rol in Rol if rol is not Rol.ANALIST)

FRAMES = frozenset({Handeling.CATALOGUS_LEZEN, Handeling.FRAME_LEZEN})
READING = FRAMES | {Handeling.CASELOAD_LEZEN, Handeling.CASUS_LEZEN}

RIGHTS: dict[Rol, frozenset[Handeling]] = {
    Rol.KLANTMANAGER: READING
    | {Handeling.CASUS_OPENEN, Handeling.CASUS_SCHRIJVEN, Handeling.CONCEPT},
    Rol.TEAMMANAGER: READING,
    Rol.BEHEERDER: frozenset(),
    Rol.ANALIST: FRAMES,
}

# Why data are looked at or changed: written in the log with every line.
DOEL_VAN_VERWERKING = "begeleiding naar werk en participatie"


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who is signed in. `team` is a code; `weergavenaam` is for people only."""

    naam: str
    weergavenaam: str
    rol: str
    team: str
    teamnaam: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose casussen a user may reach: those of one klantmanager and of one team, or all."""

    klantmanager: str
    team: str
    alles: bool = False


def may(user: User, handeling: Handeling) -> bool:
    """Whether this role may do this at all. An unknown role may nothing."""
    return any(rol.value == user.rol and handeling in RIGHTS[rol] for rol in Rol)


def scope_of(user: User) -> Scope:
    """The casussen that a user may reach: the own ones and those of the team; an analist all."""
    return Scope(klantmanager=user.naam, team=user.team, alles=user.rol == Rol.ANALIST.value)
