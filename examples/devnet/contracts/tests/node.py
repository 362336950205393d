"""As much of a development node as deploying takes, on loopback: one block a transaction, no signatures."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from .chain import GAS, OWNER, PROVER, STRANGER, Chain, Reverted


class Node:
    """Serves a chain until the ``with`` block ends."""

    def __init__(self) -> None:
        self.chain = Chain()
        self._receipts: dict[str, dict[str, Any]] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._lock = threading.Lock()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Node:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _handler(node) -> type[BaseHTTPRequestHandler]:  # noqa: N805
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                answer = {"jsonrpc": "2.0", "id": request["id"]}
                try:
                    with node._lock:
                        answer["result"] = getattr(node, request["method"])(*request["params"])
                except Reverted as error:
                    answer["error"] = {"code": 3, "message": "execution reverted", "data": "0x" + error.data.hex()}
                body = json.dumps(answer).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Says nothing."""

        return Handler

    def eth_accounts(self) -> list[str]:
        return [OWNER, PROVER, STRANGER]

    def eth_blockNumber(self) -> str:
        return hex(self.chain.number)

    def eth_getCode(self, address: str, _: str) -> str:
        return "0x" + bytes(self.chain.evm.get_code(address)).hex()

    def eth_call(self, transaction: dict[str, str], block: str) -> str:
        assert block in ("latest", hex(self.chain.number))
        return "0x" + self.chain.call(transaction["to"], _data(transaction), PROVER).hex()

    def eth_estimateGas(self, transaction: dict[str, str]) -> str:
        with self.chain.forgotten():
            self._run(transaction)
        return hex(GAS)

    def eth_sendTransaction(self, transaction: dict[str, str]) -> str:
        self.chain.advance(1, 12)
        receipt = {"status": "0x1", "blockNumber": hex(self.chain.number), "contractAddress": None}
        try:
            receipt["contractAddress"] = self._run(transaction)
        except Reverted:
            receipt["status"] = "0x0"
        transaction_hash = f"0x{len(self._receipts):064x}"
        self._receipts[transaction_hash] = receipt
        return transaction_hash

    def eth_getTransactionReceipt(self, transaction_hash: str) -> dict[str, Any] | None:
        return self._receipts.get(transaction_hash)


    def _run(self, transaction: dict[str, str]) -> str | None:
        """The address created, if any."""
        if "to" in transaction:
            self.chain.call(transaction["to"], _data(transaction), transaction["from"])
            return None
        return self.chain.create(_data(transaction), sender=transaction["from"]).lower()


def _data(transaction: dict[str, str]) -> bytes:
    return bytes.fromhex(transaction["data"].removeprefix("0x"))
