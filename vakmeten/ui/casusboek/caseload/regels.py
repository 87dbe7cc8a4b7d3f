"""A line of the caseload in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from vakmeten import labels, texts
from vakmeten.domain.caseload import Aandacht, Aanleiding, CaseloadRegel, aandacht
from vakmeten.domain.codes import Stap

Regel = dict[str, Any]

# Where the button of a line leads to; elsewhere to the step that is next.
STAP_VAN = {
    Aanleiding.VERWACHTING: Stap.EVALUATIE,
    Aanleiding.AFSPRAAK: Stap.UITVOERING,
    Aanleiding.GEEN_CONTACT: Stap.UITVOERING,
}
NIETS = {"wat": "", "waarom": "", "doe": "", "naar": ""}


def regel_beeld(
    regel: CaseloadRegel, vandaag: date, geen_contact_dagen: int, namen: Mapping[str, str]
) -> Regel:
    """One line as the screen shows it; `groep` is laat, week or rust. namen: by account."""
    wanted = aandacht(regel, vandaag, geen_contact_dagen)
    groep = "rust" if wanted is None else "laat" if wanted.laat else "week"
    contact = regel.laatste_contact
    return {
        "casus_id": regel.casus_id,
        "klantnummer": regel.klantnummer,
        "naam": regel.naam,
        "klantmanager": namen.get(regel.klantmanager, regel.klantmanager),
        "ronde": regel.ronde,
        "stap": regel.stap.value,
        "stapnaam": labels.label(regel.stap),
        "trede": regel.trede,
        "contact": labels.korte_dag(contact, vandaag) if contact else texts.NOG_GEEN,
        "sinds": labels.maand(regel.startdatum),
        "gesloten": regel.einddatum is not None,
        "groep": groep,
        "rang": (wanted.rang, wanted.datum.isoformat()) if wanted else (2, ""),
        **(_in_words(wanted, regel, vandaag) if wanted else NIETS),
    }


def _in_words(wanted: Aandacht, regel: CaseloadRegel, vandaag: date) -> Regel:
    what, why, do = texts.AANDACHT[wanted.aanleiding.value]
    moment = regel.concept_op
    values = {
        "datum": labels.korte_dag(wanted.datum, vandaag),
        "dagen": (vandaag - wanted.datum).days,
        "kans": regel.kans,
        "tijd": f"{moment:%H:%M}" if moment else "",
    }
    if wanted.aanleiding is Aanleiding.GEEN_CONTACT and regel.laatste_contact is None:
        why = texts.AANDACHT_NOOIT_CONTACT
    return {
        "wat": what.format(**values),
        "waarom": why.format(**values),
        "doe": do,
        "naar": STAP_VAN.get(wanted.aanleiding, ""),
    }
