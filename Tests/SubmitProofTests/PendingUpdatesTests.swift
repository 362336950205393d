import DevnetFixtures
import JSON
import LightClient
import NetworkFixtures
import TestSupport
import Testing

/// Two updates are pending: the root of an epoch, and a state of the next epoch, which the contract takes after it only.
@Suite(.serialized, .enabled(if: DevelopmentTools.areInstalled, "\(DevelopmentTools.absence)"))
struct PendingUpdatesTests {
    /// The proofs of the root of epoch 3 and of block 350 for the contract as it is, a line each.
    private func proofs(for prover: ProverOnChain) async throws -> String {
        let folder = try TemporaryFolder()
        try ProvedUpdates.network.replies(.v3, height: 350).write(to: folder)
        let environment = prover.environment.merging(["XDG_CACHE_HOME": folder.path + "/cache"]) { $1 }
        func run(_ name: String, _ arguments: [String], input: String = "") async throws -> String {
            let result = try await BuiltCommand(name).run(
                arguments, environment: environment, input: input, limit: .seconds(600))
            guard result.ending == .exit(0) else { throw TestSupportError(description: "\(name): \(result.errors)") }
            return result.output
        }
        let capacity = ["--stake-table-capacity", "2"]
        _ = try await run("prepare-keys", capacity + ["--insecure-tau", "0x123456789abcdef"])
        let read = try await run("read-contract", [])
        let fetched = try await run("fetch-state", capacity + ["--offline", folder.path], input: read)
        let updates = try await run("advance-epoch", ["--offline", folder.path], input: fetched)
        return try await run("gen-proof", [], input: updates)
    }

    @Test("the first is simulated, the second checked and marked; sent, both are final")
    func theSecondNeedsTheFirst() async throws {
        try await ProverOnChain.with { prover in
            let proofs = try await proofs(for: prover)
            for (arguments, state) in [
                (["--dry-run"], "simulated"), (["--unsigned", "--from", ProverOnChain.account], "unsigned"),
            ] {
                let result = try await prover.run(arguments, input: proofs)
                #expect(result.ending == .exit(0), "\(result.errors)")
                let states = try result.documents.map { try $0.field("transaction").field("state").string() }
                #expect(states == [state, "needs-previous"])
                #expect(result.errors.contains("height 350: checked, but not simulated: it needs the update before it"))
            }
            let sent = try await prover.run(input: proofs)
            #expect(sent.ending == .exit(0), "\(sent.errors)")
            #expect(
                try sent.documents.map { try $0.field("transaction").field("state").string() } == ["final", "final"])
        }
    }

    @Test("the second alone, as when a node lags or the first is not there yet: 75")
    func theSecondAlone() async throws {
        try await ProverOnChain.with { prover in
            let second = try await proofs(for: prover).split(separator: "\n")[1]
            let result = try await prover.run(input: second + "\n")
            #expect(result.ending == .exit(75), "\(result.errors)")
            #expect(result.errors.contains("the contract has another stake table"))
            #expect(try await prover.nonce() == 0)
        }
    }

    @Test("the epoch of a certificate follows from its height: no signature, and no proof, covers it")
    func aRelabelledCertificate() async throws {
        try await ProverOnChain.with { prover in
            let proofs = try await proofs(for: prover).split(separator: "\n")
            var first = try JSONValue(parsing: String(try #require(proofs.first)))
            first["update"]["epoch"] = 4
            let result = try await prover.run(["--dry-run"], input: try first.serialized() + "\n")
            #expect(result.ending == .exit(65), "\(result.errors)")
            #expect(result.errors.contains("update: certifies block 295, the root of epoch 4 is block 395"))
            #expect(try await prover.nonce() == 0)
        }
    }

    @Test("what does not follow from the first is refused all the same")
    func aProofThatDoesNotFollow() async throws {
        try await ProverOnChain.with { prover in
            let proofs = try await proofs(for: prover).split(separator: "\n")
            try #require(proofs.count == 2)
            var second = try JSONValue(parsing: String(proofs[1]))
            second["proof"]["public_inputs"][0] = "0x1"
            let input = try "\(proofs[0])\n\(second.serialized())\n"
            let result = try await prover.run(["--dry-run"], input: input)
            #expect(result.ending == .exit(65), "\(result.errors)")
            #expect(result.outputLines.count == 1)
        }
    }
}
