"""A node that is behind, and balancers over nodes that are."""
from __future__ import annotations

import time
from dataclasses import field
from typing import Optional

from ..exchange import Answer, Call, error, result
from ..mood import Mood, mood, one_of, reads_only, serves, useless
from ..view import View, height
from .refusals import FOREVER, WORDS


@mood
class Lag(Mood):
    """The whole view of the chain is `blocks` behind; what is sent reaches the chain at once."""

    blocks: int = 2
    variants = (serves(blocks=1), serves(), serves(blocks=5))

    def instead(self, call: Call) -> Optional[Answer]:
        return View.behind(self.ask, self.blocks).answer(call)


@mood
class Stalled(Mood):
    """The head stands still from the first look on, and is `age` seconds old. `whole`: so does all that it knows; else only
    the head's header and number are old."""

    age: int = 3600
    whole: bool = True
    variants = (useless(), useless(whole=False), useless(age=86400))

    def __post_init__(self) -> None:
        self._head: Optional[int] = None

    def instead(self, call: Call) -> Optional[Answer]:
        if self._head is None:
            self._head = height(self.ask)
        head = self._head
        is_head = call.method == "eth_blockNumber" or (
            call.method == "eth_getBlockByNumber" and call.params[:1] in (["latest"], ["pending"]))
        return View(self.ask, lambda: head).answer(call) if self.whole or is_head else None

    def altered(self, call: Call, answer: Answer) -> Answer:
        return aged(call, answer, self._head or 0, self.age)


@mood
class Syncing(Mood):
    """A node that has only begun: its newest block is `height`, `age` seconds old; eth_syncing says so."""

    height: int = 0
    age: int = 90_000_000
    variants = (useless(), useless(height=1))

    def instead(self, call: Call) -> Optional[Answer]:
        if call.method == "eth_syncing":
            return result({"startingBlock": "0x0", "currentBlock": hex(self.height), "highestBlock": hex(height(self.ask))})
        return View(self.ask, lambda: self.height).answer(call)

    def altered(self, call: Call, answer: Answer) -> Answer:
        return aged(call, answer, self.height, self.age)


def aged(call: Call, answer: Answer, height: int, age: int) -> Answer:
    """The answer, in which the block of a height is so many seconds old."""
    block = answer.get("result")
    if not call.method.startswith("eth_getBlockBy") or not isinstance(block, dict) or block.get("number") != hex(height):
        return answer
    return {**answer, "result": {**block, "timestamp": hex(int(time.time()) - age)}}


@mood
class Split(Mood):
    """A balancer: `methods` go to a backend that is up to date, all others to one that is `blocks` behind, also within one
    batch."""

    methods: list[str] = field(default_factory=lambda: ["eth_getTransactionCount", "eth_sendRawTransaction"])
    blocks: int = 2
    variants = (
        serves(), serves(blocks=5), serves(methods=["eth_getTransactionCount"]), serves(methods=["eth_call"]),
        serves(methods=["eth_getBlockByNumber", "eth_blockNumber"]), serves(methods=["eth_getTransactionReceipt"]),
        serves(methods=["eth_getTransactionCount", "eth_call"]), serves(methods=["eth_getTransactionByHash"]),
        serves(methods=["eth_getBalance"]))

    def instead(self, call: Call) -> Optional[Answer]:
        return None if call.method in self.methods else View.behind(self.ask, self.blocks).answer(call)


@mood
class Balancer(Mood):
    """A balancer that sends each `unit` (call or request) by chance to one of several backends, so many `blocks` behind."""

    blocks: list[int] = field(default_factory=lambda: [0, 2])
    unit: str = "call"
    variants = (serves(), serves(unit="request"), serves(blocks=[0, 1, 3]), serves(blocks=[1, 6], unit="request"))

    def __post_init__(self) -> None:
        one_of("balancer: unit", self.unit, ("call", "request"))
        self._request: Optional[int] = None

    def before(self, calls: list[Call]) -> None:
        self._request = self.chance.choice(self.blocks) if self.blocks else 0

    def instead(self, call: Call) -> Optional[Answer]:
        blocks = self.chance.choice(self.blocks or [0]) if self.unit == "call" else self._request
        return View.behind(self.ask, blocks or 0).answer(call) if blocks else None


@mood
class ReceiptLate(Mood):
    """The first `k` questions for a receipt get null, though the transaction is mined."""

    k: int = 5
    variants = (serves(), serves(k=20), reads_only(k=FOREVER))

    def __post_init__(self) -> None:
        self._count = 0

    def instead(self, call: Call) -> Optional[Answer]:
        self._count += call.method == "eth_getTransactionReceipt"
        return result(None) if call.method == "eth_getTransactionReceipt" and self._count <= self.k else None


@mood
class FollowFails(Mood):
    """The first `k` questions for a receipt fail: `kind` as for refuses, or indexing."""

    k: int = 5
    kind: str = "internal"
    variants = (serves(), serves(kind="timeout"), serves(kind="indexing"), serves(kind="backend"), serves(kind="credits"))

    def __post_init__(self) -> None:
        one_of("follow-fails: kind", self.kind, [*WORDS, "indexing"])
        self._count = 0

    def instead(self, call: Call) -> Optional[Answer]:
        if call.method != "eth_getTransactionReceipt":
            return None
        self._count += 1
        said = WORDS.get(self.kind, (-32000, "transaction indexing is in progress"))
        return error(*said) if self._count <= self.k else None


@mood
class UnknownTransaction(Mood):
    """Transactions that wait are not known by their hashes; nor are, with `mined`, those that were mined."""

    mined: bool = False
    variants = (serves(), serves(mined=True))

    def altered(self, call: Call, answer: Answer) -> Answer:
        found = answer.get("result")
        is_hidden = isinstance(found, dict) and (self.mined or found.get("blockNumber") is None)
        return result(None) if call.method == "eth_getTransactionByHash" and is_hidden else answer


@mood
class HeadAhead(Mood):
    """The header of the newest block is there before its state is: state at it is not found, the first `k` times for every
    height."""

    k: int = 2
    variants = (serves(k=1), serves())

    def __post_init__(self) -> None:
        self._asked: dict[int, int] = {}

    def instead(self, call: Call) -> Optional[Answer]:
        if call.method not in ("eth_call", "eth_getBalance", "eth_getCode", "eth_getTransactionCount"):
            return None
        head = height(self.ask)
        if len(call.params) < 2 or call.params[1] not in ("latest", hex(head)):
            return None
        self._asked = {head: self._asked.get(head, 0) + 1}
        return error(-32000, "header not found") if self._asked[head] <= self.k else None
