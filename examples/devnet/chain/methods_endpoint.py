"""Methods about endpoints: their faults, request logs, client names, and opening more of them."""
from __future__ import annotations

from typing import Any

from .encoding import hx, num, object_of
from .errors import invalid_params
from .rejections import CLIENTS
from .rpc import Context, method


@method()
def devnet_addFault(ctx: Context, fault: Any) -> int:
    """Installs a fault on this endpoint; its number."""
    return ctx.endpoint.faults.add(fault)


@method()
def devnet_faults(ctx: Context) -> list[dict[str, Any]]:
    """The faults of this endpoint that are still to come."""
    return ctx.endpoint.faults.installed()


@method()
def devnet_clearFaults(ctx: Context, number: Any = None) -> bool:
    """Removes one fault of this endpoint, or all."""
    ctx.endpoint.faults.clear(number)
    return True


@method()
def devnet_requestLog(ctx: Context, n: Any = 1000) -> list[dict[str, Any]]:
    """The last n requests to this endpoint."""
    return ctx.endpoint.log.last(num(n))


@method()
def devnet_clearRequestLog(ctx: Context) -> bool:
    """Forgets the requests to this endpoint."""
    ctx.endpoint.log.clear()
    return True


@method()
def devnet_setClient(ctx: Context, name: Any) -> bool:
    """Whose words this endpoint uses to refuse transactions."""
    ctx.endpoint.client = client_of(name)
    return True


@method()
def devnet_openEndpoint(ctx: Context, options: Any = None) -> dict[str, Any]:
    """Opens another port on the same chain, {"port", "client", "faults"} all optional; {"url", "port"}."""
    options = object_of(options or {}, "options")
    unknown = set(options) - {"port", "client", "faults"}
    if unknown:
        raise invalid_params("unknown option " + ", ".join(sorted(unknown)))
    port = num(options.get("port", 0), "port", 65535)
    client = client_of(options.get("client", ctx.endpoint.client))
    faults = options.get("faults") or []
    if not isinstance(faults, list):
        raise invalid_params("faults must be an array")
    opened = ctx.endpoint.node.open_endpoint(port, client, faults)
    return {"url": opened.url, "port": opened.port}


@method()
def devnet_closeEndpoint(ctx: Context, url: Any) -> bool:
    """Closes another endpoint and its connections, as when its node dies; false when there is none."""
    if url == ctx.endpoint.url:
        raise invalid_params("an endpoint cannot close itself")
    return ctx.endpoint.node.close_endpoint(url)


@method()
def devnet_endpoints(ctx: Context) -> list[str]:
    """URLs of the open endpoints, the first one first."""
    return [e.url for e in ctx.endpoint.node.endpoints()]


@method()
def devnet_status(ctx: Context) -> dict[str, Any]:
    """Modes, head, next base fee, mempool, and requests and faults of this endpoint."""
    pool, endpoint = ctx.chain.pool, ctx.endpoint
    return {"automine": ctx.chain.automine, "interval": endpoint.node.miner.interval, "pool": len(pool.txs),
            "held": {"all": pool.held_all, "from": sorted(pool.held_from), "hash": sorted(pool.held_hash)},
            "head": hx(ctx.chain.head.number), "baseFee": hx(ctx.chain.base_fee_after_head()),
            "client": endpoint.client, "endpoints": len(endpoint.node.endpoints()),
            "requests": endpoint.log.counts(), "faults": len(endpoint.faults.installed())}


def client_of(name: Any) -> str:
    """A name of CLIENTS."""
    if name not in CLIENTS:
        raise invalid_params("client must be one of " + ", ".join(CLIENTS))
    return name
