"""newFinalizedState, version by version: what it takes, what it refuses and in which order, what it changes."""

from __future__ import annotations

import unittest

from lightclient import abi
from lightclient.bn254 import Q, R

from .chain import OWNER, PROVER, STRANGER, ContractTest
from .client import GENESIS_STATE, GENESIS_TABLE, NEXT_TABLE, LightClient
from .vectors import REFERENCE_PROOFS, Reference, reference

NEW_STATE = "NewState(uint64,uint64,uint256)"
VERSIONS = (1, 2, 3)


class ReferenceProofTest(ContractTest):
    """Proofs of the reference implementation, submitted to a light client set up for what they say."""

    def client(self, r: Reference, **options: bool) -> LightClient:
        """The heights of the proofs are epoch roots, so that the statement has the next table."""
        return LightClient(self.chain, r.version, r.key, r.voting, r.blocks_per_epoch, 1, **options)

    def test_they_are_accepted(self) -> None:
        for version, capacity in REFERENCE_PROOFS:
            with self.subTest(version=version, capacity=capacity):
                r = reference(version, capacity)
                client = self.client(r)
                client.submit(r.state, r.next, r.auth_root, r.proof)
                new_epoch = ("NewEpoch(uint64)", [], [2])
                new_state = (NEW_STATE, list(r.state[:2]), [r.state[2]])
                self.assert_logs(*([new_epoch] if version > 1 else []), new_state)
                self.assertEqual(client.read("finalizedState()"), r.state)
                self.assertEqual(client.voting, r.next if version > 1 else r.voting)
                self.assertEqual(client.read("genesisStakeTableState()"), r.voting)
                if version == 3:
                    self.assertEqual(client.read("authRoot()"), (r.auth_root,))

    def test_a_flipped_bit_anywhere_is_refused(self) -> None:
        for version in VERSIONS:
            r = reference(version, 2)
            client = self.client(r)
            # Roots and tables are part of the statement, evaluations of the proof: well-formed, but not proven.
            with self.reverts("InvalidProof()"):
                client.submit((*r.state[:2], r.state[2] ^ 1), r.next, r.auth_root, r.proof)
            with self.reverts("InvalidProof()"):
                client.submit((r.state[0] ^ 1, *r.state[1:]), r.next, r.auth_root, r.proof)
            if version > 1:
                for index in range(4):
                    table = list(r.next)
                    table[index] ^= 1
                    with self.subTest(version=version, table=index), self.reverts("InvalidProof()"):
                        client.submit(r.state, tuple(table), r.auth_root, r.proof)
            if version > 2:
                with self.reverts("InvalidProof()"):
                    client.submit(r.state, r.next, r.auth_root ^ 1, r.proof)
            for index in range(26, 36):
                proof = list(r.proof)
                proof[index] ^= 1
                with self.subTest(version=version, word=index), self.reverts("InvalidProof()"):
                    client.submit(r.state, r.next, r.auth_root, proof)
            for index in range(26):
                proof = list(r.proof)
                proof[index] ^= 1
                with self.subTest(version=version, word=index), self.refuses(version, "InvalidG1()"):
                    client.submit(r.state, r.next, r.auth_root, proof)
            self.assertEqual(client.read("finalizedState()"), GENESIS_STATE)

    def test_verifier_errors_reach_the_caller(self) -> None:
        r = reference(3, 2)
        client = self.client(r)
        with self.reverts("InvalidG1()"):
            client.submit(r.state, r.next, r.auth_root, [r.proof[0] + Q, *r.proof[1:]])
        with self.reverts("InvalidScalar()"):
            client.submit(r.state, r.next, r.auth_root, [*r.proof[:35], r.proof[35] + R])
        with self.reverts("UnsupportedDegree()"):
            self.client(r, strict=True).submit(r.state, r.next, r.auth_root, r.proof)
        wrong_key = LightClient(self.chain, 3, reference(1, 2).key, r.voting, r.blocks_per_epoch)
        with self.reverts("WrongPlonkVK()"):
            wrong_key.submit(r.state, r.next, r.auth_root, r.proof)
        r = reference(3, 10)
        self.client(r, strict=True).submit(r.state, r.next, r.auth_root, r.proof)  # 2^16 rows

    def test_the_key_it_shows(self) -> None:
        for version in VERSIONS:
            r = reference(version, 2)
            self.assertEqual(self.client(r).read("_getVk()"), r.key.words)

    def test_a_table_that_did_not_sign(self) -> None:
        for version in VERSIONS:
            r = reference(version, 2)
            for index in range(4):
                table = list(r.voting)
                table[index] += 1
                client = LightClient(self.chain, version, r.key, tuple(table), r.blocks_per_epoch)
                with self.subTest(version=version, index=index), self.reverts("InvalidProof()"):
                    client.submit(r.state, r.next, r.auth_root, r.proof)


class NewFinalizedStateTest(ContractTest):
    """With proofs of anything: every other rule."""

    def test_versions(self) -> None:
        for version in VERSIONS:
            self.assertEqual(LightClient(self.chain, version).read("getVersion()"), (version, 0, 0))

    def test_view_and_height_must_both_grow(self) -> None:
        for version in VERSIONS:
            client = LightClient(self.chain, version)
            view, height, _ = client.advance(3)
            for state in ((view, height + 1, 1), (view + 1, height, 1), (view, height, 1), (view - 1, height + 1, 1),
                          (view + 1, height - 1, 1), (0, 0, 0)):
                with self.subTest(version=version, state=state), self.reverts("OutdatedState()"):
                    client.submit(state, NEXT_TABLE, 0, [0] * 36)
            client.advance(4)

    def test_values_must_be_scalars(self) -> None:
        for version in VERSIONS:
            client = LightClient(self.chain, version)
            with self.refuses(version, "InvalidScalar()"):
                client.submit((1, 1, R), NEXT_TABLE, 0, [0] * 36)
            with self.reverts("InvalidProof()"):
                client.submit((1, 1, R - 1), NEXT_TABLE, 0, [0] * 36)
            for index in range(1, 4 if version > 1 else 1):
                table = list(NEXT_TABLE)
                table[index] = R
                with self.subTest(version=version, index=index), self.refuses(version, "InvalidScalar()"):
                    client.submit((1, 1, 1), tuple(table), 0, [0] * 36)

    def test_neither_threshold_nor_auth_root_need_be_scalars_here(self) -> None:
        client = LightClient(self.chain, 3)
        client.advance(3, next_table=(2**256 - 1, 1, 2, 3), auth_root=2**256 - 1)
        self.assertEqual(client.read("authRoot()"), (2**256 - 1,))
        # At an epoch root such a threshold is taken, and is refused as a public input from then on.
        table = (R, 1, 2, 3)
        client.advance(5, next_table=table, proven_next=table)
        with self.reverts("InvalidScalar()"):
            client.submit((200, 11, 1), NEXT_TABLE, 0, [0] * 36)

    def test_numbers_out_of_range_are_refused_without_data(self) -> None:
        for version in VERSIONS:
            client = LightClient(self.chain, version)
            for state in ((2**64, 1, 1), (1, 2**64, 1)):
                with self.subTest(version=version), self.reverts_without_data():
                    client.submit(state, NEXT_TABLE, 0, [0] * 36)
            with self.reverts_without_data():
                client.submit((1, 1, 1), NEXT_TABLE, 0, [0] * 35)

    def test_the_order_of_the_checks(self) -> None:
        """Each call breaks one rule and all that come after it."""
        for version in VERSIONS:
            client = LightClient(self.chain, version, strict=True)
            client.advance(3)
            client.send("setPermissionedProver(address)", abi.address_word(PROVER))
            bad_table, bad_proof = (1, R, R, R), [1, 1] * 18
            with self.reverts("ProverNotPermissioned()"):
                client.submit((1, 1, R), bad_table, 0, bad_proof)
            with self.reverts("OutdatedState()"):
                client.submit((1, 1, R), bad_table, 0, bad_proof, PROVER)
            with self.refuses(version, "InvalidScalar()"):
                client.submit((1000, 27, R), bad_table, 0, bad_proof, PROVER)
            if version > 1:
                with self.refuses(version, "InvalidScalar()"):
                    client.submit((1000, 27, 1), bad_table, 0, bad_proof, PROVER)
                with self.reverts("MissingEpochRootUpdate()"):
                    client.submit((1000, 27, 1), NEXT_TABLE, 0, bad_proof, PROVER)
            with self.refuses(version, "InvalidG1()"):
                client.submit((1000, 4, 1), NEXT_TABLE, 0, bad_proof, PROVER)
            with self.reverts("InvalidProof()"):
                client.submit((1000, 4, 1), NEXT_TABLE, 0, [0] * 36, PROVER)

    def test_permissioned_prover(self) -> None:
        for version in VERSIONS:
            client = LightClient(self.chain, version)
            self.assertEqual(client.read("isPermissionedProverEnabled()"), (0,))
            client.advance(1, sender=STRANGER)
            client.send("setPermissionedProver(address)", abi.address_word(PROVER))
            self.assert_logs(("PermissionedProverRequired(address)", [], [abi.address_word(PROVER)]))
            self.assertEqual(client.read("isPermissionedProverEnabled()"), (1,))
            self.assertEqual(client.read("permissionedProver()"), (abi.address_word(PROVER),))
            for sender in (STRANGER, OWNER):
                with self.reverts("ProverNotPermissioned()"):
                    client.advance(2, sender=sender)
            client.advance(2, sender=PROVER)
            with self.reverts("NoChangeRequired()"):
                client.send("setPermissionedProver(address)", abi.address_word(PROVER))
            with self.reverts("InvalidAddress()"):
                client.send("setPermissionedProver(address)", 0)
            client.send("disablePermissionedProverMode()")
            self.assert_logs(("PermissionedProverNotRequired()", [], []))
            with self.reverts("NoChangeRequired()"):
                client.send("disablePermissionedProverMode()")
            client.advance(3, sender=STRANGER)

    def test_older_overloads(self) -> None:
        for version, older in ((2, (1,)), (3, (1, 2))):
            client = LightClient(self.chain, version)
            for overload in older:
                words = 39 if overload == 1 else 43
                with self.subTest(version=version, overload=overload), self.reverts("DeprecatedApi()"):
                    client.send(abi.NEW_FINALIZED_STATE[overload], *[0] * words)
        for version in VERSIONS:
            client = LightClient(self.chain, version)
            for data in (b"", b"\x20\x63\xd4", b"\xde\xad\xbe\xef"):
                with self.subTest(version=version, data=data), self.reverts_without_data():
                    self.chain.call(client.address, data)
            if version < 3:
                with self.reverts_without_data():
                    client.send(abi.NEW_FINALIZED_STATE[version + 1], *[0] * 44)

    def test_no_value_is_taken(self) -> None:
        client = LightClient(self.chain, 3)
        with self.reverts_without_data():
            self.chain.call(client.address, abi.call("getVersion()"), value=1)

    def test_a_refused_state_changes_nothing(self) -> None:
        client = LightClient(self.chain, 3)
        state = client.advance(5, proven_next=NEXT_TABLE)
        with self.reverts("InvalidProof()"):
            client.advance(15, voting=GENESIS_TABLE, auth_root=1)
        self.assertEqual(client.read("finalizedState()"), state)
        self.assertEqual(client.voting, NEXT_TABLE)
        self.assertEqual(client.read("authRoot()"), (99,))
        self.assertEqual(client.read("getStateHistoryCount()"), (1,))


if __name__ == "__main__":
    unittest.main()
