"""The toppings of a casus to read: what a municipality records beside the core, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from vakmeten import labels, texts
from vakmeten.domain.dossier import Dossier, RondeBeeld
from vakmeten.domain.topping import Aanvulling, Topping, ToppingBij, ToppingSoort, Waarde

# A line to read: `label`, `tekst` and `uitleg`, "" if there is none.
ToppingRegel = dict[str, str]
# The lines of each record that has any, by its id.
PerRecord = Mapping[str, list[ToppingRegel]]


def per_record(dossier: Dossier, toppings: Iterable[Topping]) -> dict[str, list[ToppingRegel]]:
    """The toppings of each record of the casus, and of its klant, by the id of that record."""
    known = {topping.code: topping for topping in toppings}
    lines = {a.record_id: _regels(a, known) for a in dossier.aanvullingen}
    return {record_id: found for record_id, found in lines.items() if found}


def kaart(dossier: Dossier, regels: PerRecord) -> list[dict[str, Any]]:
    """What stands together on the page: groups with `kop` and `regels`; empty if there is nothing.

    Of the klant, the casus and the running ronde with its steps. What is on another record stands
    beside that record.
    """
    places = {
        ToppingBij.KLANT: dossier.klant.klantnummer,
        ToppingBij.CASUS: dossier.casus.id,
        **_stappen(dossier.huidig),
    }
    return [
        {"kop": labels.label(bij), "regels": regels[record_id]}
        for bij, record_id in places.items()
        if record_id in regels
    ]


def _stappen(beeld: RondeBeeld) -> dict[ToppingBij, str]:
    steps = {
        ToppingBij.RONDE: beeld.ronde,
        ToppingBij.DIAGNOSE: beeld.diagnose,
        ToppingBij.PLAN: beeld.plan,
        ToppingBij.EVALUATIE: beeld.evaluatie,
    }
    return {bij: record.id for bij, record in steps.items() if record is not None}


def _regels(aanvulling: Aanvulling, known: Mapping[str, Topping]) -> list[ToppingRegel]:
    """A line for each value, in the order of the definitions; what has none comes last."""
    values = {**aanvulling.waarden, **aanvulling.teksten}
    ordered = [code for code in known if code in values]
    ordered += sorted(values.keys() - known.keys())
    return [_regel(code, values[code], known.get(code)) for code in ordered if values[code] != ""]


def _regel(code: str, waarde: Waarde, topping: Topping | None) -> ToppingRegel:
    """One line. A value whose definition is gone is not lost: it bears its code."""
    if topping is None:
        return {"label": code, "tekst": _woorden(waarde, ""), "uitleg": texts.TOPPING_WEG}
    if topping.soort == ToppingSoort.DATUM:
        tekst = labels.dag(date.fromisoformat(str(waarde)))
    elif topping.soort == ToppingSoort.GEHEEL and not topping.eenheid:
        tekst = str(waarde)  # a year or a number of a street, perhaps: no points in it
    else:
        tekst = _woorden(waarde, topping.eenheid)
    return {"label": topping.naam, "tekst": tekst, "uitleg": topping.uitleg}


def _woorden(waarde: Waarde, eenheid: str) -> str:
    if isinstance(waarde, bool):
        return labels.JA_NEE[waarde]
    if isinstance(waarde, str):
        return waarde
    return f"{labels.getal(waarde)} {eenheid}".strip()
