"""A node that will not serve."""
from __future__ import annotations

from collections import Counter
from dataclasses import field
from typing import Optional

from ..exchange import JSON_TYPE, Answer, Call, Reply, error, json_reply
from ..mood import Mood, mood, one_of, reads_only, serves, useless

FOREVER = 1_000_000_000

# What providers and nodes say, by what they mean.
WORDS: dict[str, tuple[int, str]] = {
    "auth": (-32600, "Must be authenticated!"),
    "disabled": (-32001, "this project id has been disabled"),
    "quota": (-32000, "monthly capacity limit exceeded, upgrade your plan"),
    "credits": (-32005, "daily request count exceeded, request rate limited"),
    "compute-units": (429, "Your app has exceeded its compute units per second capacity."),
    "rate": (-32029, "Too Many Requests"),
    "backend": (-32011, "no backend is currently healthy to serve traffic"),
    "unavailable": (-32002, "resource unavailable"),
    "internal": (-32603, "internal error"),
    "timeout": (-32000, "request timed out"),
    "deadline": (-32002, "request timeout on the free tier, please upgrade your tier"),
    "syncing": (-32000, "node is still syncing, state not available yet"),
    "no-state": (-32000, "missing trie node 3f8a2f (path ) state 0x3f8a2f is not available, not found"),
    "history": (-32000, "historical state 3f8a2f is not available"),
    "header": (-32000, "header not found"),
    "block": (-32001, "block not found: latest"),
    "unknown-method": (-32601, "the method does not exist/is not available"),
    "forbidden": (-32052, "API key is not allowed to access method"),
    "paid": (-32000, "method is not available on your plan, see pricing"),
    "unknown": (-39999, "the hamster is asleep"),
}


@mood
class Limited(Mood):
    """Too many requests, to everything, for ever: `status` with `retry_after` (none without text), `code` and `message`;
    `backoff` seconds in `data.rate`, as one provider has it."""

    status: int = 429
    retry_after: str = ""
    code: int = -32005
    message: str = "monthly quota of this key is used up"
    backoff: float = 0
    variants = (
        useless(), useless(retry_after="1"), useless(retry_after="3600"), useless(retry_after="Fri, 31 Dec 2100 23:59:59 GMT"),
        useless(status=200), useless(status=200, code=429, message="exceeded its throughput"),
        useless(status=200, backoff=30.5), useless(status=403, message="over the limit of this address"))

    def before(self, calls: list[Call]) -> Optional[Reply]:
        rate = {"rate": {"allowed_rps": 1, "backoff_seconds": self.backoff, "current_rps": 9}} if self.backoff else None
        body = {"jsonrpc": "2.0", "id": 1, **error(self.code, self.message, rate)}
        return json_reply(body, self.status, **({"Retry_After": self.retry_after} if self.retry_after else {}))


@mood
class Refuses(Mood):
    """JSON-RPC errors: `kind`, to the `methods` (or all), with a `status`; from the call number `until` of a method on it
    answers."""

    kind: str = "internal"
    methods: list[str] = field(default_factory=lambda: ["all"])
    status: int = 200
    until: int = FOREVER
    variants = (
        *(useless(kind=kind) for kind in WORDS),
        useless(kind="auth", status=401), useless(kind="disabled", status=403), useless(kind="backend", status=503),
        useless(kind="internal", status=500), serves(kind="internal", until=2), serves(kind="header", until=3),
        serves(kind="rate", until=2), useless(kind="timeout", methods=["eth_call"]),
        useless(kind="no-state", methods=["eth_call"]), reads_only(kind="unknown-method", methods=["eth_sendRawTransaction"]),
        reads_only(kind="forbidden", methods=["eth_sendRawTransaction"]),
        reads_only(kind="internal", methods=["eth_estimateGas"]))

    def __post_init__(self) -> None:
        one_of("refuses: kind", self.kind, WORDS)
        self._seen: Counter[str] = Counter()
        self._refused = False

    def instead(self, call: Call) -> Optional[Answer]:
        self._seen[call.method] += 1
        is_meant = self.methods == ["all"] or call.method in self.methods
        if not is_meant or self._seen[call.method] >= self.until:
            return None
        self._refused = True
        return error(*WORDS[self.kind])

    def carried(self, reply: Reply, calls: list[Call]) -> Reply:
        if self._refused:
            reply.status, self._refused = self.status, False
        return reply


@mood
class Page(Mood):
    """An error page of whatever stands before the node: `status` with a body that is `html`, `text`, `json` or `empty`; the
    first `k` requests, or all."""

    status: int = 503
    body: str = "html"
    k: int = FOREVER
    variants = (
        *(useless(status=status) for status in (200, 400, 401, 402, 403, 404, 405, 410, 413, 414, 429, 451, 500, 502, 503, 504,
                                                520, 522, 530)),
        useless(status=200, body="empty"), useless(status=200, body="text"), useless(status=204, body="empty"),
        useless(status=401, body="json"), useless(status=403, body="json"), useless(status=502, body="empty"),
        useless(status=503, body="json"), serves(status=502, k=2), serves(status=503, body="empty", k=1))

    def __post_init__(self) -> None:
        one_of("page: body", self.body, ("html", "text", "json", "empty"))
        self._count = 0

    def before(self, calls: list[Call]) -> Optional[Reply]:
        self._count += 1
        if self._count > self.k:
            return None
        if self.body == "json":
            return json_reply({"message": "no service for this key", "request_id": "b1946ac9"}, self.status)
        if self.body == "html":
            page = f"<!DOCTYPE html>\n<html><head><title>{self.status}</title></head><body>error code: 1015</body></html>"
            return Reply(self.status, page.encode(), {"Content-Type": "text/html; charset=UTF-8", "Server": "cloudflare"})
        text = b"" if self.body == "empty" else b"upstream connect error or disconnect/reset before headers"
        return Reply(self.status, text, {"Content-Type": "text/plain" if text else JSON_TYPE})


@mood
class Redirects(Mood):
    """`status` to `location`, or to itself where that is empty."""

    status: int = 301
    location: str = "https://127.0.0.1:9/v3/0123456789abcdef"
    variants = (useless(), useless(status=307), useless(status=308, location=""), useless(status=302))

    def before(self, calls: list[Call]) -> Optional[Reply]:
        return Reply(self.status, b"", {"Location": self.location or "/"})
