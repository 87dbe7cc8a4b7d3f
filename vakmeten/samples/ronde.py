"""The course of one ronde: the days of its steps, its inzetten and what is expected of them."""

from __future__ import annotations

from dataclasses import dataclass

from vakmeten.samples.draaiboek import Segment, working
from vakmeten.samples.draws import Draws
from vakmeten.samples.inzet import InzetLijn, plan_inzetten
from vakmeten.samples.rij import Rij, Rol
from vakmeten.samples.verwachting import VerwachtLijn, expect_closed, expect_running


@dataclass(frozen=True, slots=True, kw_only=True)
class RondeLijn:
    """One ronde on the calendar. diagnose and plan are None where that step was not made."""

    segment: Segment
    diagnose: int | None
    plan: int | None
    inzetten: tuple[InzetLijn, ...] = ()
    verwachtingen: tuple[VerwachtLijn, ...] = ()


def plan_ronde(rij: Rij, segment: Segment, dicht: int, vorige: str, draws: Draws) -> RondeLijn:
    """The calendar of one ronde.

    dicht:  day on which the casus closes after this ronde began, or the last day of the history.
    vorige: the first aanpak of the ronde before, "" if there was none.
    """
    end = rij.laatste if segment.tot is None else segment.tot
    first = segment.nummer == 1
    diagnose = segment.van + (draws.whole(3, 14) if first else draws.whole(0, 10))
    diagnose = max(segment.van, working(min(diagnose, end)))
    if not rij.plan:
        made = diagnose if rij.diagnose else None
        return RondeLijn(segment=segment, diagnose=made, plan=None)
    room = 32 if segment.tot is None and rij.rol is not Rol.IN_ORDE else 12
    plan = max(diagnose, working(min(diagnose + draws.whole(3, 21), end - room)))
    inzetten = plan_inzetten(rij, segment, plan, dicht, vorige, draws)
    if segment.tot is None:
        verwachtingen = expect_running(rij, inzetten, segment, draws)
    else:
        verwachtingen = expect_closed(inzetten, segment, segment.tot, draws)
    return RondeLijn(
        segment=segment,
        diagnose=diagnose,
        plan=plan,
        inzetten=tuple(inzetten),
        verwachtingen=tuple(verwachtingen),
    )
