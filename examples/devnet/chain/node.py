"""The node: a chain, the thread that mines at an interval, and the endpoints that serve it."""
from __future__ import annotations

import threading
from typing import Any, Optional

from . import methods_block, methods_control, methods_endpoint, methods_fee, methods_state, methods_transaction
from .blockchain import Blockchain, ChainOptions
from .endpoint import Endpoint
from .errors import invalid_params

# Methods are in the table as soon as their module is imported.
__all__ = [
    "Node", "methods_block", "methods_control", "methods_endpoint", "methods_fee", "methods_state", "methods_transaction",
]
MAX_ENDPOINTS = 64


class IntervalMiner:
    """Mines a block every `interval` seconds while that is not 0."""

    def __init__(self, chain: Blockchain, interval: float):
        self._chain, self.interval = chain, interval
        self._changed, self._stopped = threading.Event(), False
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def set_interval(self, seconds: float) -> None:
        """Changes the interval; 0 pauses."""
        self.interval = seconds
        self._changed.set()

    def stop(self) -> None:
        """Ends the thread."""
        self._stopped = True
        self._changed.set()
        self._thread.join(1)

    def _run(self) -> None:
        while not self._stopped:
            if self._changed.wait(self.interval or None):
                self._changed.clear()
                continue
            with self._chain.lock:
                if self.interval and not self._stopped:
                    self._chain.mine()


class Node:
    """A chain behind one or more endpoints on a loopback address."""

    def __init__(self, options: ChainOptions, host: str = "127.0.0.1", port: int = 0, client: str = "geth",
                 faults: Optional[list[Any]] = None, max_body: int = 5 << 20, verbose: bool = False):
        self.chain = Blockchain(options)
        self.host, self.max_body, self.verbose = host, max_body, verbose
        self._endpoints: list[Endpoint] = []
        self._lock = threading.Lock()
        self.miner = IntervalMiner(self.chain, options.block_time)
        self.first = self.open_endpoint(port, client, faults or [])

    def open_endpoint(self, port: int, client: str, faults: list[Any]) -> Endpoint:
        """Opens a port (0: a free one)."""
        with self._lock:
            if len(self._endpoints) >= MAX_ENDPOINTS:
                raise invalid_params(f"no more than {MAX_ENDPOINTS} endpoints")
            endpoint = Endpoint(self, self.host, port, client, faults)
            self._endpoints.append(endpoint)
            return endpoint

    def close_endpoint(self, url: Any) -> bool:
        """Closes the endpoint of a URL; False when there is none."""
        with self._lock:
            found = next((e for e in self._endpoints if e.url == url), None)
            if found:
                self._endpoints.remove(found)
        if found:
            found.close()
        return found is not None

    def endpoints(self) -> list[Endpoint]:
        """The open endpoints."""
        with self._lock:
            return list(self._endpoints)

    def close(self) -> None:
        """Closes every endpoint and stops mining."""
        for endpoint in self.endpoints():
            endpoint.stopping.set()
        for endpoint in self.endpoints():
            self.close_endpoint(endpoint.url)
        self.miner.stop()
