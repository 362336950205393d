"""The proxy: its ports, and the thread that changes their weather."""
from __future__ import annotations

import socket
import sys
import threading
from socketserver import TCPServer, ThreadingMixIn
from typing import Any, Optional

from .changes import Changes, apply
from .handler import Handler
from .port import Port
from .upstream import Upstream

MAX_PORTS = 256


class _Server(ThreadingMixIn, TCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], proxy: "Proxy", port: Port):
        self.proxy, self.port, self.stopping = proxy, port, proxy.stopping
        self.address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        super().__init__(address, Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


class Proxy:
    """Ports of a loopback address, each before a node."""

    def __init__(self, host: str = "127.0.0.1", seed: int = 0):
        self._host, self._seed = host, seed
        self.stopping = threading.Event()
        self._lock = threading.Lock()
        self._servers: list[_Server] = []
        self._changing: Optional[tuple[threading.Thread, threading.Event]] = None
        self._steps = 0

    def open(self, node: str, number: int = 0) -> str:
        """Opens a port (0: a free one) before a node; its URL."""
        with self._lock:
            if len(self._servers) >= MAX_PORTS:
                raise ValueError(f"no more than {MAX_PORTS} ports")
            port = Port(Upstream(node), self._seed + 1000 * len(self._servers))
            server = _Server((self._host, number), self, port)
            self._servers.append(server)
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        return self._url(server)

    def _url(self, server: _Server) -> str:
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{server.server_address[1]}"

    def urls(self) -> list[str]:
        """The ports' URLs, in the order in which they were opened."""
        with self._lock:
            return [self._url(server) for server in self._servers]

    def ports(self) -> list[Port]:
        """The ports, in the same order."""
        with self._lock:
            return [server.port for server in self._servers]

    def port_of(self, url: str) -> Port:
        """The port of a URL. Raises `ValueError` where there is none."""
        with self._lock:
            for server in self._servers:
                if self._url(server) == url:
                    return server.port
        raise ValueError(f"there is no port {url[:80]!r}")

    def change(self, changes: Optional[Changes]) -> None:
        """Lets the weather change from now on, or no more."""
        with self._lock:
            old, self._changing = self._changing, None
        if old:
            old[1].set()
            old[0].join()
        if changes:
            stop = threading.Event()
            thread = threading.Thread(target=self._run, args=(changes, stop), daemon=True)
            with self._lock:
                self._steps = 0
                self._changing = (thread, stop)
            thread.start()

    def is_changing(self) -> bool:
        """Whether the weather changes by itself."""
        with self._lock:
            return self._changing is not None and self._changing[0].is_alive()

    def steps(self) -> int:
        """How often the weather has changed by itself since it was told to."""
        with self._lock:
            return self._steps

    def _run(self, changes: Changes, stop: threading.Event) -> None:
        for step in changes.steps():
            if stop.is_set():
                return
            if problem := apply(step):
                sys.stderr.write(f"weather: {problem}\n")
            with self._lock:
                self._steps += 1
            if stop.wait(step.seconds):
                return

    def close(self) -> None:
        """Ends everything."""
        self.change(None)
        self.stopping.set()
        with self._lock:
            servers, self._servers = self._servers, []
        for server in servers:
            server.shutdown()
            server.server_close()
