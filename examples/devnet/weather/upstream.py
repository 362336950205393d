"""The node behind the proxy."""
from __future__ import annotations

import http.client
import json
import threading
from typing import Any
from urllib.parse import urlsplit

from .exchange import JSON_TYPE, Answer, error

TIMEOUT = 60  # seconds
MAX_BODY = 32 << 20


class Upstream:
    """A node behind a URL, over one kept connection a thread."""

    def __init__(self, url: str):
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"not an http or https URL: {url[:80]!r}")
        self.url = url
        self._parts, self._local = parts, threading.local()

    def ask(self, method: str, params: list[Any]) -> Answer:
        """The node's answer; error -32099 where it gives none."""
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params})
        # A kept connection may have ended since; a transaction that was sent twice is known the second time.
        for is_last in (False, True):
            try:
                return self._exchange(body)
            except (OSError, http.client.HTTPException, ValueError) as problem:
                self.hang_up()
                if is_last:
                    return error(-32099, f"weather: the node behind gives no answer: {type(problem).__name__}")
        return error(-32099, "weather: unreachable")

    def hang_up(self) -> None:
        """Ends this thread's connection."""
        connection, self._local.connection = getattr(self._local, "connection", None), None
        if connection:
            connection.close()

    def _exchange(self, body: str) -> Answer:
        connection = getattr(self._local, "connection", None)
        if connection is None:
            kind = http.client.HTTPSConnection if self._parts.scheme == "https" else http.client.HTTPConnection
            connection = self._local.connection = kind(self._parts.hostname or "", self._parts.port, timeout=TIMEOUT)
        path = (self._parts.path or "/") + (f"?{self._parts.query}" if self._parts.query else "")
        connection.request("POST", path, body, {"Content-Type": JSON_TYPE})
        answer = json.loads(connection.getresponse().read(MAX_BODY))
        if not isinstance(answer, dict):
            raise ValueError("not a JSON-RPC response")
        return {name: value for name, value in answer.items() if name in ("result", "error")}
