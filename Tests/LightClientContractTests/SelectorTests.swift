import Ethereum
import JSON
import LightClient
import LightClientContract
import TestSupport
import Testing

/// The first four bytes of calls and errors, and the first topics of events.
@Suite struct SelectorTests {
    /// The selectors of the functions that only read.
    @Test(
        arguments: [
            (LightClientViews.version.callData, "0x0d8e6e2c"), (LightClientViews.finalizedState.callData, "0x9fdb54a7"),
            (LightClientViews.genesisStakeTable.callData, "0x426d3194"),
            (LightClientViews.votingStakeTable.callData, "0x0625e19b"),
            (LightClientViews.blocksPerEpoch.callData, "0xf0682054"),
            (LightClientViews.epochStartBlock.callData, "0x3ed55b7b"),
            (LightClientViews.currentEpoch.callData, "0x76671808"), (LightClientViews.authRoot.callData, "0x998328e8"),
            (LightClientViews.isPermissionedProverEnabled.callData, "0x826e41fc"),
            (LightClientViews.permissionedProver.callData, "0x313df7b1"),
            (LightClientViews.genesisState.callData, "0xd24d933d"), (LightClientViews.owner.callData, "0x8da5cb5b"),
            (LightClientViews.stateHistoryRetentionPeriod.callData, "0xc23b9e9e"),
            (LightClientViews.stateHistoryFirstIndex.callData, "0x2f79889d"),
            (LightClientViews.stateHistoryCount.callData, "0xf9e50d19"),
            (LightClientViews.verifyingKey.callData, "0x12173c2c"),
            (LightClientViews.proxiableUUID.callData, "0x52d1902d"),
        ])
    func viewsWithoutArguments(callData: [UInt8], selector: String) {
        #expect(callData.dataText == selector)
    }

    @Test(
        arguments: [
            (LightClientViews.epoch(of: 1, blocksPerEpoch: 2).callData, "0x90c14390", [1, 2]),
            (LightClientViews.isEpochRoot(3).callData, "0x25297427", [3]),
            (LightClientViews.isPastEpochRoot(4).callData, "0x300c89dd", [4]),
            (LightClientViews.stateHistoryCommitment(5).callData, "0x02b592f3", [5]),
            (LightClientViews.hotShotCommitment(atOrAbove: 6).callData, "0x8584d23f", [6]),
            (LightClientViews.isLagging(at: 7, over: 8).callData, "0xe0303301", [7, 8]),
        ] as [([UInt8], String, [UInt8])])
    func viewsWithArguments(callData: [UInt8], selector: String, arguments: [UInt8]) {
        let expected = arguments.flatMap { [UInt8](repeating: 0, count: 31) + [$0] }
        #expect(callData.dataText == selector + expected.dataText.dropFirst(2))
    }

    /// The selectors of `newFinalizedState`.
    @Test(arguments: [(ContractVersion.v1, "0x2063d4f7"), (.v2, "0x757c37ad"), (.v3, "0xaabd5db3")])
    func submissions(version: ContractVersion, selector: String) {
        #expect(StateSubmission.selector(version).bytes.dataText == selector)
    }

    /// The selectors of errors.
    static let errors = [
        "ProverNotPermissioned": "0xa3a64780", "OutdatedState": "0x051c46ef", "MissingEpochRootUpdate": "0x080ae8d9",
        "DeprecatedApi": "0x4e405c8d", "InvalidProof": "0x09bde339", "InvalidScalar": "0x05b05ccc",
        "InvalidG1": "0x9e78d14c", "WrongPlonkVK": "0x41f53b12", "UnsupportedDegree": "0xe2ef09e5",
        "InvalidPlonkArgs": "0xfd9a2d1b", "InvalidPolyEvalArgs": "0x8c5e11f1", "BN254G1AddFailed": "0x6055db6a",
        "BN254ScalarMulFailed": "0x19db8a68", "PowPrecompileFailed": "0x3274fa64", "BN254ScalarInvZero": "0xd6dbbb0d",
        "BN254PairingProdFailed": "0xc206334f", "InvalidArgs": "0xa1ba07ee", "WrongStakeTableUsed": "0x51618089",
        "InvalidAddress": "0xe6c4247b", "NoChangeRequired": "0xa863aec9", "InsufficientSnapshotHistory": "0xb0b43877",
        "InvalidHotShotBlockForCommitmentCheck": "0x615a9264", "InvalidMaxStateHistory": "0xf4a0eee0",
        "OwnershipCannotBeRenounced": "0x2fab92ca", "InvalidInitialization": "0xf92ee8a9",
        "NotInitializing": "0xd7e6bcf8", "OwnableUnauthorizedAccount": "0x118cdaa7",
        "OwnableInvalidOwner": "0x1e4fbdf7", "UUPSUnauthorizedCallContext": "0xe07c8dba",
        "UUPSUnsupportedProxiableUUID": "0xaa1d49a4", "ERC1967InvalidImplementation": "0x4c9c8ce3",
        "ERC1967InvalidAdmin": "0x62e77ba2", "ERC1967InvalidBeacon": "0x64ced0ec", "ERC1967NonPayable": "0xb398979f",
        "AddressEmptyCode": "0x9996b315", "FailedInnerCall": "0x1425ea42", "FailedCall": "0xd6bda275",
        "AddressInsufficientBalance": "0xcd786059",
    ]

    @Test func declaredErrors() {
        let ours = Dictionary(
            uniqueKeysWithValues: DeclaredError.allCases.map { ($0.name, $0.selector.bytes.dataText) })
        #expect(ours == Self.errors)
    }

    /// The first topics of events.
    @Test(
        arguments: [
            (
                "NewState(uint64,uint64,uint256)",
                "0xa04a773924505a418564363725f56832f5772e6b8d0dbd6efce724dfe803dae6"
            ),
            ("NewEpoch(uint64)", "0x31eabd9099fdb25dacddd206abff87311e553441fc9d0fcdef201062d7e7071b"),
            ("Upgrade(address)", "0xf78721226efe9a1bb678189a16d1554928b9f2192e2cb93eeda83b79fa40007d"),
            ("Upgraded(address)", "0xbc7cd75a20ee27fd9adebab32041f755214dbc6bffa90cc0225b39da2e5c2d3b"),
            (
                "PermissionedProverRequired(address)",
                "0x8017bb887fdf8fca4314a9d40f6e73b3b81002d67e5cfa85d88173af6aa46072"
            ),
            (
                "PermissionedProverNotRequired()",
                "0x9a5f57de856dd668c54dd95e5c55df93432171cbca49a8776d5620ea59c02450"
            ),
            ("Initialized(uint64)", "0xc7f505b2f371ae2175ee4913f4499e1f2633a7b5936321eed1cdaeb6115181d2"),
            (
                "OwnershipTransferred(address,address)",
                "0x8be0079c531659141344cd1fd0a4f28419497f9722a3daafe3b4186f6b6457e0"
            ),
        ])
    func events(signature: String, topic: String) {
        #expect(ContractEvent.topic(ofSignature: signature)?.description == topic)
    }

    /// ERC-1967.
    @Test func implementationSlot() {
        #expect(
            ProxyStorage.implementationSlot.hexadecimalWord
                == "0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc")
    }

    @Test(.enabled(if: SharedVectors.directory != nil, "\(SharedVectors.absence)"))
    func theWholeSharedTable() throws {
        let table = JSONReader(try JSONValue(parsing: SharedVectors.sample("abi_selectors.json")))
        for (signature, selector) in try table.field("functions").members() {
            #expect(FunctionSelector(signature: signature).bytes.dataText == (try selector.string()))
        }
        let solidity = ["Error(string)": [UInt8](data: "0x08c379a0"), "Panic(uint256)": [UInt8](data: "0x4e487b71")]
        for (signature, selector) in try table.field("errors").members() {
            let bytes = DeclaredError(rawValue: signature)?.selector.bytes ?? solidity[signature] ?? nil
            #expect(bytes?.dataText == (try selector.string()), "\(signature)")
        }
        for (signature, topic) in try table.field("events").members() {
            #expect(ContractEvent.topic(ofSignature: signature)?.description == (try topic.string()), "\(signature)")
        }
    }
}
