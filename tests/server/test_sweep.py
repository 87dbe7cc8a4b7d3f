"""Pages that nobody can or does look at any more are stopped; those left alone fall asleep."""

from __future__ import annotations

import asyncio
import time
from types import SimpleNamespace

import pytest

from vakmeten.errors import StoreUnavailable
from vakmeten.server.application import WorkbookServer
from vakmeten.server.pages import (
    ASLEEP,
    BUSY_SECONDS,
    SIGNED_OUT,
    TOO_MANY,
    UNSEEN_SECONDS,
    Page,
    PageKernels,
    TooManyPages,
)
from vakmeten.settings import Settings

ANNA = SimpleNamespace(username="anna", sessie="s")


class Socket:
    """A websocket that only remembers why it was closed."""

    code = None

    def close(self, code):
        self.code = code


class Pages(PageKernels):
    """Pages without kernels."""

    forking = False

    def __init__(self, settings):
        super().__init__()
        self.settings, self.workbooks = settings, {}

    async def _open(self, *_):
        await asyncio.sleep(0)


@pytest.fixture
def kernels(tmp_path):
    return Pages(Settings(data_map=tmp_path, hoofdsleutel=tmp_path, paginas=3))


def page(account="anna", sessie="s", **more):
    """One that is open; its times are counted back from now."""
    opening = asyncio.get_running_loop().create_future()
    opening.set_result(None)
    now = time.monotonic()
    times = {key: now - more.pop(key, 0) for key in ("active", "seen")}
    return Page(account, sessie, opening, **times, **more)


def sweep(kernels, make, still_valid=lambda hashes: hashes):
    """Sweep once with these pages open."""

    async def run():
        kernels.pages = make()
        server = SimpleNamespace(
            kernel_manager=kernels, accounts=SimpleNamespace(still_valid=still_valid)
        )
        await WorkbookServer.sweep(server)

    asyncio.run(run())


def test_a_page_whose_sign_in_was_withdrawn_elsewhere_is_stopped(kernels):
    out, stays = Socket(), Socket()

    sweep(
        kernels,
        lambda: {
            "a": page("anna", "oud", sockets={out}),
            "b": page("bram", "goed", sockets={stays}),
        },
        lambda hashes: hashes & {"goed"},
    )

    assert list(kernels.pages) == ["b"]
    assert (out.code, stays.code) == (SIGNED_OUT, None)


def test_a_page_without_anybody_is_stopped_after_a_while(kernels):
    socket = Socket()
    sweep(
        kernels,
        lambda: {
            "weg": page(seen=UNSEEN_SECONDS + 60),
            "net weg": page(),
            "kijkt": page(seen=UNSEEN_SECONDS + 60, sockets={socket}),
        },
    )

    assert list(kernels.pages) == ["net weg", "kijkt"]
    assert socket.code is None


def test_a_page_in_which_nobody_works_falls_asleep(kernels):
    idle, busy = Socket(), Socket()
    limit = kernels.settings.slaap_minuten * 60

    sweep(
        kernels,
        lambda: {
            "rust": page(active=limit + 60, sockets={idle}),
            "werkt": page(active=limit - 60, sockets={busy}),
        },
    )

    assert list(kernels.pages) == ["werkt"]
    assert (idle.code, busy.code) == (ASLEEP, None)


def test_a_database_that_is_busy_stops_no_page(kernels, caplog):
    def busy(hashes):
        raise StoreUnavailable("kanarie")

    sweep(kernels, lambda: {"a": page(sockets={Socket()})}, busy)

    assert list(kernels.pages) == ["a"]
    assert "StoreUnavailable" in caplog.text
    assert "kanarie" not in caplog.text


def opening(kernels, make):
    """Open one more page for anna; returns its id."""

    async def run():
        kernels.pages = make()
        found = kernels.open_page(ANNA, "casusboek", "tab")
        await asyncio.sleep(0.01)
        return found

    return asyncio.run(run())


def test_a_server_that_is_full_puts_the_page_to_sleep_that_is_used_least(kernels):
    socket = Socket()
    found = opening(
        kernels,
        lambda: {
            "a": page("bram"),
            "b": page("carla", active=BUSY_SECONDS + 60, sockets={socket}),
            "c": page("dirk", active=BUSY_SECONDS),
        },
    )

    assert list(kernels.pages) == ["a", "c", found]
    assert socket.code == ASLEEP


def test_a_server_that_is_full_of_people_at_work_refuses_in_one_sentence(kernels):
    names = ("bram", "carla", "dirk")
    with pytest.raises(TooManyPages, match="te veel werkboeken open"):
        opening(kernels, lambda: {name: page(name) for name in names})

    assert list(kernels.pages) == list(names)


def test_who_has_too_many_pages_loses_the_kernel_of_the_one_used_least(tmp_path):
    kernels = Pages(Settings(data_map=tmp_path, hoofdsleutel=tmp_path, paginas_per_persoon=2))
    socket = Socket()
    found = opening(
        kernels, lambda: {"a": page(), "b": page(active=10, sockets={socket}), "c": page("bram")}
    )

    assert list(kernels.pages) == ["a", "c", found]
    assert socket.code == TOO_MANY


def test_a_page_that_closed_while_its_kernel_started_is_not_left_behind(kernels, monkeypatch):
    ended = []

    async def start(self, kernel_id, environ):
        await asyncio.sleep(0.05)
        self.started = kernel_id

    async def end(self, kernel_id):
        ended.append((kernel_id, self.started))

    async def run():
        found = kernels.open_page(ANNA, "casusboek", "tab")
        await asyncio.sleep(0)  # it begins to start
        await kernels.stop_page(found)
        with pytest.raises(KeyError):
            await kernels.opened(found)
        await asyncio.sleep(0.1)
        return found

    monkeypatch.setattr(Pages, "_open", PageKernels._open)
    monkeypatch.setattr(PageKernels, "start", start)
    monkeypatch.setattr(PageKernels, "end", end)
    found = asyncio.run(run())

    assert kernels.pages == {}
    assert ended == [(found, found)]
