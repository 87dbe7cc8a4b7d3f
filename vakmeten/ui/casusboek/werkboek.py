"""The casusboek as one widget: the caseload or one casus, where the person was."""

from __future__ import annotations

from pathlib import Path

from ipywidgets import Widget

from vakmeten.errors import AccessDenied
from vakmeten.storage.store import Store
from vakmeten.ui.casusboek.caseload.model import CaseloadModel
from vakmeten.ui.casusboek.casus.model import CasusModel
from vakmeten.ui.screen import Screen, ScreenModel, close, show

HERE = Path(__file__).parent


class Casusboek:
    """Shows one screen at a time in `shell`, beginning where this sign-in was."""

    def __init__(self, store: Store, shell: Screen, geen_contact_dagen: int) -> None:
        self._store = store
        self._shell = shell
        self._days = geen_contact_dagen
        plek = store.plek()
        try:
            self.open_casus(plek["casus"], plek.get("stap", ""))
        except (KeyError, AccessDenied):  # nowhere yet, or no longer within scope
            self.open_caseload()

    def open_caseload(self) -> None:
        """Show the caseload."""
        model = CaseloadModel(self._store, geen_contact_dagen=self._days, on_open=self.open_casus)
        self._store.zet_plek({})
        self._show(model, HERE / "caseload")

    def open_casus(self, casus_id: str, stap: str) -> None:
        """Show one casus. Raises what `Store.casus` raises; the open screen then stays."""
        from vakmeten.ui.chart import Chart  # noqa: PLC0415 - the caseload draws nothing: 1.6 MB

        model = CasusModel(self._store, casus_id, stap=stap, on_terug=self.open_caseload)
        chart = Chart(figuur=model.figuur, beschrijving=model.beschrijving)
        model.observe(lambda change: setattr(chart, "figuur", change["new"]), "figuur")
        model.observe(lambda change: setattr(chart, "beschrijving", change["new"]), "beschrijving")
        self._show(model, HERE / "casus", grafiek=chart)

    def _show(self, model: ScreenModel, folder: Path, **widgets: Widget) -> None:
        before = self._shell.scherm  # type: ignore[attr-defined]
        self._shell.scherm = show(model, folder, **widgets)  # type: ignore[attr-defined]
        if before is not None:
            close(before)
