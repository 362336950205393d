import CommandSupport
import TestSupport
import Testing

/// The wrapper has every option of the commands that it starts.
@Suite struct WrapperCoverageTests {
    /// Other work than the command's part of a round, and what only the program that starts it has to say. A new option is
    /// either in the wrapper or here.
    private static let others: [String: Set<String>] = [
        "read-contract": ["watch", "every-block", "interval"],
        "fetch-state": ["epoch-root", "keep-going"],
        "advance-epoch": ["to", "plan", "keep-going"],
        "gen-proof": ["missing-key", "keep-going"],
        "submit-proof": ["unsigned", "signed"],
        "prepare-keys": ["out", "force", "print-vk", "format", "check", "report-progress"],
        "supervise": [],
        "serve-status": ["announce", "exit-on-stdin-close"],
    ]

    private static func wrapperOptions() async throws -> [String: DescribedOption] {
        let text = try await Wrapper().run(["--experimental-dump-help"]).output
        return Dictionary(uniqueKeysWithValues: try DescribedOption.all(described: text).map { ($0.name, $0) })
    }

    @Test(arguments: others.keys.sorted())
    func everyOption(command: String) async throws {
        let wrapper = try await Self.wrapperOptions()
        let options = try await DescribedOption.all(of: BuiltCommand(command))
        let others = Self.others[command] ?? []
        for option in options where !others.contains(option.name) {
            let ours = try #require(wrapper[option.name], "--\(option.name) of \(command)")
            #expect(ours.takesValue == option.takesValue, "\(option.name)")
            // The stages' help names those of the log beside the newer of two names only.
            let known = ours.variables.subtracting(option.name == "backtrace-mode" ? ["RUST_LOG_FORMAT"] : [])
            #expect(known == option.variables, "\(option.name)")
        }
        for other in others {
            #expect(wrapper[other] == nil, "\(other)")
            #expect(options.contains { $0.name == other }, "\(other)")
        }
    }

    @Test("each of its variables is read by a command, or by itself alone")
    func everyVariable() async throws {
        let known = Set(KnownSettings.entries.flatMap(\.variables))
        let own: Set = ["ESPRESSO_STATE_PROVER_ONESHOT_RETRIES", "RUST_LOG", "RUST_LOG_FORMAT"]
        for option in try await Self.wrapperOptions().values {
            #expect(option.variables.subtracting(own).isSubset(of: known), "\(option.name)")
        }
    }
}
