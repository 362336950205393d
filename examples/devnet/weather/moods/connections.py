"""A node whose connections end too soon, or are slow."""
from __future__ import annotations

from typing import Optional

from ..exchange import Call, Reply
from ..mood import Mood, mood, one_of, serves, useless
from .refusals import FOREVER

WAYS = ("close", "reset", "cut", "hang", "drip", "chunked")


@mood
class Connection(Mood):
    """The connection ends: `how` is close, reset (before an answer), cut (inside the body), hang (silence for `seconds`);
    or the body comes by drips over `seconds`, or chunked. The first `k` requests, or all."""

    how: str = "close"
    seconds: float = 60
    k: int = FOREVER
    variants = (
        useless(how="close"), useless(how="reset"), useless(how="cut"), useless(how="hang"), useless(how="drip"),
        serves(how="drip", seconds=0.3), serves(how="chunked"), serves(how="close", k=1), serves(how="reset", k=2),
        serves(how="cut", k=1), serves(how="hang", seconds=0.5, k=1))

    def __post_init__(self) -> None:
        one_of("connection: how", self.how, WAYS)
        self._count = 0

    def before(self, calls: list[Call]) -> Optional[Reply]:
        self._count += 1
        if self._count <= self.k and self.how in ("close", "reset", "hang"):
            return Reply(way=self.how, seconds=self.seconds)
        return None

    def carried(self, reply: Reply, calls: list[Call]) -> Reply:
        if self._count <= self.k and self.how in ("cut", "drip", "chunked"):
            reply.way, reply.seconds = self.how, self.seconds
        return reply


@mood
class Slow(Mood):
    """Every answer takes `seconds`."""

    seconds: float = 0.3
    variants = (serves(seconds=0.3), useless(seconds=60))

    def carried(self, reply: Reply, calls: list[Call]) -> Reply:
        reply.delay = self.seconds
        return reply
