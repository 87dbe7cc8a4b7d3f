"""What every address of ours has in common: headers, refusals and error pages."""

from __future__ import annotations

import hashlib
import secrets
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader
from jupyter_server.base.handlers import JupyterHandler
from tornado import web

from vakmeten import texts
from vakmeten.errors import VakmetenError
from vakmeten.server.headers import CSP_FORM, CSP_NOTHING
from vakmeten.server.identity import AccountIdentity, SignedIn
from vakmeten.server.log import logger
from vakmeten.server.pages import PageKernels

templates = Environment(loader=PackageLoader("vakmeten.server", "template"), autoescape=True)


@cache
def static_url(name: str) -> str:
    """The address of a file of ours; it changes when the file does, so browsers may keep it."""
    content = (Path(__file__).parent / "static" / name).read_bytes()
    return f"/static/vakmeten/{name}?v={hashlib.sha256(content).hexdigest()[:12]}"


templates.globals["static"] = static_url


def incident_number() -> str:
    """What a visitor can tell the beheerder to find the line in the log."""
    return secrets.token_hex(3)


class OurHandler(JupyterHandler):
    """A JupyterHandler that shows and logs nothing about itself."""

    policy = CSP_NOTHING
    # Only a page sends a visitor to the form; a script that is signed out gets a plain 403.
    is_page = False
    person_at_work = False

    current_user: SignedIn | None
    kernel_manager: PageKernels
    identity_provider: AccountIdentity

    @property
    def visitor(self) -> SignedIn:
        """Who asks. Raises HTTPError 403 where nobody signed in."""
        if self.current_user is None:
            raise web.HTTPError(403)
        return self.current_user

    @property
    def content_security_policy(self) -> str:
        """The policy of this kind of answer."""
        return self.policy

    def set_default_headers(self) -> None:
        """As JupyterHandler, without the name and version of the server."""
        super().set_default_headers()
        self.clear_header("Server")

    def get_login_url(self) -> str:
        """Where a visitor without a sign-in goes. Raises HTTPError 403 where that is no page."""
        if not self.is_page:
            raise web.HTTPError(403)
        return super().get_login_url()

    def show(self, template: str, **values: Any) -> None:
        """Answer with one of our templates."""
        demo = self.settings["vakmeten"].demo
        self.finish(templates.get_template(template).render(demo=demo, texts=texts, **values))

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """One sentence in Dutch; never the exception."""
        error = (kwargs.get("exc_info") or (None, None, None))[1]
        other = texts.FOUTPAGINA[400 if status_code < 500 else 500]
        sentence = texts.FOUTPAGINA.get(status_code, other)
        number = ""
        if isinstance(error, VakmetenError):
            self.set_status(503)
            sentence = str(error)
        elif status_code >= 500:
            number = incident_number()
            logger.error("incident %s on %s", number, type(self).__name__)
        self.set_header("Content-Security-Policy", CSP_FORM)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.show("fout.html", zin=sentence, nummer=number)


class NotFound(OurHandler):
    """Every address that is not ours, once somebody has signed in."""

    is_page = True

    async def prepare(self) -> None:
        """Refuse whatever the method."""
        await super().prepare()
        if not self._finished:  # it is when the visitor was sent to the form
            raise web.HTTPError(404)
