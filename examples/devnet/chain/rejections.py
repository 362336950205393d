"""Why a node refuses a transaction, in the words of each client.

The texts and codes are those of go-ethereum (core/txpool, core/error.go), reth (rpc-eth-types), Nethermind
(AcceptTxResult, as released until 2025; later releases use go-ethereum's words), Erigon (txpoolcfg, behind the import
result's name) and Besu (RpcErrorType).
"""
from __future__ import annotations

from enum import Enum

from .errors import RpcError

CLIENTS = ("geth", "reth", "nethermind", "erigon", "besu")


class Reason(Enum):
    """What is wrong with a transaction."""

    ALREADY_KNOWN = "already-known"
    NONCE_TOO_LOW = "nonce-too-low"
    REPLACEMENT_UNDERPRICED = "replacement-underpriced"
    INSUFFICIENT_FUNDS = "insufficient-funds"
    FEE_BELOW_BASE_FEE = "fee-below-base-fee"
    UNDERPRICED = "underpriced"
    BLOCK_GAS_LIMIT = "block-gas-limit"
    INTRINSIC_GAS = "intrinsic-gas"


_R = Reason
_TEXTS: dict[str, dict[Reason, tuple[int, str]]] = {
    "geth": {
        _R.ALREADY_KNOWN: (-32000, "already known"),
        _R.NONCE_TOO_LOW: (-32000, "nonce too low: next nonce {next}, tx nonce {nonce}"),
        _R.REPLACEMENT_UNDERPRICED: (-32000, "replacement transaction underpriced"),
        _R.INSUFFICIENT_FUNDS: (-32000, "insufficient funds for gas * price + value: balance {balance}, "
                                        "tx cost {cost}, overshot {overshot}"),
        _R.FEE_BELOW_BASE_FEE: (-32000, "max fee per gas less than block base fee: address {sender}, "
                                        "maxFeePerGas: {fee}, baseFee: {base_fee}"),
        _R.UNDERPRICED: (-32000, "transaction underpriced: gas tip cap {tip}, minimum needed {minimum}"),
        _R.BLOCK_GAS_LIMIT: (-32000, "exceeds block gas limit"),
        _R.INTRINSIC_GAS: (-32000, "intrinsic gas too low: gas {gas}, minimum needed {minimum}"),
    },
    "reth": {
        _R.ALREADY_KNOWN: (-32000, "already known"),
        _R.NONCE_TOO_LOW: (-32000, "nonce too low: next nonce {next}, tx nonce {nonce}"),
        _R.REPLACEMENT_UNDERPRICED: (-32000, "replacement transaction underpriced"),
        _R.INSUFFICIENT_FUNDS: (-32003, "insufficient funds for gas * price + value: have {balance} want {cost}"),
        _R.FEE_BELOW_BASE_FEE: (-32000, "max fee per gas less than block base fee"),
        _R.UNDERPRICED: (-32000, "transaction underpriced"),
        _R.BLOCK_GAS_LIMIT: (-32000, "exceeds block gas limit"),
        _R.INTRINSIC_GAS: (-32000, "intrinsic gas too low"),
    },
    "nethermind": {
        _R.ALREADY_KNOWN: (-32010, "AlreadyKnown"),
        _R.NONCE_TOO_LOW: (-32010, "OldNonce, Current nonce: {next}, nonce of rejected tx: {nonce}"),
        _R.REPLACEMENT_UNDERPRICED: (-32010, "ReplacementNotAllowed"),
        _R.INSUFFICIENT_FUNDS: (-32010, "InsufficientFunds, Account balance: {balance}, cumulative cost: {cost}"),
        _R.FEE_BELOW_BASE_FEE: (-32010, "FeeTooLow, MaxFeePerGas too low. MaxFeePerGas: {fee}, BaseFee: {base_fee}"),
        _R.UNDERPRICED: (-32010, "FeeTooLowToCompete"),
        _R.BLOCK_GAS_LIMIT: (-32010, "GasLimitExceeded"),
        _R.INTRINSIC_GAS: (-32010, "Invalid, intrinsic gas too low"),
    },
    "erigon": {
        _R.ALREADY_KNOWN: (-32000, "ALREADY_EXISTS: already known"),
        _R.NONCE_TOO_LOW: (-32000, "INTERNAL_ERROR: nonce too low"),
        _R.REPLACEMENT_UNDERPRICED: (-32000, "INTERNAL_ERROR: could not replace existing tx"),
        _R.INSUFFICIENT_FUNDS: (-32000, "INTERNAL_ERROR: insufficient funds"),
        _R.FEE_BELOW_BASE_FEE: (-32000, "fee cap less than block base fee: address {sender}, "
                                        "feeCap: {fee} baseFee: {base_fee}"),
        _R.UNDERPRICED: (-32000, "FEE_TOO_LOW: underpriced"),
        _R.BLOCK_GAS_LIMIT: (-32000, "INTERNAL_ERROR: gas limit is too high"),
        _R.INTRINSIC_GAS: (-32000, "INTERNAL_ERROR: IntrinsicGas"),
    },
    "besu": {
        _R.ALREADY_KNOWN: (-32000, "Known transaction"),
        _R.NONCE_TOO_LOW: (-32001, "Nonce too low"),
        _R.REPLACEMENT_UNDERPRICED: (-32000, "Replacement transaction underpriced"),
        _R.INSUFFICIENT_FUNDS: (-32004, "Upfront cost exceeds account balance"),
        _R.FEE_BELOW_BASE_FEE: (-32009, "Gas price below current base fee"),
        _R.UNDERPRICED: (-32009, "Gas price below configured minimum gas price"),
        _R.BLOCK_GAS_LIMIT: (-32005, "Transaction gas limit exceeds block gas limit"),
        _R.INTRINSIC_GAS: (-32003, "Intrinsic gas exceeds gas limit"),
    },
}


class Rejection(RpcError):
    """A refused transaction; reads as go-ethereum would say it until `said_by` is asked."""

    def __init__(self, reason: Reason, **facts: object):
        super().__init__(*_say("geth", reason, facts))
        self.reason, self.facts = reason, facts

    def said_by(self, client: str) -> RpcError:
        """The same refusal with the code and words of a client of CLIENTS."""
        return RpcError(*_say(client, self.reason, self.facts))


def _say(client: str, reason: Reason, facts: dict[str, object]) -> tuple[int, str]:
    code, text = _TEXTS[client][reason]
    return code, text.format(**facts)
