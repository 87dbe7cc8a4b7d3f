"""Our page of the comparison: what the code cell of its workbook opens."""

from __future__ import annotations

from pathlib import Path

from benchmarks.peers.ours.model import OverzichtModel
from vakmeten.app import SHELL
from vakmeten.errors import InvalidSettings
from vakmeten.settings import read_settings, read_visitor
from vakmeten.storage.store import open_store
from vakmeten.ui.chart import Chart
from vakmeten.ui.screen import Screen, show
from vakmeten.ui.shell.model import ShellModel

HERE = Path(__file__).parent


def open_page() -> Screen:
    """The screen in the shell of every workbook, for whoever has signed in."""
    visitor = read_visitor()
    if visitor is None:
        raise InvalidSettings("the page of the comparison runs behind the server")
    store = open_store(read_settings(), visitor)
    model = OverzichtModel(store)
    chart = Chart(figuur=model.figuur(), beschrijving="Klanten per trede")
    shell = ShellModel(store.user(), werkboeken={}, aan="", demo=True, afmelden=True)
    return show(shell, SHELL, scherm=show(model, HERE, grafiek=chart))
