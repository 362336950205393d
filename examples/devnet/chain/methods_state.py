"""Methods that read the state and run calls against it."""
from __future__ import annotations

from dataclasses import replace
from typing import Any

from .encoding import addr_of, hash_of, hb, hx, list_of, num, object_of, unhex
from .engine import Environment, Message
from .errors import RpcError
from .rejections import Reason, Rejection
from .rpc import Context, method
from .state import State


@method()
def eth_getBalance(ctx: Context, address: Any, tag: Any = "latest") -> str:
    """Balance, wei."""
    return hx(ctx.view.state_at(tag).get(addr_of(address)).balance)


@method()
def eth_getTransactionCount(ctx: Context, address: Any, tag: Any = "latest") -> str:
    """Nonce; at "pending" the first one that is neither mined nor in the mempool."""
    if tag == "pending":
        return hx(ctx.view.next_nonce(addr_of(address)))
    return hx(ctx.view.state_at(tag).get(addr_of(address)).nonce)


@method()
def eth_getCode(ctx: Context, address: Any, tag: Any = "latest") -> str:
    """Runtime code."""
    return hb(ctx.view.state_at(tag).get(addr_of(address)).code)


@method()
def eth_getStorageAt(ctx: Context, address: Any, slot: Any, tag: Any = "latest") -> str:
    """A storage word."""
    return hb(ctx.view.state_at(tag).slot(addr_of(address), num(slot, "slot")).to_bytes(32, "big"))


def message_of(call: Any, gas_limit: int) -> Message:
    """The message of a call object; without "gas" it has `gas_limit`."""
    call = object_of(call, "call")
    data = call.get("input", call.get("data"))
    price = call.get("maxFeePerGas", call.get("gasPrice"))
    return Message(
        sender=addr_of(call["from"]) if call.get("from") else "0x" + "00" * 20,
        to=addr_of(call["to"]) if call.get("to") else None,
        data=unhex(data, "data") if data else b"",
        value=num(call.get("value") or 0, "value"),
        gas=min(num(call["gas"], "gas"), gas_limit) if call.get("gas") else gas_limit,
        price=(num(price, "gas price") or None) if price else None,
        access=[(addr_of(object_of(e, "access list entry").get("address")),
                 [hash_of(k, "storage key") for k in list_of(e.get("storageKeys"), "storageKeys")])
                for e in list_of(call.get("accessList"), "accessList")],
    )


@method()
def eth_call(ctx: Context, call: Any, tag: Any = "latest", *_: Any) -> str:
    """Runs a message; with a gas price given, the sender must be able to pay and the price reach the base fee."""
    message = message_of(call, ctx.chain.options.gas_limit)
    block = ctx.view.block_at(tag)
    state, env = ctx.view.state_of(block), block.environment()
    if message.price:
        _check_fee(message, env)
        balance = state.get(message.sender).balance
        if balance < message.gas * message.price + message.value:
            if call.get("gas"):
                raise _too_poor(balance, message.gas * message.price + message.value)
            message = replace(message, gas=max(balance - message.value, 0) // message.price)
    out = ctx.chain.engine.call(state, env, message)
    if not out.ok:
        raise out.error()
    return hb(out.output)


@method()
def eth_estimateGas(ctx: Context, call: Any, tag: Any = "pending", *_: Any) -> str:
    """Gas with which a message succeeds, at most 1.5 per cent above the least; "latest" means "pending"."""
    message = message_of(call, ctx.chain.options.gas_limit)
    block = ctx.view.block_at("pending" if tag in ("latest", None) else tag)
    state, env = ctx.view.state_of(block), block.environment()
    if message.price:
        _check_fee(message, env)
        balance = state.get(message.sender).balance
        afford = max(balance - message.value, 0) // message.price
        if afford < 21000:
            raise _too_poor(balance, 21000 * message.price + message.value)
        message = replace(message, gas=min(message.gas, afford), price=None)
    out = ctx.chain.engine.call(state, env, message)
    if not out.ok:
        raise out.error()
    low, high = out.gas_used - 1, message.gas
    first = (out.gas_used + 2300) * 64 // 63
    if first < high:
        low, high = (low, first) if _fits(ctx, state, env, message, first) else (first, high)
    while low + 1 < high and (high - low) * 1000 > 15 * high:
        middle = (low + high) // 2
        low, high = (low, middle) if _fits(ctx, state, env, message, middle) else (middle, high)
    return hx(high)


def _check_fee(message: Message, env: Environment) -> None:
    if message.price < env.base_fee:
        raise Rejection(Reason.FEE_BELOW_BASE_FEE, sender=message.sender, fee=message.price, base_fee=env.base_fee)


def _too_poor(balance: int, cost: int) -> Rejection:
    return Rejection(Reason.INSUFFICIENT_FUNDS, balance=balance, cost=cost, overshot=cost - balance)


def _fits(ctx: Context, state: State, env: Environment, message: Message, gas: int) -> bool:
    try:
        return ctx.chain.engine.call(state, env, replace(message, gas=gas)).ok
    except RpcError:
        return False
