"""Of pages that were opened and closed nothing is left: no kernel, no websocket, no file."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import psutil

PEOPLE = ("anna", "bram", "carla", "dirk")
EACH = 25


def connect_and_close(visitor):
    kernel, told = visitor.open_page()
    assert told["status"] == 200

    async def listen(line):
        await line.read_message()

    visitor.talk(kernel, listen)
    assert visitor.post(f"/api/paginas/{kernel}/einde").code == 204


def test_a_hundred_pages(own_server, monkeypatch, eventually):
    temporary = own_server.folder / "tmp"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    own_server.start()
    visitors = [own_server.visitor(naam) for naam in PEOPLE]
    server = psutil.Process(own_server.process.pid)

    def files():
        return {path.relative_to(temporary) for path in temporary.rglob("*")}

    def of_kernels():
        return [path.name for path in files() if path.name.startswith("kernel-")]

    def empty():
        return not own_server.kernels()

    connect_and_close(visitors[0])
    eventually(empty, "the kernel of the first page to stop")
    eventually(lambda: not of_kernels(), "the files of the first kernel to go")
    before, opened = files(), server.num_fds()

    def open_many(visitor):
        for _ in range(EACH):
            connect_and_close(visitor)

    with ThreadPoolExecutor(len(PEOPLE)) as pool:
        list(pool.map(open_many, visitors))

    eventually(empty, "the kernels of a hundred pages to stop")
    eventually(
        lambda: [one.status for one in server.net_connections("tcp")] == ["LISTEN"],
        "every websocket to close",
    )
    eventually(lambda: files() == before, "the files of the kernels to go")
    # A page has three or more; what tornado and zmq keep for the next is no matter.
    eventually(lambda: server.num_fds() < opened + 20, "what was open to close")
    assert "ERROR" not in own_server.log()  # zmq warns of what came for a line just closed
