"""Servers to attack and visitors to attack them with."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fixtures.live_server import WORKBOOK, LiveServer, write_workbook
from fixtures.visitor import Visitor
from fixtures.waiting import wait_for


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
