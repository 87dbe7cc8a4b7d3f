"""A kernel that is no child of the server: a process behind a descriptor of its own.

The descriptor stays with this process when its number has passed to another one, so that no signal
ever reaches the wrong process.
"""

from __future__ import annotations

import errno
import os
import select
import signal
import socket
import weakref
from contextlib import suppress

from vakmeten.server.forking import line

# Shown by the system's list of processes, where parent and kernels have the same command.
PROCESS_NAME = "vakmeten-page"
# Who is not the parent of a process cannot ask for its exit code.
CODE_UNKNOWN = 1
# Linux 6.9: to the whole group of the process, as jupyter_client does with its own children.
PIDFD_SIGNAL_PROCESS_GROUP = 1 << 2


class ForkedProcess:
    """What jupyter_client asks of a subprocess.Popen.

    pidfd, lifeline: closed with this object. When the lifeline closes, the process ends.
    """

    stdin = stdout = stderr = None

    def __init__(self, pid: int, pidfd: int, lifeline: socket.socket) -> None:
        self.pid = pid
        self._pidfd = pidfd
        self._lifeline = lifeline
        self._ended = False
        self.close = weakref.finalize(self, _close, pidfd, lifeline)

    async def connectable(self, seconds: float) -> None:
        """Wait until the kernel has its sockets. Raises EOFError if it ended, or TimeoutError."""
        await line.arrival(self._lifeline, seconds)

    def poll(self) -> int | None:
        """None while the process runs, else a number."""
        if not self._ended:
            watch = select.poll()
            watch.register(self._pidfd, select.POLLIN)
            self._ended = bool(watch.poll(0))
            if self._ended:
                with suppress(ChildProcessError):  # its parent is there and reaps it
                    os.waitid(os.P_PIDFD, self._pidfd, os.WEXITED | os.WNOHANG)
                self.close()
        return CODE_UNKNOWN if self._ended else None

    def wait(self) -> int:
        """Wait until the process has ended."""
        if not self._ended:
            watch = select.poll()
            watch.register(self._pidfd, select.POLLIN)
            watch.poll()
        self.poll()
        return CODE_UNKNOWN

    def send_signal(self, number: int) -> None:
        """To the process and those that it started. Nothing happens where it has ended."""
        if self.poll() is not None:
            return
        with suppress(ProcessLookupError):
            try:
                signal.pidfd_send_signal(self._pidfd, number, None, PIDFD_SIGNAL_PROCESS_GROUP)
            except OSError as error:
                if error.errno != errno.EINVAL:
                    raise
                # An older system. That the process ended since the question above, and that its
                # number was given to a new group, does not happen within microseconds.
                os.killpg(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)


def _close(pidfd: int, lifeline: socket.socket) -> None:
    os.close(pidfd)
    lifeline.close()
