"""A node of a real network, asked politely, and a recording that answers in its place."""
from __future__ import annotations

import base64
import http.client
import json
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any, Callable
from urllib.parse import unquote, urlsplit, urlunsplit

MAX_ANSWER_SIZE = 32 << 20
MAX_RECORDING_SIZE = 64 << 20
REQUEST_TIMEOUT = 30  # seconds
ATTEMPTS = 6
MAX_PAUSE = 30.0  # seconds
# What nodes call too many requests. The same codes also say that an answer would be too large, which no pause mends.
RATE_LIMIT_WORDS = ("rate limit", "ratelimit", "too many requests", "per second", "compute units", "throughput")


class NodeError(RuntimeError):
    """A node that cannot be asked, or that answers nonsense."""


class Unreachable(NodeError):
    """There is nobody at this address."""


class Refused(NodeError):
    """The node has understood the request and refuses it."""


class Node:
    """A node behind a URL. What stands in the URL beside the host may be a secret, and is never shown."""

    def __init__(self, url: str, attempts: int = ATTEMPTS, sleep: Callable[[float], None] = time.sleep) -> None:
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port
        except ValueError:
            raise NodeError("a node's URL is malformed") from None
        if parts.scheme not in ("http", "https") or not host:
            raise NodeError("a node's URL is not an http or https URL")
        self.name = f"{parts.scheme}://{host}"
        self._headers = {"Content-Type": "application/json", "User-Agent": "hotshot-state-prover-live-test"}
        if parts.username is not None:
            words = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
            self._headers["Authorization"] = "Basic " + base64.b64encode(words.encode()).decode()
        bracketed = f"[{host}]" if ":" in host else host
        place = bracketed if port is None else f"{bracketed}:{port}"
        self._url = urlunsplit((parts.scheme, place, parts.path, parts.query, ""))
        self._attempts = attempts
        self._sleep = sleep
        self._last_id = 0

    def request(self, method: str, *parameters: Any) -> Any:
        """The result of a method, after some attempts. Raises ``NodeError``."""
        pause = 1.0
        for attempt in range(1, self._attempts + 1):
            try:
                return self._once(method, parameters)
            except _TryAgain as error:
                if attempt == self._attempts:
                    raise NodeError(f"{self.name}: {method}: {error}") from None
                self._sleep(min(max(pause, error.pause), MAX_PAUSE))
                pause *= 2
        raise AssertionError

    def _once(self, method: str, parameters: tuple[Any, ...]) -> Any:
        self._last_id += 1
        body = json.dumps({"jsonrpc": "2.0", "id": self._last_id, "method": method, "params": parameters})
        request = urllib.request.Request(self._url, body.encode(), self._headers)
        try:
            with urllib.request.urlopen(request, timeout=REQUEST_TIMEOUT) as answer:
                content = answer.read(MAX_ANSWER_SIZE + 1)
        except urllib.error.HTTPError as error:
            content = self._content(method, error)
        except urllib.error.URLError as error:
            if isinstance(error.reason, ConnectionRefusedError):
                raise Unreachable(f"{self.name}: nobody listens there") from None
            raise _TryAgain(f"no connection, {type(error.reason).__name__}") from None
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise _TryAgain(f"no answer, {type(error).__name__}") from None
        if len(content) > MAX_ANSWER_SIZE:
            raise Refused(f"{self.name}: {method}: the answer is too large")
        try:
            document = json.loads(content)
        except (ValueError, RecursionError):
            raise _TryAgain("the answer is not JSON") from None
        if not isinstance(document, dict):
            raise _TryAgain("not an answer to this request")
        if document.get("error") is not None:
            raise self._refusal(method, document["error"])
        if document.get("id") != self._last_id or "result" not in document:
            raise _TryAgain("not an answer to this request")
        return document["result"]

    def _content(self, method: str, error: urllib.error.HTTPError) -> bytes:
        """The body of an HTTP error, if that is an answer of JSON-RPC."""
        if error.code == 429 or error.code >= 500:
            raise _TryAgain(f"HTTP {error.code}", _seconds(error.headers.get("Retry-After")))
        try:
            content = error.read(MAX_ANSWER_SIZE + 1)
            if isinstance(json.loads(content), dict) and error.code not in (401, 403):
                return content
        except (OSError, ValueError, RecursionError, http.client.HTTPException):
            pass
        if error.code == 413:
            raise Refused(f"{self.name}: {method}: HTTP 413")
        raise NodeError(f"{self.name}: {method}: HTTP {error.code}")

    def _refusal(self, method: str, error: Any) -> Exception:
        message = str(error.get("message", "")) if isinstance(error, dict) else ""
        shown = "".join(letter for letter in message if letter.isprintable())[:200] or "refused without a word"
        if any(word in message.lower() for word in RATE_LIMIT_WORDS):
            return _TryAgain("the node limits our rate")
        return Refused(f"{self.name}: {method}: {shown}")


class _TryAgain(Exception):
    """A failure that may pass."""

    def __init__(self, reason: str, pause: float = 0) -> None:
        super().__init__(reason)
        self.pause = pause


def _seconds(header: str | None) -> float:
    try:
        return float(int(header or ""))
    except ValueError:
        return 0


class Recorder:
    """Hands on what a node answers, and keeps it."""

    def __init__(self, node: Node) -> None:
        self._node = node
        self.name = node.name
        self._replies: dict[str, list[Any]] = {}

    def request(self, method: str, *parameters: Any) -> Any:
        """The node's result, or its refusal, both of which are kept."""
        try:
            result = self._node.request(method, *parameters)
        except Refused:
            self._replies[_key(method, parameters)] = [method, list(parameters), None, "refused"]
            raise
        self._replies[_key(method, parameters)] = [method, list(parameters), result]
        return result

    def write(self, path: Path, heading: dict[str, Any]) -> None:
        """Writes the recording, one reply a line. The URL is not in it."""
        replies = ",\n".join(json.dumps(reply, separators=(",", ":")) for reply in self._replies.values())
        members = "".join(f"{json.dumps(name)}: {json.dumps(value)},\n" for name, value in heading.items())
        path.write_text(f'{{{members}"replies": [\n{replies}\n]}}\n')


class Recording:
    """What a node once answered. It answers the same questions again, and no others."""

    def __init__(self, document: dict[str, Any], name: str) -> None:
        self.name = name
        self.heading = {key: value for key, value in document.items() if key != "replies"}
        self._replies = {_key(reply[0], reply[1]): reply for reply in document["replies"]}

    @staticmethod
    def read(path: Path) -> Recording:
        """The recording in a file. Raises ``NodeError``."""
        try:
            with path.open("rb") as file:
                content = file.read(MAX_RECORDING_SIZE + 1)
            if len(content) > MAX_RECORDING_SIZE:
                raise NodeError(f"{path.name}: too large for a recording")
            return Recording(json.loads(content), path.name)
        except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            raise NodeError(f"{path.name}: not a recording, {type(error).__name__}") from None

    def request(self, method: str, *parameters: Any) -> Any:
        """The recorded result. Raises ``Refused`` where the node refused, and ``NodeError`` for a new question."""
        reply = self._replies.get(_key(method, parameters))
        if reply is None:
            raise NodeError(f"{self.name}: {method}: not in the recording")
        if len(reply) > 3:
            raise Refused(f"{self.name}: {method}: the node refused")
        return reply[2]


def _key(method: str, parameters: Any) -> str:
    return json.dumps([method, list(parameters)], sort_keys=True)
