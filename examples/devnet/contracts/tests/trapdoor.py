"""Proofs of anything, for those who know τ.

A structured reference string is safe as long as nobody knows its τ. That of the tests is known, so a proof that the
verifier accepts can be written down for any key and any public inputs: choose every commitment and evaluation at
random, and compute the two opening proofs as (F − E) / (τ − ζ) and (z − z̄) / (τ − ζω). Everything is done on
discrete logarithms; points are made at the end. The equation is written out once more, independently of the contract.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random

from lightclient.abi import encode, keccak256
from lightclient.bn254 import Q, R
from lightclient.keys import SOLIDITY_POINTS, TRANSCRIPT_SELECTORS, VerifyingKey

from .vectors import BETA_H, COSETS, G2_WORDS, TAU

ROOT_OF_UNITY = pow(5, (R - 1) >> 28, R)  # of order 2^28
Jacobian = tuple[int, int, int]


@cache
def _powers_of_two() -> list[Jacobian]:
    points = [(1, 2, 1)]
    for _ in range(253):
        points.append(_double(points[-1]))
    return points


def _double(point: Jacobian) -> Jacobian:
    x, y, z = point
    if y == 0 or z == 0:
        return (1, 1, 0)
    s, m = 4 * x * y * y % Q, 3 * x * x % Q
    x3 = (m * m - 2 * s) % Q
    return (x3, (m * (s - x3) - 8 * y**4) % Q, 2 * y * z % Q)


def _add(p: Jacobian, q: Jacobian) -> Jacobian:
    if p[2] == 0:
        return q
    if q[2] == 0:
        return p
    zp, zq = p[2] * p[2] % Q, q[2] * q[2] % Q
    u1, u2 = p[0] * zq % Q, q[0] * zp % Q
    s1, s2 = p[1] * q[2] * zq % Q, q[1] * p[2] * zp % Q
    if u1 == u2:
        return _double(p) if s1 == s2 else (1, 1, 0)
    h, r = u2 - u1, s2 - s1
    h2 = h * h % Q
    h3, v = h * h2 % Q, u1 * h2 % Q
    x3 = (r * r - h3 - 2 * v) % Q
    return (x3, (r * (v - x3) - s1 * h3) % Q, p[2] * q[2] * h % Q)


def generator_times(scalar: int) -> tuple[int, int]:
    """scalar · (1, 2), affine; (0, 0) for infinity."""
    total: Jacobian = (1, 1, 0)
    for bit, point in enumerate(_powers_of_two()):
        if scalar >> bit & 1:
            total = _add(total, point)
    if total[2] == 0:
        return (0, 0)
    inverse = pow(total[2], -1, Q)
    return (total[0] * inverse**2 % Q, total[1] * inverse**3 % Q)


@dataclass(frozen=True)
class TrapdoorKey:
    """A verifying key of which the logarithm of every commitment is known."""

    domain_size: int
    logarithms: dict[str, int]
    key: VerifyingKey

    @staticmethod
    def random(random: Random, domain_size: int, input_count: int) -> TrapdoorKey:
        """Any key of these sizes."""
        logarithms = {name: random.randrange(R) for name in SOLIDITY_POINTS}
        points = [coordinate for name in SOLIDITY_POINTS for coordinate in generator_times(logarithms[name])]
        key = VerifyingKey((domain_size, input_count, *points, *G2_WORDS), BETA_H)
        return TrapdoorKey(domain_size, logarithms, key)

    def prove(self, inputs: list[int], random: Random) -> list[int]:
        """The 36 words of a proof that these public inputs are right."""
        n, logs = self.domain_size, self.logarithms
        wires, quotient = _scalars(random, 5), _scalars(random, 5)
        (permutation,) = _scalars(random, 1)
        w, s, (shifted,) = _scalars(random, 5), _scalars(random, 4), _scalars(random, 1)
        points = [generator_times(log) for log in (*wires, permutation, *quotient)]
        transcript = Transcript(self.key, inputs)
        transcript.append(*sum(points[:5], ()))
        beta, gamma = transcript.challenge(), transcript.challenge()
        transcript.append(*points[5])
        alpha = transcript.challenge()
        transcript.append(*sum(points[6:], ()))
        zeta = transcript.challenge()
        transcript.append(*w, *s, shifted)
        v = transcript.challenge()

        omega = pow(ROOT_OF_UNITY, (1 << 28) // n, R)
        z_h = (pow(zeta, n, R) - 1) % R
        lagrange = [z_h * pow(omega, i, R) * pow(n * (zeta - pow(omega, i, R)), -1, R) for i in range(len(inputs))]
        identity = sigma = 1
        for i in range(5):
            identity = identity * (w[i] + beta * COSETS[i] * zeta + gamma) % R
        for i in range(4):
            sigma = sigma * (w[i] + beta * s[i] + gamma) % R

        linear = logs["qC"] + logs["qM12"] * w[0] * w[1] + logs["qM34"] * w[2] * w[3] - logs["qO"] * w[4]
        linear += logs["qEcc"] * w[0] * w[1] * w[2] * w[3] * w[4]
        for i in range(4):
            linear += logs[f"q{i + 1}"] * w[i] + logs[f"qH{i + 1}"] * w[i]**5
        linear += permutation * (alpha * identity + alpha**2 * lagrange[0])
        linear -= logs["sigma4"] * alpha * beta * shifted * sigma
        linear -= z_h * sum(pow(zeta, i * (n + 2), R) * quotient[i] for i in range(5))
        constant = sum(x * y for x, y in zip(inputs, lagrange)) - alpha**2 * lagrange[0]
        constant -= alpha * shifted * (w[4] + gamma) * sigma

        commitments = [linear, *wires, *(logs[f"sigma{i}"] for i in range(4))]
        values = [-constant, *w, *s]
        difference = sum((c - y) * v**i for i, (c, y) in enumerate(zip(commitments, values)))
        opening = difference * pow(TAU - zeta, -1, R) % R
        shifted_opening = (permutation - shifted) * pow(TAU - zeta * omega, -1, R) % R
        points += [generator_times(opening), generator_times(shifted_opening)]
        return [*sum(points, ()), *w, *s, shifted]


def _scalars(random: Random, count: int) -> list[int]:
    return [random.randrange(R) for _ in range(count)]


class Transcript:
    """The Fiat–Shamir transcript, begun with a key and the public inputs."""

    def __init__(self, key: VerifyingKey, inputs: list[int]) -> None:
        point = {name: key.words[2 + 2 * i:4 + 2 * i] for i, name in enumerate(SOLIDITY_POINTS)}
        self.state = bytes(32)
        self._buffer = (254).to_bytes(4, "big") + key.domain_size.to_bytes(8, "big")
        self._buffer += key.input_count.to_bytes(8, "big") + bytes(12)
        self.append(*key.words[38:], *COSETS)
        for name in (*TRANSCRIPT_SELECTORS, *SOLIDITY_POINTS[:5]):
            self.append(*point[name])
        self.append(*inputs)

    def append(self, *words: int) -> None:
        """Adds field elements or coordinates."""
        self._buffer += encode(words)

    def challenge(self) -> int:
        """The next challenge."""
        self.state = keccak256(self.state + self._buffer)
        self._buffer = b""
        return int.from_bytes(self.state, "big") % R
