"""The table of JSON-RPC methods and how one is called."""
from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Callable

from .blockchain import Blockchain
from .errors import RpcError, invalid_params
from .rejections import Rejection
from .view import ChainView

if TYPE_CHECKING:
    from .endpoint import Endpoint


@dataclass(frozen=True)
class Context:
    """What a method works on: the chain as the request sees it, and the endpoint that was asked."""

    view: ChainView
    endpoint: "Endpoint"

    @property
    def chain(self) -> Blockchain:
        """The chain itself, at its head."""
        return self.view.chain


@dataclass(frozen=True)
class _Method:
    run: Callable[..., Any]
    least: int
    most: float


_METHODS: dict[str, _Method] = {}


def method(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Registers a function of (Context, parameters…) under its own name and the given ones."""
    def register(run: Callable[..., Any]) -> Callable[..., Any]:
        params = list(inspect.signature(run).parameters.values())[1:]
        least = sum(p.kind is p.POSITIONAL_OR_KEYWORD and p.default is p.empty for p in params)
        most = float("inf") if any(p.kind is p.VAR_POSITIONAL for p in params) else len(params)
        for name in (run.__name__, *names):
            _METHODS[name] = _Method(run, least, most)
        return run
    return register


def is_known(name: str) -> bool:
    """Whether there is a method of this name."""
    return name in _METHODS


def dispatch(endpoint: "Endpoint", name: str, params: Any, lag: int = 0) -> Any:
    """Runs a method on the chain `lag` blocks behind its head; RpcError in the words of the endpoint's client."""
    found = _METHODS.get(name)
    if found is None:
        raise RpcError(-32601, f"the method {name[:80]} does not exist/is not available")
    if params is None:
        params = []
    if not isinstance(params, list):
        raise invalid_params("params must be an array")
    if not found.least <= len(params) <= found.most:
        raise invalid_params(f"wrong number of parameters for {name}")
    chain = endpoint.node.chain
    with chain.lock:
        try:
            return found.run(Context(ChainView(chain, lag), endpoint), *params)
        except Rejection as e:
            raise e.said_by(endpoint.client) from None
