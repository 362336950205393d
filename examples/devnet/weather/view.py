"""A chain as a node sees it that is some blocks behind, made from one that is not."""
from __future__ import annotations

from typing import Any, Callable, Optional

from .exchange import Answer, Ask, Call, error, result

# Methods that look at a state, and where among their parameters the block stands.
STATE_METHODS = {"eth_call": 1, "eth_estimateGas": 1, "eth_getBalance": 1, "eth_getCode": 1, "eth_getTransactionCount": 1,
                 "eth_getStorageAt": 2, "eth_createAccessList": 1, "eth_getProof": 2}
# Methods that look at a block by its number or tag.
BLOCK_METHODS = {"eth_getBlockByNumber": 0, "eth_getBlockReceipts": 0, "eth_getBlockTransactionCountByNumber": 0,
                 "eth_getTransactionByBlockNumberAndIndex": 0}
FOUND_METHODS = ("eth_getBlockByHash", "eth_getTransactionReceipt")


class View:
    """What a node answers whose newest block is `head()`: no later block, receipt or state exists for it, and nothing is
    pending. Transactions that were mined later are known, as waiting."""

    def __init__(self, ask: Ask, head: Callable[[], int]):
        self._ask, self._head = ask, head

    @classmethod
    def behind(cls, ask: Ask, blocks: int) -> "View":
        """A view that follows the node's own, so many blocks behind."""
        return cls(ask, lambda: max(0, height(ask) - blocks))

    def answer(self, call: Call) -> Optional[Answer]:
        """The answer, or None for what does not depend on the head."""
        if call.method == "eth_blockNumber":
            return result(hex(self._head()))
        if call.method in STATE_METHODS:
            return self._at_state(call, STATE_METHODS[call.method])
        if call.method in BLOCK_METHODS:
            return self._at_block(call, BLOCK_METHODS[call.method])
        if call.method in FOUND_METHODS:
            return self._found(call)
        if call.method == "eth_getTransactionByHash":
            return self._transaction(call)
        if call.method == "eth_feeHistory" and len(call.params) > 1:
            number = self._number(call.params[1])
            return self._ask(call.method, [call.params[0], hex(min(number, self._head())), *call.params[2:]])
        if call.method == "eth_getLogs" and call.params:
            return self._logs(call)
        return None

    def _number(self, tag: Any) -> int:
        """The block that a tag means here; by hash it stands for itself, and by number it may be too high."""
        if isinstance(tag, dict):
            if "blockHash" in tag:
                block = self._ask("eth_getBlockByHash", [tag["blockHash"], False]).get("result")
                return int(block["number"], 16) if block else self._head() + 1
            tag = tag.get("blockNumber", "latest")
        if isinstance(tag, str) and tag.startswith("0x"):
            return int(tag, 16)
        if tag == "earliest":
            return 0
        head = self._head()
        if tag in ("safe", "finalized"):
            block = self._ask("eth_getBlockByNumber", [tag, False]).get("result")
            return min(head, int(block["number"], 16)) if block else head
        return head

    def _at_state(self, call: Call, place: int) -> Answer:
        params = list(call.params) + ["latest"] * (place + 1 - len(call.params))
        number = self._number(params[place])
        if number > self._head():
            return error(-32000, "header not found")
        params[place] = hex(number)
        return self._ask(call.method, params)

    def _at_block(self, call: Call, place: int) -> Answer:
        params = list(call.params) or ["latest"]
        number = self._number(params[place])
        if number > self._head():
            return result(None)
        params[place] = hex(number)
        return self._ask(call.method, params)

    def _found(self, call: Call) -> Answer:
        answer = self._ask(call.method, call.params)
        found = answer.get("result")
        number = found and found.get("number", found.get("blockNumber"))
        return result(None) if number and int(number, 16) > self._head() else answer

    def _transaction(self, call: Call) -> Answer:
        answer = self._ask(call.method, call.params)
        found = answer.get("result")
        if found and found.get("blockNumber") and int(found["blockNumber"], 16) > self._head():
            return result({**found, "blockHash": None, "blockNumber": None, "transactionIndex": None})
        return answer

    def _logs(self, call: Call) -> Answer:
        asked = call.params[0]
        if not isinstance(asked, dict) or "blockHash" in asked:
            return self._ask(call.method, call.params)
        first, last = (self._number(asked.get(name, "latest")) for name in ("fromBlock", "toBlock"))
        if first > self._head():
            return result([])
        return self._ask(call.method, [{**asked, "fromBlock": hex(first), "toBlock": hex(min(last, self._head()))}])


def height(ask: Ask) -> int:
    """The height of the node's own chain; 0 where it does not say."""
    return int(ask("eth_blockNumber", []).get("result") or "0x0", 16)
