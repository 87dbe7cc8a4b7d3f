"""The addresses behind a page: its kernel, its end, and files."""

from __future__ import annotations

from collections.abc import Awaitable

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado import web

from vakmeten.server.base import OurHandler
from vakmeten.server.kernels import KERNEL

FOR_EVER = "max-age=31536000, immutable"
AN_HOUR = "max-age=3600"


class KernelOfPage(OurHandler):
    """An address with the id of a kernel in it, for the sign-in that opened that kernel."""

    async def prepare(self) -> None:
        """Raises HTTPError 403 for somebody else's kernel and for one that is not there."""
        await super().prepare()
        if not self.kernel_manager.owns(self.visitor.sessie, self.path_kwargs["kernel_id"]):
            raise web.HTTPError(403)


class KernelModel(KernelOfPage):
    """`/api/kernels/<id>`: what voila.js asks before it connects."""

    def get(self, kernel_id: str) -> None:
        """The least that JupyterLab's client accepts."""
        self.finish({"id": kernel_id, "name": KERNEL})


class ClosePage(KernelOfPage):
    """`/voila/api/shutdown/<id>`: a page says that it closes."""

    async def post(self, kernel_id: str) -> None:
        """Stop its kernel."""
        await self.kernel_manager.stop_page(kernel_id)
        self.set_status(204)


class LibraryFile(OurHandler, web.StaticFileHandler):
    """A script or font of a library, for who has signed in."""

    caching = f"private, {FOR_EVER}"  # the address holds the version

    def set_extra_headers(self, path: str) -> None:
        """Let the browser keep it."""
        self.set_header("Cache-Control", self.caching)


class PlotlyFile(LibraryFile):
    """`/static/plotly.min.js`, an address without a version."""

    caching = f"private, {AN_HOUR}"


class OurFile(LibraryFile):
    """Our own style and script: the sign-in page needs them, and they hold no secret."""

    @property
    def caching(self) -> str:  # type: ignore[override]
        """For ever when the address holds the version, as in our templates."""
        return f"public, {FOR_EVER if self.get_query_argument('v', '') else AN_HOUR}"

    @allow_unauthenticated
    def head(self, path: str) -> Awaitable[None]:
        """As `get`, without the file."""
        return super().head(path)

    @allow_unauthenticated
    async def get(self, path: str, include_body: bool = True) -> None:
        """The file."""
        await super().get(path, include_body)
