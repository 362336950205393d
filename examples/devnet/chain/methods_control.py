"""Methods that steer the chain: mining, clock, snapshots, reorganisations, cheats on the state, the mempool."""
from __future__ import annotations

from dataclasses import replace
from typing import Any, Optional

from .encoding import addr_of, hash_of, hx, num, object_of, unhex
from .errors import invalid_params
from .rpc import Context, method

MAX_BLOCKS = 100_000  # blocks mined by one request


@method()
def evm_mine(ctx: Context, arg: Any = None) -> str:
    """Mines a block [timestamp], or {"blocks": n, "timestamp": t}."""
    blocks, timestamp = 1, arg
    if isinstance(arg, dict):
        blocks, timestamp = num(arg.get("blocks", 1), "blocks", MAX_BLOCKS), arg.get("timestamp")
    for i in range(blocks):
        ctx.chain.mine(num(timestamp, "timestamp") if timestamp is not None and i == 0 else None)
    return "0x0"


@method("hardhat_mine")
def anvil_mine(ctx: Context, blocks: Any = 1, interval: Any = None) -> None:
    """Mines blocks, `interval` seconds apart."""
    step = num(interval, "interval") if interval else 0
    for _ in range(num(blocks, "blocks", MAX_BLOCKS)):
        ctx.chain.mine(ctx.chain.head.timestamp + step if step else None)


@method("anvil_setAutomine")
def evm_setAutomine(ctx: Context, on: Any) -> bool:
    """Whether each transaction is mined at once."""
    ctx.chain.automine = bool(on)
    ctx.chain.mine_if_useful()
    return True


@method("anvil_setIntervalMining")
def evm_setIntervalMining(ctx: Context, seconds: Any) -> bool:
    """A block every so many seconds; 0 ends it."""
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)) or not 0 <= seconds <= 86400:
        raise invalid_params("seconds must be a number between 0 and 86400")
    ctx.endpoint.node.miner.set_interval(float(seconds))
    if seconds:
        ctx.chain.automine = False
    return True


@method()
def evm_increaseTime(ctx: Context, seconds: Any) -> int:
    """Moves the clock forward; how far it is ahead now."""
    ctx.chain.time_offset += num(seconds, "seconds", 2**40)
    return ctx.chain.time_offset


@method("evm_setTime")
def evm_setNextBlockTimestamp(ctx: Context, timestamp: Any) -> bool:
    """Timestamp of the next block; the clock goes on from there."""
    t = num(timestamp, "timestamp", 2**63)
    if t <= ctx.chain.head.timestamp:
        raise invalid_params("timestamp is not after the previous block")
    ctx.chain.next_timestamp = t
    return True


@method("anvil_snapshot")
def evm_snapshot(ctx: Context) -> str:
    """Remembers the chain; the number for evm_revert."""
    return hx(ctx.chain.snapshot())


@method("anvil_revert")
def evm_revert(ctx: Context, number: Any) -> bool:
    """Returns to a snapshot; false when it is unknown or used."""
    return ctx.chain.revert(num(number))


@method("anvil_setBalance", "hardhat_setBalance")
def devnet_setBalance(ctx: Context, address: Any, wei: Any) -> bool:
    """Sets a balance."""
    state, a = ctx.chain.head_state(), addr_of(address)
    ctx.chain.edit(state.with_accounts(replace(state.get(a), balance=num(wei))))
    return True


@method("anvil_setNonce", "hardhat_setNonce")
def devnet_setNonce(ctx: Context, address: Any, nonce: Any) -> bool:
    """Sets a nonce."""
    state, a = ctx.chain.head_state(), addr_of(address)
    ctx.chain.edit(state.with_accounts(replace(state.get(a), nonce=num(nonce, "nonce", 2**64 - 2))))
    return True


@method("anvil_setCode", "hardhat_setCode")
def devnet_setCode(ctx: Context, address: Any, code: Any) -> bool:
    """Sets the runtime code."""
    state, a = ctx.chain.head_state(), addr_of(address)
    old = state.get(a)
    ctx.chain.edit(state.with_accounts(replace(old, nonce=max(old.nonce, 1), code=unhex(code, "code"))))
    return True


@method("anvil_setStorageAt", "hardhat_setStorageAt")
def devnet_setStorageAt(ctx: Context, address: Any, slot: Any, value: Any) -> bool:
    """Sets a storage word."""
    ctx.chain.edit(ctx.chain.head_state().with_slots({(addr_of(address), num(slot, "slot")): num(value)}))
    return True


@method("anvil_setNextBlockBaseFeePerGas", "hardhat_setNextBlockBaseFeePerGas")
def devnet_setNextBlockBaseFee(ctx: Context, wei: Any) -> bool:
    """Base fee of the next block only."""
    ctx.chain.next_base_fee = num(wei, "base fee", 2**128)
    return True


@method()
def devnet_setFixedBaseFee(ctx: Context, wei: Any) -> bool:
    """Base fee of every block from now on; null returns to EIP-1559."""
    ctx.chain.fixed_base_fee = None if wei is None else num(wei, "base fee", 2**128)
    return True


@method("anvil_setMinGasPrice")
def devnet_setMinimumTip(ctx: Context, wei: Any) -> bool:
    """The least priority fee that the mempool accepts."""
    ctx.chain.pool.min_tip = num(wei)
    return True


@method()
def devnet_setRejectUnderpriced(ctx: Context, on: Any) -> bool:
    """Whether the mempool refuses a max fee below the next base fee."""
    ctx.chain.pool.reject_underpriced = bool(on)
    return True


@method()
def devnet_hold(ctx: Context, what: Any = True) -> bool:
    """Keeps transactions out of blocks: all (true), of {"from"}, or one {"hash"}; false releases all."""
    pool = ctx.chain.pool
    if what is True:
        pool.held_all = True
    elif what is False or what is None:
        pool.release()
        ctx.chain.mine_if_useful()
    elif isinstance(what, dict) and "from" in what:
        pool.held_from.add(addr_of(what["from"]))
    elif isinstance(what, dict) and "hash" in what:
        pool.held_hash.add(hash_of(what["hash"]))
    else:
        raise invalid_params("expected true, false, {from} or {hash}")
    return True


@method("anvil_dropTransaction", "hardhat_dropTransaction")
def devnet_dropTransaction(ctx: Context, value: Any) -> Optional[str]:
    """Forgets a waiting transaction; its hash, or null when there was none."""
    return value if ctx.chain.pool.txs.pop(hash_of(value), None) else None


@method("anvil_dropAllTransactions")
def devnet_dropAllTransactions(ctx: Context) -> bool:
    """Empties the mempool."""
    ctx.chain.pool.txs.clear()
    return True


@method()
def devnet_reorg(ctx: Context, depth: Any, options: Any = None) -> dict[str, Any]:
    """Replaces the last blocks by empty ones: depth, {"dropTransactions": bool, "extraBlocks": n}."""
    options = object_of(options or {}, "options")
    gone = ctx.chain.reorganise(num(depth, "depth"), num(options.get("extraBlocks", 1), "extraBlocks", MAX_BLOCKS),
                                keep_transactions=not options.get("dropTransactions"))
    head = ctx.chain.head
    return {"head": head.hash, "number": hx(head.number), "transactions": [t.hash for t in gone]}
