"""A node in this process and a small JSON-RPC client for it."""
from __future__ import annotations

import http.client
import json
import unittest
import urllib.error
import urllib.request
from typing import Any, Callable, Optional

from chain.command import parser, start_node
from chain.encoding import GWEI, hb
from chain.errors import RpcError
from chain.transactions import sign_transaction

# sload slot 0, add 1, sstore, log0 of the new value, return it
COUNTER = bytes.fromhex("5f5460010180" "5f55" "5f52" "60205fa0" "60205ff3")
TRANSPORT_ERRORS = (urllib.error.URLError, http.client.HTTPException, ConnectionError, ValueError)


def post(url: str, body: Any) -> Any:
    """Sends a JSON body (bytes as they are); the decoded answer."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=20) as r:
        return json.loads(r.read())


def rpc(url: str, method: str, *params: Any) -> Any:
    """Result of a call; RpcError when the node answers with one."""
    out = post(url, {"jsonrpc": "2.0", "id": 1, "method": method, "params": list(params)})
    if "error" in out:
        raise RpcError(out["error"]["code"], out["error"]["message"], out["error"].get("data"))
    return out["result"]


class NodeTest(unittest.TestCase):
    """Each test gets its own nodes, closed at its end."""

    url: str

    def start(self, *args: str) -> None:
        """Starts the node that `rpc` and the rest talk to."""
        self.node = start_node(parser().parse_args(["--port", "0", *args]))
        self.addCleanup(self.node.close)
        self.url, self.chain = self.node.first.url, self.node.chain
        self.keys = list(self.chain.keys.items())

    def rpc(self, method: str, *params: Any) -> Any:
        """A call to the first endpoint."""
        return rpc(self.url, method, *params)

    def quantity(self, method: str, *params: Any) -> int:
        """A call whose result is a hexadecimal number."""
        return int(self.rpc(method, *params), 16)

    def raw(self, nonce: Optional[int] = None, to: Optional[str] = None, value: int = 0, data: bytes = b"",
            gas: int = 100000, who: int = 0, chain_id: int = 31337, **fees: int) -> str:
        """A signed transaction; 10 gwei with 1 gwei tip unless told."""
        address, key = self.keys[who]
        if nonce is None:
            nonce = self.quantity("eth_getTransactionCount", address, "pending")
        if "gas_price" not in fees:
            fees = {"max_fee": 10 * GWEI, "max_tip": GWEI, **fees}
        return hb(sign_transaction(key, chain_id, nonce, to, value, data, gas, **fees))

    def send(self, *args: Any, **kw: Any) -> str:
        """Signs and sends; the hash."""
        return self.rpc("eth_sendRawTransaction", self.raw(*args, **kw))

    def receipt(self, tx_hash: str) -> Any:
        """Receipt, or None."""
        return self.rpc("eth_getTransactionReceipt", tx_hash)

    def deploy(self, runtime: bytes) -> str:
        """Address of a new contract with this code."""
        init = bytes([0x61, len(runtime) >> 8, len(runtime) & 255, 0x80, 0x60, 0x0A, 0x5F, 0x39, 0x5F, 0xF3])
        return self.receipt(self.send(data=init + runtime, gas=2_000_000))["contractAddress"]

    def refused(self, text: str, run: Callable[..., Any], *args: Any, **kw: Any) -> RpcError:
        """The RpcError that `run` raises, which must contain `text`."""
        with self.assertRaises(RpcError) as caught:
            run(*args, **kw)
        self.assertIn(text, caught.exception.message)
        return caught.exception

    def fault(self, kind: str, *methods: str, **fields: Any) -> int:
        """Installs a fault on the first endpoint."""
        return self.rpc("devnet_addFault", {"kind": kind, **({"methods": list(methods)} if methods else {}), **fields})
