"""Keccak-256 and the hexadecimal forms of the Ethereum JSON-RPC interface."""
from __future__ import annotations

import re
from typing import Any

from Crypto.Hash import keccak as _keccak

from .errors import invalid_params

GWEI = 10**9
ETHER = 10**18
ZERO_HASH = "0x" + "00" * 32
EMPTY_CODE_HASH = bytes.fromhex("c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470")

_NUMBER = re.compile(r"0x[0-9a-fA-F]{1,64}|[0-9]{1,78}")
_HEX = re.compile(r"(?:[0-9a-fA-F]{2})*")


def keccak(data: bytes) -> bytes:
    """Keccak-256, 32 bytes."""
    return _keccak.new(digest_bits=256, data=data).digest()


def hx(n: int) -> str:
    """A quantity: 0x-prefixed, no leading zeros."""
    return hex(n)


def hb(b: bytes) -> str:
    """Data: 0x-prefixed, two digits a byte."""
    return "0x" + b.hex()


def unhex(value: Any, what: str = "value") -> bytes:
    """Bytes of a 0x-prefixed hex string; an odd number of digits gets a leading zero."""
    if not isinstance(value, str) or not value.startswith("0x"):
        raise invalid_params(f"invalid {what}: expected a 0x-prefixed hex string")
    digits = value[2:] if len(value) % 2 == 0 else "0" + value[2:]
    if not _HEX.fullmatch(digits):
        raise invalid_params(f"invalid {what}: not hex")
    return bytes.fromhex(digits)


def num(value: Any, what: str = "number", limit: int = 2**256 - 1) -> int:
    """An integer 0..limit from a JSON number, a hexadecimal (0x) or a decimal string."""
    n = -1
    if isinstance(value, int) and not isinstance(value, bool):
        n = value
    elif isinstance(value, float) and value.is_integer():
        n = int(value)
    elif isinstance(value, str) and _NUMBER.fullmatch(value):
        n = int(value, 16) if value.startswith("0x") else int(value)
    if not 0 <= n <= limit:
        raise invalid_params(f"invalid {what}: {str(value)[:80]!r}")
    return n


def addr_of(value: Any, what: str = "address") -> str:
    """A 20-byte address in lower case."""
    b = unhex(value, what)
    if len(b) != 20:
        raise invalid_params(f"invalid {what}: {len(b)} bytes")
    return hb(b)


def hash_of(value: Any, what: str = "hash") -> str:
    """A 32-byte hash in lower case."""
    b = unhex(value, what)
    if len(b) != 32:
        raise invalid_params(f"invalid {what}: {len(b)} bytes")
    return hb(b)


def object_of(value: Any, what: str) -> dict[str, Any]:
    """A JSON object."""
    if not isinstance(value, dict):
        raise invalid_params(f"{what} must be an object")
    return value


def list_of(value: Any, what: str) -> list[Any]:
    """A JSON array; null reads as an empty one."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise invalid_params(f"{what} must be an array")
    return value
