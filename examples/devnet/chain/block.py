"""Blocks and receipts with the header, roots and hash of mainnet (Cancun layout)."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Iterable, Optional, Sequence

from .encoding import ZERO_HASH, hb, hx, keccak, unhex
from .engine import COINBASE, Environment
from .rlp import rlp
from .state import State
from .transactions import Transaction
from .trie import EMPTY_ROOT, trie_root

EMPTY_OMMERS = bytes.fromhex("1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347")

Log = dict[str, Any]


def bloom_of(logs: Iterable[Log]) -> bytes:
    """The 2048-bit filter of addresses and topics (yellow paper, section 4.3.1)."""
    bits = 0
    for log in logs:
        for item in [unhex(log["address"])] + [unhex(t) for t in log["topics"]]:
            digest = keccak(item)
            for i in (0, 2, 4):
                bits |= 1 << ((digest[i] << 8 | digest[i + 1]) & 2047)
    return bits.to_bytes(256, "big")


@dataclass(frozen=True)
class Receipt:
    """Result of a mined transaction; `price` is the effective gas price, wei; `log_index` that of its first log."""

    status: int
    gas_used: int
    cumulative: int
    logs: list[Log]
    log_index: int
    created: Optional[str]
    price: int

    def encoded(self, tx: Transaction) -> bytes:
        """The receipt as the receipts trie holds it (EIP-2718)."""
        logs = [[unhex(g["address"]), [unhex(t) for t in g["topics"]], unhex(g["data"])] for g in self.logs]
        body = rlp([self.status, self.cumulative, bloom_of(self.logs), logs])
        return (bytes([tx.type]) if tx.type else b"") + body


class Block:
    """A block and the state after it."""

    def __init__(self, env: Environment, parent: str, txs: Sequence[Transaction], receipts: Sequence[Receipt],
                 state: State, extra: bytes):
        self.number, self.parent, self.timestamp = env.number, parent, env.timestamp
        self.base_fee, self.gas_limit, self.mix = env.base_fee, env.gas_limit, env.mix
        self.txs, self.receipts, self.state, self.extra = list(txs), list(receipts), state, extra
        self.gas_used = sum(r.gas_used for r in receipts)
        self.bloom = bloom_of(log for r in receipts for log in r.logs)
        self.tx_root = trie_root({rlp(i): t.raw for i, t in enumerate(txs)})
        self.receipt_root = trie_root({rlp(i): r.encoded(t) for i, (t, r) in enumerate(zip(txs, receipts))})
        header = rlp([
            unhex(parent), EMPTY_OMMERS, unhex(COINBASE), state.root(), self.tx_root, self.receipt_root, self.bloom,
            0, self.number, self.gas_limit, self.gas_used, self.timestamp, extra, self.mix, b"\0" * 8, self.base_fee,
            EMPTY_ROOT, 0, 0, b"\0" * 32])
        self.hash = hb(keccak(header))
        self.size = len(header) + sum(len(t.raw) for t in txs)

    def environment(self) -> Environment:
        """What a message sees that runs in this block."""
        return Environment(self.number, self.timestamp, self.base_fee, self.gas_limit, self.mix)

    def next_base_fee(self) -> int:
        """Base fee of the block after this one, wei (EIP-1559)."""
        target = self.gas_limit // 2
        if self.gas_used == target:
            return self.base_fee
        if self.gas_used > target:
            return self.base_fee + max(self.base_fee * (self.gas_used - target) // target // 8, 1)
        return self.base_fee - self.base_fee * (target - self.gas_used) // target // 8

    def json(self, full: bool) -> dict[str, Any]:
        """The block object of JSON-RPC, with whole transactions or their hashes."""
        return {
            "number": hx(self.number), "hash": self.hash, "parentHash": self.parent,
            "nonce": "0x0000000000000000", "sha3Uncles": hb(EMPTY_OMMERS),
            "logsBloom": hb(self.bloom), "transactionsRoot": hb(self.tx_root),
            "stateRoot": hb(self.state.root()), "receiptsRoot": hb(self.receipt_root),
            "miner": COINBASE, "difficulty": "0x0", "totalDifficulty": "0x0",
            "extraData": hb(self.extra), "size": hx(self.size), "gasLimit": hx(self.gas_limit),
            "gasUsed": hx(self.gas_used), "timestamp": hx(self.timestamp), "mixHash": hb(self.mix),
            "baseFeePerGas": hx(self.base_fee), "withdrawalsRoot": hb(EMPTY_ROOT),
            "withdrawals": [], "blobGasUsed": "0x0", "excessBlobGas": "0x0",
            "parentBeaconBlockRoot": ZERO_HASH, "uncles": [],
            "transactions": [t.json(self, i) if full else t.hash for i, t in enumerate(self.txs)],
        }

    def receipt_json(self, index: int) -> dict[str, Any]:
        """The receipt object of JSON-RPC."""
        t, r = self.txs[index], self.receipts[index]
        return {
            "transactionHash": t.hash, "transactionIndex": hx(index), "blockHash": self.hash,
            "blockNumber": hx(self.number), "from": t.sender, "to": t.to,
            "cumulativeGasUsed": hx(r.cumulative), "gasUsed": hx(r.gas_used),
            "contractAddress": r.created, "logs": self.logs_json(index),
            "logsBloom": hb(bloom_of(r.logs)), "type": hx(t.type), "status": hx(r.status),
            "effectiveGasPrice": hx(r.price),
        }

    def logs_json(self, index: int) -> list[Log]:
        """The log objects of one transaction."""
        r = self.receipts[index]
        return [{**log, "logIndex": hx(r.log_index + n), "transactionIndex": hx(index),
                 "transactionHash": self.txs[index].hash, "blockHash": self.hash, "blockNumber": hx(self.number),
                 "blockTimestamp": hx(self.timestamp), "removed": False}
                for n, log in enumerate(r.logs)]
