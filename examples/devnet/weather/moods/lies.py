"""A node that says what is not so, about anything."""
from __future__ import annotations

from dataclasses import field
from typing import Any, Optional

from ..exchange import Answer, Call, result
from ..mood import Mood, misleads, mood, serves, useless
from .refusals import FOREVER


@mood
class Lies(Mood):
    """A `method` answers `answer`, the first `k` times; an eth_call does if its data begin with `selector`, an
    eth_getStorageAt if its slot does."""

    method: str = "eth_call"
    answer: str = "0x"
    selector: str = "0x"
    k: int = FOREVER
    variants = (
        misleads(method="eth_chainId", answer="0x1"), misleads(method="eth_getCode"),
        misleads(method="eth_getStorageAt", answer="0x" + "00" * 32),
        misleads(method="eth_call", selector="0x0d8e6e2c", answer="0x" + f"{9:064x}" + "00" * 64),
        serves(method="eth_getCode", k=1), serves(method="eth_chainId", answer="0x1", k=1),
        serves(method="eth_call", selector="0x0d8e6e2c", answer="0x" + f"{9:064x}" + "00" * 64, k=1))

    def __post_init__(self) -> None:
        self._count = 0

    def instead(self, call: Call) -> Optional[Answer]:
        if call.method != self.method or not _subject(call).startswith(self.selector):
            return None
        self._count += 1
        return result(self.answer) if self._count <= self.k else None


def _subject(call: Call) -> str:
    """What a call is about, where the method alone does not say: the data of an eth_call, the slot of a storage word."""
    first: Any = call.params[0] if call.params else None
    if call.method == "eth_call" and isinstance(first, dict):
        return str(first.get("input") or first.get("data") or "0x")
    return str(call.params[1]) if call.method == "eth_getStorageAt" and len(call.params) > 1 else "0x"


@mood
class NullResults(Mood):
    """`methods` answer null."""

    methods: list[str] = field(default_factory=lambda: ["eth_getBlockByNumber"])
    variants = (useless(), useless(methods=["eth_call"]), useless(methods=["eth_chainId"]))

    def instead(self, call: Call) -> Optional[Answer]:
        return result(None) if call.method in self.methods else None
