"""What the page of a casus shows besides its form: from a dossier to plain lists and texts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from vakmeten import labels, texts
from vakmeten.access import User
from vakmeten.domain.codes import Stap
from vakmeten.domain.dossier import Dossier, RondeBeeld
from vakmeten.domain.plan import Inzet, Verwachting
from vakmeten.domain.terugblik import tredes
from vakmeten.ui.casusboek.casus.evaluatie import te_beantwoorden
from vakmeten.ui.casusboek.casus.uitvoering import afspraken

Beeld = dict[str, Any]


def kop(dossier: Dossier, user: User, namen: Mapping[str, str]) -> Beeld:
    """The head of the page: who, which ronde, since when, which trede and which one is aimed at.

    namen: what people call each account of the team.
    """
    beeld = dossier.huidig
    casus = dossier.casus
    course = tredes(dossier)
    aims = [v.trede for v in beeld.verwachtingen if v.trede]
    return {
        "klantnummer": casus.klantnummer,
        "naam": dossier.koppel.naam,
        "telefoon": dossier.koppel.telefoon,
        "ronde": beeld.ronde.nummer,
        "sinds": labels.dag(beeld.ronde.startdatum),
        "trede": course[-1][1] if course else None,
        "doeltrede": max(aims) if aims else None,
        "gesloten": _closed(dossier),
        "collega": ""
        if casus.klantmanager == user.naam
        else namen.get(casus.klantmanager, casus.klantmanager),
        "heropend": casus.heropend_reden,
    }


def _closed(dossier: Dossier) -> str:
    casus = dossier.casus
    if casus.einddatum is None or casus.uitstroomreden is None:
        return ""
    return texts.GESLOTEN_OP.format(
        datum=labels.dag(casus.einddatum), reden=labels.label(casus.uitstroomreden)
    )


def stappen(dossier: Dossier, open_stap: str, vandaag: date) -> list[Beeld]:
    """The four steps with a line on each, and whether it is done, in hand or to come."""
    beeld = dossier.huidig
    done = {
        Stap.DIAGNOSE: beeld.diagnose is not None,
        Stap.PLAN: beeld.plan is not None,
        Stap.UITVOERING: beeld.evaluatie is not None,
        Stap.EVALUATIE: beeld.evaluatie is not None,
    }
    lines = {
        Stap.DIAGNOSE: labels.korte_dag(beeld.diagnose.datum, vandaag) if beeld.diagnose else "",
        Stap.PLAN: _plan_line(beeld),
        Stap.UITVOERING: _uitvoering_line(beeld),
        Stap.EVALUATIE: _evaluatie_line(beeld, vandaag),
    }
    nothing = texts.NOG_TE_DOEN if dossier.casus.loopt else texts.NIET_VASTGELEGD
    return [
        {
            "code": stap.value,
            "naam": labels.label(stap),
            "uitleg": lines[stap] or nothing,
            "klaar": done[stap],
            "open": stap.value == open_stap,
        }
        for stap in Stap
    ]


def _plan_line(beeld: RondeBeeld) -> str:
    if beeld.plan is None:
        return ""
    doelen = labels.aantal(len(beeld.doelen), "doel", "doelen")
    return f"{doelen}, {labels.aantal(len(beeld.inzetten), 'inzet', 'inzetten')}"


def _uitvoering_line(beeld: RondeBeeld) -> str:
    contacten = labels.aantal(len(beeld.contacten), "contact", "contacten")
    waiting = sum(a.nagekomen is None for a in beeld.afspraken)
    if not waiting:
        return contacten
    return f"{contacten}, {labels.aantal(waiting, 'afspraak', 'afspraken')} open"


def _evaluatie_line(beeld: RondeBeeld, vandaag: date) -> str:
    if beeld.evaluatie is not None:
        return labels.korte_dag(beeld.evaluatie.datum, vandaag)
    if not beeld.open_verwachtingen:
        return ""
    first = min(v.datum for v in beeld.open_verwachtingen)
    if first < vandaag:
        return texts.TE_LAAT_SINDS.format(datum=labels.korte_dag(first, vandaag))
    return texts.VERWACHT_OP.format(datum=labels.korte_dag(first, vandaag))


def inhoud(dossier: Dossier, catalogus: Mapping[str, str], vandaag: date) -> Beeld:
    """The records that the open step shows beside its form. catalogus: code of aanpak to naam."""
    beeld = dossier.huidig
    return {
        "contacten": [
            {
                "id": c.id,
                "wanneer": labels.korte_dag(c.datum, vandaag),
                "vorm": labels.label(c.vorm),
                "duur": texts.MINUTEN.format(aantal=c.duur) if c.duur else "",
                "kern": c.kern,
            }
            for c in reversed(beeld.contacten)
        ],
        "afspraken": [
            {
                "id": a.id,
                "wanneer": labels.korte_dag(a.datum, vandaag),
                "van": labels.label(a.van),
                "wat": a.wat,
                "nagekomen": a.nagekomen,
                "laat": a.nagekomen is None and a.datum < vandaag,
                "toelichting": a.toelichting,
            }
            for a in afspraken(dossier)
        ],
        "inzetten": [inzet_beeld(i, catalogus, vandaag) for i in _inzetten_now(dossier)],
        "verwachtingen": [
            verwachting_beeld(v, dossier, catalogus, vandaag) for v in te_beantwoorden(dossier)
        ],
        "doelen": [
            {"id": d.id, "tekst": d.tekst, "schaal": list(d.schaal), "begin": d.beginscore}
            for d in beeld.doelen
        ],
        "vorige": _vorige(dossier),
        "heeft_plan": beeld.plan is not None,
        "heeft_evaluatie": beeld.evaluatie is not None,
    }


def _vorige(dossier: Dossier) -> Beeld:
    """The last scores before the ones of the open step: `trede` and `scores`, {} for none."""
    beeld = dossier.huidig
    before = beeld.diagnose or (dossier.evaluaties[-1] if dossier.evaluaties else None)
    if before is None:
        return {}
    scores = {area.value: score for area, score in before.leefgebieden.items()}
    return {"trede": before.trede, "scores": scores}


def _inzetten_now(dossier: Dossier) -> list[Inzet]:
    """The inzetten of this ronde, and those of earlier ones that still run."""
    here = dossier.huidig.ronde.id
    return [
        i
        for i in dossier.inzetten
        if not i.vervallen and (i.ronde_id == here or (i.startdatum and not i.einddatum))
    ]


def inzet_beeld(inzet: Inzet, catalogus: Mapping[str, str], vandaag: date) -> Beeld:
    """An inzet in words."""
    periode = texts.NOG_NIET_BEGONNEN
    if inzet.startdatum:
        periode = texts.SINDS.format(datum=labels.korte_dag(inzet.startdatum, vandaag))
    if inzet.einddatum and inzet.einde:
        periode = texts.GEEINDIGD.format(
            datum=labels.korte_dag(inzet.einddatum, vandaag), reden=labels.label(inzet.einde)
        )
    return {
        "id": inzet.id,
        "aanpak": catalogus.get(inzet.aanpak, inzet.aanpak),
        "periode": periode,
        "reden": inzet.reden,
        "kennisbron": labels.label(inzet.kennisbron),
    }


def verwachting_beeld(
    verwachting: Verwachting, dossier: Dossier, catalogus: Mapping[str, str], vandaag: date
) -> Beeld:
    """A verwachting in words, with what became of it."""
    inzet = next((i for i in dossier.inzetten if i.id == verwachting.inzet_id), None)
    return {
        "id": verwachting.id,
        "wat": verwachting.wat,
        "wanneer": labels.korte_dag(verwachting.datum, vandaag),
        "kans": verwachting.kans,
        "trede": verwachting.trede,
        "aanpak": catalogus.get(inzet.aanpak, inzet.aanpak) if inzet else "",
        "uitkomst": labels.label(verwachting.uitkomst) if verwachting.uitkomst else "",
        "toelichting": verwachting.uitkomst_toelichting,
        "laat": verwachting.uitkomst is None and verwachting.datum < vandaag,
    }
