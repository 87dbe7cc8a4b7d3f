"""The lists that the forms of a casus choose from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from vakmeten import labels
from vakmeten.domain.aanpak import Aanpak
from vakmeten.domain.codes import LEEFGEBIED_SCORES
from vakmeten.domain.plan import GEWICHTEN
from vakmeten.ui.casusboek.casus.plan import LEEG_DOEL, LEGE_INZET, LEGE_VERWACHTING
from vakmeten.ui.invoer import Form, delen, tekst

# The lists of codes that a form shows, as they are called in `labels`.
CODE_LISTS = (
    "Bestemming",
    "Contactvorm",
    "Domein",
    "EindeInzet",
    "Element",
    "Gesprekspartner",
    "Invloed",
    "Kennisbron",
    "Leefgebied",
    "Opleidingsniveau",
    "Partij",
    "Tussendoel",
    "Uitkomst",
    "Uitstroomreden",
)

# A plan from a file may not tell these; a person who makes one does. So "onbekend" is no choice,
# unless it stands in the form already: the list would else look empty.
ALLEEN_UIT_BESTAND = {"Bestemming", "Kennisbron"}

Optie = dict[str, Any]


def lijsten(aanpakken: Iterable[Aanpak], *forms: Form) -> dict[str, Any]:
    """Every list as options with `waarde` and `naam`, and the empty parts of a plan.

    forms: what is filled in stays in its list, also when it is chosen no more.
    """
    chosen = _chosen(forms)
    return {
        **{name: _options(name, chosen) for name in CODE_LISTS},
        "Trede": [{"waarde": t, "naam": f"{t}. {name}"} for t, name in labels.TREDEN.items()],
        "Score": [{"waarde": s, "naam": labels.LEEFGEBIED_SCORES[s]} for s in LEEFGEBIED_SCORES],
        "Gewicht": [{"waarde": g, "naam": str(g)} for g in GEWICHTEN],
        "Aanpak": _catalogue(a for a in aanpakken if a.actief or a.code in chosen["Aanpak"]),
        "leeg_doel": LEEG_DOEL,
        "lege_inzet": LEGE_INZET,
        "lege_verwachting": LEGE_VERWACHTING,
    }


def _chosen(forms: Iterable[Form]) -> dict[str, set[str]]:
    """The codes that stand in a form of a plan, by list; none in any other form."""
    found: dict[str, set[str]] = {"Bestemming": set(), "Kennisbron": set(), "Aanpak": set()}
    for form in forms:
        found["Bestemming"].add(tekst(form, "bestemming"))
        for inzet in delen(form, "inzetten"):
            found["Kennisbron"].add(tekst(inzet, "kennisbron"))
            found["Aanpak"].add(tekst(inzet, "aanpak"))
    return found


def _options(naam: str, chosen: Mapping[str, set[str]]) -> list[Optie]:
    hide = naam in ALLEEN_UIT_BESTAND and "onbekend" not in chosen[naam]
    hidden = "onbekend" if hide else None
    codes = labels.LABELS[naam].items()
    return [{"waarde": code, "naam": name} for code, name in codes if code != hidden]


def _catalogue(aanpakken: Iterable[Aanpak]) -> list[dict[str, Any]]:
    ordered = sorted(aanpakken, key=lambda a: (a.categorie, a.naam))
    return [
        {"naam": categorie, "opties": [{"waarde": a.code, "naam": a.naam} for a in group]}
        for categorie, group in groupby(ordered, key=lambda a: a.categorie)
    ]
