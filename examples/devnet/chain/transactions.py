"""Signed transactions of type 0 (legacy, EIP-155), 1 (EIP-2930) and 2 (EIP-1559)."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Optional

from .encoding import hb, hx, keccak, unhex
from .errors import RpcError
from .rlp import rlp, rlp_decode
from .secp256k1 import recover, sign

AccessList = list[tuple[str, list[str]]]  # (address, storage keys)


@dataclass
class Transaction:
    """A decoded transaction; fees in wei a gas, value in wei.  `seen` is its place in the order of arrival."""

    raw: bytes
    hash: str
    type: int
    chain_id: Optional[int]
    nonce: int
    max_fee: int
    max_tip: int
    gas: int
    to: Optional[str]
    value: int
    data: bytes
    access: AccessList
    v: int
    r: int
    s: int
    sender: str
    seen: int = 0

    def price_at(self, base_fee: int) -> int:
        """Effective gas price in a block with this base fee."""
        return min(self.max_fee, base_fee + self.max_tip)

    def cost(self) -> int:
        """The most the sender can be charged, wei."""
        return self.gas * self.max_fee + self.value

    def intrinsic_gas(self) -> int:
        """Gas before the first instruction (Cancun: EIP-2028, EIP-2930, EIP-3860)."""
        gas = 21000 + sum(16 if b else 4 for b in self.data)
        gas += sum(2400 + 1900 * len(keys) for _, keys in self.access)
        if self.to is None:
            gas += 32000 + 2 * ((len(self.data) + 31) // 32)
        return gas

    def json(self, block: Any = None, index: int = 0) -> dict[str, Any]:
        """The transaction object of JSON-RPC; `block` is the one it was mined in."""
        out = {
            "hash": self.hash, "type": hx(self.type), "nonce": hx(self.nonce),
            "from": self.sender, "to": self.to, "value": hx(self.value), "gas": hx(self.gas),
            "input": hb(self.data), "v": hx(self.v), "r": hx(self.r), "s": hx(self.s),
            "blockHash": block.hash if block else None,
            "blockNumber": hx(block.number) if block else None,
            "transactionIndex": hx(index) if block else None,
        }
        if self.chain_id is not None:
            out["chainId"] = hx(self.chain_id)
        if self.type:
            out["accessList"] = [{"address": a, "storageKeys": k} for a, k in self.access]
            out["yParity"] = hx(self.v)
        if self.type == 2:
            out["maxFeePerGas"] = hx(self.max_fee)
            out["maxPriorityFeePerGas"] = hx(self.max_tip)
            out["gasPrice"] = hx(self.price_at(block.base_fee) if block else self.max_fee)
        else:
            out["gasPrice"] = hx(self.max_fee)
        return out


def decode_transaction(raw: bytes, chain_id: int) -> Transaction:
    """Decodes and checks form, chain id and signature; RpcError -32000 otherwise."""
    try:
        tx, parity, digest = _decode_legacy(raw) if raw and raw[0] >= 0xC0 else _decode_typed(raw)
    except (ValueError, TypeError) as e:
        raise RpcError(-32000, f"rlp: invalid transaction: {e}") from None
    if tx.chain_id is not None and tx.chain_id != chain_id:
        raise RpcError(-32000, f"invalid sender: invalid chain id for signer: have {tx.chain_id} want {chain_id}")
    sender = recover(digest, parity, tx.r, tx.s)
    if sender is None:
        raise RpcError(-32000, "invalid sender: invalid signature")
    tx.sender = sender
    if tx.max_tip > tx.max_fee:
        raise RpcError(-32000, "max priority fee per gas higher than max fee per gas")
    return tx


def _decode_legacy(raw: bytes) -> tuple[Transaction, int, bytes]:
    fields = rlp_decode(raw)
    if len(fields) != 9:
        raise ValueError("a legacy transaction has 9 fields")
    v = _integer(fields[6])
    if v in (27, 28):
        chain_id, parity, payload = None, v - 27, fields[:6]
    elif v >= 35:
        chain_id, parity = (v - 35) // 2, (v - 35) % 2
        payload = fields[:6] + [chain_id, 0, 0]
    else:
        raise ValueError("bad v")
    nonce, price, gas, to, value, data = fields[:6]
    tx = _transaction(raw, 0, chain_id, nonce, price, price, gas, to, value, data, [], fields[6:])
    return tx, parity, keccak(rlp(payload))


def _decode_typed(raw: bytes) -> tuple[Transaction, int, bytes]:
    if not raw or raw[0] not in (1, 2):
        raise RpcError(-32000, "transaction type not supported")
    fields = rlp_decode(raw[1:])
    want = 11 if raw[0] == 1 else 12
    if len(fields) != want:
        raise ValueError(f"a type {raw[0]} transaction has {want} fields")
    if raw[0] == 1:
        chain_id, nonce, price, gas, to, value, data, access = fields[:-3]
        tip = price
    else:
        chain_id, nonce, tip, price, gas, to, value, data, access = fields[:-3]
    tx = _transaction(raw, raw[0], _integer(chain_id), nonce, tip, price, gas, to, value, data, access, fields[-3:])
    return tx, tx.v, keccak(raw[:1] + rlp(fields[:-3]))


def _transaction(raw, kind, chain_id, nonce, tip, price, gas, to, value, data, access, signature) -> Transaction:
    if not isinstance(to, bytes) or len(to) not in (0, 20):
        raise ValueError("bad recipient")
    if not isinstance(data, bytes):
        raise ValueError("list where data belongs")
    v, r, s = (_integer(x) for x in signature)
    return Transaction(
        raw=raw, hash=hb(keccak(raw)), type=kind, chain_id=chain_id, nonce=_integer(nonce, 8),
        max_fee=_integer(price), max_tip=_integer(tip), gas=_integer(gas, 8), to=hb(to) if to else None,
        value=_integer(value), data=data, access=_access_list(access), v=v, r=r, s=s, sender="")


def _access_list(items: Any) -> AccessList:
    out = []
    for address, keys in items:
        if len(address) != 20 or not isinstance(keys, list) or any(len(k) != 32 for k in keys):
            raise ValueError("bad access list")
        out.append((hb(address), [hb(k) for k in keys]))
    return out


def _integer(b: Any, size: int = 32) -> int:
    if not isinstance(b, bytes):
        raise ValueError("list where a number belongs")
    if b[:1] == b"\0" or len(b) > size:
        raise ValueError("non-canonical number")
    return int.from_bytes(b, "big")


def sign_transaction(key: int, chain_id: int, nonce: int, to: Optional[str], value: int = 0, data: bytes = b"",
                     gas: int = 21000, max_fee: int = 0, max_tip: int = 0, gas_price: Optional[int] = None) -> bytes:
    """Raw signed transaction: EIP-1559, or legacy (EIP-155) when `gas_price` is given."""
    dest = unhex(to) if to else b""
    if gas_price is not None:
        fields = [nonce, gas_price, gas, dest, value, data]
        parity, r, s = sign(key, keccak(rlp(fields + [chain_id, 0, 0])))
        return rlp(fields + [chain_id * 2 + 35 + parity, r, s])
    fields = [chain_id, nonce, max_tip, max_fee, gas, dest, value, data, []]
    parity, r, s = sign(key, keccak(b"\2" + rlp(fields)))
    return b"\2" + rlp(fields + [parity, r, s])
