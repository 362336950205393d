"""Verifying keys and geneses as files."""

from __future__ import annotations

import copy
import json
import tempfile
import unittest
from pathlib import Path

from lightclient import bn254
from lightclient.genesis import parse_genesis, read_genesis
from lightclient.keys import KeyFileError, parse_verifying_key, read_verifying_key

from .vectors import DIRECTORY, load

# [β]_2 of the Ignition ceremony, as the pairing precompile takes it: x.c1, x.c0, y.c1, y.c0.
IGNITION = (
    0x260E01B251F6F1C7E7FF4E580791DEE8EA51D87A358E038B4EFE30FAC09383C1,
    0x0118C4D5B837BCC2BC89B5B398B5974E9F5944073B32078B7E231FEC938883B0,
    0x04FC6369F7110FE3D25156C1BB9A72859CF2A04641F99BA4EE413C80DA6A5FE4,
    0x22FEBDA3C0C0632A56475B4214E5615E11E6DD3F96E6CEA2854A87D4DACC5E55,
)


class VerifyingKeyTest(unittest.TestCase):
    """The forms of a key file."""

    def test_the_keys_of_the_main_network(self) -> None:
        for version, inputs in ((1, 7), (2, 11), (3, 5)):
            key = read_verifying_key(DIRECTORY / f"vk_v{version}.json")
            self.assertEqual((key.domain_size, key.input_count, key.beta_h), (1 << 20, inputs, IGNITION))

    def test_the_three_forms_say_the_same(self) -> None:
        document = load("proof_v3_cap2.json")["verifying_key"]
        key = parse_verifying_key(document)
        self.assertEqual(len(key.words), 40)
        words = "".join(f"{word:064x}" for word in key.words)
        with tempfile.TemporaryDirectory() as directory:
            for index, text in enumerate((words, "0x" + words + "\n", json.dumps("0x" + words), json.dumps(document))):
                file = Path(directory) / str(index)
                file.write_text(text)
                self.assertEqual(read_verifying_key(file), key)

    def test_the_order_of_the_selectors(self) -> None:
        """q_o and q_c come after q_hash in the file, before in the contract."""
        document = load("proof_v3_cap2.json")["verifying_key"]
        words = parse_verifying_key(document).words
        selectors = [int(point["x"], 16) for point in document["selector_comms"]]
        self.assertEqual(list(words[12:38:2]), [*selectors[:6], *selectors[10:12], *selectors[6:10], selectors[12]])

    def test_files_that_are_refused(self) -> None:
        good = load("proof_v3_cap2.json")["verifying_key"]

        def broken(*path: str | int, value: object) -> object:
            document = copy.deepcopy(good)
            place = document
            for step in path[:-1]:
                place = place[step]
            place[path[-1]] = value
            return document

        for document in (
            {}, [], 5, None, "", "0x12", "zz", "00" * 32 * 39, "ff" * 32 * 40,
            broken("domain_size", value=-1), broken("domain_size", value=2**64), broken("domain_size", value=True),
            broken("domain_size", value="0x"), broken("num_inputs", value=1.5), broken("num_inputs", value="9" * 100),
            broken("sigma_comms", value=[]), broken("sigma_comms", 0, "x", value="0x1"),
            broken("selector_comms", 3, "y", value=hex(bn254.Q + 1)), broken("selector_comms", 3, value=None),
            broken("beta_h", "x", "c0", value="0x1"), broken("solidity_g2LSB", value="0x1"),
        ):
            with self.subTest(str(document)[:80]), self.assertRaises(KeyFileError):
                parse_verifying_key(document)

    def test_compressed_points(self) -> None:
        x1, x0, y1, y0 = IGNITION
        point = ((x0, x1), (y0, y1))
        negative = ((x0, x1), (bn254.Q - y0, bn254.Q - y1))
        for p in (point, negative):
            self.assertEqual(bn254.decompress(bn254.compress(p)), p)
        self.assertNotEqual(bn254.compress(point), bn254.compress(negative))
        refused = 0
        for low in range(1, 20):
            try:
                self.assertTrue(bn254.is_on_twist(bn254.decompress((low << 248, 0))))
            except ValueError:
                refused += 1
        self.assertGreater(refused, 0)


class GenesisTest(unittest.TestCase):
    """Numbers, decimal and hexadecimal strings."""

    DOCUMENT = {
        "state": {"view_number": 0, "block_height": "0", "block_comm_root": "0x05"},
        "stake_table": {"threshold": "7", "bls_key_comm": 11, "schnorr_key_comm": "0xc", "amount_comm": "13"},
    }

    def test_reading(self) -> None:
        with tempfile.TemporaryDirectory() as directory:
            file = Path(directory) / "genesis.json"
            file.write_text(json.dumps(self.DOCUMENT))
            genesis = read_genesis(file)
            self.assertEqual((genesis.state, genesis.stake_table), ((0, 0, 5), (7, 11, 12, 13)))
            file.write_text("{")
            with self.assertRaises(KeyFileError):
                read_genesis(file)

    def test_values_out_of_range(self) -> None:
        for part, name, value in (
            ("state", "view_number", 2**64), ("state", "block_height", -1), ("state", "block_comm_root", 2**256),
            ("stake_table", "threshold", None), ("stake_table", "amount_comm", "1e3"),
        ):
            document = copy.deepcopy(self.DOCUMENT)
            document[part][name] = value
            with self.subTest(name=name), self.assertRaises(KeyFileError):
                parse_genesis(document)


if __name__ == "__main__":
    unittest.main()
