"""The form of the plan, with its doelen, inzetten and verwachtingen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from vakmeten import texts
from vakmeten.domain.codes import Bestemming, Kennisbron, Tussendoel
from vakmeten.domain.dossier import CasusRecord, Dossier, RondeBeeld
from vakmeten.domain.plan import Doel, Inzet, Plan, Verwachting
from vakmeten.errors import InvalidRecord
from vakmeten.ui.invoer import (
    Form,
    dag,
    datum,
    datum_of_leeg,
    delen,
    getal,
    getal_of_leeg,
    id_van,
    tekst,
    teksten,
)

LEEG_DOEL: Form = {
    "id": "",
    "tekst": "",
    "tussendoel": Tussendoel.VAARDIGHEDEN.value,
    "schaal": ["", "", "", "", ""],
    "gewicht": 1,
    "beginscore": -1,
    "vervolg_op": None,
}
LEGE_VERWACHTING: Form = {
    "id": "",
    "wat": "",
    "datum": "",
    "kans": None,
    "trede": None,
    "vast": False,
}
LEGE_INZET: Form = {
    "id": "",
    "aanpak": "",
    "reden": "",
    "kennisbron": Kennisbron.PRAKTIJK.value,
    "startdatum": "",
    "verwachtingen": [LEGE_VERWACHTING],
}


def vul(dossier: Dossier, vandaag: date) -> Form:
    """The form as it is saved; a next ronde begins with the doelen of the one before."""
    beeld = dossier.huidig
    plan = beeld.plan
    if plan is None:
        return {
            "datum": dag(vandaag),
            "bestemming": _last_bestemming(dossier),
            "afgesproken_met": ["klant"],
            "toelichting": "",
            "doelen": _carried(dossier) or [LEEG_DOEL],
            "inzetten": [LEGE_INZET],
            "bekend": [],
        }
    return {
        "datum": dag(plan.datum),
        "bestemming": plan.bestemming.value,
        "afgesproken_met": [p.value for p in plan.afgesproken_met],
        "toelichting": plan.toelichting,
        "doelen": [_doel_form(doel) for doel in beeld.doelen],
        "inzetten": [_inzet_form(inzet, beeld, vandaag) for inzet in beeld.inzetten],
        # What the form began with: only that can have been left out of it on purpose.
        "bekend": [r.id for r in (*beeld.doelen, *beeld.inzetten, *beeld.verwachtingen)],
    }


def _last_bestemming(dossier: Dossier) -> str:
    """The bestemming of the plan before, "" to choose one if that did not tell."""
    last = dossier.plannen[-1].bestemming if dossier.plannen else Bestemming.ONBEKEND
    return "" if last is Bestemming.ONBEKEND else last.value


def _carried(dossier: Dossier) -> list[Form]:
    """The doelen of the ronde before, to go on with; each remembers which one it goes on with."""
    if len(dossier.rondes) < 2:
        return []
    before = dossier.ronde(dossier.rondes[-2].id)
    scores = before.evaluatie.doelscores if before.evaluatie else {}
    return [
        _doel_form(doel)
        | {"id": "", "vervolg_op": doel.id, "beginscore": scores.get(doel.id, doel.beginscore)}
        for doel in before.doelen
    ]


def _doel_form(doel: Doel) -> Form:
    return {
        "id": doel.id,
        "tekst": doel.tekst,
        "tussendoel": doel.tussendoel.value,
        "schaal": list(doel.schaal),
        "gewicht": doel.gewicht,
        "beginscore": doel.beginscore,
        "vervolg_op": doel.vervolg_op,
    }


def _inzet_form(inzet: Inzet, beeld: RondeBeeld, vandaag: date) -> Form:
    return {
        "id": inzet.id,
        "aanpak": inzet.aanpak,
        "reden": inzet.reden,
        "kennisbron": inzet.kennisbron.value,
        "startdatum": dag(inzet.startdatum),
        "verwachtingen": [
            {
                "id": v.id,
                "wat": v.wat,
                "datum": dag(v.datum),
                "kans": v.kans,
                "trede": v.trede,
                "vast": v.datum < vandaag or v.uitkomst is not None,
            }
            for v in beeld.verwachtingen
            if v.inzet_id == inzet.id
        ],
    }


def lees(form: Form, dossier: Dossier) -> list[CasusRecord]:
    """The records that the form says; what was left out of it is taken back.

    Raises InvalidRecord, also for an inzet without a verwachting: that is what comes back later.
    """
    beeld = dossier.huidig
    plan = Plan(
        casus_id=dossier.casus.id,
        ronde_id=beeld.ronde.id,
        datum=datum(form, "datum", "De datum van het plan"),
        bestemming=tekst(form, "bestemming"),  # type: ignore[arg-type]
        afgesproken_met=tuple(teksten(form, "afgesproken_met")),  # type: ignore[arg-type]
        toelichting=tekst(form, "toelichting"),
    )
    doelen = [_doel(row, beeld) for row in delen(form, "doelen")]
    inzetten: list[Inzet] = []
    verwachtingen: list[Verwachting] = []
    for row in delen(form, "inzetten"):
        inzet = _inzet(row, beeld)
        found = [_verwachting(part, inzet, beeld) for part in delen(row, "verwachtingen")]
        if not found and not _ended_without(inzet, beeld):
            raise InvalidRecord(texts.INZET_ZONDER_VERWACHTING, "verwachtingen")
        inzetten.append(inzet)
        verwachtingen += found
    now = [*doelen, *inzetten, *verwachtingen]
    gone = set(teksten(form, "bekend")) - {record.id for record in now}
    before = (*beeld.verwachtingen, *beeld.inzetten, *beeld.doelen)
    return [plan, *now, *(replace(r, vervallen=True) for r in before if r.id in gone)]


def _ended_without(inzet: Inzet, beeld: RondeBeeld) -> bool:
    """Whether it came from a file, ended and without a verwachting: too late to expect anything."""
    known = any(i.id == inzet.id for i in beeld.inzetten)
    had = any(v.inzet_id == inzet.id for v in beeld.verwachtingen)
    return known and not had and inzet.einde is not None


def _doel(row: Form, beeld: RondeBeeld) -> Doel:
    return Doel(
        id=id_van(row),
        casus_id=beeld.ronde.casus_id,
        ronde_id=beeld.ronde.id,
        tekst=tekst(row, "tekst"),
        tussendoel=tekst(row, "tussendoel"),  # type: ignore[arg-type]
        schaal=tuple(teksten(row, "schaal")),
        gewicht=getal(row, "gewicht", texts.GEWICHT_FOUT),
        beginscore=getal(row, "beginscore", texts.DOELSCORE_FOUT),
        vervolg_op=tekst(row, "vervolg_op") or None,
    )


def _inzet(row: Form, beeld: RondeBeeld) -> Inzet:
    known = next((i for i in beeld.inzetten if i.id == tekst(row, "id")), None)
    inzet = Inzet(
        id=id_van(row),
        casus_id=beeld.ronde.casus_id,
        ronde_id=beeld.ronde.id,
        aanpak=tekst(row, "aanpak"),
        reden=tekst(row, "reden"),
        kennisbron=tekst(row, "kennisbron"),  # type: ignore[arg-type]
        startdatum=datum_of_leeg(row, "startdatum", "De startdatum van de inzet"),
    )
    # Its end is written in the uitvoering; the plan leaves it as it is.
    return replace(inzet, einddatum=known.einddatum, einde=known.einde) if known else inzet


def _verwachting(row: Form, inzet: Inzet, beeld: RondeBeeld) -> Verwachting:
    known = next((v for v in beeld.verwachtingen if v.id == tekst(row, "id")), None)
    verwachting = Verwachting(
        id=id_van(row),
        casus_id=inzet.casus_id,
        ronde_id=inzet.ronde_id,
        inzet_id=inzet.id,
        wat=tekst(row, "wat"),
        datum=datum(row, "datum", "De datum van de verwachting"),
        kans=getal(row, "kans", texts.KANS_FOUT),
        trede=getal_of_leeg(row, "trede", texts.TREDE_FOUT),
    )
    if known is None:
        return verwachting
    return replace(
        verwachting,
        uitkomst=known.uitkomst,
        uitkomst_datum=known.uitkomst_datum,
        uitkomst_toelichting=known.uitkomst_toelichting,
    )
