# pragma version 0.4.3
"""
@title The structures of the light client's ABI
@notice Every one is static: consecutive words, no offsets. `uint256` stands for the library types ScalarField (values
        below r) and BaseField (below q).
"""


struct LightClientState:
    viewNum: uint64
    blockHeight: uint64
    blockCommRoot: uint256


# The threshold comes first here, last among the public inputs.
struct StakeTableState:
    threshold: uint256
    blsKeyComm: uint256
    schnorrKeyComm: uint256
    amountComm: uint256


# The point at infinity is (0, 0).
struct G1Point:
    x: uint256
    y: uint256


# 36 words: 13 commitments, then 10 evaluations.
struct PlonkProof:
    wire0: G1Point
    wire1: G1Point
    wire2: G1Point
    wire3: G1Point
    wire4: G1Point
    prodPerm: G1Point
    split0: G1Point
    split1: G1Point
    split2: G1Point
    split3: G1Point
    split4: G1Point
    zeta: G1Point
    zetaOmega: G1Point
    wireEval0: uint256
    wireEval1: uint256
    wireEval2: uint256
    wireEval3: uint256
    wireEval4: uint256
    sigmaEval0: uint256
    sigmaEval1: uint256
    sigmaEval2: uint256
    sigmaEval3: uint256
    prodPermZetaOmegaEval: uint256


# 40 words. qO and qC stand before qH1 ... qH4 here, after them in the transcript. g2LSB and g2MSB are the two halves of
# the compressed [beta]_2 as the transcript takes them.
struct VerifyingKey:
    domainSize: uint256
    numInputs: uint256
    sigma0: G1Point
    sigma1: G1Point
    sigma2: G1Point
    sigma3: G1Point
    sigma4: G1Point
    q1: G1Point
    q2: G1Point
    q3: G1Point
    q4: G1Point
    qM12: G1Point
    qM34: G1Point
    qO: G1Point
    qC: G1Point
    qH1: G1Point
    qH2: G1Point
    qH3: G1Point
    qH4: G1Point
    qEcc: G1Point
    g2LSB: bytes32
    g2MSB: bytes32
