"""The scripts and style of the page, as `make page` bundled them from `server/page`."""

from __future__ import annotations

import gzip
import json
from functools import cache
from pathlib import Path
from typing import Any

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado import web

from vakmeten.server.base import OurHandler

FOLDER = Path(__file__).parent / "static" / "pagina"
FOR_EVER = "public, max-age=31536000, immutable"
TYPES = {".js": "text/javascript", ".css": "text/css", ".txt": "text/plain"}


@cache
def manifest() -> dict[str, Any]:
    """What was bundled.

    script, style: the files that a page loads first; the name of the script changes with anything
    in it, and so says which page this is. imports: what that script needs at once.
    later: what it loads when a chart is drawn. files: name to SHA-256 of its content.
    made_from: SHA-256 of all sources.
    """
    return json.loads((FOLDER / "manifest.json").read_text("utf-8"))


@cache
def compressed(name: str) -> bytes:
    """The content of a file, gzipped once for as long as the server runs."""
    return gzip.compress((FOLDER / name).read_bytes(), mtime=0)


class PageFile(OurHandler):
    """`/static/pagina/<name>`: holds no secret; the name changes when the content does."""

    @allow_unauthenticated
    def get(self, name: str) -> None:
        """The file, compressed for whoever can read that."""
        if name not in manifest()["files"]:
            raise web.HTTPError(404)
        self.set_header("Cache-Control", FOR_EVER)
        self.set_header("Content-Type", f"{TYPES[Path(name).suffix]}; charset=utf-8")
        self.set_header("Vary", "Accept-Encoding")
        if "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.set_header("Content-Encoding", "gzip")
            self.finish(compressed(name))
        else:
            self.finish((FOLDER / name).read_bytes())

    @allow_unauthenticated
    def head(self, name: str) -> None:
        """As `get`; tornado leaves the body out."""
        self.get(name)
