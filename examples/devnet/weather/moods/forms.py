"""Good answers in other clothes, and answers that are not well formed."""
from __future__ import annotations

import gzip
import re
from dataclasses import field
from typing import Any, Optional

from ..exchange import Answer, Call, Reply, error
from ..mood import Mood, mood, one_of, reads_only, serves, useless


@mood
class ContentType(Mood):
    """Good JSON of the content type `type`; without the header where that is none."""

    type: str = "text/plain; charset=utf-8"
    variants = (serves(), serves(type="none"), serves(type="text/html"), serves(type="application/json; charset=UTF-8"),
                serves(type="application/octet-stream"), serves(type="nonsense"))

    def carried(self, reply: Reply, calls: list[Call]) -> Reply:
        reply.headers.pop("Content-Type", None)
        if self.type != "none":
            reply.headers["Content-Type"] = self.type
        return reply


@mood
class Gzipped(Mood):
    """gzip, asked for or not; `broken`: said to be gzip, and it is not."""

    broken: bool = False
    variants = (serves(), useless(broken=True))

    def carried(self, reply: Reply, calls: list[Call]) -> Reply:
        reply.body = reply.body if self.broken else gzip.compress(reply.body)
        reply.headers["Content-Encoding"] = "gzip"
        return reply


ERRORS: dict[str, Any] = {"text": "daily quota used up", "silent": {"code": -32000}, "empty": {}, "number": 7, "list": ["quota"],
                          "code-text": {"code": "-32005", "message": "limit"}, "no-code": {"message": "quota used up"},
                          "nested": {"code": -32000, "message": {"text": "quota used up"}}}


@mood
class OddError(Mood):
    """Every answer is an error of an odd form: `how` is text, silent (no message) and so on."""

    how: str = "text"
    variants = tuple(useless(how=how) for how in ERRORS)

    def __post_init__(self) -> None:
        one_of("odd-error: how", self.how, ERRORS)

    def instead(self, call: Call) -> Optional[Answer]:
        return {"error": ERRORS[self.how]}


@mood
class Lacks(Mood):
    """Knows no `methods`, or with `block` no such block."""

    methods: list[str] = field(default_factory=lambda: ["eth_gasPrice"])
    block: str = ""
    variants = (
        serves(), serves(block="pending"), serves(methods=["eth_feeHistory"]), serves(methods=["eth_maxPriorityFeePerGas"]),
        serves(methods=["eth_getTransactionByHash"]), serves(methods=["eth_gasPrice", "eth_feeHistory"]),
        serves(methods=["eth_getLogs"]), useless(methods=["eth_getStorageAt"]), serves(methods=["eth_blockNumber"]))

    def instead(self, call: Call) -> Optional[Answer]:
        if self.block and self.block in call.params:
            return error(-32000, f"{self.block} state is not available")
        if not self.block and call.method in self.methods:
            return error(-32601, f"the method {call.method} does not exist/is not available")
        return None


@mood
class Strips(Mood):
    """Objects that answer `method` have no such `members`; with `nulls` they are null."""

    method: str = "eth_getTransactionReceipt"
    members: list[str] = field(default_factory=lambda: ["effectiveGasPrice"])
    nulls: bool = False
    variants = (
        serves(), serves(nulls=True), reads_only(members=["logs", "logsBloom"]), serves(members=["type", "cumulativeGasUsed"]),
        serves(members=["from", "to", "contractAddress"]), serves(method="eth_getTransactionByHash", members=["type", "chainId"]),
        serves(method="eth_getBlockByNumber", members=["size", "totalDifficulty", "uncles", "withdrawals", "mixHash"]),
        useless(method="eth_getBlockByNumber", members=["number"]), useless(method="eth_getBlockByNumber", members=["hash"]))

    def altered(self, call: Call, answer: Answer) -> Answer:
        found = answer.get("result")
        if call.method != self.method or not isinstance(found, dict):
            return answer
        kept = {name: value for name, value in found.items() if name not in self.members}
        return {"result": {**kept, **({name: None for name in self.members} if self.nulls else {})}}


ENVELOPES = ("wrong-id", "text-id", "no-id", "null-id", "no-version", "old-version", "null-error", "null-result", "extra",
             "both", "neither", "reversed", "swapped", "nested", "doubled")


@mood
class Envelope(Mood):
    """JSON-RPC objects of another form: `how` is wrong-id, text-id, no-version, null-error (beside a result), reversed (order of
    a batch), extra (more members), both (result and error) and so on."""

    how: str = "wrong-id"
    variants = (
        *(useless(how=how) for how in ("wrong-id", "no-id", "null-id", "both", "neither", "nested")),
        *(serves(how=how) for how in ("text-id", "no-version", "null-error", "extra", "reversed")),
        *(useless(how=how) for how in ("old-version", "doubled", "null-result")))

    def __post_init__(self) -> None:
        one_of("envelope: how", self.how, ENVELOPES)

    def enveloped(self, responses: list[Any], is_batch: bool) -> Any:
        responses = [self._other(response) for response in responses]
        if self.how == "reversed":
            responses.reverse()
        if self.how == "doubled" and is_batch:
            responses = responses + responses[:1]
        return [responses] if self.how == "nested" else super().enveloped(responses, is_batch)

    def _other(self, response: dict[str, Any]) -> dict[str, Any]:
        identifier, rest = response.get("id"), {k: v for k, v in response.items() if k != "id"}
        if self.how == "no-id":
            return rest
        if self.how in ("wrong-id", "text-id", "null-id"):
            return {**rest, "id": {"wrong-id": [identifier], "text-id": str(identifier), "null-id": None}[self.how]}
        if self.how in ("no-version", "old-version"):
            version = {} if self.how == "no-version" else {"jsonrpc": "1.0"}
            return {**version, **{k: v for k, v in response.items() if k != "jsonrpc"}}
        if self.how == "extra":
            return {"node": "eu-3", "took": 0.4, **response, "cached": [None, {"x": "é\u0000"}]}
        if self.how == "null-error":
            return {**response, **({"error": None} if "result" in response else {"result": None})}
        if self.how == "null-result":
            return {"jsonrpc": "2.0", "id": identifier, "result": None, "error": {"code": -32000, "message": "quota used up"}}
        if self.how == "both":
            return {**response, "result": response.get("result"), "error": {"code": -32000, "message": "stale cache"}}
        if self.how == "neither":
            return {"jsonrpc": "2.0", "id": identifier}
        return response


_QUANTITY = re.compile(r'"0x([0-9a-f]{1,16})"')
_SPELLINGS = {"upper": lambda d: f'"0x{d.upper()}"', "prefix": lambda d: f'"0X{d}"', "zeros": lambda d: f'"0x{d:0>16}"',
              "decimal": lambda d: f'"{int(d, 16)}"', "number": lambda d: str(int(d, 16)),
              "empty": lambda d: '"0x"' if int(d, 16) == 0 else f'"0x{d}"'}


@mood
class Quantities(Mood):
    """Numbers are spelt otherwise: `how` is upper (digits), zeros (leading ones), empty (0x for zero), prefix (0X), decimal
    text or a JSON number."""

    how: str = "zeros"
    variants = (serves(how="upper"), serves(how="zeros"), serves(how="empty"), useless(how="number"), useless(how="prefix"),
                useless(how="decimal"))

    def __post_init__(self) -> None:
        one_of("quantities: how", self.how, _SPELLINGS)

    def worded(self, text: str) -> str:
        return _QUANTITY.sub(lambda found: _SPELLINGS[self.how](found[1]), text)


@mood
class Text(Mood):
    """The JSON text is otherwise: `how` is spaced, marked (a byte order mark), escaped, twice (the text twice), duplicates
    (each `result` twice), comma (a trailing one), single (quotes), deep (nested 10,000 times), latin (not UTF-8)."""

    how: str = "spaced"
    variants = (
        serves(how="spaced"), serves(how="escaped"),
        *(useless(how=how) for how in ("marked", "duplicates", "twice", "comma", "single", "deep")))

    def __post_init__(self) -> None:
        one_of("text: how", self.how, ("spaced", "marked", "escaped", "twice", "duplicates", "comma", "single", "deep"))

    def worded(self, text: str) -> str:
        if self.how == "spaced":
            return "\r\n\t " + text.replace(",", " ,\n ") + "\n\n"
        if self.how == "escaped":
            return re.sub(r'"0x', lambda _: r'"\u0030\u0078', text)
        if self.how == "duplicates":
            return re.sub(r'"result": ("0x[0-9a-f]*")', r'"result": \1, "result": \1', text)
        if self.how == "comma":
            return text[:-1] + "," + text[-1]
        return {"marked": "\ufeff" + text, "twice": text + text, "single": text.replace('"', "'"),
                "deep": "[" * 10000 + "]" * 10000}[self.how]
