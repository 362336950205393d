"""Recursive length prefix (Ethereum yellow paper, appendix B)."""
from __future__ import annotations

from typing import Sequence, Union

Item = Union[int, bytes, Sequence["Item"]]
Decoded = Union[bytes, list["Decoded"]]

MAX_DEPTH = 16


def integer_bytes(n: int) -> bytes:
    """Big endian without leading zeros; empty for zero."""
    return n.to_bytes((n.bit_length() + 7) // 8, "big")


def rlp(item: Item) -> bytes:
    """Encodes an integer, a byte string or a list of these."""
    if isinstance(item, int):
        item = integer_bytes(item)
    if isinstance(item, (bytes, bytearray)):
        if len(item) == 1 and item[0] < 0x80:
            return bytes(item)
        return _prefix(len(item), 0x80) + bytes(item)
    body = b"".join(rlp(i) for i in item)
    return _prefix(len(body), 0xC0) + body


def _prefix(length: int, base: int) -> bytes:
    if length < 56:
        return bytes([base + length])
    n = integer_bytes(length)
    return bytes([base + 55 + len(n)]) + n


def rlp_decode(data: bytes) -> Decoded:
    """Decodes one canonical item that fills `data`, lists nested up to MAX_DEPTH; ValueError otherwise."""
    item, rest = _item(data, 0)
    if rest:
        raise ValueError("trailing bytes after RLP item")
    return item


def _item(data: bytes, depth: int) -> tuple[Decoded, bytes]:
    if not data:
        raise ValueError("empty RLP")
    if depth > MAX_DEPTH:
        raise ValueError("RLP lists nested too deep")
    head = data[0]
    if head < 0x80:
        return data[:1], data[1:]
    short, base = (0x80, 0xB7) if head < 0xC0 else (0xC0, 0xF7)
    if head <= base:
        length, start = head - short, 1
    else:
        size = head - base
        digits = data[1:1 + size]
        if len(digits) != size or digits[:1] == b"\0":
            raise ValueError("bad RLP length")
        length, start = int.from_bytes(digits, "big"), 1 + size
        if length < 56:
            raise ValueError("non-canonical RLP length")
    body, rest = data[start:start + length], data[start + length:]
    if len(body) != length:
        raise ValueError("RLP item is cut short")
    if head < 0xC0:
        if length == 1 and start == 1 and body[0] < 0x80:
            raise ValueError("non-canonical RLP byte")
        return body, rest
    out: list[Decoded] = []
    while body:
        item, body = _item(body, depth + 1)
        out.append(item)
    return out, rest
