# pragma version 0.4.3
"""
@title The light client, version 3: one digest instead of the signed values among the public inputs
"""
import bn254
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
        verifyingKey: structs.VerifyingKey, publicInput: uint256[5], proof: structs.PlonkProof
    ) -> bool: view


# Values out of range are refused with errors, not with texts.
WITH_TEXTS: constant(bool) = False

# newFinalizedState(state, proof) and newFinalizedState(state, nextStake, proof)
DEPRECATED_V1: constant(bytes4) = 0x2063d4f7
DEPRECATED_V2: constant(bytes4) = 0x757c37ad

# A raw 256-bit word, not a scalar.
authRoot: public(uint256)
# Version 3 has its own, set once: `updateEpochStartBlock` does not move it.
_first_epoch: uint64


@deploy
def __init__(verifier: address, verifying_key: structs.VerifyingKey):
    upgradeable.__init__()
    light_client.__init__(verifier, verifying_key)


@external
def initializeV3():
    """
    @notice Once, with the upgrade: until then anybody may.
    """
    upgradeable._initialize(3)
    self._first_epoch = epochs._epoch(epochs.epochStartBlock, epochs.blocksPerEpoch)
    upgradeable._initialized_to(3)


@external
@pure
def getVersion() -> (uint8, uint8, uint8):
    return (3, 0, 0)


@external
def newFinalizedState(
    newState: structs.LightClientState,
    nextStakeTable: structs.StakeTableState,
    newAuthRoot: uint256,
    proof: structs.PlonkProof,
):
    light_client._require_permitted_prover()
    light_client._require_newer(newState, WITH_TEXTS)
    epochs._require_table(nextStakeTable, WITH_TEXTS)
    epochs._require_no_root_missing(newState.blockHeight, self._first_epoch)
    voting: structs.StakeTableState = epochs.votingStakeTableState
    next: structs.StakeTableState = epochs._next_table(newState.blockHeight, nextStakeTable)
    # What the validators signed: 8 words.
    digest: bytes32 = keccak256(abi_encode(newState, next, newAuthRoot))
    inputs: uint256[5] = [
        voting.blsKeyComm,
        voting.schnorrKeyComm,
        voting.amountComm,
        voting.threshold,
        convert(digest, uint256) % bn254.R,
    ]
    if not staticcall Verifier(light_client.VERIFIER).verify(light_client.VERIFYING_KEY, inputs, proof):
        raw_revert(method_id("InvalidProof()"))
    self.authRoot = newAuthRoot
    epochs._enter_next_epoch(newState.blockHeight, nextStakeTable, self._first_epoch)
    light_client._finalize(newState)


@external
def __default__():
    """
    @notice The overloads of versions 1 and 2. Any other selector reverts without data.
    """
    assert len(msg.data) >= 4
    selector: bytes4 = convert(slice(msg.data, 0, 4), bytes4)
    assert selector == DEPRECATED_V1 or selector == DEPRECATED_V2
    raw_revert(method_id("DeprecatedApi()"))
