"""Methods that send transactions and look them up."""
from __future__ import annotations

from typing import Any, Optional

from .encoding import addr_of, num, object_of, unhex
from .errors import RpcError
from .methods_state import eth_estimateGas
from .rpc import Context, method
from .transactions import sign_transaction


@method()
def eth_sendRawTransaction(ctx: Context, raw: Any) -> str:
    """Takes a signed transaction; its hash."""
    return ctx.chain.submit(unhex(raw, "transaction"))


@method()
def eth_sendTransaction(ctx: Context, call: Any) -> str:
    """Signs with a development account and takes the transaction; missing fields get the node's choice."""
    call = object_of(call, "transaction")
    sender = addr_of(call.get("from") or next(iter(ctx.chain.keys)), "from")
    if sender not in ctx.chain.keys:
        raise RpcError(-32000, "unknown account")

    def given(name: str, otherwise: int) -> int:
        return num(call[name], name) if call.get(name) is not None else otherwise

    data = unhex(call.get("input", call.get("data")) or "0x", "data")
    tip = given("maxPriorityFeePerGas", ctx.chain.options.priority_fee)
    return ctx.chain.submit(sign_transaction(
        ctx.chain.keys[sender], ctx.chain.chain_id,
        nonce=given("nonce", ctx.chain.pool.next_nonce(sender, ctx.chain.head_state())),
        to=addr_of(call["to"], "to") if call.get("to") else None,
        value=given("value", 0), data=data,
        gas=num(call["gas"], "gas") if call.get("gas") else num(eth_estimateGas(ctx, call)),
        max_fee=given("maxFeePerGas", 2 * ctx.chain.base_fee_after_head() + tip), max_tip=tip,
        gas_price=num(call["gasPrice"], "gasPrice") if call.get("gasPrice") else None))


@method()
def eth_getTransactionByHash(ctx: Context, value: Any) -> Optional[dict[str, Any]]:
    """A mined or waiting transaction."""
    at = ctx.view.mined(value)
    if at:
        return at[0].txs[at[1]].json(*at)
    tx = ctx.view.waiting(value)
    return tx.json() if tx else None


@method()
def eth_getTransactionReceipt(ctx: Context, value: Any) -> Optional[dict[str, Any]]:
    """Receipt of a mined transaction."""
    at = ctx.view.mined(value)
    return at[0].receipt_json(at[1]) if at else None


@method()
def eth_getTransactionByBlockNumberAndIndex(ctx: Context, tag: Any, index: Any) -> Optional[dict[str, Any]]:
    """A transaction by its place."""
    block, i = ctx.view.find_block(tag), num(index, "index")
    return block.txs[i].json(block, i) if block and i < len(block.txs) else None


@method()
def eth_getTransactionByBlockHashAndIndex(ctx: Context, value: Any, index: Any) -> Optional[dict[str, Any]]:
    """A transaction by its place."""
    block, i = ctx.view.block_by_hash(value), num(index, "index")
    return block.txs[i].json(block, i) if block and i < len(block.txs) else None


@method()
def txpool_status(ctx: Context) -> dict[str, str]:
    """How many transactions wait: next in turn, and behind a gap."""
    content = txpool_content(ctx)
    return {side: hex(sum(map(len, content[side].values()))) for side in ("pending", "queued")}


@method()
def txpool_content(ctx: Context) -> dict[str, Any]:
    """The waiting transactions by sender and nonce."""
    out: dict[str, Any] = {"pending": {}, "queued": {}}
    for tx in ctx.chain.pool.txs.values():
        side = "pending" if tx.nonce < ctx.view.next_nonce(tx.sender) else "queued"
        out[side].setdefault(tx.sender, {})[str(tx.nonce)] = tx.json()
    return out
