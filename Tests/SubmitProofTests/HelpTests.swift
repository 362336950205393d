import Foundation
import TestSupport
import Testing

/// The help text: one screen, with an example and the exit codes.
@Suite struct HelpTests {
    @Test func isTheSnapshot() async throws {
        let result = try await BuiltCommand("submit-proof").run(["--help"])
        #expect(result.ending == .exit(0))
        #expect(result.errors.isEmpty)
        let file = try #require(Bundle.module.url(forResource: "help", withExtension: "txt", subdirectory: "Snapshots"))
        // After a change that is meant: submit-proof --help > Tests/SubmitProofTests/Snapshots/help.txt
        #expect(result.output == (try String(contentsOf: file, encoding: .utf8)))
    }

    @Test func fitsAScreen() async throws {
        let help = try await BuiltCommand("submit-proof").run(["-h"]).output
        let lines = help.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        #expect(lines.count <= 24)
        #expect(lines.allSatisfy { $0.count <= 80 })
    }

    @Test func showsAnExampleAndTheExitCodes() async throws {
        let help = try await BuiltCommand("submit-proof").run(["--help"]).output
        #expect(help.contains("e.g. fetch-state | gen-proof | submit-proof"))
        for code in [0, 64, 65, 66, 69, 74, 75, 76, 77, 78] {
            let word = try Regex("\\b\(code) [a-z]")
            #expect(help.contains(word), "exit code \(code)")
        }
    }
}
