"""A node that is wrong about the account."""
from __future__ import annotations

from typing import Optional

from ..exchange import Answer, Call, result
from ..mood import Mood, misleads, mood, reads_only, serves
from .refusals import FOREVER


@mood
class EmptyBalanceOnce(Mood):
    """A backend that lags says, `k` times, that the account has nothing."""

    k: int = 1
    variants = (serves(), misleads(k=FOREVER))

    def __post_init__(self) -> None:
        self._count = 0

    def instead(self, call: Call) -> Optional[Answer]:
        self._count += call.method == "eth_getBalance"
        return result("0x0") if call.method == "eth_getBalance" and self._count <= self.k else None


@mood
class Nonce(Mood):
    """The account's nonce is said to be `n`, or `offset` more than it is, for the first `k` questions; each `step` raises it by
    one for every question."""

    n: int = 1000
    offset: int = 0
    k: int = FOREVER
    step: bool = False
    variants = (
        reads_only(), serves(k=1), serves(k=2), serves(k=4), reads_only(step=True), serves(offset=1, k=1), reads_only(offset=1),
        serves(n=0, k=2), reads_only(n=2**64 - 1))

    def __post_init__(self) -> None:
        self._count = 0

    def instead(self, call: Call) -> Optional[Answer]:
        if call.method != "eth_getTransactionCount":
            return None
        self._count += 1
        if self._count > self.k:
            return None
        said = self.n
        if self.offset:
            said = int(self.ask(call.method, call.params).get("result") or "0x0", 16) + self.offset
        return result(hex(said + (self._count if self.step else 0)))
