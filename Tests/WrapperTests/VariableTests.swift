import CommandSupport
import Foundation
import TestSupport
import Testing

/// Every variable, by each of its names, in every command that reads it, and against the wrapper's option.
///
/// The first table is written from what the original reads, not from the commands. Source: EspressoSystems/espresso-network
/// `crates/hotshot-state-prover/src/bin/state-prover.rs`, `crates/espresso/types/src/v0/v0_1/l1.rs` and
/// `crates/espresso/utils/src/env_compat.rs`.
@Suite struct VariableTests {
    /// A variable of the original, or one that its option's name gives.
    struct Variable: Sendable, CustomTestStringConvertible {
        /// The option without its dashes, which is also what `--print-config` calls the setting.
        let option: String
        let name: String
        let deprecated: String?
        /// Two values, as `--print-config` shows them.
        let values: (String, String)
        /// The commands that read it.
        let commands: [String]
        /// Whether the wrapper has the option, too.
        let isOfWrapper: Bool
        /// Whether it is shown as `***`.
        let isSecret: Bool
        /// Whether the option is a flag; the first value is then `false`, the second `true`.
        var isFlag = false
        /// What must be set or, where empty, not be set besides.
        var besides: [String: String] = [:]

        var testDescription: String { name }

        init(
            _ option: String, _ name: String, deprecated: String? = nil, _ values: (String, String),
            by commands: [String], isOfWrapper: Bool = true, isSecret: Bool = false
        ) {
            self.option = option
            self.name = name
            self.deprecated = deprecated
            self.values = values
            self.commands = commands
            self.isOfWrapper = isOfWrapper
            self.isSecret = isSecret
        }

        /// One of the options of the client for Ethereum nodes: `ESPRESSO_<name>`, before `ESPRESSO_SEQUENCER_<name>`.
        init(l1 option: String, _ name: String, _ values: (String, String)) {
            self.init(
                option, "ESPRESSO_" + name, deprecated: "ESPRESSO_SEQUENCER_" + name, values,
                by: ["read-contract", "submit-proof"])
        }

        /// The variable of a setting that the original does not have.
        init(
            ours option: String, _ values: (String, String), by commands: [String], isOfWrapper: Bool = true,
            isSecret: Bool = false
        ) {
            let name = "HSP_" + option.uppercased().replacing("-", with: "_")
            self.init(option, name, values, by: commands, isOfWrapper: isOfWrapper, isSecret: isSecret)
        }

        /// That of a flag.
        init(flag option: String, by commands: [String]) {
            self.init(ours: option, ("false", "true"), by: commands)
            isFlag = true
        }

        /// That of a setting which names the account's key.
        init(key option: String) {
            self.init(ours: option, ("/", "/usr"), by: ["submit-proof"])
            besides = ["ESPRESSO_ETH_MNEMONIC": "", "HSP_FROM": "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"]
        }

        /// The option with the second value.
        var arguments: [[String]] {
            let name = "--" + option
            return isFlag ? [[name]] : [[name, values.1], ["\(name)=\(values.1)"]]
        }

        func shown(_ value: String) -> String { isSecret ? "***" : value }
    }

    private static let all = [
        "read-contract", "fetch-state", "advance-epoch", "gen-proof", "submit-proof", "prepare-keys", "verify-proof",
        "supervise", "serve-status",
    ]
    private static let chain = ["read-contract", "submit-proof"]

    static let variables = [
        Variable("relay-server", "ESPRESSO_STATE_RELAY_SERVER_URL", ("http://a:1", "http://b:2"), by: ["fetch-state"]),
        Variable("freq", "ESPRESSO_STATE_PROVER_UPDATE_INTERVAL", ("11m", "12m"), by: ["supervise"]),
        Variable("retry-freq", "ESPRESSO_STATE_PROVER_RETRY_INTERVAL", ("3s", "4s"), by: ["supervise"]),
        Variable(
            "l1-provider-url", "ESPRESSO_L1_PROVIDER", deprecated: "ESPRESSO_SEQUENCER_L1_PROVIDER",
            ("http://a:1,http://b:2", "http://c:3"), by: chain),
        Variable(
            "light-client-address", "ESPRESSO_LIGHT_CLIENT_PROXY_ADDRESS",
            deprecated: "ESPRESSO_SEQUENCER_LIGHT_CLIENT_PROXY_ADDRESS",
            ("0x95Ca91Cea73239b15E5D2e5A74d02d6b5E0ae458", "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"),
            by: chain + ["serve-status"]),
        Variable(
            "eth-mnemonic", "ESPRESSO_ETH_MNEMONIC", deprecated: "ESPRESSO_SEQUENCER_ETH_MNEMONIC",
            (
                "test test test test test test test test test test test junk",
                "legal winner thank year wave sausage worth useful legal winner thank yellow"
            ), by: chain, isSecret: true),
        Variable(
            "eth-account-index", "ESPRESSO_STATE_PROVER_ACCOUNT_INDEX",
            deprecated: "ESPRESSO_SEQUENCER_STATE_PROVER_ACCOUNT_INDEX", ("7", "8"), by: chain),
        Variable(
            "sequencer-url", "ESPRESSO_API_NODE_URL", deprecated: "ESPRESSO_SEQUENCER_URL",
            ("http://a:1", "http://b:2"), by: ["fetch-state", "advance-epoch"]),
        Variable("port", "ESPRESSO_PROVER_SERVICE_PORT", ("80", "81"), by: ["supervise", "serve-status"]),
        Variable(
            "stake-table-capacity", "ESPRESSO_STAKE_TABLE_CAPACITY",
            deprecated: "ESPRESSO_SEQUENCER_STAKE_TABLE_CAPACITY", ("10", "11"),
            by: ["read-contract", "fetch-state", "advance-epoch", "gen-proof", "prepare-keys"]),
        Variable(
            "max-gas-price", "ESPRESSO_STATE_PROVER_MAX_GAS_PRICE_IN_GWEI", ("1.8", "30"), by: ["submit-proof"]),
        Variable("log-format", "RUST_LOG_FORMAT", ("text", "json"), by: all),
        Variable("log-level", "RUST_LOG", ("warn", "info"), by: all),
        Variable("srs", "AZTEC_SRS_PATH", ("/", "/usr"), by: ["prepare-keys"]),
        Variable(l1: "l1-retry-delay", "L1_RETRY_DELAY", ("2s", "3s")),
        Variable(l1: "l1-frequent-failure-tolerance", "L1_FREQUENT_FAILURE_TOLERANCE", ("2m", "3m")),
        Variable(l1: "l1-consecutive-failure-tolerance", "L1_CONSECUTIVE_FAILURE_TOLERANCE", ("11", "12")),
        Variable(l1: "l1-failover-revert", "L1_FAILOVER_REVERT", ("31m", "32m")),
        Variable(l1: "l1-rate-limit-delay", "L1_RATE_LIMIT_DELAY", ("4s", "5s")),
        // The original's prover does not use it; here it is the pause of --watch.
        Variable(
            "interval", "ESPRESSO_L1_POLLING_INTERVAL", deprecated: "ESPRESSO_SEQUENCER_L1_POLLING_INTERVAL",
            ("5s", "6s"), by: ["read-contract"], isOfWrapper: false),
    ]

    /// What the original does not have.
    static let ours = [
        Variable(ours: "stall-timeout", ("2h", "3h"), by: ["supervise"]),
        Variable(ours: "bin-dir", ("/", "/usr"), by: ["supervise"]),
        Variable(flag: "no-prepare-keys", by: ["supervise"]),
        Variable(ours: "chain-id", ("1", "2"), by: chain), Variable(ours: "l1-timeout", ("21s", "22s"), by: chain),
        Variable(ours: "max-head-age", ("11m", "12m"), by: chain),
        Variable(ours: "second-look", ("4s", "5s"), by: chain + ["supervise"]),
        Variable(ours: "block", ("5", "safe"), by: ["read-contract"]),
        Variable(flag: "strict", by: ["read-contract", "fetch-state"]),
        Variable(ours: "validators", ("http://a:1", "http://b:2,http://c:3"), by: ["fetch-state"]),
        Variable(ours: "timeout", ("2m", "3m"), by: network), Variable(ours: "attempts", ("5", "6"), by: network),
        Variable(ours: "save", ("/", "/usr"), by: network), Variable(ours: "offline", ("/", "/usr"), by: network),
        Variable(ours: "contract-version", ("1", "2"), by: ["fetch-state", "gen-proof", "prepare-keys"]),
        Variable(ours: "range-check", ("canonical", "legacy"), by: ["gen-proof", "prepare-keys"]),
        Variable(ours: "key", ("/", "/usr"), by: ["read-contract", "gen-proof"]),
        Variable(ours: "cache", ("/", "/usr"), by: ["gen-proof", "supervise"]),
        Variable(ours: "download", ("http://a:1", "http://b:2"), by: ["prepare-keys"]),
        Variable(ours: "insecure-tau", ("1", "2"), by: ["prepare-keys"], isSecret: true),
        Variable(ours: "out", ("/", "/usr"), by: ["prepare-keys"], isOfWrapper: false),
        Variable(ours: "format", ("json", "words"), by: ["prepare-keys"], isOfWrapper: false),
        Variable(flag: "coset-table", by: ["prepare-keys"]), Variable(flag: "no-lagrange-basis", by: ["prepare-keys"]),
        Variable(
            ours: "from",
            ("0x95Ca91Cea73239b15E5D2e5A74d02d6b5E0ae458", "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"), by: chain),
        Variable(key: "eth-mnemonic-file"), Variable(key: "keystore"), Variable(key: "private-key-file"),
        Variable(key: "signer"), Variable(ours: "keystore-password-file", ("/", "/usr"), by: ["submit-proof"]),
        Variable(ours: "max-cost", ("0.5", "2"), by: ["submit-proof"]),
        Variable(ours: "max-tip", ("1.5", "3"), by: ["submit-proof"]),
        Variable(ours: "confirmations", ("3", "4"), by: ["submit-proof"]),
        Variable(flag: "legacy", by: ["submit-proof"]),
        Variable(ours: "transaction-timeout", ("2m", "3m"), by: ["submit-proof"]),
        Variable(ours: "submit-timeout", ("31m", "32m"), by: ["submit-proof"]),
        Variable(ours: "poll-interval", ("3s", "4s"), by: ["submit-proof"]),
        Variable(ours: "host", ("127.0.0.1", "::"), by: ["supervise", "serve-status"]),
        Variable(ours: "state-dir", ("/", "/usr"), by: ["submit-proof", "supervise", "serve-status"]),
    ]

    private static let network = ["fetch-state", "advance-epoch"]

    /// What the original reads and its prover does not use, by the name of today and the one before.
    static let unused =
        [
            "L1_BLOCKS_CACHE_SIZE", "L1_EVENTS_CHANNEL_CAPACITY", "L1_EVENTS_MAX_BLOCK_RANGE",
            "L1_SUBSCRIPTION_TIMEOUT",
            "L1_WS_PROVIDER", "L1_EVENTS_MAX_RETRY_DURATION", "L1_FINALIZED_SAFETY_MARGIN",
        ].map { ("ESPRESSO_" + $0, "ESPRESSO_SEQUENCER_" + $0) }
        + [("ESPRESSO_NODE_L1_STAKE_TABLE_UPDATE_INTERVAL", "ESPRESSO_SEQUENCER_L1_STAKE_TABLE_UPDATE_INTERVAL")]

    /// Without these, commands miss something else.
    private static func needed(but variable: Variable) -> [String: String] {
        let needed = [
            "ESPRESSO_LIGHT_CLIENT_PROXY_ADDRESS": "0x95Ca91Cea73239b15E5D2e5A74d02d6b5E0ae458",
            "ESPRESSO_ETH_MNEMONIC": "test test test test test test test test test test test junk",
            "ESPRESSO_PROVER_SERVICE_PORT": "1",
        ]
        return needed.filter { $0.key != variable.name }.merging(variable.besides) { $1 }
    }

    /// A row of `--print-config`: value and source.
    private static func row(_ name: String, in lines: some Sequence<String>) -> String? {
        lines.first { $0.hasPrefix(name + " ") }.map {
            $0.dropFirst(name.count).split(separator: " ").joined(separator: " ")
        }
    }

    @Test("each setting has its variable in one of the tables")
    func complete() {
        let named = Set((Self.variables + Self.ours).map(\.option)).union(["keystore-password"])
        #expect(Set(KnownSettings.names).symmetricDifference(named).isEmpty)
    }

    @Test(arguments: variables + ours)
    func everyCommandThatReadsIt(variable: Variable) async throws {
        let (one, two) = variable.values
        let name = variable.name
        for command in variable.commands {
            func expect(
                _ set: [String: String], options arguments: [String] = [], _ value: String, _ source: String,
                _ warnings: [String] = [], _ location: SourceLocation = #_sourceLocation
            ) async throws {
                let result = try await BuiltCommand(command).run(
                    arguments + ["--print-config"], environment: Self.needed(but: variable).merging(set) { $1 })
                let words = "\(command) \(arguments) \(set): \(result.output)\(result.errors)"
                let row = Self.row(variable.option, in: result.outputLines)
                #expect(row == "\(variable.shown(value)) \(source)", "\(words)", sourceLocation: location)
                let expected = warnings.map { "\(command): warning: \($0)" }
                #expect(result.errorLines == expected, "\(words)", sourceLocation: location)
                #expect(result.ending == .exit(0), "\(words)", sourceLocation: location)
            }
            try await expect([name: one], one, "environment \(name)")
            try await expect([name: two, "HSP_VARIABLES_NAMED": "yes"], two, "environment \(name)")
            // A command that does not sign takes no words as an option.
            if !(variable.isSecret && command == "read-contract") {
                let option = variable.arguments[0]
                try await expect([name: one], options: option, two, "option")
                if let old = variable.deprecated {
                    try await expect([old: one, name: "1"], options: option, two, "option")
                }
            }
            guard let old = variable.deprecated else { continue }
            let deprecated = "\(old) is deprecated, use \(name) instead"
            try await expect([old: one], one, "environment \(old)", [deprecated])
            try await expect([old: one, name: ""], one, "environment \(old)", [deprecated])
            try await expect([old: one, name: one], one, "environment \(name)")
            try await expect([old: "", name: one], one, "environment \(name)")
            let differ = "\(name) and \(old) differ, \(name) is used"
            try await expect([old: one, name: two], two, "environment \(name)", [differ])
            // Nobody says it again for a program that has said it.
            let named = ["HSP_VARIABLES_NAMED": "yes"]
            try await expect(named.merging([old: one]) { $1 }, one, "environment \(old)")
            try await expect(named.merging([old: one, name: two]) { $1 }, two, "environment \(name)")
        }
    }

    @Test(arguments: variables + ours)
    func theWrapper(variable: Variable) async throws {
        let wrapper = try Wrapper()
        for command in Wrapper.stages + ["supervise"] { try wrapper.use(BuiltCommand(command)) }
        let commands = variable.commands.filter { ($0 == "supervise") || Wrapper.stages.contains($0) }
        let (one, two) = variable.values
        /// The rows of the setting, by command.
        func expect(
            _ set: [String: String], options arguments: [String] = [], _ value: String, _ source: String,
            _ warnings: [String] = [], _ location: SourceLocation = #_sourceLocation
        ) async throws {
            let result = try await wrapper.run(
                arguments + ["--print-config"], environment: Self.needed(but: variable).merging(set) { $1 })
            let words = "\(arguments) \(set): \(result.output)\(result.errors)"
            #expect(result.ending == .exit(0), "\(words)", sourceLocation: location)
            for command in commands {
                let section = result.outputLines.drop { $0 != "# \(command)" }.dropFirst()
                    .prefix { !$0.hasPrefix("#") }
                let row = Self.row(variable.option, in: section)
                #expect(
                    row == "\(variable.shown(value)) \(source)", "\(command) \(words)", sourceLocation: location)
            }
            let said = result.errorLines.filter { $0.hasPrefix("supervise: ") || $0.contains("deprecated") }
            #expect(said == warnings.map { "supervise: warning: \($0)" }, "\(words)", sourceLocation: location)
        }
        try await expect([variable.name: one], one, "environment \(variable.name)")
        if let old = variable.deprecated {
            let deprecated = "\(old) is deprecated, use \(variable.name) instead"
            try await expect([old: one], one, "environment \(old)", [deprecated])
            let differ = "\(variable.name) and \(old) differ, \(variable.name) is used"
            try await expect([old: one, variable.name: two], two, "environment \(variable.name)", [differ])
        }
        guard variable.isOfWrapper else { return }
        // Whatever was set before, by whichever name, the option counts, and there is nothing to warn about.
        let old = variable.deprecated
        for inherited in [[variable.name], old.map { [$0] }, old.map { [$0, variable.name] }].compactMap(\.self) {
            let set = Dictionary(uniqueKeysWithValues: inherited.map { ($0, one) })
            for arguments in variable.arguments {
                try await expect(set, options: arguments, two, "environment \(variable.name)")
            }
        }
    }

    @Test func whatIsNotUsedIsNotWarnedAbout() async throws {
        let wrapper = try Wrapper()
        for command in Wrapper.stages + ["supervise"] { try wrapper.use(BuiltCommand(command)) }
        var environment = [
            "ESPRESSO_LIGHT_CLIENT_PROXY_ADDRESS": "0x95Ca91Cea73239b15E5D2e5A74d02d6b5E0ae458",
            "ESPRESSO_ETH_MNEMONIC": "test test test test test test test test test test test junk",
            "RAYON_NUM_THREADS": "2", "AZTEC_SRS_PATH": "/", "RUST_LOG": "info,libp2p=off",
            "ESPRESSO_STATE_PROVER_ONESHOT_RETRIES": "2",
        ]
        for (name, old) in Self.unused { environment.merge([name: "1", old: "2"]) { $1 } }
        let result = try await wrapper.run(["--print-config"], environment: environment)
        #expect(result.ending == .exit(0))
        #expect(result.errors.isEmpty, "\(result.errors)")
        #expect(result.output.contains(/\nlog-level +info +environment RUST_LOG\n/))
    }

    /// What is required and missing is marked; everything else is shown, by every command.
    @Test func nothingIsSet() async throws {
        let wrapper = try Wrapper()
        for command in Wrapper.stages + ["supervise"] { try wrapper.use(BuiltCommand(command)) }
        let result = try await wrapper.run(["--print-config"])
        #expect(result.ending == .exit(64))
        let marked = result.outputLines.filter { $0.hasSuffix(" missing: required") }.map { $0.prefix { $0 != " " } }
        #expect(marked == ["light-client-address", "light-client-address", "eth-mnemonic"])
        for command in Wrapper.stages + ["supervise"] { #expect(result.outputLines.contains("# \(command)")) }
        for name in ["interval", "attempts", "cache", "poll-interval", "stall-timeout"] {
            #expect(Self.row(name, in: result.outputLines) != nil, "\(name): \(result.output)")
        }
        #expect(result.errorLines.first == "read-contract: --light-client-address is required")
    }
}
