"""`/api/paginas`: what the script of a page asks the server."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from tornado import web

from vakmeten import texts
from vakmeten.errors import VakmetenError
from vakmeten.server import page_files
from vakmeten.server.base import OurHandler, incident_number
from vakmeten.server.log import logger
from vakmeten.server.opening import WorkbookFailed
from vakmeten.server.pages import TooManyPages
from vakmeten.server.workbook_page import page_token, tab_id


class PageAnswer(OurHandler):
    """An answer about a page: JSON, whatever happens."""

    async def prepare(self) -> None:
        """Raises HTTPError 403 for a page that another sign-in of this browser left open."""
        await super().prepare()
        said = self.request.headers.get("X-Pagina-Van", "")
        if said and said != page_token(self.visitor.sessie):
            raise web.HTTPError(403)

    async def answer(self, pagina: str) -> None:
        """Wait until the page is open and say what it shows; or one sentence and a number."""
        try:
            opened = await self.kernel_manager.opened(pagina)
        except asyncio.CancelledError:
            raise web.HTTPError(404) from None
        except Exception as error:  # noqa: BLE001 - whatever it was, its text stays here
            self._fail(error)
            return
        self.say(
            pagina=pagina,
            wortel=opened.wortel if opened else "",
            widgets=opened.widgets if opened else {},
            versie=page_files.manifest()["script"],
        )

    def say(self, **values: Any) -> None:
        """Answer with JSON."""
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(json.dumps(values, separators=(",", ":")))

    def _fail(self, error: Exception) -> None:
        number = incident_number()
        cause = error.cause if isinstance(error, WorkbookFailed) else type(error).__name__
        logger.error("incident %s: workbook did not open (%s)", number, cause[:80])
        self.set_status(503)
        sentence = str(error) if isinstance(error, VakmetenError) else texts.WERKBOEK_MISLUKT
        self.say(zin=sentence, nummer=number)


class Pages(PageAnswer):
    """`/api/paginas`: a page whose kernel is gone asks for another."""

    @property
    def person_at_work(self) -> bool:  # type: ignore[override]
        """Not when the page asks by itself: that keeps nobody signed in."""
        return "X-Vanzelf" not in self.request.headers

    async def post(self) -> None:
        """Open a workbook where this tab was: {"werkboek": name, "tab": id}."""
        try:
            asked = json.loads(self.request.body)
            name, tab = str(asked["werkboek"]), tab_id(str(asked["tab"]))
        except (ValueError, KeyError, TypeError):
            raise web.HTTPError(400) from None
        if name not in self.kernel_manager.workbooks:
            raise web.HTTPError(404)
        try:
            pagina = self.kernel_manager.open_page(self.visitor, name, tab)
        except TooManyPages as error:
            self.set_status(503)
            self.say(zin=str(error), nummer="")
            return
        await self.answer(pagina)


class PageOfVisitor(PageAnswer):
    """An address with the id of a page in it, for the sign-in that opened that page."""

    async def prepare(self) -> None:
        """Raises HTTPError 404 for somebody else's page as for one that is not there."""
        await super().prepare()
        if not self.kernel_manager.owns(self.visitor.sessie, self.path_kwargs["kernel_id"]):
            raise web.HTTPError(404)


class OpenedPage(PageOfVisitor):
    """`/api/paginas/<id>`: what it shows at first; once connected, only that it is there."""

    async def get(self, kernel_id: str) -> None:
        """Waits until the workbook has run."""
        await self.answer(kernel_id)

    def on_connection_close(self) -> None:
        """A tab that closes while its workbook opens cannot say so: its script is waiting."""
        super().on_connection_close()
        pagina = self.path_kwargs["kernel_id"]
        self.stopping = asyncio.ensure_future(self.kernel_manager.stop_page(pagina))


class ClosedPage(PageOfVisitor):
    """`/api/paginas/<id>/einde`: a page says that it closes."""

    async def post(self, kernel_id: str) -> None:
        """Stop its kernel, once that has done what the page asked of it last."""
        self.kernel_manager.stop_page_soon(kernel_id)
        self.set_status(204)
