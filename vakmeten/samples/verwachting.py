"""What is expected of the inzetten of a ronde, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass

from vakmeten.domain.codes import Uitkomst
from vakmeten.samples.draaiboek import Segment, working_after
from vakmeten.samples.draws import Draws
from vakmeten.samples.inzet import InzetLijn
from vakmeten.samples.rij import Rij, Rol

# What became of a verwachting, by how the inzet went.
UITKOMST = {
    "goed": {Uitkomst.JA: 0.76, Uitkomst.DEELS: 0.16, Uitkomst.NEE: 0.06, Uitkomst.ONBEKEND: 0.02},
    "stroef": {Uitkomst.JA: 0.3, Uitkomst.DEELS: 0.4, Uitkomst.NEE: 0.26, Uitkomst.ONBEKEND: 0.04},
    "gestopt": {
        Uitkomst.JA: 0.05, Uitkomst.DEELS: 0.2, Uitkomst.NEE: 0.7, Uitkomst.ONBEKEND: 0.05
    },
}  # fmt: skip
# A klantmanager feels a little of what is coming, and hopes for more: the middle of the chance.
KANS = {"goed": 66, "stroef": 57, "gestopt": 52}


@dataclass(frozen=True, slots=True, kw_only=True)
class VerwachtLijn:
    """One verwachting: written on `op`, due on `datum`, answered on `antwoord` or never.

    inzet: place of its inzet in the ronde.
    """

    inzet: int
    op: int
    datum: int
    kans: int
    trede: int | None
    uitkomst: Uitkomst | None
    antwoord: int | None


def expect_closed(
    inzetten: list[InzetLijn], segment: Segment, tot: int, draws: Draws
) -> list[VerwachtLijn]:
    """What was expected in a ronde that is over: answered at the evaluatie, apart, or never."""
    return [
        _expect(place, inzet, segment, tot, draws)
        for place, inzet in enumerate(inzetten)
        for _ in range(1 if place or draws.chance(0.6) else 2)
    ]


def _expect(place: int, inzet: InzetLijn, segment: Segment, tot: int, draws: Draws) -> VerwachtLijn:
    about_trede = place == 0 and segment.evaluatie and draws.chance(0.3)
    trede = min(6, segment.trede_van + (1 if draws.chance(0.8) else 2)) if about_trede else None
    uitkomst: Uitkomst | None = draws.weighted(UITKOMST[inzet.gang])
    if trede is not None:
        datum = tot
        uitkomst = Uitkomst.JA if segment.trede_tot >= trede else Uitkomst.NEE
    elif segment.evaluatie:
        share = 0.6 + 0.4 * draws.uniform()
        datum = min(tot, inzet.op + max(14, int((tot - inzet.op) * share)))
    else:
        datum = inzet.op + draws.whole(60, 150)
    if segment.reden == "overlijden":
        uitkomst = Uitkomst.ONBEKEND
    alone = working_after(datum + draws.whole(0, 9))
    antwoord: int | None = alone if alone < tot and draws.chance(0.5) else tot
    if not segment.evaluatie and (alone >= tot or not draws.chance(0.4)):
        uitkomst, antwoord = None, None
    return VerwachtLijn(
        inzet=place,
        op=inzet.op,
        datum=datum,
        kans=_kans(inzet.gang, draws),
        trede=trede,
        uitkomst=uitkomst,
        antwoord=antwoord,
    )


def expect_running(
    rij: Rij, inzetten: list[InzetLijn], segment: Segment, draws: Draws
) -> list[VerwachtLijn]:
    """What is expected in the ronde that runs: old ones answered, one open as its role asks."""
    due = {
        Rol.VERWACHTING_LAAT: rij.peildag - draws.whole(2, 20),
        Rol.VERWACHTING_WEEK: rij.peildag + draws.whole(0, 6),
    }.get(rij.rol, rij.peildag + draws.whole(9, 80))
    # The newest inzet of which something can be expected by then.
    now = max(
        (place for place, inzet in enumerate(inzetten) if inzet.op <= due - 9),
        key=lambda place: inzetten[place].op,
    )
    found = [
        _answered(place, inzet, rij, draws)
        for place, inzet in enumerate(inzetten)
        if place != now and rij.laatste - inzet.op > 60
    ]
    if rij.laatste - inzetten[now].op > 120 and draws.chance(0.6):
        found.append(_answered(now, inzetten[now], rij, draws))
    trede = min(6, segment.trede_van + 1) if draws.chance(0.3) else None
    return [
        *found,
        VerwachtLijn(
            inzet=now,
            op=inzetten[now].op,
            datum=due,
            kans=_kans(inzetten[now].gang, draws),
            trede=trede,
            uitkomst=None,
            antwoord=None,
        ),
    ]


def _answered(place: int, inzet: InzetLijn, rij: Rij, draws: Draws) -> VerwachtLijn:
    """A verwachting of which the day has come, and that was looked at in time."""
    datum = inzet.op + draws.whole(30, min(130, rij.laatste - inzet.op - 15))
    return VerwachtLijn(
        inzet=place,
        op=inzet.op,
        datum=datum,
        kans=_kans(inzet.gang, draws),
        trede=None,
        uitkomst=draws.weighted(UITKOMST[inzet.gang]),
        antwoord=working_after(datum + draws.whole(0, 6)),
    )


def _kans(gang: str, draws: Draws) -> int:
    """A chance in percent, in steps of five as people give it."""
    spread = sum(draws.uniform() for _ in range(3)) - 1.5
    return max(10, min(95, 5 * round((KANS[gang] + 24 * spread) / 5)))
