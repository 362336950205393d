import Foundation
import TestSupport
import Testing

/// What every command says about itself. After a change that is meant: `make snapshots`.
@Suite struct HelpTests {
    static let commands = [
        "read-contract", "fetch-state", "advance-epoch", "gen-proof", "submit-proof", "prepare-keys", "verify-proof",
        "supervise", "serve-status", "hotshot-state-prover",
    ]

    private static func run(_ command: String, _ arguments: [String]) async throws -> CommandResult {
        guard command != "hotshot-state-prover" else { return try await Wrapper().run(arguments) }
        return try await BuiltCommand(command).run(arguments)
    }

    private static func snapshot(_ name: String) throws -> String {
        let file = Bundle.module.url(forResource: name, withExtension: "txt", subdirectory: "Snapshots")
        return try String(contentsOf: #require(file, "no snapshot \(name)"), encoding: .utf8)
    }

    @Test("--help is complete: every option, and the exit codes", arguments: commands)
    func complete(command: String) async throws {
        let result = try await Self.run(command, ["--help"])
        #expect(result.ending == .exit(0))
        #expect(result.errors.isEmpty)
        #expect(result.output == (try Self.snapshot(command)))
        let description = try await Self.run(command, ["--experimental-dump-help"]).output
        let names = try DescribedOption.all(described: description).map(\.name)
        #expect(names.count > 5)
        for name in names { #expect(result.output.contains("--\(name)"), "\(name)") }
        #expect(!result.output.contains("Value: a text"))
    }

    @Test("-h is a screen, with an example", arguments: commands)
    func screen(command: String) async throws {
        let result = try await Self.run(command, ["-h"])
        #expect(result.ending == .exit(0))
        #expect(result.output == (try Self.snapshot(command + "-screen")))
        #expect(result.outputLines.count <= 24)
        for text in [result.output, try Self.snapshot(command)] {
            for line in text.split(separator: "\n") {
                #expect(line.count <= 80 || line.contains("https://"), "\(line)")
            }
        }
        #expect(result.output.contains("\nexample: "))
    }

    @Test(arguments: commands)
    func version(command: String) async throws {
        guard command != "hotshot-state-prover" else { return }
        let result = try await Self.run(command, ["--version"])
        #expect(result.ending == .exit(0))
        #expect(result.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
    }

    @Test("completions name every option", arguments: commands, ["bash", "zsh", "fish"])
    func completions(command: String, shell: String) async throws {
        let result = try await Self.run(command, ["--generate-completion-script", shell])
        #expect(result.ending == .exit(0))
        #expect(result.output.contains("log-level"))
        #expect(result.output.contains(command.replacing("-", with: "_")) || result.output.contains(command))
    }
}
