# pragma version 0.4.3
"""
@title Arithmetic of BN254 by the precompiled contracts
@notice Points are (x, y) with y^2 = x^3 + 3 over the field of q; infinity is (0, 0). Scalars are integers modulo r.
        Precompiles: 0x05 modexp (EIP-198), 0x06 ecAdd and 0x07 ecMul (EIP-196), 0x08 pairing check (EIP-197).
"""

# The order of the groups, and the modulus of the coordinates.
R: constant(uint256) = 21888242871839275222246405745257275088548364400416034343698204186575808495617
Q: constant(uint256) = 21888242871839275222246405745257275088696311157297823662689037894645226208583

MODEXP: constant(address) = 0x0000000000000000000000000000000000000005
EC_ADD: constant(address) = 0x0000000000000000000000000000000000000006
EC_MUL: constant(address) = 0x0000000000000000000000000000000000000007
PAIRING: constant(address) = 0x0000000000000000000000000000000000000008

# The standard generator h of G2, in the word order of EIP-197: x.c1, x.c0, y.c1, y.c0.
H: constant(uint256[4]) = [
    11559732032986387107991004021392285783925812861821192530917403151452391805634,
    10857046999023057135944570762232829481370756359578518086990519993285655852781,
    4082367875863433681332203403145435568316851327593401208105741076214120093531,
    8495653923123431417604973247489272438418190587263600148770280649306958101930,
]


@internal
@pure
def _require_scalar(scalar: uint256, with_texts: bool):
    """
    @notice Reverts unless the scalar is below r: with `InvalidScalar`, or with the text of the older library that
            versions 1 and 2 of the light client are built with.
    """
    if scalar >= R:
        if with_texts:
            raise "Bn254: invalid scalar field"
        raw_revert(method_id("InvalidScalar()"))


@internal
@pure
def _require_point(point: uint256[2], with_texts: bool):
    """
    @notice Reverts, with `InvalidG1` or the older library's text, unless the point is infinity, or on the curve with
            coordinates below q. G1 has cofactor 1: every such point is in the group.
    """
    x: uint256 = point[0]
    y: uint256 = point[1]
    if x == 0 and y == 0:
        return
    cube: uint256 = uint256_mulmod(uint256_mulmod(x, x, Q), x, Q)
    if x >= Q or y >= Q or uint256_mulmod(y, y, Q) != uint256_addmod(cube, 3, Q):
        if with_texts:
            raise "Bn254: invalid G1 point"
        raw_revert(method_id("InvalidG1()"))


@internal
@view
def _multiply_add(sum: uint256[2], point: uint256[2], scalar: uint256) -> uint256[2]:
    """
    @notice sum + scalar * point
    """
    success: bool = False
    product: Bytes[64] = b""
    success, product = raw_call(
        EC_MUL, abi_encode(point, scalar), max_outsize=64, is_static_call=True, revert_on_failure=False
    )
    if not success or len(product) != 64:
        raw_revert(method_id("BN254ScalarMulFailed()"))
    return self._add(sum, abi_decode(product, uint256[2]))


@internal
@view
def _add(p: uint256[2], q: uint256[2]) -> uint256[2]:
    success: bool = False
    total: Bytes[64] = b""
    success, total = raw_call(EC_ADD, abi_encode(p, q), max_outsize=64, is_static_call=True, revert_on_failure=False)
    if not success or len(total) != 64:
        raw_revert(method_id("BN254G1AddFailed()"))
    return abi_decode(total, uint256[2])


@internal
@pure
def _negate(point: uint256[2]) -> uint256[2]:
    return [point[0], (Q - point[1]) % Q]


@internal
@view
def _pairings_are_equal(a: uint256[2], a2: uint256[4], b: uint256[2], b2: uint256[4]) -> bool:
    """
    @notice Whether e(a, a2) = e(b, b2), checked as e(a, a2) * e(-b, b2) = 1.
    """
    success: bool = False
    answer: Bytes[32] = b""
    success, answer = raw_call(
        PAIRING,
        abi_encode(a, a2, self._negate(b), b2),
        max_outsize=32,
        is_static_call=True,
        revert_on_failure=False,
    )
    if not success or len(answer) != 32:
        raw_revert(method_id("BN254PairingProdFailed()"))
    return abi_decode(answer, uint256) == 1


@internal
@view
def _power(base: uint256, exponent: uint256) -> uint256:
    """
    @notice base^exponent mod r
    """
    success: bool = False
    power: Bytes[32] = b""
    word: uint256 = 32
    success, power = raw_call(
        MODEXP,
        abi_encode(word, word, word, base, exponent, R),
        max_outsize=32,
        is_static_call=True,
        revert_on_failure=False,
    )
    if not success or len(power) != 32:
        raw_revert(method_id("PowPrecompileFailed()"))
    return abi_decode(power, uint256)


@internal
@view
def _inverse(scalar: uint256) -> uint256:
    """
    @notice scalar^(r - 2) mod r, the inverse of a scalar other than 0
    """
    if scalar == 0:
        raw_revert(method_id("BN254ScalarInvZero()"))
    return self._power(scalar, R - 2)
