"""Pages of a real server: none is lost with the parent, nothing is left of a hundred kernels."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
import threading
import uuid
from pathlib import Path

import fixtures.live_server
import psutil
import pytest
from fixtures.waiting import wait_for
from traitlets.config import LoggingConfigurable

from vakmeten.server.application import _config
from vakmeten.server.forking.process import PROCESS_NAME
from vakmeten.server.forking.warm import MODULE
from vakmeten.server.kernels import Kernels, OwnPython
from vakmeten.settings import Settings

MANY, AT_ONCE = 100, 10


def parents(server):
    """The warm parents of a server."""
    children = psutil.Process(server.process.pid).children()
    return [
        child for child in children if MODULE in child.cmdline() and child.name() != PROCESS_NAME
    ]


def forked(server):
    return [kernel.name() == PROCESS_NAME for kernel in server.kernels()]


def test_a_page_whose_parent_is_killed_while_it_forks_opens_all_the_same(own_server, monkeypatch):
    monkeypatch.setenv("GEHEIM_VAN_DE_SERVER", "x")
    own_server.start()
    visitor = own_server.visitor("anna")
    visitor.open_page()
    [parent] = parents(own_server)
    assert "GEHEIM_VAN_DE_SERVER" not in parent.environ()
    [orphan] = own_server.kernels()
    assert orphan.name() == PROCESS_NAME

    parent.suspend()
    found = []
    opening = threading.Thread(target=lambda: found.append(visitor.open_page()))
    opening.start()
    opening.join(0.5)
    assert opening.is_alive()
    parent.kill()
    opening.join()
    visitor.open_page()

    assert [about["status"] for _, about in found] == [200]
    assert orphan.is_running()
    assert sorted(forked(own_server)) == [False, True]  # and the orphan
    [another] = parents(own_server)
    assert another.pid != parent.pid
    assert "WARNING vakmeten.server: warm parent: " in own_server.log()
    assert own_server.log().count("\n") == 1


def test_where_nothing_can_be_forked_kernels_start_plainly(own_server, monkeypatch):
    without = f"import os; del os.fork\n{fixtures.live_server.SERVE}"
    monkeypatch.setattr(fixtures.live_server, "SERVE", without)
    own_server.start()

    _, about = own_server.visitor("anna").open_page()

    assert about["status"] == 200
    assert forked(own_server) == [False]
    assert parents(own_server) == []
    assert own_server.log() == ""


def test_a_server_that_is_killed_takes_its_parent_along(own_server):
    own_server.start()
    own_server.visitor("anna").open_page()
    [parent] = parents(own_server)
    orphan, *_ = own_server.kernels()
    parent.kill()  # whose kernel the server then still is responsible for
    wait_for(lambda: orphan.ppid() != parent.pid, "the kernel to be an orphan")
    own_server.visitor("anna").open_page()
    [another] = parents(own_server)

    own_server.process.kill()
    own_server.process.wait()
    own_server.process = None

    assert psutil.wait_procs([orphan, another], 20)[1] == []


class Server(LoggingConfigurable):
    """What kernels ask of their server."""

    vakmeten: Settings


@pytest.fixture
def kernels(tmp_path):
    """The kernels of a server that is not there."""
    config = _config()
    config.KernelManager.transport = "ipc"
    server = Server(config=config)
    server.vakmeten = Settings(data_map=tmp_path, hoofdsleutel=tmp_path / "sleutel")
    folder = Path(tempfile.mkdtemp(prefix="vak-"))  # a short path: sockets lie in it
    found = Kernels(
        parent=server, connection_dir=str(folder), root_dir=str(folder),
        kernel_spec_manager=OwnPython(),
    )  # fmt: skip
    yield found
    found.warm.stop()
    shutil.rmtree(folder)


def test_of_a_hundred_kernels_nothing_is_left(kernels):
    here = psutil.Process()
    open_then = []

    async def one():
        kernel_id = str(uuid.uuid4())
        kernel = await kernels.start(kernel_id, {"WIE": kernel_id})
        assert psutil.Process(kernel.provisioner.pid).name() == PROCESS_NAME
        await kernels.end(kernel_id)

    async def many():
        for _ in range(MANY // AT_ONCE):
            await asyncio.gather(*(one() for _ in range(AT_ONCE)))
            await asyncio.sleep(0.1)  # the sockets close in a thread of their own
            parent = psutil.Process(kernels.warm.pid)
            open_then.append((here.num_fds(), parent.num_fds()))

    asyncio.run(many())

    growth = [last - first for first, last in zip(open_then[0], open_then[-1], strict=True)]
    assert max(growth) < AT_ONCE  # each that stayed would be two, of ninety
    assert psutil.Process(kernels.warm.pid).children() == []
    assert [child.pid for child in here.children() if child.name() == PROCESS_NAME] == []
    # where IPython looks for settings; it goes with the folder
    assert [path.name for path in Path(kernels.connection_dir).iterdir()] == ["profile_default"]
