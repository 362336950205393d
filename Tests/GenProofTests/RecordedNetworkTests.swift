import JSON
import LightClient
import NetworkFixtures
import TestSupport
import Testing

/// The certificates of a real recorded network, at the size of production.
@Suite(.serialized, .enabled(if: SharedVectors.directory != nil, "\(SharedVectors.absence)"))
struct RecordedNetworkTests {
    @Test("the v4 certificate of epoch 1 is proved at capacity 200, within 4 GiB of memory")
    func productionSize() async throws {
        let pipeline = try ProvingPipeline()
        try await pipeline.prepareKey(.v3, capacity: 200)
        let fetched = try await pipeline.fetch(
            RecordedNetwork.protocolV4(), .v3, capacity: 200, ["--epoch-root", "1"])
        let generated = try await pipeline.run("gen-proof", [], input: fetched)
        let proof = try JSONReader(.object(document(generated.output))).field("proof")
        #expect(try proof.field("peak_memory_bytes").uint64() < 4 << 30)
        let key = try pipeline.keyFile("v3-cap200-")
        let verified = try await pipeline.run("verify-proof", ["--key", key], input: generated.output)
        #expect(try document(verified.output)["valid"] == true)
    }
}
