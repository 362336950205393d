"""The challenges, step by step, are those of worked examples and of the reference proofs."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from lightclient import abi
from lightclient.compiler import SOURCES, Compiler
from lightclient.keys import VerifyingKey, parse_verifying_key

from .chain import ContractTest
from .trapdoor import Transcript
from .vectors import REFERENCE_PROOFS, load, reference

NAMES = ("beta", "gamma", "alpha", "zeta", "v", "u")


class TranscriptTest(ContractTest):
    """The library behind a contract that shows its challenges."""

    @classmethod
    def setUpClass(cls) -> None:
        with tempfile.TemporaryDirectory() as directory:
            sources = Path(directory)
            harness = Path(__file__).resolve().parent / "harness"
            for file in (*SOURCES.iterdir(), *harness.iterdir()):
                shutil.copy(file, sources)
            cls.code = Compiler(sources=sources).creation_code("TranscriptHarness")

    def challenges(self, key: VerifyingKey, inputs: list[int], proof: list[int]) -> dict[str, int]:
        # The inputs are dynamic: their offset stands between key and proof.
        head = [*key.words, 32 * (40 + 1 + 36), *proof]
        data = abi.call(f"challenges({abi.VERIFYING_KEY},uint256[],{abi.PROOF})", [*head, len(inputs), *inputs])
        return dict(zip(NAMES, abi.decode(self.chain.call(self.chain.create(self.code), data))))

    def test_worked_examples_with_the_keys_of_the_main_network(self) -> None:
        proof = [1, 2] * 13 + list(range(1, 11))
        for example in load("transcript_examples.json")["entries"]:
            with self.subTest(version=example["version"]):
                key = parse_verifying_key(load(example["verifying_key"]))
                inputs = [int(value) for value in example["public_inputs"]]
                expected = {name: int(example["challenges"][name]["challenge"]) for name in NAMES}
                self.assertEqual(self.challenges(key, inputs, proof), expected)

    def test_challenges_of_the_reference_proofs(self) -> None:
        for version, capacity in REFERENCE_PROOFS:
            with self.subTest(version=version, capacity=capacity):
                r = reference(version, capacity)
                self.assertEqual(self.challenges(r.key, r.inputs, r.proof), r.challenges)

    def test_the_transcript_of_the_tests(self) -> None:
        r = reference(1, 2)
        transcript = Transcript(r.key, r.inputs)
        transcript.append(*r.proof[:10])
        self.assertEqual(transcript.challenge(), r.challenges["beta"])
        self.assertEqual(transcript.challenge(), r.challenges["gamma"])
