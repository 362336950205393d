"""The command: deploys, upgrades and shows, over JSON-RPC."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from typing import Any

from lightclient import abi
from lightclient.compiler import SOURCES, CompileError, Compiler
from lightclient.deployment import Deployer
from lightclient.jsonrpc import Node as Connection
from lightclient.jsonrpc import RPCError

from .chain import CACHE, OWNER, PROVER, STRANGER
from .client import IMPLEMENTATION_SLOT
from .node import Node
from .vectors import Reference, load, reference

COMMAND = Path(__file__).resolve().parent.parent / "deploy.py"
TABLE_NAMES = ("threshold", "bls_key_comm", "schnorr_key_comm", "amount_comm")


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Runs the command."""
    return subprocess.run([sys.executable, str(COMMAND), *map(str, arguments)], capture_output=True, text=True,
                          check=False)


class DeployTest(unittest.TestCase):
    """Against a node made of the tests' chain."""

    def setUp(self) -> None:
        self.node = self.enterContext(Node())
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory()))

    def run_command(self, command: str, *arguments: object) -> dict[str, Any]:
        result = run(command, "--rpc", self.node.url, "--cache", CACHE, *arguments)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        return json.loads(result.stdout)

    def refuse(self, message: str, command: str, *arguments: object) -> None:
        result = run(command, "--rpc", self.node.url, "--cache", CACHE, *arguments)
        self.assertEqual((result.returncode, result.stdout), (1, ""))
        self.assertIn(message, result.stderr)

    def key(self, version: int, capacity: int = 2) -> Path:
        file = self.directory / f"key{version}.json"
        file.write_text(json.dumps(load(f"proof_v{version}_cap{capacity}.json")["verifying_key"]))
        return file

    def genesis(self, table: tuple[int, ...]) -> Path:
        file = self.directory / "genesis.json"
        file.write_text(json.dumps({
            "state": {"view_number": 0, "block_height": 0, "block_comm_root": "0x05"},
            "stake_table": dict(zip(TABLE_NAMES, map(str, table)))}))
        return file

    def submit(self, address: str, r: Reference) -> None:
        words = {1: r.state, 2: (*r.state, *r.next), 3: (*r.state, *r.next, r.auth_root)}[r.version]
        data = abi.call(abi.NEW_FINALIZED_STATE[r.version], [*words, *r.proof])
        Connection(self.node.url).send(PROVER, data, address)

    def epochs(self, r: Reference) -> tuple[object, ...]:
        return ("--blocks-per-epoch", r.blocks_per_epoch, "--epoch-start-block", 1)

    def test_each_version_takes_a_proof_of_the_reference(self) -> None:
        for version in (1, 2, 3):
            with self.subTest(version=version):
                r = reference(version, 2)
                deployed = self.run_command(
                    "deploy", "--version", version, "--verifying-key", self.key(version),
                    "--genesis", self.genesis(r.voting), "--permissioned-prover", PROVER, "--retention", 7200,
                    *(self.epochs(r) if version > 1 else ()))
                self.assertEqual(list(deployed),
                                 ["address", "implementation", "verifier", "version", "deployer", "block"])
                self.assertEqual((deployed["version"], deployed["deployer"]), (version, OWNER))
                implementation = self.node.chain.evm.storage(deployed["address"], IMPLEMENTATION_SLOT)
                self.assertEqual(abi.address_text(implementation), deployed["implementation"])

                self.submit(deployed["address"], r)
                state = self.run_command("state", "--address", deployed["address"])
                self.assertEqual(state["version"], f"{version}.0.0")
                self.assertEqual(state["permissioned_prover"], PROVER)
                self.assertEqual(state["history"], {"count": 1, "first": 0, "retention": 7200})
                self.assertEqual(state["finalized_state"]["block_height"], r.state[1])
                self.assertEqual(int(state["finalized_state"]["block_comm_root"], 16), r.state[2])
                if version > 1:
                    table = [int(state["voting_stake_table"][name], 16) for name in TABLE_NAMES]
                    self.assertEqual(table, list(r.next))
                if version > 2:
                    self.assertEqual(int(state["auth_root"], 16), r.auth_root)

    def test_upgrades_in_place(self) -> None:
        r = reference(3, 2)
        deployed = self.run_command("deploy", "--version", 1, "--verifying-key", self.key(1),
                                    "--genesis", self.genesis(r.voting), "--from", STRANGER)
        address = ("--address", deployed["address"], "--from", STRANGER)
        self.refuse("need the blocks per epoch", "upgrade", *address, "--version", 2, "--verifying-key", self.key(2))
        self.refuse("go together", "upgrade", *address, "--version", 2, "--verifying-key", self.key(2),
                    "--blocks-per-epoch", 7)
        self.refuse("InvalidArgs", "upgrade", *address, "--version", 2, "--verifying-key", self.key(2),
                    "--blocks-per-epoch", 5, "--epoch-start-block", 1)
        self.refuse("OwnableUnauthorizedAccount", "upgrade", *address[:2], "--version", 2,
                    "--verifying-key", self.key(2), *self.epochs(r))
        second = self.run_command("upgrade", *address, "--version", 2, "--verifying-key", self.key(2), *self.epochs(r))
        self.assertEqual((second["address"], second["version"]), (deployed["address"], 2))
        self.run_command("upgrade", *address, "--version", 3, "--verifying-key", self.key(3))
        self.refuse("cannot be upgraded", "upgrade", *address, "--version", 3, "--verifying-key", self.key(3))
        self.submit(deployed["address"], r)

    def test_two_versions_at_once(self) -> None:
        r = reference(3, 2)
        deployed = self.run_command("deploy", "--version", 1, "--verifying-key", self.key(1),
                                    "--genesis", self.genesis(r.voting))
        self.run_command("upgrade", "--address", deployed["address"], "--version", 3, "--verifying-key", self.key(3),
                         *self.epochs(r))
        self.submit(deployed["address"], r)

    def test_the_prover(self) -> None:
        deployed = self.run_command("deploy", "--version", 1, "--verifying-key", self.key(1),
                                    "--genesis", self.genesis((1, 2, 3, 4)))
        address = ("--address", deployed["address"])
        self.run_command("set-prover", *address, "--prover", STRANGER)
        self.assertEqual(self.run_command("state", *address)["permissioned_prover"], STRANGER)
        self.refuse("NoChangeRequired", "set-prover", *address, "--prover", STRANGER)
        self.run_command("set-prover", *address, "--prover", "none")
        self.assertIsNone(self.run_command("state", *address)["permissioned_prover"])
        self.refuse("not an address", "set-prover", *address, "--prover", "0x12")

    def test_arguments_that_do_not_fit(self) -> None:
        genesis = self.genesis((1, 2, 3, 4))
        self.refuse("public inputs", "deploy", "--version", 1, "--verifying-key", self.key(3), "--genesis", genesis)
        self.refuse("no domain_size", "deploy", "--version", 1, "--verifying-key", genesis, "--genesis", genesis)
        self.refuse("No such file", "deploy", "--version", 1, "--verifying-key", self.directory / "none",
                    "--genesis", genesis)
        self.refuse("InvalidArgs", "deploy", "--version", 1, "--verifying-key", self.key(1),
                    "--genesis", self.genesis((0, 2, 3, 4)))
        self.refuse("no light client", "state", "--address", STRANGER)

    def test_the_strict_verifier(self) -> None:
        for capacity, accepted in ((2, False), (10, True)):  # 2^14 and 2^16 rows
            r = reference(3, capacity)
            deployed = self.run_command("deploy", "--version", 3, "--verifying-key", self.key(3, capacity),
                                        "--genesis", self.genesis(r.voting), "--strict-degrees", *self.epochs(r))
            if accepted:
                self.submit(deployed["address"], r)
            else:
                with self.assertRaisesRegex(RPCError, "UnsupportedDegree"):
                    self.submit(deployed["address"], r)

    def test_a_node_that_is_not_there(self) -> None:
        with self.assertRaises(RPCError):
            Deployer(Connection("http://127.0.0.1:1"), Compiler(CACHE))


class CompilerTest(unittest.TestCase):
    """The cache, and sources that do not compile."""

    def setUp(self) -> None:
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.cache = self.directory / "cache"
        self.sources = self.directory / "sources"
        self.sources.mkdir()
        for name in ("ERC1967Proxy.vy", "storage_layout.json"):
            (self.sources / name).write_bytes((SOURCES / name).read_bytes())

    def compile(self) -> bytes:
        return Compiler(self.cache, self.sources).creation_code("ERC1967Proxy")

    def test_a_second_run_does_not_compile(self) -> None:
        code = self.compile()
        (file,) = self.cache.iterdir()
        self.assertEqual(file.read_text(), code.hex())
        file.write_text("c0de")  # what is in the cache is what comes out
        self.assertEqual(self.compile(), b"\xc0\xde")
        file.write_text("not hexadecimal")
        self.assertEqual(self.compile(), code)

    def test_a_changed_source_is_compiled_again(self) -> None:
        code = self.compile()
        source = self.sources / "ERC1967Proxy.vy"
        source.write_text(source.read_text().replace("uint256) = 4096", "uint256) = 8192"))
        self.assertNotEqual(self.compile(), code)

    def test_a_source_that_does_not_compile(self) -> None:
        (self.sources / "ERC1967Proxy.vy").write_text("nonsense")
        with self.assertRaises(CompileError):
            self.compile()

    def test_the_layout_is_checked(self) -> None:
        (self.sources / "ERC1967Proxy.vy").write_text("_implementation: address\nother: uint256\n")
        with self.assertRaises(CompileError):
            self.compile()


if __name__ == "__main__":
    unittest.main()
