"""Servers in processes of their own, and the demo town of vakmeten behind one."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from fixtures.live_server import free_port, kernels_of
from fixtures.visitor import Visitor, text
from fixtures.waiting import wait_for

from vakmeten.samples import demo
from vakmeten.settings import Settings
from vakmeten.settings import Visitor as Account
from vakmeten.storage.accounts import Accounts
from vakmeten.storage.database import open_engine
from vakmeten.storage.store import open_store

MEGABYTE = 2**20
CASELOAD = 23  # what one klantmanager of the demo town has, more or less


@dataclass
class Served:
    """A server that listens, and for vakmeten the accounts to sign in with.

    path: of the page that is opened.
    """

    address: str
    process: subprocess.Popen[bytes]
    accounts: Sequence[str] = ()
    wachtwoord: str = ""
    path: str = ""

    @property
    def page(self) -> str:
        """The whole address of the page."""
        return self.address + self.path

    def tree(self) -> list[psutil.Process]:
        """The server and every process below it."""
        server = psutil.Process(self.process.pid)
        return [server, *server.children(recursive=True)]

    def processor(self) -> float:
        """Seconds of processor of the whole tree so far, processes that ended included."""
        return sum(sum(_asked(each, "cpu_times", (0.0,))[:4]) for each in self.tree())

    def memory(self) -> float:
        """Proportional memory of the whole tree in MB: what is shared counts once."""
        return sum(_pss(each) for each in self.tree()) / MEGABYTE

    def kernels(self) -> list[psutil.Process]:
        """The kernels that run now."""
        return kernels_of(self.process.pid)

    def wait_empty(self) -> None:
        """Wait until the kernels of pages that closed are gone."""
        wait_for(lambda: not self.kernels(), "the kernels to stop")


def _asked(process: psutil.Process, what: str, otherwise: Any) -> Any:
    try:
        return getattr(process, what)()
    except psutil.NoSuchProcess:  # it ended just now
        return otherwise


def _pss(process: psutil.Process) -> int:
    found = _asked(process, "memory_full_info", None)
    return found.pss if found else 0


@contextmanager
def made_town(n: int = 1500) -> Generator[Settings, None, None]:
    """The demo town of n casussen, not served yet."""
    # A short path: the kernels' sockets lie in it.
    with tempfile.TemporaryDirectory(prefix="vakmeten-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        settings = Settings(data_map=folder / "data", hoofdsleutel=folder / "sleutel", demo=True)
        settings.data_map.mkdir(mode=0o700)
        demo.make(settings, n=n)
        yield settings


@contextmanager
def serve_town(town: Settings) -> Generator[Served, None, None]:
    """`vakmeten start` on a town that was made; its account has some 23 casussen."""
    port = free_port()
    command = ["-m", "vakmeten.cli", "start", "--demo", "--data", str(town.data_map)]
    environ = {"VAKMETEN_HOOFDSLEUTEL": str(town.hoofdsleutel)}
    folder = town.data_map.parent
    with running([*command, "--poort", str(port)], folder, port, environ) as process:
        yield Served(
            f"http://127.0.0.1:{port}", process, [account_of(town)], demo.password(town),
            "/casusboek",
        )  # fmt: skip


@contextmanager
def demo_town(n: int = 1500) -> Generator[Served, None, None]:
    """The demo town of n casussen behind `vakmeten start`."""
    with made_town(n) as town, serve_town(town) as served:
        yield served


def account_of(settings: Settings) -> str:
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
def running(
    command: Sequence[str],
    folder: Path,
    port: int,
    environ: dict[str, str],
    python: str = sys.executable,
) -> Generator[subprocess.Popen[bytes], None, None]:
    """A Python in a process of its own, in `folder`, once it listens; its output goes to `log`."""
    told = {**os.environ, "JUPYTER_CONFIG_DIR": str(folder), "IPYTHONDIR": str(folder), **environ}
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen([python, *command], stdout=log, stderr=log, cwd=folder, env=told)
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
    answer = visitor.sign_in(town.accounts[0], town.wachtwoord)
    if answer.code != 303:
        raise RuntimeError(f"signing in gave {answer.code}: {text(answer)[:200]}")
    return visitor
