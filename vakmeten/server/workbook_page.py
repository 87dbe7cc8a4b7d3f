"""`/<workbook>`: the page itself. Its kernel starts now, while the browser loads the scripts."""

from __future__ import annotations

import hashlib
import secrets
from pathlib import Path

from tornado import web

from vakmeten import texts
from vakmeten.server import page_files
from vakmeten.server.base import OurHandler
from vakmeten.server.headers import CSP_WORKBOOK
from vakmeten.settings import TAB


def served_workbooks(folder: Path) -> dict[str, Path]:
    """The workbooks for teams that exist in this folder, by name, in the order of the texts."""
    paths = {name: folder / f"{name}.ipynb" for name in texts.WERKBOEKEN}
    return {name: path for name, path in paths.items() if path.is_file()}


def tab_id(wanted: str) -> str:
    """The id of a tab as it was given, or a new one. It remembers a place and opens nothing."""
    return wanted if TAB.fullmatch(wanted) else secrets.token_hex(8)


def page_token(sessie: str) -> str:
    """What a page says to show that it is still of the same sign-in; opens nothing."""
    return hashlib.sha256(f"pagina {sessie}".encode()).hexdigest()[:16]


class Start(OurHandler):
    """`/`: on to the first workbook."""

    is_page = True

    def get(self) -> None:
        """Never cached, since it depends on what is installed."""
        self.redirect(f"/{next(iter(self.kernel_manager.workbooks))}")


class WorkbookPage(OurHandler):
    """`/<workbook>?tab=<id>`: the shell, which asks for the rest."""

    is_page = True
    person_at_work = True
    policy = CSP_WORKBOOK

    def get(self, name: str) -> None:
        """Begin to open the workbook and send the shell."""
        if name not in self.kernel_manager.workbooks:
            raise web.HTTPError(404)
        self._only_for_a_person()
        tab = tab_id(self.get_query_argument("tab", ""))
        pagina = self.kernel_manager.open_page(self.visitor, name, tab)
        self.show(
            "pagina.html", naam=name, tab=tab, pagina=pagina, wie=page_token(self.visitor.sessie),
            files=page_files.manifest(),
        )  # fmt: skip

    def _only_for_a_person(self) -> None:
        """No kernel for a browser that looks ahead, nor for a picture on somebody's page."""
        headers = self.request.headers
        if headers.get("Sec-Purpose") or headers.get("Sec-Fetch-Dest", "document") != "document":
            raise web.HTTPError(403)
