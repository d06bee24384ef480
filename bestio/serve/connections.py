"""A browser’s connections: who is slow is not waited for, who brings nothing does not stay, and there is an end."""

from __future__ import annotations

import asyncio
import contextlib
import socket

from aiohttp import web

SILENT = 15.0
"""Seconds that a new connection may take for its first request."""
ELSEWHERE, HANGING_UP = 1012, 2.0
"""How a line ends that goes on elsewhere, and the seconds that a browser may take to answer that."""
SENT = 128 << 10
"""Bytes on their way that the system keeps for a browser."""


class SocketLine:
    """A browser's WebSocket as a seat speaks to it."""

    def __init__(self, answer: web.WebSocketResponse, request: web.Request) -> None:
        self._socket = answer
        self._transport = request.transport
        if self._transport is not None:
            self._transport.set_write_buffer_limits(high=4 << 20)  # who is slow is not waited for
            line: socket.socket | None = self._transport.get_extra_info("socket")
            if line is not None:
                line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SENT)  # nor are megabytes kept by the system

    async def send_bytes(self, data: bytes) -> None:
        """Send bytes."""
        await self._socket.send_bytes(data)

    async def send_str(self, data: str) -> None:
        """Send text."""
        await self._socket.send_str(data)

    async def close(self) -> None:
        """Hang up, so that the page calls again: whoever it comes to then."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._socket.close(code=ELSEWHERE), HANGING_UP)

    def waiting(self) -> int:
        """Bytes that the browser has not taken yet."""
        return self._transport.get_write_buffer_size() if self._transport is not None else 0


class Guard:
    """Makes what speaks with each new connection, and ends those that say nothing."""

    def __init__(self, most: int, silent: float = SILENT) -> None:
        self._server: web.Server | None = None
        self._most = most
        self._silent = silent
        self._spoke: set[asyncio.BaseProtocol] = set()

    def watch(self, server: web.Server) -> None:
        """The server whose connections are made from now on."""
        self._server = server

    def __call__(self) -> asyncio.BaseProtocol:
        """What the event loop asks for each connection."""
        if self._server is None:
            raise LookupError("no server is watched yet")
        connection = self._server()
        loop = asyncio.get_running_loop()
        if len(self._server.connections) >= self._most:
            loop.call_soon(connection.force_close)
            loop.call_later(0.1, self._end, connection)
        else:
            loop.call_later(self._silent, self._look, connection)
        return connection

    def has_spoken(self, request: web.Request) -> None:
        """A connection has asked for something whole."""
        self._spoke.add(request.protocol)

    def _look(self, connection: web.RequestHandler) -> None:
        if connection not in self._spoke:
            self._end(connection)
        self._spoke.discard(connection)

    @staticmethod
    def _end(connection: web.RequestHandler) -> None:
        if connection.transport is not None:
            connection.transport.abort()
