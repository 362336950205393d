"""One port of the proxy: a node as it shows itself today."""
from __future__ import annotations

import json
import threading
from collections import Counter, deque
from typing import Any

from chain.request_log import RequestLog

from .exchange import SEND, Answer, Call, Reply, error
from .mood import Mood
from .moods import made
from .upstream import Upstream

MAX_MOODS = 16
MAX_SENT = 1000


class Port:
    """A port, its node and its moods, which apply one after the other in the order in which they were set."""

    def __init__(self, upstream: Upstream, seed: int):
        self.upstream, self._seed = upstream, seed
        self.log = RequestLog()
        self.sent: deque[str] = deque(maxlen=MAX_SENT)
        self._lock = threading.Lock()
        self._moods: list[Mood] = []
        self._said: list[Any] = []
        self._seen: Counter[str] = Counter()

    def set(self, descriptions: list[Any]) -> None:
        """Other moods, from the next request on; none: the node as it is. Raises `MoodError`."""
        moods = [made(each, self.upstream.ask, self._seed + i) for i, each in enumerate(descriptions[:MAX_MOODS])]
        with self._lock:
            self._moods, self._said = moods, list(descriptions[:MAX_MOODS])
            self._seen.update(mood.name() for mood in moods)

    def seen(self) -> dict[str, int]:
        """How often it was in each mood so far."""
        with self._lock:
            return dict(self._seen)

    def moods(self) -> list[Any]:
        """The moods as they were set."""
        with self._lock:
            return list(self._said)

    def reply(self, calls: list[Call], is_batch: bool) -> Reply:
        """The reply to the calls of a request."""
        with self._lock:
            moods = self._moods
            for mood in moods:
                if early := mood.before(calls):
                    return early
            responses = [{"jsonrpc": "2.0", "id": call.id, **self._answer(call, moods)} for call in calls]
            envelope: Any = responses if is_batch else responses[0]
            for mood in moods:
                parts = envelope if isinstance(envelope, list) else [envelope]
                envelope = mood.enveloped(parts, isinstance(envelope, list)) if parts else envelope
            text = json.dumps(envelope)
            for mood in moods:
                text = mood.worded(text)
            reply = Reply(body=text.encode())
            for mood in moods:
                reply = mood.carried(reply, calls)
            return reply

    def _answer(self, call: Call, moods: list[Mood]) -> Answer:
        self.log.add(call.method)
        if call.method == SEND:
            self.sent.append(call.raw)
        answer = next((said for mood in moods if (said := mood.instead(call)) is not None), None)
        if answer is None:
            answer = self.upstream.ask(call.method, call.params)
        for mood in moods:
            answer = mood.altered(call, answer)
        return answer or error(-32603, "weather: the node says nothing")
