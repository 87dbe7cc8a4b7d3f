"""The casus and its rondes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vakmeten import texts
from vakmeten.domain.checks import check, check_datum, check_in, check_tekst, code_of
from vakmeten.domain.record import Record, new_id, settle
from vakmeten.domain.uitstroom import Uitstroomreden


@dataclass(frozen=True, slots=True, kw_only=True)
class Casus:
    """All work with one klant from opening to closing, with one regisseur.

    klantmanager:   account of the regisseur; `team` the code of the team.
    einddatum:      None while the casus runs: right-censored, not missing.
    uitstroomreden: why it ended; None while it runs, "onbekend" is an answer.
    heropend_reden: why a closed casus was opened again; "" if never.
    """

    id: str
    klantnummer: str
    klantmanager: str
    team: str
    startdatum: date
    einddatum: date | None = None
    uitstroomreden: Uitstroomreden | None = None
    heropend_reden: str = ""

    @property
    def casus_id(self) -> str:
        """Its own id, as every record of a casus has it."""
        return self.id

    @property
    def loopt(self) -> bool:
        """Whether the casus is open."""
        return self.einddatum is None

    def __post_init__(self) -> None:
        check_datum(self.startdatum, "De startdatum", "startdatum")
        check_tekst(self.heropend_reden, "De reden van heropenen", "heropend_reden")
        if self.einddatum is None:
            check(self.uitstroomreden is None, texts.REDEN_ZONDER_EINDE, "uitstroomreden")
            return
        check_datum(self.einddatum, "De einddatum", "einddatum")
        check(self.einddatum >= self.startdatum, texts.EINDE_VOOR_START, "einddatum")
        check(self.uitstroomreden is not None, texts.EINDE_ZONDER_REDEN, "uitstroomreden")
        reden = code_of(Uitstroomreden, self.uitstroomreden, "reden", "uitstroomreden")
        settle(self, "uitstroomreden", reden)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ronde(Record):
    """One pass through diagnose, plan, uitvoering and evaluatie. `einddatum` None: it runs."""

    nummer: int
    startdatum: date
    einddatum: date | None = None

    @property
    def loopt(self) -> bool:
        """Whether the ronde is open."""
        return self.einddatum is None

    def __post_init__(self) -> None:
        check_in(self.nummer, range(1, 1000), texts.RONDE_FOUT, "")
        check_datum(self.startdatum, "De startdatum van de ronde", "startdatum")
        if self.einddatum is not None:
            check_datum(self.einddatum, "De einddatum van de ronde", "einddatum")
            check(self.einddatum >= self.startdatum, texts.EINDE_VOOR_START, "einddatum")


def open_casus(
    klantnummer: str, klantmanager: str, team: str, startdatum: date
) -> tuple[Casus, Ronde]:
    """A new casus with its first ronde."""
    casus = Casus(
        id=new_id(),
        klantnummer=klantnummer,
        klantmanager=klantmanager,
        team=team,
        startdatum=startdatum,
    )
    return casus, Ronde(casus_id=casus.id, nummer=1, startdatum=startdatum)
