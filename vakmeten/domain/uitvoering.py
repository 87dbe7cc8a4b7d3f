"""Uitvoering: what was done and agreed on the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vakmeten import texts
from vakmeten.domain.checks import check_datum, check_in, check_tekst, check_type, code_of
from vakmeten.domain.codes import Contactvorm, Partij
from vakmeten.domain.record import RondeRecord, settle

MAX_MINUTEN = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(RondeRecord):
    """One contact with the klant. `duur` in minutes; None where it has none (a letter)."""

    datum: date
    vorm: Contactvorm
    duur: int | None = None
    kern: str = ""

    def __post_init__(self) -> None:
        check_datum(self.datum, "De datum van het contact", "datum")
        settle(self, "vorm", code_of(Contactvorm, self.vorm, "vorm", "vorm"))
        if self.duur is not None:
            check_in(self.duur, range(MAX_MINUTEN + 1), texts.DUUR_FOUT, "duur")
        check_tekst(self.kern, "De kern van het contact", "kern", verplicht=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Afspraak(RondeRecord):
    """What klant, werkgever or klantmanager will do by a day. `nagekomen` None: still open."""

    van: Partij
    wat: str
    datum: date
    nagekomen: bool | None = None
    toelichting: str = ""

    def __post_init__(self) -> None:
        settle(self, "van", code_of(Partij, self.van, "van wie", "van"))
        check_tekst(self.wat, "De afspraak", "wat", verplicht=True)
        check_datum(self.datum, "De datum van de afspraak", "datum")
        if self.nagekomen is not None:
            message = texts.KEUZE_FOUT.format(label="nagekomen")
            check_type(self.nagekomen, bool, message, "nagekomen")
        check_tekst(self.toelichting, "De toelichting", "toelichting")
