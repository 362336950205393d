"""Every mood can be told from good weather, in each of its variants; options are checked."""
import time
import unittest

from chain.encoding import hx, keccak
from weather.mood import MoodError
from weather.moods import MOODS, made

from .support import WeatherTest, exchange

NOBODY = "0x" + "11" * 20


def nothing(*_):
    """A node that is never asked."""
    raise AssertionError("asked")


class Options(unittest.TestCase):
    def test_every_variant_fits_its_mood(self):
        for name, kind in MOODS.items():
            self.assertTrue(kind.variants, name)
            self.assertTrue(kind.summary(), name)
            for variant in kind.variants:
                with self.subTest(name, **variant.options):
                    made({"mood": name, **variant.options}, nothing)

    def test_options_may_be_texts(self):
        mood = made({"mood": "split", "methods": "eth_call,eth_getCode", "blocks": "3"}, nothing)
        self.assertEqual((mood.methods, mood.blocks), (["eth_call", "eth_getCode"], 3))
        self.assertIs(made({"mood": "stalled", "whole": "false"}, nothing).whole, False)

    def test_what_does_not_fit_is_refused(self):
        for wrong in ("sunny", 7, None, {"mood": "lag", "block": 1}, {"mood": "lag", "blocks": "two"},
                      {"mood": "lag", "blocks": []},
                      {"mood": "send", "how": "late"}, {"mood": "stalled", "whole": "perhaps"}, {"mood": "page", "body": "pdf"},
                      {"mood": "limited", "message": "x" * 5000}, {"mood": "balancer", "blocks": list(range(100))}):
            with self.subTest(wrong), self.assertRaises(MoodError):
                made(wrong, nothing)


class Visible(WeatherTest):
    """A mood that nobody could notice would test nothing."""

    def setUp(self):
        super().setUp()
        self.account, self.contract = self.keys[0][0], "0x" + "22" * 20
        self.rpc("devnet_setCode", self.contract, "0x5f545f5260205ff3")
        self.rpc("devnet_setStorageAt", self.contract, "0x0", "0x9")
        self.hash = self.send(to=NOBODY, value=1)
        self.mine(8)
        self.waiting = self.send(to=NOBODY, value=1)
        self.fresh = self.raw(to=NOBODY, value=1, max_fee=50_000 * 10**9)

    def requests(self):
        """What is asked, much as in a run of a command."""
        call, tag = {"to": self.contract, "data": "0x0d8e6e2c"}, "latest"
        singles = [("eth_chainId",), ("eth_getBlockByNumber", tag, False), ("eth_blockNumber",), ("eth_gasPrice",),
                   ("eth_call", call, tag), ("eth_getCode", self.contract, tag), ("eth_getBalance", self.account, tag),
                   ("eth_getStorageAt", self.contract, "0x0", tag), ("eth_getTransactionCount", self.account, tag),
                   ("eth_getTransactionCount", self.account, "pending"), ("eth_getLogs", {}), ("eth_maxPriorityFeePerGas",),
                   ("eth_feeHistory", "0x4", tag, [50]), ("eth_getTransactionReceipt", self.hash),
                   ("eth_getTransactionByHash", self.hash), ("eth_getTransactionByHash", self.waiting), ("eth_estimateGas", call),
                   ("eth_sendRawTransaction", self.fresh)]
        calls = [{"jsonrpc": "2.0", "id": i, "method": m, "params": p} for i, (m, *p) in enumerate(singles)]
        sent = "0x" + keccak(bytes.fromhex(self.fresh[2:])).hex()
        return [*calls, calls[:6], {**calls[0], "method": "eth_getTransactionByHash", "params": [sent]}]

    def transcript(self, *moods):
        """All that is seen of the node, from the same state of the chain on; of one that takes its time, whether it does."""
        mark = self.rpc("evm_snapshot")
        self.mood(*moods)
        seconds = moods[0].get("seconds", 0) if moods else 0
        if seconds or (moods and moods[0].get("how") in ("hang", "drip")):
            began = time.monotonic()
            seen = [exchange(self.port, self.requests()[0], 0.5), time.monotonic() - began > 0.2]
        else:
            seen = [exchange(self.port, request) for request in self.requests()]
        self.mood()
        self.rpc("evm_revert", mark)
        return seen

    def test_each_variant_shows(self):
        good = self.transcript()
        for name, kind in MOODS.items():
            for variant in kind.variants:
                with self.subTest(name, **variant.options):
                    seen = self.transcript({"mood": name, **variant.options})
                    if len(seen) == 2:
                        self.assertTrue(seen[1], "it does not take its time")
                    else:
                        self.assertTrue(seen != good, "nothing of it shows")


class Effects(WeatherTest):
    """What single moods do."""

    def test_counts_begin_again_when_a_mood_is_set(self):
        for _ in range(2):
            self.mood({"mood": "refuses", "kind": "header", "until": 2})
            self.refused("header not found", self.through, "eth_chainId")
            self.assertEqual(self.through("eth_chainId"), hx(31337))

    def test_moods_apply_together(self):
        self.mood({"mood": "nonce", "n": 5}, {"mood": "fee-quotes", "gwei": 2}, {"mood": "quantities", "how": "zeros"})
        self.assertEqual(self.through("eth_getTransactionCount", NOBODY, "latest"), "0x" + "0" * 15 + "5")
        self.assertEqual(self.through("eth_gasPrice"), f"0x{2 * 10**9:016x}")

    def test_what_is_taken_is_taken(self):
        for how, is_taken in (("null", True), ("timeout", True), ("internal", False), ("forgotten", False), ("lost", True),
                              ("dropped", False)):
            with self.subTest(how):
                mark = self.rpc("evm_snapshot")
                self.mood({"mood": "send", "how": how, "k": 1})
                raw = self.raw(to=NOBODY, value=1)
                call = {"jsonrpc": "2.0", "id": 1, "method": "eth_sendRawTransaction", "params": [raw]}
                exchange(self.port, call)
                self.assertEqual(self.rpc("txpool_status")["pending"], "0x1" if is_taken else "0x0")
                answer = exchange(self.port, call)
                self.assertEqual(b"already known" in answer[2], is_taken)
                self.rpc("evm_revert", mark)

    def test_fee_cap_counts_the_highest_price(self):
        self.mood({"mood": "fee-cap", "ether": 0.001})
        fees = {"max_fee": 11 * 10**9, "max_tip": 1}
        dear = self.raw(to=NOBODY, gas=100_000, **fees)
        self.refused("exceeds the configured cap", self.through, "eth_sendRawTransaction", dear)
        self.through("eth_sendRawTransaction", self.raw(to=NOBODY, gas=90_000, **fees))
        legacy = self.raw(to=NOBODY, gas=100_000, gas_price=11 * 10**9)
        self.refused("exceeds the configured cap", self.through, "eth_sendRawTransaction", legacy)

    def test_a_batch_that_is_small_enough_is_served(self):
        call = {"jsonrpc": "2.0", "id": 1, "method": "eth_chainId"}
        self.mood({"mood": "batches", "how": "500", "most": 2})
        self.assertEqual([exchange(self.port, [call] * n)[0] for n in (1, 2, 3)], [200, 200, 500])


if __name__ == "__main__":
    unittest.main()
