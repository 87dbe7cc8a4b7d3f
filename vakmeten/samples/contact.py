"""When klant and klantmanager meet in a ronde, how, and what it is about."""

from __future__ import annotations

from dataclasses import dataclass

from vakmeten.domain.codes import Contactvorm
from vakmeten.samples.draaiboek import WERK, working
from vakmeten.samples.draws import Draws
from vakmeten.samples.inzet import InzetLijn
from vakmeten.samples.rij import Rij, Rol
from vakmeten.samples.ronde import RondeLijn

VORMEN = {
    Contactvorm.PERSOONLIJK: 0.45,
    Contactvorm.TELEFONISCH: 0.30,
    Contactvorm.HUISBEZOEK: 0.09,
    Contactvorm.BERICHT: 0.09,
    Contactvorm.VIDEOBELLEN: 0.05,
    Contactvorm.BRIEF: 0.02,
}
# Minutes, shortest and longest in steps of five; what is not here has no duration.
DUUR = {
    Contactvorm.PERSOONLIJK: (25, 60),
    Contactvorm.HUISBEZOEK: (45, 90),
    Contactvorm.TELEFONISCH: (5, 25),
    Contactvorm.VIDEOBELLEN: (20, 40),
}
# Endings of which the klantmanager hears from somebody else.
VAN_HOREN_ZEGGEN = (
    "onbekend", "geen_inlichtingen", "niet_verschenen_inlichtingen", "niet_verschenen_gesprek",
    "ander_inkomen", "verblijf_buitenland", "detentie", "overlijden", "onderwijs_niet_gevolgd",
    "anders",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactLijn:
    """One contact: which part of the bank tells it, and the mood of what is said after it."""

    dag: int
    toon: str
    aanpak: str
    vorm: Contactvorm
    duur: int | None


def contact_days(rij: Rij, lijn: RondeLijn, draws: Draws) -> list[int]:
    """The days of contact in a ronde, in order; the last ones are what the peildatum asks for."""
    segment = lijn.segment
    end = rij.laatste if segment.tot is None else segment.tot
    days = (
        {segment.van + draws.whole(0, 3)} if segment.nummer == 1 or segment.na_heropening else set()
    )
    days |= {day for day in (lijn.diagnose, lijn.plan) if day is not None and draws.chance(0.6)}
    at = (lijn.plan or lijn.diagnose or segment.van) + draws.whole(10, 30)
    while at < end - 8:
        days.add(at)
        at += draws.whole(36, 60) if draws.chance(0.12) else draws.whole(18, 34)
    if segment.tot is None:
        days = _last_seen(rij, days, draws)
    elif draws.chance(0.85):
        days.add(end)
    return sorted({working(day) for day in days if working(day) >= segment.van})


def _last_seen(rij: Rij, days: set[int], draws: Draws) -> set[int]:
    """How long ago the last contact was: lately, unless nobody called for over a month."""
    if rij.rol is Rol.GEEN_CONTACT:
        last = rij.peildag - draws.whole(33, 56)
    elif rij.rol is Rol.AFSPRAAK_LAAT:
        last = rij.peildag - draws.whole(15, 24)
    elif rij.peildag - rij.start <= 25:
        return {day for day in days if day <= rij.laatste}
    else:
        last = rij.laatste - draws.whole(0, 21)
    return {day for day in days if day < last - 6} | {last}


def contacten(lijn: RondeLijn, days: list[int], draws: Draws) -> list[ContactLijn]:
    """What each contact is about: it follows from what happened by then."""
    found = []
    started: set[str] = set()
    stopped: set[str] = set()
    for place, day in enumerate(days):
        toon, aanpak = _about(lijn, day, place, started, stopped, draws)
        missed = place > 0 and toon in ("goed", "stroef", "wachten") and draws.chance(0.07)
        vorm = _vorm(toon, missed, lijn.segment.reden, draws)
        found.append(
            ContactLijn(
                dag=day,
                toon="geen_gehoor" if missed else toon,
                aanpak=aanpak,
                vorm=vorm,
                duur=None if missed else _duur(vorm, draws),
            )
        )
    return found


def _about(
    lijn: RondeLijn,
    day: int,
    place: int,
    started: set[str],
    stopped: set[str],
    draws: Draws,
) -> tuple[str, str]:
    """The part of the bank that tells the contact on this day, and the aanpak it is about."""
    segment = lijn.segment
    if day == segment.tot:
        return ("einde", "") if segment.reden else ("evaluatie", lijn.inzetten[0].aanpak)
    if lijn.plan is None or day < lijn.plan:
        return _before_plan(lijn, day, place), ""
    if day == lijn.plan:
        return "plan", lijn.inzetten[0].aanpak
    if segment.reden in WERK and segment.tot is not None and day > segment.tot - 40:
        return "werk", ""
    return _of_inzet(lijn, day, started, stopped, draws)


def _before_plan(lijn: RondeLijn, day: int, place: int) -> str:
    segment = lijn.segment
    if place == 0 and segment.na_heropening:
        return "terug"
    if place == 0 and segment.nummer == 1:
        return "kennismaking"
    late = lijn.plan is None and lijn.diagnose is not None and day > lijn.diagnose
    return "zonder_plan" if late else "diagnose"


def _of_inzet(
    lijn: RondeLijn, day: int, started: set[str], stopped: set[str], draws: Draws
) -> tuple[str, str]:
    """The inzet that is talked about: one that just ended, one that runs, or one to come."""
    known = [i for i in lijn.inzetten if i.op <= day]
    ended = [i for i in known if i.einde is not None and i.einde < day]
    for inzet in ended:
        if inzet.aanpak not in stopped:
            stopped.add(inzet.aanpak)
            return _ended(inzet), inzet.aanpak
    running = [i for i in known if i not in ended and i.start is not None and i.start <= day]
    if running:
        inzet = running[-1] if len(running) > 1 and draws.chance(0.3) else running[0]
        if inzet.aanpak not in started:
            started.add(inzet.aanpak)
            return "start", inzet.aanpak
        well = {"goed": 0.85, "stroef": 0.4, "gestopt": 0.3}[inzet.gang]
        return ("goed" if draws.chance(well) else "stroef"), inzet.aanpak
    coming = [i for i in known if i not in ended]
    if coming and (not ended or draws.chance(0.6)):
        return "wachten", coming[-1].aanpak
    return f"{_ended(ended[-1])}_later", ended[-1].aanpak


def _ended(inzet: InzetLijn) -> str:
    return "gestopt" if inzet.gang == "gestopt" else "afgerond"


def _vorm(toon: str, missed: bool, reden: str, draws: Draws) -> Contactvorm:
    if missed or (toon == "einde" and reden in VAN_HOREN_ZEGGEN):
        return draws.pick((Contactvorm.TELEFONISCH, Contactvorm.BERICHT, Contactvorm.BRIEF))
    if toon in ("kennismaking", "diagnose", "plan", "terug"):
        return Contactvorm.HUISBEZOEK if draws.chance(0.15) else Contactvorm.PERSOONLIJK
    vorm = draws.weighted(VORMEN)
    return Contactvorm.TELEFONISCH if vorm is Contactvorm.BRIEF else vorm


def _duur(vorm: Contactvorm, draws: Draws) -> int | None:
    if vorm not in DUUR:
        return None
    low, high = DUUR[vorm]
    return 5 * draws.whole(low // 5, high // 5)
