"""The diagnose of a ronde: scores and words."""

from __future__ import annotations

from dataclasses import replace

from vakmeten.domain.codes import Domein, Leefgebied
from vakmeten.domain.diagnose import Diagnose
from vakmeten.samples.draaiboek import to_date
from vakmeten.samples.ronde import RondeLijn
from vakmeten.samples.verhaal import Verhaal

RAAKT = {  # the area of life that a theme weighs on
    "schulden": Leefgebied.FINANCIEN,
    "kinderen": Leefgebied.HUISELIJKE_RELATIES,
    "mantelzorg": Leefgebied.HUISELIJKE_RELATIES,
    "taal": Leefgebied.WERK_OPLEIDING,
    "ritme": Leefgebied.TIJDSBESTEDING,
    "zelfvertrouwen": Leefgebied.SOCIAAL_NETWERK,
    "ervaring": Leefgebied.WERK_OPLEIDING,
    "leeftijd": Leefgebied.WERK_OPLEIDING,
    "jong": Leefgebied.WERK_OPLEIDING,
    "vervoer": Leefgebied.MAATSCHAPPELIJKE_PARTICIPATIE,
    "wonen": Leefgebied.HUISVESTING,
    "digitaal": Leefgebied.INSTRUMENTELE_ADL,
    "belastbaarheid": Leefgebied.LICHAMELIJKE_GEZONDHEID,
}
HANGT_AF = (  # what rises with the trede; the other areas are mostly in order
    Leefgebied.WERK_OPLEIDING,
    Leefgebied.TIJDSBESTEDING,
    Leefgebied.SOCIAAL_NETWERK,
    Leefgebied.MAATSCHAPPELIJKE_PARTICIPATIE,
    Leefgebied.FINANCIEN,
)
ZELDEN = (Leefgebied.JUSTITIE, Leefgebied.MIDDELENGEBRUIK, Leefgebied.BASALE_ADL)


def score_leefgebieden(verhaal: Verhaal, trede: int) -> dict[Leefgebied, int]:
    """Scores of the areas that were spoken about."""
    draws = verhaal.draws
    weighed = {RAAKT[thema] for thema in verhaal.themas}
    scores = {}
    for area in Leefgebied:
        if draws.chance(0.55 if area in ZELDEN else 0.12) and area not in weighed:
            continue
        level = 1.3 + 0.6 * trede if area in HANGT_AF else 3.9
        level += 1.6 * (draws.uniform() - 0.5) - 1.2 * (area in weighed)
        scores[area] = max(1, min(5, round(level)))
    return scores


def schuif_leefgebieden(verhaal: Verhaal, verschil: int) -> dict[Leefgebied, int]:
    """The scores as they are now: a few moved along with the trede."""
    draws = verhaal.draws
    moved = dict(verhaal.leefgebieden)
    for area in draws.some(list(moved), 1 + abs(verschil)):
        step = 1 if draws.chance(0.5 + 0.25 * verschil) else -1
        moved[area] = max(1, min(5, moved[area] + step))
    return moved


def schrijf_diagnose(verhaal: Verhaal, lijn: RondeLijn, day: int) -> None:
    """Write the diagnose of this ronde; a slip of the pen is corrected in a next version."""
    trede, draws = lijn.segment.trede_van, verhaal.draws
    first = lijn.segment.nummer == 1
    if first:
        verhaal.leefgebieden = score_leefgebieden(verhaal, trede)
    record = _diagnose(verhaal, lijn, trede)
    klant = (verhaal.klant,) if first else ()
    if draws.chance(0.05) and verhaal.leefgebieden:
        slip = dict(verhaal.leefgebieden)
        area = draws.pick(list(slip))
        slip[area] = slip[area] - 1 if slip[area] > 1 else 2
        verhaal.schrijf(day, (*klant, replace(record, leefgebieden=slip)))
        klant = ()
    verhaal.schrijf(day, (*klant, record))


def _diagnose(verhaal: Verhaal, lijn: RondeLijn, trede: int) -> Diagnose:
    draws, vertel = verhaal.draws, verhaal.verteller
    thema = verhaal.thema()
    able = ["mogelijkheden.algemeen", f"mogelijkheden.{verhaal.rij.opleiding}"]
    return Diagnose(
        casus_id=verhaal.casus.id,
        ronde_id=verhaal.ronde.id,
        datum=to_date(lijn.diagnose),
        trede=trede,
        groeipotentieel=None if draws.chance(0.1) else min(6, trede + draws.whole(0, 2)),
        leefgebieden=dict(verhaal.leefgebieden),
        vraag=_vraag(verhaal, lijn, trede, thema),
        mogelijkheden=" ".join(vertel.zin(*able) for _ in range(draws.whole(2, 3))),
        belemmeringen=_belemmeringen(verhaal),
        domeinen=_domeinen(verhaal, trede),
        duiding=_duiding(verhaal, trede),
    )


def _vraag(verhaal: Verhaal, lijn: RondeLijn, trede: int, thema: str) -> str:
    """In the words of the klant."""
    draws, vertel = verhaal.draws, verhaal.verteller
    later = lijn.segment.nummer > 1
    wil = "vraag.wil.vervolg" if later and draws.chance(0.6) else f"vraag.wil.trede_{min(trede, 4)}"
    parts = [vertel.zin(wil)]
    if draws.chance(0.93):
        parts.append(vertel.zin(f"vraag.speelt.{thema}"))
    if draws.chance(0.6):
        parts.append(vertel.zin("vraag.slot"))
    return " ".join(parts)


def _belemmeringen(verhaal: Verhaal) -> str:
    draws, vertel = verhaal.draws, verhaal.verteller
    told = [vertel.zin(f"belemmeringen.{thema}") for thema in verhaal.themas]
    if draws.chance(0.3):
        told.append(vertel.zin("belemmeringen.algemeen"))
    return " ".join(told)


def _domeinen(verhaal: Verhaal, trede: int) -> dict[Domein, str]:
    """What stands out in the four domeinen; now and then one is left open."""
    draws, vertel = verhaal.draws, verhaal.verteller
    level = "laag" if trede == 1 else "midden" if trede <= 3 else "goed"
    money = "laag" if "schulden" in verhaal.themas else "midden" if trede < 4 else "goed"
    care = "midden" if "belastbaarheid" in verhaal.themas else "laag" if trede == 1 else "goed"
    levels = {
        Domein.WELZIJN: level,
        Domein.ZORG: care,
        Domein.WERK: level,
        Domein.INKOMEN: money,
    }
    return {
        domein: vertel.zin(f"domein.{domein}.{niveau}")
        for domein, niveau in levels.items()
        if not draws.chance(0.1)
    }


def _duiding(verhaal: Verhaal, trede: int) -> str:
    draws, vertel = verhaal.draws, verhaal.verteller
    told = [vertel.zin(f"duiding.trede_{min(trede, 4)}")]
    if draws.chance(0.7):
        told.append(vertel.zin(f"duiding.{verhaal.rij.groep}"))
    if len(told) == 1 or draws.chance(0.6):
        told.append(vertel.zin("duiding.thema"))
    return " ".join(told)
