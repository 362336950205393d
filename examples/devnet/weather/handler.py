"""JSON-RPC over HTTP/1.1 in, replies of all kinds out."""
from __future__ import annotations

import json
import socket
import struct
from http.server import BaseHTTPRequestHandler
from typing import Any, Optional

from .control import ControlError, run_control
from .exchange import Call, Reply, error, json_reply

MAX_BODY = 5 << 20
MAX_BATCH = 1000
DRIP = 0.05  # seconds between two drips


class Handler(BaseHTTPRequestHandler):
    """One connection to a port (`self.server.port`) of the proxy (`self.server.proxy`)."""

    protocol_version = "HTTP/1.1"
    server_version, sys_version = "weather/1.0.0", ""
    disable_nagle_algorithm = True
    timeout = 300  # seconds a connection may stay silent

    def log_message(self, *_: Any) -> None:
        """Requests are counted by the port, not logged."""

    def finish(self) -> None:
        self.server.port.upstream.hang_up()
        super().finish()

    def do_POST(self) -> None:
        calls, is_batch = self._calls()
        if calls is None:
            self._send(json_reply(error(-32600, "invalid request"), 400))
        elif len(calls) == 1 and calls[0].method.startswith("weather_"):
            self._control(calls[0])
        else:
            self._send(self.server.port.reply(calls, is_batch))

    def _calls(self) -> tuple[Optional[list[Call]], bool]:
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdigit() and int(length[:12]) <= MAX_BODY):
            self.close_connection = True
            return None, False
        try:
            body = json.loads(self.rfile.read(int(length)))
        except (ValueError, RecursionError):
            return None, False
        items = body if isinstance(body, list) else [body]
        if not 0 < len(items) <= MAX_BATCH or not all(_is_call(item) for item in items):
            return None, False
        return [Call(item["method"], item.get("params") or [], item.get("id")) for item in items], isinstance(body, list)

    def _control(self, call: Call) -> None:
        try:
            answer: dict[str, Any] = {"result": run_control(self.server.proxy, self.server.port, call.method, call.params)}
        except ControlError as problem:
            answer = error(-32602, str(problem))
        self._send(json_reply({"jsonrpc": "2.0", "id": call.id, **answer}))

    def _send(self, reply: Reply) -> None:
        stopping = self.server.stopping
        stopping.wait(reply.delay)
        if reply.way == "hang":
            stopping.wait(reply.seconds)
        if reply.way in ("close", "reset", "hang"):
            return self._end(is_reset=reply.way == "reset")
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.way == "chunked":
            self.send_header("Transfer-Encoding", "chunked")
        elif reply.status not in (204, 304):
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self._body(reply)

    def _body(self, reply: Reply) -> None:
        body = reply.body
        if reply.way == "chunked":
            for start in range(0, len(body), 100):
                part = body[start:start + 100]
                self.wfile.write(f"{len(part):x}\r\n".encode() + part + b"\r\n")
            self.wfile.write(b"0\r\n\r\n")
        elif reply.way == "drip":
            steps = max(1, int(reply.seconds / DRIP))
            size = max(1, -(-len(body) // steps))
            for start in range(0, len(body), size):
                self.wfile.write(body[start:start + size])
                if self.server.stopping.wait(DRIP):
                    return
        elif reply.way == "cut":
            self.wfile.write(body[:len(body) // 2])
            self._end(is_reset=False)
        else:
            self.wfile.write(body)

    def _end(self, is_reset: bool) -> None:
        """Ends the connection; a reset says so in no uncertain terms."""
        self.close_connection = True
        try:
            if is_reset:
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.connection.close()
            else:
                self.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


def _is_call(item: Any) -> bool:
    return isinstance(item, dict) and isinstance(item.get("method"), str) and isinstance(item.get("params") or [], list)
