"""Who sends a request: looked up in the database for every single one."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from jupyter_server.auth.authorizer import Authorizer
from jupyter_server.auth.identity import IdentityProvider, User
from jupyter_server.base.handlers import JupyterHandler

from vakmeten.storage.accounts import Accounts, digest

# The database is asked outside the event loop, so that a locked one holds up only who asks.
_database = ThreadPoolExecutor(2, thread_name_prefix="accounts")


@dataclass
class SignedIn(User):
    """A visitor who signed in; `sessie` is the hash of the sign-in, never the cookie."""

    sessie: str = ""


class AccountIdentity(IdentityProvider):
    """Sign-ins of `Accounts`, carried by a signed cookie with a random id."""

    def __init__(self, **kwargs: Any) -> None:
        # Voilà passes its own login handler and may pass a token: there is one way in, ours.
        parent = kwargs["parent"]
        secure = not parent.vakmeten.demo
        super().__init__(parent=parent, log=kwargs["log"], token="", secure_cookie=secure)
        self.accounts: Accounts = parent.accounts
        self.port: int = parent.port

    @property
    def auth_enabled(self) -> bool:
        """Always: without it Voilà invents an anonymous user."""
        return True

    def get_cookie_name(self, handler: Any) -> str:
        """One name a port, since browsers share cookies between the ports of a machine."""
        name = f"vakmeten-{self.port}"
        return f"__Host-{name}" if self.secure_cookie else name

    def read_cookie(self, handler: JupyterHandler) -> str:
        """The id in the cookie if the signature is ours, else ""."""
        value = handler.get_signed_cookie(self.get_cookie_name(handler), max_age_days=1)
        return value.decode() if value else ""

    def write_cookie(self, handler: JupyterHandler, sid: str) -> None:
        """Give the browser its id until it closes."""
        handler.set_signed_cookie(
            self.get_cookie_name(handler), sid, expires_days=None, **self.cookie_flags()
        )

    def drop_cookie(self, handler: JupyterHandler) -> None:
        """Take the id away from the browser."""
        handler.clear_cookie(self.get_cookie_name(handler), **self.cookie_flags())

    def cookie_flags(self) -> dict[str, Any]:
        """What every cookie of ours has; the scripts of a page cannot read the sign-in."""
        return {
            "path": "/", "httponly": True, "samesite": "Lax", "secure": bool(self.secure_cookie)
        }  # fmt: skip

    async def get_user(self, handler: Any) -> SignedIn | None:
        """The account behind the cookie; nothing else of a request says who somebody is."""
        sid = self.read_cookie(handler)
        if not sid:
            return None
        touch = getattr(handler, "person_at_work", False)
        account = await ask(self.accounts.lookup, sid, touch=touch)
        if account is None:
            return None
        handler.xsrf_token  # noqa: B018 - sets the cookie a closing page needs to stop its kernel
        return SignedIn(account.naam, name=account.weergavenaam, sessie=digest(sid))


class KernelOwner(Authorizer):
    """A kernel is only for the sign-in that opened it; nothing else asks this class."""

    def is_authorized(self, handler: Any, user: Any, action: str, resource: str) -> bool:
        """Whether this visitor owns the kernel that the address names."""
        kernel_id = handler.path_kwargs.get("kernel_id", "")
        return resource == "kernels" and handler.kernel_manager.owns(user.sessie, kernel_id)


async def ask(question: Any, *args: Any, **kwargs: Any) -> Any:
    """Call a method of Accounts outside the event loop."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_database, lambda: question(*args, **kwargs))
