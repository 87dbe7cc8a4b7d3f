"""The klant: a number, the few facts the work needs, and apart from these the name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from vakmeten import texts
from vakmeten.domain.checks import (
    check,
    check_datum,
    check_in,
    check_tekst,
    code_of,
    passes_elfproef,
)
from vakmeten.domain.codes import Opleidingsniveau
from vakmeten.domain.record import settle
from vakmeten.errors import InvalidRecord

MAX_NAAM = 120
KLANTNUMMER = re.compile(r"[A-Z0-9][A-Z0-9-]{0,19}")


def check_klantnummer(value: object) -> None:
    """A klantnummer that says nothing about anybody: never a burgerservicenummer."""
    ok = isinstance(value, str) and KLANTNUMMER.fullmatch(value) is not None
    check(ok, texts.KLANTNUMMER_FOUT, "klantnummer")
    if passes_elfproef(re.sub(r"\D", "", str(value))):
        raise InvalidRecord(texts.BSN.format(label="Klantnummer"), "klantnummer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Klant:
    """One klant by klantnummer. Never recorded: BSN, nationality, origin, religion.

    geboortejaar:    year, None if not asked.
    uitkering_sinds: first day of the present bijstand, None if unknown.
    """

    klantnummer: str
    geboortejaar: int | None = None
    opleidingsniveau: Opleidingsniveau = Opleidingsniveau.ONBEKEND
    uitkering_sinds: date | None = None

    @property
    def id(self) -> str:
        """The klantnummer."""
        return self.klantnummer

    def __post_init__(self) -> None:
        check_klantnummer(self.klantnummer)
        if self.geboortejaar is not None:
            check_in(self.geboortejaar, range(1900, 2200), texts.GEBOORTEJAAR_FOUT, "geboortejaar")
        niveau = code_of(Opleidingsniveau, self.opleidingsniveau, "opleiding", "opleidingsniveau")
        settle(self, "opleidingsniveau", niveau)
        if self.uitkering_sinds is not None:
            check_datum(self.uitkering_sinds, "Uitkering sinds", "uitkering_sinds")


@dataclass(frozen=True, slots=True, kw_only=True)
class Koppel:
    """What joins a klantnummer to a person: name and telephone, both optional, kept encrypted."""

    klantnummer: str
    naam: str = ""
    telefoon: str = ""

    @property
    def id(self) -> str:
        """The klantnummer."""
        return self.klantnummer

    def __post_init__(self) -> None:
        check_tekst(self.naam, "Naam", "naam")
        check_tekst(self.telefoon, "Telefoon", "telefoon")
        check(len(self.naam) <= MAX_NAAM, texts.NAAM_TE_LANG, "naam")
        telefoon_ok = re.fullmatch(r"[0-9 +()-]{0,20}", self.telefoon) is not None
        check(telefoon_ok, texts.TELEFOON_FOUT, "telefoon")
