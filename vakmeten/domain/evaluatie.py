"""Evaluatie: what was expected against what happened, and what helped or hindered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from vakmeten import texts
from vakmeten.domain.checks import (
    by_code,
    check_datum,
    check_in,
    check_tekst,
    check_trede,
    check_type,
    code_of,
    freeze,
    leefgebied_scores,
)
from vakmeten.domain.codes import DOELSCORES, Element, Invloed, Leefgebied, Stap, Vervolg
from vakmeten.domain.record import StapRecord, settle


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluatie(StapRecord):
    """The evaluatie of one ronde; what became of each verwachting stands with that verwachting.

    trede:      rung 1 to 6 now.
    doelscores: score -2 to +2 by id of the doel; a doel not scored is absent.
    elementen:  which of the four elements helped or hindered; not judged is absent.
    anders:     what I would do otherwise next time.
    vervolg:    None until it is decided.
    """

    STAP: ClassVar[str] = Stap.EVALUATIE

    datum: date
    trede: int
    leefgebieden: Mapping[Leefgebied, int] = field(default_factory=dict[Leefgebied, int])
    doelscores: Mapping[str, int] = field(default_factory=dict[str, int])
    elementen: Mapping[Element, Invloed] = field(default_factory=dict[Element, Invloed])
    anders: str = ""
    vervolg: Vervolg | None = None

    def __post_init__(self) -> None:
        check_datum(self.datum, "De datum van de evaluatie", "datum")
        check_trede(self.trede, "trede")
        settle(self, "leefgebieden", leefgebied_scores(self.leefgebieden))
        check_type(self.doelscores, Mapping, texts.DOELSCORE_FOUT, "doelscores")
        for score in self.doelscores.values():
            check_in(score, DOELSCORES, texts.DOELSCORE_FOUT, "doelscores")
        check_tekst(self.anders, "Wat u anders zou doen", "anders")
        if self.vervolg is not None:
            settle(self, "vervolg", code_of(Vervolg, self.vervolg, "vervolg", "vervolg"))
        elementen = {
            element: code_of(Invloed, invloed, "antwoord", "elementen")
            for element, invloed in by_code(Element, self.elementen, "element", "elementen").items()
        }
        settle(self, "elementen", freeze(elementen))
        settle(self, "doelscores", freeze(self.doelscores))
