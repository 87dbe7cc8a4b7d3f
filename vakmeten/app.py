"""Compose one workbook: settings, visitor, store, screen model, screen."""

from __future__ import annotations

from pathlib import Path

from vakmeten import texts
from vakmeten.errors import InvalidSettings, VakmetenError
from vakmeten.settings import read_settings, read_visitor
from vakmeten.storage.store import Store, open_store
from vakmeten.ui.actions import report
from vakmeten.ui.casusboek.werkboek import Casusboek
from vakmeten.ui.screen import Screen, show
from vakmeten.ui.shell.model import ShellModel

SHELL = Path(__file__).parent / "ui" / "shell"


def open_app(naam: str, *, store: Store | None = None) -> Screen:
    """One workbook as a widget, for instance "casusboek".

    store: for JupyterLab; a served kernel takes store and visitor from its settings and refuses it.
    Raises InvalidSettings for an unknown workbook, or outside the server without a store.
    """
    if naam not in texts.WERKBOEKEN:
        raise InvalidSettings(texts.WERKBOEK_ONBEKEND.format(naam=naam))
    settings = read_settings()
    visitor = read_visitor()
    if (visitor is None) == (store is None):
        raise InvalidSettings(texts.STORE_NODIG if store is None else texts.STORE_TE_VEEL)
    served = visitor is not None
    if visitor is not None:
        store = open_store(settings, visitor)
    assert store is not None
    shell = ShellModel(
        store.user(),
        werkboeken=texts.WERKBOEKEN if served else {},
        aan=naam,
        demo=settings.demo,
        afmelden=served,
    )
    screen = show(shell, SHELL, scherm=None)
    Casusboek(store, screen, settings.geen_contact_dagen)
    return screen
