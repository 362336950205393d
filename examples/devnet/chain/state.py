"""The world state: immutable, shared between blocks, committed to as on mainnet."""
from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Iterator, Mapping

from .encoding import EMPTY_CODE_HASH, keccak, unhex
from .hashed_map import HashedMap
from .rlp import rlp

Slots = HashedMap  # 32-byte slot number -> (slot, value)


@lru_cache(maxsize=256)
def code_hash(code: bytes) -> bytes:
    """Keccak-256 of a contract's code."""
    return keccak(code) if code else EMPTY_CODE_HASH


@dataclass(frozen=True)
class Account:
    """Balance in wei, runtime code, storage."""

    address: str
    nonce: int = 0
    balance: int = 0
    code: bytes = b""
    storage: Slots = Slots()

    def is_empty(self) -> bool:
        """Not part of the state (EIP-161)."""
        return not (self.nonce or self.balance or self.code or self.storage)

    def slot(self, slot: int) -> int:
        """Value of a storage slot; 0 when never set."""
        found = self.storage.get(slot.to_bytes(32, "big"))
        return found[1] if found else 0

    def slots(self) -> Iterator[tuple[int, int]]:
        """(slot, value) of every slot that is not zero."""
        return self.storage.items()

    def with_slot(self, slot: int, value: int) -> "Account":
        """The account with one slot changed."""
        key = slot.to_bytes(32, "big")
        storage = self.storage.setting(key, (slot, value), rlp(value)) if value else self.storage.removing(key)
        return replace(self, storage=storage)

    def encoded(self) -> bytes:
        """RLP of (nonce, balance, storage root, code hash)."""
        return rlp([self.nonce, self.balance, self.storage.root(), code_hash(self.code)])


class State:
    """{address: Account}; every change gives a new State that shares what did not change."""

    __slots__ = ("_accounts",)

    def __init__(self, accounts: HashedMap = HashedMap()):
        self._accounts = accounts

    def get(self, address: str) -> Account:
        """The account, empty when unknown."""
        return self._accounts.get(unhex(address)) or Account(address)

    def slot(self, address: str, slot: int) -> int:
        """Value of a storage slot; 0 when never set."""
        return self.get(address).slot(slot)

    def accounts(self) -> Iterator[Account]:
        """Every account that is not empty."""
        return self._accounts.items()

    def with_accounts(self, *accounts: Account) -> "State":
        """The state with these accounts replaced; empty ones are removed."""
        out = self._accounts
        for a in accounts:
            key = unhex(a.address)
            out = out.removing(key) if a.is_empty() else out.setting(key, a, a.encoded())
        return State(out)

    def with_slots(self, slots: Mapping[tuple[str, int], int]) -> "State":
        """The state with {(address, slot): value} written."""
        changed: dict[str, Account] = {}
        for (address, slot), value in slots.items():
            changed[address] = (changed.get(address) or self.get(address)).with_slot(slot, value)
        return self.with_accounts(*changed.values())

    def root(self) -> bytes:
        """State root."""
        return self._accounts.root()
