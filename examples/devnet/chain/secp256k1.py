"""ECDSA on secp256k1 (SEC 2): deterministic signatures and recovery of the signer.

Plain Python, not constant time: for development keys only.
"""
from __future__ import annotations

import hashlib
import hmac
from typing import Optional

from .encoding import hb, keccak

P = 2**256 - 2**32 - 977
N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
_G = (0x79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798,
      0x483ADA7726A3C4655DA4FBFC0E1108A8FD17B448A68554199C47D08FFB10D4B8, 1)

Point = tuple[int, int, int]  # Jacobian coordinates; z = 0 is the point at infinity


def _double(p: Point) -> Point:
    x, y, z = p
    if not y:
        return 0, 1, 0
    s = 4 * x * y * y % P
    m = 3 * x * x % P
    nx = (m * m - 2 * s) % P
    return nx, (m * (s - nx) - 8 * pow(y, 4, P)) % P, 2 * y * z % P


def _add(p: Point, q: Point) -> Point:
    if not p[2]:
        return q
    if not q[2]:
        return p
    z1, z2 = p[2] * p[2] % P, q[2] * q[2] % P
    u1, u2 = p[0] * z2 % P, q[0] * z1 % P
    s1, s2 = p[1] * z2 * q[2] % P, q[1] * z1 * p[2] % P
    if u1 == u2:
        return _double(p) if s1 == s2 else (0, 1, 0)
    h, r = (u2 - u1) % P, (s2 - s1) % P
    h2 = h * h % P
    h3, v = h * h2 % P, u1 * h2 % P
    x = (r * r - h3 - 2 * v) % P
    return x, (r * (v - x) - s1 * h3) % P, h * p[2] * q[2] % P


def _multiply(p: Point, k: int) -> Point:
    r = (0, 1, 0)
    while k:
        if k & 1:
            r = _add(r, p)
        p = _double(p)
        k >>= 1
    return r


def _affine(p: Point) -> tuple[int, int]:
    zi = pow(p[2], -1, P)
    return p[0] * zi * zi % P, p[1] * zi * zi * zi % P


def public_point(key: int) -> tuple[int, int]:
    """Affine coordinates of key * G, 0 < key < N."""
    return _affine(_multiply(_G, key))


def _address(x: int, y: int) -> str:
    return hb(keccak(x.to_bytes(32, "big") + y.to_bytes(32, "big"))[12:])


def key_address(key: int) -> str:
    """Ethereum address of a private key."""
    return _address(*public_point(key))


def sign(key: int, digest: bytes) -> tuple[int, int, int]:
    """Deterministic (RFC 6979) signature with low s (EIP-2): (y parity, r, s)."""
    z = int.from_bytes(digest, "big")
    kb, db = key.to_bytes(32, "big"), (z % N).to_bytes(32, "big")
    v, k = b"\1" * 32, b"\0" * 32
    k = hmac.new(k, v + b"\0" + kb + db, hashlib.sha256).digest()
    v = hmac.new(k, v, hashlib.sha256).digest()
    k = hmac.new(k, v + b"\1" + kb + db, hashlib.sha256).digest()
    v = hmac.new(k, v, hashlib.sha256).digest()
    while True:
        v = hmac.new(k, v, hashlib.sha256).digest()
        nonce = int.from_bytes(v, "big")
        if 0 < nonce < N:
            x, y = _affine(_multiply(_G, nonce))
            r = x % N
            s = pow(nonce, -1, N) * (z + r * key) % N
            if r and s and x < N:
                return (y & 1 ^ 1, r, N - s) if s > N // 2 else (y & 1, r, s)
        k = hmac.new(k, v + b"\0", hashlib.sha256).digest()
        v = hmac.new(k, v, hashlib.sha256).digest()


def recover(digest: bytes, parity: int, r: int, s: int) -> Optional[str]:
    """Address of the signer, or None when the signature is not a valid low-s one."""
    if not (0 < r < N and 0 < s <= N // 2 and parity in (0, 1)):
        return None
    c = (pow(r, 3, P) + 7) % P
    y = pow(c, (P + 1) // 4, P)
    if y * y % P != c:
        return None
    if y & 1 != parity:
        y = P - y
    ri = pow(r, -1, N)
    z = int.from_bytes(digest, "big")
    q = _add(_multiply((r, y, 1), s * ri % N), _multiply(_G, -z * ri % N))
    return _address(*_affine(q)) if q[2] else None
