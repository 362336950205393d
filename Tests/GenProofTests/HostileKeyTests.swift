import Foundation
import JSON
import NetworkFixtures
import TestSupport
import Testing

/// A key file that somebody damages on purpose, or while it is in use.
@Suite(.serialized) struct HostileKeyTests {
    private let pipeline: ProvingPipeline
    private let network = SyntheticNetwork(validators: 2, capacity: 2)

    init() throws { pipeline = try ProvingPipeline() }

    private func fetched(_ height: UInt64 = 195) async throws -> String {
        try await pipeline.fetch(network.replies(.v3, height: height), .v3, capacity: 2)
    }

    /// Sections with both tables; each begins at a multiple of 2 MiB, and is shorter but for the values on the cosets.
    private static let plain = ["selector q1", "sigma 0", "values of sigma 0", "powers"]

    @Test("what is no field element is damage like any other, in every section", arguments: ["plain", "tables"])
    func noFieldElements(form: String) async throws {
        try await pipeline.prepareKey(
            .v3, capacity: 2, [form == "tables" ? "--coset-table" : "--no-lagrange-basis"])
        let document = try await fetched()
        let key = try pipeline.keyFile("v3-cap2-")
        let size = try fileBytes(key).count
        var names: Set<String> = []
        // Those that both keys have are at the beginning.
        for offset in stride(from: (form == "tables" ? 24 : 1) * (2 << 20), to: size, by: 2 << 20) {
            let whole = try patch(key, at: offset, [UInt8](repeating: 0xff, count: 4096))
            let result = try await pipeline.start("gen-proof", ["--key", key], input: document)
            #expect(result.ending == .exit(78), "\(offset): \(result.errors)")
            let start = "gen-proof: \(key): damaged: "
            #expect(result.errors.hasPrefix(start) == true, "\(offset): \(result.errors)")
            #expect(result.output.isEmpty)
            if let line = result.errorLines.first { names.insert(String(line.dropFirst(start.count))) }
            _ = try patch(key, at: offset, whole)
        }
        #expect(names.isSuperset(of: form == "tables" ? ["powers", "sigma 4 on cosets"] : Self.plain), "\(names)")
        #expect(names.contains("Lagrange basis") == (form == "tables"), "\(names)")
        _ = try await pipeline.run("gen-proof", ["--key", key], input: document)
    }

    /// Replaces bytes in place; returns those that were there.
    private func patch(_ path: String, at offset: Int, _ bytes: [UInt8]) throws -> [UInt8] {
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        defer { try? file.close() }
        try file.seek(toOffset: UInt64(offset))
        let before = try #require(try file.read(upToCount: bytes.count))
        try file.seek(toOffset: UInt64(offset))
        try file.write(contentsOf: Data(bytes))
        return [UInt8](before)
    }

    @Test("a key file that is cut short while it is in use", arguments: ["text", "json"])
    func cutShort(format: String) async throws {
        try await pipeline.prepareKey(.v3, capacity: 2)
        let (first, second) = (try await fetched(195), try await fetched(194))
        let key = try pipeline.keyFile("v3-cap2-")
        let running = try BuiltCommand("gen-proof").start(
            ["--key", key, "--log-format", format], environment: pipeline.environment, input: first,
            keepsInputOpen: true, limit: .seconds(600))
        // The key is open, and a proof has been made with it.
        try await running.wait { output, _ in output.hasSuffix("\n") }
        try PatchedFile(key).setLength(8192)
        try running.write(second)
        let result = try await running.result()
        #expect(result.ending == .exit(74), "\(result.errors)")
        #expect(result.outputLines.count == 1)
        let message = "cannot read \(key): it was cut short meanwhile, or its disk fails"
        if format == "text" {
            let lines = result.errorLines.suffix(2)
            #expect(lines.first == "gen-proof: \(message)")
            #expect(lines.last?.hasPrefix("gen-proof: hint: ") == true)
        } else {
            let entry = JSONReader(try JSONValue(parsing: try #require(result.errorLines.last)))
            #expect(try entry.field("message").string() == message)
            #expect(try entry.field("code").string() == "mapping-lost")
        }
    }

    @Test("a pipe is no key file, and is not waited for")
    func pipe() async throws {
        let path = pipeline.folder.path + "/pipe"
        try Decoy.pipe.put(at: path, victim: pipeline.folder.path + "/victim")
        let document = try await fetched()
        let results = [
            try await pipeline.start("gen-proof", ["--key", path], input: document),
            try await pipeline.start("verify-proof", ["--key", path], input: document),
            try await pipeline.start("verify-proof", ["--vk", path], input: document),
            try await pipeline.start("prepare-keys", ["--check", path]),
        ]
        for result in results { #expect(result.ending == .exit(74), "\(result.errors)") }
    }

    @Test("a damaged file of one of the settings is 78 for every command; for prepare-keys it is the work")
    func oneClass() async throws {
        let document = try await fetched()
        for content in ["text", "", String(repeating: "x", count: 1 << 20)] {
            let path = try pipeline.folder.write(content, to: "damaged")
            for command in ["gen-proof", "verify-proof"] {
                let result = try await pipeline.start(command, ["--key", path], input: document)
                #expect(result.ending == .exit(78), "\(command): \(result.errors)")
            }
            let check = try await pipeline.start("prepare-keys", ["--check", path])
            #expect(check.ending == .exit(65), "\(check.errors)")
        }
    }

    @Test("a pipe in the place of a kept proof", arguments: Decoy.allCases)
    func keptProof(decoy: Decoy) async throws {
        try await pipeline.prepareKey(.v3, capacity: 2)
        let document = try await fetched()
        let cache = pipeline.folder.path + "/proofs"
        _ = try await pipeline.run("gen-proof", ["--cache", cache], input: document)
        let kept = try #require(pipeline.folder.files.first { $0.hasSuffix(".proof.json") })
        let victim = pipeline.folder.path + "/victim"
        try decoy.put(at: pipeline.folder.path + "/" + kept, victim: victim)
        let result = try await pipeline.run("gen-proof", ["--cache", cache], input: document)
        #expect(result.outputLines.count == 1)
        #expect(result.errors.contains("proving anew") || decoy == .danglingLink, "\(result.errors)")
        #expect(Decoy.isUnharmed(victim))
    }
}
