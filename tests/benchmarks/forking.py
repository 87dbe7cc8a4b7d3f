"""The kernel of a page: forked from the warm parent, beside one that is started plainly.

Each behind a server of its own, and without a browser: from the request until the page has the
states of its widgets.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from fixtures.live_server import free_port
from fixtures.visitor import Line, Visitor
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

from benchmarks.figure import Cost, Figure, take_turns
from benchmarks.served import Served, account_of, made_town, running, signed_in
from benchmarks.start import ask_for_the_widgets
from vakmeten.samples import demo
from vakmeten.settings import Settings

USABLE = 0.5
MEMORY = 30.0
PLAINLY = "a kernel that is started plainly"

START = """
import sys
from vakmeten.cli import main
from vakmeten.server.kernels import Kernels
Kernels.forking = {forking}
sys.exit(main())
"""


@dataclass
class Opener:
    """Somebody who opens pages of one server.

    loop: runs in a thread of its own, for the websockets of pages that stay open.
    """

    town: Served
    visitor: Visitor
    loop: asyncio.AbstractEventLoop

    def stay(self) -> None:
        """Open a page that stays open: the server stops those that nobody is connected to."""
        page, _ = self.visitor.open_page()
        asyncio.run_coroutine_threadsafe(self._connect(page), self.loop).result()

    async def _connect(self, page: str) -> None:
        address = self.visitor.address.replace("http", "ws") + f"/api/kernels/{page}/channels"
        cookies = "; ".join(f"{name}={value}" for name, value in self.visitor.cookies.items())
        request = HTTPRequest(f"{address}?session_id=meting", headers={"Cookie": cookies})
        line = Line()
        line.socket = await websocket_connect(request, on_message_callback=line.hear)
        await ask_for_the_widgets(line)

    def usable(self) -> Cost:
        """What opening one page takes; it is closed again."""
        used, began = self.town.processor(), time.perf_counter()
        page, _ = self.visitor.open_page()
        self.visitor.talk(page, ask_for_the_widgets)
        cost = Cost(time.perf_counter() - began, self.town.processor() - used)
        self.visitor.post(f"/api/paginas/{page}/einde")
        self.town.wait_empty()
        return cost

    def one_more(self) -> Cost:
        """Memory that one more page takes, in the server too; it stays open."""
        before = self.town.memory()
        self.stay()
        time.sleep(0.5)  # what the opening leaves behind is gone by then
        return Cost(self.town.memory() - before)


def figures(*, rounds: int = 15, pages: int = 30, last: int = 5, n: int = 1500) -> list[Figure]:
    """Two figures: seconds until a page is usable, and memory of each of the last of many pages."""
    with made_town(n) as town, ExitStack() as servers:
        forked, plain = (
            servers.enter_context(_opener(town, forking=forking, pages=pages + 1))
            for forking in (True, False)
        )
        ours, peer = take_turns(forked.usable, plain.usable, rounds)
        for opener in (forked, plain):
            for _ in range(pages - last):
                opener.stay()
        more = [(forked.one_more(), plain.one_more()) for _ in range(last)]
        open_now = len(forked.town.kernels()), len(plain.town.kernels())
    if open_now != (pages, pages):
        raise RuntimeError(f"of {pages} pages {open_now} were open at the end")
    return [
        Figure(
            what="a page without a browser, request to states of its widgets", peer_is=PLAINLY,
            ours=ours, peer=peer, unit="ms", bound=USABLE,
        ),
        Figure(
            what=f"memory of one more open page at {pages} pages, proportional", peer_is=PLAINLY,
            ours=[mine for mine, _ in more], peer=[theirs for _, theirs in more],
            unit="MB", bound=MEMORY, alone=True, note=f"at most {MEMORY:.0f} MB",
        ),
    ]  # fmt: skip


@contextmanager
def _opener(town: Settings, *, forking: bool, pages: int) -> Generator[Opener, None, None]:
    port = free_port()
    command = ["-c", START.format(forking=forking), "start", "--demo", "--data", town.data_map]
    environ = {
        "VAKMETEN_HOOFDSLEUTEL": str(town.hoofdsleutel), "VAKMETEN_PAGINAS": str(pages),
        "VAKMETEN_PAGINAS_PER_PERSOON": str(pages),
    }  # fmt: skip
    with running(
        [*map(str, command), "--poort", str(port)], town.data_map.parent, port, environ
    ) as process:
        served = Served(
            f"http://127.0.0.1:{port}", process, [account_of(town)], demo.password(town)
        )
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=loop.run_forever)
        thread.start()
        try:
            yield Opener(served, signed_in(served), loop)
        finally:
            loop.call_soon_threadsafe(loop.stop)
            thread.join()
