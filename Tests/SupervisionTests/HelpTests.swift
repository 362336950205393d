import Foundation
import TestSupport
import Testing

/// The help text: one screen, with an example and the exit codes.
@Suite struct HelpTests {
    @Test func isTheSnapshot() async throws {
        let result = try await BuiltCommand("supervise").run(["--help"])
        #expect(result.ending == .exit(0))
        let file = try #require(Bundle.module.url(forResource: "help", withExtension: "txt", subdirectory: "Snapshots"))
        // After a change that is meant: supervise --help > Tests/SupervisionTests/Snapshots/help.txt
        #expect(result.output == (try String(contentsOf: file, encoding: .utf8)))
    }

    @Test func fitsAScreen() async throws {
        let help = try await BuiltCommand("supervise").run(["-h"]).output
        let lines = help.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        #expect(lines.count <= 24)
        #expect(lines.allSatisfy { $0.count <= 80 })
        for code in [64, 65, 66, 69, 70, 74, 75, 76, 77, 78, 130, 143] { #expect(help.contains("\(code)")) }
    }
}
