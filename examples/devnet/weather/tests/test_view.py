"""A view that is behind is one that a node could have had."""
from chain.encoding import hx

from .support import WeatherTest

NOBODY = "0x" + "11" * 20


class Behind(WeatherTest):
    def setUp(self):
        super().setUp()
        self.account = self.keys[0][0]
        self.mine(5)
        self.hash = self.send(to=NOBODY, value=7)
        self.mine(2)  # mined at 6, the head is 7

    def view(self):
        """What a node knows of the transaction: height, nonce, balance of its receiver, receipt, block of the transaction."""
        receipt, found = (self.through(f"eth_getTransaction{what}", self.hash) for what in ("Receipt", "ByHash"))
        numbers = (self.through("eth_blockNumber"), self.through("eth_getTransactionCount", self.account, "latest"),
                   self.through("eth_getBalance", NOBODY, "latest"), receipt and receipt["blockNumber"],
                   found["blockNumber"])
        return tuple(number and int(number, 16) for number in numbers)

    def test_all_of_a_view_is_of_one_block(self):
        after, before = (1, 7, 6, 6), (0, 0, None, None)
        for blocks, expected in ((0, after), (1, after), (2, before), (3, before)):
            self.mood({"mood": "lag", "blocks": blocks})
            self.assertEqual(self.view(), (7 - blocks, *expected))
        self.mood({"mood": "lag", "blocks": 100})
        self.assertEqual(self.through("eth_blockNumber"), "0x0")

    def test_later_blocks_do_not_exist(self):
        self.mood({"mood": "lag", "blocks": 2})
        later = self.rpc("eth_getBlockByNumber", hx(6), False)
        self.assertIsNone(self.through("eth_getBlockByNumber", hx(6), False))
        self.assertIsNone(self.through("eth_getBlockByHash", later["hash"], False))
        self.refused("header not found", self.through, "eth_getBalance", NOBODY, hx(6))
        self.refused("header not found", self.through, "eth_getBalance", NOBODY, {"blockHash": later["hash"]})
        self.assertEqual(self.through("eth_getBlockByNumber", "latest", False)["number"], hx(5))
        self.assertEqual(self.through("eth_getBlockByNumber", "finalized", False)["number"], hx(5))
        self.assertEqual(self.through("eth_getBlockByNumber", hx(5), False), self.rpc("eth_getBlockByNumber", hx(5), False))
        history = self.through("eth_feeHistory", "0x2", "latest", [])
        self.assertEqual(history, self.rpc("eth_feeHistory", "0x2", hx(5), []))
        self.assertEqual(self.through("eth_getLogs", {"fromBlock": hx(6)}), [])

    def test_a_split_balancer_contradicts_itself(self):
        self.mood({"mood": "split"})
        self.assertEqual(self.view(), (5, 1, 0, None, None))
        self.mood({"mood": "split", "methods": ["eth_getBalance"]})
        self.assertEqual(self.view(), (5, 0, 7, None, None))

    def test_a_balancer_has_its_backends_views_only(self):
        self.mood({"mood": "balancer", "blocks": [0, 2], "unit": "call"})
        heights = {int(self.through("eth_blockNumber"), 16) for _ in range(40)}
        self.assertEqual(heights, {7, 5})

    def test_a_stalled_node_stays_where_it_was(self):
        self.mood({"mood": "stalled", "age": 600})
        before = self.view()
        self.send(to=NOBODY, value=1)
        self.mine(3)
        self.assertEqual(self.view(), before)
        old = self.through("eth_getBlockByNumber", "latest", False)["timestamp"]
        new = self.rpc("eth_getBlockByNumber", "latest", False)["timestamp"]
        self.assertGreater(int(new, 16) - int(old, 16), 500)

    def test_a_node_that_syncs_knows_nothing_yet(self):
        self.mood({"mood": "syncing"})
        self.assertEqual(self.view(), (0, 0, 0, None, None))
        self.assertEqual(self.through("eth_syncing")["highestBlock"], hx(7))
