"""What server, parent and kernel say to each other: one packet each way, with descriptors.

A packet arrives whole or not at all, so nobody ever waits for the rest of one.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
from typing import Any

# The system itself refuses to send one that is as large as this.
LARGEST_PACKET = 256 * 1024
MOST_DESCRIPTORS = 4


def pair() -> tuple[socket.socket, socket.socket]:
    """The two ends of a line."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


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


async def arrival(line: socket.socket, seconds: float) -> tuple[dict[str, Any], list[int]]:
    """Wait for the next packet without holding up the event loop; then as `receive`.

    Raises TimeoutError, or EOFError when the other side is gone.
    """
    loop = asyncio.get_running_loop()
    arrived = loop.create_future()
    loop.add_reader(line, lambda: arrived.done() or arrived.set_result(None))
    try:
        await asyncio.wait_for(arrived, seconds)
    finally:
        loop.remove_reader(line)
    return receive(line)


def close(descriptors: list[int]) -> None:
    """Close them all."""
    for descriptor in descriptors:
        os.close(descriptor)
