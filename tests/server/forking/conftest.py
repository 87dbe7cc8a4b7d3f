"""Warm parents and the kernels that they fork, without a server around them."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.connect import write_connection_file

from vakmeten.server.forking.process import ForkedProcess
from vakmeten.server.forking.warm import WarmParent
from vakmeten.server.kernels import ARGUMENTS, AT_IMPORT, passed_on

PORTS = ("shell_port", "iopub_port", "stdin_port", "hb_port", "control_port")


@dataclass
class Forked:
    """A kernel that was forked, and a client that runs code in it."""

    process: ForkedProcess
    client: BlockingKernelClient
    told: Mapping[str, str]

    def run(self, code: str) -> str:
        """What the code prints."""
        found: list[str] = []

        def hear(message: Any) -> None:
            content = message["content"]
            found.append(content.get("text", "") or "\n".join(content.get("traceback", ())))

        self.client.execute_interactive(code, timeout=30, output_hook=hear, store_history=False)
        return "".join(found).strip()

    def end(self) -> None:
        self.client.stop_channels()
        self.process.kill()
        self.process.wait()


class Forge:
    """One warm parent, an event loop to ask it in, and the kernels that it made."""

    def __init__(self, folder: Path, **options: Any) -> None:
        self.folder = folder
        self.runner = asyncio.Runner()
        # what every server passes on, and where this Python finds what the test adds
        self.environ = passed_on(os.environ) | AT_IMPORT
        self.warm = WarmParent(
            self.environ | options.pop("environ", {}), ARGUMENTS, **options
        )  # fmt: skip
        self.kernels: list[Forked] = []

    def parent(self) -> psutil.Process:
        """The process of the parent, which is started if need be."""
        self.warm.start()
        return psutil.Process(self.warm.pid)

    async def ask(self, number: int, told: Mapping[str, str]) -> ForkedProcess:
        """Fork one kernel."""
        ports = {name: at for at, name in enumerate(PORTS, start=1)}
        path, _ = write_connection_file(
            str(self.folder / f"{number}.json"), transport="ipc", ip=str(self.folder / f"{number}"),
            **ports,
        )  # fmt: skip
        return await self.warm.fork(["-f", path, *ARGUMENTS], told, str(self.folder))

    def kernel(self, **told: str) -> Forked:
        """A kernel that knows these variables besides what every kernel knows."""
        environ = self.environ | {"IPYTHONDIR": str(self.folder / "leeg")} | told
        number = len(self.kernels)
        process = self.runner.run(self.ask(number, environ))
        client = BlockingKernelClient(connection_file=str(self.folder / f"{number}.json"))
        client.load_connection_file()
        client.start_channels(hb=False)
        self.kernels.append(Forked(process, client, environ))
        return self.kernels[-1]

    def close(self) -> None:
        for kernel in self.kernels:
            kernel.end()
        self.warm.stop()
        self.runner.close()


@pytest.fixture(scope="module")
def forge_of() -> Iterator[Callable[..., Forge]]:
    """Make a warm parent: environ=, modules=, answer_seconds=."""
    made: list[Forge] = []
    # A short path: the kernels' sockets lie in it.
    folder = Path(tempfile.mkdtemp(prefix="smidse-"))

    def make(**options: Any) -> Forge:
        place = folder / str(len(made))
        place.mkdir()
        made.append(Forge(place, **options))
        return made[-1]

    yield make
    for forge in made:
        forge.close()
    shutil.rmtree(folder, ignore_errors=True)
