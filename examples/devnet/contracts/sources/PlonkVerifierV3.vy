# pragma version 0.4.3
"""
@title The verifier of LightClientV3's proofs: 5 public inputs
"""
import structs
import turbo_plonk

initializes: turbo_plonk

INPUT_COUNT: constant(uint256) = 5
# Values out of range are refused with errors, not with texts.
WITH_TEXTS: constant(bool) = False


@deploy
def __init__(beta_h: uint256[4], strict_degrees: bool):
    """
    @param beta_h [beta]_2 as x.c1, x.c0, y.c1, y.c0
    @param strict_degrees Whether domain sizes other than 2^5, 2^16 and 2^20 are refused
    """
    turbo_plonk.__init__(beta_h, strict_degrees)


@external
@view
def verify(verifyingKey: structs.VerifyingKey, publicInput: uint256[INPUT_COUNT], proof: structs.PlonkProof) -> bool:
    inputs: DynArray[uint256, turbo_plonk.MAX_INPUTS] = []
    for scalar: uint256 in publicInput:
        inputs.append(scalar)
    return turbo_plonk._verify(verifyingKey, inputs, proof, WITH_TEXTS)
