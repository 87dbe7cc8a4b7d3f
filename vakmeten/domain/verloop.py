"""How a casus goes on: the records that close a ronde, begin the next, close or reopen a casus.

Each function returns records in the order in which `regels.neem_op` takes them up.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from vakmeten.domain.casus import Casus, Ronde
from vakmeten.domain.codes import Vervolg
from vakmeten.domain.dossier import CasusRecord, Dossier
from vakmeten.domain.evaluatie import Evaluatie
from vakmeten.domain.uitstroom import Uitstroomreden


def stel_bij(dossier: Dossier, evaluatie: Evaluatie, datum: date) -> tuple[CasusRecord, ...]:
    """Save the evaluatie, close the ronde on `datum` and begin the next one that same day."""
    ronde = dossier.huidig.ronde
    return (
        replace(evaluatie, vervolg=Vervolg.BIJSTELLEN),
        replace(ronde, einddatum=datum),
        Ronde(casus_id=dossier.casus.id, nummer=ronde.nummer + 1, startdatum=datum),
    )


def sluit_af(
    dossier: Dossier, evaluatie: Evaluatie | None, datum: date, reden: Uitstroomreden
) -> tuple[CasusRecord, ...]:
    """Close the ronde and the casus on `datum`; without evaluatie if there never was a plan."""
    ronde = dossier.huidig.ronde
    first = () if evaluatie is None else (replace(evaluatie, vervolg=Vervolg.AFSLUITEN),)
    last = () if not ronde.loopt else (replace(ronde, einddatum=datum),)
    return (*first, *last, replace(dossier.casus, einddatum=datum, uitstroomreden=reden))


def heropen(dossier: Dossier, datum: date, reden: str) -> tuple[Casus, Ronde]:
    """Open a closed casus again on `datum`, with a next ronde."""
    casus = replace(dossier.casus, einddatum=None, uitstroomreden=None, heropend_reden=reden)
    nummer = len(dossier.rondes) + 1
    return casus, Ronde(casus_id=casus.id, nummer=nummer, startdatum=datum)
