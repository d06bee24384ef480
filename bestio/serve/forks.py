"""One process that has read everything, and is copied for each app: what was read is there once for all of them."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import socket
import struct

CAN_FORK = hasattr(os, "fork") and hasattr(socket, "send_fds")
"""Whether this system copies processes (Linux, macOS)."""
_HEAD = struct.Struct(">I")


def ask(control: socket.socket, order: bytes, channel: socket.socket) -> None:
    """Ask the warm process for a copy that does `order` and speaks by `channel`. Raises OSError."""
    socket.send_fds(control, [_HEAD.pack(len(order))], [channel.fileno()])
    control.sendall(order)


def next_order(control: socket.socket) -> bytes | None:
    """Copy this process for each order that comes; in a copy, its order is returned, its channel being 0 and 1.

    The process itself answers each with the number of the copy (4 bytes), and returns None once nobody asks any more.
    For a process with one thread.
    """
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the copies
    while True:
        head, channels, _flags, _address = socket.recv_fds(control, _HEAD.size, 1)
        if len(head) < _HEAD.size or not channels:
            return None
        order = _exactly(control, *_HEAD.unpack(head))
        copy = os.fork()
        if copy == 0:
            _become_copy(control, channels[0])
            return order
        for channel in channels:
            os.close(channel)
        try:
            control.sendall(_HEAD.pack(copy))
        except OSError:
            return None


def _exactly(control: socket.socket, length: int) -> bytes:
    data = b""
    while len(data) < length:
        more = control.recv(length - len(data))
        if not more:
            break
        data += more
    return data


def _become_copy(control: socket.socket, channel: int) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with contextlib.suppress(OSError):
        os.setsid()  # Ctrl+C in the terminal is for the server, which lets us save
    control.close()
    os.dup2(channel, 0)
    os.dup2(channel, 1)
    os.close(channel)


def number_of(answer: bytes) -> int:
    """The number of the copy that an answer names. Raises struct.error for half an answer."""
    (number,) = _HEAD.unpack(answer)
    return int(number)


ANSWER = _HEAD.size
