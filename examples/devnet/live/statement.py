"""What a submission states: public inputs by the contract's rule, and a document that says the same to the product."""
from __future__ import annotations

import base64
from typing import Any

from lightclient import abi
from lightclient.bn254 import R

from .contract import Submission, Words


def _circuit_order(table: Words) -> Words:
    """The threshold is first in the contract's structure, and last in the circuit."""
    return (*table[1:], table[0])


def public_inputs(submission: Submission, voting: Words, proven: Words) -> list[int]:
    """The public inputs; ``proven`` is the next table at an epoch's root, and the voting one elsewhere."""
    if submission.version == 1:
        return [*submission.state, *_circuit_order(voting)]
    if submission.version == 2:
        return [*submission.state, *_circuit_order(voting), *_circuit_order(proven)]
    signed = abi.keccak256(abi.encode([*submission.state, *proven, submission.auth_root or 0]))
    return [*_circuit_order(voting), int.from_bytes(signed, "big") % R]


def document(submission: Submission, voting: Words, proven: Words) -> dict[str, Any]:
    """An update document for ``verify-proof``, with what the calldata says and nothing of who signed."""
    update: dict[str, Any] = {
        "version": submission.version,
        "state": _tagged_state(submission.state),
        "voting_stake_table": tagged_table(voting),
    }
    if submission.version > 1:
        update["next_stake"] = tagged_table(proven)
    if submission.version > 2:
        update["auth_root"] = _word(submission.auth_root or 0)
    words = iter(submission.proof)
    proof: dict[str, Any] = {name: {"x": _word(next(words)), "y": _word(next(words))} for name in abi.PROOF_POINTS}
    proof |= {name: _word(next(words)) for name in abi.PROOF_SCALARS}
    proof["public_inputs"] = [_word(value) for value in public_inputs(submission, voting, proven)]
    return {"schema": "hotshot-state-update/1", "action": "update", "update": update, "proof": proof}


def _word(value: int) -> str:
    return f"0x{value:064x}"


def _tagged_state(state: Words) -> str:
    view, height, root = state
    return _tagged("LIGHT_CLIENT_STATE", view.to_bytes(8, "little") + height.to_bytes(8, "little")
                   + root.to_bytes(32, "little"))


def tagged_table(table: Words) -> str:
    """A stake table's commitment as documents have it."""
    return _tagged("STAKE_TABLE_STATE", b"".join(value.to_bytes(32, "little") for value in _circuit_order(table)))


def _tagged(tag: str, payload: bytes) -> str:
    checked = payload + bytes([_checksum(tag.encode() + payload) ^ len(payload) & 0xFF])
    return tag + "~" + base64.urlsafe_b64encode(checked).decode().rstrip("=")


def _checksum(data: bytes) -> int:
    value = 0
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = (value << 1 ^ (7 if value & 0x80 else 0)) & 0xFF
    return value
