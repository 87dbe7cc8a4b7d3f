"""One call that makes a town: its frame, or the whole town with every word in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, overload

import numpy as np
import pandas as pd

from vakmeten.domain.aanpak import Aanpak
from vakmeten.domain.vastlegging import AMSTERDAM, Vastlegging
from vakmeten.samples.effecten import Effect, Effecten, read_effecten
from vakmeten.samples.frame import to_frame
from vakmeten.samples.geschiedenis import vertel
from vakmeten.samples.rij import draw_rollen, rijen
from vakmeten.samples.stad import Account, Team, read_aanpakken, read_accounts, read_teams
from vakmeten.samples.trekking import Columns, draw

FRAME, ROLLEN, VERHAAL = range(3)  # streams of numbers of one seed, each on its own


@dataclass(frozen=True, slots=True)
class Geschiedenissen:
    """The histories of all casussen, told anew and the same each time they are asked for."""

    seed: int
    peildatum: date
    columns: Columns
    effecten: Effecten

    def __len__(self) -> int:
        return len(self.columns["start"])

    def __iter__(self) -> Iterator[list[Vastlegging]]:
        rollen = draw_rollen(_rng(self.seed, ROLLEN), self.columns, self.peildatum)
        for rij in rijen(self.columns, rollen, self.peildatum, self.effecten):
            yield vertel(rij, _rng(self.seed, VERHAAL, rij.nummer))


@dataclass(frozen=True, slots=True, kw_only=True)
class Voorbeeldstad:
    """A made-up town with its people, its own catalogue and the histories of its casussen.

    aanpakken:       what the town has in its catalogue beside the one of vakmeten.
    geschiedenissen: one list of vastleggingen per casus, oldest first, in the order of `frame`.
    frame:           what `simulate(..., tekst=False)` gives for the same arguments.

    The frame has one row per casus, in order of start:
    klantnummer, team, klantmanager: codes; startdatum: day.
    leeftijd:         whole years at the start, 18 to 65.
    opleidingsniveau: laag, middelbaar, hoog, or onbekend (not asked).
    maanden_bijstand: whole months in the bijstand at the start, 0 to 240.
    groep:            kort (under 12 months), midden (12 to 35), lang (36 and more).
    trede:            rung 1 to 4 at the start; missing while there is no diagnose.
    aanpak:           code of the first inzet; missing while there is no plan.
    voormeting:       months of paid work in the two years before the start, 0 to 24.
    werk_12:          1 if the casus ended by paid work within 365 days of the start, else 0;
                      missing while those days are not over.
    trede_12:         rung 1 to 6 as last measured within 365 days of the start; missing while
                      those days are not over or when no evaluatie measured it.
    dagen:            days from the start to the end, or to the peildatum if the casus runs.
    uitstroom:        code of the reason of the end; "" while the casus runs.
    """

    peildatum: date
    teams: tuple[Team, ...]
    accounts: tuple[Account, ...]
    aanpakken: tuple[Aanpak, ...]
    geschiedenissen: Iterable[list[Vastlegging]]
    frame: pd.DataFrame


def _rng(*seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


@overload
def simulate(
    *,
    seed: int,
    n: int = ...,
    peildatum: date | None = ...,
    tekst: Literal[False],
    effect: Effect | None = ...,
    verstrengeling: float = ...,
    aandeel: float | None = ...,
    volledig: bool = ...,
) -> pd.DataFrame: ...


@overload
def simulate(
    *,
    seed: int,
    n: int = ...,
    peildatum: date | None = ...,
    tekst: Literal[True] = ...,
    effect: Effect | None = ...,
    verstrengeling: float = ...,
    aandeel: float | None = ...,
    volledig: bool = ...,
) -> Voorbeeldstad: ...


def simulate(
    *,
    seed: int,
    n: int = 1500,
    peildatum: date | None = None,
    tekst: bool = True,
    effect: Effect | None = None,
    verstrengeling: float = 1.0,
    aandeel: float | None = None,
    volledig: bool = False,
) -> Voorbeeldstad | pd.DataFrame:
    """A made-up town with known true effects: the same town for the same arguments and peildatum.

    n:              casussen, begun in the three years before `peildatum` (default: today).
    tekst:          False gives only the frame; its columns are described at `Voorbeeldstad`.
    effect:         effect of a werkervaringsplek on werk_12 (0.10 is 10 percentage points), one
                    number or one per groep, instead of all that is written down; 0 is no effect.
    verstrengeling: how strongly prospects decide who gets which aanpak; 0 is a draw by lot.
    aandeel:        share that gets a werkervaringsplek in a draw by lot.
    volledig:       True gives no missing values: all began over a year ago and were measured.
    Raises ValueError for n under 1, an unknown groep, or an effect that does not fit in a chance.
    """
    if n < 1:
        raise ValueError("n must be at least 1")
    day = peildatum or datetime.now(AMSTERDAM).date()
    effecten = read_effecten(effect, aandeel)
    columns = draw(_rng(seed, FRAME), n, day, effecten, verstrengeling, volledig=volledig)
    frame = to_frame(columns, day, effecten)
    return _stad(seed, day, effecten, columns, frame) if tekst else frame


def _stad(
    seed: int, day: date, effecten: Effecten, columns: Columns, frame: pd.DataFrame
) -> Voorbeeldstad:
    return Voorbeeldstad(
        peildatum=day,
        teams=read_teams(),
        accounts=read_accounts(),
        aanpakken=read_aanpakken(),
        geschiedenissen=Geschiedenissen(seed, day, columns, effecten),
        frame=frame,
    )
