"""The caseload beside its course, filtered by three inputs: what the peers show too."""

from __future__ import annotations

from collections import Counter
from typing import Any

import traitlets

from vakmeten import labels
from vakmeten.storage.store import Store
from vakmeten.ui.screen import ScreenModel

TREDES = range(1, 7)


def lines(store: Store) -> list[dict[str, Any]]:
    """The caseload, one dict a casus; its keys are the heads of the columns."""
    return [
        {
            "Klantnummer": regel.klantnummer,
            "Naam": regel.naam,
            "Stap": labels.label(regel.stap),
            "Ronde": regel.ronde,
            "Trede": regel.trede,
            "Laatste contact": labels.dag(regel.laatste_contact) if regel.laatste_contact else "",
            "Casus sinds": labels.dag(regel.startdatum),
        }
        for regel in store.caseload()
    ]


class OverzichtModel(ScreenModel):
    """The lines that fit `zoek`, `stap` ("" for every step) and `alleen` (only trede 1)."""

    zoek = traitlets.Unicode().tag(invoer=True)
    stap = traitlets.Unicode().tag(invoer=True)
    alleen = traitlets.Bool().tag(invoer=True)
    stappen = traitlets.List()
    regels = traitlets.List()

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._lines = lines(store)
        self.stappen = sorted({line["Stap"] for line in self._lines})
        self._filter()

    @traitlets.observe("zoek", "stap", "alleen")
    def _filter(self, _: object = None) -> None:
        zoek = self.zoek.casefold()
        self.regels = [
            line
            for line in self._lines
            if zoek in f"{line['Klantnummer']} {line['Naam']}".casefold()
            and self.stap in ("", line["Stap"])
            and not (self.alleen and line["Trede"] != 1)
        ]

    def figuur(self) -> dict[str, Any]:
        """How many klanten stand on each trede, of the whole caseload."""
        counts = Counter(line["Trede"] for line in self._lines)
        bars = {"type": "bar", "x": list(TREDES), "y": [counts[trede] for trede in TREDES]}
        axes = {"xaxis": {"title": {"text": "Trede"}}, "yaxis": {"title": {"text": "Klanten"}}}
        return {"data": [bars], "layout": {"height": 300, **axes}}
