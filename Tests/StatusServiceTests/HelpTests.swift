import Foundation
import TestSupport
import Testing

/// The help text: one screen, with an example and the exit codes.
@Suite struct HelpTests {
    @Test func isTheSnapshot() async throws {
        let result = try await BuiltCommand("serve-status").run(["--help"])
        #expect(result.ending == .exit(0))
        #expect(result.errors.isEmpty)
        let file = try #require(Bundle.module.url(forResource: "help", withExtension: "txt", subdirectory: "Snapshots"))
        // After a change that is meant: serve-status --help > Tests/StatusServiceTests/Snapshots/help.txt
        #expect(result.output == (try String(contentsOf: file, encoding: .utf8)))
    }

    @Test func fitsAScreen() async throws {
        let help = try await BuiltCommand("serve-status").run(["-h"]).output
        let lines = help.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        #expect(lines.count <= 24)
        #expect(lines.allSatisfy { $0.count <= 80 })
    }

    @Test func version() async throws {
        let result = try await BuiltCommand("serve-status").run(["--version"])
        #expect(result.ending == .exit(0))
        #expect(result.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
    }
}
