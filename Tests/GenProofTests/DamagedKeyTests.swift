import LightClient
import NetworkFixtures
import TestSupport
import Testing

/// A key file that is not as it was made: the document is not blamed for it.
@Suite(.serialized) struct DamagedKeyTests {
    private let pipeline: ProvingPipeline
    private let network = SyntheticNetwork(validators: 2, capacity: 2)

    init() throws { pipeline = try ProvingPipeline() }

    /// A section of the file, by its place after the header; each begins at a multiple of 2 MiB.
    static let sections = [
        (number: 1, name: "selector q1"), (number: 14, name: "sigma 0"), (number: 19, name: "values of sigma 0"),
        (number: 24, name: "powers"),
    ]

    @Test("damaged contents are named, the way to look at them too", arguments: sections)
    func section(number: Int, name: String) async throws {
        try await pipeline.prepareKey(.v3, capacity: 2)
        let fetched = try await pipeline.fetch(network.replies(.v3, height: 195), .v3, capacity: 2)
        let key = try pipeline.keyFile("v3-cap2-")
        let offset = number * (2 << 20) + 100
        let byte = try fileBytes(key)[offset]
        try PatchedFile(key).write(byte ^ 1, at: offset)

        let result = try await pipeline.start("gen-proof", ["--key", key], input: fetched)
        #expect(result.ending == .exit(78))
        #expect(result.output.isEmpty)
        let check = try await pipeline.start("prepare-keys", ["--check", key])
        #expect(check.errorLines.first == "prepare-keys: \(key): damaged: \(name)")
        #expect(
            result.errorLines == [
                "gen-proof: \(key): damaged: \(name)",
                "gen-proof: hint: look at all of it with prepare-keys --check \(key), "
                    + "make it again with prepare-keys --force",
            ])

        try PatchedFile(key).write(byte, at: offset)
        _ = try await pipeline.run("gen-proof", ["--key", key], input: fetched)
    }

    @Test("a file that was cut short or is no key is one of the configuration")
    func otherFile() async throws {
        try await pipeline.prepareKey(.v3, capacity: 2)
        let fetched = try await pipeline.fetch(network.replies(.v3, height: 195), .v3, capacity: 2)
        let key = try pipeline.keyFile("v3-cap2-")
        try PatchedFile(key).setLength(1 << 20)
        let text = try pipeline.folder.write("text", to: "text")
        for path in [key, text] {
            let result = try await pipeline.start("gen-proof", ["--key", path], input: fetched)
            #expect(result.ending == .exit(78))
            #expect(result.errors.hasPrefix("gen-proof: \(path): "), "\(result.errors)")
        }
    }
}
