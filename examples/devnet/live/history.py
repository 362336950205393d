"""The newest events of the contract, found within the limits that providers set to `eth_getLogs`."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable, Iterable

from .contract import NEW_EPOCH, NEW_STATE, UPGRADED, Asked, Unreadable, abi_words, quantity
from .node import NodeError, Refused, Unreachable

# Providers allow 10 to 100,000 blocks a request. What the first one refuses is asked in smaller pieces.
FIRST_RANGE = 10_000  # blocks
# How far and how often to look, whatever was asked for.
MAX_BLOCKS = 1_000_000
MAX_REQUESTS = 3_000


@dataclass(frozen=True, order=True)
class Event:
    """A log of the contract."""

    block: int
    index: int
    transaction: str
    topics: tuple[str, ...]
    data: str

    @property
    def kind(self) -> str:
        """The first topic: which event it is."""
        return self.topics[0]

    @property
    def new_state(self) -> tuple[int, int, int]:
        """View, height and root of a ``NewState``. Raises ``Unreadable``."""
        if len(self.topics) != 3:
            raise Unreadable("a NewState event without its topics")
        words = abi_words(self.data)
        if len(words) != 1:
            raise Unreadable("a NewState event of another size")
        return (quantity(self.topics[1]), quantity(self.topics[2]), words[0])

    @property
    def new_epoch(self) -> int:
        """The epoch of a ``NewEpoch``. Raises ``Unreadable``."""
        words = abi_words(self.data)
        if len(words) != 1:
            raise Unreadable("a NewEpoch event of another size")
        return words[0]


class History:
    """The events from some block up to the head; it reaches as far back as was needed so far."""

    def __init__(self, node: Asked, address: str, head: int) -> None:
        self._node = node
        self._address = address
        self._head = head
        self._next = head  # the highest block that was not looked at
        self._range = FIRST_RANGE
        self._requests = 0
        self.events: list[Event] = []  # in the order of the chain
        self.stopped = ""

    def extend(self, is_enough: Callable[[list[Event]], bool]) -> None:
        """Looks further back until that is enough, the chain begins, or a limit is reached, which ``stopped`` tells."""
        while not is_enough(self.events):
            if self._next < 0:
                self.stopped = "the chain begins there"
            elif self._head - self._next >= MAX_BLOCKS:
                self.stopped = f"{MAX_BLOCKS} blocks are as far as this looks"
            elif self._requests >= MAX_REQUESTS:
                self.stopped = f"the node gives logs of {self._range} blocks a request, and {MAX_REQUESTS} requests are enough"
            else:
                self._step()
                continue
            return

    def _step(self) -> None:
        low = max(0, self._next - self._range + 1)
        self._requests += 1
        wanted = {"address": self._address, "topics": [[NEW_STATE, NEW_EPOCH, UPGRADED]],
                  "fromBlock": hex(low), "toBlock": hex(self._next)}
        try:
            logs = self._node.request("eth_getLogs", wanted)
        except Unreachable:
            raise
        except NodeError as error:
            # Too many blocks, too large an answer, or too slow: fewer at a time.
            if self._range == 1 or not isinstance(error, Refused) and self._range < 100:
                raise
            self._range = max(1, self._range // 4)
            return
        if not isinstance(logs, list):
            raise Unreadable("eth_getLogs: not a list")
        self.events = sorted(self._read(logs, low)) + self.events
        self._next = low - 1

    def _read(self, logs: list[Any], low: int) -> Iterable[Event]:
        for log in logs:
            if not isinstance(log, dict) or log.get("removed"):
                raise Unreadable("eth_getLogs: a log that is none")
            topics = log.get("topics")
            if str(log.get("address")).lower() != self._address.lower() or not isinstance(topics, list) or not topics:
                raise Unreadable("eth_getLogs: a log that was not asked for")
            event = Event(
                quantity(log.get("blockNumber")), quantity(log.get("logIndex")), str(log.get("transactionHash")),
                tuple(str(topic) for topic in topics), str(log.get("data")))
            if not low <= event.block <= self._next or event.kind not in (NEW_STATE, NEW_EPOCH, UPGRADED):
                raise Unreadable("eth_getLogs: a log that was not asked for")
            yield event
