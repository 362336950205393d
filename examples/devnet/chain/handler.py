"""JSON-RPC 2.0 over HTTP/1.1: single requests and batches, with the endpoint's faults applied."""
from __future__ import annotations

import json
import socket
import sys
from http.server import BaseHTTPRequestHandler
from typing import Any, Optional

from . import VERSION
from .errors import RpcError
from .faults import applies
from .rpc import dispatch, is_known

MAX_BATCH = 1000
_CHUNK = b"0" * 65536


def _error(code: int, message: str, request_id: Any = None) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": request_id, "error": {"code": code, "message": message}}


class Handler(BaseHTTPRequestHandler):
    """One connection to an endpoint (`self.server.endpoint`)."""

    protocol_version = "HTTP/1.1"
    server_version, sys_version = VERSION, ""
    disable_nagle_algorithm = True
    timeout = 300  # seconds a connection may stay silent

    def log_message(self, *_: Any) -> None:
        """Requests are counted by the endpoint, not logged."""

    @property
    def endpoint(self) -> Any:
        return self.server.endpoint

    def do_GET(self) -> None:
        self._reply(200, b'{"status":"ok"}')

    def do_OPTIONS(self) -> None:
        self._reply(200, b"")

    def do_POST(self) -> None:
        raw = self._body()
        if raw is None:
            return
        try:
            request = json.loads(raw)
        except (ValueError, RecursionError):
            self._json(_error(-32700, "parse error"))
            return
        calls = request if isinstance(request, list) else [request]
        if not calls or len(calls) > MAX_BATCH:
            self._json(_error(-32600, "batch too large" if calls else "empty batch"))
            return
        methods = [c["method"] for c in calls if isinstance(c, dict) and isinstance(c.get("method"), str)]
        self._record(methods)
        self._answer(calls, isinstance(request, list), self.endpoint.faults.match(methods))

    def _body(self) -> Optional[bytes]:
        """The body, or None when the request was refused."""
        length = self.headers.get("Content-Length")
        if length is None or "Transfer-Encoding" in self.headers:
            return self._refuse(411, "length required")
        if not (length.isascii() and length.isdigit()):
            return self._refuse(400, "bad content length")
        if len(length) > 18 or int(length) > self.endpoint.node.max_body:
            return self._refuse(413, "request entity too large")
        raw = self.rfile.read(int(length))
        return raw if len(raw) == int(length) else self._abort()

    def _refuse(self, status: int, message: str) -> None:
        self.close_connection = True
        self._reply(status, json.dumps(_error(-32600, message)).encode(), {"Connection": "close"})

    def _record(self, methods: list[str]) -> None:
        for m in methods:
            if not m.startswith("devnet_"):
                self.endpoint.log.add(m if is_known(m) else "unknown")
        if self.endpoint.node.verbose:
            sys.stderr.write(" ".join(m[:80] for m in methods) + "\n")

    def _answer(self, calls: list[Any], batch: bool, faults: list[dict[str, Any]]) -> None:
        fault: dict[str, Any] = {"kind": None, "methods": "*"}
        modifiers = []
        for f in faults:
            if f["kind"] == "delay":
                self.endpoint.stopping.wait(f["ms"] / 1000)
            elif f["kind"] in ("lag", "before", "after"):
                modifiers.append(f)
            else:
                fault = f
        kind = fault["kind"]
        if kind == "hang":
            self.endpoint.stopping.wait(fault["ms"] / 1000)
        if kind in ("drop", "hang"):
            self._abort()
        elif kind == "http":
            self._reply(fault["status"], fault["body"].encode(), fault["headers"])
        elif kind == "oversized":
            self._oversized(fault)
        else:
            replies = [r for r in (self._one(c, fault, modifiers) for c in calls) if r is not None]
            body = json.dumps(replies if batch else replies[0]).encode() if replies else b""
            self._deliver(kind, body)

    def _deliver(self, kind: Optional[str], body: bytes) -> None:
        if kind == "lostReply":
            self._abort()
        elif kind == "garbage":
            self._reply(200, b"<html>upstream gone</html>")
        elif kind == "empty":
            self._reply(200, b"")
        elif kind == "truncate":
            self._reply(200, body, cut=len(body) // 2)
            self._abort()
        else:
            self._reply(200, body)

    def _one(self, call: Any, fault: dict[str, Any], modifiers: list[dict[str, Any]]) -> Optional[dict[str, Any]]:
        if not isinstance(call, dict) or not isinstance(call.get("method"), str):
            return _error(-32600, "invalid request")
        name, request_id = call["method"], call.get("id")
        kind = fault["kind"] if applies(fault, name) else None
        if kind == "rpcError":
            return {"jsonrpc": "2.0", "id": request_id,
                    "error": RpcError(fault["code"], fault["message"], fault["data"]).body()}
        if kind in ("nullResult", "override"):
            return {"jsonrpc": "2.0", "id": request_id, "result": fault.get("result")}
        out: dict[str, Any] = {"jsonrpc": "2.0", "id": [request_id] if kind == "wrongId" else request_id}
        try:
            out["result"] = self._run(name, call.get("params"), [m for m in modifiers if applies(m, name)])
        except RpcError as e:
            out["error"] = e.body()
        except Exception as e:  # a defect must not end the connection without a word
            sys.stderr.write(f"internal error in {name}: {e!r}\n")
            out["error"] = {"code": -32603, "message": f"internal error: {type(e).__name__}"}
        return out if "id" in call else None

    def _run(self, name: str, params: Any, modifiers: list[dict[str, Any]]) -> Any:
        """Runs a call with what is to happen before and after it, all under one lock."""
        lag = sum(m["blocks"] for m in modifiers if m["kind"] == "lag")
        with self.endpoint.node.chain.lock:
            self._trigger("before", modifiers)
            try:
                return dispatch(self.endpoint, name, params, lag)
            finally:
                self._trigger("after", modifiers)

    def _trigger(self, kind: str, modifiers: list[dict[str, Any]]) -> None:
        for m in modifiers:
            calls = m["do"] if m["kind"] == kind and m.get("ran") != m["hits"] else []
            m["ran"] = m["hits"] if calls else m.get("ran")
            for c in calls:
                try:
                    dispatch(self.endpoint, c["method"], c.get("params"))
                except RpcError as e:
                    raise RpcError(-32603, f"{kind} {c['method']}: {e.message}") from None

    def _oversized(self, fault: dict[str, Any]) -> None:
        """A JSON-RPC result padded to the wanted number of bytes; without `announce` the length is not sent first."""
        head, tail = b'{"jsonrpc":"2.0","id":1,"result":"0x', b'"}'
        left = max(fault["bytes"] - len(head) - len(tail), 0)
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        if fault["announce"]:
            self.send_header("Content-Length", str(left + len(head) + len(tail)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(head)
        while left > 0 and not self.endpoint.stopping.is_set():
            self.wfile.write(_CHUNK[:left])
            left -= len(_CHUNK)
        self.wfile.write(tail)

    def _json(self, value: Any) -> None:
        self._reply(200, json.dumps(value).encode())

    def _reply(self, status: int, body: bytes, headers: Optional[dict[str, str]] = None,
               cut: Optional[int] = None) -> None:
        self.send_response(status)
        own = {"Content-Type": "application/json", "Content-Length": str(len(body)),
               "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*"}
        for name, value in {**own, **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body[:cut])
        self.wfile.flush()

    def _abort(self) -> None:
        self.close_connection = True
        try:
            self.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
