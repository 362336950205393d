"""The chain as one request sees it: at its head, or some blocks behind."""
from __future__ import annotations

from typing import Any, Optional

from .block import Block
from .blockchain import Blockchain
from .encoding import hash_of, num
from .engine import Environment
from .errors import RpcError
from .state import State
from .transactions import Transaction


class ChainView:
    """Reads of a chain by a node `lag` blocks behind it, consistently: later blocks, their transactions and their
    state do not exist here, and nothing is pending beyond the mempool."""

    def __init__(self, chain: Blockchain, lag: int = 0):
        self.chain = chain
        self.head: Block = chain.blocks[max(0, len(chain.blocks) - 1 - lag)]
        self._behind = self.head is not chain.head

    def head_state(self) -> State:
        """State at "latest"."""
        return self.head.state if self._behind else self.chain.head_state()

    def next_base_fee(self) -> int:
        """Base fee of the block after "latest", wei."""
        return self.chain.blocks[self.head.number + 1].base_fee if self._behind else self.chain.base_fee_after_head()

    def pending_block(self) -> Block:
        """The block at "pending"."""
        if not self._behind:
            return self.chain.pending_block()
        following = self.chain.blocks[self.head.number + 1]
        env = Environment(following.number, max(self.chain.now(), self.head.timestamp + 1), following.base_fee,
                          following.gas_limit, following.mix)
        return Block(env, self.head.hash, [], [], self.head.state, following.extra)

    def block_at(self, tag: Any) -> Block:
        """Block for a number, a tag, or an EIP-1898 object; RpcError -32000 when there is none."""
        if isinstance(tag, dict):
            if "blockHash" in tag:
                block = self.block_by_hash(tag["blockHash"])
                if block is None:
                    raise RpcError(-32000, "header for hash not found")
                return block
            tag = tag.get("blockNumber", "latest")
        if tag is None or tag == "latest":
            return self.head
        if tag == "pending":
            return self.pending_block()
        if tag == "earliest":
            return self.chain.blocks[0]
        if tag in ("safe", "finalized"):
            return self.chain.blocks[max(0, self.head.number - self.chain.options.finality_depth)]
        n = num(tag, "block number")
        if n > self.head.number:
            raise RpcError(-32000, "header not found")
        return self.chain.blocks[n]

    def find_block(self, tag: Any) -> Optional[Block]:
        """As `block_at`, but None when there is no such block."""
        try:
            return self.block_at(tag)
        except RpcError as e:
            if e.code != -32000:
                raise
            return None

    def block_by_hash(self, value: Any) -> Optional[Block]:
        """Block of this view with a hash."""
        block = self.chain.by_hash.get(hash_of(value, "block hash"))
        return block if block and block.number <= self.head.number else None

    def state_of(self, block: Block) -> State:
        """State after a block of this view."""
        return self.head_state() if block is self.head else block.state

    def state_at(self, tag: Any) -> State:
        """State for a tag as in `block_at`."""
        return self.state_of(self.block_at(tag))

    def next_nonce(self, address: str) -> int:
        """Transaction count at "pending"."""
        return self.chain.pool.next_nonce(address, self.head_state())

    def mined(self, value: Any) -> Optional[tuple[Block, int]]:
        """Block and index of a mined transaction."""
        at = self.chain.tx_at.get(hash_of(value, "transaction hash"))
        return at if at and at[0].number <= self.head.number else None

    def waiting(self, value: Any) -> Optional[Transaction]:
        """A transaction of the mempool."""
        return self.chain.pool.txs.get(hash_of(value, "transaction hash"))
