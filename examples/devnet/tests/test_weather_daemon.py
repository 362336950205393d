"""The daemon and nodes that lie: it goes on, and says which one."""
from __future__ import annotations

import unittest
from typing import Any

from chain.encoding import keccak

from .weather_daemon import Daemon
from .weather_network import BIN, HEIGHT, Chain, Network, on_all_chains, rpc

JOBS = 2

network: Network


def setUpModule() -> None:
    """One network for all."""
    global network
    if not (BIN / "submit-proof").exists():
        raise unittest.SkipTest("the commands are not built: run 'make' first")
    network = Network(JOBS)
    unittest.addModuleCleanup(network.close)


def view(signature: str, *words: int) -> dict[str, Any]:
    """A lie about a function of the contract that takes no parameters."""
    return {"mood": "lies", "method": "eth_call", "selector": "0x" + keccak(signature.encode())[:4].hex(),
            "answer": "0x" + "".join(f"{word:064x}" for word in words)}


class FactTests(unittest.TestCase):
    """One node lies or lags about one fact: with an honest one beside it the daemon goes on, and names it; without one it goes on
    trying, until the node tells the truth."""

    facts: list[Any] = [
        view("permissionedProver()", 0xBAD), view("isPermissionedProverEnabled()", 1),
        {"mood": "lies", "method": "eth_getBalance", "answer": "0x0"}, {"mood": "lies", "method": "eth_getCode"},
        {"mood": "lies", "method": "eth_getStorageAt", "answer": "0x" + "00" * 32}, view("getVersion()", 9, 0, 0),
        view("getVersion()", 2, 0, 0), view("votingStakeTableState()", 1, 2, 3, 4), {"mood": "nonce", "n": 1000},
        {"mood": "lies", "method": "eth_chainId", "answer": "0x1"},
        "stalled", "syncing"]

    def beside_an_honest_one(self, chain: Chain, fact: Any) -> None:
        chain.reset()
        port = network.open_port(chain)
        rpc(port, "weather_set", fact)
        with Daemon(network, [port, chain.url]) as daemon:
            arrived = daemon.until(lambda: chain.height() == HEIGHT and not chain.waiting(), 60)
            self._check(chain, daemon, arrived)
            self.assertIn(port.rpartition(":")[2], daemon.log(), "the node is not named")

    def alone(self, chain: Chain, fact: Any) -> None:
        chain.reset()
        port = network.open_port(chain)
        rpc(port, "weather_set", fact)
        with Daemon(network, [port]) as daemon:
            daemon.until(lambda: daemon.failures() >= 2 or chain.height() == HEIGHT, 20)
            self.assertIsNone(daemon.ending(), daemon.last_words())
            rpc(port, "weather_set")
            self._check(chain, daemon, daemon.until(lambda: chain.height() == HEIGHT, 90))

    def _check(self, chain: Chain, daemon: Daemon, arrived: bool) -> None:
        self.assertIsNone(daemon.ending(), daemon.last_words())
        self.assertTrue(arrived, daemon.last_words())
        payments = chain.payments()
        self.assertEqual((payments.mined, payments.failed), (1, 0), daemon.last_words())
        self.assertEqual(chain.paid(), payments.cost)

    def test_beside_an_honest_node(self) -> None:
        on_all_chains(self, network, self.facts, self.beside_an_honest_one)

    def test_alone(self) -> None:
        on_all_chains(self, network, self.facts, self.alone)

class NetworkTests(unittest.TestCase):
    """The relay, or the sequencer, says for a while what is not so; there is no other one."""

    faults: list[dict[str, Any]] = [
        {"kind": "wrong-epoch", "path": "/api/*", "epoch": 7}, {"kind": "at-height", "path": "/api/*", "height": 10**6},
        {"kind": "duplicate-keys", "path": "/api/*"}, {"kind": "unknown-keys", "path": "/api/*", "keys": 3},
        {"kind": "other-table", "path": "*", "epoch": 3}, {"kind": "capacity-exceeded", "path": "*"},
        {"kind": "zero-epoch-height", "path": "*"}, {"kind": "changed-entry", "path": "*"}]

    def test_the_daemon_goes_on_until_they_are_well(self) -> None:
        chain = network.chains[0]
        self.addCleanup(network.heal)
        for fault in self.faults:
            with self.subTest(**fault):
                network.heal()
                chain.reset()
                network.control("faults", fault)
                with Daemon(network, [chain.url]) as daemon:
                    daemon.until(lambda: daemon.failures() >= 2 or chain.height() == HEIGHT, 20)
                    self.assertIsNone(daemon.ending(), daemon.last_words())
                    network.heal()
                    self.assertTrue(daemon.until(lambda: chain.height() == HEIGHT, 60), daemon.last_words())
                payments = chain.payments()
                self.assertEqual((payments.mined, payments.failed), (1, 0))


if __name__ == "__main__":
    unittest.main()
