"""The evaluatie of a ronde, the answers to its verwachtingen, and how the casus goes on."""

from __future__ import annotations

from dataclasses import replace

from vakmeten.domain.casus import Casus, Ronde
from vakmeten.domain.codes import DOELSCORES, Element, Invloed, Vervolg
from vakmeten.domain.dossier import CasusRecord
from vakmeten.domain.evaluatie import Evaluatie
from vakmeten.domain.plan import Verwachting
from vakmeten.domain.uitstroom import Uitstroomreden
from vakmeten.samples.diagnose import schuif_leefgebieden
from vakmeten.samples.draaiboek import to_date
from vakmeten.samples.draws import Draws
from vakmeten.samples.ronde import RondeLijn
from vakmeten.samples.verhaal import Key, Verhaal
from vakmeten.samples.verwachting import VerwachtLijn

# How far a doel moves from its beginning, by how the inzet went.
STAP = {
    "goed": {0: 0.12, 1: 0.48, 2: 0.3, 3: 0.1},
    "stroef": {-1: 0.12, 0: 0.43, 1: 0.4, 2: 0.05},
    "gestopt": {-1: 0.3, 0: 0.5, 1: 0.2},
}


def beantwoord(verhaal: Verhaal, lijn: VerwachtLijn, key: Key) -> Verwachting:
    """The verwachting with what happened beside it."""
    told = verhaal.verteller.zin(f"uitkomst.{lijn.uitkomst}") if verhaal.draws.chance(0.7) else ""
    record = replace(
        verhaal.verwachtingen[key],
        uitkomst=lijn.uitkomst,
        uitkomst_datum=to_date(lijn.antwoord),
        uitkomst_toelichting=told,
    )
    verhaal.verwachtingen[key] = record
    return record


def schrijf_slot(verhaal: Verhaal, lijn: RondeLijn, day: int) -> None:
    """Close the ronde: answers, evaluatie if it was made, and then the next ronde or the end."""
    segment, draws = lijn.segment, verhaal.draws
    datum = to_date(segment.tot)
    records: list[CasusRecord] = [
        beantwoord(verhaal, verwacht, (segment.nummer, place))
        for place, verwacht in enumerate(lijn.verwachtingen)
        if verwacht.antwoord == segment.tot
    ]
    if segment.evaluatie:
        records.append(_evaluatie(verhaal, lijn))
    records.append(replace(verhaal.ronde, einddatum=datum))
    if segment.reden:
        reden = Uitstroomreden(segment.reden)
        verhaal.casus = replace(verhaal.casus, einddatum=datum, uitstroomreden=reden)
        records.append(verhaal.casus)
    else:
        records.append(_next_ronde(verhaal, segment.nummer + 1, day))
    verhaal.schrijf(day, records, late=draws.chance(0.5))


def schrijf_heropening(verhaal: Verhaal, lijn: RondeLijn, day: int) -> None:
    """Open the casus again, with the reason that belongs to why it was closed."""
    segment = lijn.segment
    reden = verhaal.verteller.zin(f"heropend.{segment.reden}")
    verhaal.casus = replace(
        verhaal.casus, einddatum=None, uitstroomreden=None, heropend_reden=reden
    )
    opened: Casus = verhaal.casus
    ronde = _next_ronde(verhaal, segment.nummer + 1, day)
    verhaal.schrijf(day, [opened, ronde])


def _next_ronde(verhaal: Verhaal, nummer: int, day: int) -> Ronde:
    verhaal.ronde = Ronde(
        id=verhaal.draws.id(),
        casus_id=verhaal.casus.id,
        nummer=nummer,
        startdatum=to_date(day),
    )
    return verhaal.ronde


def _evaluatie(verhaal: Verhaal, lijn: RondeLijn) -> Evaluatie:
    segment, draws = lijn.segment, verhaal.draws
    gang = lijn.inzetten[0].gang
    change = segment.trede_tot - segment.trede_van
    verhaal.verteller.over(lijn.inzetten[0].aanpak)
    verhaal.thema()
    verhaal.leefgebieden = schuif_leefgebieden(verhaal, max(-2, min(2, change)))
    elementen = _elementen(gang, change, draws)
    return Evaluatie(
        casus_id=verhaal.casus.id,
        ronde_id=verhaal.ronde.id,
        datum=to_date(segment.tot),
        trede=segment.trede_tot,
        leefgebieden=dict(verhaal.leefgebieden) if draws.chance(0.85) else {},
        doelscores=_doelscores(verhaal, gang),
        elementen=elementen,
        anders=_anders(verhaal, elementen),
        vervolg=Vervolg.AFSLUITEN if segment.reden else Vervolg.BIJSTELLEN,
    )


def _doelscores(verhaal: Verhaal, gang: str) -> dict[str, int]:
    draws = verhaal.draws
    low, high = min(DOELSCORES), max(DOELSCORES)
    return {
        doel.id: max(low, min(high, doel.beginscore + draws.weighted(STAP[gang])))
        for doel in verhaal.doelen
        if not draws.chance(0.08)
    }


def _elementen(gang: str, change: int, draws: Draws) -> dict[Element, Invloed]:
    """Which of the four elements helped (chance) or stood in the way (chance)."""
    aanpak = {"goed": (0.72, 0.05), "stroef": (0.25, 0.35), "gestopt": (0.08, 0.65)}[gang]
    klant = (0.65, 0.1) if change > 0 else (0.35, 0.3) if change == 0 else (0.15, 0.5)
    chances = {
        Element.AANPAK: aanpak,
        Element.PROFESSIONAL: (0.5, 0.16),
        Element.KLANT: klant,
        Element.CONTEXT: (0.26, 0.4),
    }
    found = {}
    for element, (helps, hinders) in chances.items():
        if draws.chance(0.1):
            continue  # not judged
        neutral = 1 - helps - hinders
        invloed = {Invloed.HIELP: helps, Invloed.HINDERDE: hinders, Invloed.NEUTRAAL: neutral}
        found[element] = draws.weighted(invloed)
    return found


def _anders(verhaal: Verhaal, elementen: dict[Element, Invloed]) -> str:
    """What I would do otherwise, about an element that stood in the way."""
    hindered = [str(e) for e, invloed in elementen.items() if invloed is Invloed.HINDERDE]
    about = verhaal.draws.some(hindered, 2) or ["geen"]
    told = [verhaal.verteller.zin(f"anders.{element}") for element in about]
    if told[0] and verhaal.draws.chance(0.6):
        told.append(verhaal.verteller.zin("anders.erbij"))
    return " ".join(told)
