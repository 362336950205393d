"""Mining modes, clock, snapshots, reorganisations and edits of the state."""
import time

from chain.encoding import hx

from .support import COUNTER, NodeTest


class Modes(NodeTest):
    def test_interval_mining_and_timestamps(self):
        self.start()
        self.rpc("devnet_hold", True)
        h, start = self.send(to=self.keys[1][0], value=1, gas=21000), self.quantity("eth_blockNumber")
        self.rpc("evm_setIntervalMining", 0.05)
        self.rpc("devnet_hold", False)
        deadline = time.monotonic() + 30
        while self.receipt(h) is None and time.monotonic() < deadline:
            time.sleep(0.02)
        self.assertEqual(self.receipt(h)["status"], "0x1")
        self.rpc("evm_setIntervalMining", 0)
        self.assertGreater(self.quantity("eth_blockNumber"), start)
        t = int(self.rpc("eth_getBlockByNumber", "latest", False)["timestamp"], 16)
        self.rpc("evm_setNextBlockTimestamp", t + 1000)
        self.rpc("evm_mine")
        self.assertEqual(int(self.rpc("eth_getBlockByNumber", "latest", False)["timestamp"], 16), t + 1000)
        self.refused("not after the previous block", self.rpc, "evm_mine", t)
        self.rpc("hardhat_mine", "0x3", "0x3c")
        self.assertEqual(int(self.rpc("eth_getBlockByNumber", "latest", False)["timestamp"], 16), t + 1180)
        self.refused("invalid blocks", self.rpc, "hardhat_mine", hx(2**40))


class GoingBack(NodeTest):
    def test_snapshot_reorganisation_and_finality(self):
        self.start("--finality-depth", "2")
        c = self.deploy(COUNTER)
        snapshot = self.rpc("evm_snapshot")
        old = self.receipt(self.send(to=c))
        self.assertIs(self.rpc("evm_revert", snapshot), True)
        self.assertIs(self.rpc("evm_revert", snapshot), False)
        self.assertIsNone(self.receipt(old["transactionHash"]))
        self.assertEqual(self.quantity("eth_getStorageAt", c, "0x0"), 0)
        h = self.send(to=c)
        new = self.receipt(h)
        self.assertEqual(new["blockNumber"], old["blockNumber"])
        self.assertNotEqual(new["blockHash"], old["blockHash"])
        out = self.rpc("devnet_reorg", 1)
        self.assertEqual((out["transactions"], int(out["number"], 16)), ([h], int(new["blockNumber"], 16) + 1))
        self.assertIsNone(self.receipt(h))
        self.assertIsNone(self.rpc("eth_getBlockByHash", new["blockHash"], False))
        self.assertEqual(self.quantity("eth_getStorageAt", c, "0x0"), 0)
        self.rpc("evm_mine")
        self.assertEqual(self.receipt(h)["status"], "0x1")
        head = self.quantity("eth_blockNumber")
        self.assertEqual(int(self.rpc("eth_getBlockByNumber", "finalized", False)["number"], 16), head - 2)
        blocks = [self.rpc("eth_getBlockByNumber", hx(i), False) for i in range(head + 1)]
        self.assertTrue(all(b["parentHash"] == a["hash"] for a, b in zip(blocks, blocks[1:])))
        self.rpc("devnet_reorg", 1, {"dropTransactions": True, "extraBlocks": 2})
        self.rpc("evm_mine")
        self.assertIsNone(self.rpc("eth_getTransactionByHash", h))
        self.assertEqual(self.quantity("eth_blockNumber"), head + 3)

    def test_edits_of_the_state_hold_at_once_and_last(self):
        self.start()
        c, a = self.deploy(COUNTER), self.keys[5][0]
        self.rpc("devnet_setStorageAt", c, "0x7", "0x2a")
        self.rpc("devnet_setBalance", a, "0x5")
        self.rpc("devnet_setNonce", a, 9)
        self.rpc("devnet_setCode", "0x" + "77" * 20, "0x6001")
        for _ in range(2):
            self.assertEqual(self.quantity("eth_getStorageAt", c, "0x7"), 42)
            self.assertEqual((self.rpc("eth_getBalance", a), self.rpc("eth_getTransactionCount", a)), ("0x5", "0x9"))
            self.assertEqual(self.rpc("eth_getCode", "0x" + "77" * 20), "0x6001")
            self.send(to=c)
        self.rpc("devnet_setFixedBaseFee", hx(77))
        self.rpc("evm_mine")
        self.assertEqual(self.rpc("eth_getBlockByNumber", "latest", False)["baseFeePerGas"], hx(77))
