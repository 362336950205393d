"""A node that is wrong about fees, or a proxy that strips fields."""
from __future__ import annotations

from typing import Any, Optional

from ..exchange import Answer, Call, error, result
from ..mood import Mood, mood, one_of, reads_only, serves

GWEI = 10**9


@mood
class NoBaseFee(Mood):
    """Blocks have no baseFeePerGas, the fee history ends in 0 unless `keeps_history`, and eth_gasPrice is so many `gwei`."""

    gwei: float = 10000
    keeps_history: bool = False
    variants = (reads_only(), reads_only(keeps_history=True), reads_only(gwei=1))

    def instead(self, call: Call) -> Optional[Answer]:
        return result(hex(int(self.gwei * GWEI))) if call.method == "eth_gasPrice" else None

    def altered(self, call: Call, answer: Answer) -> Answer:
        found = answer.get("result")
        if call.method.startswith("eth_getBlockBy") and isinstance(found, dict):
            return result({name: value for name, value in found.items() if name != "baseFeePerGas"})
        if call.method == "eth_feeHistory" and isinstance(found, dict) and not self.keeps_history:
            return result({**found, "baseFeePerGas": ["0x0" for _ in found.get("baseFeePerGas", [])]})
        return answer


@mood
class FeeHistory(Mood):
    """eth_feeHistory: `how` is zeros, absurd, empty, short (no rewards), refused or null."""

    how: str = "zeros"
    variants = tuple(serves(how=how) for how in ("zeros", "absurd", "empty", "short", "refused", "null"))

    def __post_init__(self) -> None:
        one_of("fee-history: how", self.how, ("zeros", "absurd", "empty", "short", "refused", "null"))

    def altered(self, call: Call, answer: Answer) -> Answer:
        found = answer.get("result")
        if call.method != "eth_feeHistory" or not isinstance(found, dict):
            return answer
        if self.how == "refused":
            return error(-32601, "the method eth_feeHistory does not exist/is not available")
        if self.how == "null":
            return result(None)
        if self.how == "empty":
            return result({"oldestBlock": found["oldestBlock"], "baseFeePerGas": [], "gasUsedRatio": [], "reward": []})
        if self.how == "short":
            return result({name: value for name, value in found.items() if name != "reward"})
        wei = hex(0 if self.how == "zeros" else 10_000 * GWEI)
        rewards = [[wei for _ in row] for row in found.get("reward") or []]
        return result({**found, "baseFeePerGas": [wei for _ in found["baseFeePerGas"]], "reward": rewards})


@mood
class FeeQuotes(Mood):
    """eth_gasPrice and eth_maxPriorityFeePerGas say so many `gwei`."""

    gwei: float = 10000
    variants = (serves(), serves(gwei=0), serves(gwei=1e9))

    def instead(self, call: Call) -> Optional[Answer]:
        is_quote = call.method in ("eth_gasPrice", "eth_maxPriorityFeePerGas")
        return result(hex(int(self.gwei * GWEI))) if is_quote else None


@mood
class BaseFee(Mood):
    """The newest header and the fee history name a base fee of so many `gwei`: lower or higher than it is."""

    gwei: float = 0
    variants = (reads_only(gwei=0), reads_only(gwei=1e6))

    def altered(self, call: Call, answer: Answer) -> Answer:
        found: Any = answer.get("result")
        wei = hex(int(self.gwei * GWEI))
        if call.method == "eth_getBlockByNumber" and isinstance(found, dict):
            return result({**found, "baseFeePerGas": wei})
        if call.method == "eth_feeHistory" and isinstance(found, dict):
            return result({**found, "baseFeePerGas": [wei for _ in found["baseFeePerGas"]]})
        return answer


@mood
class GasEstimate(Mood):
    """eth_estimateGas answers `gas`, or refuses (0) in the words `said`."""

    gas: int = 0
    said: str = "gas required exceeds allowance (0)"
    variants = (serves(gas=30_000_000), reads_only(gas=2**63), reads_only(), reads_only(said="execution reverted"),
                reads_only(gas=21_000))

    def instead(self, call: Call) -> Optional[Answer]:
        if call.method != "eth_estimateGas":
            return None
        return result(hex(self.gas)) if self.gas else error(-32000, self.said)
