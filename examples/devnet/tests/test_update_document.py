"""The JSON Schema of update documents against what the commands write, for every version of the contract."""
from __future__ import annotations

import base64
import copy
import json
import subprocess
import tempfile
import unittest
from pathlib import Path
from typing import Any, Iterator

from validate import SCHEMA, complaint, validator

DEVNET = Path(__file__).resolve().parent.parent
ROOT = DEVNET.parent.parent

# Every stage's documents on a network of one update, and then of none; of the second one other ways to submit are tried.
SCRIPT = """
set -euo pipefail
out=$1 devnet=$2
"$devnet/mine" 10
read-contract </dev/null | tee "$out/read-contract" | fetch-state | tee "$out/fetch-state" |
    advance-epoch | tee "$out/advance-epoch" | gen-proof | tee "$out/gen-proof" |
    submit-proof --confirmations 1 >"$out/submit-proof"
read-contract </dev/null | fetch-state | advance-epoch >"$out/up-to-date"
submit-proof <"$out/gen-proof" >"$out/superseded"
"$devnet/mine" 20
read-contract </dev/null | fetch-state | advance-epoch | gen-proof --cache "$out/proofs" >"$out/made"
gen-proof --cache "$out/proofs" <"$out/made" >"$out/cached"
submit-proof --dry-run <"$out/cached" >"$out/simulated"
submit-proof --unsigned --from 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 <"$out/cached" >"$out/unsigned"
"""


def members(node: Any, path: tuple = ()) -> Iterator[tuple]:
    """The paths of all members of all objects."""
    if isinstance(node, dict):
        for name, item in node.items():
            yield path + (name,)
            yield from members(item, path + (name,))
    elif isinstance(node, list):
        for index, item in enumerate(node[:1]):
            yield from members(item, path + (index,))


def changed(document: dict, path: tuple, value: Any) -> dict:
    """The document with another value at a path."""
    document = copy.deepcopy(document)
    node = document
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    return document


class UpdateDocumentTests(unittest.TestCase):
    """What the stages write is what the schema says, and nothing else."""

    schema = json.loads(SCHEMA.read_text())

    @classmethod
    def setUpClass(cls) -> None:
        if not (ROOT / "bin" / "submit-proof").exists():
            raise unittest.SkipTest("the commands are not built: run 'make' first")
        cls.documents: dict[tuple[int, str], dict] = {}
        for version in (1, 2, 3):
            with tempfile.TemporaryDirectory() as folder:
                run = subprocess.run(
                    [DEVNET / "with", "--contract-version", str(version), "--capacity", "5", "--block-time", "0s", "--",
                     "bash", "-c", SCRIPT, "script", folder, DEVNET], capture_output=True, text=True, timeout=300)
                if run.returncode:
                    raise AssertionError(f"version {version}: exit code {run.returncode}\n{run.stderr}")
                for file in Path(folder).iterdir():
                    if file.is_file():
                        cls.documents[version, file.name] = json.loads(file.read_text())

    def test_all_documents_are_valid(self) -> None:
        checker = validator(self.schema, is_strict=True)
        self.assertEqual(len(self.documents), 3 * 11)
        for name, document in self.documents.items():
            with self.subTest(name):
                self.assertIsNone(complaint(checker, document))

    def test_documents_of_saved_replies(self) -> None:
        checker = validator(self.schema, is_strict=True)
        for version in (1, 2, 3):
            with self.subTest(version):
                run = subprocess.run(
                    [ROOT / "bin" / "fetch-state", "--offline", ROOT / "examples" / "saved-replies",
                     "--contract-version", str(version), "--stake-table-capacity", "10"],
                    stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=True)
                self.assertIsNone(complaint(checker, json.loads(run.stdout)))

    def test_stages_write_their_fields(self) -> None:
        fields = {"read-contract": ["contract"], "fetch-state": ["bundle", "network", "stake_table"],
                  "advance-epoch": ["action", "update"], "gen-proof": ["proof"], "submit-proof": ["transaction"]}
        for version in (1, 2, 3):
            expected = {"schema"}
            for stage, added in fields.items():
                expected |= set(added)
                self.assertEqual(set(self.documents[version, stage]), expected, (version, stage))
            self.assertEqual(self.documents[version, "submit-proof"]["transaction"]["state"], "final")
            self.assertEqual(self.documents[version, "up-to-date"]["reason"], "up-to-date")
            self.assertEqual(self.documents[version, "superseded"]["action"], "none")
            self.assertIs(self.documents[version, "cached"]["proof"]["cached"], True)
            self.assertEqual(self.documents[version, "simulated"]["transaction"]["state"], "simulated")
            self.assertEqual(self.documents[version, "unsigned"]["transaction"]["state"], "unsigned")

    def test_states_are_legible(self) -> None:
        for (version, name), document in self.documents.items():
            states = [(part, "state", "") for part in ("bundle", "update")]
            states += [("update", "finalized_state", "finalized_"), ("contract", "finalized_state", ""),
                       ("contract", "genesis_state", "genesis_")]
            for part, text, prefix in states:
                if part not in document:
                    continue
                with self.subTest(version=version, name=name, part=part, text=text):
                    # Tag, view, height and root from the low byte on, and a byte of checksum.
                    payload = base64.urlsafe_b64decode(document[part][text].partition("~")[2] + "==")
                    numbers = [int.from_bytes(payload[start:end], "little") for start, end in ((0, 8), (8, 16), (16, 48))]
                    plain = [document[part][prefix + key] for key in ("view_number", "block_height", "block_comm_root")]
                    self.assertEqual(plain, numbers[:2] + [f"0x{numbers[2]:064x}"])

    def test_documents_of_older_versions_are_valid(self) -> None:
        checker = validator(self.schema)
        for version in (1, 2, 3):
            document = copy.deepcopy(self.documents[version, "submit-proof"])
            for part in ("contract", "bundle", "update"):
                for key in list(document[part]):
                    if key.endswith(("block_comm_root", "genesis_block_height", "finalized_block_height")):
                        del document[part][key]
            self.assertTrue(checker.is_valid(document))

    def test_no_member_may_be_of_another_type(self) -> None:
        checker = validator(self.schema)
        for version in (1, 2, 3):
            for name in ("submit-proof", "unsigned"):
                document = self.documents[version, name]
                for path in members(document):
                    with self.subTest(version=version, path=path):
                        self.assertFalse(checker.is_valid(changed(document, path, [[]])))

    def test_numbers_end_with_64_bits(self) -> None:
        checker = validator(self.schema)
        document = self.documents[3, "fetch-state"]
        path = ("network", "epoch_start_block")
        self.assertTrue(checker.is_valid(changed(document, path, 2**64 - 1)))
        self.assertTrue(checker.is_valid(changed(document, path, None)))
        self.assertFalse(checker.is_valid(changed(document, path, 2**64)))
        self.assertFalse(checker.is_valid(changed(document, path, -1)))

    def test_unknown_fields_pass_unless_strict(self) -> None:
        document = changed(self.documents[3, "fetch-state"], ("ticket",), 18446744073709551615)
        self.assertTrue(validator(self.schema).is_valid(document))
        self.assertFalse(validator(self.schema, is_strict=True).is_valid(document))
        inside = changed(self.documents[3, "fetch-state"], ("bundle", "ticket"), 1)
        self.assertFalse(validator(self.schema, is_strict=True).is_valid(inside))


class FilterTests(unittest.TestCase):
    """`validate.py` as a stage."""

    def run_filter(self, text: str, *options: str) -> subprocess.CompletedProcess:
        return subprocess.run([DEVNET / "validate.py", *options], input=text, capture_output=True, text=True, timeout=60)

    def test_valid_documents_pass_unchanged(self) -> None:
        text = '{"schema": "hotshot-state-update/1",  "ticket": 18446744073709551615}\n{"schema":"hotshot-state-update/1"}\n'
        run = self.run_filter(text)
        self.assertEqual((run.returncode, run.stdout, run.stderr), (0, text, ""))

    def test_the_first_invalid_document_ends_it(self) -> None:
        valid = '{"schema":"hotshot-state-update/1"}\n'
        for wrong in ('{"schema":"hotshot-state-update/2"}\n', '{}\n', '[]\n', '{"schema":\n', '\n',
                      '{"schema":"hotshot-state-update/1","action":"none"}\n',
                      '{"schema":"hotshot-state-update/1","proof":"PROOF~AA"}\n'):
            with self.subTest(wrong):
                run = self.run_filter(valid + wrong + valid)
                self.assertEqual((run.returncode, run.stdout), (65, valid))
                self.assertIn("validate: document 2:", run.stderr)

    def test_strict_refuses_unknown_fields(self) -> None:
        run = self.run_filter('{"schema":"hotshot-state-update/1","ticket":1}\n', "--strict")
        self.assertEqual(run.returncode, 65)


if __name__ == "__main__":
    unittest.main()
