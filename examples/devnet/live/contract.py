"""What the light client contract is sent, answers and logs, word by word. Written without a look at the product's readers,
so that one is a check of the other."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Optional, Protocol

from lightclient import abi
from lightclient.bn254 import R

Words = tuple[int, ...]

STATE_WORDS, TABLE_WORDS, PROOF_WORDS, KEY_WORDS = 3, 4, 36, 40
VERSION_OF = {abi.selector(signature): version for version, signature in abi.NEW_FINALIZED_STATE.items()}

NEW_STATE = "0x" + abi.topic("NewState(uint64,uint64,uint256)").hex()
NEW_EPOCH = "0x" + abi.topic("NewEpoch(uint64)").hex()
UPGRADED = "0x" + abi.topic("Upgraded(address)").hex()
# From an epoch's root to its last block.
ROOT_DISTANCE = 5


class Asked(Protocol):
    """A node, or a recording of one."""

    name: str

    def request(self, method: str, *parameters: Any) -> Any:
        """The result of a method."""


class Unreadable(ValueError):
    """Words that are not what they should be."""


@dataclass(frozen=True)
class Deployment:
    """A contract of a public network."""

    name: str
    address: str


# By chain. The product has the same ones.
PUBLIC = {
    1: Deployment("mainnet", "0x95Ca91Cea73239b15E5D2e5A74d02d6b5E0ae458"),
    11_155_111: Deployment("decaf", "0x303872bb82a191771321d4828888920100d0b3e4"),
    560_048: Deployment("hoodi", "0x578767719287386043d3aaf2f5a68993c3a42cd5"),
}


@dataclass(frozen=True)
class Submission:
    """The arguments of one call of ``newFinalizedState``."""

    version: int
    state: Words  # view, height, root
    next: Optional[Words]  # threshold, BLS keys, Schnorr keys, amounts; from version 2 on
    auth_root: Optional[int]  # from version 3 on
    proof: Words

    @property
    def view(self) -> int:
        """The view of the new state."""
        return self.state[0]

    @property
    def height(self) -> int:
        """The block height of the new state."""
        return self.state[1]

    @staticmethod
    def decode(data: bytes) -> Submission:
        """The arguments in calldata. Raises ``Unreadable``."""
        version = VERSION_OF.get(data[:4])
        if version is None:
            raise Unreadable("not a call of newFinalizedState")
        counts = [STATE_WORDS, TABLE_WORDS if version > 1 else 0, 1 if version > 2 else 0, PROOF_WORDS]
        if len(data) < 4 + abi.WORD * sum(counts):
            raise Unreadable("the calldata is too short")
        words = abi.decode(data[4:4 + abi.WORD * sum(counts)])
        parts: list[Words] = []
        for count in counts:
            parts.append(tuple(words[:count]))
            words = words[count:]
        state, table, auth_root, proof = parts
        if max(state[:2]) >= 2**64:
            raise Unreadable("view or height is above 64 bits")
        if max(state[2], *table[1:], 0) >= R:
            raise Unreadable("a commitment is not a scalar")
        return Submission(version, state, table or None, auth_root[0] if auth_root else None, proof)


@dataclass(frozen=True)
class ContractState:
    """What the contract holds after a block."""

    version: int
    state: Words
    voting: Words
    auth_root: Optional[int]
    blocks_per_epoch: int  # 0: no epochs
    epoch_start_block: int

    @staticmethod
    def read(node: Asked, address: str, block: int) -> ContractState:
        """Asks the node. Raises ``NodeError``, and ``Unreadable``."""
        version = views(node, address, "getVersion()", 3, block)[0]
        if version not in abi.NEW_FINALIZED_STATE:
            raise Unreadable(f"a contract of version {version}")
        table = "votingStakeTableState()" if version > 1 else "genesisStakeTableState()"
        return ContractState(
            version=version,
            state=views(node, address, "finalizedState()", STATE_WORDS, block),
            voting=views(node, address, table, TABLE_WORDS, block),
            auth_root=views(node, address, "authRoot()", 1, block)[0] if version > 2 else None,
            blocks_per_epoch=views(node, address, "blocksPerEpoch()", 1, block)[0] if version > 1 else 0,
            epoch_start_block=views(node, address, "epochStartBlock()", 1, block)[0] if version > 1 else 0)

    def epoch(self, height: int) -> int:
        """The epoch of a height; 0 without epochs."""
        if not self.blocks_per_epoch:
            return 0
        return max(1, -(-height // self.blocks_per_epoch))

    def is_root(self, height: int) -> bool:
        """Whether a height is the root of an epoch."""
        return self.blocks_per_epoch > 0 and height > 0 and (height + ROOT_DISTANCE) % self.blocks_per_epoch == 0

    def proves_next(self, height: int) -> bool:
        """Whether the submitted next table is proven; elsewhere the voting one stands in its place."""
        return self.is_root(height) and height >= self.epoch_start_block

    def enters_next(self, height: int) -> bool:
        """Whether the submitted next table votes from then on."""
        return self.is_root(height) and self.epoch(height) >= self.epoch(self.epoch_start_block)


def views(node: Asked, address: str, signature: str, count: int, block: int) -> Words:
    """The words that a function of the contract answers after a block."""
    answer = node.request("eth_call", {"to": address, "data": "0x" + abi.selector(signature).hex()}, hex(block))
    words = abi_words(answer)
    if len(words) != count:
        raise Unreadable(f"{signature} answers {len(words)} words, not {count}")
    return words


def verifying_key(node: Asked, address: str, block: int) -> Words:
    """The contract's verifying key."""
    return views(node, address, "_getVk()", KEY_WORDS, block)


def data_of(text: Any) -> bytes:
    """Bytes after 0x. Raises ``Unreadable``."""
    try:
        if text.startswith("0x"):
            return bytes.fromhex(text[2:])
    except (AttributeError, ValueError):
        pass
    raise Unreadable("not hexadecimal data")


def abi_words(text: Any) -> Words:
    """Whole words after 0x. Raises ``Unreadable``."""
    data = data_of(text)
    if len(data) % abi.WORD:
        raise Unreadable(f"{len(data)} bytes are not whole words")
    return tuple(abi.decode(data))


def quantity(text: Any) -> int:
    """A number of JSON-RPC. Raises ``Unreadable``."""
    try:
        if isinstance(text, str) and text.startswith("0x") and len(text) <= 66:
            return int(text, 16)
    except ValueError:
        pass
    raise Unreadable("not a number")
