"""A JSON-RPC connection to a development node: calls, and transactions of its own accounts."""

from __future__ import annotations

import http.client
import json
import time
import urllib.error
import urllib.request
from typing import Any

from .errors import describe_revert

MAX_ANSWER_SIZE = 8 << 20
REQUEST_TIMEOUT = 60  # seconds
RECEIPT_TIMEOUT = 120  # seconds
POLL_INTERVAL = 0.05  # seconds


class RPCError(RuntimeError):
    """The node could not be asked, answered nonsense, or refused; a revert is named."""


class Node:
    """A node behind a URL."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._last_id = 0

    def request(self, method: str, *parameters: Any) -> Any:
        """The result of a method. Raises ``RPCError``."""
        self._last_id += 1
        body = json.dumps({"jsonrpc": "2.0", "id": self._last_id, "method": method, "params": parameters})
        request = urllib.request.Request(self._url, body.encode(), {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=REQUEST_TIMEOUT) as answer:
                content = answer.read(MAX_ANSWER_SIZE + 1)
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise RPCError(f"{method}: {error}") from None
        if len(content) > MAX_ANSWER_SIZE:
            raise RPCError(f"{method}: the answer is too large")
        try:
            document = json.loads(content)
        except ValueError:
            raise RPCError(f"{method}: the answer is not JSON") from None
        if not isinstance(document, dict) or document.get("id") != self._last_id:
            raise RPCError(f"{method}: not an answer to this request")
        if document.get("error") is not None:
            raise RPCError(f"{method}: {_refusal(document['error'])}")
        return document.get("result")

    def accounts(self) -> list[str]:
        """The accounts the node signs for."""
        return list(self.request("eth_accounts"))

    def block_number(self) -> int:
        """The height of the chain."""
        return int(self.request("eth_blockNumber"), 16)

    def call(self, to: str, data: bytes, block: str = "latest") -> bytes:
        """What a contract answers. Raises ``RPCError``, with the error's name, when it reverts."""
        return _data(self.request("eth_call", {"to": to, "data": _text(data)}, block))

    def code_size(self, address: str) -> int:
        """The size of the code at an address; 0 for none."""
        return len(_data(self.request("eth_getCode", address, "latest")))

    def send(self, sender: str, data: bytes, to: str | None = None) -> dict[str, Any]:
        """Sends a transaction of one of the node's accounts and waits for its receipt.

        Raises ``RPCError`` when it would revert, did revert, or is not mined in time.
        """
        transaction = {"from": sender, "data": _text(data)} | ({"to": to} if to else {})
        gas = int(self.request("eth_estimateGas", transaction), 16)
        transaction_hash = self.request("eth_sendTransaction", transaction | {"gas": hex(gas + gas // 8)})
        deadline = time.monotonic() + RECEIPT_TIMEOUT
        while (receipt := self.request("eth_getTransactionReceipt", transaction_hash)) is None:
            if time.monotonic() > deadline:
                raise RPCError(f"transaction {transaction_hash} is not mined")
            time.sleep(POLL_INTERVAL)
        if int(receipt["status"], 16) != 1:
            raise RPCError(f"transaction {transaction_hash} reverted")
        return receipt


def _refusal(error: Any) -> str:
    if not isinstance(error, dict):
        return "refused"
    message, data = str(error.get("message", "refused")), error.get("data")
    if isinstance(data, dict):
        data = data.get("data")
    return f"{message} ({describe_revert(_data(data))})" if isinstance(data, str) else message


def _text(data: bytes) -> str:
    return "0x" + data.hex()


def _data(text: Any) -> bytes:
    try:
        return bytes.fromhex(text.removeprefix("0x"))
    except (AttributeError, ValueError):
        raise RPCError("the answer is not hexadecimal data") from None
