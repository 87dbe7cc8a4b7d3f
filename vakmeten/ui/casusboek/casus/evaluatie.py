"""The form of the evaluatie: what was expected beside what happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from vakmeten import texts
from vakmeten.domain.codes import Element, Leefgebied, Uitkomst
from vakmeten.domain.dossier import CasusRecord, Dossier
from vakmeten.domain.evaluatie import Evaluatie
from vakmeten.domain.plan import Verwachting
from vakmeten.errors import InvalidRecord
from vakmeten.ui.invoer import (
    Form,
    dag,
    datum,
    deel,
    getal,
    scores,
    tekst,
)


def te_beantwoorden(dossier: Dossier) -> list[Verwachting]:
    """The verwachtingen of this ronde, and those of earlier ones that never got an answer."""
    here = dossier.huidig.verwachtingen
    old = [
        v
        for v in dossier.verwachtingen
        if v.ronde_id != dossier.huidig.ronde.id and v.uitkomst is None and not v.vervallen
    ]
    return sorted([*old, *here], key=lambda v: v.datum)


def vul(dossier: Dossier, vandaag: date) -> Form:
    """The form as it is saved, else empty: a score that nobody gave today is no measurement."""
    beeld = dossier.huidig
    known = beeld.evaluatie
    scored = known.leefgebieden if known else {}
    return {
        "datum": dag(known.datum if known else vandaag),
        "trede": known.trede if known else None,
        "leefgebieden": {area.value: scored.get(area) for area in Leefgebied},
        "doelscores": {d.id: known.doelscores.get(d.id) if known else None for d in beeld.doelen},
        "elementen": {e.value: known.elementen.get(e) if known else None for e in Element},
        "uitkomsten": {
            v.id: {
                "uitkomst": v.uitkomst.value if v.uitkomst else None,
                "toelichting": v.uitkomst_toelichting,
            }
            for v in te_beantwoorden(dossier)
        },
        "anders": known.anders if known else "",
        "einde": {"datum": dag(vandaag), "reden": ""},
    }


def lees(form: Form, dossier: Dossier) -> list[CasusRecord]:
    """The evaluatie that the form says, and the answered verwachtingen. Raises InvalidRecord.

    Without a plan there is nothing to evaluate yet, but an earlier ronde may wait for answers.
    """
    if dossier.huidig.plan is None:
        uitkomsten = lees_uitkomsten(form, dossier)
        if not uitkomsten:
            raise InvalidRecord(texts.EVALUATIE_ZONDER_PLAN)
        return uitkomsten
    return [lees_evaluatie(form, dossier), *lees_uitkomsten(form, dossier)]


def lees_evaluatie(form: Form, dossier: Dossier) -> Evaluatie:
    """The evaluatie alone."""
    ronde = dossier.huidig.ronde
    elementen = deel(form, "elementen")
    known = dossier.huidig.evaluatie
    return Evaluatie(
        casus_id=ronde.casus_id,
        ronde_id=ronde.id,
        datum=datum(form, "datum", "De datum van de evaluatie"),
        trede=getal(form, "trede", texts.TREDE_FOUT),
        leefgebieden=scores(form, "leefgebieden", texts.LEEFGEBIED_FOUT),  # type: ignore[arg-type]
        doelscores=scores(form, "doelscores", texts.DOELSCORE_FOUT),
        elementen={e: elementen[e.value] for e in Element if elementen.get(e.value)},
        anders=tekst(form, "anders"),
        vervolg=known.vervolg if known else None,
    )


def lees_uitkomsten(form: Form, dossier: Dossier) -> list[CasusRecord]:
    """The verwachtingen with what happened of each; one without an answer stays as it is."""
    answers = deel(form, "uitkomsten")
    day = datum(form, "datum", "De datum van de evaluatie")
    found: list[CasusRecord] = []
    for verwachting in te_beantwoorden(dossier):
        answer = deel(answers, verwachting.id)
        uitkomst = tekst(answer, "uitkomst")
        if not uitkomst:
            continue
        same = verwachting.uitkomst is not None and uitkomst == verwachting.uitkomst.value
        found.append(
            replace(
                verwachting,
                uitkomst=Uitkomst(uitkomst) if uitkomst in list(Uitkomst) else uitkomst,  # type: ignore[arg-type]
                uitkomst_datum=verwachting.uitkomst_datum if same else day,
                uitkomst_toelichting=tekst(answer, "toelichting"),
            )
        )
    return found
