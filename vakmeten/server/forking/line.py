"""What server and parent say to each other: one packet each way, with descriptors.

A packet arrives whole or not at all, so neither side ever waits for the rest of one.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
from typing import Any

# More than any environment of a kernel; the system refuses a larger packet by itself.
LARGEST_PACKET = 1024 * 1024
MOST_DESCRIPTORS = 4


def send(line: socket.socket, told: dict[str, Any], *descriptors: int) -> None:
    """Send one packet. Raises OSError if nobody is there, or if it is too large."""
    socket.send_fds(line, [json.dumps(told).encode()], descriptors)


def receive(line: socket.socket) -> tuple[dict[str, Any], list[int]]:
    """The next packet and its descriptors, which are the caller's to close.

    Raises EOFError when the other side is gone.
    """
    packet, descriptors, _, _ = socket.recv_fds(line, LARGEST_PACKET, MOST_DESCRIPTORS)
    if not packet:
        close(descriptors)
        raise EOFError
    return json.loads(packet), list(descriptors)


async def readable(descriptor: int, seconds: float) -> None:
    """Wait until there is something to read, or nobody to write any more. Raises TimeoutError."""
    loop = asyncio.get_running_loop()
    arrived = loop.create_future()
    loop.add_reader(descriptor, lambda: arrived.done() or arrived.set_result(None))
    try:
        await asyncio.wait_for(arrived, seconds)
    finally:
        loop.remove_reader(descriptor)


def close(descriptors: list[int]) -> None:
    """Close them all."""
    for descriptor in descriptors:
        os.close(descriptor)
