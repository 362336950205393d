"""The chain of blocks: mining, reorganisations, snapshots, clock and fees."""
from __future__ import annotations

import sys
import threading
import time
from dataclasses import dataclass
from typing import Optional

from .accounts import derive_keys
from .block import Block, Receipt
from .encoding import ETHER, GWEI, ZERO_HASH, keccak
from .engine import Engine, Environment
from .errors import RpcError, invalid_params
from .mempool import Mempool
from .rejections import Reason, Rejection
from .rlp import integer_bytes
from .secp256k1 import key_address
from .state import Account, State
from .transactions import Transaction, decode_transaction


def _mix(number: int, extra: bytes) -> bytes:
    """The block's randomness (EIP-4399), made up."""
    return keccak(b"devnet randomness" + number.to_bytes(8, "big") + extra)


@dataclass(frozen=True)
class ChainOptions:
    """Fees in wei, balance in ether, times in seconds; block_time 0 mines a block for each transaction."""

    mnemonic: str
    chain_id: int = 31337
    accounts: int = 10
    balance: int = 10000
    block_time: float = 0
    no_mining: bool = False
    base_fee: int = GWEI
    fixed_base_fee: Optional[int] = None
    priority_fee: int = GWEI
    gas_limit: int = 30_000_000
    finality_depth: int = 0
    genesis_timestamp: int = 0
    reject_underpriced: bool = False
    min_tip: int = 0


@dataclass(frozen=True)
class _Snapshot:
    blocks: list[Block]
    pool: dict[str, Transaction]
    time_offset: int
    edited: Optional[State]
    next_base_fee: Optional[int]
    next_timestamp: Optional[int]


class Blockchain:
    """The one chain of a node.  Callers hold `lock` around every use."""

    def __init__(self, options: ChainOptions):
        self.options = options
        self.chain_id = options.chain_id
        self.lock = threading.RLock()
        self.engine = Engine(options.chain_id)
        self.keys = {key_address(k): k for k in derive_keys(options.mnemonic, options.accounts)}
        self.pool = Mempool(options.gas_limit, options.reject_underpriced, options.min_tip)
        self._salt = 0
        start = options.genesis_timestamp or int(time.time())
        env = Environment(0, start, options.base_fee, options.gas_limit, _mix(0, b""))
        state = State().with_accounts(*(Account(a, balance=options.balance * ETHER) for a in self.keys))
        genesis = Block(env, ZERO_HASH, [], [], state, b"")
        self.blocks = [genesis]
        self.by_hash = {genesis.hash: genesis}
        self.tx_at: dict[str, tuple[Block, int]] = {}
        self.time_offset = 0
        self.next_timestamp: Optional[int] = None
        self.next_base_fee: Optional[int] = None
        self.fixed_base_fee = options.fixed_base_fee
        self.automine = not options.no_mining and not options.block_time
        self._snapshots: dict[int, _Snapshot] = {}
        self._next_snapshot = 1
        self._edited: Optional[State] = None
        self._pending: tuple[tuple, Optional[Block]] = ((), None)

    @property
    def head(self) -> Block:
        """The latest block."""
        return self.blocks[-1]

    def head_state(self) -> State:
        """State of the latest block with the edits since."""
        return self._edited or self.head.state

    def edit(self, state: State) -> None:
        """Replaces the latest state: in force at once, and part of the next block's state."""
        self._edited = state

    # -- fees and clock

    def base_fee_after_head(self) -> int:
        """Base fee of the next block, wei."""
        if self.next_base_fee is not None:
            return self.next_base_fee
        if self.fixed_base_fee is not None:
            return self.fixed_base_fee
        return self.head.next_base_fee()

    def now(self) -> int:
        """The chain's clock, seconds."""
        return int(time.time()) + self.time_offset

    def next_environment(self, timestamp: Optional[int] = None) -> Environment:
        """Environment of the next block."""
        number = self.head.number + 1
        if timestamp is None:
            timestamp = self.next_timestamp
        if timestamp is None:
            timestamp = max(self.now(), self.head.timestamp + 1)
        return Environment(number, timestamp, self.base_fee_after_head(), self.options.gas_limit,
                           _mix(number, self._extra()))

    def _extra(self) -> bytes:
        # The salt makes blocks that replace others differ from them.
        return b"devnet" + (integer_bytes(self._salt) if self._salt else b"")

    # -- mining

    def _build(self, env: Environment, include: bool) -> tuple[Block, list[str]]:
        """The next block and the hashes of transactions that proved impossible."""
        state, left = self.head_state(), env.gas_limit
        txs: list[Transaction] = []
        receipts: list[Receipt] = []
        failed: list[str] = []
        while include:
            tx = self.pool.best(state, env.base_fee, left, {t.hash for t in txs} | set(failed))
            if tx is None:
                break
            try:
                out, state = self.engine.execute(state, env, tx)
            except RpcError as e:
                sys.stderr.write(f"dropped {tx.hash}: {e.message}\n")
                failed.append(tx.hash)
                continue
            left -= out.gas_used
            receipts.append(Receipt(int(out.ok), out.gas_used, env.gas_limit - left, out.logs,
                                    sum(len(r.logs) for r in receipts), out.created, tx.price_at(env.base_fee)))
            txs.append(tx)
        return Block(env, self.head.hash, txs, receipts, state, self._extra()), failed

    def pending_block(self) -> Block:
        """What would be mined now."""
        env = self.next_environment()
        key = (env, self.head, self._edited, self.pool.marks())
        if self._pending[0] != key:
            self._pending = (key, self._build(env, True)[0])
        return self._pending[1]

    def mine(self, timestamp: Optional[int] = None, include: bool = True) -> Block:
        """Appends a block, by default with every transaction that can be mined."""
        env = self.next_environment(timestamp)
        if env.timestamp <= self.head.timestamp:
            raise invalid_params("timestamp is not after the previous block")
        if env.timestamp >= 2**64:
            raise invalid_params("timestamp exceeds 64 bits")
        block, failed = self._build(env, include)
        if timestamp is not None or self.next_timestamp is not None:
            self.time_offset = env.timestamp - int(time.time())
        self.next_timestamp = self.next_base_fee = self._edited = None
        self.blocks.append(block)
        self.by_hash[block.hash] = block
        for i, tx in enumerate(block.txs):
            self.tx_at[tx.hash] = (block, i)
        for h in failed:
            del self.pool.txs[h]
        self.pool.forget_mined(block.state)
        return block

    def mine_if_useful(self) -> None:
        """Mines when blocks follow transactions and one is ready."""
        if self.automine and self.pool.best(self.head_state(), self.base_fee_after_head(), self.options.gas_limit):
            self.mine()

    def submit(self, raw: bytes) -> str:
        """Takes a signed transaction into the mempool; its hash."""
        tx = decode_transaction(raw, self.chain_id)
        if tx.hash in self.tx_at:
            raise Rejection(Reason.ALREADY_KNOWN)
        self.pool.add(tx, self.head_state(), self.base_fee_after_head())
        self.mine_if_useful()
        return tx.hash

    # -- going back

    def reorganise(self, depth: int, extra_blocks: int = 1, keep_transactions: bool = True) -> list[Transaction]:
        """Replaces the last `depth` blocks by empty ones and adds `extra_blocks`; the transactions of the old ones."""
        if not 0 < depth <= self.head.number:
            raise invalid_params("reorg depth must be between 1 and the chain height")
        gone: list[Transaction] = []
        for block in self.blocks[-depth:]:
            self.by_hash.pop(block.hash, None)
            gone += block.txs
        del self.blocks[-depth:]
        for tx in gone:
            self.tx_at.pop(tx.hash, None)
        self._edited = None
        self._salt += 1
        timestamp = self.head.timestamp
        for i in range(depth + extra_blocks):
            timestamp = max(timestamp + 1, self.now()) if i >= depth else timestamp + 1
            self.mine(timestamp, include=False)
        if keep_transactions:
            self.pool.put_back(gone, self.head_state())
        return gone

    def snapshot(self) -> int:
        """Remembers blocks, mempool and clock; the number to return to them once."""
        number = self._next_snapshot
        self._next_snapshot += 1
        self._snapshots[number] = _Snapshot(list(self.blocks), dict(self.pool.txs), self.time_offset, self._edited,
                                            self.next_base_fee, self.next_timestamp)
        return number

    def revert(self, number: int) -> bool:
        """Returns to a snapshot and forgets it and the later ones; False when unknown."""
        kept = self._snapshots.get(number)
        if kept is None:
            return False
        self._snapshots = {n: s for n, s in self._snapshots.items() if n < number}
        self.blocks, self.pool.txs, self.time_offset = list(kept.blocks), dict(kept.pool), kept.time_offset
        self._edited, self.next_base_fee, self.next_timestamp = kept.edited, kept.next_base_fee, kept.next_timestamp
        self.by_hash = {b.hash: b for b in self.blocks}
        self.tx_at = {t.hash: (b, i) for b in self.blocks for i, t in enumerate(b.txs)}
        self._salt += 1
        return True
