import Foundation
import JSON
import LightClient
import NetworkFixtures
import TestSupport
import Testing

/// `gen-proof --cache`: no statement is proved twice, and nothing in the folder is believed.
@Suite(.serialized) struct ProofCacheTests {
    private let pipeline: ProvingPipeline
    private let network = SyntheticNetwork(validators: 2, capacity: 2)
    private let kept: String

    init() throws {
        pipeline = try ProvingPipeline()
        kept = pipeline.folder.path + "/kept"
    }

    private func fetched(_ height: UInt64 = 195) async throws -> String {
        try await pipeline.fetch(network.replies(.v3, height: height), .v3, capacity: 2)
    }

    private var files: [String] { pipeline.folder.files.filter { $0.hasPrefix("kept/") } }

    @Test("a second run has the proof of the first, and says so")
    func hit() async throws {
        try await pipeline.prepareKey(.v3, capacity: 2)
        let document = try await fetched()
        let first = try await pipeline.run("gen-proof", ["--cache", kept], input: document + document)
        let again = try await pipeline.run("gen-proof", ["--cache", kept], input: document)
        let proofs = try (first.outputLines + again.outputLines).map { line in
            var proof = try JSONValue(parsing: line)["proof"]
            let isCached = proof["cached"]
            for field in ["cached", "milliseconds", "peak_memory_bytes"] { proof.remove(field) }
            return (proof: proof, isCached: isCached)
        }
        #expect(proofs.map(\.isCached) == [.null, true, true])
        #expect(proofs[0].proof == proofs[1].proof && proofs[0].proof == proofs[2].proof)
        #expect(files.count == 1)
        let key = try pipeline.keyFile("v3-cap2-")
        _ = try await pipeline.run("verify-proof", ["--key", key], input: again.output)

        // Another statement has a proof of its own.
        let other = try await pipeline.run("gen-proof", ["--cache", kept], input: try await fetched(194))
        #expect(try JSONValue(parsing: other.output)["proof"]["cached"] == .null)
        #expect(files.count == 2)
    }

    @Test("hashing, which the cache does, reads no configuration file of libcrypto")
    func libraryConfiguration() async throws {
        try await pipeline.prepareKey(.v3, capacity: 2)
        // Whoever reads a pipe that nobody writes to waits for ever.
        let file = pipeline.folder.path + "/openssl.cnf"
        try #require(mkfifo(file, 0o600) == 0)
        let environment = pipeline.environment.merging(["OPENSSL_CONF": file]) { $1 }
        let result = try await BuiltCommand("gen-proof").run(
            ["--cache", kept], environment: environment, input: try await fetched(), limit: .seconds(60))
        #expect(result.ending == .exit(0), "\(result.errors)")
        #expect(files.count == 1)
    }

    @Test("a damaged file costs a warning and a new proof, which replaces it")
    func damage() async throws {
        try await pipeline.prepareKey(.v3, capacity: 2)
        let document = try await fetched()
        let other = try await pipeline.run("gen-proof", [], input: try await fetched(194)).output
        _ = try await pipeline.run("gen-proof", ["--cache", kept], input: document)
        let name = try #require(files.first)
        let sound = try pipeline.folder.text(of: name)
        var swapped = try JSONValue(parsing: sound)
        swapped["proof"]["wireEval0"] = swapped["proof"]["wireEval1"]
        let foreign: JSONValue = ["proof": try JSONValue(parsing: other)["proof"]]
        let damages = [
            "", "{", "[]", String(sound.dropLast(100)), try swapped.serialized(), try foreign.serialized(),
            String(repeating: " ", count: 100_000),
        ]
        for damage in damages {
            try pipeline.folder.write(damage, to: name)
            let result = try await pipeline.run("gen-proof", ["--cache", kept], input: document)
            #expect(try JSONValue(parsing: result.output)["proof"]["cached"] == .null)
            #expect(result.errors.contains("warning: kept proof "), "\(result.errors)")
            #expect(result.errors.contains("proving anew"))
            let healed = try await pipeline.run("gen-proof", ["--cache", kept], input: document)
            #expect(try JSONValue(parsing: healed.output)["proof"]["cached"] == true)
        }
    }

    @Test("the 64 newest proofs are kept, and files that are none of ours")
    func bound() async throws {
        try await pipeline.prepareKey(.v3, capacity: 2)
        for index in 0..<70 {
            let digits = String(index, radix: 16)
            let name = String(repeating: "0", count: 64 - digits.count) + digits
            let path = try pipeline.folder.write("{}", to: "kept/\(name).proof.json")
            let date = Date(timeIntervalSince1970: 1_000_000 + Double(index))
            try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
        }
        try pipeline.folder.write("mine", to: "kept/notes.txt")
        _ = try await pipeline.run("gen-proof", ["--cache", kept], input: try await fetched())
        let left = files
        #expect(left.count == 65)
        #expect(left.contains("kept/notes.txt"))
        // The seven oldest had to go.
        let zeros = String(repeating: "0", count: 63)
        #expect(!left.contains("kept/\(zeros)6.proof.json") && left.contains("kept/\(zeros)7.proof.json"))
    }

    @Test("a folder that cannot be written costs a warning")
    func unwritable() async throws {
        try await pipeline.prepareKey(.v3, capacity: 2)
        let file = try pipeline.folder.write("", to: "file")
        let result = try await pipeline.run("gen-proof", ["--cache", file], input: try await fetched())
        #expect(result.errors.contains("warning: the proof is not kept for a second time"))
        #expect(try JSONValue(parsing: result.output)["proof"]["public_inputs"].count == 5)
    }
}
