"""Methods about the node and its fees."""
from __future__ import annotations

from typing import Any

from . import VERSION
from .block import Block
from .encoding import hb, hx, keccak, list_of, num, unhex
from .errors import invalid_params
from .rpc import Context, method


@method()
def web3_clientVersion(ctx: Context) -> str:
    """Name and version."""
    return VERSION + "/revm"


@method()
def web3_sha3(ctx: Context, data: Any) -> str:
    """Keccak-256."""
    return hb(keccak(unhex(data)))


@method()
def net_version(ctx: Context) -> str:
    """Chain id, decimal."""
    return str(ctx.chain.chain_id)


@method()
def net_listening(ctx: Context) -> bool:
    """Always true."""
    return True


@method()
def eth_syncing(ctx: Context) -> bool:
    """Always false; the override fault gives another answer."""
    return False


@method()
def eth_chainId(ctx: Context) -> str:
    """Chain id."""
    return hx(ctx.chain.chain_id)


@method()
def eth_accounts(ctx: Context) -> list[str]:
    """The development accounts."""
    return list(ctx.chain.keys)


@method()
def eth_blockNumber(ctx: Context) -> str:
    """Number of the latest block."""
    return hx(ctx.view.head.number)


@method()
def eth_maxPriorityFeePerGas(ctx: Context) -> str:
    """The configured suggestion, wei."""
    return hx(ctx.chain.options.priority_fee)


@method()
def eth_gasPrice(ctx: Context) -> str:
    """Next base fee and the suggested tip, wei."""
    return hx(ctx.view.next_base_fee() + ctx.chain.options.priority_fee)


@method()
def eth_blobBaseFee(ctx: Context) -> str:
    """Always 1 wei."""
    return "0x1"


@method()
def eth_feeHistory(ctx: Context, count: Any, newest: Any = "latest", percentiles: Any = None) -> dict[str, Any]:
    """Base fees, use of gas and tips of up to 1024 blocks."""
    view, wanted = ctx.view, [_percentile(p) for p in list_of(percentiles, "percentiles")]
    last = min(view.block_at(newest).number, view.head.number)
    n = min(num(count), last + 1, 1024)
    if n == 0:
        return {"oldestBlock": "0x0", "gasUsedRatio": [], "baseFeePerGas": []}
    blocks = ctx.chain.blocks[last + 1 - n:last + 1]
    following = view.next_base_fee() if last == view.head.number else ctx.chain.blocks[last + 1].base_fee
    out = {
        "oldestBlock": hx(blocks[0].number),
        "baseFeePerGas": [hx(b.base_fee) for b in blocks] + [hx(following)],
        "gasUsedRatio": [b.gas_used / b.gas_limit for b in blocks],
        "baseFeePerBlobGas": ["0x1"] * (n + 1), "blobGasUsedRatio": [0] * n,
    }
    if wanted:
        out["reward"] = [_rewards(b, wanted) for b in blocks]
    return out


def _percentile(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 100:
        raise invalid_params("invalid reward percentile")
    return float(value)


def _rewards(block: Block, percentiles: list[float]) -> list[str]:
    tips = sorted((r.price - block.base_fee, r.gas_used) for r in block.receipts)
    if not tips:
        return ["0x0"] * len(percentiles)
    out = []
    for p in percentiles:
        tip, seen = 0, 0
        for tip, gas in tips:
            seen += gas
            if seen >= block.gas_used * p / 100:
                break
        out.append(hx(tip))
    return out
