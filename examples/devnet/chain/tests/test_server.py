"""HTTP and JSON-RPC at their edges, and the life of the process."""
import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import unittest
from pathlib import Path

from chain.encoding import EMPTY_CODE_HASH, hb
from chain.errors import RpcError
from chain.request_log import MAX_ENTRIES, RequestLog

from .support import NodeTest, post, rpc

DEVNET = Path(__file__).resolve().parents[2]


class Protocol(NodeTest):
    def setUp(self):
        self.start("--max-body", "4096")

    def exchange(self, data: bytes) -> bytes:
        """Raw bytes to the port; all that comes back until it closes."""
        with socket.create_connection(("127.0.0.1", self.node.first.port), timeout=20) as s:
            s.sendall(data)
            out = b""
            while chunk := s.recv(65536):
                out += chunk
            return out

    def test_batches_unknown_methods_and_wrong_parameters(self):
        out = post(self.url, [{"jsonrpc": "2.0", "id": 1, "method": "eth_chainId"},
                              {"jsonrpc": "2.0", "id": "x", "method": "nope_method", "params": []},
                              {"jsonrpc": "2.0", "method": "eth_chainId"}])
        self.assertEqual(out[0]["result"], "0x7a69")
        self.assertEqual((out[1]["error"]["code"], out[1]["id"], len(out)), (-32601, "x", 2))
        self.assertEqual(self.refused("nope", self.rpc, "nope").code, -32601)
        self.refused("invalid address", self.rpc, "eth_getBalance", "0x12")
        self.refused("wrong number of parameters", self.rpc, "eth_getBalance")
        self.refused("wrong number of parameters", self.rpc, "eth_chainId", 1)
        self.refused("header not found", self.rpc, "eth_getCode", self.keys[0][0], "0x99")
        self.assertIsNone(self.rpc("eth_getBlockByNumber", "0x99", False))
        self.assertEqual(self.rpc("web3_sha3", "0x"), hb(EMPTY_CODE_HASH))
        h = self.rpc("eth_sendTransaction", {"from": self.keys[3][0], "to": self.keys[4][0], "value": "0x1"})
        self.assertEqual(self.receipt(h)["status"], "0x1")
        self.assertEqual(self.rpc("devnet_status")["requests"]["unknown"], 2)

    def test_malformed_bodies_get_a_json_rpc_error(self):
        deep = b"[" * 2000 + b"]" * 2000
        for body, code in ((b"", -32700), (b"{", -32700), (b"\xff\xfe", -32700), (deep, -32700), (b"[]", -32600),
                           (b"5", -32600), (b'"x"', -32600), (b"null", -32600), (b"{}", -32600),
                           (b'{"method":5,"id":1}', -32600), (b'{"method":"eth_chainId","id":1,"params":{}}', -32602),
                           (b"[" + b"1," * 1500 + b"1]", -32600)):
            with self.subTest(body[:40]):
                self.assertEqual(post(self.url, body)["error"]["code"], code)

    def test_hostile_parameters_never_are_internal_errors(self):
        rng = random.Random(1)
        values = [None, True, -1, 1.5, 2**300, "", "0x", "latest", "0x" + "ff" * 40, "0x" + "zz" * 20, [], [[]], {},
                  [{}], {"blockHash": 5}, {"from": 1}, {"topics": 5}, {"to": []}, {"accessList": [5]}, "0x" + "11" * 20,
                  {"gas": "0xffffffffffffffffff"}, {"value": "0x" + "f" * 64}, {"maxFeePerGas": "0x" + "f" * 64}]
        methods = ["eth_call", "eth_estimateGas", "eth_getLogs", "eth_getBlockByNumber", "eth_getBalance",
                   "eth_getStorageAt", "eth_getTransactionByHash", "eth_feeHistory", "eth_sendTransaction",
                   "eth_sendRawTransaction", "eth_getBlockReceipts", "devnet_hold", "devnet_setBalance",
                   "devnet_addFault", "devnet_openEndpoint", "devnet_reorg", "evm_revert", "web3_sha3"]
        for _ in range(400):
            name, params = rng.choice(methods), [rng.choice(values) for _ in range(rng.randrange(4))]
            if name == "devnet_openEndpoint" and not (params and params[0]):
                continue
            try:
                self.rpc(name, *params)
            except RpcError as e:
                self.assertNotEqual(e.code, -32603, (name, params, e.message))

    def test_bodies_over_the_limit_or_without_length_are_refused(self):
        for head, status in ((b"Content-Length: 4097", b"413"), (b"Content-Length: " + b"9" * 30, b"413"),
                             (b"Content-Length: -1", b"400"), (b"Content-Length: x", b"400"), (b"X: y", b"411"),
                             (b"Transfer-Encoding: chunked", b"411")):
            with self.subTest(head):
                out = self.exchange(b"POST / HTTP/1.1\r\nHost: x\r\n" + head + b"\r\n\r\n")
                self.assertEqual(out.split()[1], status)
        self.assertEqual(self.rpc("eth_chainId"), "0x7a69")

    def test_one_connection_serves_many_requests(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.node.first.port, timeout=20)
        self.addCleanup(connection.close)
        for i in range(3):
            connection.request("POST", "/", json.dumps({"jsonrpc": "2.0", "id": i, "method": "eth_chainId"}))
            self.assertEqual(json.loads(connection.getresponse().read())["id"], i)
        connection.request("GET", "/")
        self.assertEqual(json.loads(connection.getresponse().read()), {"status": "ok"})

    def test_the_request_log_is_bounded(self):
        log = RequestLog()
        for _ in range(MAX_ENTRIES + 5):
            log.add("eth_call")
        self.assertEqual((len(log.last(10**6)), log.counts()), (MAX_ENTRIES, {"eth_call": MAX_ENTRIES + 5}))
        self.rpc("eth_chainId")
        self.assertEqual([e["method"] for e in self.rpc("devnet_requestLog", 5)], ["eth_chainId"])
        self.rpc("devnet_clearRequestLog")
        self.assertEqual(self.rpc("devnet_requestLog"), [])


class Process(unittest.TestCase):
    def launch(self, *args: str) -> tuple[subprocess.Popen, dict]:
        """The command as its users run it, and the line it prints."""
        p = subprocess.Popen([sys.executable, "-m", "chain", "--port", "0", *args], cwd=DEVNET, text=True,
                             stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.addCleanup(self.end, p)
        return p, json.loads(p.stdout.readline())

    @staticmethod
    def end(p: subprocess.Popen) -> None:
        """Leaves neither the process nor its pipes behind."""
        p.kill()
        p.wait()
        p.stdin.close()
        p.stdout.close()

    def test_the_ready_line_names_url_chain_and_process(self):
        p, ready = self.launch("--chain-id", "1234", "--endpoints", "2")
        self.assertEqual((ready["chain_id"], ready["pid"], len(ready["endpoints"])), (1234, p.pid, 2))
        self.assertEqual(ready["url"], ready["endpoints"][0])
        for url in ready["endpoints"]:
            self.assertEqual(rpc(url, "eth_chainId"), hex(1234))

    def test_sigterm_and_sigint_end_it_cleanly_even_during_a_hang(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            p, ready = self.launch("--block-time", "3600", "--fault", '{"kind":"hang","methods":["eth_call"]}')
            host, port = ready["url"][7:].split(":")
            hanging = http.client.HTTPConnection(host, int(port), timeout=30)
            hanging.request("POST", "/", b'{"id":1,"method":"eth_call","params":[{}]}')
            self.assertEqual(rpc(ready["url"], "eth_chainId"), "0x7a69")
            os.kill(p.pid, number)
            self.assertEqual(p.wait(30), 0)
            hanging.close()

    def test_it_ends_when_standard_input_closes_if_asked_to(self):
        p, _ = self.launch("--exit-on-stdin-close")
        p.stdin.close()
        self.assertEqual(p.wait(30), 0)

    def test_it_runs_as_a_directory_and_refuses_other_hosts_and_bad_faults(self):
        run = [sys.executable, str(DEVNET / "chain")]
        done = subprocess.run([*run, "--version"], capture_output=True, text=True, cwd="/", timeout=60)
        self.assertEqual((done.returncode, done.stdout[:13]), (0, "devnet-chain/"))
        self.assertEqual(subprocess.run([*run, "--host", "0.0.0.0"], capture_output=True, timeout=60).returncode, 2)
        done = subprocess.run([*run, "--port", "0", "--fault", '{"kind":"x"}'], capture_output=True, timeout=60)
        self.assertEqual((done.returncode, done.stdout), (64, b""))
