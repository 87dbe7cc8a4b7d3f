"""One casus as it was drawn, and what of it asks for attention on the peildatum."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np

from vakmeten.samples.effecten import GROEPEN, Effecten
from vakmeten.samples.frame import klantnummers
from vakmeten.samples.kalender import working_day_before
from vakmeten.samples.stad import read_klantmanagers
from vakmeten.samples.trekking import Columns


class Rol(StrEnum):
    """What a running casus shows on the peildatum; most are in order."""

    IN_ORDE = "in_orde"
    VERWACHTING_LAAT = "verwachting_laat"
    VERWACHTING_WEEK = "verwachting_week"
    GEEN_CONTACT = "geen_contact"
    AFSPRAAK_LAAT = "afspraak_laat"
    AFSPRAAK_WEEK = "afspraak_week"


# In this order over the running casussen of one klantmanager, with the chance that each is there.
ROLLEN: tuple[tuple[Rol, float], ...] = (
    (Rol.VERWACHTING_LAAT, 1.0),
    (Rol.VERWACHTING_WEEK, 1.0),
    (Rol.GEEN_CONTACT, 1.0),
    (Rol.AFSPRAAK_LAAT, 1.0),
    (Rol.VERWACHTING_LAAT, 0.25),
    (Rol.GEEN_CONTACT, 0.2),
    (Rol.AFSPRAAK_WEEK, 0.3),
)
OUD_GENOEG = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Rij:
    """A casus as drawn. All days are ordinals, as `date.toordinal` gives them.

    einde:        None while the casus runs.
    laatste:      the last day on which something can be written down.
    trede_straks: the trede after 12 months.
    gemeten:      whether an evaluatie in the first year measures that trede.
    """

    nummer: int
    klantnummer: str
    team: str
    klantmanager: str
    start: int
    einde: int | None
    peildag: int
    laatste: int
    uitstroom: str
    leeftijd: int
    deel: float
    opleiding: str
    maanden: int
    groep: str
    trede: int
    trede_straks: int
    werk: bool
    diagnose: bool
    plan: bool
    gemeten: bool
    aanpak: str
    rol: Rol

    @property
    def jaar(self) -> int:
        """The day on which werk_12 and trede_12 are looked at."""
        return self.start + 365

    @property
    def slot(self) -> int:
        """The last day of the history."""
        return self.laatste if self.einde is None else self.einde


def rijen(
    columns: Columns, rollen: np.ndarray, peildatum: date, effecten: Effecten
) -> Iterator[Rij]:
    """The casussen one by one."""
    kinds, accounts = list(Rol), read_klantmanagers()
    levels = list(effecten.klant["opleiding"])
    codes = [*effecten.aanpakken, ""]
    last = working_day_before(peildatum).toordinal()
    plain = {name: values.tolist() for name, values in columns.items()}
    for i, klantnummer in enumerate(klantnummers(len(rollen))):
        row = {name: values[i] for name, values in plain.items()}
        account = accounts[row["klantmanager"]]
        yield Rij(
            nummer=i,
            klantnummer=klantnummer,
            team=account[:-2],
            klantmanager=account,
            start=row["start"].toordinal(),
            einde=row["einde"].toordinal() if row["gesloten"] else None,
            peildag=peildatum.toordinal(),
            laatste=last,
            uitstroom=row["uitstroom"],
            leeftijd=row["leeftijd"],
            deel=row["deel"],
            opleiding=levels[row["opleiding"]],
            maanden=row["maanden"],
            groep=GROEPEN[row["groep"]],
            trede=row["trede"],
            trede_straks=row["trede_straks"],
            werk=row["werk"],
            diagnose=row["diagnose"],
            plan=row["plan"],
            gemeten=row["gemeten"],
            aanpak=codes[row["aanpak"]],
            rol=kinds[rollen[i]],
        )


def draw_rollen(rng: np.random.Generator, columns: Columns, peildatum: date) -> np.ndarray:
    """A role for each casus, as a place in `Rol`: a few per klantmanager, the rest in order."""
    n = len(columns["start"])
    age = (np.datetime64(peildatum, "D") - columns["start"]).astype(int)
    able = np.flatnonzero(~columns["gesloten"] & columns["plan"] & (age > OUD_GENOEG))
    able = able[np.lexsort((rng.random(len(able)), columns["klantmanager"][able]))]
    heads = columns["klantmanager"][able]
    place = np.arange(len(able)) - np.searchsorted(heads, heads, side="left")
    kinds = list(Rol)
    codes = np.array([kinds.index(rol) for rol, _ in ROLLEN])
    chance = np.array([p for _, p in ROLLEN])
    near = np.minimum(place, len(ROLLEN) - 1)
    taken = (place < len(ROLLEN)) & (rng.random(len(able)) < chance[near])
    rollen = np.zeros(n, int)
    rollen[able] = np.where(taken, codes[near], 0)
    return rollen
