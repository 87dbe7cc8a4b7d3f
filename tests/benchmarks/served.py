"""Servers in processes of their own: the demo town of vakmeten, and Voilà as it is."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nbformat
import psutil
from fixtures.live_server import free_port
from fixtures.visitor import Visitor, text
from fixtures.waiting import wait_for

from vakmeten.samples import demo
from vakmeten.settings import Settings
from vakmeten.settings import Visitor as Account
from vakmeten.storage.accounts import Accounts
from vakmeten.storage.database import open_engine
from vakmeten.storage.store import open_store

CASELOAD = 23  # what one klantmanager of the demo town has, more or less

BUTTON = """
import ipyvuetify

knop = ipyvuetify.Btn(children=["Klik"])
knop.on_event("click", lambda *_: setattr(knop, "children", ["Geklikt"]))
knop
"""


@dataclass
class Served:
    """A server that listens, and for vakmeten the account to sign in with."""

    address: str
    process: subprocess.Popen[bytes]
    account: str = ""
    wachtwoord: str = ""

    def kernels(self) -> list[psutil.Process]:
        """The kernels that run now."""
        children = psutil.Process(self.process.pid).children(recursive=True)
        return [child for child in children if "ipykernel_launcher" in _command(child)]

    def wait_empty(self) -> None:
        """Wait until the kernels of pages that closed are gone."""
        wait_for(lambda: not self.kernels(), "the kernels to stop")


def _command(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.NoSuchProcess:  # it ended just now
        return ""


@contextmanager
def demo_town(n: int = 1500) -> Generator[Served, None, None]:
    """The demo town of n casussen behind `vakmeten start`; its account has some 23 of them."""
    # A short path: the kernels' sockets lie in it.
    with tempfile.TemporaryDirectory(prefix="vakmeten-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        settings = Settings(data_map=folder / "data", hoofdsleutel=folder / "sleutel", demo=True)
        settings.data_map.mkdir(mode=0o700)
        demo.make(settings, n=n)
        port = free_port()
        command = ["-m", "vakmeten.cli", "start", "--demo", "--data", str(settings.data_map)]
        environ = {"VAKMETEN_HOOFDSLEUTEL": str(settings.hoofdsleutel)}
        with _running([*command, "--poort", str(port)], folder, port, environ) as process:
            yield Served(
                f"http://127.0.0.1:{port}", process, _klantmanager(settings),
                demo.password(settings),
            )  # fmt: skip


@contextmanager
def stock_voila() -> Generator[Served, None, None]:
    """`voila button.ipynb`: the template, the settings and the kernels that it has by itself."""
    with tempfile.TemporaryDirectory(prefix="voila-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        notebook = nbformat.v4.new_notebook()
        notebook.cells = [nbformat.v4.new_code_cell(BUTTON)]
        notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
        nbformat.write(notebook, folder / "button.ipynb")
        port = free_port()
        command = ["-m", "voila", "button.ipynb", "--no-browser", f"--port={port}"]
        with _running(command, folder, port, {}) as process:
            yield Served(f"http://127.0.0.1:{port}", process)


def _klantmanager(settings: Settings) -> str:
    """The account whose caseload is nearest to what is usual."""
    engine = open_engine(settings.url)
    names = [a.naam for a in Accounts(engine).all() if a.rol == "klantmanager"]
    engine.dispose()

    def distance(naam: str) -> int:
        store = open_store(settings, Account(naam, ""))
        found = len(store.caseload())
        store.close()
        return abs(found - CASELOAD)

    return min(names, key=distance)


@contextmanager
def _running(
    command: Sequence[str], folder: Path, port: int, environ: dict[str, str]
) -> Generator[subprocess.Popen[bytes], None, None]:
    told = {**os.environ, "JUPYTER_CONFIG_DIR": str(folder), "IPYTHONDIR": str(folder), **environ}
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, *command], stdout=log, stderr=log, cwd=folder, env=told
        )
    try:
        wait_for(lambda: _listens(process, port, folder), "the server to listen")
        yield process
    finally:
        process.terminate()
        process.wait()


def _listens(process: subprocess.Popen[bytes], port: int, folder: Path) -> bool:
    if process.poll() is not None:
        raise RuntimeError(f"the server stopped: {(folder / 'log').read_text()}")
    listening = psutil.CONN_LISTEN
    connections = psutil.Process(process.pid).net_connections("tcp")
    return any(c.status == listening and c.laddr.port == port for c in connections)


def signed_in(town: Served) -> Visitor:
    """A visitor without a browser."""
    visitor = Visitor(town.address)
    answer = visitor.sign_in(town.account, town.wachtwoord)
    if answer.code != 303:
        raise RuntimeError(f"signing in gave {answer.code}: {text(answer)[:200]}")
    return visitor
