"""Misbehaviour on command: which requests of an endpoint are answered wrongly, and how."""
from __future__ import annotations

import threading
from typing import Any, Callable, Iterable

from .encoding import list_of, num, object_of
from .errors import invalid_params
from .rpc import is_known

MODIFIERS = ("delay", "lag", "before", "after")  # these combine with each other and with one other fault
_MAX_MS = 3_600_000


def _ms(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= _MAX_MS:
        raise invalid_params(f"ms must be a number between 0 and {_MAX_MS}")
    return value


def _status(value: Any) -> int:
    status = num(value, "status", 599)
    if status < 200:
        raise invalid_params("status must be between 200 and 599")
    return status


def _headers(value: Any) -> dict[str, str]:
    out = {str(k): str(v) for k, v in object_of(value, "headers").items()}
    if any(c in text for pair in out.items() for text in pair for c in "\r\n"):
        raise invalid_params("headers must not contain line breaks")
    return out


def _integer(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise invalid_params("code must be an integer")
    return value


def _calls(value: Any) -> list[dict[str, Any]]:
    calls = list_of(value, "do")
    for call in calls:
        name = object_of(call, "call").get("method")
        if not isinstance(name, str) or not is_known(name):
            raise invalid_params(f"unknown method in do: {str(name)[:80]}")
        list_of(call.get("params"), "params")
    return calls


def _anything(value: Any) -> Any:
    return value


_Check = Callable[[Any], Any]
# kind: {field: (check, value when absent)}
_KINDS: dict[str, dict[str, tuple[_Check, Any]]] = {
    "delay": {"ms": (_ms, 1000)},
    "http": {"status": (_status, 503), "headers": (_headers, {}), "body": (str, '{"error":"injected"}')},
    "rpcError": {"code": (_integer, -32000), "message": (str, "injected error"), "data": (_anything, None)},
    "drop": {},
    "lostReply": {},
    "hang": {"ms": (_ms, 60000)},
    "garbage": {},
    "empty": {},
    "truncate": {},
    "oversized": {"bytes": (lambda v: num(v, "bytes", 2**32), 64 << 20), "announce": (bool, True)},
    "wrongId": {},
    "nullResult": {},
    "override": {"result": (_anything, None)},
    "lag": {"blocks": (lambda v: num(v, "blocks", 2**32), 1)},
    "before": {"do": (_calls, [])},
    "after": {"do": (_calls, [])},
}
KINDS = tuple(_KINDS)


def _checked(fault: Any) -> dict[str, Any]:
    fault = object_of(fault, "fault")
    kind = fault.get("kind")
    if not isinstance(kind, str) or kind not in _KINDS:
        raise invalid_params("fault kind must be one of " + ", ".join(KINDS))
    fields = _KINDS[kind]
    unknown = set(fault) - set(fields) - {"kind", "methods", "count", "skip"}
    if unknown:
        raise invalid_params(f"a {kind} fault has no " + ", ".join(sorted(unknown)))
    methods = fault.get("methods", "*")
    if methods != "*" and not (isinstance(methods, list) and all(isinstance(m, str) for m in methods)):
        raise invalid_params('methods must be "*" or an array of method names')
    count = fault.get("count", 1 if kind in ("before", "after") else None)
    out = {"kind": kind, "methods": methods, "skip": num(fault.get("skip", 0), "skip"), "hits": 0,
           "count": None if count is None else num(count, "count")}
    if out["count"] == 0:
        raise invalid_params("count must be positive")
    out.update({name: check(fault[name]) if name in fault else absent for name, (check, absent) in fields.items()})
    return out


class Faults:
    """The faults of one endpoint; each says which methods it hits, after `skip` matching requests, `count` times."""

    def __init__(self) -> None:
        self._items: list[dict[str, Any]] = []
        self._lock = threading.Lock()
        self._next = 1

    def add(self, fault: Any) -> int:
        """Checks and installs a fault; its number."""
        entry = _checked(fault)
        with self._lock:
            entry["id"] = self._next
            self._next += 1
            self._items.append(entry)
            return entry["id"]

    def clear(self, number: Any = None) -> None:
        """Removes one fault, or all."""
        with self._lock:
            self._items = [] if number is None else [f for f in self._items if f["id"] != number]

    def installed(self) -> list[dict[str, Any]]:
        """The faults still to come, as they stand."""
        with self._lock:
            return [dict(f) for f in self._items]

    def match(self, methods: Iterable[Any]) -> list[dict[str, Any]]:
        """Faults that hit a request (of a batch: its methods): every modifier and the first other one."""
        names = {m for m in methods if isinstance(m, str)}
        if any(m.startswith("devnet_") for m in names):
            return []
        out: list[dict[str, Any]] = []
        taken = False
        with self._lock:
            for f in list(self._items):
                if not any(applies(f, m) for m in names):
                    continue
                if f["kind"] not in MODIFIERS and taken:
                    continue
                if f["skip"] > 0:
                    f["skip"] -= 1
                    continue
                taken = taken or f["kind"] not in MODIFIERS
                f["hits"] += 1
                out.append(f)
                if f["count"] is not None and f["hits"] >= f["count"]:
                    self._items.remove(f)
        return out


def applies(fault: dict[str, Any], method: str) -> bool:
    """Whether a fault is meant for a method."""
    return fault["methods"] == "*" or method in fault["methods"]
