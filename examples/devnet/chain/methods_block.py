"""Methods that read blocks, receipts and logs."""
from __future__ import annotations

from typing import Any, Optional

from .block import Log
from .encoding import addr_of, hash_of, hx, list_of, object_of
from .rpc import Context, method


@method()
def eth_getBlockByNumber(ctx: Context, tag: Any, full: Any = False) -> Optional[dict[str, Any]]:
    """A block; "pending" is what would be mined now, without hash, nonce and miner."""
    block = ctx.view.find_block(tag)
    if block is None:
        return None
    out = block.json(bool(full))
    return {**out, "hash": None, "nonce": None, "miner": None} if tag == "pending" else out


@method()
def eth_getBlockByHash(ctx: Context, value: Any, full: Any = False) -> Optional[dict[str, Any]]:
    """A block."""
    block = ctx.view.block_by_hash(value)
    return block.json(bool(full)) if block else None


@method()
def eth_getBlockTransactionCountByNumber(ctx: Context, tag: Any) -> Optional[str]:
    """Number of transactions of a block."""
    block = ctx.view.find_block(tag)
    return hx(len(block.txs)) if block else None


@method()
def eth_getBlockReceipts(ctx: Context, tag: Any) -> Optional[list[dict[str, Any]]]:
    """Receipts of a block, by number, tag or hash."""
    block = ctx.view.find_block({"blockHash": tag} if isinstance(tag, str) and len(tag) == 66 else tag)
    return [block.receipt_json(i) for i in range(len(block.txs))] if block else None


@method()
def eth_getLogs(ctx: Context, wanted: Any) -> list[Log]:
    """Logs of a block, or of a range of blocks, by address and topics."""
    wanted = object_of(wanted, "filter")
    if wanted.get("blockHash"):
        blocks = [ctx.view.block_at({"blockHash": wanted["blockHash"]})]
    else:
        low = ctx.view.block_at(wanted.get("fromBlock", "latest"))
        high = ctx.view.find_block(wanted.get("toBlock", "latest")) or ctx.view.head
        blocks = ctx.chain.blocks[low.number:min(high.number, ctx.view.head.number) + 1]
    address = wanted.get("address")
    addresses = {addr_of(a) for a in (address if isinstance(address, list) else [address])} if address else None
    topics = [_alternatives(t) for t in list_of(wanted.get("topics"), "topics")]
    return [log for block in blocks for i in range(len(block.txs)) for log in block.logs_json(i)
            if (addresses is None or log["address"] in addresses) and _matches(log["topics"], topics)]


def _alternatives(topic: Any) -> Optional[set[str]]:
    if topic is None:
        return None
    return {hash_of(t, "topic") for t in (topic if isinstance(topic, list) else [topic])}


def _matches(found: list[str], wanted: list[Optional[set[str]]]) -> bool:
    return len(wanted) <= len(found) and all(w is None or f in w for w, f in zip(wanted, found))
