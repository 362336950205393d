"""What goes through the proxy: calls, their answers, and the reply that carries these."""
from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Callable

Answer = dict[str, Any]
"""The `result` or `error` of a call, or both, as it stands in a JSON-RPC response."""

Ask = Callable[[str, list[Any]], Answer]
"""Asks the node behind the proxy: method and parameters."""

JSON_TYPE = "application/json"
SEND = "eth_sendRawTransaction"


@dataclass(frozen=True)
class Call:
    """One JSON-RPC request."""

    method: str
    params: list[Any]
    id: Any = None

    @property
    def raw(self) -> str:
        """The first parameter of eth_sendRawTransaction."""
        return str(self.params[0]) if self.params else "0x"


@dataclass
class Reply:
    """One HTTP response, and how it goes out.

    `way` is `whole`; `close` and `reset` (nothing, and the connection ends); `cut` (half of the body, then the end);
    `hang` (silence for `seconds`, then the end); `drip` (the body over `seconds`); `chunked`. `delay` seconds go by
    before it begins."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": JSON_TYPE})
    way: str = "whole"
    seconds: float = 0
    delay: float = 0


def error(code: int, message: str, data: Any = None) -> Answer:
    """An answer that refuses."""
    return {"error": {"code": code, "message": message, **({} if data is None else {"data": data})}}


def result(value: Any) -> Answer:
    """An answer that serves."""
    return {"result": value}


def json_reply(value: Any, status: int = 200, **headers: str) -> Reply:
    """A reply with a JSON body; names of headers have `_` for `-`."""
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return Reply(status, json.dumps(value).encode(), {"Content-Type": JSON_TYPE, **named})
