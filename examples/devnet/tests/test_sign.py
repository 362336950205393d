"""The example's signer: what it signs is what it was asked to, by the account that it was asked for."""
from __future__ import annotations

import json
import subprocess
import tempfile
import unittest
from pathlib import Path

from chain.encoding import hb, keccak
from chain.rlp import rlp
from chain.secp256k1 import key_address
from chain.transactions import decode_transaction

DEVNET = Path(__file__).resolve().parent.parent
KEY = 0x59C6995E998F97A5A0044966F0945389DC9E86DAE88C7A8412F4603B6B78690D
CONTRACT = "0x" + "5f" * 20


def payload(kind: int) -> bytes:
    """The bytes to hash of EIP-1559 (2) or EIP-155 (0)."""
    to, data = bytes.fromhex(CONTRACT[2:]), b"\1\2\3"
    if kind == 2:
        return b"\2" + rlp([31337, 7, 10**9, 3 * 10**9, 500_000, to, 0, data, []])
    return rlp([7, 3 * 10**9, 500_000, to, 0, data, 31337, 0, 0])


class SignTests(unittest.TestCase):

    def sign(self, request: dict, key: int = KEY) -> subprocess.CompletedProcess:
        with tempfile.NamedTemporaryFile("w") as file:
            file.write(f"{key:064x}\n")
            file.flush()
            return subprocess.run([DEVNET / "sign.py", "--key-file", file.name], input=json.dumps(request),
                                  capture_output=True, text=True, timeout=60)

    def request(self, kind: int) -> dict:
        return {"from": key_address(KEY), "unsignedTransaction": hb(payload(kind)),
                "signingHash": hb(keccak(payload(kind)))}

    def test_requests_and_documents(self) -> None:
        for kind in (0, 2):
            request = self.request(kind)
            document = {"transaction": {"from": request["from"], "unsigned_transaction": request["unsignedTransaction"],
                                        "signing_hash": request["signingHash"]}}
            answers = [self.sign(request), self.sign(document)]
            self.assertEqual([answer.returncode for answer in answers], [0, 0])
            self.assertEqual(answers[0].stdout, answers[1].stdout)
            raw = bytes.fromhex(json.loads(answers[0].stdout)["rawTransaction"][2:])
            transaction = decode_transaction(raw, 31337)
            self.assertEqual(
                (transaction.type, transaction.sender, transaction.nonce, transaction.to, transaction.data),
                (kind, key_address(KEY), 7, CONTRACT, b"\1\2\3"))
            self.assertIn("chain 31337, nonce 7", answers[0].stderr)
            self.assertIn("at most 0.001500 ether", answers[0].stderr)
            self.assertNotIn(f"{KEY:064x}", answers[0].stdout + answers[0].stderr)

    def test_refusals(self) -> None:
        request = self.request(2)
        self.assertEqual(self.sign(request | {"signingHash": "0x" + "00" * 32}).returncode, 65)
        self.assertEqual(self.sign(request, key=KEY + 1).returncode, 77)


if __name__ == "__main__":
    unittest.main()
