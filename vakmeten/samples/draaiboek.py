"""The course of one casus before anything is written: rondes, treden, temporary closings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from vakmeten.samples.draws import Draws
from vakmeten.samples.kalender import working_day_before, working_day_from
from vakmeten.samples.rij import Rij, Rol

WERK = ("arbeid", "zelfstandig")
TIJDELIJK = {  # why a casus was closed for a while, and came back
    "onbekend": 5.0,
    "niet_verschenen_gesprek": 2.0,
    "geen_inlichtingen": 3.0,
    "verhuizing_gemeente": 2.0,
    "relatie": 2.0,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One ronde in outline. Days are ordinals.

    tot:       last day; None while the ronde runs.
    reden:     why the casus closed on that day, "" if it went on.
    terug_op:  day on which it was opened again, None if it was not.
    trede_tot: the trede at the evaluatie; without evaluatie what it had become.
    """

    nummer: int
    van: int
    tot: int | None
    evaluatie: bool
    reden: str
    terug_op: int | None
    na_heropening: str
    trede_van: int
    trede_tot: int


def to_date(day: int | None) -> date:
    """The calendar day of an ordinal. Raises ValueError for a step that was not made."""
    if day is None:
        raise ValueError("a step that was not made has no day")
    return date.fromordinal(day)


@lru_cache(maxsize=8192)
def working(day: int) -> int:
    """This day, or the last working day before it."""
    return working_day_before(date.fromordinal(day + 1)).toordinal()


@lru_cache(maxsize=8192)
def working_after(day: int) -> int:
    """This day, or the first working day after it."""
    return working_day_from(date.fromordinal(day)).toordinal()


def segmenten(rij: Rij, draws: Draws) -> list[Segment]:
    """The rondes of a casus in order. They realise what was drawn: end, reason and trede_12."""
    cuts = _cuts(rij, draws) if rij.plan else []
    closing = rij.plan and _closes_with_evaluatie(rij, draws)
    back, why = _temporary(rij, cuts, draws)
    treden = _treden(rij, cuts, draws)
    found, van, trede, before = [], rij.start, rij.trede, ""
    for place, cut in enumerate(cuts):
        away = place == back
        terug = working_after(cut + draws.whole(25, 80)) if away else None
        found.append(
            Segment(
                nummer=place + 1,
                van=van,
                tot=cut,
                evaluatie=True,
                reden=why if away else "",
                terug_op=terug,
                na_heropening=before,
                trede_van=trede,
                trede_tot=6 if away and why in WERK else treden[place],
            )
        )
        van, before, trede = terug or cut, why if away else "", treden[place]
    last = Segment(
        nummer=len(cuts) + 1,
        van=van,
        tot=rij.einde,
        evaluatie=closing,
        reden=rij.uitstroom,
        terug_op=None,
        na_heropening=before,
        trede_van=trede,
        trede_tot=treden[-1],
    )
    return [*found, last]


def _closes_with_evaluatie(rij: Rij, draws: Draws) -> bool:
    if rij.einde is None:
        return False
    return rij.gemeten if rij.einde <= rij.jaar else draws.chance(0.55)


def _cuts(rij: Rij, draws: Draws) -> list[int]:
    """Days on which a ronde is evaluated and the next begins."""
    margin = 35 if rij.rol is Rol.IN_ORDE else 75
    limit = rij.laatste - margin if rij.einde is None else rij.einde - 60
    cuts: list[int] = []
    if rij.gemeten:
        cuts = _first_year(rij, limit, draws)
    elif not draws.chance(0.5):
        return []  # never evaluated
    at = cuts[-1] if cuts else rij.start
    while True:
        at += draws.whole(130, 250)
        if at < rij.jaar + 8:  # the first year is done: a late evaluatie
            at = rij.jaar + draws.whole(8, 90)
        if at > limit:
            return cuts
        if draws.chance(0.8):
            cuts.append(working(at))


def _first_year(rij: Rij, limit: int, draws: Draws) -> list[int]:
    """The evaluatie that measures trede_12, unless the casus closes with it; often one before."""
    if rij.einde is not None and rij.einde <= rij.jaar:
        half = rij.einde - rij.start > 250 and draws.chance(0.4)
        return [working((rij.start + rij.einde) // 2)] if half else []
    day = min(rij.start + draws.whole(170, 350), limit)
    if day - rij.start < 90:
        return []
    half = day - rij.start > 260 and draws.chance(0.45)
    return [working((rij.start + day) // 2), working(day)] if half else [working(day)]


def _temporary(rij: Rij, cuts: list[int], draws: Draws) -> tuple[int | None, str]:
    """Which cut became a closing that was undone later, and its reason."""
    after = [*cuts, rij.slot][1:]
    able = [i for i, (cut, then) in enumerate(zip(cuts, after, strict=True)) if then - cut >= 170]
    if not able or not draws.chance(0.08):
        return None, ""
    place = draws.pick(able)
    # Werk within the year would be what is measured; that only the end of a casus may decide.
    if cuts[place] > rij.jaar and draws.chance(0.6):
        return place, "arbeid"
    return place, draws.weighted(TIJDELIJK)


def _treden(rij: Rij, cuts: list[int], draws: Draws) -> list[int]:
    """The trede at each cut and at the end. The last one within the year is trede_12."""
    found_work_later = rij.werk and rij.einde is None
    straks = min(4, rij.trede + 1) if found_work_later else rij.trede_straks
    within = [cut for cut in cuts if cut <= rij.jaar]
    ends_within = rij.einde is not None and rij.einde <= rij.jaar
    treden, now = [], rij.trede
    for cut in cuts:
        if cut <= rij.jaar:
            measured = cut == within[-1] and not ends_within
            now = straks if measured else _halfway(now, straks, draws)
        else:
            now = max(1, min(now + draws.weighted({-1: 0.2, 0: 0.45, 1: 0.35}), max(4, now)))
        treden.append(now)
    return [*treden, _last(rij, now, straks, ends_within, draws)]


def _last(rij: Rij, now: int, straks: int, ends_within: bool, draws: Draws) -> int:
    if ends_within:
        return straks
    if rij.uitstroom in WERK:
        return 5 if draws.chance(0.2) else 6
    return max(1, min(5, now + draws.weighted({-1: 0.2, 0: 0.5, 1: 0.3})))


def _halfway(now: int, straks: int, draws: Draws) -> int:
    """On the way: as it was, halfway, or a relapse."""
    if draws.chance(0.2):
        return max(1, now - 1)
    return now if draws.chance(0.5) else min(4, (now + straks + 1) // 2)
