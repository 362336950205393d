import BN254
import EspressoAPI
import JSON
import LightClient
import NetworkFixtures
import TestSupport
import Testing

/// The answer to `config/hotshot`. See the article SequencerService of EspressoAPI.
@Suite struct NetworkConfigurationTests {
    private let network = SyntheticNetwork()

    @Test func everythingNeededIsDecoded() async throws {
        let configuration = try await fetch(try network.configuration())
        #expect(configuration.schedule == network.schedule)
        #expect(try configuration.genesisStakeTable == network.stakeTable(epoch: nil))
        #expect(configuration.stakeTableCapacity == 8)
    }

    @Test(.enabled(if: SharedVectors.directory != nil, "\(SharedVectors.absence)"))
    func aRecordedConfiguration() async throws {
        let source = try GivenReplies(try RecordedNetwork.protocolV4())
        let configuration = try await SequencerClient(source: source).networkConfiguration()
        #expect(configuration.schedule == EpochSchedule(blocksPerEpoch: 10, epochStartBlock: 1))
        #expect(configuration.stakeTableCapacity == 200)
        // The table that the recorded validators committed to.
        let commitment = try configuration.genesisStakeTable.commitment(capacity: 200)
        #expect(
            commitment.blsKeyCommitment.canonical.decimal
                == "21279528985922333501911071464328386841445872547720180015435547221260402565727")
        #expect(commitment.threshold == 2)
    }

    @Test(
        arguments: [
            (0, .max), (nil, .max), (1, 1), (18_446_744_073_709_551_615, .max), (3000, 3000),
        ] as [(UInt64?, UInt64)])
    func zeroAndNullMeanNever(setting: UInt64?, expected: UInt64) async throws {
        for (name, value) in [
            ("epoch_height", \EpochSchedule.blocksPerEpoch), ("epoch_start_block", \EpochSchedule.epochStartBlock),
        ] {
            var document = try network.configuration()
            document["config"][name] = setting.map { .number(JSONNumber($0)) } ?? .null
            #expect(try await fetch(document).schedule[keyPath: value] == expected)
        }
    }

    @Test func missingSettings() async throws {
        var document = try network.configuration()
        for name in ["epoch_height", "epoch_start_block", "stake_table_capacity"] { document["config"].remove(name) }
        let configuration = try await fetch(document)
        #expect(configuration.schedule == EpochSchedule(blocksPerEpoch: .max, epochStartBlock: .max))
        #expect(configuration.stakeTableCapacity == nil)
    }

    @Test func unknownFieldsAreIgnored() async throws {
        var document = try network.configuration()
        document["unknown"] = [1, 2]
        document["config"]["start_threshold"] = ["any", nil]
        #expect(try await fetch(document).schedule == network.schedule)
    }

    static let wrong: [(String, @Sendable (inout JSONValue) -> Void)] = [
        ("expected an object, found null", { $0 = nil }),
        ("config: missing", { $0.remove("config") }),
        ("config: expected an object, found a string", { $0["config"] = "" }),
        ("config.known_nodes_with_stake: missing", { $0["config"].remove("known_nodes_with_stake") }),
        (
            "config.known_nodes_with_stake: expected an array, found an object",
            { $0["config"]["known_nodes_with_stake"] = .object([:]) }
        ),
        ("config.epoch_height: expected a number, found a string", { $0["config"]["epoch_height"] = "10" }),
        (
            "config.epoch_height: expected an integer from 0 to 18446744073709551615, found -1",
            { $0["config"]["epoch_height"] = -1 }
        ),
        (
            "config.epoch_start_block: expected an integer from 0 to 18446744073709551615, found an integer of 20 digits",
            { $0["config"]["epoch_start_block"] = JSONNumber(text: "18446744073709551616").map { .number($0) } ?? nil }
        ),
        (
            "config.epoch_start_block: expected an integer from 0 to 18446744073709551615, found 1e3",
            { $0["config"]["epoch_start_block"] = JSONNumber(text: "1e3").map { .number($0) } ?? nil }
        ),
        (
            "config.stake_table_capacity: expected a number, found a boolean",
            { $0["config"]["stake_table_capacity"] = true }
        ),
        (
            "config.known_nodes_with_stake[0].stake_table_entry.stake_amount: not a hexadecimal number",
            { $0["config"]["known_nodes_with_stake"][0]["stake_table_entry"]["stake_amount"] = "0x" }
        ),
    ]

    @Test(arguments: wrong.indices)
    func aWrongConfigurationIsRefused(index: Int) async throws {
        let (expected, change) = Self.wrong[index]
        var document = try network.configuration()
        change(&document)
        let error = await words { _ = try await fetch(document) }
        #expect(error == "given:config/hotshot: \(expected)")
    }

    private func fetch(_ document: JSONValue) async throws -> NetworkConfiguration {
        let source = GivenReplies(["config/hotshot": try document.serialized()])
        return try await SequencerClient(source: source).networkConfiguration()
    }
}
