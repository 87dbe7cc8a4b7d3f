"""The open pages: whose each is, how it opens, when it sleeps and how it ends."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from vakmeten import texts
from vakmeten.errors import VakmetenError
from vakmeten.server.identity import SignedIn
from vakmeten.server.kernels import Kernels
from vakmeten.server.opening import Opened, finish_work, run_workbook
from vakmeten.settings import Settings

# A page that nobody is connected to: its browser crashed, or sleeps with its laptop. It wakes up
# by itself, so there is no need to keep its kernel.
UNSEEN_SECONDS = 20
# A page that somebody looks at is not put to sleep for another within this time.
BUSY_SECONDS = 60
# What a page said last, on its way out, is still to be done: its way here, and doing it.
GOODBYE_SECONDS = 0.2
LAST_WORK_SECONDS = 10

# Close codes of the page's websocket; the page does something else for each (line.js).
GONE, TOO_MANY, SIGNED_OUT, ASLEEP = 4001, 4002, 4003, 4004


class TooManyPages(VakmetenError):
    """The server has as many kernels as it may, and somebody is at work in each."""


@dataclass
class Page:
    """An open page: whose it is, what it shows at first, and when somebody last was there.

    eerste: what its workbook showed when it had run; None before that and once it is connected.
    active: when somebody last did something. seen: when its last websocket left.
    """

    account: str
    sessie: str
    opening: asyncio.Task[None] | None = None
    eerste: Opened | None = None
    sockets: set[Any] = field(default_factory=set)
    active: float = field(default_factory=time.monotonic)
    seen: float = field(default_factory=time.monotonic)

    @property
    def opening_is_over(self) -> bool:
        """Whether its opening is over, well or badly."""
        return self.opening is not None and self.opening.done()

    @property
    def is_open(self) -> bool:
        """Whether its workbook has run and shows something."""
        task = self.opening
        return task is not None and task.done() and not task.cancelled() and not task.exception()


class PageKernels(Kernels):
    """The kernels of all open pages, and whose they are. The server says the first two of these.

    workbooks: name to notebook, those that are served.
    """

    settings: Settings
    workbooks: Mapping[str, Path]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.pages: dict[str, Page] = {}
        self._tasks: set[asyncio.Task[Any]] = set()

    def owns(self, sessie: str, kernel_id: str) -> bool:
        """Whether this sign-in opened this kernel."""
        page = self.pages.get(kernel_id)
        return page is not None and page.sessie == sessie

    # -- opening

    def open_page(self, user: SignedIn, werkboek: str, tab: str) -> str:
        """Begin to open a page and return the id of its kernel; `opened` waits for the rest.

        If the person has too many pages, the one least used falls asleep.
        Raises TooManyPages if the server has too many and all are in use.
        """
        self._make_room(user.username)
        kernel_id = str(uuid.uuid4())
        page = self.pages[kernel_id] = Page(user.username, user.sessie)
        page.opening = self._later(self._open(kernel_id, page, werkboek, tab))
        return kernel_id

    async def opened(self, kernel_id: str) -> Opened | None:
        """What a page shows at first, once its workbook has run; None once it is connected.

        Raises what went wrong, and CancelledError if the page was closed in the meantime.
        """
        page = self.pages[kernel_id]
        if page.opening is not None:
            await asyncio.shield(page.opening)
        return page.eerste

    async def _open(self, kernel_id: str, page: Page, werkboek: str, tab: str) -> None:
        environ = kernel_environ(self.settings, page, tab)
        starting = self._later(self.start(kernel_id, environ))
        try:
            kernel = await asyncio.shield(starting)  # one that is half there cannot be stopped
            page.eerste = await run_workbook(kernel, self.workbooks[werkboek])
        except BaseException:
            # The page itself stays, to hear what went wrong.
            self._later(self._end_started(starting, kernel_id))
            raise
        finally:
            page.seen = page.active = time.monotonic()

    async def _end_started(self, starting: asyncio.Task[Any], kernel_id: str) -> None:
        with suppress(Exception):
            await starting
        await self.end(kernel_id)

    def _make_room(self, account: str) -> None:
        by_use = sorted(self.pages, key=lambda key: self.pages[key].active)
        mine = [key for key in by_use if self.pages[key].account == account]
        for old in mine[: max(0, len(mine) + 1 - self.settings.paginas_per_persoon)]:
            self._later(self.stop_page(old, TOO_MANY))
            by_use.remove(old)
        if len(by_use) < self.settings.paginas:
            return
        oldest = self.pages[by_use[0]]
        if time.monotonic() - oldest.active < BUSY_SECONDS:
            raise TooManyPages(texts.SERVER_VOL)
        self._later(self.stop_page(by_use[0], ASLEEP))

    def _later(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)  # asyncio itself does not hold on to it
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            task.exception()  # whoever waits for the page is told; nobody else need be

    # -- ending

    async def stop_page(self, kernel_id: str, code: int = GONE) -> None:
        """Tell the page why, and stop its kernel."""
        page = self.pages.get(kernel_id)
        self._forget(kernel_id, code)
        if page is None or page.is_open:  # else whoever opens it stops it too
            await self.end(kernel_id)

    def stop_page_soon(self, kernel_id: str) -> None:
        """Stop a page that goes away, once its kernel has done what it was asked last."""

        async def stop() -> None:
            await asyncio.sleep(GOODBYE_SECONDS)
            if kernel_id in self:
                await finish_work(self.get_kernel(kernel_id), LAST_WORK_SECONDS)
            await self.stop_page(kernel_id)

        self._later(stop())

    async def stop_pages(self, which: Callable[[Page], bool], code: int) -> None:
        """Stop every page that meets a condition."""
        for kernel_id in [key for key, page in self.pages.items() if which(page)]:
            await self.stop_page(kernel_id, code)

    async def stop_idle(self) -> None:
        """Stop pages that nobody is connected to, and let those sleep in which nobody works."""
        now = time.monotonic()
        awake = now - self.settings.slaap_minuten * 60
        await self.stop_pages(
            lambda page: (
                page.opening_is_over and not page.sockets and page.seen < now - UNSEEN_SECONDS
            ),
            GONE,
        )
        await self.stop_pages(lambda page: page.is_open and page.active < awake, ASLEEP)

    def remove_kernel(self, kernel_id: str) -> Any:
        """Also when a kernel died by itself: its page must not wait for an answer."""
        page = self.pages.get(kernel_id)
        if page is not None and page.is_open:
            self._forget(kernel_id, GONE)
        return super().remove_kernel(kernel_id)

    def _forget(self, kernel_id: str, code: int) -> None:
        page = self.pages.pop(kernel_id, None)
        if page is None:
            return
        if page.opening is not None:
            page.opening.cancel()
        for socket in list(page.sockets):
            socket.close(code)


def kernel_environ(settings: Settings, page: Page, tab: str) -> dict[str, str]:
    """Everything a kernel is told: the settings and its visitor; nothing of the request."""
    return {
        **settings.environ(),
        "HTTP_X_VAK_USER": page.account,
        "HTTP_X_VAK_SESSION": page.sessie,
        "HTTP_X_VAK_TAB": tab,
        # the kernel need not repeat to the page what the page has just said
        "JUPYTER_WIDGETS_ECHO": "0",
    }
