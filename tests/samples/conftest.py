"""One town and its dossiers for all tests of the samples: made once, changed by nobody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import pytest

from vakmeten.domain.dossier import CasusRecord, Dossier
from vakmeten.domain.regels import neem_op
from vakmeten.domain.vastlegging import Vastlegging
from vakmeten.samples import Voorbeeldstad, simulate

PEILDATUM = date(2026, 11, 1)


@dataclass(frozen=True)
class Town:
    """A town, its histories, and the dossier at the end of each; all in the same order."""

    stad: Voorbeeldstad
    histories: list[list[Vastlegging]]
    dossiers: list[Dossier]

    @property
    def records(self) -> list[CasusRecord]:
        """Every version of every record."""
        return [r for history in self.histories for line in history for r in line.records]


def _replay(history: Sequence[Vastlegging]) -> Dossier:
    klant, koppel, casus, ronde = history[0].records
    dossier = Dossier(klant=klant, koppel=koppel, casus=casus, rondes=(ronde,))
    for line in history[1:]:
        dossier = neem_op(dossier, line.records, line.dag)
    return dossier


@pytest.fixture(scope="session")
def peildatum() -> date:
    """The day on which the town is looked at."""
    return PEILDATUM


@pytest.fixture(scope="session")
def replay() -> Callable[[Sequence[Vastlegging]], Dossier]:
    """The dossier after the rules took up a history, line by line, on the day it became known."""
    return _replay


@pytest.fixture(scope="session")
def town() -> Town:
    """The town of 1,500 casussen."""
    stad = simulate(seed=2026, peildatum=PEILDATUM)
    histories = list(stad.geschiedenissen)
    return Town(stad, histories, [_replay(history) for history in histories])
