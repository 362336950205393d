"""The daemon and nodes that lie: it goes on, and says which one."""
from __future__ import annotations

import unittest
from typing import Any

from chain.encoding import keccak

from .weather_daemon import Daemon
from .weather_network import FINALIZED_STATE, HEIGHT, Chain, NetworkTest, rpc


def view(signature: str, *words: int) -> dict[str, Any]:
    """A lie about a function of the contract that takes no parameters."""
    return {"mood": "lies", "method": "eth_call", "selector": "0x" + keccak(signature.encode())[:4].hex(),
            "answer": "0x" + "".join(f"{word:064x}" for word in words)}


class DaemonTest(NetworkTest):
    """A daemon that is to bring one update on chain."""

    def check(self, chain: Chain, daemon: Daemon, arrived: bool, updates: int = 1) -> None:
        """So many updates are there, each of them once, and paid for once."""
        self.assertIsNone(daemon.ending(), daemon.last_words())
        self.assertTrue(arrived, daemon.last_words())
        payments = chain.payments()
        self.assertEqual((payments.mined, payments.failed), (updates, 0), daemon.last_words())
        self.assertEqual(chain.paid(), payments.cost)

    def goes_on(self, chain: Chain, daemon: Daemon) -> None:
        """It tries, in vain or not."""
        daemon.until(lambda: daemon.rounds()["total"] >= 2 or chain.height() == HEIGHT, 30)
        self.assertIsNone(daemon.ending(), daemon.last_words())

    def assert_names(self, url: str, daemon: Daemon) -> None:
        self.assertTrue(daemon.names(url), f"the peer is not named: {daemon.last_words()}")


class FactTests(DaemonTest):
    """One node lies or lags about one fact: with an honest one beside it the daemon goes on, and names it; without one it goes on
    trying, until the node tells the truth."""

    facts: list[Any] = [
        view("permissionedProver()", 0xBAD), view("isPermissionedProverEnabled()", 1),
        {"mood": "lies", "method": "eth_getBalance", "answer": "0x0"}, {"mood": "lies", "method": "eth_getCode"},
        {"mood": "lies", "method": "eth_getStorageAt", "answer": "0x" + "00" * 32}, view("getVersion()", 9, 0, 0),
        view("getVersion()", 2, 0, 0), view("votingStakeTableState()", 1, 2, 3, 4), {"mood": "nonce", "n": 1000},
        {"mood": "lies", "method": "eth_chainId", "answer": "0x1"},
        # A state of another epoch than the contract's, and one of the same, above all that is signed.
        view("finalizedState()", 10**6, 10**6, 5), view("finalizedState()", 10**6, 2 * HEIGHT, 5),
        "stalled", "syncing"]

    def beside_an_honest_one(self, chain: Chain, fact: Any) -> None:
        chain.reset()
        port = self.network.open_port(chain)
        rpc(port, "weather_set", fact)
        with Daemon(self.network, [port, chain.url]) as daemon:
            self.check(chain, daemon, daemon.until(lambda: chain.height() == HEIGHT and not chain.waiting(), 60))
            self.assert_names(port, daemon)

    def alone(self, chain: Chain, fact: Any) -> None:
        chain.reset()
        port = self.network.open_port(chain)
        rpc(port, "weather_set", fact)
        # The second look is over long before the node tells the truth.
        with Daemon(self.network, [port], second_look="500ms") as daemon:
            self.goes_on(chain, daemon)
            rpc(port, "weather_set")
            self.check(chain, daemon, daemon.until(lambda: chain.height() == HEIGHT, 90))

    def test_a_state_of_before_beside_an_honest_node(self) -> None:
        chain, services = self.network.chains[0], self.network.open_services()
        chain.reset()
        port = self.network.open_port(chain)
        before = rpc(chain.url, "eth_call", {"to": chain.contract, "data": FINALIZED_STATE}, "latest")
        with Daemon(self.network, [port, chain.url], relays=[services], sequencer=services) as daemon:
            self.check(chain, daemon, daemon.until(lambda: chain.height() == HEIGHT and not chain.waiting(), 60))
            rpc(port, "weather_set", {"mood": "lies", "method": "eth_call", "selector": FINALIZED_STATE, "answer": before})
            services.control("mine", {"to": 2 * HEIGHT})
            arrived = daemon.until(lambda: chain.height() == 2 * HEIGHT and daemon.names(port), 60)
            self.check(chain, daemon, arrived, updates=2)

    def test_beside_an_honest_node(self) -> None:
        self.on_all_chains(self.facts, self.beside_an_honest_one)

    def test_alone(self) -> None:
        self.on_all_chains(self.facts, self.alone)


class PeerTests(DaemonTest):
    """A relay, or the sequencer, says what is not so, or lags."""

    # All requests of a relay begin so.
    relay: list[dict[str, Any]] = [
        {"kind": kind, "path": "/api/*", **options} for kind, options in [
            ("wrong-epoch", {"epoch": 7}), ("at-height", {"height": 10**6}), ("at-height", {"height": 3}), ("duplicate-keys", {}),
            ("unknown-keys", {"keys": 3}), ("invalid-signatures", {"signatures": 3}), ("wrong-next-stake", {}),
            ("not-ready", {}), ("garbage", {}), ("status", {"status": 503})]]
    sequencer: list[dict[str, Any]] = [
        {"kind": kind, "path": "*", **options} for kind, options in [
            ("other-table", {"epoch": 3}), ("capacity-exceeded", {}), ("zero-epoch-height", {}), ("no-epoch-settings", {}),
            ("changed-entry", {}), ("changed-order", {})]]

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.liars = {chain.url: cls.network.open_services() for chain in cls.network.chains}

    def one_of_two_relays(self, chain: Chain, case: tuple[dict[str, Any], bool]) -> None:
        fault, is_first = case
        chain.reset()
        liar = self.liars[chain.url]
        liar.lie(fault)
        relays = [liar, self.network.services] if is_first else [self.network.services, liar]
        with Daemon(self.network, [chain.url], relays=relays) as daemon:
            self.check(chain, daemon, daemon.until(lambda: chain.height() == HEIGHT, 60))
            self.assert_names(liar.url, daemon)

    def alone(self, chain: Chain, fault: dict[str, Any]) -> None:
        chain.reset()
        liar = self.liars[chain.url]
        liar.lie(fault)
        with Daemon(self.network, [chain.url], relays=[liar], sequencer=liar) as daemon:
            self.goes_on(chain, daemon)
            if daemon.failures():
                self.assert_names(liar.url, daemon)
            liar.lie()
            arrived = daemon.until(lambda: chain.height() == HEIGHT and not chain.waiting(), 60)
            # A relay that lags hands out a state of before, which is one to prove.
            self.check(chain, daemon, arrived, 2 if fault.get("height", HEIGHT) < HEIGHT else 1)

    def test_one_of_two_relays(self) -> None:
        self.on_all_chains([(fault, is_first) for fault in self.relay for is_first in (True, False)], self.one_of_two_relays)

    def test_the_only_relay_and_the_sequencer(self) -> None:
        self.on_all_chains(self.relay + self.sequencer, self.alone)


if __name__ == "__main__":
    unittest.main()
