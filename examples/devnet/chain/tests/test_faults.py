"""Every kind of fault does what it says, as often as it was told."""
import urllib.error
import urllib.request

from chain.encoding import GWEI, hx

from .support import COUNTER, NodeTest, TRANSPORT_ERRORS, post, rpc


class Faults(NodeTest):
    def setUp(self):
        self.start()

    def test_http_status_with_headers_twice_for_one_method(self):
        self.fault("http", "eth_chainId", status=429, count=2, headers={"Retry-After": "1"})
        for _ in range(2):
            with self.assertRaises(urllib.error.HTTPError) as caught:
                self.rpc("eth_chainId")
            self.assertEqual((caught.exception.code, caught.exception.headers["Retry-After"]), (429, "1"))
            caught.exception.close()
        self.assertEqual((self.rpc("eth_blockNumber"), self.rpc("eth_chainId")), ("0x0", hx(31337)))
        self.assertEqual(self.rpc("devnet_status")["requests"]["eth_chainId"], 3)

    def test_broken_transport(self):
        for kind in ("drop", "garbage", "empty", "truncate"):
            self.fault(kind, count=1)
            with self.subTest(kind), self.assertRaises(TRANSPORT_ERRORS):
                self.rpc("eth_chainId")
        self.fault("hang", count=1, ms=10)
        with self.assertRaises(TRANSPORT_ERRORS):
            self.rpc("eth_chainId")
        self.assertEqual(self.rpc("eth_chainId"), hx(31337))

    def test_wrong_answers(self):
        self.fault("rpcError", count=1, code=-32005, message="limit", data="0x01")
        e = self.refused("limit", self.rpc, "eth_chainId")
        self.assertEqual((e.code, e.data), (-32005, "0x01"))
        self.fault("nullResult", skip=1, count=1)
        self.assertEqual([self.rpc("eth_chainId"), self.rpc("eth_chainId")], [hx(31337), None])
        self.fault("override", "eth_chainId", result="0x1", count=1)
        self.assertEqual([self.rpc("eth_chainId"), self.rpc("eth_chainId")], ["0x1", hx(31337)])
        self.fault("wrongId", count=1)
        self.assertEqual(post(self.url, {"jsonrpc": "2.0", "id": 5, "method": "eth_chainId"})["id"], [5])
        self.assertEqual(self.rpc("devnet_faults"), [])

    def test_a_batch_is_hit_only_where_the_method_matches(self):
        self.fault("override", "eth_chainId", result="0x1", count=1)
        out = post(self.url, [{"jsonrpc": "2.0", "id": i, "method": m} for i, m in
                              enumerate(("eth_chainId", "eth_blockNumber"))])
        self.assertEqual([o["result"] for o in out], ["0x1", "0x0"])

    def test_delay_combines_with_another_fault(self):
        self.fault("delay", ms=20, count=1)
        self.fault("override", result="0x5", count=1)
        self.assertEqual(self.rpc("eth_chainId"), "0x5")

    def test_lost_reply_is_executed(self):
        self.fault("lostReply", "eth_sendRawTransaction", count=1)
        with self.assertRaises(TRANSPORT_ERRORS):
            self.send(to=self.keys[1][0], value=1, gas=21000)
        self.assertEqual(self.rpc("eth_getTransactionCount", self.keys[0][0]), "0x1")

    def test_oversized_has_the_size_asked_for(self):
        body = b'{"jsonrpc":"2.0","id":1,"method":"eth_chainId"}'
        for announce in (True, False):
            self.fault("oversized", count=1, bytes=300_000, announce=announce)
            with urllib.request.urlopen(urllib.request.Request(self.url, body), timeout=20) as r:
                self.assertEqual(r.headers["Content-Length"], "300000" if announce else None)
                self.assertEqual(len(r.read()), 300_000)

    def test_before_changes_the_base_fee_between_check_and_send(self):
        self.rpc("devnet_setRejectUnderpriced", True)
        self.fault("before", "eth_sendRawTransaction",
                   do=[{"method": "devnet_setNextBlockBaseFee", "params": [hx(500 * GWEI)]}])
        before = self.quantity("eth_gasPrice")
        self.refused("max fee per gas less than block base fee", self.send, 0, self.keys[1][0], 1, gas=21000)
        self.assertGreater(self.quantity("eth_gasPrice"), before)
        self.assertEqual(self.rpc("devnet_faults"), [], "once, unless told otherwise")

    def test_after_and_errors_of_what_is_triggered(self):
        self.fault("after", "eth_chainId", do=[{"method": "evm_mine"}], count=2)
        call = {"jsonrpc": "2.0", "id": 1, "method": "eth_chainId"}
        post(self.url, [call, call])
        self.assertEqual(self.rpc("eth_blockNumber"), "0x1", "once a request, also in a batch")
        self.assertEqual(self.rpc("eth_chainId"), hx(31337))
        self.assertEqual(self.rpc("eth_blockNumber"), "0x2")
        self.fault("before", "eth_chainId", do=[{"method": "devnet_reorg", "params": [99]}])
        self.refused("before devnet_reorg: reorg depth", self.rpc, "eth_chainId")
        self.assertEqual(self.rpc("eth_chainId"), hx(31337))

    def test_faults_are_checked_when_installed(self):
        for bad in ({"kind": "explode"}, {"kind": "delay", "ms": -1}, {"kind": "delay", "millis": 5}, {"kind": []}, 5,
                    {"kind": "http", "status": 99}, {"kind": "http", "headers": {"a": "b\r\nc"}},
                    {"kind": "drop", "methods": "eth_call"}, {"kind": "drop", "count": 0}, {"kind": "drop", "skip": -1},
                    {"kind": "before", "do": [{"method": "devnet_nothing"}]}, {"kind": "rpcError", "code": "x"}):
            with self.subTest(bad):
                self.assertEqual(self.refused("", self.rpc, "devnet_addFault", bad).code, -32602)


class LaggingNode(NodeTest):
    def test_everything_is_read_from_the_older_block(self):
        self.start()
        c, a = self.deploy(COUNTER), self.keys[0][0]
        h = [self.send(to=c) for _ in range(3)]
        head = self.rpc("eth_getBlockByNumber", "latest", False)
        self.fault("lag", blocks=2)
        self.assertEqual(self.rpc("eth_blockNumber"), "0x2")
        for tag in ("latest", "pending"):
            self.assertEqual(self.rpc("eth_getTransactionCount", a, tag), "0x2")
            self.assertEqual(self.quantity("eth_call", {"to": c}, tag), 2)
            self.assertEqual(self.quantity("eth_getStorageAt", c, "0x0", tag), 1)
        self.assertEqual(self.rpc("eth_getBlockByNumber", "latest", False)["number"], "0x2")
        pending = self.rpc("eth_getBlockByNumber", "pending", False)
        self.assertEqual((pending["number"], pending["transactions"]), ("0x3", []))
        self.assertIsNotNone(self.receipt(h[0]))
        self.assertIsNone(self.receipt(h[1]))
        self.assertIsNone(self.rpc("eth_getTransactionByHash", h[1]))
        self.assertIsNone(self.rpc("eth_getBlockByNumber", "0x3", False))
        self.assertIsNone(self.rpc("eth_getBlockByHash", head["hash"], False))
        self.refused("header not found", self.rpc, "eth_call", {"to": c}, "0x3")
        self.refused("header for hash not found", self.rpc, "eth_call", {"to": c}, {"blockHash": head["hash"]})
        self.assertEqual(len(self.rpc("eth_getLogs", {"fromBlock": "0x0", "toBlock": "latest"})), 1)
        self.assertEqual(self.rpc("eth_feeHistory", 9, "latest")["oldestBlock"], "0x0")
        self.rpc("devnet_clearFaults")
        self.assertEqual((self.rpc("eth_blockNumber"), self.quantity("eth_call", {"to": c})), ("0x4", 4))


class SeveralEndpoints(NodeTest):
    def test_two_nodes_that_disagree_and_one_that_dies_and_returns(self):
        self.start()
        other = self.rpc("devnet_openEndpoint", {"client": "besu", "faults": [{"kind": "lag", "blocks": 1}]})
        url = other["url"]
        self.rpc("evm_mine")
        self.assertEqual((self.rpc("eth_blockNumber"), rpc(url, "eth_blockNumber")), ("0x1", "0x0"))
        rpc(url, "devnet_clearFaults")
        raw = self.raw(0, self.keys[1][0], 1, gas=21000)
        rpc(url, "eth_sendRawTransaction", raw)
        self.refused("Known transaction", rpc, url, "eth_sendRawTransaction", raw)
        self.refused("already known", self.rpc, "eth_sendRawTransaction", raw)
        self.assertEqual(rpc(url, "devnet_status")["requests"], {"eth_blockNumber": 1, "eth_sendRawTransaction": 2})
        self.assertEqual(self.rpc("devnet_endpoints"), [self.url, url])
        self.refused("cannot close itself", rpc, url, "devnet_closeEndpoint", url)
        self.assertIs(self.rpc("devnet_closeEndpoint", url), True)
        self.assertIs(self.rpc("devnet_closeEndpoint", url), False)
        with self.assertRaises(TRANSPORT_ERRORS):
            rpc(url, "eth_blockNumber")
        self.assertEqual(self.rpc("devnet_openEndpoint", {"port": other["port"]})["url"], url)
        self.assertEqual(rpc(url, "eth_blockNumber"), "0x2")
        self.refused("cannot listen", self.rpc, "devnet_openEndpoint", {"port": other["port"]})
