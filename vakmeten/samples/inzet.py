"""The inzetten of a ronde on the calendar: which ones, from when to when, and how they go."""

from __future__ import annotations

from dataclasses import dataclass, replace

from vakmeten.domain.codes import EindeInzet
from vakmeten.samples.draaiboek import Segment, working, working_after
from vakmeten.samples.draws import Draws
from vakmeten.samples.rij import Rij
from vakmeten.samples.stad import read_duren

VERVOLG = {  # what fits a trede, after the first inzet
    1: ("vrijwilligerswerk", "schuldhulpverlening", "werkritme", "budgetcursus",
        "arbeidsdeskundig_onderzoek"),
    2: ("vrijwilligerswerk", "werkritme", "taaltraject", "werkervaringsplek", "digivaardig",
        "beroepsorientatie", "budgetcursus", "schuldhulpverlening"),
    3: ("werkervaringsplek", "sollicitatietraining", "jobhunting", "digivaardig",
        "vrijwilligerswerk", "bbl_opleiding", "beroepsorientatie"),
    4: ("proefplaatsing", "jobhunting", "werkervaringsplek", "jobcoaching", "bbl_opleiding",
        "sollicitatietraining"),
}  # fmt: skip
ERBIJ = ("schuldhulpverlening", "digivaardig", "budgetcursus", "werkritme", "vrijwilligerswerk")
# How an inzet goes, by whether the trede went up (1), stayed (0) or went down (-1).
GANG = {
    1: {"goed": 0.75, "stroef": 0.20, "gestopt": 0.05},
    0: {"goed": 0.45, "stroef": 0.35, "gestopt": 0.20},
    -1: {"goed": 0.15, "stroef": 0.40, "gestopt": 0.45},
}
MET_WERKGEVER = ("werkervaringsplek", "proefplaatsing", "bbl_opleiding", "jobcoaching")
MET_PLEK = (*MET_WERKGEVER, "vrijwilligerswerk")
STIL = 75  # so many days without anything are enough: then comes the next inzet
EARLY_END = {EindeInzet.AFGEROND: 0.5, EindeInzet.OMSTANDIGHEDEN: 0.3, EindeInzet.ONBEKEND: 0.2}


@dataclass(frozen=True, slots=True, kw_only=True)
class InzetLijn:
    """One inzet on the calendar. `op` is when it is planned; the days are ordinals."""

    aanpak: str
    op: int
    start: int | None
    einde: int | None
    hoe: EindeInzet | None
    gang: str


def plan_inzetten(
    rij: Rij, segment: Segment, plan: int, dicht: int, vorige: str, draws: Draws
) -> list[InzetLijn]:
    """The inzetten of a ronde: the first as drawn, later ones by trede, some with a second beside.

    dicht: day on which the casus closes after this ronde began, or the last day of the history.
    """
    first = rij.aanpak if segment.nummer == 1 else _next_code(segment, vorige, draws)
    codes = [first]
    if draws.chance(0.25):
        codes += [code for code in (draws.pick(ERBIJ),) if code != first]
    found = [_inzet(rij, segment, code, plan, dicht, draws) for code in codes]
    end = rij.laatste if segment.tot is None else segment.tot
    last = found[0]
    while last.einde is not None and last.einde + STIL + 60 < end:
        op = working(last.einde + draws.whole(10, STIL - 25))
        last = _inzet(rij, segment, _next_code(segment, last.aanpak, draws), op, dicht, draws)
        found.append(last)
    return found


def _next_code(segment: Segment, before: str, draws: Draws) -> str:
    return draws.pick([a for a in VERVOLG[min(4, segment.trede_van)] if a != before])


def _inzet(rij: Rij, segment: Segment, aanpak: str, op: int, dicht: int, draws: Draws) -> InzetLijn:
    """One inzet from its plan to its end, which may lie in a later ronde or not be there yet."""
    change = segment.trede_tot - segment.trede_van
    gang = draws.weighted(GANG[(change > 0) - (change < 0)])
    start = working_after(op + draws.whole(3, 28))
    low, high = read_duren()[aanpak]
    lasts = draws.whole(14, min(60, low + 10)) if gang == "gestopt" else draws.whole(low, high)
    runs_over = segment.tot is not None and not segment.reden and draws.chance(0.4)
    limit = segment.tot if segment.tot is not None and not runs_over else dicht
    line = InzetLijn(aanpak=aanpak, op=op, start=start, einde=None, hoe=None, gang=gang)
    if start > limit - 4:
        # Planned and still to come, or in a ronde that is over: it never began.
        return line if segment.tot is None else replace(line, start=None, gang="gestopt")
    if start + lasts <= limit:
        return replace(line, einde=working(start + lasts), hoe=_how(gang, draws))
    if limit == rij.laatste and rij.einde is None:
        return line  # still running on the peildatum
    if limit == dicht and draws.chance(0.3):
        return line  # nobody wrote down that it ended
    einde = max(start, working(limit - draws.whole(0, 3)))
    return replace(line, einde=einde, hoe=draws.weighted(EARLY_END))


def _how(gang: str, draws: Draws) -> EindeInzet:
    if gang != "gestopt":
        return EindeInzet.AFGEROND
    return EindeInzet.VOORTIJDIG_GESTOPT if draws.chance(0.8) else EindeInzet.OMSTANDIGHEDEN
