"""Transactions that wait for a block: admission, replacement, and those held back on command."""
from __future__ import annotations

from typing import Optional

from .errors import RpcError
from .rejections import Reason, Rejection
from .state import State
from .transactions import Transaction

MAX_INITCODE = 49152  # bytes, EIP-3860


class Mempool:
    """{hash: Transaction} with the admission rules of a node.

    `reject_underpriced` refuses a max fee below the next base fee, which is otherwise kept until it can be mined;
    `min_tip` (wei) is the least priority fee accepted; a replacement must raise both fees by 10 per cent."""

    def __init__(self, gas_limit: int, reject_underpriced: bool = False, min_tip: int = 0):
        self.txs: dict[str, Transaction] = {}
        self.gas_limit, self.reject_underpriced, self.min_tip = gas_limit, reject_underpriced, min_tip
        self.held_all = False
        self.held_from: set[str] = set()
        self.held_hash: set[str] = set()
        self._arrivals = 0

    def add(self, tx: Transaction, state: State, base_fee: int) -> None:
        """Checks and keeps a transaction; Rejection otherwise."""
        self._check(tx, state, base_fee)
        for old in list(self.txs.values()):
            if old.sender == tx.sender and old.nonce == tx.nonce:
                if tx.max_fee * 100 < old.max_fee * 110 or tx.max_tip * 100 < old.max_tip * 110:
                    raise Rejection(Reason.REPLACEMENT_UNDERPRICED)
                del self.txs[old.hash]
        self._arrivals += 1
        tx.seen = self._arrivals
        self.txs[tx.hash] = tx

    def _check(self, tx: Transaction, state: State, base_fee: int) -> None:
        if tx.hash in self.txs:
            raise Rejection(Reason.ALREADY_KNOWN)
        if tx.gas > self.gas_limit:
            raise Rejection(Reason.BLOCK_GAS_LIMIT, gas=tx.gas, limit=self.gas_limit)
        if tx.gas < tx.intrinsic_gas():
            raise Rejection(Reason.INTRINSIC_GAS, gas=tx.gas, minimum=tx.intrinsic_gas())
        if tx.to is None and len(tx.data) > MAX_INITCODE:
            raise RpcError(-32000, "max initcode size exceeded")
        if tx.max_tip < self.min_tip:
            raise Rejection(Reason.UNDERPRICED, tip=tx.max_tip, minimum=self.min_tip)
        account = state.get(tx.sender)
        if tx.nonce < account.nonce:
            raise Rejection(Reason.NONCE_TOO_LOW, next=account.nonce, nonce=tx.nonce)
        if account.balance < tx.cost():
            raise Rejection(Reason.INSUFFICIENT_FUNDS, balance=account.balance, cost=tx.cost(),
                            overshot=tx.cost() - account.balance)
        if self.reject_underpriced and tx.max_fee < base_fee:
            raise Rejection(Reason.FEE_BELOW_BASE_FEE, sender=tx.sender, fee=tx.max_fee, base_fee=base_fee)

    def put_back(self, txs: list[Transaction], state: State) -> None:
        """Returns transactions of removed blocks, as far as their nonces are still free."""
        self.txs.update({t.hash: t for t in txs if t.nonce >= state.get(t.sender).nonce})

    def forget_mined(self, state: State) -> None:
        """Drops transactions whose nonces are used."""
        self.txs = {h: t for h, t in self.txs.items() if t.nonce >= state.get(t.sender).nonce}

    def is_held(self, tx: Transaction) -> bool:
        """Whether devnet_hold keeps it out of blocks."""
        return self.held_all or tx.sender in self.held_from or tx.hash in self.held_hash

    def release(self) -> None:
        """Ends every hold."""
        self.held_all = False
        self.held_from.clear()
        self.held_hash.clear()

    def best(self, state: State, base_fee: int, gas: int, without: frozenset[str] | set[str] = frozenset()
             ) -> Optional[Transaction]:
        """The next transaction of a block with `gas` left: the highest tip, then the earliest."""
        ready = [t for t in self.txs.values()
                 if t.hash not in without and t.nonce == state.get(t.sender).nonce and t.max_fee >= base_fee
                 and t.gas <= gas and not self.is_held(t)]
        return max(ready, key=lambda t: (t.price_at(base_fee) - base_fee, -t.seen), default=None)

    def next_nonce(self, address: str, state: State) -> int:
        """The first nonce neither mined nor waiting."""
        nonce = state.get(address).nonce
        waiting = {t.nonce for t in self.txs.values() if t.sender == address}
        while nonce in waiting:
            nonce += 1
        return nonce

    def marks(self) -> tuple:
        """Changes whenever what could be mined next changes."""
        return tuple(self.txs), self.held_all, frozenset(self.held_from), frozenset(self.held_hash)
