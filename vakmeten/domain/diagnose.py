"""Diagnose: where the klant stands, in numbers, in the klant's words and in the klantmanager's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from vakmeten.domain.checks import (
    by_code,
    check_datum,
    check_tekst,
    check_trede,
    leefgebied_scores,
)
from vakmeten.domain.codes import Domein, Leefgebied, Stap
from vakmeten.domain.record import StapRecord, settle


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnose(StapRecord):
    """The diagnose of one ronde.

    trede, groeipotentieel: rung 1 to 6 now, and the rung thought possible (None: not judged).
    leefgebieden:           score 1 to 5 for each area that was spoken about.
    vraag:                  the vraag of the klant in the klant's own words.
    domeinen:               what stands out in welzijn, zorg, werk and inkomen.
    duiding:                what the klantmanager makes of it.
    """

    STAP: ClassVar[str] = Stap.DIAGNOSE

    datum: date
    trede: int
    groeipotentieel: int | None = None
    leefgebieden: Mapping[Leefgebied, int] = field(default_factory=dict[Leefgebied, int])
    vraag: str = ""
    mogelijkheden: str = ""
    belemmeringen: str = ""
    domeinen: Mapping[Domein, str] = field(default_factory=dict[Domein, str])
    duiding: str = ""

    def __post_init__(self) -> None:
        check_datum(self.datum, "De datum van de diagnose", "datum")
        check_trede(self.trede, "trede")
        if self.groeipotentieel is not None:
            check_trede(self.groeipotentieel, "groeipotentieel")
        settle(self, "leefgebieden", leefgebied_scores(self.leefgebieden))
        check_tekst(self.vraag, "De vraag van de klant", "vraag")
        check_tekst(self.mogelijkheden, "Mogelijkheden", "mogelijkheden")
        check_tekst(self.belemmeringen, "Belemmeringen", "belemmeringen")
        check_tekst(self.duiding, "Uw duiding", "duiding")
        settle(self, "domeinen", by_code(Domein, self.domeinen, "domein", "domeinen"))
        for domein, tekst in self.domeinen.items():
            check_tekst(tekst, domein.value.capitalize(), "domeinen")
