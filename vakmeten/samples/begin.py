"""How a casus begins: the klant, the name apart from it, and the first ronde."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from vakmeten.domain.casus import Casus, Ronde
from vakmeten.domain.codes import Opleidingsniveau
from vakmeten.domain.klant import Klant, Koppel
from vakmeten.samples.bank import Verteller
from vakmeten.samples.draws import Draws
from vakmeten.samples.rij import Rij
from vakmeten.samples.stad import draw_naam
from vakmeten.samples.verhaal import Verhaal, draw_themas

ZONDER_NAAM = 0.15


def begin(rij: Rij, draws: Draws) -> Verhaal:
    """Open a casus and write down its first vastlegging."""
    geslacht = draws.pick(("v", "m"))
    named = not draws.chance(ZONDER_NAAM)
    casus = Casus(
        id=draws.id(),
        klantnummer=rij.klantnummer,
        klantmanager=rij.klantmanager,
        team=rij.team,
        startdatum=date.fromordinal(rij.start),
    )
    verhaal = Verhaal(
        rij=rij,
        draws=draws,
        verteller=Verteller(draws, geslacht, formeel=named and draws.chance(0.5)),
        themas=draw_themas(rij, draws),
        klant=_klant(rij),
        casus=casus,
        ronde=Ronde(id=draws.id(), casus_id=casus.id, nummer=1, startdatum=casus.startdatum),
    )
    first = verhaal.klant
    if rij.diagnose and draws.chance(0.08):  # asked later, when the diagnose is made
        first = replace(first, opleidingsniveau=Opleidingsniveau.ONBEKEND)
    koppel = _koppel(rij, geslacht, named, draws)
    verhaal.schrijf(rij.start, (first, koppel, casus, verhaal.ronde), late=False)
    return verhaal


def _klant(rij: Rij) -> Klant:
    start = date.fromordinal(rij.start)
    born = date.fromordinal(rij.start - int((rij.leeftijd + rij.deel) * 365.25))
    # So many whole months before the start.
    months = start.year * 12 + start.month - 1 - rij.maanden
    since = date(months // 12, months % 12 + 1, min(start.day, 28))
    return Klant(
        klantnummer=rij.klantnummer,
        geboortejaar=born.year,
        opleidingsniveau=Opleidingsniveau(rij.opleiding),
        uitkering_sinds=since,
    )


def _koppel(rij: Rij, geslacht: str, named: bool, draws: Draws) -> Koppel:
    """Name and telephone. No mobile number begins with 06-000, so nobody's telephone rings."""
    if not named:
        return Koppel(klantnummer=rij.klantnummer)
    telefoon = f"06-000{draws.whole(0, 99_999):05d}" if draws.chance(0.8) else ""
    return Koppel(klantnummer=rij.klantnummer, naam=draw_naam(draws, geslacht), telefoon=telefoon)
