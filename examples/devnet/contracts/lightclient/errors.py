"""The errors of the contracts, by name and selector. Source: the light client's ABI."""

from __future__ import annotations

from .abi import selector

LIGHT_CLIENT_ERRORS = (
    "ProverNotPermissioned()", "OutdatedState()", "MissingEpochRootUpdate()", "DeprecatedApi()", "InvalidProof()",
    "InvalidArgs()", "InvalidAddress()", "NoChangeRequired()", "InsufficientSnapshotHistory()",
    "InvalidHotShotBlockForCommitmentCheck()", "InvalidMaxStateHistory()", "OwnershipCannotBeRenounced()",
)
VERIFIER_ERRORS = (
    "InvalidScalar()", "InvalidG1()", "WrongPlonkVK()", "UnsupportedDegree()", "BN254G1AddFailed()",
    "BN254ScalarMulFailed()", "PowPrecompileFailed()", "BN254ScalarInvZero()", "BN254PairingProdFailed()",
)
UPGRADE_ERRORS = (
    "InvalidInitialization()", "OwnableUnauthorizedAccount(address)", "OwnableInvalidOwner(address)",
    "UUPSUnauthorizedCallContext()", "UUPSUnsupportedProxiableUUID(bytes32)",
    "ERC1967InvalidImplementation(address)", "ERC1967NonPayable()", "FailedCall()",
)
SOLIDITY_ERRORS = ("Error(string)", "Panic(uint256)")

BY_SELECTOR = {
    selector(signature): signature.partition("(")[0]
    for signature in LIGHT_CLIENT_ERRORS + VERIFIER_ERRORS + UPGRADE_ERRORS + SOLIDITY_ERRORS
}


def describe_revert(data: bytes) -> str:
    """The name of the error in revert data, or what can be said without one."""
    if not data:
        return "no revert data"
    name = BY_SELECTOR.get(data[:4], f"revert data 0x{data[:36].hex()}")
    text = _text(data[4:]) if name == "Error" else ""
    return f"{name}: {text}" if text else name


def _text(data: bytes) -> str:
    """The argument of ``Error(string)``, made printable; empty if there is none."""
    size = int.from_bytes(data[32:64], "big")
    return "".join(letter for letter in data[64:64 + min(size, 200)].decode(errors="replace") if letter.isprintable())
