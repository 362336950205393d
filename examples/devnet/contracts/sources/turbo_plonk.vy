# pragma version 0.4.3
"""
@title The TurboPlonk verifier
@notice One proof, five wires, KZG commitments over BN254. The same for every number of public inputs.

        Domain sizes: any power of two from 2 to 2^28. The production library takes 2^5, 2^16 and 2^20 only; a verifier
        deployed with `strict_degrees` reverts `UnsupportedDegree` for the others, as that one does.

        Notation: n domain size, w its generator, Z = zeta^n - 1, L_i(zeta) = Z * w^i / (n * (zeta - w^i)), L_1 = L_0
        of that numbering; w_i, s_i, z_w are the proof's evaluations of the wires, of sigma_0 ... sigma_3 and of z at
        zeta*w.
"""
import bn254
import structs
import transcript

# A generator of the roots of unity of order 2^28, the largest power of two that divides r - 1.
ROOT_OF_UNITY: constant(uint256) = 19103219067921713944291392827692070036145651957329286315305642004821462161904
LARGEST_DOMAIN: constant(uint256) = 2**28

MAX_INPUTS: constant(uint256) = transcript.MAX_INPUTS

# [beta]_2 of the structured reference string, in the word order of EIP-197: x.c1, x.c0, y.c1, y.c0.
BETA_H: immutable(uint256[4])
STRICT_DEGREES: immutable(bool)


# The words of `PlonkProof`, to count through.
struct ProofWords:
    wires: uint256[2][5]
    permutation: uint256[2]
    quotient: uint256[2][5]
    opening: uint256[2]
    shifted_opening: uint256[2]
    wire_evaluations: uint256[5]
    sigma_evaluations: uint256[4]
    shifted_permutation_evaluation: uint256


# The words of `VerifyingKey`; selectors q1 q2 q3 q4 qM12 qM34 qO qC qH1 qH2 qH3 qH4 qEcc.
struct KeyWords:
    domain_size: uint256
    input_count: uint256
    sigmas: uint256[2][5]
    selectors: uint256[2][13]
    compressed_beta_h: uint256[2]


SELECTOR_C: constant(uint256) = 7


@deploy
def __init__(beta_h: uint256[4], strict_degrees: bool):
    BETA_H = beta_h
    STRICT_DEGREES = strict_degrees


@internal
@view
def _verify(
    key: structs.VerifyingKey, inputs: DynArray[uint256, MAX_INPUTS], proof: structs.PlonkProof, with_texts: bool
) -> bool:
    """
    @notice Whether the proof holds for these inputs. Reverts `InvalidG1` and `InvalidScalar` for values that are none,
            or with texts, `WrongPlonkVK` for a key with another number of inputs, `UnsupportedDegree`.
    """
    p: ProofWords = abi_decode(abi_encode(proof), ProofWords)
    self._validate(p, inputs, with_texts)
    if key.numInputs != len(inputs):
        raw_revert(method_id("WrongPlonkVK()"))
    n: uint256 = key.domainSize
    self._require_supported(n)

    k: KeyWords = abi_decode(abi_encode(key), KeyWords)
    c: transcript.Challenges = transcript._challenges(key, inputs, proof)
    generator: uint256 = bn254._power(ROOT_OF_UNITY, LARGEST_DOMAIN // n)
    shifted: uint256 = uint256_mulmod(c.zeta, generator, bn254.R)
    vanishing: uint256 = self._subtract(bn254._power(c.zeta, n), 1)
    lagrange: uint256 = 0
    input_value: uint256 = 0
    lagrange, input_value = self._evaluate_inputs(inputs, n, generator, c.zeta, vanishing)

    # The commitment of the linearisation polynomial, and what it must evaluate to but for the sign: r_0.
    alpha2: uint256 = uint256_mulmod(c.alpha, c.alpha, bn254.R)
    alpha2_lagrange: uint256 = uint256_mulmod(alpha2, lagrange, bn254.R)
    sigma_product: uint256 = self._sigma_product(p, c)
    shifted_term: uint256 = uint256_mulmod(
        uint256_mulmod(c.alpha, p.shifted_permutation_evaluation, bn254.R), sigma_product, bn254.R
    )
    permutation_scalar: uint256 = uint256_addmod(
        uint256_mulmod(c.alpha, self._identity_product(p, c), bn254.R), alpha2_lagrange, bn254.R
    )
    r0: uint256 = uint256_mulmod(shifted_term, uint256_addmod(p.wire_evaluations[4], c.gamma, bn254.R), bn254.R)
    r0 = self._subtract(self._subtract(input_value, alpha2_lagrange), r0)

    b: uint256[2] = self._gate_commitment(k.selectors, p.wire_evaluations)
    b = bn254._multiply_add(b, k.sigmas[4], bn254.R - uint256_mulmod(shifted_term, c.beta, bn254.R))
    b = self._subtract_quotient(b, p.quotient, n, c.zeta, vanishing)
    # z is opened twice: in the linearisation at zeta, and by itself, times u, at zeta*w.
    b = bn254._multiply_add(b, p.permutation, uint256_addmod(permutation_scalar, c.u, bn254.R))

    # Powers of v: v^1 ... v^5 for the wires, v^6 ... v^9 for the sigmas. e is the value of everything opened.
    e: uint256 = self._subtract(uint256_mulmod(c.u, p.shifted_permutation_evaluation, bn254.R), r0)
    power: uint256 = 1
    for i: uint256 in range(5):
        power = uint256_mulmod(power, c.v, bn254.R)
        b = bn254._multiply_add(b, p.wires[i], power)
        e = uint256_addmod(e, uint256_mulmod(power, p.wire_evaluations[i], bn254.R), bn254.R)
    for i: uint256 in range(4):
        power = uint256_mulmod(power, c.v, bn254.R)
        b = bn254._multiply_add(b, k.sigmas[i], power)
        e = uint256_addmod(e, uint256_mulmod(power, p.sigma_evaluations[i], bn254.R), bn254.R)
    b = bn254._multiply_add(b, [1, 2], self._subtract(0, e))

    # e(W + u W', beta h) = e(zeta W + u zeta w W' + F - E, h)
    b = bn254._multiply_add(b, p.opening, c.zeta)
    b = bn254._multiply_add(b, p.shifted_opening, uint256_mulmod(c.u, shifted, bn254.R))
    a: uint256[2] = bn254._multiply_add(p.opening, p.shifted_opening, c.u)
    return bn254._pairings_are_equal(a, BETA_H, b, bn254.H)


@internal
@pure
def _validate(p: ProofWords, inputs: DynArray[uint256, MAX_INPUTS], with_texts: bool):
    for point: uint256[2] in p.wires:
        bn254._require_point(point, with_texts)
    bn254._require_point(p.permutation, with_texts)
    for point: uint256[2] in p.quotient:
        bn254._require_point(point, with_texts)
    bn254._require_point(p.opening, with_texts)
    bn254._require_point(p.shifted_opening, with_texts)
    for scalar: uint256 in p.wire_evaluations:
        bn254._require_scalar(scalar, with_texts)
    for scalar: uint256 in p.sigma_evaluations:
        bn254._require_scalar(scalar, with_texts)
    bn254._require_scalar(p.shifted_permutation_evaluation, with_texts)
    for scalar: uint256 in inputs:
        bn254._require_scalar(scalar, with_texts)


@internal
@view
def _require_supported(n: uint256):
    if STRICT_DEGREES and n != 2**5 and n != 2**16 and n != 2**20:
        raw_revert(method_id("UnsupportedDegree()"))
    if n < 2 or n > LARGEST_DOMAIN or n & (n - 1) != 0:
        raw_revert(method_id("UnsupportedDegree()"))


@internal
@view
def _evaluate_inputs(
    inputs: DynArray[uint256, MAX_INPUTS], n: uint256, generator: uint256, zeta: uint256, vanishing: uint256
) -> (uint256, uint256):
    """
    @notice L_1(zeta) and the value of the polynomial of the public inputs, sum of inputs[i] * L_i(zeta). One inversion:
            of the product of all denominators n * (zeta - w^i).
    """
    denominators: uint256[MAX_INPUTS] = empty(uint256[MAX_INPUTS])
    products: uint256[MAX_INPUTS + 1] = empty(uint256[MAX_INPUTS + 1])  # products[i] of the first i denominators
    roots: uint256[MAX_INPUTS] = empty(uint256[MAX_INPUTS])
    count: uint256 = len(inputs)
    root: uint256 = 1
    products[0] = 1
    for i: uint256 in range(count, bound=MAX_INPUTS):
        roots[i] = root
        denominators[i] = uint256_mulmod(n, self._subtract(zeta, root), bn254.R)
        products[i + 1] = uint256_mulmod(products[i], denominators[i], bn254.R)
        root = uint256_mulmod(root, generator, bn254.R)

    lagrange: uint256 = 0
    total: uint256 = 0
    inverse: uint256 = bn254._inverse(products[count])  # of products[i + 1] in the loop
    for j: uint256 in range(count, bound=MAX_INPUTS):
        i: uint256 = count - 1 - j
        lagrange = uint256_mulmod(uint256_mulmod(inverse, products[i], bn254.R), roots[i], bn254.R)
        lagrange = uint256_mulmod(lagrange, vanishing, bn254.R)
        total = uint256_addmod(total, uint256_mulmod(lagrange, inputs[i], bn254.R), bn254.R)
        inverse = uint256_mulmod(inverse, denominators[i], bn254.R)
    return lagrange, total


@internal
@pure
def _identity_product(p: ProofWords, c: transcript.Challenges) -> uint256:
    """
    @notice The product over the five wires of w_i + beta * k_i * zeta + gamma
    """
    cosets: uint256[5] = [transcript.K0, transcript.K1, transcript.K2, transcript.K3, transcript.K4]
    beta_zeta: uint256 = uint256_mulmod(c.beta, c.zeta, bn254.R)
    product: uint256 = 1
    for i: uint256 in range(5):
        factor: uint256 = uint256_addmod(uint256_mulmod(beta_zeta, cosets[i], bn254.R), c.gamma, bn254.R)
        product = uint256_mulmod(product, uint256_addmod(factor, p.wire_evaluations[i], bn254.R), bn254.R)
    return product


@internal
@pure
def _sigma_product(p: ProofWords, c: transcript.Challenges) -> uint256:
    """
    @notice The product over the first four wires of w_i + beta * s_i + gamma
    """
    product: uint256 = 1
    for i: uint256 in range(4):
        factor: uint256 = uint256_addmod(uint256_mulmod(c.beta, p.sigma_evaluations[i], bn254.R), c.gamma, bn254.R)
        product = uint256_mulmod(product, uint256_addmod(factor, p.wire_evaluations[i], bn254.R), bn254.R)
    return product


@internal
@view
def _gate_commitment(selectors: uint256[2][13], w: uint256[5]) -> uint256[2]:
    """
    @notice The gate equation with the wires' values in place of the wires:
            q_c + q_1 w_0 + ... + q_4 w_3 + q_M12 w_0 w_1 + q_M34 w_2 w_3 - q_o w_4
            + q_H1 w_0^5 + ... + q_H4 w_3^5 + q_ecc w_0 w_1 w_2 w_3 w_4
    """
    w01: uint256 = uint256_mulmod(w[0], w[1], bn254.R)
    w23: uint256 = uint256_mulmod(w[2], w[3], bn254.R)
    sum: uint256[2] = selectors[SELECTOR_C]
    for i: uint256 in range(4):
        square: uint256 = uint256_mulmod(w[i], w[i], bn254.R)
        fifth: uint256 = uint256_mulmod(uint256_mulmod(square, square, bn254.R), w[i], bn254.R)
        sum = bn254._multiply_add(sum, selectors[i], w[i])
        sum = bn254._multiply_add(sum, selectors[i + 8], fifth)
    sum = bn254._multiply_add(sum, selectors[4], w01)
    sum = bn254._multiply_add(sum, selectors[5], w23)
    sum = bn254._multiply_add(sum, selectors[6], self._subtract(0, w[4]))
    all: uint256 = uint256_mulmod(uint256_mulmod(w01, w23, bn254.R), w[4], bn254.R)
    return bn254._multiply_add(sum, selectors[12], all)


@internal
@view
def _subtract_quotient(
    sum: uint256[2], quotient: uint256[2][5], n: uint256, zeta: uint256, vanishing: uint256
) -> uint256[2]:
    """
    @notice sum - Z * (t_0 + zeta^(n+2) t_1 + ... + zeta^(4(n+2)) t_4)
    """
    step: uint256 = uint256_mulmod(
        uint256_addmod(vanishing, 1, bn254.R), uint256_mulmod(zeta, zeta, bn254.R), bn254.R
    )
    scalar: uint256 = self._subtract(0, vanishing)
    total: uint256[2] = sum
    for i: uint256 in range(5):
        total = bn254._multiply_add(total, quotient[i], scalar)
        scalar = uint256_mulmod(scalar, step, bn254.R)
    return total


@internal
@pure
def _subtract(a: uint256, b: uint256) -> uint256:
    """
    @notice a - b mod r, for b below r
    """
    return uint256_addmod(a, bn254.R - b, bn254.R)
