"""Kernels: which Python, what it is told, and how it starts."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_core.utils import ensure_async
from jupyter_server.services.kernels.kernelmanager import (
    AsyncMappingKernelManager,
    ServerKernelManager,
)

from vakmeten.server.forking.provisioner import ForkingProvisioner
from vakmeten.server.forking.warm import WarmParent
from vakmeten.settings import own_environ
from vakmeten.storage.database import is_sqlite

KERNEL = "python3"

# What a kernel may know of the server's environment: the language, the clock, where Python is.
PASSED_ON = {
    "HOME", "LANG", "LANGUAGE", "LD_LIBRARY_PATH", "PATH", "PYTHONPATH", "SYSTEMROOT", "TEMP",
    "TMP", "TMPDIR", "TZ", "USERPROFILE", "VIRTUAL_ENV",
}  # fmt: skip

# What a library reads when it is imported, so that a forked kernel cannot be told any more.
AT_IMPORT = {"JUPYTER_WIDGETS_ECHO": "0"}


# No history file, and no log lines of its own: they may hold what somebody typed.
ARGUMENTS = (
    "--HistoryManager.enabled=False",
    "--log-level=50",
    "--IPKernelApp.capture_fd_output=False",  # else stderr would go to the browser
)

# What a kernel imports besides where the database is a PostgreSQL.
POSTGRESQL = ("psycopg", "sqlalchemy.dialects.postgresql.psycopg")


class OwnPython(KernelSpecManager):
    """The Python that runs this server, whatever kernels a user has installed."""

    def find_kernel_specs(self) -> dict[str, str]:
        """Only one."""
        return {KERNEL: ""}

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """The same arguments for every kernel."""
        argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}", *ARGUMENTS]
        return KernelSpec(argv=argv, display_name="vakmeten", language="python")


def passed_on(environ: Mapping[str, str]) -> dict[str, str]:
    """What of the server's environment a kernel may know."""
    return {k: v for k, v in environ.items() if k in PASSED_ON or k.startswith("LC_")}


class PageKernel(ServerKernelManager):
    """A kernel whose environment is exactly what the server decided."""

    async def _async_pre_start_kernel(
        self, *, environ: Mapping[str, str], **kw: Any
    ) -> tuple[list[str], dict[str, Any]]:
        if self.provisioner is None:
            kernels: Any = self.parent
            self.provisioner = ForkingProvisioner(
                warm=kernels.warm, kernel_id=kw.get("kernel_id"),
                kernel_spec=self.kernel_spec, parent=self,
            )  # fmt: skip
        command, kw = await super()._async_pre_start_kernel(**kw)
        kw["env"] = passed_on(kw["env"]) | dict(environ)
        return command, kw


class Kernels(AsyncMappingKernelManager):
    """The kernels of this server, forked from one warm parent where that can be."""

    # False to start each kernel plainly, where the two are compared
    forking = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.warm = self._warm_parent() if self.forking else None

    def _warm_parent(self) -> WarmParent:
        server: Any = self.parent
        modules = () if is_sqlite(server.vakmeten.url) else POSTGRESQL
        return WarmParent(passed_on(own_environ()) | AT_IMPORT, ARGUMENTS, modules=modules)

    async def start(self, kernel_id: str, environ: Mapping[str, str]) -> PageKernel:
        """Start a kernel with exactly this environment."""
        # an empty folder: what a user of this machine tells IPython to do is not for our kernels
        told = {**environ, "IPYTHONDIR": self.connection_dir}
        await self.start_kernel(kernel_id=kernel_id, kernel_name=KERNEL, path="", environ=told)
        return self.get_kernel(kernel_id)  # type: ignore[return-value]

    async def end(self, kernel_id: str) -> None:
        """Stop a kernel now, if it is there."""
        if kernel_id in self:
            await ensure_async(self.shutdown_kernel(kernel_id, now=True))
