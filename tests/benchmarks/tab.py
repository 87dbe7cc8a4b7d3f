"""A page of the casusboek without a browser: signs in, opens it, and talks to its kernel.

Says what the script of the page would say and keeps what it would show, in one event loop for many
people, so that who measures hardly costs anything beside what is measured.
"""

from __future__ import annotations

import asyncio
import json
import re
import secrets
import time
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

from tornado.httpclient import AsyncHTTPClient, HTTPRequest, HTTPResponse
from tornado.websocket import WebSocketClosedError, websocket_connect

PATIENCE = 60  # seconds: then something hangs
WIDGET = "IPY_MODEL_"
FORM = "application/x-www-form-urlencoded"


class Refused(Exception):
    """The server or the screen did not do what was asked."""


class Tab:
    """One tab of one person.

    widgets: id to state of every screen that the kernel has made.
    """

    def __init__(self, address: str, http: AsyncHTTPClient) -> None:
        """http: may be shared; it must allow as many requests at once as there are people."""
        self.address = address
        self.widgets: dict[str, dict[str, Any]] = {}
        self._http = http
        self._cookies: dict[str, str] = {}
        self._kernel = self._root = ""
        self._socket: Any = None
        self._session = secrets.token_hex(8)
        self._sent = 0
        self._waiting: dict[str, asyncio.Future[None]] = {}

    # -- coming and going

    async def sign_in(self, naam: str, wachtwoord: str) -> None:
        """Sign in as a person does, through the form."""
        await self._ask("/aanmelden")
        fields = {"_xsrf": self._cookies["_xsrf"], "naam": naam, "wachtwoord": wachtwoord}
        self._expect(await self._ask("/aanmelden", urlencode(fields)), 303)

    async def open(self) -> float:
        """Open the casusboek; returns the seconds until it can be used."""
        began = time.perf_counter()
        self._kernel, self._root, self.widgets = await self._first_look()
        address = self.address.replace("http", "ws", 1) + f"/api/kernels/{self._kernel}/channels"
        request = HTTPRequest(
            f"{address}?session_id={self._session}", headers=self._headers(),
            request_timeout=PATIENCE,
        )  # fmt: skip
        self._socket = await websocket_connect(request, on_message_callback=self._hear)
        await self._send("kernel_info_request", {})
        return time.perf_counter() - began

    async def _first_look(self) -> tuple[str, str, dict[str, dict[str, Any]]]:
        """The kernel of the page, its outermost screen, and what every screen shows at first."""
        page = self._expect(await self._ask("/casusboek"), 200).body.decode()
        found = re.search(r'data-pagina="([^"]+)"', page)
        if found is None:
            raise Refused("the page names no kernel")
        answer = self._expect(await self._ask(f"/api/paginas/{found[1]}"), 200)
        about = json.loads(answer.body)
        return found[1], about["wortel"], about["widgets"]

    async def leave(self) -> None:
        """Close the page, as a browser says when a tab closes."""
        if self._socket is None:
            return
        self._socket.close()
        fields = urlencode({"_xsrf": self._cookies["_xsrf"]})
        self._expect(await self._ask(f"/api/paginas/{self._kernel}/einde", fields), 204)

    # -- what is on the screen

    @property
    def screen_id(self) -> str:
        """The screen that the person looks at, below the bar."""
        return self.widgets[self._root]["scherm"].removeprefix(WIDGET)

    @property
    def screen(self) -> dict[str, Any]:
        """What that screen shows."""
        return self.widgets[self.screen_id]

    async def act(self, doe: str, met: dict[str, Any] | None = None, *invoer: str) -> float:
        """Do something; returns the seconds until what came of it was all there.

        invoer: the inputs that the template sends along.
        """
        mine = {name: self.screen[name] for name in invoer}
        wish = {"doe": doe, "met": met or {}, "invoer": mine}
        return await self._tell({"method": "custom", "content": {"event": "act", "data": wish}})

    async def type(self, **state: Any) -> float:
        """Change inputs of the screen; returns the seconds until the kernel had taken them."""
        self.screen.update(state)
        return await self._tell({"method": "update", "state": state, "buffer_paths": []})

    async def _tell(self, data: dict[str, Any]) -> float:
        began = time.perf_counter()
        await self._send("comm_msg", {"comm_id": self.screen_id, "data": data})
        took = time.perf_counter() - began
        melding = self.screen.get("melding") or {}
        if melding:
            raise Refused(f"{melding['soort']}: {melding['tekst']}")
        return took

    # -- the line

    async def _send(self, kind: str, content: dict[str, Any]) -> None:
        """Send one message and wait until the kernel is done with it."""
        self._sent += 1
        message = f"{self._session}-{self._sent}"
        header = {
            "msg_id": message, "msg_type": kind, "session": self._session, "username": "",
            "version": "5.3", "date": "2026-03-02T09:00:00Z",
        }  # fmt: skip
        done = self._waiting[message] = asyncio.get_running_loop().create_future()
        whole = {
            "header": header, "parent_header": {}, "metadata": {}, "content": content,
            "channel": "shell", "buffers": [],
        }  # fmt: skip
        try:
            await self._socket.write_message(json.dumps(whole))
        except WebSocketClosedError:
            raise Refused(f"hung up: {self._socket.close_code}") from None
        await asyncio.wait_for(done, PATIENCE)

    def _hear(self, message: str | bytes | None) -> None:
        if message is None:
            for waiting in self._waiting.values():
                if not waiting.done():
                    waiting.set_exception(Refused(f"hung up: {self._socket.close_code}"))
            return
        heard = json.loads(message)
        kind, content = heard["header"]["msg_type"], heard["content"]
        if kind == "status" and content["execution_state"] == "idle":
            waiting = self._waiting.pop(heard["parent_header"].get("msg_id", ""), None)
            if waiting is not None and not waiting.done():
                waiting.set_result(None)
        elif kind == "comm_open":
            self.widgets[content["comm_id"]] = content["data"].get("state", {})
        elif kind == "comm_msg" and content["data"].get("method") == "update":
            self.widgets.setdefault(content["comm_id"], {}).update(content["data"]["state"])
        elif kind == "comm_close":
            self.widgets.pop(content["comm_id"], None)

    def _headers(self) -> dict[str, str]:
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}

    async def _ask(self, path: str, body: str | None = None) -> HTTPResponse:
        headers = self._headers() | ({} if body is None else {"Content-Type": FORM})
        request = HTTPRequest(
            self.address + path, method="GET" if body is None else "POST", body=body,
            headers=headers, follow_redirects=False, request_timeout=PATIENCE,
        )  # fmt: skip
        answer = await self._http.fetch(request, raise_error=False)
        for line in answer.headers.get_list("Set-Cookie"):
            self._cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return answer

    @staticmethod
    def _expect(answer: HTTPResponse, code: int) -> HTTPResponse:
        if answer.code != code:
            raise Refused(f"{answer.code} instead of {code} at {answer.effective_url}")
        return answer
