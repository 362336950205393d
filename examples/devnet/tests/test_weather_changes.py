"""The daemon in weather that changes every few seconds."""
from __future__ import annotations

import os
import threading
import unittest

from weather.moods import MOODS

from .weather_daemon import Daemon
from .weather_network import BIN, Chain, Network, on_all_chains, rpc

# With these, commands that believe a single node ended, or sent what no node takes, for ever.
SEEDS = [int(seed) for seed in os.environ.get("WEATHER_SEEDS", "2,3").split(",")]
SECONDS = float(os.environ.get("WEATHER_SECONDS", "45"))
JOBS = 2
GWEI = 10**9

network: Network


def setUpModule() -> None:
    """One network for all."""
    global network
    if not (BIN / "submit-proof").exists():
        raise unittest.SkipTest("the commands are not built: run 'make' first")
    network = Network(JOBS)
    unittest.addModuleCleanup(network.close)


class ChangingWeatherTests(unittest.TestCase):
    """The daemon while two or three nodes are well and unwell by turns, fees jump, and blocks are replaced: it never ends, loses no
    update, sends none twice.

    WEATHER_SECONDS and WEATHER_SEEDS, by commas, are for longer runs, by hand."""

    def test_the_daemon_lives_through_it(self) -> None:
        growing = threading.Event()
        grower = threading.Thread(target=self.grow, args=(growing,))
        grower.start()
        try:
            on_all_chains(self, network, SEEDS, self.live)
        finally:
            growing.set()
            grower.join()

    def live(self, chain: Chain, seed: int) -> None:
        chain.reset()
        nodes = network.open_proxy(chain, 3 if seed % 2 else 2)
        moods = [[{"mood": name, **variant.options} for variant in kind.variants] for name, kind in MOODS.items()]
        spells = [[{"method": "devnet_setFixedBaseFee", "params": [fee]}]
                  for fee in (None, hex(3 * GWEI), None, hex(30 * GWEI), None, hex(100 * GWEI))]
        spells.append([{"method": "devnet_reorg", "params": [1]}])
        with Daemon(network, nodes, max_gas_price=50) as daemon:
            rpc(nodes[0], "weather_random", {"seed": seed, "seconds": [1, 4], "moods": moods, "spells": spells, "total": SECONDS})
            daemon.until(lambda: not rpc(nodes[0], "weather_status")["changing"], SECONDS + 30)
            self.assertIsNone(daemon.ending(), daemon.last_words())
            # What the network decides from now on may arrive or not.
            goal = network.height()
            arrived = daemon.until(lambda: chain.height() >= goal and not chain.waiting(), 120)
            self.assertIsNone(daemon.ending(), daemon.last_words())
            self.assertTrue(arrived, f"{chain.height()} of {goal}: {daemon.last_words()}")
        payments = chain.payments()
        self.assertGreater(payments.mined, SECONDS / 20)
        self.assertEqual(payments.failed, 0, daemon.last_words())
        self.assertEqual(chain.paid(), payments.cost)

    @staticmethod
    def grow(stop: threading.Event) -> None:
        """Lets the network decide a block a second."""
        while not stop.wait(1):
            network.mine(1)


if __name__ == "__main__":
    unittest.main()
