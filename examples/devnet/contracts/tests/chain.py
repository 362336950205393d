"""An EVM with the compiled contracts at hand."""

from __future__ import annotations

import atexit
import os
import re
import shutil
import tempfile
import unittest
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyrevm

from lightclient import abi
from lightclient.compiler import Compiler
from lightclient.errors import describe_revert

OWNER = "0x" + "a1" * 20
STRANGER = "0x" + "b2" * 20
PROVER = "0x" + "c3" * 20
GAS = 12_000_000

# What versions 1 and 2 say instead of an error.
TEXTS = {"InvalidScalar()": "Bn254: invalid scalar field", "InvalidG1()": "Bn254: invalid G1 point"}

_REVERT = re.compile(r"Revert \{ gas_used: \d+, output: 0x([0-9a-fA-F]*) \}")

def _cache() -> Path:
    """Where compiled contracts are kept: what CONTRACTS_CACHE says, or for this run only."""
    if directory := os.environ.get("CONTRACTS_CACHE"):
        return Path(directory)
    directory = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, directory)
    return Path(directory)


CACHE = _cache()
compiler = Compiler(CACHE)


class Reverted(Exception):
    """A call was reverted, with this data."""

    def __init__(self, data: bytes) -> None:
        super().__init__(describe_revert(data))
        self.data = data


class Chain:
    """Accounts, contracts and a clock."""

    def __init__(self) -> None:
        self.evm = pyrevm.EVM(spec_id="CANCUN")
        self._keeps = True
        self.number, self.timestamp = 100, 1_700_000_000
        self.logs: list[tuple[list[bytes], bytes]] = []  # topics and data, of the last successful call
        for account in (OWNER, STRANGER, PROVER):
            self.evm.set_balance(account, 10**24)
        self.advance(0, 0)

    def advance(self, blocks: int, seconds: int) -> None:
        """Lets blocks and time pass."""
        self.number += blocks
        self.timestamp += seconds
        self.evm.set_block_env(pyrevm.BlockEnv(number=self.number, timestamp=self.timestamp))

    def create(self, code: bytes, value: int = 0, sender: str = OWNER) -> str:
        """The address of a new contract."""
        with self._reverts():
            return self.evm.deploy(sender, code, value, GAS)

    def deploy(self, name: str, arguments: bytes = b"", value: int = 0) -> str:
        """The address of a new contract by its source's name."""
        return self.create(compiler.creation_code(name) + arguments, value)

    def call(self, to: str, data: bytes, sender: str = OWNER, value: int = 0) -> bytes:
        """The answer to a transaction; raises ``Reverted``."""
        with self._reverts():
            return bytes(self.evm.message_call(sender, to, data, value, GAS))

    @contextmanager
    def _reverts(self) -> Iterator[None]:
        mark = self.evm.snapshot()
        try:
            yield
        except RuntimeError as error:
            self.evm.revert(mark)
            raise _reverted(error) from None
        self.logs = [([bytes.fromhex(t.removeprefix("0x")) for t in log.topics], bytes(log.data[1]))
                     for log in self.evm.result.logs]
        if self._keeps:
            self.evm.commit()  # a snapshot left open would count as a level of the call stack
        else:
            self.evm.revert(mark)

    @contextmanager
    def forgotten(self) -> Iterator[None]:
        """What the block changes is undone, call by call."""
        self._keeps = False
        try:
            yield
        finally:
            self._keeps = True


def refusal(version: int, signature: str) -> bytes:
    """The revert data for a value out of range."""
    return abi.call(signature) if version > 2 else abi.call("Error(string)", tail=TEXTS[signature].encode())


def _reverted(error: RuntimeError) -> Exception:
    """What pyrevm says of a failed call: a revert with its data, or the error itself for anything else."""
    found = _REVERT.search(str(error))
    return Reverted(bytes.fromhex(found[1])) if found else error


class ContractTest(unittest.TestCase):
    """With a fresh chain, and assertions on reverts and events."""

    def setUp(self) -> None:
        self.chain = Chain()

    @contextmanager
    def reverts(self, signature: str, *arguments: int) -> Iterator[None]:
        """The block must revert with exactly this error."""
        with self.assertRaises(Reverted) as caught:
            yield
        self.assertEqual(caught.exception.data.hex(), abi.call(signature, arguments).hex(),
                         f"{caught.exception} instead of {signature}")

    @contextmanager
    def refuses(self, version: int, signature: str) -> Iterator[None]:
        """The block must revert for a value out of range, in the way of a version: version 3 with this error, the others
        with its text."""
        with self.assertRaises(Reverted) as caught:
            yield
        self.assertEqual(caught.exception.data.hex(), refusal(version, signature).hex(),
                         f"{caught.exception} instead of {signature}")

    @contextmanager
    def reverts_without_data(self) -> Iterator[None]:
        """The block must revert with no data."""
        with self.assertRaises(Reverted) as caught:
            yield
        self.assertEqual(caught.exception.data, b"")

    def assert_logs(self, *expected: tuple[str, list[int], list[int]]) -> None:
        """The last call's events: signature, indexed words, words of data."""
        self.assertEqual(
            self.chain.logs,
            [([abi.topic(signature), *map(abi.word, indexed)], abi.encode(data))
             for signature, indexed, data in expected])
