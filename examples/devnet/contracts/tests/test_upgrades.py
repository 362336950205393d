"""Proxy, initialisation, ownership and upgrades."""

from __future__ import annotations

import unittest

from lightclient import abi

from .chain import OWNER, STRANGER, ContractTest, compiler
from .client import (
    GENESIS_STATE, GENESIS_TABLE, IMPLEMENTATION_SLOT, NEXT_TABLE, RETENTION, LightClient, implementation,
    initialize_data, proxy, trapdoor_key,
)

UPGRADE = "upgradeToAndCall(address,bytes)"
INITIALIZE_V2 = "initializeV2(uint64,uint64)"
NOBODY = "0x" + "00" * 20
HOUR, YEAR = 3600, 365 * 24 * 3600

# Runtime codes: answer a word; revert.
ANSWERS = "7f{word}5f5260205ff3"
REVERTS = "5f5ffd"


def creation_code(runtime: str) -> bytes:
    """Code that creates a contract with this runtime code, at most 255 bytes of it."""
    code = bytes.fromhex(runtime)
    return bytes.fromhex(f"60{len(code):02x}8060095f395ff3") + code


class UpgradeTest(ContractTest):
    """All versions."""

    def implementation(self, version: int) -> str:
        return implementation(self.chain, version, trapdoor_key(version).key)

    def upgrade(self, client: LightClient, target: str, data: bytes = b"", value: int = 0, sender: str = OWNER) -> None:
        call = abi.call(UPGRADE, [abi.address_word(target)], tail=data)
        self.chain.call(client.address, call, sender, value)

    def test_a_new_proxy(self) -> None:
        target = self.implementation(1)
        address = proxy(self.chain, target, initialize_data())
        self.assertEqual(self.chain.evm.storage(address, IMPLEMENTATION_SLOT), abi.address_word(target))
        self.assert_logs(
            ("Upgraded(address)", [abi.address_word(target)], []),
            ("OwnershipTransferred(address,address)", [0, abi.address_word(OWNER)], []),
            ("Initialized(uint64)", [], [1]))
        client = LightClient(self.chain, 1)
        self.assertEqual(client.read("genesisState()"), GENESIS_STATE)
        self.assertEqual(client.read("finalizedState()"), GENESIS_STATE)
        self.assertEqual(client.read("genesisStakeTableState()"), GENESIS_TABLE)
        self.assertEqual(client.read("stateHistoryRetentionPeriod()"), (RETENTION,))
        self.assertEqual(client.read("owner()"), (abi.address_word(OWNER),))
        self.assertEqual(client.read("currentBlockNumber()"), (self.chain.number,))
        self.assertEqual(client.read("UPGRADE_INTERFACE_VERSION()")[:2], (32, 5))

    def test_a_proxy_of_nothing(self) -> None:
        with self.reverts("ERC1967InvalidImplementation(address)", abi.address_word(STRANGER)):
            proxy(self.chain, STRANGER, b"")
        with self.reverts("ERC1967NonPayable()"):
            proxy(self.chain, self.implementation(1), b"", value=1)
        with self.reverts("FailedCall()"):
            proxy(self.chain, self.chain.create(creation_code(REVERTS)), b"\xde\xad\xbe\xef")

    def test_the_arguments_of_initialize(self) -> None:
        target = self.implementation(1)
        wrong = [initialize_data(state=state) for state in ((1, 0, 5), (0, 1, 5))]
        wrong += [initialize_data(table=(*GENESIS_TABLE[:i], 0, *GENESIS_TABLE[i + 1:])) for i in range(4)]
        wrong += [initialize_data(retention=period) for period in (0, HOUR - 1, YEAR + 1)]
        for data in wrong:
            with self.subTest(data=data.hex()), self.reverts("InvalidArgs()"):
                proxy(self.chain, target, data)
        with self.reverts("OwnableInvalidOwner(address)", 0):
            proxy(self.chain, target, initialize_data(owner=NOBODY))
        for period in (HOUR, YEAR):
            proxy(self.chain, target, initialize_data(retention=period))

    def test_nothing_is_initialised_twice(self) -> None:
        for version in (1, 2, 3):
            client = LightClient(self.chain, version)
            with self.reverts("InvalidInitialization()"):
                self.chain.call(client.address, initialize_data())
            if version > 1:
                with self.reverts("InvalidInitialization()"):
                    client.send(INITIALIZE_V2, 10, 1)
            if version > 2:
                with self.reverts("InvalidInitialization()"):
                    client.send("initializeV3()")

    def test_an_implementation_itself_can_do_nothing(self) -> None:
        for version in (1, 2, 3):
            target = self.implementation(version)
            self.assert_logs(("Initialized(uint64)", [], [2**64 - 1]))
            with self.reverts("InvalidInitialization()"):
                self.chain.call(target, initialize_data())
            with self.reverts("UUPSUnauthorizedCallContext()"):
                self.chain.call(target, abi.call(UPGRADE, [abi.address_word(target)], tail=b""))
            uuid = abi.decode(self.chain.call(target, abi.call("proxiableUUID()")))
            self.assertEqual(uuid, [IMPLEMENTATION_SLOT])
            if version > 1:
                with self.reverts("InvalidInitialization()"):
                    self.chain.call(target, abi.call(INITIALIZE_V2, [10, 1]))

    def test_the_arguments_of_initialize_v2(self) -> None:
        client = LightClient(self.chain, 1)
        target = self.implementation(2)
        for length in (0, 1, 5):
            with self.subTest(length=length), self.reverts("InvalidArgs()"):
                self.upgrade(client, target, abi.call(INITIALIZE_V2, [length, 1]))
        self.assertEqual(client.read("getVersion()"), (1, 0, 0))
        self.upgrade(client, target, abi.call(INITIALIZE_V2, [6, 1]))

    def test_from_version_to_version(self) -> None:
        client = LightClient(self.chain, 1)
        client.advance(3)
        state = client.advance(4)
        kept = ("genesisState()", "genesisStakeTableState()", "finalizedState()", "owner()",
                "stateHistoryRetentionPeriod()", "getStateHistoryCount()", "permissionedProver()")
        before = [client.read(signature) for signature in kept]

        second = self.implementation(2)
        self.upgrade(client, second, abi.call(INITIALIZE_V2, [10, 1]))
        self.assert_logs(
            ("Upgrade(address)", [], [abi.address_word(second)]),
            ("Upgraded(address)", [abi.address_word(second)], []),
            ("Initialized(uint64)", [], [2]))
        client.version = 2
        self.assertEqual(client.read("getVersion()"), (2, 0, 0))
        self.assertEqual([client.read(signature) for signature in kept], before)
        self.assertEqual(client.voting, GENESIS_TABLE)
        self.assertEqual(client.read("_getVk()"), trapdoor_key(2).key.words)
        client.advance(5, NEXT_TABLE, proven_next=NEXT_TABLE)

        third = self.implementation(3)
        self.upgrade(client, third, abi.call("initializeV3()"))
        client.version = 3
        self.assertEqual(client.read("getVersion()"), (3, 0, 0))
        self.assertEqual(client.voting, NEXT_TABLE)
        self.assertEqual(client.read("authRoot()"), (0,))
        with self.reverts("MissingEpochRootUpdate()"):
            client.advance(21)
        client.advance(15, GENESIS_TABLE, proven_next=GENESIS_TABLE)
        self.assertEqual(client.read("getStateHistoryCount()"), (4,))
        self.assertEqual(client.read("stateHistoryCommitments(uint256)", 1)[2:], (state[1], state[2]))
        self.assertEqual(self.chain.evm.storage(client.address, IMPLEMENTATION_SLOT), abi.address_word(third))

    def test_deployed_at_once_is_as_upgraded(self) -> None:
        """The same storage, but for the implementation's address."""
        upgraded = LightClient(self.chain, 1)
        self.upgrade(upgraded, self.implementation(2), abi.call(INITIALIZE_V2, [10, 25]))
        self.upgrade(upgraded, self.implementation(3), abi.call("initializeV3()"))
        at_once = LightClient(self.chain, 3, blocks_per_epoch=10, epoch_start_block=25)
        slots = [*range(30), *_open_zeppelin_slots()]
        first, second = ([self.chain.evm.storage(client.address, slot) for slot in slots]
                         for client in (upgraded, at_once))
        self.assertEqual(first, second)
        self.assertEqual(first[-1], 3)

    def test_only_the_owner(self) -> None:
        client = LightClient(self.chain, 3)
        stranger = abi.address_word(STRANGER)
        for signature, arguments in (
            ("setPermissionedProver(address)", [1]), ("disablePermissionedProverMode()", []),
            ("transferOwnership(address)", [1]), ("renounceOwnership()", []),
            ("updateEpochStartBlock(uint64)", [1]), ("setStateHistoryRetentionPeriod(uint32)", [YEAR]),
        ):
            with self.subTest(signature), self.reverts("OwnableUnauthorizedAccount(address)", stranger):
                client.send(signature, *arguments, sender=STRANGER)
        with self.reverts("OwnableUnauthorizedAccount(address)", stranger):
            self.upgrade(client, client.implementation, sender=STRANGER)

    def test_initialisations_are_anybodys(self) -> None:
        client = LightClient(self.chain, 1)
        self.upgrade(client, self.implementation(3))
        client.send(INITIALIZE_V2, 10, 1, sender=STRANGER)
        client.send("initializeV3()", sender=STRANGER)
        self.assert_logs(("Initialized(uint64)", [], [3]))
        with self.reverts("InvalidInitialization()"):
            client.send("initializeV3()", sender=STRANGER)

    def test_ownership(self) -> None:
        client = LightClient(self.chain, 1)
        with self.reverts("OwnableInvalidOwner(address)", 0):
            client.send("transferOwnership(address)", 0)
        client.send("transferOwnership(address)", abi.address_word(STRANGER))
        self.assert_logs(("OwnershipTransferred(address,address)",
                          [abi.address_word(OWNER), abi.address_word(STRANGER)], []))
        with self.reverts("OwnableUnauthorizedAccount(address)", abi.address_word(OWNER)):
            client.send("transferOwnership(address)", 1)
        client.send("transferOwnership(address)", abi.address_word(OWNER), sender=STRANGER)

    def test_an_owner_can_give_up(self) -> None:
        for version in (1, 2, 3):
            client = LightClient(self.chain, version)
            client.send("renounceOwnership()")
            self.assert_logs(("OwnershipTransferred(address,address)", [abi.address_word(OWNER), 0], []))
            self.assertEqual(client.read("owner()"), (0,))
            with self.subTest(version=version), self.reverts("OwnableUnauthorizedAccount(address)",
                                                             abi.address_word(OWNER)):
                self.upgrade(client, client.implementation)
            client.advance(1)

    def test_implementations_that_are_none(self) -> None:
        client = LightClient(self.chain, 1)
        reverting = self.chain.create(creation_code(REVERTS))
        with self.reverts("ERC1967InvalidImplementation(address)", abi.address_word(reverting)):
            self.upgrade(client, reverting)
        # Solidity's check of what it has called: an address without code, and answers of one byte and of none.
        for target in (STRANGER, NOBODY, self.chain.create(creation_code("60015ff3")),
                       self.chain.create(creation_code("00"))):
            for data in (b"", b"\xde\xad\xbe\xef"):
                with self.subTest(target), self.reverts_without_data():
                    self.upgrade(client, target, data)
        other = self.chain.create(creation_code(ANSWERS.format(word=f"{77:064x}")))
        with self.reverts("UUPSUnsupportedProxiableUUID(bytes32)", 77):
            self.upgrade(client, other)
        with self.reverts("UUPSUnauthorizedCallContext()"):
            client.send("proxiableUUID()")
        # A proxy is no implementation: through it `proxiableUUID` refuses to answer.
        with self.reverts("ERC1967InvalidImplementation(address)", abi.address_word(client.address)):
            self.upgrade(client, client.address)

    def test_the_call_of_an_upgrade(self) -> None:
        client = LightClient(self.chain, 1)
        target = self.implementation(1)
        with self.reverts("ERC1967NonPayable()"):
            self.upgrade(client, target, value=1)
        with self.reverts("InvalidInitialization()"):
            self.upgrade(client, target, initialize_data())
        with self.reverts("FailedCall()"):  # an unknown function reverts without data
            self.upgrade(client, target, b"\xde\xad\xbe\xef")
        self.upgrade(client, target)
        self.assertEqual(self.chain.evm.storage(client.address, IMPLEMENTATION_SLOT), abi.address_word(target))


def _open_zeppelin_slots() -> list[int]:
    """Of the owner and of the version initialised."""
    variables = compiler.layout("LightClientV3")["upgradeable"]
    return [variables["owner"]["slot"], variables["_initialized"]["slot"]]


if __name__ == "__main__":
    unittest.main()
