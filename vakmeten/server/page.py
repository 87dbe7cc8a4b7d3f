"""The page of a workbook: a shell at once, and its one widget as soon as the kernel has it."""

from __future__ import annotations

import asyncio
import secrets
import uuid
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from tornado import web
from tornado.iostream import StreamClosedError

from vakmeten import texts
from vakmeten.errors import VakmetenError
from vakmeten.server import frontend
from vakmeten.server.base import OurHandler, incident_number, templates
from vakmeten.server.headers import csp_workbook
from vakmeten.server.log import logger
from vakmeten.server.opening import WorkbookFailed, run_workbook
from vakmeten.settings import Settings


def served_workbooks(folder: Path) -> dict[str, Path]:
    """The workbooks for teams that exist in this folder, by name, in the order of the texts."""
    paths = {name: folder / f"{name}.ipynb" for name in texts.WERKBOEKEN}
    return {name: path for name, path in paths.items() if path.is_file()}


def kernel_environ(settings: Settings, account: str, sessie: str) -> dict[str, str]:
    """Everything a kernel is told: the settings and its visitor; nothing of the request."""
    return {
        **settings.environ(),
        "HTTP_X_VAK_USER": account,
        "HTTP_X_VAK_SESSION": sessie,
        # the kernel need not repeat to the page what the page has just said
        "JUPYTER_WIDGETS_ECHO": "0",
    }


class Start(OurHandler):
    """`/`: on to the first workbook."""

    is_page = True

    def initialize(self, workbooks: Mapping[str, Path]) -> None:
        """workbooks: name to notebook, those that are served."""
        self.workbooks = workbooks

    def get(self) -> None:
        """Never cached, since it depends on what is installed."""
        self.redirect(f"/{next(iter(self.workbooks))}")


class WorkbookPage(OurHandler):
    """`/<workbook>`: each opening is a kernel of its own."""

    is_page = True
    person_at_work = True

    def initialize(self, workbooks: Mapping[str, Path]) -> None:
        """workbooks: name to notebook, those that are served."""
        self.workbooks = workbooks
        self.kernel_id = str(uuid.uuid4())

    async def get(self, name: str) -> None:
        """Send the shell, start the kernel, send the widget or a sentence."""
        if name not in self.workbooks:
            raise web.HTTPError(404)
        nonce = secrets.token_urlsafe(16)
        self.set_header("Content-Security-Policy", csp_workbook(nonce))
        try:
            await self._send("pagina.html", nonce, name=name)
            output = await self._open(self.workbooks[name])
            await self._send("widget.html", nonce, output=output)
        except StreamClosedError:
            await self._stop()  # the visitor left while the page was on its way
        except Exception as error:  # noqa: BLE001 - whatever it was, its text stays here
            await self._fail(error, nonce)

    def on_connection_close(self) -> None:
        """A tab that closes while the kernel starts cannot stop it, since it is not there yet."""
        super().on_connection_close()
        self.stopping = asyncio.ensure_future(self._stop())

    async def _open(self, path: Path) -> dict[str, Any]:
        user = self.visitor
        environ = kernel_environ(self.settings["vakmeten"], user.username, user.sessie)
        kernel = await self.kernel_manager.open_page(self.kernel_id, user, environ)
        return await run_workbook(kernel, path)

    async def _fail(self, error: Exception, nonce: str) -> None:
        cause = error.cause if isinstance(error, WorkbookFailed) else type(error).__name__
        number = incident_number()
        logger.error("incident %s: workbook did not open (%s)", number, cause[:80])
        await self._stop()
        sentence = str(error) if isinstance(error, VakmetenError) else texts.WERKBOEK_MISLUKT
        with suppress(StreamClosedError):
            await self._send("mislukt.html", nonce, zin=sentence, nummer=number)

    async def _stop(self) -> None:
        await self.kernel_manager.stop_page(self.kernel_id)

    async def _send(self, template: str, nonce: str, **values: Any) -> None:
        page = templates.get_template(template)
        config = frontend.page_config(self.kernel_id)
        self.write(page.render(nonce=nonce, config=config, texts=texts, **values))
        await self.flush()
