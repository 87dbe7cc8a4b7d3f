"""Compose one workbook: settings, visitor, store, screen model, screen."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from vakmeten import texts
from vakmeten.errors import InvalidSettings
from vakmeten.settings import Settings, read_own_account, read_settings, read_visitor
from vakmeten.storage.store import Store, open_store
from vakmeten.ui.casusboek.werkboek import Casusboek
from vakmeten.ui.screen import Screen, show
from vakmeten.ui.shell.model import ShellModel

LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
SHELL = Path(__file__).parent / "ui" / "shell"


def open_app(naam: str, *, store: Store | None = None) -> Screen:
    """One workbook as a widget, for instance "casusboek".

    store: for JupyterLab; a served kernel takes store and visitor from its settings and refuses it.
    Outside the server without a store it is that of the settings, for the account that
    VAKMETEN_GEBRUIKER names: so a stock `voila workbooks/` works too, for one person.
    Raises InvalidSettings for an unknown workbook, or outside the server without either.
    """
    if naam not in texts.WERKBOEKEN:
        raise InvalidSettings(texts.WERKBOEK_ONBEKEND.format(naam=naam))
    settings = read_settings()
    visitor = read_visitor()
    if visitor is None:
        return _compose(naam, store or _own_store(settings), settings, werkboeken={})
    if store is not None:
        raise InvalidSettings(texts.STORE_TE_VEEL)
    _log_to_the_server()
    return _compose(naam, open_store(settings, visitor), settings, werkboeken=texts.WERKBOEKEN)


def _own_store(settings: Settings) -> Store:
    account = read_own_account()
    if account is None:
        raise InvalidSettings(texts.STORE_NODIG)
    return open_store(settings, account)


def _log_to_the_server() -> None:
    """Let our own lines, and nobody else's, reach the log of the server.

    What a kernel prints goes to the browser, which takes none of it. A library may put an exception
    with people's data in its lines: nothing at all is done with those.
    """
    root, ours = logging.getLogger(), logging.getLogger("vakmeten")
    if not root.handlers:
        root.addHandler(logging.NullHandler())  # without any, logging prints by itself
    if not ours.handlers:
        to_server = logging.StreamHandler(sys.__stderr__)
        to_server.setLevel(logging.WARNING)
        to_server.setFormatter(logging.Formatter(LOG_FORMAT))
        ours.addHandler(to_server)


def _compose(naam: str, store: Store, settings: Settings, werkboeken: dict[str, str]) -> Screen:
    shell = ShellModel(
        store.user(),
        werkboeken=werkboeken,
        aan=naam,
        demo=settings.demo,
        afmelden=bool(werkboeken),
    )
    screen = show(shell, SHELL, scherm=None)
    Casusboek(store, screen, settings.geen_contact_dagen)
    return screen
