#!/usr/bin/env python3
"""Signs one transaction of `submit-proof`, with a key that `submit-proof` never sees.

    sign.py --key-file KEY < unsigned.json > signed.json      of `submit-proof --unsigned`, for `--signed signed.json`
    submit-proof --from ADDRESS --signer 'sign.py --key-file KEY'

Says on standard error what it signs.  A pattern for a signer of your own, with a vault, a hardware key or a person
behind it; the arithmetic here is plain Python, not constant time, and for development keys only.
"""
from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from chain.encoding import hb, keccak, unhex
from chain.rlp import rlp, rlp_decode
from chain.secp256k1 import key_address, sign


def unsigned_payload(document: dict) -> tuple[bytes, bytes, str]:
    """The bytes to hash, the hash as the sender has it, and the account: of a document or of a signer's request."""
    field = document.get("transaction", document)
    names = ("unsigned_transaction", "signing_hash") if field is not document \
        else ("unsignedTransaction", "signingHash")
    return unhex(field[names[0]]), unhex(field[names[1]]), field["from"]


def signed(payload: bytes, key: int) -> bytes:
    """The raw transaction of EIP-1559 or, where the payload is a list, of EIP-155."""
    parity, r, s = sign(key, keccak(payload))
    if payload[0] == 2:
        return b"\2" + rlp(rlp_decode(payload[1:]) + [parity, r, s])
    fields = rlp_decode(payload)
    return rlp(fields[:6] + [int.from_bytes(fields[6], "big") * 2 + 35 + parity, r, s])


def describe(payload: bytes) -> str:
    """What a person would want to read before agreeing."""
    if payload[0] == 2:
        chain, nonce, _, price, gas, to, value, data = rlp_decode(payload[1:])[:8]
    else:
        nonce, price, gas, to, value, data, chain = rlp_decode(payload)[:7]
    number = lambda field: int.from_bytes(field, "big")  # noqa: E731
    return (f"chain {number(chain)}, nonce {number(nonce)}, to {hb(to)}, {number(value)} wei, "
            f"{len(data)} bytes of data, costs at most {number(gas) * number(price) / 1e18:.6f} ether")


def main() -> int:
    options = argparse.ArgumentParser(description="Sign a transaction of submit-proof.")
    options.add_argument("--key-file", type=Path, required=True, help="64 hexadecimal digits")
    key = int(options.parse_args().key_file.read_text().strip().removeprefix("0x"), 16)
    payload, signing_hash, account = unsigned_payload(json.load(sys.stdin))
    if keccak(payload) != signing_hash:
        print("sign: the hash is not that of the transaction", file=sys.stderr)
        return 65
    if key_address(key) != account.lower():
        print(f"sign: this is not the key of {account}", file=sys.stderr)
        return 77
    print(f"sign: {describe(payload)}", file=sys.stderr)
    print(json.dumps({"rawTransaction": hb(signed(payload, key))}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
