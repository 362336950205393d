"""One port of the node: an HTTP server with its own faults, request log and client name."""
from __future__ import annotations

import socket
import sys
import threading
from socketserver import TCPServer, ThreadingMixIn
from typing import TYPE_CHECKING, Any

from .errors import invalid_params
from .faults import Faults
from .handler import Handler
from .request_log import RequestLog

if TYPE_CHECKING:
    from .node import Node


class _Server(ThreadingMixIn, TCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], endpoint: "Endpoint"):
        self.endpoint = endpoint
        self._open: set[socket.socket] = set()
        self._open_lock = threading.Lock()
        super().__init__(address, Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._open_lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._open_lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def drop_connections(self) -> None:
        with self._open_lock:
            connections = list(self._open)
        for connection in connections:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], (ConnectionError, TimeoutError, OSError)):
            super().handle_error(request, client_address)


class Endpoint:
    """A listening port; `stopping` is set when it closes, which ends delays and hangs."""

    def __init__(self, node: "Node", host: str, port: int, client: str, faults: list[Any]):
        self.node, self.client = node, client
        self.faults, self.log = Faults(), RequestLog()
        for fault in faults:
            self.faults.add(fault)
        self.stopping = threading.Event()
        try:
            self._server = _Server((host, port), self)
        except OSError as e:
            raise invalid_params(f"cannot listen on port {port}: {e.strerror}") from None
        self.port: int = self._server.server_address[1]
        self.url = f"http://{host}:{self.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stops listening and ends every connection."""
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._server.drop_connections()
        self._thread.join(1)
