"""A light client behind its proxy, as tests want to speak to it."""

from __future__ import annotations

from functools import cache
from random import Random

from lightclient import abi
from lightclient.bn254 import R
from lightclient.keys import VerifyingKey

from .chain import OWNER, Chain
from .trapdoor import TrapdoorKey
from .vectors import Words

RETENTION = 7200  # seconds
GENESIS_STATE = (0, 0, 5)
GENESIS_TABLE = (7, 11, 12, 13)  # threshold, BLS keys, Schnorr keys, amounts
NEXT_TABLE = (8, 21, 22, 23)
IMPLEMENTATION_SLOT = 0x360894A13BA1A3210667C828492DB98DCA3E2076CC3735A920A3CA505D382BBC


@cache
def trapdoor_key(version: int) -> TrapdoorKey:
    """A key of a version for which anything can be proven."""
    return TrapdoorKey.random(Random(version), 1 << 16, abi.INPUT_COUNT[version])


def public_inputs(version: int, state: Words, voting: Words, proven_next: Words, auth_root: int) -> list[int]:
    """The statement the contract must assemble. The threshold is first in a table, last among the inputs."""
    def rotated(table: Words) -> list[int]:
        return [*table[1:], table[0]]

    if version == 3:
        digest = abi.keccak256(abi.encode([*state, *proven_next, auth_root]))
        return [*rotated(voting), int.from_bytes(digest, "big") % R]
    return [*state, *rotated(voting), *(rotated(proven_next) if version == 2 else [])]


class LightClient:
    """Deployed, initialised and upgraded step by step."""

    def __init__(
        self, chain: Chain, version: int, key: VerifyingKey | None = None, table: Words = GENESIS_TABLE,
        blocks_per_epoch: int = 10, epoch_start_block: int = 1, strict: bool = False,
    ) -> None:
        self.chain, self.version = chain, version
        self.random = Random(version)
        self.key = key or trapdoor_key(version).key
        self.implementation = implementation(chain, version, self.key, strict)
        self.address = proxy(chain, self.implementation, initialize_data(table=table))
        if version >= 2:
            self.send("initializeV2(uint64,uint64)", blocks_per_epoch, epoch_start_block)
        if version >= 3:
            self.send("initializeV3()")

    def send(self, signature: str, *arguments: int, sender: str = OWNER) -> None:
        """A transaction of static arguments."""
        self.chain.call(self.address, abi.call(signature, arguments), sender)

    def read(self, signature: str, *arguments: int) -> Words:
        """The words of an answer."""
        return tuple(abi.decode(self.chain.call(self.address, abi.call(signature, arguments))))

    def submit(self, state: Words, next_table: Words, auth_root: int, proof: list[int], sender: str = OWNER) -> None:
        """newFinalizedState of the version; what it does not take is left out."""
        words = {1: [*state], 2: [*state, *next_table], 3: [*state, *next_table, auth_root]}[self.version]
        self.send(abi.NEW_FINALIZED_STATE[self.version], *words, *proof, sender=sender)

    def advance(
        self, height: int, next_table: Words = NEXT_TABLE, proven_next: Words | None = None,
        voting: Words | None = None, auth_root: int = 99, sender: str = OWNER,
    ) -> Words:
        """Submits a state at a height with a proof that the voting table signed it. ``proven_next`` is the table in the
        statement when it is not the voting one."""
        state = (height + 100, height, height + 1000)
        voting = voting or self.voting
        inputs = public_inputs(self.version, state, voting, proven_next or voting, auth_root)
        self.submit(state, next_table, auth_root, trapdoor_key(self.version).prove(inputs, self.random), sender)
        return state

    @property
    def voting(self) -> Words:
        """The table whose signatures count."""
        return self.read("votingStakeTableState()" if self.version > 1 else "genesisStakeTableState()")


def implementation(chain: Chain, version: int, key: VerifyingKey, strict: bool = False) -> str:
    """The address of a new verifier's light client."""
    verifier = chain.deploy(f"PlonkVerifierV{version}", abi.encode([*key.beta_h, int(strict)]))
    return chain.deploy(f"LightClientV{version}", abi.encode([abi.address_word(verifier), *key.words]))


def proxy(chain: Chain, target: str, data: bytes, value: int = 0) -> str:
    """The address of a new proxy."""
    arguments = abi.encode([abi.address_word(target)], tail=data)
    return chain.deploy("ERC1967Proxy", arguments, value)


def initialize_data(
    state: Words = GENESIS_STATE, table: Words = GENESIS_TABLE, retention: int = RETENTION, owner: str = OWNER,
) -> bytes:
    """The calldata of ``initialize``."""
    return abi.call(abi.INITIALIZE, [*state, *table, retention, abi.address_word(owner)])
