"""A proxy in this process, before a chain in this process."""
from __future__ import annotations

import http.client
import json
from typing import Any
from urllib.parse import urlsplit

from chain.tests.support import NodeTest, rpc

from weather.proxy import Proxy


class WeatherTest(NodeTest):
    """Each test gets a chain of its own, and a port of a proxy before it."""

    def setUp(self) -> None:
        self.start("--no-mining")
        self.proxy = Proxy(seed=1)
        self.addCleanup(self.proxy.close)
        self.port = self.proxy.open(self.url)

    def mood(self, *moods: Any) -> None:
        """Other moods of the port."""
        rpc(self.port, "weather_set", *moods)

    def through(self, method: str, *params: Any) -> Any:
        """A call through the port."""
        return rpc(self.port, method, *params)

    def mine(self, blocks: int = 1) -> None:
        """Mines blocks."""
        self.rpc("hardhat_mine", blocks)


def exchange(url: str, body: Any, timeout: float = 5) -> tuple[Any, ...]:
    """Status, headers but those of the moment, and body of a POST; the name of what went wrong where nothing came."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=timeout)
    try:
        connection.request("POST", "/", json.dumps(body), {"Content-Type": "application/json"})
        answer = connection.getresponse()
        headers = sorted((k.lower(), v) for k, v in answer.getheaders() if k not in ("Date", "Server"))
        return answer.status, headers, answer.read()
    except (OSError, http.client.HTTPException) as problem:
        return (type(problem).__name__,)
    finally:
        connection.close()
