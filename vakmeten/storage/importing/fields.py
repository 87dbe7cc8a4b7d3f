"""What a file can fill: the fields of each section of a mapping, and how a cell becomes a value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from vakmeten import labels, texts
from vakmeten.domain.casus import Casus
from vakmeten.domain.checks import check_in, check_tekst
from vakmeten.domain.codes import LEEFGEBIED_SCORES
from vakmeten.domain.diagnose import Diagnose
from vakmeten.domain.evaluatie import Evaluatie
from vakmeten.domain.klant import Klant, Koppel, check_klantnummer
from vakmeten.domain.plan import Inzet, Plan, Verwachting
from vakmeten.domain.topping import ToppingSoort
from vakmeten.domain.uitstroom import BUS_CODES, Uitstroomreden
from vakmeten.errors import InvalidRecord
from vakmeten.storage.importing.cells import (
    CellFault,
    as_code,
    as_date,
    as_number,
    as_text,
    as_whole,
    as_yes_no,
)
from vakmeten.storage.importing.shapes import Cell

Parser = Callable[[Cell], Any]

# By section: the record, and those of its fields that a file can give.
SECTIONS: dict[str, tuple[type[Any], tuple[str, ...]]] = {
    "klant": (Klant, ("klantnummer", "geboortejaar", "opleidingsniveau", "uitkering_sinds")),
    "koppel": (Koppel, ("naam", "telefoon")),
    "casus": (Casus, ("klantmanager", "startdatum")),
    "diagnose": (
        Diagnose,
        (
            "datum",
            "trede",
            "groeipotentieel",
            "leefgebieden",
            "vraag",
            "mogelijkheden",
            "belemmeringen",
            "domeinen",
            "duiding",
        ),
    ),
    "plan": (Plan, ("datum", "bestemming", "toelichting")),
    "inzet": (
        Inzet,
        ("aanpak", "reden", "kennisbron", "startdatum", "einddatum", "einde"),
    ),
    "verwachting": (Verwachting, ("wat", "datum", "kans", "trede")),
    "uitkomst": (Verwachting, ("uitkomst", "uitkomst_datum", "uitkomst_toelichting")),
    "evaluatie": (Evaluatie, ("datum", "trede", "leefgebieden", "elementen", "anders")),
    "einde": (Casus, ("einddatum", "uitstroomreden")),
}
# Texts that name something instead of telling it: read without the spaces around them.
NAMES = {"klantnummer", "klantmanager", "aanpak"}


@cache
def nested(section: str, veld: str) -> dict[str, Any]:
    """The type of each part of a field that has parts (`leefgebieden.financien`), by part."""
    kind = _hint(section, veld)
    if get_origin(kind) is not None and issubclass(get_origin(kind), Mapping):
        part, value = get_args(kind)
        return {code.value: value for code in part}
    return {}


def parser(section: str, veld: str, decimaal: str) -> Parser:
    """What makes a value of a cell of this field; None where the cell is empty.

    It raises CellFault with a sentence about the cell.
    """
    if veld == "klantnummer":
        return _checked(_name, check_klantnummer)
    if veld in NAMES:
        return _name
    return _parser(_hint(section, veld), decimaal)


def nested_parser(section: str, veld: str, part: str, decimaal: str) -> Parser:
    """The same for one part of a field.

    What the record would say of the field as a whole is said here, of the cell: InvalidRecord.
    """
    read = _parser(nested(section, veld)[part], decimaal)
    if veld == "leefgebieden":
        return _checked(read, lambda v: check_in(v, LEEFGEBIED_SCORES, texts.LEEFGEBIED_FOUT, veld))
    if veld == "domeinen":
        return _checked(read, lambda v: check_tekst(v, part.capitalize(), veld))
    return read


def _name(cell: Cell) -> str | None:
    return as_code(cell) or None


def _checked(read: Parser, check: Callable[[Any], None]) -> Parser:
    """The same, held to a rule where there is something."""

    def parse(cell: Cell) -> Any:
        value = read(cell)
        if value is not None:
            check(value)
        return value

    return parse


def topping_parser(soort: ToppingSoort, decimaal: str) -> Parser:
    """The same for a topping; a day becomes the text that is stored."""
    if soort == ToppingSoort.DATUM:
        return _iso_date
    if soort == ToppingSoort.KEUZE:
        return _name
    kind = {
        ToppingSoort.GETAL: float,
        ToppingSoort.GEHEEL: int,
        ToppingSoort.JA_NEE: bool,
        ToppingSoort.TEKST: str,
    }[soort]
    return _parser(kind, decimaal)


def _iso_date(cell: Cell) -> str | None:
    day = as_date(cell)
    return None if day is None else day.isoformat()


# A screen shows some faults beside several fields at once; a file has a column for each.
SEVERAL = ("", "inzetten", "verwachtingen", "uitkomsten")
FIELD_OF = {
    texts.EINDE_VOOR_START: "einddatum",
    texts.INZET_REDEN_ZONDER_EINDE: "einddatum",
    texts.INZET_EINDE_ZONDER_REDEN: "einde",
    texts.EERST_PLAN: "aanpak",
    texts.EVALUATIE_ZONDER_PLAN: "datum",
    texts.IMPORT_ZONDER_INZET: "datum",
    texts.IMPORT_ZONDER_VERWACHTING: "uitkomst",
    texts.KANS_FOUT: "kans",
    texts.REGISSEUR_VAST: "klantmanager",
    texts.TREDE_FOUT: "trede",
    texts.VERWACHTING_VERLEDEN: "datum",
    texts.VERWACHTING_VAST: "datum",
    texts.UITKOMST_ZONDER_DATUM: "uitkomst_datum",
}
FIELD_OF_LABEL = {
    "De reden van de inzet": "reden",
    "De startdatum van de inzet": "startdatum",
    "De einddatum van de inzet": "einddatum",
    "Wat u verwacht": "wat",
    "De datum van de verwachting": "datum",
    "De datum van de uitkomst": "uitkomst_datum",
    "De toelichting": "uitkomst_toelichting",
}


def field_of(error: InvalidRecord) -> str:
    """The field, or the topping, that a broken rule is about; "" if it is several, or none."""
    sentence = str(error)
    if error.veld.startswith(("waarden.", "teksten.")):
        return error.veld.partition(".")[2]
    if error.veld not in SEVERAL:
        return error.veld
    by_label = (veld for label, veld in FIELD_OF_LABEL.items() if sentence.startswith(label))
    return FIELD_OF.get(sentence) or next(by_label, "")


@cache
def _hint(section: str, veld: str) -> Any:
    """The type of a field, without None."""
    kind = get_type_hints(SECTIONS[section][0])[veld]
    if get_origin(kind) is UnionType or NoneType in get_args(kind):
        (kind,) = [part for part in get_args(kind) if part is not NoneType]
    return kind


def _parser(kind: Any, decimaal: str) -> Parser:
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _code_parser(kind)
    simple: dict[Any, Parser] = {
        date: as_date,
        int: as_whole,
        bool: as_yes_no,
        float: lambda cell: as_number(cell, decimaal),
        str: lambda cell: as_text(cell) or None,
    }
    return simple[kind]


def _code_parser(kind: type[StrEnum]) -> Parser:
    """A code of a list: by itself, by its label, or by the number of the statistics."""
    known: dict[str, StrEnum] = {}
    for code in kind:
        known[labels.label(code).casefold()] = code
        known[code.value] = code
    if kind is Uitstroomreden:
        # Excel drops the zero in front.
        known |= {bus.lstrip("0"): reden for reden, bus in BUS_CODES.items()}
        known |= {bus: reden for reden, bus in BUS_CODES.items()}

    def parse(cell: Cell) -> StrEnum | None:
        text = as_code(cell)
        if not text:
            return None
        found = known.get(text.casefold())
        if found is None:
            raise CellFault(texts.IMPORT_CODE_ONBEKEND)
        return found

    return parse
