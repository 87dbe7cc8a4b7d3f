"""A small casus to hold the rules against."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from vakmeten.domain.casus import Casus, Ronde
from vakmeten.domain.diagnose import Diagnose
from vakmeten.domain.dossier import CasusRecord, Dossier
from vakmeten.domain.evaluatie import Evaluatie
from vakmeten.domain.klant import Klant, Koppel
from vakmeten.domain.plan import Doel, Inzet, Plan, Verwachting
from vakmeten.domain.regels import neem_op
from vakmeten.domain.topping import Aanvulling
from vakmeten.domain.uitvoering import Afspraak, Contact

START = date(2026, 1, 5)
VANDAAG = date(2026, 3, 2)
HIER = {"casus_id": "casus-1", "ronde_id": "ronde-1"}

# One good record of each kind: the least that a person has to fill in.
GOED: dict[type, dict[str, Any]] = {
    Klant: {"klantnummer": "K-100001"},
    Koppel: {"klantnummer": "K-100001", "naam": "Sam Jansen", "telefoon": "06 12345670"},
    Casus: {
        "id": "casus-1",
        "klantnummer": "K-100001",
        "klantmanager": "anna",
        "team": "noord",
        "startdatum": START,
    },
    Ronde: {"id": "ronde-1", "casus_id": "casus-1", "nummer": 1, "startdatum": START},
    Diagnose: {**HIER, "datum": START, "trede": 2},
    Plan: {**HIER, "datum": START, "bestemming": "arbeidsmarkt"},
    Doel: {**HIER, "id": "doel-1", "tekst": "Ritme in de week", "tussendoel": "vaardigheden"},
    Inzet: {**HIER, "id": "inzet-1", "aanpak": "werk_fit", "kennisbron": "praktijk"},
    Verwachting: {
        **HIER,
        "id": "verwachting-1",
        "inzet_id": "inzet-1",
        "wat": "Komt elke week",
        "datum": date(2026, 4, 1),
        "kans": 70,
    },
    Contact: {
        **HIER,
        "id": "contact-1",
        "datum": date(2026, 2, 2),
        "vorm": "telefonisch",
        "kern": "Het gaat goed",
    },
    Afspraak: {
        **HIER,
        "id": "afspraak-1",
        "van": "klant",
        "wat": "Belt de opleiding",
        "datum": date(2026, 3, 9),
    },
    Evaluatie: {**HIER, "datum": VANDAAG, "trede": 3},
    Aanvulling: {"casus_id": "casus-1", "bij": "casus", "record_id": "casus-1"},
}

Make = Callable[..., Any]


@pytest.fixture(scope="session")
def maak() -> Make:
    """maak(Diagnose, trede=3): a good record of that kind with some fields another value."""

    def make(kind: type, **fields: Any) -> Any:
        return kind(**(GOED[kind] | fields))

    return make


@pytest.fixture
def begin(maak: Make) -> Dossier:
    """A casus that was just opened, with its first ronde."""
    klant, koppel, casus = maak(Klant), maak(Koppel), maak(Casus)
    return Dossier(klant=klant, koppel=koppel, casus=casus).met(maak(Ronde))


@pytest.fixture
def met_plan(begin: Dossier, maak: Make) -> Dossier:
    """A casus with diagnose, plan, a doel, an inzet and a verwachting for April."""
    kinds = (Diagnose, Plan, Doel, Inzet, Verwachting)
    return neem_op(begin, [maak(kind) for kind in kinds], VANDAAG)


@pytest.fixture
def refused() -> Callable[..., str]:
    """refused(dossier, record, ...): the sentence with which the records are refused."""
    from vakmeten.errors import InvalidRecord

    def refuse(dossier: Dossier, *records: CasusRecord, vandaag: date = VANDAAG) -> str:
        before = repr(dossier)
        with pytest.raises(InvalidRecord) as caught:
            neem_op(dossier, records, vandaag)
        assert repr(dossier) == before
        return str(caught.value)

    return refuse
