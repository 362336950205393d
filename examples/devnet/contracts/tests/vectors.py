"""Keys and proofs printed by the reference implementation, below ``vectors/``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lightclient.keys import VerifyingKey, parse_verifying_key

DIRECTORY = Path(__file__).resolve().parent / "vectors"
REFERENCE_PROOFS = ((1, 2), (2, 2), (3, 2), (3, 3), (3, 10))  # version, capacity

Words = tuple[int, ...]


def load(name: str) -> Any:
    """A file of the directory."""
    return json.loads((DIRECTORY / name).read_text())


@dataclass(frozen=True)
class Reference:
    """A proof with everything it speaks of. Its height is the root of epoch 1 when an epoch has 5 blocks more."""

    version: int
    key: VerifyingKey
    state: Words  # view, height, root
    voting: Words  # threshold, BLS keys, Schnorr keys, amounts
    next: Words
    auth_root: int
    inputs: list[int]
    challenges: dict[str, int]
    proof: list[int]  # 36 words

    @property
    def blocks_per_epoch(self) -> int:
        """An epoch length that makes the height an epoch root."""
        return self.state[1] + 5


def reference(version: int, capacity: int) -> Reference:
    """A proof of the reference implementation."""
    file = load(f"proof_v{version}_cap{capacity}.json")
    state = file["light_client_state"]
    return Reference(
        version=version,
        key=parse_verifying_key(file["verifying_key"]),
        state=(state["view_number"], state["block_height"], int(state["block_comm_root"], 16)),
        voting=_table(file["voting_stake_table"]),
        next=_table(file["next_stake_table"]),
        auth_root=int(file["auth_root"], 16),
        inputs=[int(value, 16) for value in file["public_inputs"]],
        challenges={name: int(value, 16) for name, value in file["challenges"].items()},
        proof=_proof_words(file["proof"]),
    )


def _table(table: dict[str, str]) -> Words:
    return tuple(int(table[name], 16) for name in ("threshold", "bls_key_comm", "schnorr_key_comm", "amount_comm"))


def _proof_words(proof: dict[str, Any]) -> list[int]:
    points = [*proof["wire"], proof["prodPerm"], *proof["split"], proof["zeta"], proof["zetaOmega"]]
    scalars = [*proof["wireEval"], *proof["sigmaEval"], proof["prodPermZetaOmegaEval"]]
    return [int(point[axis], 16) for point in points for axis in ("x", "y")] + [int(x, 16) for x in scalars]


# The same in every reference file: the trapdoor of the tests, [τ]_2, and the cosets.
TAU = 0x1234567890ABCDEF1234567890ABCDEF1234567890ABCDEF1234567890ABCDEF
COSETS = [int(k, 16) for k in load("proof_v3_cap2.json")["verifying_key"]["k"]]
BETA_H = reference(3, 2).key.beta_h
G2_WORDS = reference(3, 2).key.words[38:]
