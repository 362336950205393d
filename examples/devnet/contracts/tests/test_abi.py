"""Selectors, topics and code sizes: the contracts speak the ABI of the real ones."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from lightclient import abi
from lightclient.compiler import MAX_CODE_SIZE, SOURCES
from lightclient.errors import BY_SELECTOR

from .chain import Chain, compiler
from .vectors import BETA_H, reference

FUNCTIONS_V1 = {
    "getVersion": 0x0D8E6E2C, "finalizedState": 0x9FDB54A7, "genesisStakeTableState": 0x426D3194,
    "isPermissionedProverEnabled": 0x826E41FC, "permissionedProver": 0x313DF7B1, "genesisState": 0xD24D933D,
    "owner": 0x8DA5CB5B, "stateHistoryRetentionPeriod": 0xC23B9E9E, "stateHistoryFirstIndex": 0x2F79889D,
    "getStateHistoryCount": 0xF9E50D19, "stateHistoryCommitments": 0x02B592F3, "getHotShotCommitment": 0x8584D23F,
    "lagOverEscapeHatchThreshold": 0xE0303301, "_getVk": 0x12173C2C, "proxiableUUID": 0x52D1902D,
    "initialize": 0x9BAA3CC9, "setPermissionedProver": 0x013FA5FC, "disablePermissionedProverMode": 0x69CC6A04,
    "setstateHistoryRetentionPeriod": 0x96C1CA61, "upgradeToAndCall": 0x4F1EF286, "transferOwnership": 0xF2FDE38B,
    "renounceOwnership": 0x715018A6, "currentBlockNumber": 0x378EC23B, "UPGRADE_INTERFACE_VERSION": 0xAD3CB1CC,
    "newFinalizedState": 0x2063D4F7,
}
FUNCTIONS_V2 = FUNCTIONS_V1 | {
    "newFinalizedState": 0x757C37AD, "votingStakeTableState": 0x0625E19B, "blocksPerEpoch": 0xF0682054,
    "epochStartBlock": 0x3ED55B7B, "currentEpoch": 0x76671808, "epochFromBlockNumber": 0x90C14390,
    "isEpochRoot": 0x25297427, "isGtEpochRoot": 0x300C89DD, "initializeV2": 0xB33BC491,
    "updateEpochStartBlock": 0x167AC618, "setStateHistoryRetentionPeriod": 0x433DBA9F, "__default__": None,
}
FUNCTIONS_V3 = FUNCTIONS_V2 | {"newFinalizedState": 0xAABD5DB3, "authRoot": 0x998328E8, "initializeV3": 0x38E454B1}

EVENTS = {
    "NewState(uint64,uint64,uint256)": "a04a773924505a418564363725f56832f5772e6b8d0dbd6efce724dfe803dae6",
    "NewEpoch(uint64)": "31eabd9099fdb25dacddd206abff87311e553441fc9d0fcdef201062d7e7071b",
    "Upgrade(address)": "f78721226efe9a1bb678189a16d1554928b9f2192e2cb93eeda83b79fa40007d",
    "Upgraded(address)": "bc7cd75a20ee27fd9adebab32041f755214dbc6bffa90cc0225b39da2e5c2d3b",
    "PermissionedProverRequired(address)": "8017bb887fdf8fca4314a9d40f6e73b3b81002d67e5cfa85d88173af6aa46072",
    "PermissionedProverNotRequired()": "9a5f57de856dd668c54dd95e5c55df93432171cbca49a8776d5620ea59c02450",
    "Initialized(uint64)": "c7f505b2f371ae2175ee4913f4499e1f2633a7b5936321eed1cdaeb6115181d2",
    "OwnershipTransferred(address,address)": "8be0079c531659141344cd1fd0a4f28419497f9722a3daafe3b4186f6b6457e0",
}
ERRORS = {
    "ProverNotPermissioned": 0xA3A64780, "OutdatedState": 0x051C46EF, "MissingEpochRootUpdate": 0x080AE8D9,
    "DeprecatedApi": 0x4E405C8D, "InvalidProof": 0x09BDE339, "InvalidScalar": 0x05B05CCC, "InvalidG1": 0x9E78D14C,
    "WrongPlonkVK": 0x41F53B12, "UnsupportedDegree": 0xE2EF09E5, "BN254G1AddFailed": 0x6055DB6A,
    "BN254ScalarMulFailed": 0x19DB8A68, "PowPrecompileFailed": 0x3274FA64, "BN254ScalarInvZero": 0xD6DBBB0D,
    "BN254PairingProdFailed": 0xC206334F, "InvalidArgs": 0xA1BA07EE, "InvalidAddress": 0xE6C4247B,
    "NoChangeRequired": 0xA863AEC9, "InsufficientSnapshotHistory": 0xB0B43877,
    "InvalidHotShotBlockForCommitmentCheck": 0x615A9264, "InvalidMaxStateHistory": 0xF4A0EEE0,
    "OwnershipCannotBeRenounced": 0x2FAB92CA, "InvalidInitialization": 0xF92EE8A9,
    "OwnableUnauthorizedAccount": 0x118CDAA7, "OwnableInvalidOwner": 0x1E4FBDF7,
    "UUPSUnauthorizedCallContext": 0xE07C8DBA, "UUPSUnsupportedProxiableUUID": 0xAA1D49A4,
    "ERC1967InvalidImplementation": 0x4C9C8CE3, "ERC1967NonPayable": 0xB398979F, "FailedCall": 0xD6BDA275,
    "Error": 0x08C379A0, "Panic": 0x4E487B71,
}
VERIFY = {1: 0x77AE3F07, 2: 0xAB959EE3, 3: 0x5BD02648}


def compiler_output(name: str, output: str) -> dict:
    """Something the compiler knows of a contract."""
    layout = compiler.layout(name)
    with tempfile.TemporaryDirectory() as directory:
        slots = Path(directory) / "layout.json"
        slots.write_text(json.dumps(layout))
        command = [sys.executable, "-m", "vyper.cli.vyper_compile", "-f", output, "--path", str(SOURCES),
                   str(SOURCES / f"{name}.vy"), *(["--storage-layout-file", str(slots)] if layout else [])]
        return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


class ABITest(unittest.TestCase):
    """What the compiler says of the contracts, against the numbers of the real ones."""

    def test_functions(self) -> None:
        for version, functions in ((1, FUNCTIONS_V1), (2, FUNCTIONS_V2), (3, FUNCTIONS_V3)):
            with self.subTest(version=version):
                found = {signature.partition("(")[0]: int(selector, 16)
                         for signature, selector in compiler_output(f"LightClientV{version}",
                                                                    "method_identifiers").items()}
                if "__default__" in found:
                    found["__default__"] = None
                self.assertEqual(found, functions)

    def test_signatures_written_in_python(self) -> None:
        self.assertEqual(abi.selector(abi.INITIALIZE).hex(), "9baa3cc9")
        selectors = {version: abi.selector(signature).hex() for version, signature in abi.NEW_FINALIZED_STATE.items()}
        self.assertEqual(selectors, {1: "2063d4f7", 2: "757c37ad", 3: "aabd5db3"})
        for version, selector in VERIFY.items():
            self.assertEqual(int.from_bytes(abi.selector(abi.verify_signature(version)), "big"), selector)

    def test_verifiers(self) -> None:
        for version, selector in VERIFY.items():
            found = compiler_output(f"PlonkVerifierV{version}", "method_identifiers")
            self.assertEqual([int(value, 16) for value in found.values()], [selector])

    def test_events(self) -> None:
        for signature, topic in EVENTS.items():
            self.assertEqual(abi.topic(signature).hex(), topic)
        declared = set()
        for entry in compiler_output("LightClientV3", "abi"):
            if entry["type"] == "event":
                inputs = entry["inputs"]
                declared.add(f"{entry['name']}({','.join(i['type'] for i in inputs)})")
                indexed = [i["name"] for i in inputs if i["indexed"]]
                expected = {"NewState": ["viewNum", "blockHeight"], "Upgraded": ["implementation"],
                            "OwnershipTransferred": ["previousOwner", "newOwner"]}.get(entry["name"], [])
                self.assertEqual(indexed, expected)
        self.assertEqual(declared, set(EVENTS))

    def test_errors(self) -> None:
        self.assertEqual({name: int.from_bytes(selector, "big") for selector, name in BY_SELECTOR.items()}, ERRORS)

    def test_every_error_of_the_sources_is_known(self) -> None:
        for source in SOURCES.glob("*.vy"):
            for part in source.read_text().split('method_id("')[1:]:
                name = part.partition("(")[0]
                if name != "proxiableUUID":
                    self.assertIn(name, ERRORS, source.name)

    def test_an_upgrade_moves_no_variable(self) -> None:
        slots = {version: compiler_output(f"LightClientV{version}", "layout")["storage_layout"]
                 for version in (1, 2, 3)}
        for older, newer in ((1, 2), (2, 3)):
            for module, variables in slots[older].items():
                self.assertEqual(slots[newer][module], variables)
        used = [slot for variable in _variables(slots[3])
                for slot in range(variable["slot"], variable["slot"] + variable["n_slots"])]
        self.assertEqual(len(used), len(set(used)))
        self.assertEqual(slots[1]["upgradeable"]["_implementation"]["slot"],
                         int.from_bytes(abi.keccak256(b"eip1967.proxy.implementation"), "big") - 1)
        for name, variable in (("Ownable", "owner"), ("Initializable", "_initialized")):
            self.assertEqual(slots[1]["upgradeable"][variable]["slot"], _erc7201(f"openzeppelin.storage.{name}"))

    def test_code_sizes(self) -> None:
        chain = Chain()
        for version in (1, 2, 3):
            key = reference(version, 2).key
            verifier = chain.deploy(f"PlonkVerifierV{version}", abi.encode([*BETA_H, 0]))
            arguments = abi.encode([abi.address_word(verifier), *key.words])
            for address in (verifier, chain.deploy(f"LightClientV{version}", arguments)):
                self.assertLessEqual(len(chain.evm.get_code(address)), MAX_CODE_SIZE)


def _variables(layout: dict) -> list[dict]:
    if "slot" in layout:
        return [layout]
    return [variable for value in layout.values() for variable in _variables(value)]


def _erc7201(name: str) -> int:
    inner = int.from_bytes(abi.keccak256(name.encode()), "big") - 1
    return int.from_bytes(abi.keccak256(abi.word(inner)), "big") & ~0xFF


if __name__ == "__main__":
    unittest.main()
