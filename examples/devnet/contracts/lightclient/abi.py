"""The part of the contract ABI these contracts need: static words, and one trailing ``bytes``."""

from __future__ import annotations

from collections.abc import Iterable

from Crypto.Hash import keccak as _keccak

WORD = 32
MAX_WORD = 2**256 - 1

# What a proof's words are, in their order: points of two words each, and then scalars.
PROOF_POINTS = (
    "wire0", "wire1", "wire2", "wire3", "wire4", "prodPerm", "split0", "split1", "split2", "split3", "split4", "zeta",
    "zetaOmega",
)
PROOF_SCALARS = (
    "wireEval0", "wireEval1", "wireEval2", "wireEval3", "wireEval4", "sigmaEval0", "sigmaEval1", "sigmaEval2",
    "sigmaEval3", "prodPermZetaOmegaEval",
)


def keccak256(data: bytes) -> bytes:
    """The Keccak-256 hash, which is not SHA3-256."""
    return _keccak.new(digest_bits=256, data=data).digest()


def selector(signature: str) -> bytes:
    """The first four bytes of a canonical signature's hash, such as ``getVersion()``."""
    return keccak256(signature.encode())[:4]


def topic(signature: str) -> bytes:
    """The first topic of an event, from its canonical signature."""
    return keccak256(signature.encode())


def word(value: int) -> bytes:
    """One 32-byte big-endian word. Raises ``ValueError`` outside 0 … 2^256 − 1."""
    if not 0 <= value <= MAX_WORD:
        raise ValueError("not a 256-bit word")
    return value.to_bytes(WORD, "big")


def encode(values: Iterable[int], tail: bytes | None = None) -> bytes:
    """Static words, then ``tail`` as a ``bytes`` argument after them (its offset is the last head word)."""
    head = b"".join(word(value) for value in values)
    if tail is None:
        return head
    padding = bytes(-len(tail) % WORD)
    return head + word(len(head) + WORD) + word(len(tail)) + tail + padding


def call(signature: str, values: Iterable[int] = (), tail: bytes | None = None) -> bytes:
    """The calldata of a function: selector and arguments."""
    return selector(signature) + encode(values, tail)


def decode(data: bytes) -> list[int]:
    """The words of an answer. Raises ``ValueError`` when they are not whole words."""
    if len(data) % WORD:
        raise ValueError(f"{len(data)} bytes are not whole words")
    return [int.from_bytes(data[at:at + WORD], "big") for at in range(0, len(data), WORD)]


def address_word(address: str) -> int:
    """An address as a word. Raises ``ValueError`` unless it is 0x and 40 hexadecimal digits."""
    if not (len(address) == 42 and address.startswith("0x")):
        raise ValueError(f"not an address: {address!r}")
    return int(address[2:], 16)


def address_text(value: int) -> str:
    """A word as an address, lower case."""
    if value >> 160:
        raise ValueError("not an address")
    return f"0x{value:040x}"


def _tuple(*members: str) -> str:
    return "(" + ",".join(members) + ")"


_POINT = "(uint256,uint256)"
STATE = "(uint64,uint64,uint256)"
STAKE_TABLE = "(uint256,uint256,uint256,uint256)"
PROOF = _tuple(*[_POINT] * 13, *["uint256"] * 10)
VERIFYING_KEY = _tuple("uint256", "uint256", *[_POINT] * 18, "bytes32", "bytes32")

INITIALIZE = f"initialize({STATE},{STAKE_TABLE},uint32,address)"
NEW_FINALIZED_STATE = {
    1: f"newFinalizedState({STATE},{PROOF})",
    2: f"newFinalizedState({STATE},{STAKE_TABLE},{PROOF})",
    3: f"newFinalizedState({STATE},{STAKE_TABLE},uint256,{PROOF})",
}
INPUT_COUNT = {1: 7, 2: 11, 3: 5}


def verify_signature(version: int) -> str:
    """The signature of a version's verifier."""
    return f"verify({VERIFYING_KEY},uint256[{INPUT_COUNT[version]}],{PROOF})"
