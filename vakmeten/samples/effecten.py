"""The truth behind the sample town: what `sample_data/voorbeeldstad/effecten.toml` says."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np

from vakmeten.places import packaged_path

GROEPEN = ("kort", "midden", "lang")
MET = "werkervaringsplek"

Effect = Mapping[str, float] | float


def read_stad_file(name: str) -> dict[str, Any]:
    """One of the files in `sample_data/voorbeeldstad`."""
    path = packaged_path("sample_data") / "voorbeeldstad" / name
    return tomllib.loads(path.read_text("utf-8"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Effecten:
    """The numbers of the data-generating model, by section of the file.

    effect: true effect by outcome column, aanpak and groep; an aanpak that is absent has none.
    """

    effect: Mapping[str, Mapping[str, Mapping[str, float]]]
    klant: Mapping[str, Any]
    kans: Mapping[str, Any]
    keuze: Mapping[str, Any]
    trede: Mapping[str, Any]
    einde: Mapping[str, Any]

    @property
    def aanpakken(self) -> tuple[str, ...]:
        """The aanpakken that a casus can begin with."""
        return tuple(self.keuze["aanpak"])

    def table(self, uitkomst: str) -> np.ndarray:
        """Effect on an outcome: a row per aanpak, a last one for no plan; a column per groep."""
        effects = self.effect.get(uitkomst, {})
        rows = [[effects.get(a, {}).get(g, 0.0) for g in GROEPEN] for a in self.aanpakken]
        return np.array([*rows, [0.0] * len(GROEPEN)])

    def shares(self) -> tuple[np.ndarray, np.ndarray]:
        """Share of each aanpak when nothing pulls, and how hard the kansrijkheid pulls."""
        found = self.keuze["aanpak"].values()
        return np.array([a["aandeel"] for a in found]), np.array([a["trek"] for a in found])


@cache
def _written() -> Effecten:
    return Effecten(**read_stad_file("effecten.toml"))


def read_effecten(effect: Effect | None = None, aandeel: float | None = None) -> Effecten:
    """What is written down in the sample town, or another effect or share in the same town.

    effect:  instead of all that is written: that of a werkervaringsplek on werk_12.
    aandeel: share that gets a werkervaringsplek when nothing pulls, the others in proportion.
    Raises ValueError for a groep that does not exist or is left out, or a share outside 0 to 1.
    """
    town = _written()
    if effect is not None:
        by_group = dict(effect) if isinstance(effect, Mapping) else dict.fromkeys(GROEPEN, effect)
        if set(by_group) != set(GROEPEN):
            raise ValueError(f"effect needs one number for each of {', '.join(GROEPEN)}")
        town = replace(town, effect={"werk_12": {MET: by_group}})
    if aandeel is not None:
        town = replace(town, keuze={**town.keuze, "aanpak": _shared(town.keuze["aanpak"], aandeel)})
    return town


def _shared(aanpakken: Mapping[str, Any], aandeel: float) -> dict[str, Any]:
    if not 0 < aandeel < 1:
        raise ValueError("aandeel lies between 0 and 1")
    rest = 1 - aanpakken[MET]["aandeel"]
    shares = {a: row["aandeel"] / rest * (1 - aandeel) for a, row in aanpakken.items()}
    shares[MET] = aandeel
    return {code: {**row, "aandeel": shares[code]} for code, row in aanpakken.items()}
