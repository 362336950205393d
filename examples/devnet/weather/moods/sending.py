"""A node that takes a transaction otherwise than it should, or not."""
from __future__ import annotations

from typing import Any, Optional

from chain.encoding import keccak
from chain.rlp import rlp_decode

from ..exchange import SEND, Answer, Call, Reply, error, json_reply, result
from ..mood import Mood, mood, one_of, reads_only, serves
from .refusals import FOREVER

GAS_CAP = 1 << 24  # EIP-7825


def offer(raw: str) -> tuple[int, int]:
    """Gas limit and highest price, wei, of a raw transaction of type 0, 1 or 2."""
    data = bytes.fromhex(raw[2:])
    first, kind = (0, 0) if data[0] >= 0xC0 else (1, data[0])
    items: Any = rlp_decode(data[first:])
    price, gas = {0: (1, 2), 1: (2, 3), 2: (3, 4)}[kind]
    return int.from_bytes(items[gas], "big"), int.from_bytes(items[price], "big")


@mood
class FeeCap(Mood):
    """Refuses a transaction that may cost more than so much `ether`, as geth does unless told otherwise."""

    ether: float = 1
    variants = (serves(), serves(ether=0.01), reads_only(ether=0.00001))

    def instead(self, call: Call) -> Optional[Answer]:
        if call.method != SEND:
            return None
        gas, price = offer(call.raw)
        if gas * price <= self.ether * 10**18:
            return None
        return error(-32000, f"tx fee ({gas * price / 1e18:.2f} ether) exceeds the configured cap ({self.ether:.2f} ether)")


@mood
class GasCap(Mood):
    """The first `k` estimates are `estimate`; refuses a gas limit above 2^24 (EIP-7825)."""

    estimate: int = 15_000_000
    k: int = 1
    variants = (serves(), serves(estimate=30_000_000), serves(estimate=16_777_217), serves(k=FOREVER))

    def __post_init__(self) -> None:
        self._count = 0

    def instead(self, call: Call) -> Optional[Answer]:
        if call.method == "eth_estimateGas":
            self._count += 1
            return result(hex(self.estimate)) if self._count <= self.k else None
        if call.method == SEND and (gas := offer(call.raw)[0]) > GAS_CAP:
            return error(-32000, f"transaction gas limit too high (cap: {GAS_CAP}, tx: {gas})")
        return None


@mood
class RefusesFirstBytes(Mood):
    """Refuses for good the first `k` raw transactions that it sees, in the words `said`; takes any other one."""

    said: str = "transaction type not supported"
    k: int = 1
    variants = (
        serves(), serves(k=2), serves(said="rlp: expected input list for types.DynamicFeeTx"),
        serves(said="only replay-protected (EIP-155) transactions allowed over RPC"),
        serves(said="this transaction is on the list of the sanctioned"))

    def __post_init__(self) -> None:
        self._seen: list[str] = []

    def instead(self, call: Call) -> Optional[Answer]:
        if call.method != SEND:
            return None
        if len(self._seen) < self.k and call.raw not in self._seen:
            self._seen.append(call.raw)
        return error(-32000, self.said) if call.raw in self._seen else None


# What the first sendings get, and whether the transaction is taken nevertheless.
SENDINGS: dict[str, tuple[bool, Answer]] = {
    "null": (True, result(None)),
    "timeout": (True, error(-32000, "request timed out")),
    "internal-taken": (True, error(-32603, "internal error")),
    "known": (True, error(-32000, "already known")),
    "zero-hash": (True, result("0x" + "00" * 32)),
    "other-hash": (True, result("0x" + "5a" * 32)),
    "internal": (False, error(-32603, "internal error")),
    "inflight": (False, error(-32000, "in-flight transaction limit reached for delegated accounts")),
    "pool-full": (False, error(-32000, "txpool is full")),
    "rate": (False, error(-32005, "rate limit exceeded")),
    "backend": (False, error(-32011, "no backend is currently healthy to serve traffic")),
    "syncing": (False, error(-32000, "transactions are not accepted while syncing")),
    "nonce-too-low": (False, error(-32000, "nonce too low: next nonce 1000, tx nonce 0")),
    "nonce-too-high": (False, error(-32000, "nonce too high")),
    "nonce-gap": (False, error(-32000, "gapped-nonce tx from delegated accounts")),
    "replacement": (False, error(-32000, "replacement transaction underpriced")),
    "underpriced": (False, error(-32000, "transaction underpriced")),
    "tip-too-low": (False, error(-32000, "transaction underpriced: gas tip cap 1, minimum needed 1000000")),
    "below-base-fee": (False, error(-32000, "max fee per gas less than block base fee: address 0x70997970C51812dc3A010C7d01b50e0"
                                            "d17dc79C8, maxFeePerGas: 1, baseFee: 2")),
    "no-funds": (False, error(-32000, "insufficient funds for gas * price + value: balance 0, tx cost 1, overshot 1")),
    "known-not-taken": (False, error(-32000, "already known")),
    "forgotten": (False, result("its own hash")),
    "reverts": (False, error(3, "execution reverted", "0x")),
    "bad-signature": (False, error(-32000, "invalid sender: invalid transaction v, r, s values")),
    "conditional": (False, error(-32003, "transaction rejected")),
}


@mood
class Send(Mood):
    """Sending, the first `k` times: `how` says what is answered, and whether the transaction is taken all the same; `lost` and
    `dropped` are a connection that ends, with and without that; `limited` is the status 429."""

    how: str = "null"
    k: int = 2
    variants = (*(serves(how=how) for how in (*SENDINGS, "lost", "dropped", "limited")), serves(how="null", k=5))

    def __post_init__(self) -> None:
        one_of("send: how", self.how, (*SENDINGS, "lost", "dropped", "limited"))
        self._count = 0

    def before(self, calls: list[Call]) -> Optional[Reply]:
        sends = [call for call in calls if call.method == SEND]
        self._count += len(sends)
        if not sends or self._count > self.k or self.how in SENDINGS:
            return None
        if self.how == "lost":
            for call in sends:
                self.ask(call.method, call.params)
        return json_reply(error(-32005, "slow down"), 429) if self.how == "limited" else Reply(way="close")

    def instead(self, call: Call) -> Optional[Answer]:
        if call.method != SEND or self._count > self.k or self.how not in SENDINGS:
            return None
        is_taken, answer = SENDINGS[self.how]
        if is_taken:
            self.ask(call.method, call.params)
        if self.how == "forgotten":
            return result("0x" + keccak(bytes.fromhex(call.raw[2:])).hex())
        return answer
