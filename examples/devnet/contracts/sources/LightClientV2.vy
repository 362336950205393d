# pragma version 0.4.3
"""
@title The light client, version 2: the stake table changes with the epochs
"""
import epochs
import light_client
import structs
import upgradeable

initializes: upgradeable
initializes: light_client[upgradeable := upgradeable]
initializes: epochs[light_client := light_client, upgradeable := upgradeable]
exports: (light_client.__interface__, upgradeable.__interface__, epochs.__interface__)

interface Verifier:
    def verify(
        verifyingKey: structs.VerifyingKey, publicInput: uint256[11], proof: structs.PlonkProof
    ) -> bool: view


# Values out of range are refused with a text, not with an error.
WITH_TEXTS: constant(bool) = True

# newFinalizedState(state, proof)
DEPRECATED: constant(bytes4) = 0x2063d4f7


@deploy
def __init__(verifier: address, verifying_key: structs.VerifyingKey):
    upgradeable.__init__()
    light_client.__init__(verifier, verifying_key)


@external
@pure
def getVersion() -> (uint8, uint8, uint8):
    return (2, 0, 0)


@external
def newFinalizedState(
    newState: structs.LightClientState, nextStakeTable: structs.StakeTableState, proof: structs.PlonkProof
):
    light_client._require_permitted_prover()
    light_client._require_newer(newState, WITH_TEXTS)
    epochs._require_table(nextStakeTable, WITH_TEXTS)
    epochs._require_no_root_missing(newState.blockHeight, epochs._first_epoch)
    voting: structs.StakeTableState = epochs.votingStakeTableState
    next: structs.StakeTableState = epochs._next_table(newState.blockHeight, nextStakeTable)
    inputs: uint256[11] = [
        convert(newState.viewNum, uint256),
        convert(newState.blockHeight, uint256),
        newState.blockCommRoot,
        voting.blsKeyComm,
        voting.schnorrKeyComm,
        voting.amountComm,
        voting.threshold,
        next.blsKeyComm,
        next.schnorrKeyComm,
        next.amountComm,
        next.threshold,
    ]
    if not staticcall Verifier(light_client.VERIFIER).verify(light_client.VERIFYING_KEY, inputs, proof):
        raw_revert(method_id("InvalidProof()"))
    epochs._enter_next_epoch(newState.blockHeight, nextStakeTable, epochs._first_epoch)
    light_client._finalize(newState)


@external
def __default__():
    """
    @notice The overload of version 1. Any other selector reverts without data.
    """
    assert len(msg.data) >= 4
    assert convert(slice(msg.data, 0, 4), bytes4) == DEPRECATED
    raw_revert(method_id("DeprecatedApi()"))
