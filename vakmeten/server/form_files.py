"""The style of our own forms and of the shell, which any visitor may have."""

from __future__ import annotations

from collections.abc import Awaitable

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado import web

from vakmeten.server.base import OurHandler

FOR_EVER = "max-age=31536000, immutable"
AN_HOUR = "max-age=3600"


class OurFile(OurHandler, web.StaticFileHandler):
    """Our own style: the sign-in page needs it, and it holds no secret."""

    def set_extra_headers(self, path: str) -> None:
        """Kept for ever when the address holds the version, as in our templates."""
        kept = FOR_EVER if self.get_query_argument("v", "") else AN_HOUR
        self.set_header("Cache-Control", f"public, {kept}")

    @allow_unauthenticated
    def head(self, path: str) -> Awaitable[None]:
        """As `get`, without the file."""
        return super().head(path)

    @allow_unauthenticated
    async def get(self, path: str, include_body: bool = True) -> None:
        """The file."""
        await super().get(path, include_body)
