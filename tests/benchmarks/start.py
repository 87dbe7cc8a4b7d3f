"""What starting costs: `import vakmeten`, and the memory of a kernel with the casusboek open."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import psutil
from fixtures.visitor import Visitor
from jupyter_client.manager import KernelManager

from benchmarks.figure import Cost, Figure, stopwatch, take_turns
from benchmarks.served import Served, demo_town, signed_in
from vakmeten.server.kernels import OwnPython

IMPORT_SECONDS = 0.1
MEMORY = 1.6
MEGABYTE = 2**20


def figures(*, rounds: int = 15, kernels: int = 5, n: int = 1500) -> list[Figure]:
    """Three figures: seconds of importing, and memory, resident and proportional."""
    return [importing(rounds), *memory(kernels, n)]


def importing(rounds: int) -> Figure:
    """`import vakmeten` in a new Python, beside a Python that does nothing."""
    ours, peer = take_turns(
        lambda: _run("import vakmeten"), lambda: _run("pass"), rounds
    )  # fmt: skip
    return Figure(
        what="`import vakmeten`", peer_is="bare Python", ours=ours, peer=peer, unit="ms",
        bound=IMPORT_SECONDS, on_top=True,
    )  # fmt: skip


def _run(code: str) -> Cost:
    with stopwatch(_of_children) as cost:
        subprocess.run([sys.executable, "-c", code], check=True)
    return cost


def _of_children() -> float:
    """Seconds of processor of processes that we started and that ended."""
    times = os.times()
    return times.children_user + times.children_system


def memory(rounds: int, n: int) -> list[Figure]:
    """A served kernel with the caseload of a klantmanager open, beside a bare ipykernel."""
    with demo_town(n) as town:
        visitor = signed_in(town)
        turns = [(_of_casusboek(town, visitor), _of_bare_kernel()) for _ in range(rounds)]
    found: list[Figure] = []
    for kind, what in (("rss", "resident"), ("pss", "proportional")):
        if kind not in turns[0][0]:  # proportional memory is known on Linux only
            continue
        found.append(
            Figure(
                what=f"memory of a kernel with the casusboek, {what}", peer_is="bare ipykernel",
                ours=[Cost(mine[kind]) for mine, _ in turns],
                peer=[Cost(theirs[kind]) for _, theirs in turns],
                unit="MB", bound=MEMORY,
            )
        )  # fmt: skip
    return found


def _megabytes(process: psutil.Process) -> dict[str, float]:
    found = process.memory_full_info()
    return {
        kind: getattr(found, kind) / MEGABYTE for kind in ("rss", "pss") if kind in found._fields
    }


def _of_casusboek(town: Served, visitor: Visitor) -> dict[str, float]:
    kernel_id, _ = visitor.open_page()
    visitor.talk(kernel_id, ask_for_the_widgets)
    [kernel] = town.kernels()
    found = _megabytes(kernel)
    visitor.post(f"/api/paginas/{kernel_id}/einde")
    town.wait_empty()
    return found


async def ask_for_the_widgets(line: Any) -> None:
    """What a page asks first: everything that is shown, as one message."""
    for kind, data in (("comm_open", {}), ("comm_msg", {"method": "request_states"})):
        await line.write_message(_message(kind, data))
    while True:
        answer = json.loads(await line.read_message())
        if answer["content"].get("data", {}).get("method") == "update_states":
            return


def _message(kind: str, data: dict[str, Any]) -> str:
    header = {
        "msg_id": kind, "msg_type": kind, "session": "meting", "username": "", "version": "5.3",
        "date": "2026-03-02T09:00:00Z",
    }  # fmt: skip
    content = {"comm_id": "meting", "target_name": "jupyter.widget.control", "data": data}
    return json.dumps({
        "header": header, "parent_header": {}, "metadata": {"version": "1.0.0"}, "content": content,
        "channel": "shell", "buffers": [],
    })  # fmt: skip


def _of_bare_kernel() -> dict[str, float]:
    with _bare_kernel() as process:
        return _megabytes(process)


@contextmanager
def _bare_kernel() -> Generator[psutil.Process, None, None]:
    """A kernel started by the same command as those of the server, that has run one cell."""
    manager = KernelManager(kernel_spec_manager=OwnPython())
    manager.start_kernel()
    client = manager.blocking_client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)
        client.execute_interactive("pass", timeout=60)
        yield psutil.Process(manager.provisioner.pid)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
