"""Development accounts: BIP-39 seed, BIP-32 derivation along m/44'/60'/0'/0."""
from __future__ import annotations

import hashlib
import hmac
import unicodedata

from .secp256k1 import N, public_point

TEST_MNEMONIC = "test test test test test test test test test test test junk"


def derive_keys(mnemonic: str, count: int) -> list[int]:
    """Private keys m/44'/60'/0'/0/i, i < count, of a mnemonic without passphrase."""
    words = unicodedata.normalize("NFKD", " ".join(mnemonic.split()))
    seed = hashlib.pbkdf2_hmac("sha512", words.encode(), b"mnemonic", 2048)
    master = hmac.new(b"Bitcoin seed", seed, hashlib.sha512).digest()
    key, chain_code = int.from_bytes(master[:32], "big"), master[32:]
    for index, hardened in ((44, True), (60, True), (0, True), (0, False)):
        key, chain_code = _child(key, chain_code, index, hardened)
    return [_child(key, chain_code, i, False)[0] for i in range(count)]


def _child(key: int, chain_code: bytes, index: int, hardened: bool) -> tuple[int, bytes]:
    if hardened:
        data = b"\0" + key.to_bytes(32, "big") + (index | 1 << 31).to_bytes(4, "big")
    else:
        x, y = public_point(key)
        data = bytes([2 + (y & 1)]) + x.to_bytes(32, "big") + index.to_bytes(4, "big")
    digest = hmac.new(chain_code, data, hashlib.sha512).digest()
    return (int.from_bytes(digest[:32], "big") + key) % N, digest[32:]
