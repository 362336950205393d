import JSON
import LightClient
import NetworkFixtures
import TestSupport
import Testing

/// Documents whose certificate says another epoch than its height: no signature covers it, and neither `gen-proof` nor
/// `verify-proof` takes it.
@Suite(.serialized) struct CertificateEpochTests {
    private let pipeline: ProvingPipeline
    private let network = SyntheticNetwork(validators: 2, capacity: 2)

    init() throws { pipeline = try ProvingPipeline() }

    /// The document of the certificate of epoch 3, whose root is block 295.
    private func fetched(_ version: ContractVersion) async throws -> JSONValue {
        let replies = try network.replies(version, height: 350)
        return try JSONValue(
            parsing: try await pipeline.fetch(replies, version, capacity: 2, ["--epoch-root", "3"]))
    }

    /// Each change makes the epoch one that does not follow from the height.
    private static let changes: [(String, @Sendable (inout JSONValue) -> Void)] = [
        ("the root of epoch 4 is block 395", { $0["bundle"]["epoch"] = 4 }),
        ("epoch 0 has no root", { $0["bundle"]["epoch"] = 0 }),
        ("has no root", { $0["bundle"]["epoch"] = .number(JSONNumber(UInt64.max)) }),
        ("the root of epoch 3 is block 592", { $0["network"]["blocks_per_epoch"] = 199 }),
        ("epoch 3 has no root", { $0["network"]["blocks_per_epoch"] = nil }),
        (
            "the root of epoch 3 is block 145",
            { $0["contract"] = ["version": 3, "blocks_per_epoch": 50, "epoch_start_block": 201] }
        ),
    ]

    @Test("the epoch follows from the height") func relabelled() async throws {
        try await pipeline.prepareKey(.v3, capacity: 2)
        let document = try await fetched(.v3)
        let proved = try JSONValue(
            parsing: try await pipeline.run("gen-proof", [], input: document.serialized()).output)
        let key = try pipeline.keyFile("v")
        #expect(
            try await pipeline.start("verify-proof", ["--key", key], input: proved.serialized()).ending == .exit(0))
        for (reason, change) in Self.changes.dropLast(3) {
            for (command, arguments, base) in [
                ("gen-proof", [], document), ("verify-proof", ["--key", key], proved),
            ] as [(String, [String], JSONValue)] {
                var changed = base
                change(&changed)
                let result = try await pipeline.start(command, arguments, input: changed.serialized())
                #expect(result.ending == .exit(65), "\(command), \(reason): \(result.errors)")
                #expect(
                    result.errors.contains("document 1: bundle: certifies block 295, ")
                        && result.errors.contains(reason), "\(command): \(result.errors)")
                #expect(result.output.isEmpty)
            }
        }
        // What the document says of the network's epochs, or the contract's, is what the height is held against.
        for (reason, change) in Self.changes.suffix(3) {
            var changed = document
            change(&changed)
            let result = try await pipeline.start("gen-proof", [], input: changed.serialized())
            #expect(result.ending == .exit(65), "\(reason): \(result.errors)")
            #expect(result.errors.contains(reason), "\(result.errors)")
        }
    }

    @Test("a relay's state is no certificate, whatever it is called") func noRoot() async throws {
        try await pipeline.prepareKey(.v3, capacity: 2)
        var document = try JSONValue(
            parsing: try await pipeline.fetch(network.replies(.v3, height: 250), .v3, capacity: 2))
        document["bundle"]["source"] = "validators"
        let proved = try await pipeline.run("gen-proof", [], input: document.serialized()).output
        #expect(try JSONValue(parsing: proved)["bundle"] == document["bundle"])
        document["bundle"]["source"] = "certificate"
        document["bundle"]["epoch"] = 3
        let result = try await pipeline.start("gen-proof", [], input: document.serialized())
        #expect(result.ending == .exit(65))
        #expect(result.errors.contains("bundle: certifies block 250, the root of epoch 3 is block 295"))
        document["bundle"]["source"] = "hearsay"
        #expect(try await pipeline.start("gen-proof", [], input: document.serialized()).ending == .exit(65))
    }

    @Test("the epoch of an update from a certificate too") func update() async throws {
        try await pipeline.prepareKey(.v3, capacity: 2)
        var document = try await fetched(.v3)
        document["update"] = document["bundle"]
        document["update"]["kind"] = "epoch-root"
        document["update"]["voting_stake_table"] = document["stake_table"]["commitment"]
        document.remove("bundle")
        #expect(try await pipeline.start("gen-proof", [], input: document.serialized()).ending == .exit(0))
        document["update"]["epoch"] = 5
        let result = try await pipeline.start("gen-proof", [], input: document.serialized())
        #expect(result.ending == .exit(65))
        #expect(result.errors.contains("update: certifies block 295, the root of epoch 5 is block 495"))
    }
}
