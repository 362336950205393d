"""The daemon in weather that changes every few seconds."""
from __future__ import annotations

import os
import sys
import threading
import time
import unittest

from weather.moods import MOODS

from .weather_daemon import Daemon
from .weather_network import Chain, NetworkTest, Payments, rpc

# With these, commands that believe a single node ended, or sent what no node takes, for ever.
SEEDS = [int(seed) for seed in os.environ.get("WEATHER_SEEDS", "2,3").split(",")]
SECONDS = float(os.environ.get("WEATHER_SECONDS", "45"))
FREQ = os.environ.get("WEATHER_FREQ", "300ms")
GWEI, ETHER = 10**9, 10**18


class ChangingWeatherTests(NetworkTest):
    """The daemon while two or three nodes are well and unwell by turns, fees jump, and blocks are replaced: it never ends, loses no
    update, sends none twice.

    By hand, for longer: WEATHER_SECONDS, WEATHER_SEEDS by commas (odd ones have three nodes), WEATHER_JOBS at a time, WEATHER_FREQ
    as the daemon's --freq. The totals are printed then."""

    GROWS = True

    def test_the_daemon_lives_through_it(self) -> None:
        growing = threading.Event()
        grower = threading.Thread(target=self.grow, args=(growing,))
        grower.start()
        try:
            self.on_all_chains(SEEDS, self.live)
        finally:
            growing.set()
            grower.join()

    def live(self, chain: Chain, seed: int) -> None:
        chain.reset()
        nodes = self.network.open_proxy(chain, 3 if seed % 2 else 2)
        moods = [[{"mood": name, **variant.options} for variant in kind.variants] for name, kind in MOODS.items()]
        spells = [[{"method": "devnet_setFixedBaseFee", "params": [fee]}]
                  for fee in (None, hex(3 * GWEI), None, hex(30 * GWEI), None, hex(100 * GWEI))]
        spells.append([{"method": "devnet_reorg", "params": [1]}])
        with Daemon(self.network, nodes, freq=FREQ, max_gas_price=50) as daemon:
            progress = Progress(chain)
            rpc(nodes[0], "weather_random", {"seed": seed, "seconds": [1, 4], "moods": moods, "spells": spells, "total": SECONDS})
            daemon.until(lambda: progress.look() and not rpc(nodes[0], "weather_status")["changing"], SECONDS + 30)
            self.assertIsNone(daemon.ending(), daemon.last_words())
            # What the network decides from now on may arrive or not.
            goal = self.network.services.height()
            arrived = daemon.until(lambda: progress.look() and chain.height() >= goal, 120)
            self.assertIsNone(daemon.ending(), daemon.last_words())
            self.assertTrue(arrived, f"{chain.height()} of {goal}: {daemon.last_words()}")
        # It was at work until then: what it has sent is mined without it.
        self.assertTrue(chain.settles(), f"{chain.waiting()} transactions are left in the pool: {daemon.last_words()}")
        payments = chain.payments()
        self.report(seed, len(nodes), rpc(nodes[0], "weather_status")["steps"], daemon, progress, payments)
        self.assertGreater(payments.mined, SECONDS / 20)
        # How it came to that may be long ago.
        self.assertEqual(payments.reverted, (), daemon.log())
        self.assertEqual(chain.paid(), payments.cost)

    @staticmethod
    def report(seed: int, nodes: int, steps: int, daemon: Daemon, progress: "Progress", payments: Payments) -> None:
        """Prints what became of a long run."""
        if "WEATHER_SECONDS" not in os.environ:
            return
        rounds = daemon.rounds()
        sys.stderr.write(
            f"seed {seed}: {nodes} nodes, {SECONDS:.0f} s, {steps} changes of weather, {rounds['total']} rounds of which "
            f"{rounds['failed']} failed, {payments.mined} transactions of which {payments.failed} failed, "
            f"{payments.cost / ETHER:.6f} ether, at most {progress.longest:.0f} s between two\n")

    def grow(self, stop: threading.Event) -> None:
        """Lets the network decide a block a second."""
        while not stop.wait(1):
            self.network.services.control("mine", {"blocks": 1})


class Progress:
    """How long the contract waits for its next state."""

    def __init__(self, chain: Chain):
        self._chain, self._height, self._since, self._looked = chain, 0, time.monotonic(), 0.0
        self.longest = 0.0

    def look(self) -> bool:
        """Looks, twice a second at most. True."""
        now = time.monotonic()
        if now - self._looked > 0.5:
            self._looked = now
            if (height := self._chain.height()) != self._height:
                self._height, self._since = height, now
            self.longest = max(self.longest, now - self._since)
        return True


if __name__ == "__main__":
    unittest.main()
