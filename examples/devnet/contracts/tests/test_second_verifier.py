"""The product's verifier and the contract's: the same verdict on the same words, however these were changed.

``VERIFIER_PROOFS`` says how many changed proofs there are for each version, and ``VERIFIER_SEED`` which: more of them, by
hand. Without the product's commands there is nothing to compare.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import unittest
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from lightclient import abi
from lightclient.bn254 import Q, R
from lightclient.keys import VerifyingKey

from .chain import ContractTest, Reverted, refusal
from .test_verifier import POINT_WORDS
from .trapdoor import TrapdoorKey, generator_times
from .vectors import BETA_H, REFERENCE_PROOFS, reference

COMMAND = Path(__file__).resolve().parents[4] / "bin" / "verify-proof"
COUNT = int(os.environ.get("VERIFIER_PROOFS", "200"))
SEED = os.environ.get("VERIFIER_SEED", "1")
SPECIAL = (0, 1, 2, R - 1, R, R + 1, Q - 1, Q, Q + 1, 2**254, 2**256 - 1)


@dataclass
class Words:
    """Public inputs and a proof; and what became of them, for whoever reads a failure."""

    inputs: list[int]
    proof: list[int]
    story: str = "as it was"

    def document(self) -> dict[str, Any]:
        """As ``verify-proof`` reads it."""
        words = iter(f"0x{word:064x}" for word in self.proof)
        proof: dict[str, Any] = {name: {"x": next(words), "y": next(words)} for name in abi.PROOF_POINTS}
        proof |= {name: next(words) for name in abi.PROOF_SCALARS}
        return {"proof": proof, "public_inputs": [f"0x{word:064x}" for word in self.inputs]}


class Poor(Random):
    """Draws from few numbers, so that points coincide, cancel, or vanish."""

    def randrange(self, start: int, stop: Any = None, step: int = 1) -> int:  # type: ignore[override]
        """A number below ``start`` that is 0, 1, −1 or 2 most of the time."""
        if stop is not None or self.random() < 0.2:
            return super().randrange(start) if stop is None else super().randrange(start, stop, step)
        return self.choice((0, 0, 1, start - 1, 2)) % start


def changed(words: Words, other: Words, random: Random) -> Words:
    """The words with a change or two."""
    inputs, proof = list(words.inputs), list(words.proof)
    story = []
    for _ in range(random.choice((1, 1, 1, 2))):
        kind = random.choice((
            "bit", "special", "modulus", "negated", "infinity", "another point", "points swapped", "words swapped", "input",
            "input of another", "proof of another", "scalar plus one"))
        point = 2 * random.randrange(POINT_WORDS // 2)
        index = random.randrange(len(proof))
        if kind == "bit":
            proof[index] ^= 1 << random.randrange(256)
        elif kind == "special":
            proof[index] = random.choice(SPECIAL)
        elif kind == "modulus":
            proof[index] += Q if index < POINT_WORDS else R
        elif kind == "negated":
            proof[point + 1] = (Q - proof[point + 1]) % Q
        elif kind == "infinity":
            proof[point:point + 2] = (0, 0)
        elif kind == "another point":
            proof[point:point + 2] = random.choice(((1, 2), (1, Q - 2), generator_times(random.randrange(R))))
        elif kind == "points swapped":
            second = 2 * random.randrange(POINT_WORDS // 2)
            proof[point:point + 2], proof[second:second + 2] = proof[second:second + 2], proof[point:point + 2]
        elif kind == "words swapped":
            second = random.randrange(len(proof))
            proof[index], proof[second] = proof[second], proof[index]
        elif kind == "input":
            inputs[index % len(inputs)] = random.choice((*SPECIAL, random.randrange(R)))
        elif kind == "input of another":
            inputs[index % len(inputs)] = other.inputs[index % len(inputs)]
        elif kind == "proof of another":
            proof[index] = other.proof[index]
        else:
            proof[-1 - index % 10] = (proof[-1 - index % 10] + 1) % R
        story.append(f"{kind} at {index}")
    return Words(inputs, [word % 2**256 for word in proof], ", ".join(story))


class SecondVerifierTest(ContractTest):
    """Both verifiers, side by side."""

    def setUp(self) -> None:
        super().setUp()
        if not COMMAND.exists():
            self.skipTest("the commands are not built: run 'make' first")

    def contract_says(self, address: str, version: int, key: VerifyingKey, words: Words) -> str:
        """``valid``, ``false``, or the error."""
        data = abi.call(abi.verify_signature(version), [*key.words, *words.inputs, *words.proof])
        try:
            (answer,) = abi.decode(self.chain.call(address, data))
        except Reverted as error:
            for name in ("InvalidG1()", "InvalidScalar()", "UnsupportedDegree()"):
                if error.data in (refusal(version, name) if "Degree" not in name else b"", abi.call(name)):
                    return name
            return str(error)
        return "valid" if answer == 1 else "false"

    def product_says(self, key: VerifyingKey, all_words: list[Words], *options: str) -> list[dict[str, Any]]:
        """The verdicts of ``verify-proof``."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "key"
            file.write_text("0x" + "".join(f"{word:064x}" for word in key.words))
            run = subprocess.run(
                [COMMAND, "--vk", file, *options], input="".join(json.dumps(words.document()) + "\n" for words in all_words),
                capture_output=True, text=True, timeout=600, env={"HOME": folder})
        self.assertIn(run.returncode, (0, 1), run.stderr)
        return [json.loads(line) for line in run.stdout.splitlines()]

    def compare(
        self, address: str, version: int, key: VerifyingKey, all_words: list[Words], *options: str,
    ) -> Counter[str]:
        """Asserts that both say the same; how often they said what."""
        verdicts = self.product_says(key, all_words, *options)
        self.assertEqual(len(verdicts), len(all_words))
        codes = {"valid": None, "false": "does-not-verify", "InvalidG1()": "invalid-field",
                 "InvalidScalar()": "invalid-field", "UnsupportedDegree()": "unsupported-domain-size"}
        said: Counter[str] = Counter()
        for words, verdict in zip(all_words, verdicts):
            expected = self.contract_says(address, version, key, words)
            said[expected] += 1
            with self.subTest(version=version, seed=SEED, story=words.story, inputs=words.inputs, proof=words.proof):
                self.assertIn(expected, codes)
                self.assertEqual(
                    (verdict["valid"], verdict.get("code")), (expected == "valid", codes[expected]), verdict)
        return said

    def verifier(self, version: int, strict: bool = False) -> str:
        return self.chain.deploy(f"PlonkVerifierV{version}", abi.encode([*BETA_H, int(strict)]))

    def test_changed_proofs_of_the_reference(self) -> None:
        random = Random(f"changed {SEED}")
        said: Counter[str] = Counter()
        for version, capacity in REFERENCE_PROOFS:
            r, second = reference(version, capacity), reference(version, 2)
            own, other = Words(r.inputs, r.proof), Words(second.inputs, second.proof)
            all_words = [own] + [changed(own, other, random) for _ in range(COUNT)]
            said += self.compare(self.verifier(version), version, r.key, all_words)
        for verdict in ("valid", "false", "InvalidG1()", "InvalidScalar()"):
            self.assertGreater(said[verdict], 4, said)

    def test_proofs_with_few_values(self) -> None:
        """Whoever knows the secret of a setup makes valid proofs in which points vanish, coincide and cancel, which others
        never see."""
        random = Poor(f"few values {SEED}")
        plain = Random(f"plain {SEED}")
        said: Counter[str] = Counter()
        for version, count in abi.INPUT_COUNT.items():
            address = self.verifier(version)
            for _ in range(max(1, COUNT // 50)):
                while True:
                    trapdoor = TrapdoorKey.random(random, 1 << plain.randrange(5, 21), count)
                    # No circuit has such permutations, and the product takes no key with them.
                    if all(trapdoor.key.words[index] for index in range(2, 12, 2)):
                        break
                all_words = []
                for _ in range(8):
                    inputs = [random.randrange(R) for _ in range(count)]
                    all_words.append(Words(inputs, trapdoor.prove(inputs, random), "few values"))
                all_words += [changed(all_words[0], all_words[1], plain) for _ in range(4)]
                said += self.compare(address, version, trapdoor.key, all_words)
        self.assertGreaterEqual(said["valid"], 3 * 8, said)

    def test_domains_that_the_contracts_know(self) -> None:
        random = Random(f"domains {SEED}")
        address = self.verifier(3, strict=True)
        said: Counter[str] = Counter()
        for exponent in (3, 5, 10, 15, 16, 17, 20, 22):
            trapdoor = TrapdoorKey.random(random, 1 << exponent, 5)
            inputs = [random.randrange(R) for _ in range(5)]
            own = Words(inputs, trapdoor.prove(inputs, random), f"domain 2^{exponent}")
            all_words = [own, Words(own.inputs, [*own.proof[:-1], 1], f"domain 2^{exponent}, false")]
            said += self.compare(address, 3, trapdoor.key, all_words, "--as-contract", "--allow-insecure")
        self.assertEqual(said, {"valid": 3, "false": 3, "UnsupportedDegree()": 10})

    def test_a_permutation_at_infinity(self) -> None:
        """A difference that is meant: of such a key the contract accepts a proof, and the product reads no key."""
        random = Random(f"infinity {SEED}")
        trapdoor = TrapdoorKey.random(random, 32, 5)
        logarithms = trapdoor.logarithms | {"sigma2": 0}
        key = VerifyingKey((*trapdoor.key.words[:6], 0, 0, *trapdoor.key.words[8:]), BETA_H)
        weak = TrapdoorKey(32, logarithms, key)
        inputs = [random.randrange(R) for _ in range(5)]
        words = Words(inputs, weak.prove(inputs, random))
        self.assertEqual(self.contract_says(self.verifier(3), 3, key, words), "valid")
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "key"
            file.write_text("0x" + "".join(f"{word:064x}" for word in key.words))
            run = subprocess.run(
                [COMMAND, "--vk", file], input=json.dumps(words.document()), capture_output=True, text=True, timeout=60,
                env={"HOME": folder})
        self.assertEqual(run.returncode, 78, run.stderr)
        self.assertIn("sigma2: point at infinity", run.stderr)


if __name__ == "__main__":
    unittest.main()
