# pragma version 0.4.3
"""
@title The light client, version 1: one stake table, that of the genesis
"""
import light_client
import structs
import upgradeable

initializes: upgradeable
initializes: light_client[upgradeable := upgradeable]
exports: (light_client.__interface__, upgradeable.__interface__)

interface Verifier:
    def verify(
        verifyingKey: structs.VerifyingKey, publicInput: uint256[7], proof: structs.PlonkProof
    ) -> bool: view


# Values out of range are refused with a text, not with an error.
WITH_TEXTS: constant(bool) = True


@deploy
def __init__(verifier: address, verifying_key: structs.VerifyingKey):
    upgradeable.__init__()
    light_client.__init__(verifier, verifying_key)


@external
@pure
def getVersion() -> (uint8, uint8, uint8):
    return (1, 0, 0)


@external
def newFinalizedState(newState: structs.LightClientState, proof: structs.PlonkProof):
    light_client._require_permitted_prover()
    light_client._require_newer(newState, WITH_TEXTS)
    voting: structs.StakeTableState = light_client.genesisStakeTableState
    inputs: uint256[7] = [
        convert(newState.viewNum, uint256),
        convert(newState.blockHeight, uint256),
        newState.blockCommRoot,
        voting.blsKeyComm,
        voting.schnorrKeyComm,
        voting.amountComm,
        voting.threshold,
    ]
    if not staticcall Verifier(light_client.VERIFIER).verify(light_client.VERIFYING_KEY, inputs, proof):
        raw_revert(method_id("InvalidProof()"))
    light_client._finalize(newState)
