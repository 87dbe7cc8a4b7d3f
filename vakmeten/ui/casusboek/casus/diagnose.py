"""The form of the diagnose."""

from __future__ import annotations

from datetime import date, timedelta

from vakmeten import texts
from vakmeten.domain.codes import Domein, Leefgebied
from vakmeten.domain.diagnose import Diagnose
from vakmeten.domain.dossier import CasusRecord, Dossier
from vakmeten.ui.invoer import (
    Form,
    dag,
    datum,
    deel,
    getal,
    getal_of_leeg,
    scores,
    tekst,
)

# A score is a picture of the moment: older than this it has to be taken anew.
FRESH = timedelta(days=30)
TEXTS = ("vraag", "mogelijkheden", "belemmeringen", "duiding")


def vul(dossier: Dossier, vandaag: date) -> Form:
    """The form as it is saved; in a next ronde it begins with scores of the last thirty days."""
    known = dossier.huidig.diagnose
    last = known or next((e for e in dossier.evaluaties[-1:] if vandaag - e.datum <= FRESH), None)
    scored = last.leefgebieden if last else {}
    form: Form = {name: getattr(known, name) if known else "" for name in TEXTS}
    return form | {
        "datum": dag(known.datum if known else vandaag),
        "trede": last.trede if last else None,
        "groeipotentieel": known.groeipotentieel if known else None,
        "leefgebieden": {area.value: scored.get(area) for area in Leefgebied},
        "domeinen": {d.value: known.domeinen.get(d, "") if known else "" for d in Domein},
    }


def lees(form: Form, dossier: Dossier) -> list[CasusRecord]:
    """The diagnose that the form says. Raises InvalidRecord."""
    ronde = dossier.huidig.ronde
    domeinen = deel(form, "domeinen")
    return [
        Diagnose(
            casus_id=ronde.casus_id,
            ronde_id=ronde.id,
            datum=datum(form, "datum", "De datum van de diagnose"),
            trede=getal(form, "trede", texts.TREDE_FOUT),
            groeipotentieel=getal_of_leeg(form, "groeipotentieel", texts.TREDE_FOUT),
            leefgebieden=scores(form, "leefgebieden", texts.LEEFGEBIED_FOUT),  # type: ignore[arg-type]
            domeinen={d: tekst(domeinen, d.value) for d in Domein if tekst(domeinen, d.value)},
            **{name: tekst(form, name) for name in TEXTS},
        )
    ]
