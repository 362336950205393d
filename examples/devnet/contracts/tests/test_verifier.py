"""The verifiers accept what is proven and nothing else."""

from __future__ import annotations

import unittest
from random import Random

from lightclient import abi
from lightclient.bn254 import Q, R
from lightclient.keys import VerifyingKey

from .chain import ContractTest, Reverted, refusal
from .trapdoor import TrapdoorKey, generator_times
from .vectors import BETA_H, REFERENCE_PROOFS, reference

POINT_WORDS = 26


class VerifierTest(ContractTest):
    """A verifier of a version, called by itself."""

    def verifier(self, version: int, strict: bool = False, beta_h: tuple[int, ...] = BETA_H) -> str:
        return self.chain.deploy(f"PlonkVerifierV{version}", abi.encode([*beta_h, int(strict)]))

    def verify(self, address: str, version: int, key: VerifyingKey, inputs: list[int], proof: list[int]) -> bool:
        data = abi.call(abi.verify_signature(version), [*key.words, *inputs, *proof])
        (answer,) = abi.decode(self.chain.call(address, data))
        self.assertIn(answer, (0, 1))
        return answer == 1

    def test_proofs_of_the_reference_are_accepted(self) -> None:
        for version, capacity in REFERENCE_PROOFS:
            with self.subTest(version=version, capacity=capacity):
                r = reference(version, capacity)
                address = self.verifier(version)
                self.assertTrue(self.verify(address, version, r.key, r.inputs, r.proof))

    def test_another_public_input_is_refused(self) -> None:
        for version in (1, 2, 3):
            r = reference(version, 2)
            address = self.verifier(version)
            for index in range(len(r.inputs)):
                with self.subTest(version=version, index=index):
                    inputs = list(r.inputs)
                    inputs[index] = (inputs[index] + 1) % R
                    self.assertFalse(self.verify(address, version, r.key, inputs, r.proof))

    def test_a_flipped_bit_is_refused_in_every_word(self) -> None:
        random = Random(1)
        for version in (1, 2, 3):
            r = reference(version, 2)
            address = self.verifier(version)
            for index in range(len(r.proof)):
                with self.subTest(version=version, word=index):
                    proof = list(r.proof)
                    proof[index] ^= 1 << random.randrange(253)
                    try:
                        self.assertFalse(self.verify(address, version, r.key, r.inputs, proof))
                    except Reverted as error:
                        expected = "InvalidG1()" if index < POINT_WORDS else "InvalidScalar()"
                        self.assertEqual(error.data, refusal(version, expected))

    def test_another_point_of_the_curve_is_refused_in_every_place(self) -> None:
        r = reference(3, 2)
        address = self.verifier(3)
        for index in range(0, POINT_WORDS, 2):
            for x, y in ((0, 0), (1, 2), (r.proof[index], Q - r.proof[index + 1])):
                with self.subTest(point=index // 2, x=x):
                    proof = [*r.proof[:index], x, y, *r.proof[index + 2:]]
                    self.assertFalse(self.verify(address, 3, r.key, r.inputs, proof))

    def test_another_commitment_in_the_key_is_refused(self) -> None:
        r = reference(3, 2)
        address = self.verifier(3)
        for index in range(2, 38, 2):
            with self.subTest(point=index):
                words = (*r.key.words[:index], 1, 2, *r.key.words[index + 2:])
                self.assertFalse(self.verify(address, 3, VerifyingKey(words, BETA_H), r.inputs, r.proof))

    def test_points_and_scalars_out_of_range(self) -> None:
        for version in (1, 2, 3):
            r = reference(version, 2)
            address = self.verifier(version)
            for index in range(len(r.proof)):
                modulus, error = (Q, "InvalidG1()") if index < POINT_WORDS else (R, "InvalidScalar()")
                # The same number modulo q or r, so that only its size can be what is refused.
                with self.subTest(version=version, word=index), self.refuses(version, error):
                    proof = list(r.proof)
                    proof[index] += modulus
                    self.verify(address, version, r.key, r.inputs, proof)
            for index in range(len(r.inputs)):
                with self.subTest(version=version, index=index), self.refuses(version, "InvalidScalar()"):
                    inputs = list(r.inputs)
                    inputs[index] = R
                    self.verify(address, version, r.key, inputs, r.proof)

    def test_a_key_for_another_number_of_inputs(self) -> None:
        for version, other in ((1, 2), (2, 3), (3, 1)):
            r = reference(version, 2)
            with self.subTest(version=version), self.reverts("WrongPlonkVK()"):
                self.verify(self.verifier(version), version, reference(other, 2).key, r.inputs, r.proof)

    def test_precompiles_that_fail(self) -> None:
        r = reference(3, 2)
        off_curve = VerifyingKey((*r.key.words[:14], 1, 1, *r.key.words[16:]), BETA_H)  # q2
        with self.reverts("BN254ScalarMulFailed()"):
            self.verify(self.verifier(3), 3, off_curve, r.inputs, r.proof)
        off_curve = VerifyingKey((*r.key.words[:26], 1, 1, *r.key.words[28:]), BETA_H)  # qC, which nothing multiplies
        with self.reverts("BN254G1AddFailed()"):
            self.verify(self.verifier(3), 3, off_curve, r.inputs, r.proof)
        with self.reverts("BN254PairingProdFailed()"):
            self.verify(self.verifier(3, beta_h=(1, 1, 1, 1)), 3, r.key, r.inputs, r.proof)

    def test_domain_sizes(self) -> None:
        random = Random(2)
        lenient, strict = self.verifier(3), self.verifier(3, strict=True)
        for exponent in range(1, 29):
            with self.subTest(domain=f"2^{exponent}"):
                trapdoor = TrapdoorKey.random(random, 1 << exponent, 5)
                inputs = [random.randrange(R) for _ in range(5)]
                proof = trapdoor.prove(inputs, random)
                self.assertTrue(self.verify(lenient, 3, trapdoor.key, inputs, proof))
                if exponent in (5, 16, 20):
                    self.assertTrue(self.verify(strict, 3, trapdoor.key, inputs, proof))
                else:
                    with self.reverts("UnsupportedDegree()"):
                        self.verify(strict, 3, trapdoor.key, inputs, proof)
        r = reference(3, 2)
        for size in (0, 1, 3, 65535, 2**28 + 1, 2**29, 2**64 + 32, 2**256 - 1):
            key = VerifyingKey((size, *r.key.words[1:]), BETA_H)
            for address in (lenient, strict):
                with self.subTest(domain=size), self.reverts("UnsupportedDegree()"):
                    self.verify(address, 3, key, r.inputs, r.proof)

    def test_random_statements(self) -> None:
        random = Random(3)
        for version, count in abi.INPUT_COUNT.items():
            address = self.verifier(version)
            for _ in range(10):
                trapdoor = TrapdoorKey.random(random, 1 << random.randrange(5, 21), count)
                inputs = [random.choice((0, 1, R - 1, random.randrange(R))) for _ in range(count)]
                proof = trapdoor.prove(inputs, random)
                self.assertTrue(self.verify(address, version, trapdoor.key, inputs, proof))
                inputs[random.randrange(count)] = random.randrange(R)
                self.assertFalse(self.verify(address, version, trapdoor.key, inputs, proof))

    def test_the_multiplication_of_the_tests(self) -> None:
        self.assertEqual(generator_times(1), (1, 2))
        self.assertEqual(generator_times(R - 1), (1, Q - 2))
        self.assertEqual(generator_times(0), (0, 0))
        self.assertEqual(generator_times(2), (
            0x030644E72E131A029B85045B68181585D97816A916871CA8D3C208C16D87CFD3,
            0x15ED738C0E0A7C92E7845F96B2AE9C0A68A6A449E3538FC7FF3EBF7A5A18A2C4))


if __name__ == "__main__":
    unittest.main()
