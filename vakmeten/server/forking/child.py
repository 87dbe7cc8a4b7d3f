"""What a forked process does to become the kernel of one page."""

from __future__ import annotations

import os
import random
import signal
import socket
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from vakmeten.server.forking import line
from vakmeten.server.forking.kernel import UnbornKernel
from vakmeten.server.forking.process import PROCESS_NAME
from vakmeten.settings import replace_environ
from vakmeten.ui.listening import listen_to_widgets


def become_kernel(kernel: UnbornKernel, lifeline: int) -> NoReturn:
    """Be a kernel until it ends, and end the process.

    lifeline: a socket of which the server holds the other end as long as this kernel may live. In
              it waits what the parent may not see: `arguments` of the kernel, its whole
              environment `environ`, and its folder `cwd`.
    """
    status = 1
    try:
        _leave_the_parent(keep=lifeline)
        server = socket.socket(fileno=lifeline)
        request, _ = line.receive(server)
        replace_environ(request["environ"])
        time.tzset()
        os.chdir(request["cwd"])
        random.seed()
        threading.Thread(target=_end_with, args=(server,), daemon=True).start()
        kernel.initialize(request["arguments"])
        listen_to_widgets()
        line.send(server, {})  # who connects before there is a socket tries again much later
        kernel.start()
        status = 0
    except BaseException as error:  # noqa: BLE001 - nothing may run on in a copy of the parent
        status = error.code if isinstance(error, SystemExit) and isinstance(error.code, int) else 1
    finally:
        os._exit(status)


def _leave_the_parent(*, keep: int) -> None:
    """Be a process like one that was just started: own session, signals, no descriptors."""
    os.setsid()
    for number in signal.valid_signals():
        if signal.getsignal(number) not in (signal.SIG_DFL, None):
            signal.signal(number, signal.SIG_DFL)
    # as Python itself starts
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    for descriptor in [int(path.name) for path in Path("/proc/self/fd").iterdir()]:
        if descriptor > 2 and descriptor != keep:
            with suppress(OSError):  # the descriptor of this listing
                os.close(descriptor)
    Path("/proc/self/comm").write_text(PROCESS_NAME, "ascii")


def _end_with(server: socket.socket) -> None:
    """End at once when the server is gone, also by SIGKILL and whatever the kernel is doing."""
    with suppress(OSError):
        server.recv(1)
    os._exit(1)
