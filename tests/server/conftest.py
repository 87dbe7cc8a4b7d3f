"""A real server in a process of its own, and visitors that talk to it without a browser."""

from __future__ import annotations

import asyncio
import html
import json
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import nbformat
import psutil
import pytest
from argon2 import PasswordHasher
from tornado.httpclient import AsyncHTTPClient, HTTPRequest, HTTPResponse
from tornado.websocket import websocket_connect

from vakmeten.settings import Settings
from vakmeten.storage.accounts import Accounts
from vakmeten.storage.database import open_engine
from vakmeten.storage.migrate import migrate

WACHTWOORD = "welkom in de stad"
PATIENCE = 30

SERVE = """
import json, sys
from pathlib import Path
from vakmeten.errors import VakmetenError
from vakmeten.server.application import serve
from vakmeten.settings import Settings
options = json.loads(sys.argv[1])
data = Path(options["data"])
settings = Settings(data_map=data, hoofdsleutel=data / "sleutel", demo=options["demo"],
                    database_url=options["url"])
try:
    serve(settings, poort=options["port"], workbooks=Path(options["workbooks"]),
          on_ready=lambda address: print("READY", address, flush=True))
except VakmetenError as error:
    sys.exit(str(error))
"""

# One widget that says who opened it and counts clicks; it also writes down its environment.
WORKBOOK = """
import json, os, pathlib
import ipyvuetify, traitlets

class Teller(ipyvuetify.VuetifyTemplate):
    wie = traitlets.Unicode(os.environ["HTTP_X_VAK_USER"]).tag(sync=True)
    keren = traitlets.Int(0).tag(sync=True)

    @traitlets.default("template")
    def _default_template(self):
        return '''<template><v-app><main style="padding: 24px"><h1>Dag {{ wie }}</h1>
          <v-btn @click="tel">Tel op</v-btn><p>Keren geteld: {{ keren }}</p>
          <a href="/afmelden">Afmelden</a></main></v-app></template>'''

    def vue_tel(self, *_):
        self.keren += 1

folder = pathlib.Path(os.environ["VAKMETEN_DATA"])
(folder / "omgeving.json").write_text(json.dumps(dict(os.environ)))
Teller()
"""


def wait_for(condition: Callable[[], Any], what: str, seconds: float = PATIENCE) -> Any:
    """Ask again and again until the answer is true, and return it."""
    deadline = time.monotonic() + seconds
    while not (answer := condition()):
        if time.monotonic() > deadline:
            pytest.fail(f"waited {seconds} s for {what}")
        time.sleep(0.05)
    return answer


def free_port() -> int:
    """A port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def write_workbook(folder: Path, *cells: str) -> None:
    """Make `casusboek.ipynb` of code cells."""
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [nbformat.v4.new_code_cell(cell) for cell in cells]
    nbformat.write(notebook, folder / "casusboek.ipynb")


@dataclass
class LiveServer:
    """`serve` in a process of its own, with a data folder and a folder of workbooks."""

    folder: Path
    port: int = field(default_factory=free_port)
    demo: bool = True
    url: str = ""
    environ: dict[str, str] | None = None
    process: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        self.data = self.folder / "data"
        self.workbooks = self.folder / "workbooks"
        self.data.mkdir()
        self.workbooks.mkdir()
        write_workbook(self.workbooks, WORKBOOK)
        self.settings = Settings(
            data_map=self.data, hoofdsleutel=self.data / "sleutel", demo=self.demo,
            database_url=self.url,
        )  # fmt: skip
        if not self.url:
            migrate(self.settings.url)
        self.engine = open_engine(self.settings.url)
        cheap = PasswordHasher(time_cost=1, memory_cost=256, parallelism=1)
        self.accounts = Accounts(self.engine, hasher=cheap)
        self.accounts.add_team("noord", "Team Noord")
        people = [
            {"naam": naam, "weergavenaam": naam.title(), "rol": "klantmanager", "team": "noord"}
            for naam in ("anna", "bram", "carla", "dirk")
        ]
        self.accounts.add_accounts(people, WACHTWOORD)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def launch(self) -> subprocess.Popen[bytes]:
        """Start the process and do not wait."""
        options = {
            "data": str(self.data), "workbooks": str(self.workbooks), "port": self.port,
            "demo": self.demo, "url": self.url,
        }  # fmt: skip
        with (self.folder / "out").open("ab") as out, (self.folder / "log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-P", "-c", SERVE, json.dumps(options)],
                stdout=out, stderr=log, cwd=self.folder, env=self.environ,
            )  # fmt: skip

    def start(self) -> None:
        """Start and wait until it listens; fail at once if it stops."""
        (self.folder / "out").unlink(missing_ok=True)
        process = self.process = self.launch()

        def ready() -> bool:
            if process.poll() is not None:
                pytest.fail(f"the server stopped: {self.log()}")
            return "READY" in self.out()

        wait_for(ready, "the server to listen")

    def stop(self) -> None:
        """Ask the process to stop and wait for it."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(PATIENCE)
            self.process = None

    def close(self) -> None:
        self.stop()
        self.engine.dispose()

    def out(self) -> str:
        return (self.folder / "out").read_text()

    def log(self) -> str:
        return (self.folder / "log").read_text()

    def kernels(self) -> list[psutil.Process]:
        """The kernels that run now."""
        assert self.process is not None
        found = []
        for child in psutil.Process(self.process.pid).children():
            with suppress(psutil.NoSuchProcess):  # it may have ended just now
                if "ipykernel_launcher" in " ".join(child.cmdline()):
                    found.append(child)
        return found

    def visitor(self, naam: str = "") -> Visitor:
        """A visitor, who has signed in if there is a name."""
        visitor = Visitor(self.address)
        if naam:
            assert visitor.sign_in(naam).code == 303
        return visitor


class Visitor:
    """A browser without a screen: keeps cookies, follows nothing, says what it is told to."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.cookies: dict[str, str] = {}

    def ask(
        self, path: str, method: str = "GET", body: str | None = None, **headers: str
    ) -> HTTPResponse:
        """One request; header names are written with underscores."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        request = HTTPRequest(
            self.address + path, method=method, headers=sent, body=body,
            follow_redirects=False, request_timeout=PATIENCE, allow_nonstandard_methods=True,
        )  # fmt: skip

        async def fetch() -> HTTPResponse:
            client = AsyncHTTPClient(force_instance=True)
            try:
                return await client.fetch(request, raise_error=False)
            finally:
                client.close()

        response = asyncio.run(fetch())
        for line in response.headers.get_list("Set-Cookie"):
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        return response

    def post(self, path: str, **fields: str) -> HTTPResponse:
        """Send a form of a page that was asked before."""
        if "_xsrf" not in self.cookies:
            self.ask("/aanmelden")
        body = urlencode({"_xsrf": self.cookies["_xsrf"], **fields})
        return self.ask(path, "POST", body, Content_Type="application/x-www-form-urlencoded")

    def sign_in(self, naam: str, wachtwoord: str = WACHTWOORD, verder: str = "") -> HTTPResponse:
        path = f"/aanmelden?next={verder}" if verder else "/aanmelden"
        return self.post(path, naam=naam, wachtwoord=wachtwoord)

    def open_page(self) -> tuple[str, str]:
        """Open the workbook; returns the id of its kernel and the whole page."""
        page = text(self.ask("/casusboek"))
        found = re.search(r'"kernelId": "([^"]+)"', page)
        assert found, page
        return found[1], page

    def talk(self, kernel_id: str, conversation: Callable[[Any], Any], **headers: str) -> Any:
        """Connect to a kernel and hold a conversation: an async function of the websocket."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        address = (
            self.address.replace("http", "ws")
            + f"/api/kernels/{kernel_id}/channels?session_id=toets"
        )

        async def hold() -> Any:
            line = Line()
            request = HTTPRequest(address, headers=sent, request_timeout=PATIENCE)
            line.socket = await websocket_connect(request, on_message_callback=line.hear)
            try:
                return await asyncio.wait_for(conversation(line), PATIENCE)
            finally:
                line.socket.close()
                await asyncio.wait_for(line.closed.wait(), PATIENCE)

        return asyncio.run(hold())


class Line:
    """A websocket that notices when it is closed, by whichever side."""

    def __init__(self) -> None:
        self.socket: Any = None
        self.heard: asyncio.Queue[Any] = asyncio.Queue()
        self.closed = asyncio.Event()

    @property
    def close_code(self) -> int | None:
        """Why the server hung up."""
        return self.socket.close_code

    def hear(self, message: Any) -> None:
        self.heard.put_nowait(message)
        if message is None:
            self.closed.set()

    async def read_message(self) -> Any:
        """The next message, None at the end."""
        return await self.heard.get()

    async def write_message(self, message: Any, *, binary: bool = False) -> None:
        await self.socket.write_message(message, binary)


def text(response: HTTPResponse) -> str:
    """The body as a person reads it."""
    return html.unescape(response.body.decode())


def _message(kind: str, channel: str = "shell", **content: Any) -> str:
    header = {
        "msg_id": kind, "msg_type": kind, "session": "toets", "username": "", "version": "5.3",
        "date": "2026-03-02T09:00:00Z",
    }  # fmt: skip
    return json.dumps({
        "header": header, "parent_header": {}, "metadata": {}, "content": content,
        "channel": channel, "buffers": [],
    })  # fmt: skip


@pytest.fixture
def message() -> Callable[..., str]:
    """Make a message as a browser sends it to a kernel: kind, channel, **content."""
    return _message


@pytest.fixture(scope="session")
def _server_folder() -> Iterator[Path]:
    # A short path: the kernels' sockets lie beside it in the temporary folder.
    folder = Path(tempfile.mkdtemp(prefix="vakmeten-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def server(_server_folder: Path) -> Iterator[LiveServer]:
    """One running server for tests that leave it as it was."""
    server = LiveServer(_server_folder)
    server.start()
    yield server
    server.close()
    assert "Uncaught exception" not in server.log()


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[LiveServer]:
    """A server of the test's own, not started yet."""
    server = LiveServer(tmp_path)
    yield server
    server.close()


@pytest.fixture
def eventually() -> Callable[..., Any]:
    """Wait until something is so: eventually(condition, what)."""
    return wait_for


@pytest.fixture
def live_server() -> Iterator[Callable[..., LiveServer]]:
    """Make servers with a database of the test's own: LiveServer(folder, url=..., ...)."""
    made: list[LiveServer] = []

    def make(*args: Any, **kwargs: Any) -> LiveServer:
        made.append(LiveServer(*args, **kwargs))
        return made[-1]

    yield make
    for server in made:
        server.close()


@pytest.fixture
def workbook(server: LiveServer) -> Iterator[Callable[..., None]]:
    """Give the shared server another workbook for one test."""
    yield lambda *cells: write_workbook(server.workbooks, *cells)
    write_workbook(server.workbooks, WORKBOOK)


def _signed_in(server: LiveServer, naam: str) -> Iterator[Visitor]:
    visitor = server.visitor(naam)
    yield visitor
    visitor.post("/afmelden")
    wait_for(lambda: not server.kernels(), "the kernels to stop")


@pytest.fixture
def bram(server: LiveServer) -> Iterator[Visitor]:
    """A colleague who has signed in."""
    yield from _signed_in(server, "bram")


@pytest.fixture
def anna(server: LiveServer) -> Iterator[Visitor]:
    """A visitor who has signed in; her pages are closed afterwards."""
    yield from _signed_in(server, "anna")
