"""The daemon in weather that changes every few seconds."""
from __future__ import annotations

import os
import threading
import unittest

from weather.moods import MOODS

from .weather_daemon import Daemon, seconds_of
from .weather_network import BIN, Network, rpc

JOBS = 1
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

    WEATHER_SECONDS and WEATHER_SEED are for longer runs, by hand."""

    def test_the_daemon_lives_through_it(self) -> None:
        seconds, seed = seconds_of("WEATHER_SECONDS", 45), int(os.environ.get("WEATHER_SEED", "1"))
        chain = network.chains[0]
        chain.reset()
        ports = [network.open_port(chain) for _ in range(3 if seed % 2 else 2)]
        moods = [[{"mood": name, **variant.options} for variant in kind.variants] for name, kind in MOODS.items()]
        fees = [[{"method": "devnet_setFixedBaseFee", "params": [fee]}] for fee in (None, hex(3 * GWEI), None, hex(30 * GWEI), None, hex(100 * GWEI))]
        reorganisation = [{"method": "devnet_reorg", "params": [1]}]
        rpc(ports[0], "weather_random", {"seed": seed, "seconds": [1, 4], "moods": moods, "spells": [*fees, reorganisation],
                                         "total": seconds, "ports": ports})
        growing = threading.Event()
        grower = threading.Thread(target=self.grow, args=(growing,))
        with Daemon(network, ports, max_gas_price=50) as daemon:
            grower.start()
            daemon.until(lambda: not rpc(ports[0], "weather_status")["changing"], seconds + 30)
            growing.set()
            grower.join()
            self.assertIsNone(daemon.ending(), f"seed {seed}: {daemon.last_words()}")
            goal = network.height()
            arrived = daemon.until(lambda: chain.height() == goal and not chain.waiting(), 120)
            self.assertIsNone(daemon.ending(), f"seed {seed}: {daemon.last_words()}")
            self.assertTrue(arrived, f"seed {seed}: {chain.height()} of {goal}: {daemon.last_words()}")
        payments = chain.payments()
        self.assertGreater(payments.mined, seconds / 20)
        self.assertEqual(payments.failed, 0, f"seed {seed}")
        self.assertEqual(chain.paid(), payments.cost, f"seed {seed}")

    @staticmethod
    def grow(stop: threading.Event) -> None:
        """Lets the network decide a block a second."""
        while not stop.wait(1):
            network.mine(1)

if __name__ == "__main__":
    unittest.main()
