"""Our commands in any weather: they get the update on chain, once, and pay for it once."""
from __future__ import annotations

import os
import random
import tempfile
import threading
import time
import unittest
from typing import Any

from chain.transactions import decode_transaction
from weather.moods import MOODS
from weather.proxy import Proxy

from .weather_cases import PATIENCE, SUBMITTING, cases, line, pairs, run_all
from .weather_network import ACCOUNT, HEIGHT, Chain, NetworkTest, rpc
from .weather_table import ARTICLE, article_with_table

ETHER = 10**18
GWEI = 10**9


class TableTests(unittest.TestCase):
    def test_the_article_knows_every_mood(self) -> None:
        text = ARTICLE.read_text()
        self.assertEqual(text, article_with_table(text), "run: python -m tests.weather_table")


class EveryMoodTests(NetworkTest):
    """Each mood with each of its options, at the only node and at either of two."""

    def test_all_cases(self) -> None:
        # Whether the node with the mood is asked second matters for a mood, not for its options.
        wanted = [case for case in cases() if case.place != "second" or case.variant is MOODS[case.mood].variants[0]]
        outcomes = run_all(self.network, wanted, lambda outcome: None)
        self.assertEqual(len(outcomes), len(wanted))
        for outcome in outcomes:
            with self.subTest(str(outcome.case)):
                self.assertEqual(outcome.faults, [], f"\n{line(outcome)}\n{outcome.said}")


class PairTests(NetworkTest):
    """Two nodes, each of which has a mood; WEATHER_PAIRS and WEATHER_SEED are for more of them, by hand."""

    def test_pairs_by_chance(self) -> None:
        wanted = pairs(int(os.environ.get("WEATHER_PAIRS", "40")), int(os.environ.get("WEATHER_SEED", "1")))
        for outcome in run_all(self.network, wanted, lambda outcome: None):
            with self.subTest(str(outcome.case)):
                self.assertEqual(outcome.faults, [], f"\n{line(outcome)}\n{outcome.said}")


class FeeTests(NetworkTest):
    """Fees that jump while the transaction waits."""

    def submit(self, *steps: list[dict[str, Any]], balance: int = ETHER) -> None:
        """Submits on a chain that mines nothing until the steps are over, which begin when the transaction waits and take two
        seconds each."""
        chain = self.network.chains[0]
        chain.reset()
        rpc(chain.url, "devnet_setBalance", ACCOUNT, hex(balance))
        chain.balance = balance
        rpc(chain.url, "devnet_hold", True)
        port = self.network.open_port(chain)

        def change() -> None:
            deadline = time.monotonic() + 60
            while not chain.waiting() and time.monotonic() < deadline:
                time.sleep(0.05)
            last = {"seconds": 0, "do": [{"method": "devnet_hold", "params": [False]}]}
            rpc(port, "weather_program", [*({"seconds": 2, "do": calls} for calls in steps), last])

        changing = threading.Thread(target=change)
        changing.start()
        with tempfile.TemporaryDirectory(dir=self.network.folder) as state:
            run = self.submit_proof(port, *SUBMITTING, *PATIENCE, "--state-dir", state)
        changing.join()
        said = run.stderr.decode()
        self.assertEqual(run.returncode, 0, said)
        payments = chain.payments()
        self.assertEqual((chain.height(), payments.mined, payments.failed), (HEIGHT, 1, 0), said)
        self.assertEqual(chain.paid(), payments.cost)

    @staticmethod
    def base_fee(gwei: float) -> dict[str, Any]:
        """A base fee from the next block on."""
        return {"method": "devnet_setFixedBaseFee", "params": [hex(int(gwei * GWEI))]}

    def test_a_base_fee_that_stays_high(self) -> None:
        self.submit([self.base_fee(20)], [])

    def test_a_spike_that_the_account_cannot_afford(self) -> None:
        # 0.02 ether are enough for the update at 3 gwei, and by far not at 900.
        self.submit([self.base_fee(900)], [], [self.base_fee(1)], balance=ETHER // 50)

    def test_a_pool_that_refuses_what_is_below_the_base_fee(self) -> None:
        refuse, accept = ({"method": "devnet_setRejectUnderpriced", "params": [on]} for on in (True, False))
        self.addCleanup(rpc, self.network.chains[0].url, "devnet_setRejectUnderpriced", False)
        self.submit([refuse, self.base_fee(20)], [], [accept])


class AddressTests(NetworkTest):
    """A node that has an address of IPv6 only."""

    def test_a_node_without_ipv4(self) -> None:
        chain = self.network.chains[0]
        try:
            proxy = Proxy("::1")
            node = proxy.open(chain.url)
        except OSError as problem:
            self.skipTest(f"this machine has no IPv6: {problem}")
        self.addCleanup(proxy.close)
        chain.reset()
        with tempfile.TemporaryDirectory(dir=self.network.folder) as state:
            run = self.submit_proof(node, *SUBMITTING, *PATIENCE, "--state-dir", state)
        self.assertEqual(run.returncode, 0, run.stderr.decode())
        self.assertEqual((chain.height(), chain.payments().mined), (HEIGHT, 1))


class HostileNodeTests(NetworkTest):
    """A node that wants our money gets nothing, and an honest one is served afterwards."""

    hostile: list[Any] = [
        {"mood": "no-base-fee", "gwei": 10_000}, {"mood": "fee-history", "how": "zeros"}, {"mood": "fee-quotes", "gwei": 10_000},
        {"mood": "gas-estimate", "gas": 30_000_000}, {"mood": "nonce", "n": 1000},
        {"mood": "lies", "method": "eth_chainId", "answer": "0x1"}]

    def attack(self, chain: Chain, moods: list[Any]) -> None:
        chain.reset()
        port = self.network.open_port(chain)
        rpc(port, "weather_set", *moods)
        state = self.network.folder / f"hostile.{random.getrandbits(64):x}"
        options = ("--state-dir", str(state), "--l1-timeout", "2s", "--poll-interval", "100ms", "--transaction-timeout", "2s",
                   "--submit-timeout", "6s", "--l1-retry-delay", "200ms")
        first = self.submit_proof(port, *options)
        self.assertIn(first.returncode, (0, 69, 75, 76, 78), first.stderr.decode())
        for raw in rpc(port, "weather_sent"):
            # Raises where it is for another chain.
            transaction = decode_transaction(bytes.fromhex(raw[2:]), 31337)
            self.assertLessEqual(transaction.gas * transaction.max_fee, ETHER)
        second = self.submit_proof(chain.url, *options[:-4], "--submit-timeout", "20s")
        self.assertEqual(second.returncode, 0, second.stderr.decode())
        payments = chain.payments()
        self.assertEqual((chain.height(), payments.mined, payments.failed), (HEIGHT, 1, 0))
        self.assertEqual(chain.paid(), payments.cost)
        self.assertLess(payments.cost, ETHER)

    def test_in_turn_and_together(self) -> None:
        attacks = [[mood] for mood in self.hostile] + [self.hostile, self.hostile[:-1], self.hostile[:-2]]
        self.on_all_chains(attacks, self.attack)


if __name__ == "__main__":
    unittest.main()
