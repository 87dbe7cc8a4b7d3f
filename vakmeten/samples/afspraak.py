"""What klant, werkgever and klantmanager agree on in a contact, and whether it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from vakmeten.domain.codes import Partij
from vakmeten.samples.contact import ContactLijn
from vakmeten.samples.draaiboek import working
from vakmeten.samples.draws import Draws
from vakmeten.samples.inzet import MET_WERKGEVER
from vakmeten.samples.rij import Rij, Rol
from vakmeten.samples.ronde import RondeLijn

VAN = {Partij.KLANT: 0.58, Partij.KLANTMANAGER: 0.22, Partij.WERKGEVER: 0.20}
BEZIG = ("start", "goed", "stroef")  # tones of a contact while an inzet runs


@dataclass(frozen=True, slots=True, kw_only=True)
class AfspraakLijn:
    """An afspraak made at the contact on `op`, due on `datum`, looked at on `gezien` or never.

    aanpak: code of the inzet that it is about, "" if it is about something else.
    """

    op: int
    van: Partij
    datum: int
    gezien: int | None
    nagekomen: bool | None
    aanpak: str


def plan_afspraken(
    rij: Rij, lijn: RondeLijn, contacts: list[ContactLijn], draws: Draws
) -> list[AfspraakLijn]:
    """What was agreed at a contact and looked at in the next one; the last may still be open."""
    if lijn.plan is None:
        return []
    found = []
    for now, then in pairwise(contacts):
        early = now.toon in ("kennismaking", "geen_gehoor") or then.dag - now.dag < 9
        if not early and draws.chance(0.42):
            found.append(_looked_at(rij, now, then, draws))
    if lijn.segment.tot is None and contacts:
        found += _open(rij, contacts[-1], draws)
    return found


def _looked_at(rij: Rij, now: ContactLijn, then: ContactLijn, draws: Draws) -> AfspraakLijn:
    forgotten = rij.einde is not None and draws.chance(0.08)
    van = _of_whom(now, draws)
    silent = van is Partij.KLANT and then.toon == "geen_gehoor"
    return AfspraakLijn(
        op=now.dag,
        van=van,
        datum=working(min(now.dag + draws.whole(6, 20), then.dag - 1)),
        gezien=None if forgotten else then.dag,
        nagekomen=None if forgotten else not silent and draws.chance(0.74),
        aanpak=_about(now),
    )


def _open(rij: Rij, last: ContactLijn, draws: Draws) -> list[AfspraakLijn]:
    """The afspraak that is still open on the peildatum, if there is one."""
    if rij.rol is Rol.AFSPRAAK_LAAT:
        datum = working(rij.peildag - draws.whole(1, 9))
    elif rij.rol is Rol.AFSPRAAK_WEEK:
        datum = rij.peildag + draws.whole(0, 6)
    elif draws.chance(0.3) and rij.rol is not Rol.GEEN_CONTACT:
        datum = rij.peildag + draws.whole(9, 25)
    else:
        return []
    return [
        AfspraakLijn(
            op=last.dag,
            van=_of_whom(last, draws),
            datum=datum,
            gezien=None,
            nagekomen=None,
            aanpak=_about(last),
        )
    ]


def _about(contact: ContactLijn) -> str:
    return contact.aanpak if contact.toon in BEZIG else ""


def _of_whom(contact: ContactLijn, draws: Draws) -> Partij:
    """A werkgever promises something only where there is one."""
    van = draws.weighted(VAN)
    there = _about(contact) in MET_WERKGEVER
    return Partij.KLANT if van is Partij.WERKGEVER and not there else van
