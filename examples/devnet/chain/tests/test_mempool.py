"""Admission, replacement, holding and dropping; the words of each client."""
from chain.encoding import GWEI, hb, hx

from .support import NodeTest


class Rules(NodeTest):
    def test_admission_and_order(self):
        self.start("--no-mining")
        b = self.keys[1][0]
        h0 = self.send(0, b, 1, gas=21000)
        self.refused("already known", self.send, 0, b, 1, gas=21000)
        self.refused("replacement transaction underpriced", self.send, 0, b, 2, gas=21000)
        h1 = self.send(0, b, 2, gas=21000, max_fee=20 * GWEI, max_tip=2 * GWEI)
        self.assertIsNone(self.rpc("eth_getTransactionByHash", h0))
        self.assertIsNone(self.rpc("eth_getTransactionByHash", h1)["blockNumber"])
        self.send(2, b, 1, gas=21000)
        self.assertEqual(self.rpc("txpool_status"), {"pending": "0x1", "queued": "0x1"})
        self.assertEqual(self.rpc("eth_getTransactionCount", self.keys[0][0], "pending"), "0x1")
        self.refused("intrinsic gas too low", self.send, 1, b, 1, gas=20999)
        self.refused("insufficient funds", self.send, 1, b, 10**30, gas=21000)
        self.refused("exceeds block gas limit", self.send, 1, b, 1, gas=40_000_000)
        self.rpc("evm_mine")
        self.assertEqual(self.receipt(h1)["status"], "0x1")
        self.refused("nonce too low", self.send, 0, b, 3, gas=21000)
        self.refused("already known", self.send, 0, b, 2, gas=21000, max_fee=20 * GWEI, max_tip=2 * GWEI)
        self.send(1, b, 1, gas=21000)
        self.rpc("evm_mine")
        self.assertEqual(self.rpc("txpool_status"), {"pending": "0x0", "queued": "0x0"})

    def test_signatures_and_chain_ids_are_checked(self):
        self.start("--no-mining")
        b = self.keys[1][0]
        self.refused("invalid chain id", self.rpc, "eth_sendRawTransaction", self.raw(3, b, 1, chain_id=1))
        raw = bytearray(bytes.fromhex(self.raw(3, b, 1, gas=21000)[2:]))
        raw[-1] ^= 1
        e = self.refused("", self.rpc, "eth_sendRawTransaction", hb(bytes(raw)))
        self.assertRegex(e.message, "invalid sender|insufficient funds", "another signer, who is poor, or none")

    def test_a_transaction_below_the_base_fee_waits(self):
        self.start("--no-mining")
        self.rpc("devnet_setNextBlockBaseFee", hx(50 * GWEI))
        low = self.send(0, self.keys[1][0], 1, gas=21000)
        self.rpc("evm_mine")
        self.assertIsNone(self.receipt(low))
        self.rpc("devnet_setNextBlockBaseFee", hx(GWEI))
        self.rpc("evm_mine")
        self.assertEqual(self.receipt(low)["status"], "0x1")

    def test_holding_dropping_and_replacing_from_outside(self):
        self.start()
        a, b = self.keys[0][0], self.keys[1][0]
        self.rpc("devnet_hold", {"from": a})
        held = self.send(to=b, value=1, gas=21000)
        self.assertEqual(self.rpc("eth_blockNumber"), "0x0")
        other = self.send(to=b, value=1, gas=21000, who=2)
        self.assertIsNone(self.receipt(held))
        self.assertEqual(self.receipt(other)["status"], "0x1")
        second = self.rpc("eth_sendTransaction", {"from": a, "to": b, "nonce": "0x0", "maxFeePerGas": hx(20 * GWEI),
                                                  "maxPriorityFeePerGas": hx(3 * GWEI)})
        self.rpc("devnet_hold", False)
        self.assertIsNone(self.rpc("eth_getTransactionByHash", held))
        self.assertEqual(self.receipt(second)["status"], "0x1")
        self.rpc("devnet_hold", True)
        lost = self.send(to=b, value=1, gas=21000)
        self.assertEqual(self.rpc("devnet_dropTransaction", lost), lost)
        self.assertIsNone(self.rpc("devnet_dropTransaction", lost))
        self.rpc("devnet_hold", False)
        self.assertIsNone(self.rpc("eth_getTransactionByHash", lost))


class ClientWords(NodeTest):
    EXPECTED = {
        "geth": [(-32000, "already known"), (-32000, "nonce too low: next nonce 1, tx nonce 0"),
                 (-32000, "replacement transaction underpriced"),
                 (-32000, "insufficient funds for gas * price + value: balance"),
                 (-32000, "max fee per gas less than block base fee: address 0x"),
                 (-32000, "transaction underpriced: gas tip cap 0, minimum needed 1")],
        "reth": [(-32000, "already known"), (-32000, "nonce too low: next nonce 1, tx nonce 0"),
                 (-32000, "replacement transaction underpriced"),
                 (-32003, "insufficient funds for gas * price + value: have"),
                 (-32000, "max fee per gas less than block base fee"), (-32000, "transaction underpriced")],
        "nethermind": [(-32010, "AlreadyKnown"), (-32010, "OldNonce, Current nonce: 1, nonce of rejected tx: 0"),
                       (-32010, "ReplacementNotAllowed"), (-32010, "InsufficientFunds"), (-32010, "FeeTooLow"),
                       (-32010, "FeeTooLowToCompete")],
        "erigon": [(-32000, "ALREADY_EXISTS: already known"), (-32000, "INTERNAL_ERROR: nonce too low"),
                   (-32000, "INTERNAL_ERROR: could not replace existing tx"),
                   (-32000, "INTERNAL_ERROR: insufficient funds"), (-32000, "fee cap less than block base fee"),
                   (-32000, "FEE_TOO_LOW: underpriced")],
        "besu": [(-32000, "Known transaction"), (-32001, "Nonce too low"),
                 (-32000, "Replacement transaction underpriced"), (-32004, "Upfront cost exceeds account balance"),
                 (-32009, "Gas price below current base fee"),
                 (-32009, "Gas price below configured minimum gas price")],
    }

    def test_each_client_refuses_in_its_own_words(self):
        self.start("--no-mining", "--reject-underpriced", "--min-tip", "1")
        b = self.keys[1][0]
        self.send(0, b, 1, gas=21000)
        self.rpc("evm_mine")
        self.send(1, b, 1, gas=21000)
        attempts = [self.raw(1, b, 1, gas=21000), self.raw(0, b, 9, gas=21000), self.raw(1, b, 2, gas=21000),
                    self.raw(2, b, 10**30, gas=21000), self.raw(2, b, 1, gas=21000, max_fee=5, max_tip=1),
                    self.raw(2, b, 1, gas=21000, max_tip=0)]
        for client, expected in self.EXPECTED.items():
            self.rpc("devnet_setClient", client)
            for raw, (code, text) in zip(attempts, expected):
                with self.subTest(client=client, text=text):
                    self.assertEqual(self.refused(text, self.rpc, "eth_sendRawTransaction", raw).code, code)
        self.refused("client must be one of", self.rpc, "devnet_setClient", "parity")
