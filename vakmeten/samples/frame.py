"""The draw of a town as a tidy frame."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from vakmeten.samples.effecten import GROEPEN, Effecten
from vakmeten.samples.stad import read_klantmanagers
from vakmeten.samples.trekking import JAAR, Columns

FIRST_NUMBER = 10_001


def to_frame(columns: Columns, peildatum: date, effecten: Effecten) -> pd.DataFrame:
    """One row per casus, in order of start; the columns are described at `Voorbeeldstad`."""
    n = len(columns["start"])
    accounts = read_klantmanagers()
    begun = (np.datetime64(peildatum, "D") - columns["start"]).astype(int)
    seen = begun >= JAAR
    lasted = (columns["einde"] - columns["start"]).astype(int)
    return pd.DataFrame(
        {
            "klantnummer": klantnummers(n),
            "team": np.array([account[:-2] for account in accounts])[columns["klantmanager"]],
            "klantmanager": np.array(accounts)[columns["klantmanager"]],
            "startdatum": columns["start"].astype("datetime64[s]"),
            "leeftijd": columns["leeftijd"],
            "opleidingsniveau": np.array(list(effecten.klant["opleiding"]))[columns["opleiding"]],
            "maanden_bijstand": columns["maanden"],
            "groep": np.array(GROEPEN)[columns["groep"]],
            "trede": _where(columns["diagnose"], columns["trede"]),
            "aanpak": _aanpak(columns, effecten),
            "voormeting": columns["voormeting"],
            "werk_12": _where(seen, columns["werk"]),
            "trede_12": _where(seen & columns["gemeten"], columns["trede_straks"]),
            "dagen": np.where(columns["gesloten"], lasted, begun),
            "uitstroom": columns["uitstroom"],
        }
    )


def klantnummers(n: int) -> list[str]:
    """Made-up klantnummers, the oldest casus first."""
    return [f"K-{number}" for number in range(FIRST_NUMBER, FIRST_NUMBER + n)]


def _where(known: np.ndarray, values: np.ndarray) -> np.ndarray:
    return np.where(known, values, np.nan)


def _aanpak(columns: Columns, effecten: Effecten) -> np.ndarray:
    """The code of the first aanpak; None where there is no plan, which pandas reads as missing."""
    return np.array([*effecten.aanpakken, None], dtype=object)[columns["aanpak"]]
