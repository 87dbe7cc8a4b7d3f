"""The draw of a town as columns of numbers: who the klanten are, what they get, how it ends."""

from __future__ import annotations

from datetime import date

import numpy as np

from vakmeten.samples.effecten import GROEPEN, Effecten
from vakmeten.samples.kalender import to_working_days
from vakmeten.samples.stad import read_klantmanagers

JAAR = 365
JAREN = 3
# The newest casussen are always there: every klantmanager has one without diagnose and one
# without plan on the peildatum. Above 1 the intake grows a little over the years.
INSTROOM = 1.3
ZONDER_DIAGNOSE_DAGEN = 12
ZONDER_PLAN_DAGEN = 30

Columns = dict[str, np.ndarray]


def draw(
    rng: np.random.Generator,
    n: int,
    peildatum: date,
    effecten: Effecten,
    verstrengeling: float,
    *,
    volledig: bool,
) -> Columns:
    """All columns of n casussen, in order of start. Codes are numbers, places in their list.

    Beside what a frame shows it holds what a history needs: werk and trede_straks (what will be
    after 12 months), gemeten (whether that trede is measured), diagnose and plan (whether made).
    """
    columns = _starts(rng, n, peildatum, volledig, len(read_klantmanagers()))
    columns |= _klanten(rng, n, effecten)
    columns |= _chances(columns, effecten)
    columns |= _steps(rng, columns, peildatum, effecten, volledig)
    columns |= _choices(rng, columns, effecten, verstrengeling)
    columns |= _outcomes(rng, columns, effecten)
    return columns | _endings(rng, columns, peildatum, effecten)


def _starts(
    rng: np.random.Generator, n: int, peildatum: date, volledig: bool, klantmanagers: int
) -> Columns:
    """Start and klantmanager: each klantmanager's casussen are spread evenly over the years."""
    order = np.arange(n)
    per_head = max(1, -(-n // klantmanagers))
    share = ((order // klantmanagers + rng.random(n)) / per_head) ** INSTROOM
    first = JAAR + 1 if volledig else 2
    age = first + np.floor(share * (JAREN * JAAR - first)).astype(int)
    start = to_working_days(np.datetime64(peildatum, "D") - age)
    sequence = np.lexsort((order, start))
    return {"start": start[sequence], "klantmanager": (order % klantmanagers)[sequence]}


def _klanten(rng: np.random.Generator, n: int, effecten: Effecten) -> Columns:
    model = effecten.klant
    low, high = model["leeftijd"]["laagst"], model["leeftijd"]["hoogst"]
    a, b = model["leeftijd"]["vorm"]
    leeftijd = low + rng.beta(a, b, n) * (high + 1 - low)
    opleiding = rng.choice(len(model["opleiding"]), n, p=list(model["opleiding"].values()))
    spell = model["maanden"]
    maanden = spell["mediaan"] * np.exp(spell["spreiding"] * rng.standard_normal(n))
    maanden = np.minimum(maanden, np.minimum(spell["hoogst"], (leeftijd - low) * 12)).astype(int)
    groep = np.searchsorted(list(model["grenzen"].values()), maanden, side="right")
    rung = model["trede"]
    level = rung["basis"] + rung["spreiding"] * rng.standard_normal(n)
    level += _look_up(rung["opleiding"], tuple(model["opleiding"]), opleiding)
    level += _look_up(rung["groep"], GROEPEN, groep)
    trede = np.clip(np.rint(level), 1, 4).astype(int)
    worked = rng.beta(1 + 0.3 * trede, 2.5, n) * np.maximum(24 - maanden, 2)
    return {
        "leeftijd": np.floor(leeftijd).astype(int),
        "deel": leeftijd % 1,  # of a year since the last birthday
        "opleiding": opleiding,
        "maanden": maanden,
        "groep": groep,
        "trede": trede,
        "voormeting": np.floor(worked).astype(int),
    }


def _look_up(table: dict[str, float], keys: tuple[str, ...], codes: np.ndarray) -> np.ndarray:
    return np.array([table[key] for key in keys])[codes]


def _chances(columns: Columns, effecten: Effecten) -> Columns:
    """What a klantmanager can see of someone's chances, and the whole chance on werk."""
    model = effecten.kans
    prospects = model["trede"] * (columns["trede"] - 1.0)
    levels = tuple(effecten.klant["opleiding"])
    prospects += _look_up(model["opleiding"], levels, columns["opleiding"])
    prospects += _look_up(model["groep"], GROEPEN, columns["groep"])
    ages = np.array(list(model["leeftijd"].values()))
    chance = model["basis"] + prospects + model["voormeting"] * columns["voormeting"]
    chance += ages[np.searchsorted([35, 55], columns["leeftijd"], side="right")]
    return {"kansrijkheid": prospects, "p0": chance}


def _steps(
    rng: np.random.Generator,
    columns: Columns,
    peildatum: date,
    effecten: Effecten,
    volledig: bool,
) -> Columns:
    """Which steps were made. It hangs on the start and on chance, so it hides nothing."""
    n = len(columns["start"])
    u = rng.random((3, n))
    if volledig:
        every = np.ones(n, bool)
        return {"diagnose": every, "plan": every, "gemeten": every}
    age = (np.datetime64(peildatum, "D") - columns["start"]).astype(int)
    diagnose = (age > ZONDER_PLAN_DAGEN) | ((age > ZONDER_DIAGNOSE_DAGEN) & (u[0] > 0.25))
    plan = (age > ZONDER_PLAN_DAGEN) & (u[1] > effecten.keuze["zonder_plan"])
    return {
        "diagnose": diagnose,
        "plan": plan,
        "gemeten": plan & (u[2] < effecten.trede["gemeten"]),
    }


def _choices(
    rng: np.random.Generator, columns: Columns, effecten: Effecten, verstrengeling: float
) -> Columns:
    """The first aanpak: better prospects pull to one and away from the other. No plan: the last."""
    share, pull = effecten.shares()
    middle, spread = effecten.keuze["midden"], effecten.keuze["spreiding"]
    z = (columns["kansrijkheid"] - middle) / spread
    weight = share * np.exp(verstrengeling * z[:, None] * pull)
    limits = np.cumsum(weight, axis=1) / weight.sum(axis=1, keepdims=True)
    chosen = (rng.random(len(z))[:, None] > limits[:, :-1]).sum(axis=1)
    return {"aanpak": np.where(columns["plan"], chosen, len(share))}


def _outcomes(rng: np.random.Generator, columns: Columns, effecten: Effecten) -> Columns:
    """Werk and trede after 12 months. Raises ValueError if an effect does not fit in a chance."""
    cell = columns["aanpak"], columns["groep"]
    chance = columns["p0"] + effecten.table("werk_12")[cell]
    if chance.size and not (chance.min() >= 0 and chance.max() < 1):
        raise ValueError("this effect pushes a chance outside 0 to 1, so it would not be the truth")
    u = rng.random((4, len(chance)))
    werk = u[0] < chance
    model, at = effecten.trede, columns["trede"] - 1
    down, up = np.array(model["omlaag"])[at], np.array(model["omhoog"])[at]
    level = columns["trede"] + np.array(model["stap"])[at]
    level = level - (u[1] < down) + (u[1] > 1 - up)
    # Who works stands on 5 or 6 whatever the aanpak; the others carry the whole effect.
    level += effecten.table("trede_12")[cell] / (1 - chance)
    if level.size and not (level.min() >= 1 and level.max() <= 5):
        raise ValueError("this effect pushes a trede off the ladder, so it would not be the truth")
    without = np.floor(level + u[2])
    with_work = np.where(u[3] < model["ondersteund"], 5, 6)
    return {"werk": werk, "trede_straks": np.where(werk, with_work, without).astype(int)}


def _endings(
    rng: np.random.Generator, columns: Columns, peildatum: date, effecten: Effecten
) -> Columns:
    """Last day and reason: werk within the year as drawn, else whatever comes first."""
    model, n = effecten.einde, len(columns["start"])
    young = columns["leeftijd"] < 30
    first, werk = model["eerste_dag"], columns["werk"]
    rate = model["overig_per_jaar"] + model["jong_per_jaar"] * young
    other = first + rng.exponential(JAAR / rate, n)
    later = JAAR + 7 + rng.exponential(JAAR / (model["later_werk_per_jaar"] * columns["p0"]), n)
    pension = (model["aow"] - columns["leeftijd"] - columns["deel"]) * 365.25
    soon = first + rng.beta(1.5, 1.3, n) * (JAAR - first)
    day = np.where(werk, soon, np.minimum(np.minimum(other, later), pension)).astype(int)
    end = to_working_days(columns["start"] + day)
    own_business = rng.random(n) < model["zelfstandig"]
    reasons = np.where(
        young, _reasons(rng, n, model["reden_jong"]), _reasons(rng, n, model["reden"])
    )
    to_work = werk | ((later < other) & (later < pension))
    reasons = np.where(~werk & (pension < other) & (pension < later), "aow", reasons)
    reasons = np.where(to_work, np.where(own_business, "zelfstandig", "arbeid"), reasons)
    closed = end < np.datetime64(peildatum, "D")
    return {"einde": end, "gesloten": closed, "uitstroom": np.where(closed, reasons, "")}


def _reasons(rng: np.random.Generator, n: int, shares: dict[str, float]) -> np.ndarray:
    weights = np.array(list(shares.values()))
    return np.array(list(shares))[rng.choice(len(shares), n, p=weights / weights.sum())]
