# pragma version 0.4.3
"""
@title The Fiat-Shamir transcript of TurboPlonk
@notice A challenge is the state mod r, where state = keccak256(state || what was appended since). The state begins as
        32 zero bytes and stays unreduced. The bytes before the first challenge, after the state:

        0x000  u32 254 (bits of r), u64 domain size, u64 number of inputs, 12 zero bytes
        0x020  [beta]_2 compressed: g2LSB, g2MSB
        0x060  k_0 ... k_4
        0x100  13 selector commitments, qO and qC after qH4
        0x440  sigma_0 ... sigma_4
        0x580  public inputs, then [w_0] ... [w_4]
"""
import bn254
import structs

# The cosets k_i of the five wires; k_0 = 1.
K0: constant(uint256) = 1
K1: constant(uint256) = 21509278299504349099462204191118037118107610078220221266349290695035863440714
K2: constant(uint256) = 13976592813031577188125521927972899479470463550363151269753910432073024188453
K3: constant(uint256) = 14591765506482671446560885548197471556272316625185371414625730123191650159626
K4: constant(uint256) = 20883368082289025076967387451686443472842943894869136517205989827531572897921

MAX_INPUTS: constant(uint256) = 11

FIELD_BITS: constant(uint256) = 254


struct Challenges:
    beta: uint256
    gamma: uint256
    alpha: uint256
    zeta: uint256
    v: uint256
    u: uint256


@internal
@pure
def _challenges(
    key: structs.VerifyingKey, inputs: DynArray[uint256, MAX_INPUTS], proof: structs.PlonkProof
) -> Challenges:
    """
    @notice The six challenges. The key's domain size and number of inputs must be below 2^64.
    """
    sizes: uint256 = (FIELD_BITS << 224) | (key.domainSize << 160) | (key.numInputs << 96)
    # The encoding of a dynamic array begins with its offset and its length: two words that do not belong here.
    input_words: Bytes[32 * (MAX_INPUTS + 2)] = abi_encode(inputs)

    state: bytes32 = keccak256(
        concat(
            abi_encode(
                empty(bytes32),
                sizes,
                key.g2LSB,
                key.g2MSB,
                K0,
                K1,
                K2,
                K3,
                K4,
                key.q1,
                key.q2,
                key.q3,
                key.q4,
                key.qM12,
                key.qM34,
                key.qH1,
                key.qH2,
                key.qH3,
                key.qH4,
                key.qO,
                key.qC,
                key.qEcc,
                key.sigma0,
                key.sigma1,
                key.sigma2,
                key.sigma3,
                key.sigma4,
            ),
            slice(input_words, 64, 32 * len(inputs)),
            abi_encode(proof.wire0, proof.wire1, proof.wire2, proof.wire3, proof.wire4),
        )
    )
    beta: uint256 = self._reduced(state)

    state = keccak256(state)
    gamma: uint256 = self._reduced(state)

    state = keccak256(abi_encode(state, proof.prodPerm))
    alpha: uint256 = self._reduced(state)

    state = keccak256(abi_encode(state, proof.split0, proof.split1, proof.split2, proof.split3, proof.split4))
    zeta: uint256 = self._reduced(state)

    state = keccak256(
        abi_encode(
            state,
            proof.wireEval0,
            proof.wireEval1,
            proof.wireEval2,
            proof.wireEval3,
            proof.wireEval4,
            proof.sigmaEval0,
            proof.sigmaEval1,
            proof.sigmaEval2,
            proof.sigmaEval3,
            proof.prodPermZetaOmegaEval,
        )
    )
    v: uint256 = self._reduced(state)

    state = keccak256(abi_encode(state, proof.zeta, proof.zetaOmega))
    u: uint256 = self._reduced(state)

    return Challenges(beta=beta, gamma=gamma, alpha=alpha, zeta=zeta, v=v, u=u)


@internal
@pure
def _reduced(state: bytes32) -> uint256:
    return convert(state, uint256) % bn254.R
