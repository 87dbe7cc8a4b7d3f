"""The same page behind four servers: ours, stock Voilà, Panel and Streamlit."""

from __future__ import annotations

import csv
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Generator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import sqlalchemy as sa
from argon2 import PasswordHasher
from fixtures.live_server import SERVE, free_port, write_workbook
from fixtures.visitor import WACHTWOORD

from benchmarks.caseload import EACH, filled
from benchmarks.installation import store_of
from benchmarks.peers.ours.model import lines
from benchmarks.served import Served, running
from vakmeten.settings import Settings
from vakmeten.storage.account_tables import account
from vakmeten.storage.database import open_engine, transaction

HERE = Path(__file__).parent
TESTS = HERE.parents[1]
# Peers that vakmeten does not need have an environment of their own; `make bench` makes it.
PYTHON = TESTS.parent / ".venv-peers" / "bin" / "python"
# Our page with the screen of the comparison compiled in; `make bench` makes it.
BUNDLE = TESTS.parent / ".page" / "openen"
WITH_BUNDLE = """
from pathlib import Path
from vakmeten.server import page_files
page_files.FOLDER = Path({folder!r})
"""
CASELOAD = "caseload.csv"
PEOPLE = tuple(f"mens{number}" for number in range(10))  # each with a caseload of 100 of their own


@dataclass(frozen=True)
class Content:
    """What all four show: an installation for ours, for the others a caseload as a CSV file.

    on_trede_1: how many klanten of each of `PEOPLE`; the file is the caseload of the first.
    """

    folder: Path
    on_trede_1: tuple[int, ...]


@contextmanager
def content() -> Generator[Content, None, None]:
    """Ten people with a caseload of 100 each; that of the first stands in the file too."""
    with tempfile.TemporaryDirectory(prefix="vakmeten-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        data = folder / "data"
        shutil.copytree(filled(EACH * len(PEOPLE)).data_map, data)
        (data / "hoofdsleutel").rename(data / "sleutel")  # where `SERVE` looks for it
        settings = Settings(data_map=data, hoofdsleutel=data / "sleutel", demo=True)
        _let_in(settings)
        found = [_caseload(settings, naam) for naam in PEOPLE]
        with (folder / CASELOAD).open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(found[0][0]))
            writer.writeheader()
            writer.writerows(found[0])
        yield Content(folder, tuple(sum(line["Trede"] == 1 for line in one) for one in found))


def _caseload(settings: Settings, naam: str) -> list[dict[str, Any]]:
    store = store_of(settings, naam)
    found = lines(store)
    store.close()
    return found


def _let_in(settings: Settings) -> None:
    """Give everybody the password of made-up people."""
    engine = open_engine(settings.url)
    wachtwoord = PasswordHasher(time_cost=1, memory_cost=256, parallelism=1).hash(WACHTWOORD)
    with transaction(engine) as connection:
        connection.execute(sa.update(account).values(wachtwoord=wachtwoord))
    engine.dispose()


@contextmanager
def ours(shown: Content) -> Generator[Served, None, None]:
    """Our server, with sign-in, and a workbook that opens the screen in `ours/`."""
    workbooks = shown.folder / "workbooks"
    workbooks.mkdir(exist_ok=True)
    write_workbook(workbooks, "from benchmarks.peers.ours.page import open_page\n\nopen_page()")
    port = free_port()
    options = {
        "data": str(shown.folder / "data"), "workbooks": str(workbooks), "port": port,
        "demo": True, "url": "",
    }  # fmt: skip
    code = WITH_BUNDLE.format(folder=str(BUNDLE)) + SERVE
    command = ["-P", "-c", code, json.dumps(options)]
    known = os.pathsep.join(filter(None, (str(TESTS), os.environ.get("PYTHONPATH"))))
    with running(command, shown.folder, port, {"PYTHONPATH": known}) as process:
        yield Served(f"http://127.0.0.1:{port}", process, PEOPLE, WACHTWOORD, "/casusboek")


def voila(shown: Content) -> AbstractContextManager[Served]:
    """`voila`: the template, the settings and the kernels that it has by itself."""
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [nbformat.v4.new_code_cell((HERE / "with_voila.py").read_text("utf-8"))]
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(notebook, shown.folder / "with_voila.ipynb")
    command = ["-m", "voila", "with_voila.ipynb", "--no-browser", "--port={port}"]
    return _serve(command, shown, sys.executable)


def panel(shown: Content) -> AbstractContextManager[Served]:
    """`panel serve`, one process for all pages."""
    page = str(HERE / "with_panel.py")
    return _serve(["-m", "panel", "serve", page, "--port={port}"], shown, PYTHON, "/with_panel")


def streamlit(shown: Content) -> AbstractContextManager[Served]:
    """`streamlit run`, one process for all pages."""
    options = ["--server.headless=true", "--server.port={port}", "--browser.gatherUsageStats=false"]
    return _serve(
        ["-m", "streamlit", "run", str(HERE / "with_streamlit.py"), *options], shown, PYTHON
    )


@contextmanager
def _serve(
    command: Sequence[str], shown: Content, python: str | Path, path: str = ""
) -> Generator[Served, None, None]:
    """One of the others, in the folder where the caseload lies."""
    port = free_port()
    told = [part.format(port=port) for part in command]
    with running(told, shown.folder, port, {}, str(python)) as process:
        yield Served(f"http://127.0.0.1:{port}", process, path=path)
