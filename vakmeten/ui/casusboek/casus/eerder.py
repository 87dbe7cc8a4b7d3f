"""The earlier rondes, and another person's text, to read: headings with lines under them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from vakmeten import labels, texts
from vakmeten.domain.diagnose import Diagnose
from vakmeten.domain.dossier import Dossier, RondeBeeld
from vakmeten.domain.evaluatie import Evaluatie
from vakmeten.ui.casusboek.casus.beeld import inzet_beeld, verwachting_beeld

Regel = dict[str, str]


def eerdere_rondes(
    dossier: Dossier, catalogus: Mapping[str, str], vandaag: date
) -> list[dict[str, Any]]:
    """Every ronde but the running one, the last one first, in words."""
    return [
        _ronde(dossier, dossier.ronde(ronde.id), catalogus, vandaag)
        for ronde in reversed(dossier.rondes[:-1])
    ]


def _ronde(
    dossier: Dossier, beeld: RondeBeeld, catalogus: Mapping[str, str], vandaag: date
) -> dict[str, Any]:
    einde = beeld.ronde.einddatum or vandaag
    return {
        "id": beeld.ronde.id,
        "titel": texts.RONDE_TITEL.format(
            nummer=beeld.ronde.nummer,
            van=labels.dag(beeld.ronde.startdatum),
            tot=labels.dag(einde),
        ),
        "delen": [
            {"kop": "Diagnose", "regels": _diagnose(beeld.diagnose)},
            {"kop": "Plan", "regels": _plan(dossier, beeld, catalogus, vandaag)},
            {"kop": "Uitvoering", "regels": _uitvoering(beeld, vandaag)},
            {"kop": "Evaluatie", "regels": _evaluatie(dossier, beeld.evaluatie)},
        ],
    }


def _line(label: str, value: str) -> list[Regel]:
    return [{"label": label, "tekst": value}] if value else []


def _diagnose(diagnose: Diagnose | None) -> list[Regel]:
    if diagnose is None:
        return []
    scored = [f"{labels.label(a)} {s}" for a, s in diagnose.leefgebieden.items()]
    lines = [
        *_line("Trede", f"{diagnose.trede}: {labels.TREDEN[diagnose.trede]}"),
        *_line("Vraag van de klant", diagnose.vraag),
        *_line("Mogelijkheden", diagnose.mogelijkheden),
        *_line("Belemmeringen", diagnose.belemmeringen),
        *_line("Leefgebieden", ", ".join(scored)),
    ]
    for domein, tekst in diagnose.domeinen.items():
        lines += _line(labels.label(domein), tekst)
    return [*lines, *_line("Duiding", diagnose.duiding)]


def _plan(
    dossier: Dossier, beeld: RondeBeeld, catalogus: Mapping[str, str], vandaag: date
) -> list[Regel]:
    if beeld.plan is None:
        return []
    lines = _line("Bestemming", labels.label(beeld.plan.bestemming))
    lines += _line("Toelichting", beeld.plan.toelichting)
    for doel in beeld.doelen:
        lines += _line("Doel", doel.tekst)
    for inzet in beeld.inzetten:
        shown = inzet_beeld(inzet, catalogus, vandaag)
        parts = [shown["aanpak"], shown["periode"], inzet.reden]
        lines += _line("Inzet", " · ".join(part for part in parts if part))
    for verwachting in beeld.verwachtingen:
        shown = verwachting_beeld(verwachting, dossier, catalogus, vandaag)
        answer = shown["uitkomst"] or texts.NIET_BEANTWOORD
        promised = f"{shown['wat']} ({shown['wanneer']}, kans {shown['kans']} %)"
        lines += _line("Verwacht", f"{promised}: {answer}. {shown['toelichting']}".strip())
    return lines


def _uitvoering(beeld: RondeBeeld, vandaag: date) -> list[Regel]:
    lines: list[Regel] = []
    for contact in beeld.contacten:
        when = f"{labels.korte_dag(contact.datum, vandaag)}, {labels.label(contact.vorm)}"
        lines += _line(when, contact.kern)
    for afspraak in beeld.afspraken:
        kept = texts.NAGEKOMEN[afspraak.nagekomen]
        lines += _line(f"Afspraak {labels.label(afspraak.van)}", f"{afspraak.wat} ({kept})")
    return lines


def _evaluatie(dossier: Dossier, evaluatie: Evaluatie | None) -> list[Regel]:
    if evaluatie is None:
        return []
    lines = _line("Trede", f"{evaluatie.trede}: {labels.TREDEN[evaluatie.trede]}")
    for doel in dossier.doelen:
        if doel.id in evaluatie.doelscores:
            score = evaluatie.doelscores[doel.id]
            lines += _line("Doelscore", f"{doel.tekst}: {score:+d}")
    for element, invloed in evaluatie.elementen.items():
        lines += _line(labels.label(element), labels.label(invloed))
    return [*lines, *_line("Volgende keer anders", evaluatie.anders)]


def hun_tekst(record: Any, names: Mapping[str, str]) -> list[Regel]:
    """Another person's version of a record, field by field; empty if there is none.

    names: what a person calls an id or a code that stands in a record.
    """
    if record is None:
        return []
    if getattr(record, "vervallen", False):
        return _line("Weggehaald", texts.WEGGEHAALD)
    hidden = {"id", "casus_id", "ronde_id", "inzet_id", "vervolg_op", "vervallen"}
    lines: list[Regel] = []
    for f in fields(record):
        if f.name not in hidden:
            label = f.name.replace("_", " ").capitalize()
            lines += _line(label, _words(getattr(record, f.name), names))
    return lines


def _words(value: Any, names: Mapping[str, str]) -> str:
    if isinstance(value, date):
        return labels.dag(value)
    if isinstance(value, Mapping):
        pairs = value.items()
        return ", ".join(f"{_words(key, names)}: {_words(part, names)}" for key, part in pairs)
    if isinstance(value, tuple | list):
        return ", ".join(_words(part, names) for part in value if part != "")
    if isinstance(value, bool) or value is None:
        return {True: "ja", False: "nee", None: ""}[value]
    if type(value).__name__ in labels.LABELS:
        return labels.label(value)
    return names.get(value, str(value))
