"""One kernel a page, owned by the sign-in that opened it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_core.utils import ensure_async
from jupyter_server.services.kernels.kernelmanager import (
    AsyncMappingKernelManager,
    ServerKernelManager,
)

from vakmeten.server.identity import SignedIn

KERNEL = "python3"
# A workbook in a few tabs is normal; each costs some 50 MB.
KERNELS_PER_PERSON = 4
# Long enough for a laptop that sleeps through a coffee and then reconnects.
UNSEEN_SECONDS = 15 * 60

# What a kernel may know of the server's environment: the language, the clock, where Python is.
PASSED_ON = {
    "HOME", "LANG", "LANGUAGE", "LD_LIBRARY_PATH", "PATH", "PYTHONPATH", "SYSTEMROOT", "TEMP",
    "TMP", "TMPDIR", "TZ", "USERPROFILE", "VIRTUAL_ENV",
}  # fmt: skip

# Close codes of the page's websocket; the page shows another sentence for each.
GONE, TOO_MANY, SIGNED_OUT = 4001, 4002, 4003


@dataclass
class Page:
    """An open page: whose it is, its open websockets, and when the last of them was there."""

    account: str
    sessie: str
    sockets: set[Any] = field(default_factory=set)
    seen: float = field(default_factory=time.monotonic)


class OwnPython(KernelSpecManager):
    """The Python that runs this server, whatever kernels a user has installed."""

    def find_kernel_specs(self) -> dict[str, str]:
        """Only one."""
        return {KERNEL: ""}

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """No history file, and no log lines of its own: they may hold what somebody typed."""
        argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        argv += ["--HistoryManager.enabled=False", "--log-level=50"]
        argv += ["--IPKernelApp.capture_fd_output=False"]  # else stderr would go to the browser
        return KernelSpec(argv=argv, display_name="vakmeten", language="python")


class PageKernel(ServerKernelManager):
    """A kernel whose environment is exactly what the server decided."""

    async def _async_pre_start_kernel(
        self, *, environ: Mapping[str, str], **kw: Any
    ) -> tuple[list[str], dict[str, Any]]:
        command, kw = await super()._async_pre_start_kernel(**kw)
        kept = {k: v for k, v in kw["env"].items() if k in PASSED_ON or k.startswith("LC_")}
        kw["env"] = kept | dict(environ)
        return command, kw


class PageKernels(AsyncMappingKernelManager):
    """The kernels of all open pages, and whose they are."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.pages: dict[str, Page] = {}

    def owns(self, sessie: str, kernel_id: str) -> bool:
        """Whether this sign-in opened this kernel."""
        page = self.pages.get(kernel_id)
        return page is not None and page.sessie == sessie

    async def open_page(
        self, kernel_id: str, user: SignedIn, environ: Mapping[str, str]
    ) -> PageKernel:
        """Start the kernel of a page; the person's oldest page is stopped if there are too many.

        Raises RuntimeError if the page was closed in the meantime.
        """
        mine = [key for key, page in self.pages.items() if page.account == user.username]
        self.pages[kernel_id] = Page(user.username, user.sessie)
        for old in mine[: max(0, len(mine) + 1 - KERNELS_PER_PERSON)]:
            await self.stop_page(old, TOO_MANY)
        # an empty folder: what a user of this machine tells IPython to do is not for our kernels
        told = {**environ, "IPYTHONDIR": self.connection_dir}
        try:
            await self.start_kernel(kernel_id=kernel_id, kernel_name=KERNEL, path="", environ=told)
        except BaseException:
            self.pages.pop(kernel_id, None)
            raise
        if kernel_id not in self.pages:
            await self.stop_page(kernel_id)
            raise RuntimeError("page closed while its kernel started")
        return self.get_kernel(kernel_id)  # type: ignore[return-value]

    async def stop_page(self, kernel_id: str, code: int = GONE) -> None:
        """Tell the page why, and stop its kernel."""
        self._forget(kernel_id, code)
        if kernel_id in self:
            await ensure_async(self.shutdown_kernel(kernel_id, now=True))

    async def stop_pages(self, which: Callable[[Page], bool], code: int) -> None:
        """Stop every page that meets a condition."""
        for kernel_id in [key for key, page in self.pages.items() if which(page)]:
            await self.stop_page(kernel_id, code)

    async def stop_unseen(self) -> None:
        """Stop pages that nobody looks at any more, of a browser that crashed or never said."""
        limit = time.monotonic() - UNSEEN_SECONDS
        await self.stop_pages(lambda page: not page.sockets and page.seen < limit, GONE)

    def remove_kernel(self, kernel_id: str) -> Any:
        """Also when a kernel died by itself: its page must not wait for an answer."""
        self._forget(kernel_id, GONE)
        return super().remove_kernel(kernel_id)

    def _forget(self, kernel_id: str, code: int) -> None:
        page = self.pages.pop(kernel_id, None)
        for socket in list(page.sockets) if page else []:
            socket.close(code)
