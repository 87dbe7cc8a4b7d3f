"""One line of a caseload, and what on it asks for attention first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from vakmeten.domain.codes import Stap

WEEK = timedelta(days=7)
DIAGNOSE_DAGEN = 14


class Aanleiding(StrEnum):
    """Why a casus asks for attention, the most pressing first."""

    VERWACHTING = "verwachting"
    AFSPRAAK = "afspraak"
    GEEN_CONTACT = "geen_contact"
    GEEN_DIAGNOSE = "geen_diagnose"
    GEEN_PLAN = "geen_plan"
    CONCEPT = "concept"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseloadRegel:
    """One casus in a list. A date is None where there is nothing of that kind.

    naam:             name of the klant, "" if there is none or the casus is a colleague's.
    stap:             the step the running ronde is in.
    trede:            last recorded rung.
    laatste_contact:  day of the last contact, over all rondes.
    verwachting:      day of the earliest verwachting without answer; `kans` its chance in percent.
    afspraak:         day of the earliest open afspraak.
    concept_op:       when this visitor last typed something that is not saved yet.
    """

    casus_id: str
    klantnummer: str
    naam: str = ""
    klantmanager: str
    team: str
    startdatum: date
    einddatum: date | None = None
    ronde: int
    ronde_sinds: date
    stap: Stap
    trede: int | None = None
    laatste_contact: date | None = None
    verwachting: date | None = None
    kans: int | None = None
    afspraak: date | None = None
    concept_op: datetime | None = None


@dataclass(frozen=True, slots=True, order=True)
class Aandacht:
    """What asks for attention: late or not, since or on which day, and why."""

    rang: int
    datum: date
    aanleiding: Aanleiding
    laat: bool


def aandacht(regel: CaseloadRegel, vandaag: date, geen_contact_dagen: int) -> Aandacht | None:
    """The most pressing thing of one casus; None if nothing asks for attention this week."""
    if regel.einddatum is not None:
        return None
    found = [
        Aandacht(0 if laat else 1, datum, aanleiding, laat)
        for aanleiding, datum, laat in _due(regel, vandaag, timedelta(days=geen_contact_dagen))
    ]
    order = list(Aanleiding)
    return min(found, key=lambda a: (a.rang, order.index(a.aanleiding)), default=None)


def _due(
    regel: CaseloadRegel, vandaag: date, geen_contact: timedelta
) -> list[tuple[Aanleiding, date, bool]]:
    """Everything on this line whose day lies within a week, with whether it is late."""
    dated = [(Aanleiding.VERWACHTING, regel.verwachting), (Aanleiding.AFSPRAAK, regel.afspraak)]
    found = [(why, day, day < vandaag) for why, day in dated if day and day <= vandaag + WEEK]
    last_seen = regel.laatste_contact or regel.startdatum
    if vandaag - last_seen > geen_contact:
        found.append((Aanleiding.GEEN_CONTACT, last_seen, True))
    if regel.stap is Stap.DIAGNOSE:
        late = vandaag - regel.ronde_sinds > timedelta(days=DIAGNOSE_DAGEN)
        found.append((Aanleiding.GEEN_DIAGNOSE, regel.ronde_sinds, late))
    if regel.stap is Stap.PLAN:
        found.append((Aanleiding.GEEN_PLAN, regel.ronde_sinds, False))
    if regel.concept_op is not None:
        found.append((Aanleiding.CONCEPT, regel.concept_op.date(), False))
    return found
