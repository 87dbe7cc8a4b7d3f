"""The forms of the uitvoering: a contact, an afspraak, and start and end of an inzet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from vakmeten import texts
from vakmeten.domain.codes import Contactvorm, EindeInzet, Partij
from vakmeten.domain.dossier import CasusRecord, Dossier
from vakmeten.domain.plan import Inzet
from vakmeten.domain.uitvoering import Afspraak, Contact
from vakmeten.errors import InvalidRecord
from vakmeten.ui.invoer import (
    Form,
    dag,
    datum,
    datum_of_leeg,
    deel,
    getal_of_leeg,
    id_van,
    tekst,
)


def vul(dossier: Dossier, vandaag: date) -> Form:
    """Empty forms, with today filled in."""
    return {
        "contact": _contact_form(None, vandaag),
        "afspraak": _afspraak_form(None),
        "inzet": {"id": "", "startdatum": "", "einddatum": "", "einde": ""},
    }


def _contact_form(contact: Contact | None, vandaag: date) -> Form:
    return {
        "id": contact.id if contact else "",
        "datum": dag(contact.datum if contact else vandaag),
        "vorm": contact.vorm.value if contact else Contactvorm.PERSOONLIJK.value,
        "duur": contact.duur if contact else None,
        "kern": contact.kern if contact else "",
    }


def _afspraak_form(afspraak: Afspraak | None) -> Form:
    return {
        "id": afspraak.id if afspraak else "",
        "van": afspraak.van.value if afspraak else Partij.KLANT.value,
        "wat": afspraak.wat if afspraak else "",
        "datum": dag(afspraak.datum if afspraak else None),
        "toelichting": afspraak.toelichting if afspraak else "",
    }


def vind(dossier: Dossier, deel_naam: str, record_id: str) -> Contact | Afspraak | Inzet:
    """The saved record of one part, to correct. Raises InvalidRecord for an unknown one."""
    beeld = dossier.huidig
    if deel_naam == "contact":
        return _find(beeld.contacten, record_id)
    if deel_naam == "afspraak":
        return _find(afspraken(dossier), record_id)
    return _find_inzet(dossier, record_id)


def vul_deel(record: Contact | Afspraak | Inzet, vandaag: date) -> Form:
    """The form of one part with a saved record in it."""
    if isinstance(record, Contact):
        return _contact_form(record, vandaag)
    if isinstance(record, Afspraak):
        return _afspraak_form(record)
    return {
        "id": record.id,
        "startdatum": dag(record.startdatum),
        "einddatum": dag(record.einddatum),
        "einde": record.einde.value if record.einde else "",
    }


def afspraken(dossier: Dossier) -> tuple[Afspraak, ...]:
    """The afspraken of this ronde, and those of earlier ones that nobody has judged yet."""
    here = dossier.huidig.ronde.id
    return tuple(
        a
        for a in dossier.afspraken
        if not a.vervallen and (a.ronde_id == here or a.nagekomen is None)
    )


def lees_contact(form: Form, dossier: Dossier) -> list[CasusRecord]:
    """The contact that the form says. Raises InvalidRecord."""
    part = deel(form, "contact")
    ronde = dossier.huidig.ronde
    return [
        Contact(
            id=id_van(part),
            casus_id=ronde.casus_id,
            ronde_id=ronde.id,
            datum=datum(part, "datum", "De datum van het contact"),
            vorm=tekst(part, "vorm"),  # type: ignore[arg-type]
            duur=getal_of_leeg(part, "duur", texts.DUUR_FOUT),
            kern=tekst(part, "kern"),
        )
    ]


def lees_afspraak(form: Form, dossier: Dossier) -> list[CasusRecord]:
    """The afspraak that the form says; whether it was kept stays. Raises InvalidRecord."""
    part = deel(form, "afspraak")
    ronde = dossier.huidig.ronde
    known = next((a for a in afspraken(dossier) if a.id == tekst(part, "id")), None)
    return [
        Afspraak(
            id=id_van(part),
            casus_id=ronde.casus_id,
            ronde_id=known.ronde_id if known else ronde.id,
            van=tekst(part, "van"),  # type: ignore[arg-type]
            wat=tekst(part, "wat"),
            datum=datum(part, "datum", "De datum van de afspraak"),
            nagekomen=known.nagekomen if known else None,
            toelichting=tekst(part, "toelichting"),
        )
    ]


def lees_inzet(form: Form, dossier: Dossier) -> list[CasusRecord]:
    """The inzet with the start and end that the form says. Raises InvalidRecord."""
    part = deel(form, "inzet")
    inzet = _find_inzet(dossier, tekst(part, "id"))
    einde = tekst(part, "einde")
    return [
        replace(
            inzet,
            startdatum=datum_of_leeg(part, "startdatum", "De startdatum van de inzet"),
            einddatum=datum_of_leeg(part, "einddatum", "De einddatum van de inzet"),
            einde=EindeInzet(einde) if einde in list(EindeInzet) else None,
        )
    ]


LEZERS = {"contact": lees_contact, "afspraak": lees_afspraak, "inzet": lees_inzet}


def kom_na(dossier: Dossier, afspraak_id: str, nagekomen: object) -> list[CasusRecord]:
    """The afspraak, kept (True), not kept (False) or open again (None)."""
    afspraak = _find(afspraken(dossier), afspraak_id)
    return [replace(afspraak, nagekomen=nagekomen if isinstance(nagekomen, bool) else None)]


def neem_terug(dossier: Dossier, deel_naam: str, record_id: str) -> list[CasusRecord]:
    """A contact or afspraak that was a mistake."""
    records = dossier.huidig.contacten if deel_naam == "contact" else afspraken(dossier)
    return [replace(_find(records, record_id), vervallen=True)]


def _find(records: tuple[Any, ...], record_id: object) -> Any:
    found = next((r for r in records if r.id == record_id), None)
    if found is None:
        raise InvalidRecord(texts.NIET_MEER_DAAR)
    return found


def _find_inzet(dossier: Dossier, inzet_id: str) -> Inzet:
    running = tuple(i for i in dossier.inzetten if not i.vervallen)
    return _find(running, inzet_id)
