import Glibc
import HTTPTransport
import JSON
import TestSupport
import Testing

/// The program `devnet`.
@Suite struct CommandTests {
    @Test(arguments: [SIGTERM, SIGINT]) func saysWhereItIsAndEndsWhenTold(signal: Int32) async throws {
        let folder = try TemporaryFolder()
        let output = try folder.write("", to: "start.json")
        let command = try BuiltCommand("devnet").start(
            ["--block-time", "0s", "--initial-height", "20", "--protocol", "1", "--upgrade-at", "10:3"],
            output: .file(output))
        var line = ""
        for _ in 0..<500 where !line.hasSuffix("\n") {
            try await Task.sleep(for: .milliseconds(20))
            line = try folder.text(of: "start.json")
        }
        let start = try JSONValue(parsing: line)
        guard case .string(let url)? = start.field("url") else { throw TestSupportError(description: line) }
        #expect(start.field("relay_url") == .string(url) && start.field("sequencer_url") == .string(url))
        let validators = (0...5).map { JSONValue.string("\(url)/validators/\($0)") }
        #expect(start.field("validator_urls") == .array(validators), "five of the genesis table, one who stands by")
        #expect(start.field("control_url") == .string(url + "/control"))
        #expect(start.field("genesis")?.field("blocks_per_epoch") == 30)

        let client = JSONHTTPClient(policy: HTTPPolicy(attempts: 1), version: "test")
        _ = try await client.get(url + "/api/lateststate")
        // An answer that is under way does not hold it up.
        async let hanging = try? client.get(url + "/api/legacy-state")
        let before = ContinuousClock.now
        command.send(signal)
        let result = try await command.result()
        #expect(result.ending == .exit(0), "\(result.errors)")
        #expect(ContinuousClock.now - before < .seconds(2))
        #expect(try folder.text(of: "start.json") == line)
        _ = await hanging
        await client.shutdown()
    }

    @Test func endsWithItsInput() async throws {
        let result = try await BuiltCommand("devnet").run(["--exit-on-stdin-close"])
        #expect(result.ending == .exit(0))
        #expect(result.errors.isEmpty)
    }

    @Test(
        arguments: [
            ["--validators", "11"], ["--protocol", "4"], ["--upgrade-at", "10"], ["--blocks-per-epoch", "5"],
            ["--stakes", "fair"], ["--errors", "none"], ["--block-time", "soon"], ["--port", "65536"],
            ["--seed", "-1"],
        ])
    func wrongCommandLines(arguments: [String]) async throws {
        let result = try await BuiltCommand("devnet").run(arguments)
        #expect(result.ending == .exit(64), "\(result.errors)")
        #expect(result.output.isEmpty)
    }
}
