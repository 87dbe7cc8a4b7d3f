"""The form to sign in, and the way out."""

from __future__ import annotations

from typing import Any

from jupyter_server.auth.decorator import allow_unauthenticated

from vakmeten import texts
from vakmeten.errors import TooManyAttempts
from vakmeten.server.base import OurHandler
from vakmeten.server.headers import CSP_FORM
from vakmeten.server.identity import ask
from vakmeten.server.pages import SIGNED_OUT
from vakmeten.storage.accounts import digest
from vakmeten.storage.sessions import ATTEMPT_WINDOW


class FormPage(OurHandler):
    """A page of ours with a form."""

    policy = CSP_FORM
    is_page = True

    async def end_sign_in(self) -> None:
        """Withdraw the sign-in of this browser, if any, and stop its pages."""
        sid = self.identity_provider.read_cookie(self)
        self.identity_provider.drop_cookie(self)
        if sid:
            await ask(self.identity_provider.accounts.sign_out, sid)
            await self.kernel_manager.stop_pages(
                lambda page: page.sessie == digest(sid), SIGNED_OUT
            )


class SignIn(FormPage):
    """`/aanmelden`."""

    @allow_unauthenticated
    async def get(self) -> None:
        """The form, with why it is shown again if the visitor had been signed in."""
        if self.current_user:
            self.redirect(self._next())
            return
        accounts = self.identity_provider.accounts
        sid = self.identity_provider.read_cookie(self)
        why = await ask(accounts.ended_by, sid) if sid else ""
        self._form(notice=texts.AFGEMELD_OMDAT.get(why, ""))

    @allow_unauthenticated
    async def post(self) -> None:
        """Sign in and go on, or the form again with one sentence."""
        naam = self.get_body_argument("naam", "")
        wachtwoord = self.get_body_argument("wachtwoord", "", strip=False)
        try:
            sid = await ask(self.identity_provider.accounts.sign_in, naam, wachtwoord)
        except TooManyAttempts as error:
            self.set_status(429)
            self.set_header("Retry-After", str(int(ATTEMPT_WINDOW.total_seconds())))
            self._form(naam, error=str(error))
            return
        if sid is None:
            self.set_status(401)
            self._form(naam, error=texts.AANMELDEN_FOUT)
            return
        await self.end_sign_in()
        self.identity_provider.write_cookie(self, sid)
        self.redirect(self._next(), status=303)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """A form that stood open too long is shown again instead of refused."""
        if status_code == 403:
            self._form(error=texts.AANMELDEN_OPNIEUW)
        else:
            super().write_error(status_code, **kwargs)

    def _next(self) -> str:
        # Only the address of a workbook: no other site can hide in it.
        wanted = self.get_query_argument("next", "/").removeprefix("/")
        return f"/{wanted}" if wanted in texts.WERKBOEKEN else "/"

    def _form(self, naam: str = "", error: str = "", notice: str = "") -> None:
        self.show(
            "aanmelden.html",
            naam=naam[:64],
            fout=error,
            melding=notice,
            verder=self._next(),
            xsrf=self.xsrf_token.decode(),
        )


class SignOut(FormPage):
    """`/afmelden`."""

    def get(self) -> None:
        """Ask first: a link alone must not sign anybody out."""
        self.show("afmelden.html", xsrf=self.xsrf_token.decode())

    @allow_unauthenticated
    async def post(self) -> None:
        """End the sign-in and its pages; no harm if it had ended already."""
        await self.end_sign_in()
        self.show("afgemeld.html")
