"""A kernel belongs to one sign-in: what it knows, who reaches it, and how it ends."""

from __future__ import annotations

import asyncio
import json
import socket
from contextlib import suppress

import pytest
from tornado.httpclient import HTTPClientError
from tornado.websocket import WebSocketClosedError

from vakmeten.server.pages import GONE, SIGNED_OUT, TOO_MANY


async def stay(socket):
    """Listen until the server hangs up, and return why."""
    while await socket.read_message() is not None:
        pass
    return socket.close_code


def refused(visitor, kernel, **headers):
    with pytest.raises(HTTPClientError) as error:
        visitor.talk(kernel, stay, **headers)
    return error.value.code


def environment(server):
    return json.loads((server.data / "omgeving.json").read_text())


def test_a_kernel_knows_its_visitor_and_the_settings_and_nothing_else(own_server, monkeypatch):
    monkeypatch.setenv("GEHEIM_VAN_DE_SERVER", "kanarie")
    monkeypatch.setenv("VAKMETEN_DATABASE", "sqlite:////verkeerd")
    own_server.start()
    visitor = own_server.visitor("anna")

    visitor.open_page(
        "/casusboek?klant=geheim", X_Vak_User="bram", X_Vak_Session="vals",
        Referer="http://x/?klant=geheim", User_Agent="kanarie",
    )  # fmt: skip
    environ = environment(own_server)

    assert environ["HTTP_X_VAK_USER"] == "anna"
    assert len(environ["HTTP_X_VAK_SESSION"]) == 64
    assert own_server.accounts.still_valid([environ["HTTP_X_VAK_SESSION"]])
    assert environ["VAKMETEN_DATA"] == str(own_server.data)
    assert environ["VAKMETEN_DATABASE"] == ""
    assert environ["JUPYTER_WIDGETS_ECHO"] == "0"
    assert not [
        name for name in environ if name.startswith(("HTTP_", "VOILA")) and "VAK" not in name
    ]
    told = json.dumps(environ)
    assert "geheim" not in told
    assert "kanarie" not in told
    assert not any(cookie in told for cookie in visitor.cookies.values())


def test_visitors_who_come_in_turn_each_get_a_kernel_that_knows_them(server, bram, anna):
    for visitor, naam in ((anna, "anna"), (bram, "bram"), (anna, "anna")):
        visitor.open_page()
        assert environment(server)["HTTP_X_VAK_USER"] == naam
    assert len(server.kernels()) == 3

    anna.post("/afmelden")
    assert len(server.kernels()) == 1
    bram.post("/afmelden")


def test_somebody_else_cannot_attach_to_a_kernel(server, anna):
    kernel, _ = anna.open_page()
    same_person_elsewhere = server.visitor("anna")

    for visitor in (server.visitor(), server.visitor("bram"), same_person_elsewhere):
        assert refused(visitor, kernel) == 403
        assert visitor.post(f"/api/paginas/{kernel}/einde").code in (403, 404)
        assert visitor.about(kernel)["status"] in (403, 404)
    assert refused(server.visitor(), kernel, X_Vak_User="anna") == 403
    assert refused(anna, kernel, Origin="https://kwaad.example") == 403
    assert refused(anna, "1-1-1-1-1") == 403
    assert len(server.kernels()) == 1


def test_a_browser_cannot_run_code(server, anna, message, tmp_path):
    kernel, _ = anna.open_page()
    proof = tmp_path / "uitgevoerd"
    code = f"open({str(proof)!r}, 'w').close()"

    async def attack(socket):
        for channel in ("shell", "control", "stdin"):
            for kind in ("execute_request", "debug_request", "complete_request",
                         "inspect_request", "history_request", "interrupt_request",
                         "shutdown_request", "create_subshell_request"):  # fmt: skip
                await socket.write_message(message(kind, channel, code=code, cursor_pos=0))
        await socket.write_message(message("kernel_info_request"))
        kinds = []
        while "kernel_info_reply" not in kinds:
            answer = json.loads(await socket.read_message())
            if answer["parent_header"].get("session") == "toets":
                kinds.append(answer["msg_type"])
        return kinds

    assert set(anna.talk(kernel, attack)) == {"status", "kernel_info_reply"}
    assert not proof.exists()
    assert len(server.kernels()) == 1


@pytest.mark.parametrize("protocol", ["", "v1.kernel.websocket.jupyter.org"])
def test_who_sends_what_is_no_message_is_hung_up_on(server, anna, protocol):
    kernel, _ = anna.open_page()
    headers = {"Sec_WebSocket_Protocol": protocol} if protocol else {}
    nonsense = ["", "{}", "[]", "null", "\x00", '{"header": null, "channel": "shell"}',
                b"", b"\x00" * 99]  # fmt: skip

    for line in nonsense:

        async def send(socket, line=line):
            await socket.write_message(line, binary=isinstance(line, bytes))
            return await stay(socket)

        assert anna.talk(kernel, send, **headers) == GONE
    assert anna.about(kernel)["status"] == 200
    assert len(server.kernels()) == 1


def test_a_browser_cannot_make_widgets(server, anna, message):
    kernel, _ = anna.open_page()
    state = {"_model_name": "TextModel", "_model_module": "@jupyter-widgets/controls",
             "_view_name": "TextView", "_view_module": "@jupyter-widgets/controls"}  # fmt: skip

    async def attack(socket):
        await socket.write_message(
            message("comm_open", comm_id="nieuw", target_name="jupyter.widget",
                    data={"state": state, "buffer_paths": []})
        )  # fmt: skip
        await socket.write_message(message("comm_info_request", target_name="jupyter.widget"))
        while (answer := json.loads(await socket.read_message()))["msg_type"] != "comm_info_reply":
            pass
        return answer["content"]["comms"]

    comms = anna.talk(kernel, attack)
    assert comms
    assert "nieuw" not in comms


def test_a_message_that_is_too_large_closes_the_websocket(anna):
    kernel, _ = anna.open_page()

    async def shout(socket):
        with suppress(WebSocketClosedError):
            await socket.write_message("x" * (11 * 1024 * 1024))
        return await stay(socket)

    assert anna.talk(kernel, shout) in (1009, 1006, None)  # it may hang up before we are done


def test_output_and_exceptions_stay_in_the_kernel(server, anna, workbook, message):
    workbook(
        "import sys\n"
        "from vakmeten.ui.screen import Screen\n"
        "class Stuk(Screen):\n"
        "    def _handle_event(self, *_):\n"
        "        print('kanarie')\n"
        "        print('kanarie', file=sys.stderr)\n"
        "        raise ValueError('kanarie')\n"
        "stuk = Stuk(_naam='ui/shell', template='')\n"
        "stuk"
    )  # fmt: skip
    kernel, told = anna.open_page()

    async def click(socket):
        event = {"method": "custom", "content": {"event": "act", "data": None}}
        await socket.write_message(message("comm_msg", comm_id=told["wortel"], data=event))
        seen = []
        while len([one for one in seen if '"idle"' in one]) < 1:
            seen.append(str(await socket.read_message()))
        await socket.write_message(message("kernel_info_request"))
        while "kernel_info_reply" not in seen[-1]:
            seen.append(str(await socket.read_message()))
        return seen

    assert "kanarie" not in str(anna.talk(kernel, click))
    assert "kanarie" not in server.log()


def test_a_page_that_closes_stops_its_kernel(server, anna, eventually):
    kernel, _ = anna.open_page()

    assert anna.post(f"/api/paginas/{kernel}/einde").code == 204
    eventually(lambda: not server.kernels(), "the kernel to stop")
    assert anna.post(f"/api/paginas/{kernel}/einde").code == 404
    assert anna.about(kernel)["status"] == 404


def test_a_kernel_that_dies_ends_its_page_and_is_not_started_again(server, anna):
    kernel, _ = anna.open_page()

    async def watch(socket):
        server.kernels()[0].kill()
        return await stay(socket)

    assert anna.talk(kernel, watch) == GONE
    assert server.kernels() == []


def test_too_many_pages_put_the_least_used_to_sleep(server, anna, eventually):
    first, _ = anna.open_page()
    most = server.settings.paginas_per_persoon

    async def watch(socket):
        for _ in range(most):
            await asyncio.to_thread(anna.open_page)
        return await stay(socket)

    assert anna.talk(first, watch) == TOO_MANY
    eventually(lambda: len(server.kernels()) == most, "the kernel of the first to stop")


def test_signing_out_ends_every_page_of_that_sign_in(server, bram, anna):
    bram.open_page()
    kernel, _ = anna.open_page()

    async def watch(socket):
        await asyncio.to_thread(anna.post, "/afmelden")
        return await stay(socket)

    assert anna.talk(kernel, watch) == SIGNED_OUT
    assert len(server.kernels()) == 1
    bram.post("/afmelden")


def test_a_browser_that_leaves_while_it_connects_is_no_error(server, anna, eventually):
    kernel, _ = anna.open_page()
    cookies = "; ".join(f"{name}={value}" for name, value in anna.cookies.items())
    asked = (
        f"GET /api/kernels/{kernel}/channels?session_id=x HTTP/1.1\r\n"
        f"Host: 127.0.0.1:{server.port}\r\nCookie: {cookies}\r\nConnection: Upgrade\r\n"
        "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: x\r\n\r\n"
    )
    [process] = server.kernels()
    process.suspend()  # so that connecting takes long enough to leave
    with socket.create_connection(("127.0.0.1", server.port)) as line:
        line.sendall(asked.encode())
        assert anna.about(kernel)["status"] == 200
    assert anna.about(kernel)["status"] == 200
    process.resume()

    async def hello(socket):
        await socket.read_message()

    anna.talk(kernel, hello)
    assert "Uncaught" not in server.log()
