"""Deploying the light client, upgrading it in place, and reading what it says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from . import abi
from .compiler import Compiler
from .genesis import STATE_MEMBERS, TABLE_MEMBERS, Genesis
from .jsonrpc import Node
from .keys import VerifyingKey


class DeploymentError(ValueError):
    """Arguments that do not fit together."""


@dataclass(frozen=True)
class Epochs:
    """The arguments of ``initializeV2``."""

    blocks_per_epoch: int  # more than 5
    start_block: int


class Deployer:
    """Sends transactions from one account of a development node; that account owns what it deploys."""

    def __init__(self, node: Node, compiler: Compiler, sender: str | None = None) -> None:
        self._node = node
        self._compiler = compiler
        self.sender = sender or node.accounts()[0]

    def deploy(
        self, version: int, key: VerifyingKey, genesis: Genesis, epochs: Epochs | None, retention: int,
        prover: str | None = None, strict_degrees: bool = False,
    ) -> dict[str, Any]:
        """Deploys verifier, implementation and proxy, and initialises version after version as a network that was
        upgraded did: the state is the same. ``retention`` is in seconds.
        """
        steps = self._initialisations(0, version, epochs)
        implementation, verifier = self._implementation(version, key, strict_degrees)
        values = [*genesis.state, *genesis.stake_table, retention, abi.address_word(self.sender)]
        arguments = abi.encode([abi.address_word(implementation)], tail=abi.call(abi.INITIALIZE, values))
        address, block = self._create("ERC1967Proxy", arguments)
        for step in steps:
            self._node.send(self.sender, step, address)
        if prover is not None:
            self.set_prover(address, prover)
        return self._summary(address, implementation, verifier, version, block)

    def upgrade(
        self, address: str, version: int, key: VerifyingKey, epochs: Epochs | None = None,
        strict_degrees: bool = False,
    ) -> dict[str, Any]:
        """Replaces the implementation behind a proxy by a later version's."""
        current = self.version(address)
        if version <= current:
            raise DeploymentError(f"version {current} cannot be upgraded to {version}")
        first, *others = self._initialisations(current, version, epochs)
        implementation, verifier = self._implementation(version, key, strict_degrees)
        arguments = abi.call("upgradeToAndCall(address,bytes)", [abi.address_word(implementation)], tail=first)
        receipt = self._node.send(self.sender, arguments, address)
        for step in others:
            self._node.send(self.sender, step, address)
        return self._summary(address, implementation, verifier, version, int(receipt["blockNumber"], 16))

    def set_prover(self, address: str, prover: str | None) -> dict[str, Any]:
        """Names the only account that may submit states, or with ``None`` lets everybody."""
        if prover is None:
            data = abi.call("disablePermissionedProverMode()")
        else:
            data = abi.call("setPermissionedProver(address)", [abi.address_word(prover)])
        receipt = self._node.send(self.sender, data, address)
        return {"address": address, "permissioned_prover": prover, "block": int(receipt["blockNumber"], 16)}

    def version(self, address: str) -> int:
        """The major version of the light client at an address."""
        return self._words(address, "getVersion()", "latest")[0]

    def state(self, address: str) -> dict[str, Any]:
        """What the contract says of itself, all at one block."""
        height = self._node.block_number()

        def read(signature: str) -> list[int]:
            return self._words(address, signature, hex(height))

        version = read("getVersion()")
        prover = read("permissionedProver()")[0]
        state = {
            "address": address,
            "block": height,
            "version": ".".join(map(str, version)),
            "owner": abi.address_text(read("owner()")[0]),
            "permissioned_prover": abi.address_text(prover) if prover else None,
            "finalized_state": _named(STATE_MEMBERS, read("finalizedState()")),
            "genesis_state": _named(STATE_MEMBERS, read("genesisState()")),
            "genesis_stake_table": _named(TABLE_MEMBERS, read("genesisStakeTableState()")),
            "history": {"count": read("getStateHistoryCount()")[0], "first": read("stateHistoryFirstIndex()")[0],
                        "retention": read("stateHistoryRetentionPeriod()")[0]},
            "domain_size": read("_getVk()")[0],
        }
        if version[0] >= 2:
            state["voting_stake_table"] = _named(TABLE_MEMBERS, read("votingStakeTableState()"))
            state["blocks_per_epoch"] = read("blocksPerEpoch()")[0]
            state["epoch_start_block"] = read("epochStartBlock()")[0]
            state["current_epoch"] = read("currentEpoch()")[0]
        if version[0] >= 3:
            state["auth_root"] = _hexadecimal(read("authRoot()")[0])
        return state

    def _words(self, address: str, signature: str, block: str) -> list[int]:
        words = abi.decode(self._node.call(address, abi.call(signature), block))
        if not words:
            raise DeploymentError(f"no light client at {address}")
        return words

    def _implementation(self, version: int, key: VerifyingKey, strict_degrees: bool) -> tuple[str, str]:
        if key.input_count != abi.INPUT_COUNT[version]:
            raise DeploymentError(
                f"version {version} has {abi.INPUT_COUNT[version]} public inputs, the key {key.input_count}")
        verifier, _ = self._create(f"PlonkVerifierV{version}", abi.encode([*key.beta_h, int(strict_degrees)]))
        arguments = abi.encode([abi.address_word(verifier), *key.words])
        implementation, _ = self._create(f"LightClientV{version}", arguments)
        return implementation, verifier

    def _create(self, name: str, arguments: bytes) -> tuple[str, int]:
        receipt = self._node.send(self.sender, self._compiler.creation_code(name) + arguments)
        address = receipt["contractAddress"]
        if self._node.code_size(address) == 0:
            raise DeploymentError(f"{name} was not created")
        return address, int(receipt["blockNumber"], 16)

    @staticmethod
    def _initialisations(current: int, version: int, epochs: Epochs | None) -> list[bytes]:
        steps = []
        if current < 2 <= version:
            if epochs is None:
                raise DeploymentError("versions 2 and 3 need the blocks per epoch and the first block of the epochs")
            steps.append(abi.call("initializeV2(uint64,uint64)", [epochs.blocks_per_epoch, epochs.start_block]))
        if current < 3 <= version:
            steps.append(abi.call("initializeV3()"))
        return steps

    def _summary(self, address: str, implementation: str, verifier: str, version: int, block: int) -> dict[str, Any]:
        return {"address": address, "implementation": implementation, "verifier": verifier, "version": version,
                "deployer": self.sender, "block": block}


def _hexadecimal(value: int) -> str:
    return f"0x{value:064x}"


def _named(names: tuple[str, ...], words: list[int]) -> dict[str, Any]:
    """Views and heights as numbers, 256-bit words in hexadecimal."""
    plain = ("view_number", "block_height")
    return {name: value if name in plain else _hexadecimal(value) for name, value in zip(names, words)}
