"""The warm parent: imports once, then forks a kernel each time the server asks for one.

It has one thread, no database, no visitor and no file but the line to the server. It ends when that
line does, however the server ended.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from vakmeten.server.forking import child, line
from vakmeten.server.forking.kernel import UnbornKernel
from vakmeten.server.forking.warming import warm_up

CHILD_ENDS = {signal.SIGCHLD}


def main(descriptor: int, modules: list[str], arguments: list[str]) -> None:
    """Serve the server at the other end of an inherited socket until it hangs up.

    modules:   what kernels here need besides.
    arguments: those that all kernels have in common.
    """
    server = socket.socket(fileno=descriptor)
    server.set_inheritable(False)
    signal.signal(signal.SIGCHLD, _reap)
    warm_up(modules)
    kernel = UnbornKernel.instance()
    kernel.prepare(arguments)
    # What is there now no collection will ever look at again, in no child: looking writes to it.
    gc.collect()
    gc.freeze()
    with suppress(EOFError, OSError):  # then there is nobody to fork for
        line.send(server, {"ready": True})
        while True:
            request, descriptors = line.receive(server)
            try:
                _answer(server, kernel, request, descriptors)
            finally:
                line.close(descriptors)


def _answer(
    server: socket.socket, kernel: UnbornKernel, request: dict[str, Any], descriptors: list[int]
) -> None:
    if len(list(Path("/proc/self/task").iterdir())) != 1:
        # A lock that another thread holds at this moment would stay shut in the child for ever.
        line.send(server, {"number": request["number"], "refused": "threads"})
        return
    # An ended child may only be reaped when we hold on to it: until then nobody gets its number.
    signal.pthread_sigmask(signal.SIG_BLOCK, CHILD_ENDS)
    pid = os.fork()
    if pid == 0:
        child.become_kernel(kernel, *descriptors)
    process = os.pidfd_open(pid)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, CHILD_ENDS)
    try:
        line.send(server, {"number": request["number"], "pid": pid}, process)
    finally:
        os.close(process)


def _reap(*_: object) -> None:
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2].split(), sys.argv[3:])
