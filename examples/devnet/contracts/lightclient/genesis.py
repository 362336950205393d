"""The genesis of a light client: the state and the stake table it begins with, as a file.

::

    {"state": {"view_number": 0, "block_height": 0, "block_comm_root": "0x…"},
     "stake_table": {"threshold": …, "bls_key_comm": …, "schnorr_key_comm": …, "amount_comm": …}}

Values are JSON numbers or strings, decimal or after 0x hexadecimal. View and height must be 0 and no value of the table
may be: the contract refuses others (``InvalidArgs``).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .keys import MAX_FILE_SIZE, KeyFileError, integer, member

STATE_MEMBERS = ("view_number", "block_height", "block_comm_root")
TABLE_MEMBERS = ("threshold", "bls_key_comm", "schnorr_key_comm", "amount_comm")


@dataclass(frozen=True)
class Genesis:
    """Words in the order of the contract's structures."""

    state: tuple[int, ...]  # view, height, root
    stake_table: tuple[int, ...]  # threshold, BLS keys, Schnorr keys, amounts


def read_genesis(path: Path) -> Genesis:
    """The genesis in a file. Raises ``KeyFileError`` and ``OSError``."""
    with path.open("rb") as file:
        content = file.read(MAX_FILE_SIZE + 1)
    if len(content) > MAX_FILE_SIZE:
        raise KeyFileError("too large for a genesis")
    try:
        return parse_genesis(json.loads(content))
    except ValueError as error:
        raise KeyFileError(f"genesis: {error}") from None


def parse_genesis(document: Any) -> Genesis:
    """The genesis of a parsed document. Raises ``KeyFileError``."""
    state, table = member(document, "state"), member(document, "stake_table")
    limits = (2**64, 2**64, 2**256)
    return Genesis(
        tuple(integer(member(state, name), name, limit) for name, limit in zip(STATE_MEMBERS, limits)),
        tuple(integer(member(table, name), name) for name in TABLE_MEMBERS),
    )
