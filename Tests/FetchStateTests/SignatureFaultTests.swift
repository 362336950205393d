import BN254
import JSON
import LightClient
import NetworkFixtures
import Schnorr
import TestSupport
import Testing

/// Signatures that do not count: each is dropped with a line that names it, or ends a strict run.
@Suite struct SignatureFaultTests {
    private static let network = SyntheticNetwork()
    private static let path = "api/lateststate"

    /// One change to the signature in the second place, of validator 1, and what is said about it.
    struct Fault: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let complaint: String
        let change: @Sendable (inout JSONValue) throws -> Void
    }

    static let faults: [Fault] = [
        Fault(
            testDescription: "one byte changed",
            complaint: "bundle.signatures[1].signature: does not verify under \(network.validators[1].stateKey.tagged)"
        ) { signatures in
            let signature = try SchnorrSignature(tagged: signatures[1].text ?? "")
            var bytes = signature.arkUncompressed
            bytes[0] ^= 1
            signatures[1] = .string(try SchnorrSignature(arkUncompressed: bytes).tagged)
        },
        Fault(
            testDescription: "by another key",
            complaint: "bundle.signatures[1].signature: does not verify under \(network.validators[1].stateKey.tagged)"
        ) { $0[1] = $0[0] },
        Fault(
            testDescription: "over another state",
            complaint: "bundle.signatures[1].signature: does not verify under \(network.validators[1].stateKey.tagged)"
        ) { $0[1] = try network.bundle(.v3, height: 251)["signatures"][1] },
        Fault(
            testDescription: "of V2",
            complaint: "bundle.signatures[1].signature: does not verify under \(network.validators[1].stateKey.tagged)"
        ) { $0[1] = try network.bundle(.v2, height: 250)["signatures"][1] },
        // Validator 3 is not in the table of epoch 3.
        Fault(
            testDescription: "of somebody outside the table",
            complaint: "bundle.signatures[1].key: \(network.validators[3].stateKey.tagged) is not in the stake table"
        ) { signatures in
            let statement = try network.statement(.v3, height: 250)
            let stranger = network.signatures(.v3, on: statement, by: [network.validators[3]])[0]
            signatures.renameMember(at: 1, to: stranger.key.tagged)
            signatures[1] = .string(stranger.signature.tagged)
        },
        Fault(testDescription: "no text", complaint: "bundle.signatures[1].signature: expected a string, found null") {
            $0[1] = nil
        },
        Fault(testDescription: "damaged text", complaint: "bundle.signatures[1].signature: checksum mismatch") {
            $0[1] = $0[1].damaged
        },
        Fault(
            testDescription: "damaged key", complaint: "bundle.signatures[1].key: no ~ between tag and data"
        ) { $0.renameMember(at: 1, to: "SCHNORR_VER_KEY") },
    ]

    @Test(arguments: faults)
    func isDropped(_ fault: Fault) async throws {
        let command = try command(with: fault)
        let result = try await command.run()
        let document = try result.document
        #expect(result.warnings == [fault.complaint + ", dropped"])
        // The document has the others, and their weight only.
        let whole = try Self.network.bundle(.v3, height: 250)["signatures"]
        guard case .object(let signatures) = document["bundle"]["signatures"], case .object(var expected) = whole else {
            throw TestSupportError(description: "no signatures")
        }
        expected[Self.network.validators[1].stateKey.tagged] = nil
        #expect(signatures == expected)
        let table = try Self.network.stakeTable(epoch: 3)
        let weight = table.entries[0].stake.addingReportingOverflow(table.entries[2].stake).partialValue
            .addingReportingOverflow(table.entries[3].stake).partialValue
        #expect(document["bundle"]["accumulated_weight"] == .string(weight.hexadecimalQuantity))
    }

    @Test(arguments: faults)
    func endsAStrictRun(_ fault: Fault) async throws {
        let result = try await command(with: fault).run(["--strict"])
        #expect(result.ending == .exit(76))
        #expect(result.complaints.count == 1)
        #expect(result.complaints.first?.hasSuffix(fault.complaint) == true, "\(result.complaints)")
        #expect(result.output.isEmpty)
    }

    @Test func tooFewSignatures() async throws {
        var command = try FetchStateCommand()
        for index in 0..<3 { command.replies[Self.path]["signatures"][index] = nil }
        let result = try await command.run()
        // Stakes of 2^64 + 13, + 14, + 15 and + 16, of which the last has signed.
        result.expectFailure(
            75,
            "threshold not reached: 1 of 4 validators signed with 25.0 % of the stake, 33.4 % needed")
        #expect(result.warnings.count == 3)
    }

    @Test func noSignatures() async throws {
        var command = try FetchStateCommand()
        command.replies[Self.path]["signatures"] = .object([:])
        let result = try await command.run()
        #expect(result.ending == .exit(75))
        #expect(result.complaints.first?.contains("0 of 4 validators") == true)
    }

    @Test func aCapacitySmallerThanTheTable() async throws {
        try await FetchStateCommand().run(["--stake-table-capacity", "3"]).expectFailure(
            78, "the stake table has 4 validators, more than its capacity of 3")
    }

    @Test func aCapacityOtherThanTheSignedOne() async throws {
        let message = "the stake table at capacity 9 is not the one that the validators signed"
        let result = try await FetchStateCommand().run(["--stake-table-capacity", "9"])
        #expect(try result.document["stake_table"]["capacity"] == 9)
        #expect(result.warnings.count == 1)
        #expect(result.warnings.first?.hasPrefix(message) == true)

        try await FetchStateCommand().run(["--stake-table-capacity", "9", "--strict"]).expectFailure(78, message)
    }

    @Test func aStakeTableOtherThanTheSignedOne() async throws {
        var command = try FetchStateCommand()
        command.replies["node/stake-table/3"][0]["stake_table_entry"]["stake_amount"] = "0x1"
        #expect(try await command.run().warnings.count == 1)
        try await command.run(["--strict"]).expectFailure(
            76, "the stake table at capacity 8 is not the one that the validators signed")
    }

    private func command(with fault: Fault) throws -> FetchStateCommand {
        var command = try FetchStateCommand()
        try fault.change(&command.replies[Self.path]["signatures"])
        return command
    }
}
