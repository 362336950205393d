import BN254
import Ethereum
import JSON
import LightClient
import LightClientContract
import ProvingKeys
import TestSupport
import Testing
import TurboPlonk

/// What is read, and how: all of it at one block.
@Suite struct ReadingTests {
    @Test func everythingOfAV3Contract() async throws {
        let node = ScriptedNode { $0.timestamp = 1_694_498_816 }
        let result = try await node.run(["--from", ScriptedNode.prover, "--max-head-age", "off"])
        let state = LightClientState(viewNumber: 97, blockHeight: 95, blockCommitmentRoot: Fr(7))
        let voting = StakeTableState(
            blsKeyCommitment: Fr(11), schnorrKeyCommitment: Fr(12), amountCommitment: Fr(13), threshold: Fr(14))
        let genesis = StakeTableState(
            blsKeyCommitment: Fr(111), schnorrKeyCommitment: Fr(112), amountCommitment: Fr(113), threshold: Fr(114))
        let expected: JSONValue = [
            "address": .string(ScriptedNode.contract), "implementation": .string(ScriptedNode.implementation),
            "chain_id": 1, "version": 3, "release": "3.0.0",
            "block": [
                "number": 100, "hash": .string(UInt256(100, 0, 0, 0xff).hexadecimalWord), "timestamp": 1_694_498_816,
            ],
            "view_number": 97, "block_height": 95, "block_comm_root": .string(Fr(7).hexadecimal),
            "finalized_state": .string(state.tagged),
            "voting_stake_table": .string(voting.tagged),
            "genesis_state": .string(
                LightClientState(viewNumber: 0, blockHeight: 0, blockCommitmentRoot: Fr(1)).tagged),
            "genesis_block_height": 0, "genesis_view_number": 0,
            "genesis_block_comm_root": .string(Fr(1).hexadecimal),
            "genesis_stake_table": .string(genesis.tagged), "auth_root": .string(UInt256.max.hexadecimalWord),
            "blocks_per_epoch": 10, "epoch_start_block": 21, "current_epoch": 10, "permissioned_prover": nil,
            "owner": "0x0000000000000000000000000000000000000aBc", "history_retention_seconds": 864_000,
            "history_count": 20, "history_first_index": 3,
            "verifying_key_hash": .string(KnownKey.v3.verifyingKey.keccak.hexadecimalWord), "verifying_key": "v3",
            "base_fee": "0x3b9aca00", "gas_price": "0x4a817c800",
            "account": ["address": .string(ScriptedNode.prover), "balance": "0xde0b6b3a7640000", "nonce": 5],
        ]
        #expect(try result.contract.value == expected)
        #expect(result.warnings.isEmpty)
    }

    @Test(arguments: ContractVersion.allCases)
    func onlyTheFunctionsOfTheVersionAreCalled(version: ContractVersion) async throws {
        let node = ScriptedNode(version)
        let contract = try await node.run().contract
        // Two functions of later versions are tried, so that a wrong version is noticed.
        let later = Set([LightClientViews.blocksPerEpoch.callData, LightClientViews.authRoot.callData].map(\.dataText))
        let (asked, own) = (Set(node.questions.compactMap(\.selector)), Set(ScriptedNode.views(version).keys))
        #expect(asked == own.union(later))
        #expect(try contract.field("version").int() == version.rawValue)
        #expect(
            try contract.field("auth_root").value == (version == .v3 ? .string(UInt256.max.hexadecimalWord) : .null))
        // In V1 the genesis table votes.
        let (voting, genesis) = try (contract.field("voting_stake_table"), contract.field("genesis_stake_table"))
        #expect((voting.value == genesis.value) == (version == .v1))
    }

    @Test func allQuestionsAreAboutTheBlockOfTheFirst() async throws {
        let node = ScriptedNode()
        _ = try await node.run(["--from", ScriptedNode.prover]).contract
        let tags = node.questions.compactMap { question -> JSONValue? in
            switch question.method {
            case "eth_call", "eth_getCode", "eth_getBalance", "eth_getTransactionCount": question.parameters[1]
            case "eth_getStorageAt": question.parameters[2]
            default: nil
            }
        }
        #expect(tags.count == 20)
        #expect(tags.allSatisfy { $0 == "0x64" })
        let slots = node.questions.filter { $0.method == "eth_getStorageAt" }.map(\.parameters[1])
        #expect(slots == ["0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc"])
    }

    @Test(arguments: [("safe", "safe"), ("finalized", "finalized"), ("90", "0x5a")])
    func otherBlocks(option: String, tag: JSONValue) async throws {
        let node = ScriptedNode()
        let contract = try await node.run(["--block", option]).contract
        #expect(node.questions.first { $0.method == "eth_getBlockByNumber" }?.parameters.first == tag)
        #expect(try contract.field("block").field("number").int() == (option == "90" ? 90 : 100))
    }

    @Test func aReorganisationInTheMidstStartsTheReadingAnew() async throws {
        for count in 2...5 {
            let node = ScriptedNode(.v3) { $0.reorganisesAfterHeaders = count }
            let contract = try await node.run().contract
            // The hash of the branch that was there at the end.
            #expect(
                try contract.field("block").field("hash").string() == UInt256(100, 0, 1, 0xff).hexadecimalWord,
                "after \(count) headers")
        }
    }

    @Test func aNodeThatTakesNoBatches() async throws {
        let contract = try await ScriptedNode(.v3) { $0.isBatchless = true }.run().contract
        #expect(try contract.field("block_height").int() == 95)
    }

    @Test func theNextNodeWhenTheFirstIsDead() async throws {
        let dead = ScriptedNode { $0.status = 503 }
        try await dead.serve { first in
            try await ScriptedNode().serve { second in
                let result = try await BuiltCommand("read-contract").run([
                    "--l1-provider-url", "\(first.url), \(second.url)", "--light-client-address",
                    ScriptedNode.contract, "--l1-consecutive-failure-tolerance", "1",
                ])
                #expect(try result.contract.field("block_height").int() == 95)
                #expect(result.warnings.contains { $0.hasPrefix("switched from \(first.url) to \(second.url)") })
            }
        }
    }

    @Test func documentsOnStandardInputKeepWhatTheyHave() async throws {
        let input = """
            {"schema":"hotshot-state-update/1","extra":18446744073709551615,"contract":{"old":1},"z":[1.50]}
            {"schema":"hotshot-state-update/1","action":"none","reason":"up-to-date"}

            """
        let result = try await ScriptedNode().run(input: input)
        #expect(result.ending == .exit(0))
        let lines = result.outputLines
        #expect(lines.count == 2)
        #expect(
            lines[0].hasPrefix(
                #"{"schema":"hotshot-state-update/1","extra":18446744073709551615,"contract":{"address":"0x95Ca"#))
        #expect(lines[0].hasSuffix(#","z":[1.50]}"#))
        #expect(lines[1] == #"{"schema":"hotshot-state-update/1","action":"none","reason":"up-to-date"}"#)
    }

    @Test func thePermissionedProver() async throws {
        let other = "0x0000000000000000000000000000000000000aBc"
        let node = ScriptedNode(.v3) {
            $0.set(LightClientViews.isPermissionedProverEnabled, UInt256(1))
            $0.set(LightClientViews.permissionedProver, UInt256(0xabc))
        }
        let result = try await node.run(["--from", ScriptedNode.prover])
        #expect(try result.contract.field("permissioned_prover").string() == other)
        #expect(result.warnings == ["only \(other) may submit, the account is \(ScriptedNode.prover)"])
    }

    @Test func whatAContractDoesNotTellIsNull() async throws {
        let node = ScriptedNode(.v1) {
            $0.set(LightClientViews.verifyingKey)
            $0.set(LightClientViews.owner)
            $0.views[LightClientViews.stateHistoryFirstIndex.callData.dataText] = .some([])
        }
        let result = try await node.run()
        let contract = try result.contract
        for field in ["verifying_key_hash", "verifying_key", "owner", "history_first_index"] {
            #expect(try contract.field(field).value == .null)
        }
        #expect(result.warnings == ["the contract does not tell its verifying key, it has no _getVk()"])
    }
}
