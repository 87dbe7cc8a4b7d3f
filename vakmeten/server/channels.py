"""The websocket between a page and its kernel, and the messages that may pass."""

from __future__ import annotations

import json
import time
from typing import Any

from jupyter_server.services.kernels.connection.base import (
    deserialize_binary_message,
    deserialize_msg_from_ws_v1,
)
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from tornado.ioloop import IOLoop
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from vakmeten.server.pages import GONE

# A browser may talk to the widgets that are there; it cannot run code or stop the kernel.
ALLOWED_MESSAGES = [
    "comm_open", "comm_close", "comm_msg", "comm_info_request", "kernel_info_request",
]  # fmt: skip
# The only thing it may open is the question which widgets there are, never a widget of its own.
ASK_FOR_WIDGETS = "jupyter.widget.control"

# What a person's hand is in: an input that changed, an action.
WORK = {"update", "custom"}

# What a kernel prints or says about an exception holds people's data; a page needs neither.
KEPT_FROM_THE_BROWSER = {
    "error", "stream", "display_data", "execute_result", "execute_input", "execute_reply",
}  # fmt: skip


class QuietConnection(ZMQChannelsWebsocketConnection):
    """Passes only what widgets need, in both directions and in every version of the protocol."""

    def handle_outgoing_message(self, stream: Any, outgoing_msg: list[Any]) -> None:
        """From the kernel: no output and no exceptions."""
        header: Any = self.session.feed_identities(outgoing_msg)[1][1]
        if self.session.unpack(header)["msg_type"] not in KEPT_FROM_THE_BROWSER:
            super().handle_outgoing_message(stream, outgoing_msg)

    def handle_incoming_message(self, incoming_msg: Any) -> None:
        """From the browser: no new widgets. Voilà's list of message types does the rest."""
        kind, content = self._read(incoming_msg)
        if kind != "comm_open" or content.get("target_name") == ASK_FOR_WIDGETS:
            self._note_work(content)
            super().handle_incoming_message(incoming_msg)

    def _note_work(self, content: dict[str, Any]) -> None:
        """Somebody typed or clicked: the page need not sleep yet."""
        data = content.get("data")
        page = self.multi_kernel_manager.pages.get(self.kernel_id)  # type: ignore[attr-defined]
        if page and isinstance(data, dict) and data.get("method") in WORK:
            page.active = time.monotonic()

    def on_restart_failed(self) -> None:
        """A kernel that died: its page is told by a close code, and nothing is restarted."""

    def _read(self, message: Any) -> tuple[str, dict[str, Any]]:
        if self.subprotocol == "v1.kernel.websocket.jupyter.org":
            _, parts = deserialize_msg_from_ws_v1(message)
            return self.session.unpack(parts[0])["msg_type"], self.session.unpack(parts[3])
        if isinstance(message, bytes):
            found = deserialize_binary_message(message)
        else:
            found = json.loads(message)
        return found["header"]["msg_type"], found["content"]


class Channels(VoilaKernelWebsocketHandler):
    """`/api/kernels/<id>/channels`."""

    connection: Any = None  # none yet, or no longer: a browser may leave at any moment

    def set_default_headers(self) -> None:
        """A websocket has none of a page's headers, and does not name the server either."""
        self.clear_header("Server")

    async def open(self, kernel_id: str) -> None:
        """Note that somebody looks at this page."""
        page = self.kernel_manager.pages.get(kernel_id)
        if page is None or not page.is_open or self.connection is None:
            self.close(GONE)
            return
        page.sockets.add(self)
        page.eerste = None  # from now on the page asks its kernel
        await super().open(kernel_id)

    def send_ping(self) -> None:
        """Ask whether somebody is there, and hang up on who was silent for three times.

        jupyter_server has a time-out of its own, but tornado allows none longer than one interval,
        and with that the first look would always be too late.
        """
        silent = IOLoop.current().time() - self.last_pong
        if self.ws_connection is None or silent > 3 * self.ping_interval / 1000:
            self.ping_callback.stop()
            self.close()
            return
        self.ping(b"")

    def on_message(self, ws_message: Any) -> None:
        """Pass it on; who sends what is no message is hung up on."""
        try:
            super().on_message(ws_message)
        except Exception:  # noqa: BLE001 - there are many ways to be no message
            self.close(GONE)

    def on_close(self) -> None:
        """Note when the last one left."""
        page = self.kernel_manager.pages.get(self.kernel_id)
        if page is not None:
            page.sockets.discard(self)
            page.seen = time.monotonic()
        if self.connection is not None:
            super().on_close()

    def select_subprotocol(self, subprotocols: list[str]) -> str | None:
        """Which version of the protocol; none for a browser that has left already."""
        return super().select_subprotocol(subprotocols) if self.connection else None

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """A refused websocket gets a number and no page."""
        self.finish()
