# pragma version 0.4.3
"""
@title Shows the challenges, which the verifiers keep to themselves
"""
import structs
import transcript


@external
@pure
def challenges(
    key: structs.VerifyingKey, inputs: DynArray[uint256, transcript.MAX_INPUTS], proof: structs.PlonkProof
) -> transcript.Challenges:
    return transcript._challenges(key, inputs, proof)
