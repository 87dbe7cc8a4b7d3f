"""`voila workbooks/`: the stock page, for who wants it on a machine of their own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fixtures.live_server import free_port
from fixtures.waiting import PATIENCE, wait_for
from playwright.sync_api import Browser, expect

WORKBOOKS = Path(__file__).parents[2] / "workbooks"


@pytest.fixture
def stock(town: Any, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """The address of a stock Voilà over the real workbooks, and whose work it shows."""
    naam, port = town.person(), free_port()
    command = [sys.executable, "-m", "voila", str(WORKBOOKS), "--no-browser", f"--port={port}"]
    folders = dict.fromkeys(("JUPYTER_CONFIG_DIR", "IPYTHONDIR"), str(tmp_path))
    told = {**os.environ, **town.settings.environ(), **folders, "VAKMETEN_GEBRUIKER": naam}
    with (tmp_path / "log").open("wb") as log:
        voila = subprocess.Popen(command, stdout=log, stderr=log, env=told, cwd=tmp_path)
    wait_for(lambda: _listens(port), "stock Voilà to listen")
    yield f"http://127.0.0.1:{port}/voila/render/casusboek.ipynb", naam
    voila.terminate()
    voila.wait(PATIENCE)


def _listens(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0


def test_a_walk_on_the_stock_page(
    town: Any, stock: tuple[str, str], chromium: Browser, tmp_path: Path
) -> None:
    """From the caseload to a saved diagnose, with the chart drawn and a draft kept."""
    address, naam = stock
    klant = town.casus(naam)
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="nl-NL")
    page = context.new_page()
    # The stock page asks elsewhere for its letters; here nobody answers.
    page.route(lambda url: not url.startswith("http://127.0.0.1"), lambda route: route.abort())
    page.goto(address)

    page.get_by_role("row", name=klant.klantnummer).get_by_role("button").click()
    expect(page.locator("#h-stap", has_text="Diagnose:")).to_be_visible()
    page.get_by_label("Uw duiding").fill("Gezien op de gewone pagina")
    expect(page.get_by_text("Concept bewaard om")).to_be_visible()
    page.get_by_role("combobox", name="Trede nu").select_option("2")
    page.get_by_role("button", name="Diagnose bewaren").click()

    expect(page.locator("#h-stap", has_text="Plan:")).to_be_visible()
    expect(page.locator("[data-klaar] .main-svg").first).to_be_visible()
    [diagnose] = town.dossier(naam, klant).diagnoses
    assert diagnose.duiding == "Gezien op de gewone pagina"
    context.close()
