"""What an endpoint was asked."""
from __future__ import annotations

import threading
import time
from collections import Counter, deque
from typing import Any

MAX_ENTRIES = 10_000


class RequestLog:
    """Times and methods of the last MAX_ENTRIES requests and a count for each method; devnet_* requests are left
    out, methods that do not exist are counted as "unknown"."""

    def __init__(self) -> None:
        self._entries: deque[dict[str, Any]] = deque(maxlen=MAX_ENTRIES)
        self._counts: Counter[str] = Counter()
        self._lock = threading.Lock()

    def add(self, method: str) -> None:
        """Records a request."""
        with self._lock:
            self._counts[method] += 1
            self._entries.append({"time": time.time(), "method": method})

    def last(self, n: int) -> list[dict[str, Any]]:
        """The last n requests, oldest first."""
        with self._lock:
            return list(self._entries)[-n:] if n else []

    def counts(self) -> dict[str, int]:
        """Requests by method since the last clear."""
        with self._lock:
            return dict(self._counts)

    def clear(self) -> None:
        """Forgets everything."""
        with self._lock:
            self._entries.clear()
            self._counts.clear()
