"""Pages that nobody can or does look at any more are stopped."""

from __future__ import annotations

import asyncio
import time
from types import SimpleNamespace

import pytest

from vakmeten.errors import StoreUnavailable
from vakmeten.server.application import WorkbookServer
from vakmeten.server.kernels import GONE, SIGNED_OUT, UNSEEN_SECONDS, Page, PageKernels


class Socket:
    """A websocket that only remembers why it was closed."""

    code = None

    def close(self, code):
        self.code = code


@pytest.fixture
def kernels():
    return PageKernels()


def sweep(kernels, still_valid):
    accounts = SimpleNamespace(still_valid=still_valid)
    asyncio.run(WorkbookServer.sweep(SimpleNamespace(kernel_manager=kernels, accounts=accounts)))


def test_a_page_whose_sign_in_was_withdrawn_elsewhere_is_stopped(kernels):
    out, stays = Socket(), Socket()
    kernels.pages = {"a": Page("anna", "oud", {out}), "b": Page("bram", "goed", {stays})}

    sweep(kernels, lambda hashes: hashes & {"goed"})

    assert list(kernels.pages) == ["b"]
    assert (out.code, stays.code) == (SIGNED_OUT, None)


def test_a_page_without_anybody_is_stopped_after_a_while(kernels):
    long_ago = time.monotonic() - UNSEEN_SECONDS - 1
    socket = Socket()
    kernels.pages = {
        "weg": Page("anna", "s", seen=long_ago),
        "net weg": Page("anna", "s"),
        "kijkt": Page("anna", "s", {socket}, seen=long_ago),
    }

    sweep(kernels, lambda hashes: hashes)

    assert list(kernels.pages) == ["net weg", "kijkt"]
    assert socket.code is None


def test_a_database_that_is_busy_stops_no_page(kernels, caplog):
    kernels.pages = {"a": Page("anna", "s", {Socket()})}

    def busy(hashes):
        raise StoreUnavailable("kanarie")

    sweep(kernels, busy)

    assert list(kernels.pages) == ["a"]
    assert "StoreUnavailable" in caplog.text
    assert "kanarie" not in caplog.text


def test_a_page_that_closed_while_its_kernel_started_is_not_left_behind(kernels, monkeypatch):
    stopped = []

    async def start_kernel(self, **kwargs):
        await self.stop_page("a", GONE)

    async def shutdown_kernel(self, kernel_id, now):
        stopped.append(kernel_id)

    monkeypatch.setattr(PageKernels, "start_kernel", start_kernel)
    monkeypatch.setattr(PageKernels, "shutdown_kernel", shutdown_kernel)
    monkeypatch.setattr(PageKernels, "__contains__", lambda self, kernel_id: True)
    visitor = SimpleNamespace(username="anna", sessie="s")

    with pytest.raises(RuntimeError):
        asyncio.run(kernels.open_page("a", visitor, {}))
    assert kernels.pages == {}
    assert stopped
