"""The warm parent seen from the server: started, asked, replaced, stopped."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vakmeten.server.forking import line
from vakmeten.server.forking.fingerprint import Fingerprint, fingerprint
from vakmeten.server.forking.process import ForkedProcess
from vakmeten.server.log import logger

# Its imports take a second, many times that on a machine that is busy.
READY_SECONDS = 30.0
# A fork takes some milliseconds. Who does not answer by then is stopped and replaced.
ANSWER_SECONDS = 5.0
# Until there are sockets to connect to: longer only where a machine hardly gets on.
START_SECONDS = 30.0
# A parent that cannot get ready will not at the next page either.
REST_SECONDS = 60.0

MODULE = "vakmeten.server.forking.parent"
FAILURES = (OSError, EOFError, TimeoutError, subprocess.SubprocessError)


class NoFork(Exception):
    """There is no forked kernel to be had now: start one plainly."""


def can_fork() -> bool:
    """Whether this system can. Not macOS: its own libraries do not survive a fork."""
    if sys.platform != "linux" or not hasattr(os, "fork"):
        return False
    try:
        os.close(os.pidfd_open(os.getpid()))  # some containers forbid it
    except OSError:
        return False
    return True


@dataclass
class _Parent:
    """One process and the line to it."""

    process: subprocess.Popen[bytes]
    line: socket.socket
    code: Fingerprint
    ready: bool = False

    @classmethod
    def launch(cls, environ: Mapping[str, str], told: Sequence[str], code: Fingerprint) -> _Parent:
        """A parent that is getting ready. Raises OSError."""
        ours, theirs = line.pair()
        ours.setblocking(False)
        command = [sys.executable, "-P", "-m", MODULE, str(theirs.fileno()), *told]
        try:
            with theirs:
                process = subprocess.Popen(  # noqa: S603 - ourselves
                    command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, cwd="/",
                    env=environ, start_new_session=True,
                )  # fmt: skip
        except OSError:
            ours.close()
            raise
        return cls(process, ours, code)

    def end(self) -> None:
        """Stop it now. Its kernels live on."""
        self.line.close()
        self.process.kill()
        self.process.wait()


class WarmParent:
    """Asks one parent for kernels, and sees to it that there is one with the code of now.

    environ:   all that the parent's environment holds.
    arguments: those that all kernels have in common.
    modules:   what kernels of this installation import besides; names only.
    """

    def __init__(
        self,
        environ: Mapping[str, str],
        arguments: Sequence[str] = (),
        *,
        modules: Sequence[str] = (),
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        self.environ = dict(environ)
        self.told = [" ".join(modules), *arguments]
        self.answer_seconds = answer_seconds
        self._parent: _Parent | None = None
        self._asked = 0
        self._rest_until = 0.0
        self._turn = asyncio.Lock()

    @property
    def pid(self) -> int | None:
        """The process of the parent, if there is one."""
        return self._parent.process.pid if self._parent else None

    def start(self) -> None:
        """Start a parent, without waiting for it, unless there is a good one."""
        if not can_fork() or time.monotonic() < self._rest_until:
            return
        code = fingerprint()
        if self._parent is not None:
            if self._parent.process.poll() is None and self._parent.code == code:
                return
            self.stop()
        try:
            self._parent = _Parent.launch(self.environ, self.told, code)
        except OSError as error:  # the machine is full; the server still serves
            logger.warning("warm parent: %s", type(error).__name__)

    def stop(self) -> None:
        """Stop the parent if there is one."""
        if self._parent is not None:
            self._parent.end()
            self._parent = None

    async def fork(
        self, arguments: list[str], environ: Mapping[str, str], cwd: str
    ) -> ForkedProcess:
        """A new kernel with exactly this environment, as soon as it can be connected to.

        Raises NoFork if there is none to be had; then no process is left behind either.
        """
        request = {"arguments": arguments, "environ": dict(environ), "cwd": cwd}
        async with self._turn:
            try:
                self.start()
                if self._parent is None:
                    raise NoFork
                await self._wait_until_ready(self._parent)
                process = await self._ask(self._parent, request)
            except FAILURES as error:
                logger.warning("warm parent: %s", type(error).__name__)
                self.stop()
                raise NoFork from None
        try:
            await process.connectable(START_SECONDS)
        except BaseException as error:
            process.kill()
            process.close()
            if isinstance(error, FAILURES):
                logger.warning("forked kernel: %s", type(error).__name__)
                raise NoFork from None
            raise
        return process

    async def _wait_until_ready(self, parent: _Parent) -> None:
        if parent.ready:
            return
        try:
            await line.arrival(parent.line, READY_SECONDS)
        except FAILURES:
            self._rest_until = time.monotonic() + REST_SECONDS
            raise
        parent.ready = True

    async def _ask(self, parent: _Parent, request: dict[str, Any]) -> ForkedProcess:
        self._asked += 1
        ours, theirs = line.pair()
        try:
            with theirs:
                line.send(ours, request)  # for the child alone: no next one may find it in memory
                line.send(parent.line, {"number": self._asked}, theirs.fileno())
            answer, [pidfd] = await self._answer(parent)
        except BaseException:
            ours.close()  # and so ends a child that was forked after all
            raise
        return ForkedProcess(answer["pid"], pidfd, ours)

    async def _answer(self, parent: _Parent) -> tuple[dict[str, Any], list[int]]:
        deadline = time.monotonic() + self.answer_seconds
        while True:
            answer, descriptors = await line.arrival(parent.line, deadline - time.monotonic())
            if answer["number"] == self._asked and descriptors:
                return answer, descriptors
            line.close(descriptors)
            if answer["number"] == self._asked:
                self._rest_until = time.monotonic() + REST_SECONDS
                raise OSError(answer["refused"])
            # else the answer to a page that was closed while it waited
