"""Root of a Merkle Patricia trie computed from all its pairs (yellow paper, appendix D)."""
from __future__ import annotations

from typing import Mapping

from .encoding import keccak
from .rlp import Item, rlp

EMPTY_ROOT = keccak(rlp(b""))


def nibbles(key: bytes) -> bytes:
    """The 4-bit digits of a key, one a byte, high digit first."""
    return bytes(n for x in key for n in (x >> 4, x & 15))


def hex_prefix(path: bytes, leaf: bool) -> bytes:
    """Compact encoding of a path, with the flag that tells a leaf from an extension."""
    flag = (2 if leaf else 0) + (len(path) & 1)
    digits = bytes([flag]) + path if len(path) & 1 else bytes([flag, 0]) + path
    return bytes(digits[i] << 4 | digits[i + 1] for i in range(0, len(digits), 2))


def trie_root(mapping: Mapping[bytes, bytes]) -> bytes:
    """Merkle Patricia root of {key: value}."""
    pairs = sorted((nibbles(k), v) for k, v in mapping.items())
    return keccak(rlp(_node(pairs, 0))) if pairs else EMPTY_ROOT


def _node(pairs: list[tuple[bytes, bytes]], depth: int) -> list[Item]:
    if len(pairs) == 1:
        key, value = pairs[0]
        return [hex_prefix(key[depth:], True), value]
    first, last = pairs[0][0], pairs[-1][0]
    end = depth
    while end < len(first) and end < len(last) and first[end] == last[end]:
        end += 1
    if end > depth:
        return [hex_prefix(first[depth:end], False), _reference(pairs, end)]
    children: list[Item] = [b""] * 16
    value, at = b"", 0
    if len(first) == depth:
        value, at = pairs[0][1], 1
    while at < len(pairs):
        digit, stop = pairs[at][0][depth], at
        while stop < len(pairs) and pairs[stop][0][depth] == digit:
            stop += 1
        children[digit] = _reference(pairs[at:stop], depth + 1)
        at = stop
    return children + [value]


def _reference(pairs: list[tuple[bytes, bytes]], depth: int) -> Item:
    node = _node(pairs, depth)
    encoded = rlp(node)
    return node if len(encoded) < 32 else keccak(encoded)
