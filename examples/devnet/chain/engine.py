"""Runs messages and transactions on revm."""
from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any, Optional

import pyrevm

from .encoding import EMPTY_CODE_HASH, hb, keccak
from .errors import RpcError
from .state import Account, State
from .transactions import AccessList, Transaction

COINBASE = "0x000000000000000000000000000000000000c0de"

# pyrevm reports the outcome of a failed message, and which slots a transaction wrote, only as revm's debug text.
_REVERT = re.compile(r"Revert \{ gas_used: (\d+), output: 0x([0-9a-fA-F]*) \}")
_HALT = re.compile(r"Halt \{ reason: (.*?), gas_used: (\d+) \}")
_STORED = re.compile(r"StorageChange \{ address: (0x[0-9a-f]{40}), key: (\d+)")


@dataclass(frozen=True)
class Environment:
    """What a message sees of its block; base fee in wei a gas, timestamp in seconds."""

    number: int
    timestamp: int
    base_fee: int
    gas_limit: int
    mix: bytes


@dataclass(frozen=True)
class Message:
    """A call or, without `to`, a contract creation.  `price` is what the sender pays for gas, wei; None: nothing."""

    sender: str
    to: Optional[str]
    data: bytes = b""
    value: int = 0
    gas: int = 30_000_000
    price: Optional[int] = None
    access: AccessList = field(default_factory=list)


@dataclass
class Outcome:
    """What a message did: `reason` is "revert" or revm's name of the halt when not ok."""

    ok: bool
    gas_used: int
    output: bytes = b""
    logs: list[dict[str, Any]] = field(default_factory=list)
    reason: str = ""
    created: Optional[str] = None

    def error(self) -> RpcError:
        """The error that eth_call gives for a failed message: 3 with the revert data, or -32000."""
        if self.reason != "revert":
            names = {"OutOfGas": "out of gas", "InvalidFEOpcode": "invalid opcode: INVALID"}
            known = next((text for name, text in names.items() if self.reason.startswith(name)), None)
            return RpcError(-32000, known or self.reason or "execution failed")
        message, data = "execution reverted", self.output
        if data[:4] == bytes.fromhex("08c379a0") and len(data) >= 68:
            length = int.from_bytes(data[36:68], "big")
            message += ": " + data[68:68 + length].decode("utf-8", "replace")
        elif data[:4] == bytes.fromhex("4e487b71") and len(data) >= 36:
            message += ": panic code 0x%x" % int.from_bytes(data[4:36], "big")
        return RpcError(3, message, hb(data))


class Engine:
    """revm, filled from a State.

    pyrevm keeps accounts and slots warm from one message to the next, so each transaction runs on an instance of its
    own; calls share the instance of the latest state and are rolled back."""

    def __init__(self, chain_id: int):
        self._chain_id = chain_id
        self._cached: tuple[Optional[State], Any] = (None, None)

    def _fresh(self, state: State) -> tuple[Any, dict[tuple[str, int], int]]:
        """An instance filled from a state, and the storage it was filled with."""
        storage: dict[tuple[str, int], int] = {}
        evm = pyrevm.EVM(spec_id="CANCUN", env=pyrevm.Env(cfg=pyrevm.CfgEnv(chain_id=self._chain_id)))
        for a in state.accounts():
            evm.insert_account_info(a.address, pyrevm.AccountInfo(nonce=a.nonce, balance=a.balance,
                                                                  code=a.code or None))
            for slot, value in a.slots():
                # Only the first insertion into an account that is not loaded reaches the database; one into a loaded
                # account would stay in the journal as a warm slot whose original value is 0.
                mark = evm.snapshot()
                evm.insert_account_storage(a.address, slot, value)
                evm.revert(mark)
                storage[(a.address, slot)] = value
        return evm, storage

    @staticmethod
    def _prepare(evm: Any, env: Environment, access: AccessList) -> None:
        keys = [(a, [int(k, 16) for k in slots]) for a, slots in access]
        evm.set_tx_env(pyrevm.TxEnv(access_list=keys))
        evm.set_block_env(pyrevm.BlockEnv(number=env.number, timestamp=env.timestamp, basefee=env.base_fee,
                                          gas_limit=env.gas_limit, coinbase=COINBASE, prevrandao=env.mix))

    def call(self, state: State, env: Environment, message: Message) -> Outcome:
        """Runs a message and forgets its effects."""
        if self._cached[0] is not state:
            self._cached = (state, self._fresh(state)[0])
        evm = self._cached[1]
        self._prepare(evm, env, message.access)
        mark = evm.snapshot()
        try:
            if message.price is None and evm.get_balance(message.sender) < message.value:
                raise RpcError(-32000, "insufficient funds for transfer")
            return _send(evm, message)
        finally:
            evm.revert(mark)

    def execute(self, state: State, env: Environment, tx: Transaction) -> tuple[Outcome, State]:
        """Runs a transaction; its outcome and the state after it."""
        price = tx.price_at(env.base_fee)
        evm, storage = self._fresh(state)
        self._prepare(evm, env, tx.access)
        mark = evm.snapshot()
        out = _send(evm, Message(tx.sender, tx.to, tx.data, tx.value, tx.gas, price, tx.access))
        before = state.get(tx.sender)
        changed: dict[str, Account] = {}
        written: dict[tuple[str, int], int] = {}
        if out.ok:
            slots = {(a, int(k)) for a, k in _STORED.findall(evm.journal_str)}
            evm.commit()
            for name in evm.journal_state:
                info, key = evm.basic(name), name.lower()
                old = state.get(key)
                code = old.code or _code(evm, name, bytes(info.code_hash))
                changed[key] = replace(old, nonce=info.nonce, balance=info.balance, code=code)
            for address, slot in slots:
                value = evm.storage(address, slot)
                if value != storage.get((address, slot), 0):
                    written[(address, slot)] = value
        else:
            evm.revert(mark)
        # The fee and the nonce are ours to settle; revm's create path has already charged the sender and paid COINBASE.
        fee = out.gas_used * price
        charged = fee if out.ok and tx.to is None else 0
        sender = changed.get(tx.sender, before)
        changed[tx.sender] = replace(sender, nonce=before.nonce + 1, balance=sender.balance - fee + charged)
        miner = changed.get(COINBASE) or state.get(COINBASE)
        tip = out.gas_used * (price - env.base_fee)
        changed[COINBASE] = replace(miner, balance=miner.balance + tip - charged)
        return out, state.with_accounts(*changed.values()).with_slots(written)


def _code(evm: Any, address: str, code_hash: bytes) -> bytes:
    """Code of an account; revm pads code it has analysed with zero bytes."""
    code = bytes(evm.get_code(address) or b"")
    if not code or code_hash == EMPTY_CODE_HASH:
        return b""
    for padding in (0, 33, *range(1, 33)):
        body = code[:len(code) - padding]
        if not any(code[len(code) - padding:]) and keccak(body) == code_hash:
            return body
    raise RuntimeError(f"code of {address} does not match its hash")


def _send(evm: Any, m: Message) -> Outcome:
    try:
        created, output = None, b""
        if m.to is None:
            created = evm.deploy(m.sender, m.data, m.value, m.gas, m.price).lower()
            output = _code(evm, created, bytes(evm.basic(created).code_hash))
        else:
            output = bytes(evm.message_call(m.sender, m.to, m.data, m.value, m.gas, m.price))
        logs = [{"address": log.address.lower(), "topics": list(log.topics), "data": hb(bytes(log.data[1]))}
                for log in evm.result.logs]
        return Outcome(True, evm.result.gas_used, output, logs, created=created)
    except (RuntimeError, OverflowError) as e:
        return _failure(str(e), m)


def _failure(text: str, m: Message) -> Outcome:
    found = _REVERT.search(text)
    if found:
        return Outcome(False, int(found.group(1)), bytes.fromhex(found.group(2)), reason="revert")
    found = _HALT.search(text)
    if found:
        return Outcome(False, int(found.group(2)), reason=found.group(1))
    if "LackOfFund" in text:
        raise RpcError(-32000, "insufficient funds for gas * price + value")
    if "CallGasCostMoreThanGasLimit" in text or "Initial gas spend" in text:
        raise RpcError(-32000, "intrinsic gas too low")
    raise RpcError(-32000, text)
