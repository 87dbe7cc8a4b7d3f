"""Plan: where to, with which doelen, by which inzetten, and what is expected of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from vakmeten import texts
from vakmeten.domain.aanpak import AANPAK_CODE
from vakmeten.domain.checks import (
    check,
    check_datum,
    check_in,
    check_tekst,
    check_trede,
    check_type,
    code_of,
    items_of,
)
from vakmeten.domain.codes import (
    DOELSCORES,
    Bestemming,
    EindeInzet,
    Gesprekspartner,
    Kennisbron,
    Stap,
    Tussendoel,
    Uitkomst,
)
from vakmeten.domain.record import RondeRecord, StapRecord, settle

GEWICHTEN = range(1, 6)
KANSEN = range(101)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(StapRecord):
    """The plan of one ronde; its doelen, inzetten and verwachtingen are records beside it."""

    STAP: ClassVar[str] = Stap.PLAN

    datum: date
    bestemming: Bestemming
    afgesproken_met: tuple[Gesprekspartner, ...] = ()
    toelichting: str = ""

    def __post_init__(self) -> None:
        check_datum(self.datum, "De datum van het plan", "datum")
        settle(self, "bestemming", code_of(Bestemming, self.bestemming, "bestemming", "bestemming"))
        message = texts.KEUZE_FOUT.format(label="gesprekspartner")
        met = items_of(self.afgesproken_met, message, "afgesproken_met")
        met = (code_of(Gesprekspartner, p, "gesprekspartner", "afgesproken_met") for p in met)
        settle(self, "afgesproken_met", tuple(met))
        check_tekst(self.toelichting, "De toelichting", "toelichting")


@dataclass(frozen=True, slots=True, kw_only=True)
class Doel(RondeRecord):
    """A doel with its goal-attainment scale.

    schaal:     five descriptions, for -2, -1, 0, +1 and +2; 0 is what is expected.
    gewicht:    1 (light) to 5 (heavy).
    beginscore: the score at the start, -2 to +2.
    vervolg_op: id of the doel of an earlier ronde that this one goes on with, None if it is new.
    """

    tekst: str
    tussendoel: Tussendoel
    schaal: tuple[str, ...] = ("", "", "", "", "")
    gewicht: int = 1
    beginscore: int = -1
    vervolg_op: str | None = None

    def __post_init__(self) -> None:
        check_tekst(self.tekst, "Het doel", "doelen", verplicht=True)
        settle(self, "tussendoel", code_of(Tussendoel, self.tussendoel, "soort doel", "doelen"))
        settle(self, "schaal", items_of(self.schaal, texts.SCHAAL_FOUT, "doelen"))
        check(len(self.schaal) == len(DOELSCORES), texts.SCHAAL_FOUT, "doelen")
        for niveau in self.schaal:
            check_tekst(niveau, "De schaal van het doel", "doelen")
        check_in(self.gewicht, GEWICHTEN, texts.GEWICHT_FOUT, "doelen")
        check_in(self.beginscore, DOELSCORES, texts.DOELSCORE_FOUT, "doelen")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inzet(RondeRecord):
    """One use of an aanpak, with why it was chosen.

    aanpak:     code in the catalogue.
    startdatum: None until it starts; `einddatum` None until it ends.
    einde:      why it ended; None while it runs.
    """

    aanpak: str
    reden: str = ""
    kennisbron: Kennisbron
    startdatum: date | None = None
    einddatum: date | None = None
    einde: EindeInzet | None = None

    def __post_init__(self) -> None:
        check_type(self.aanpak, str, texts.AANPAK_KIEZEN, "inzetten")
        check(bool(AANPAK_CODE.fullmatch(self.aanpak)), texts.AANPAK_KIEZEN, "inzetten")
        check_tekst(self.reden, "De reden van de inzet", "inzetten")
        settle(self, "kennisbron", code_of(Kennisbron, self.kennisbron, "kennisbron", "inzetten"))
        if self.startdatum is not None:
            check_datum(self.startdatum, "De startdatum van de inzet", "inzetten")
        if self.einddatum is None:
            check(self.einde is None, texts.INZET_REDEN_ZONDER_EINDE, "inzetten")
            return
        check_datum(self.einddatum, "De einddatum van de inzet", "inzetten")
        if self.startdatum is not None:
            check(self.einddatum >= self.startdatum, texts.EINDE_VOOR_START, "inzetten")
        check(self.einde is not None, texts.INZET_EINDE_ZONDER_REDEN, "inzetten")
        settle(self, "einde", code_of(EindeInzet, self.einde, "reden van einde", "inzetten"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Verwachting(RondeRecord):
    """What is expected of an inzet, written down before: what, by when, with which chance.

    kans:     percent, 0 to 100.
    trede:    the rung expected by then, None if the verwachting is about something else.
    uitkomst: what happened, None until it is answered; `uitkomst_datum` when that was seen.
    """

    inzet_id: str
    wat: str
    datum: date
    kans: int
    trede: int | None = None
    uitkomst: Uitkomst | None = None
    uitkomst_datum: date | None = None
    uitkomst_toelichting: str = ""

    def __post_init__(self) -> None:
        check_tekst(self.wat, "Wat u verwacht", "verwachtingen", verplicht=True)
        check_datum(self.datum, "De datum van de verwachting", "verwachtingen")
        check_in(self.kans, KANSEN, texts.KANS_FOUT, "verwachtingen")
        if self.trede is not None:
            check_trede(self.trede, "verwachtingen")
        check_tekst(self.uitkomst_toelichting, "De toelichting", "uitkomsten")
        if self.uitkomst_datum is not None:
            check_datum(self.uitkomst_datum, "De datum van de uitkomst", "uitkomsten")
        both = (self.uitkomst is None) == (self.uitkomst_datum is None)
        check(both, texts.UITKOMST_ZONDER_DATUM, "uitkomsten")
        if self.uitkomst is not None:
            settle(self, "uitkomst", code_of(Uitkomst, self.uitkomst, "uitkomst", "uitkomsten"))

    @property
    def belofte(self) -> tuple[str, date, int, int | None, str]:
        """What was promised beforehand, and may not change once its date has come."""
        return (self.wat, self.datum, self.kans, self.trede, self.inzet_id)
