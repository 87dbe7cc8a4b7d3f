"""The earlier rondes, and another person's text, to read: headings with lines under them.

A part and a line bear the id of their record, by which its toppings are found.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from vakmeten import labels, texts
from vakmeten.domain.dossier import Dossier, RondeBeeld
from vakmeten.domain.record import StapRecord
from vakmeten.domain.uitvoering import Contact
from vakmeten.ui.casusboek.casus.velden import Namen, Regel, blok, regel, velden


def eerdere_rondes(dossier: Dossier, catalogus: Namen, vandaag: date) -> list[dict[str, Any]]:
    """Every ronde but the running one, the last one first, in words."""
    namen = {
        **catalogus,
        **{doel.id: doel.tekst for doel in dossier.doelen},
        **{i.id: catalogus.get(i.aanpak, i.aanpak) for i in dossier.inzetten},
    }
    return [
        _ronde(dossier.ronde(ronde.id), namen, vandaag) for ronde in reversed(dossier.rondes[:-1])
    ]


def hun_tekst(record: Any, namen: Namen) -> list[Regel]:
    """Another person's version of a record, field by field; empty if there is none.

    namen: what a person calls an id or a code that stands in a record.
    """
    if record is None:
        return []
    if getattr(record, "vervallen", False):
        return regel("Weggehaald", texts.WEGGEHAALD)
    return velden(record, namen)


# The parts of a ronde


def _ronde(beeld: RondeBeeld, namen: Namen, vandaag: date) -> dict[str, Any]:
    einde = beeld.ronde.einddatum or vandaag
    return {
        "id": beeld.ronde.id,
        "titel": texts.RONDE_TITEL.format(
            nummer=beeld.ronde.nummer,
            van=labels.dag(beeld.ronde.startdatum),
            tot=labels.dag(einde),
        ),
        "delen": [
            _deel("Diagnose", beeld.diagnose, velden(beeld.diagnose, namen)),
            _deel("Plan", beeld.plan, _plan(beeld, namen)),
            _deel("Uitvoering", None, _uitvoering(beeld, namen)),
            _deel("Evaluatie", beeld.evaluatie, velden(beeld.evaluatie, namen)),
        ],
    }


def _deel(kop: str, stap: StapRecord | None, regels: list[Regel]) -> dict[str, Any]:
    return {"id": stap.id if stap else "", "kop": kop, "regels": regels}


def _plan(beeld: RondeBeeld, namen: Namen) -> list[Regel]:
    lines = velden(beeld.plan, namen)
    for doel in beeld.doelen:
        lines += blok("Doel", doel, "tekst", namen)
    for inzet in beeld.inzetten:
        lines += blok("Inzet", inzet, "aanpak", namen)
    for verwachting in beeld.verwachtingen:
        lines += blok("Verwachting", verwachting, "wat", namen)
    return lines


def _uitvoering(beeld: RondeBeeld, namen: Namen) -> list[Regel]:
    lines: list[Regel] = []
    for contact in beeld.contacten:
        lines += regel(_contact(contact), contact.kern, contact.id)
    for afspraak in beeld.afspraken:
        lines += blok("Afspraak", afspraak, "wat", namen)
    return lines


def _contact(contact: Contact) -> str:
    parts = [labels.dag(contact.datum), labels.label(contact.vorm)]
    if contact.duur is not None:
        parts.append(texts.MINUTEN.format(aantal=contact.duur))
    return ", ".join(parts)
