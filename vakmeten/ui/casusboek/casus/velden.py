"""A record in words, to read: each of its fields with the name that a form gives it.

Field by field, so that a field that is added to a record is never left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from vakmeten import labels, texts
from vakmeten.domain.codes import DOELSCORES

Regel = dict[str, str]
Namen = Mapping[str, str]

# What only the store needs; and what stands in the head of the page.
NOT_SHOWN = frozenset(
    {"id", "casus_id", "ronde_id", "vervolg_op", "vervallen", "klantnummer", "team"}
)
# Fields with a text or a choice for each of a few codes: a line for each.
A_LINE_EACH = frozenset({"domeinen", "elementen"})

# What a form calls a field: by name, or by record and name where a name means two things.
VELDEN: dict[str, str] = {
    "aanpak": "Aanpak",
    "afgesproken_met": "Afgesproken met",
    "anders": "Volgende keer anders",
    "beginscore": "Score bij het begin",
    "belemmeringen": "Belemmeringen",
    "bestemming": "Bestemming",
    "datum": "Datum",
    "Afspraak.datum": "Voor",
    "Verwachting.datum": "Wanneer",
    "doelscores": "Doelscores",
    "duiding": "Duiding",
    "duur": "Duur",
    "einddatum": "Geëindigd op",
    "Casus.einddatum": "Einde van de casus",
    "einde": "Waarom geëindigd",
    "geboortejaar": "Geboortejaar",
    "gewicht": "Gewicht (1 tot 5)",
    "groeipotentieel": "Later mogelijk",
    "heropend_reden": "Waarom heropend",
    "inzet_id": "Bij de inzet",
    "kans": "Kans",
    "kennisbron": "Waarop de keuze rust",
    "kern": "De kern",
    "klantmanager": "Klantmanager",
    "leefgebieden": "Leefgebieden",
    "mogelijkheden": "Mogelijkheden",
    "naam": "Naam",
    "nagekomen": "Afloop",
    "nummer": "Ronde",
    "opleidingsniveau": "Opleiding",
    "reden": "Waarom deze aanpak",
    "schaal": "Schaal",
    "startdatum": "Begonnen op",
    "Casus.startdatum": "Start van de casus",
    "tekst": "Wat de klant wil bereiken",
    "telefoon": "Telefoon",
    "toelichting": "Toelichting",
    "trede": "Trede",
    "Verwachting.trede": "Trede dan",
    "tussendoel": "Versterkt",
    "uitkering_sinds": "Uitkering sinds",
    "uitkomst": "Gebeurd",
    "uitkomst_datum": "Gezien op",
    "uitkomst_toelichting": "Wat er gebeurde",
    "uitstroomreden": "Waarom het stopte",
    "van": "Van",
    "vervolg": "Vervolg",
    "vorm": "Contact",
    "vraag": "Vraag van de klant",
    "wat": "Wat is afgesproken",
    "Verwachting.wat": "Wat verwacht werd",
}
# What a field says while nothing is filled in; any other field says nothing then.
LEGE_VELDEN: dict[str, str] = {
    "Inzet.startdatum": texts.NOG_NIET_BEGONNEN,
    "Afspraak.nagekomen": texts.NAGEKOMEN[None],
    "Verwachting.uitkomst": texts.NIET_BEANTWOORD,
}


def regel(label: str, value: str, record_id: str = "") -> list[Regel]:
    """One line to read; no line if there is nothing to say. record_id: of a whole record."""
    line = {"label": label, "tekst": value} | ({"id": record_id} if record_id else {})
    return [line] if value else []


def blok(label: str, record: Any, first: str, namen: Namen) -> list[Regel]:
    """A record as one line with a label: the field `first`, and the others under it."""
    rest = [f"{r['label']}: {r['tekst']}" for r in velden(record, namen, but=first)]
    lines = [_words(first, getattr(record, first), namen), *rest]
    return regel(label, "\n".join(lines), record.id)


def velden(record: Any, namen: Namen, but: str = "") -> list[Regel]:
    """Each field that says something; no lines for a step that was never taken."""
    lines: list[Regel] = []
    for f in fields(record) if record is not None else ():
        if f.name in NOT_SHOWN or f.name == but:
            continue
        value = getattr(record, f.name)
        if f.name in A_LINE_EACH:
            for code, part in value.items():
                lines += regel(_words("", code, namen), _words("", part, namen))
        else:
            key = f"{type(record).__name__}.{f.name}"
            words = _words(f.name, value, namen) or LEGE_VELDEN.get(key, "")
            lines += regel(VELDEN.get(key) or VELDEN[f.name], words)
    return lines


def _words(name: str, value: Any, namen: Namen) -> str:
    """The value of a field as a person says it, "" if nothing was filled in."""
    if value is None or value == "":
        return ""
    if name in WORDS:
        return WORDS[name](value, namen)
    if isinstance(value, date):
        return labels.dag(value)
    if type(value).__name__ in labels.LABELS:
        return labels.label(value)
    return str(value)


def _name(value: str, namen: Namen) -> str:
    return namen.get(value, value)


def _trede(value: int, _: Namen) -> str:
    return f"{value}. {labels.TREDEN[value]}"


def _score(value: int, _: Namen) -> str:
    return f"{value:+d}" if value else "0"


def _schaal(value: tuple[str, ...], namen: Namen) -> str:
    levels = zip(DOELSCORES, value, strict=True)
    return "; ".join(f"{_score(score, namen)} {level}" for score, level in levels if level)


def _doelscores(value: Mapping[str, int], namen: Namen) -> str:
    return "\n".join(f"{_name(doel, namen)}: {_score(s, namen)}" for doel, s in value.items())


# How to say what a date, a code or a plain text does not say by itself.
WORDS: dict[str, Callable[[Any, Namen], str]] = {
    "aanpak": _name,
    "klantmanager": _name,
    "inzet_id": lambda value, namen: namen.get(value, ""),
    "trede": _trede,
    "groeipotentieel": _trede,
    "leefgebieden": lambda value, _: ", ".join(f"{labels.label(a)} {s}" for a, s in value.items()),
    "afgesproken_met": lambda value, _: ", ".join(labels.label(partner) for partner in value),
    "schaal": _schaal,
    "beginscore": _score,
    "doelscores": _doelscores,
    "kans": lambda value, _: f"{value} %",
    "duur": lambda value, _: texts.MINUTEN.format(aantal=value),
    "nagekomen": lambda value, _: texts.NAGEKOMEN[value],
}
