import CommandSupport
import JSON
import TestSupport
import Testing

/// The table of all settings, which no command links, against what the commands say of themselves.
@Suite struct KnownSettingsTests {
    private static let commands = [
        "read-contract", "fetch-state", "advance-epoch", "gen-proof", "submit-proof", "prepare-keys", "verify-proof",
        "supervise", "serve-status",
    ]

    /// Options that are no settings: what to do this time, and which configuration to read.
    private static let otherOptions: [String: Set<String>] = [
        "fetch-state": ["epoch-root"], "advance-epoch": ["to"], "submit-proof": ["signed"],
        "gen-proof": ["missing-key"], "prepare-keys": ["print-vk", "check"], "verify-proof": ["known", "vk", "key"],
    ]

    /// The options that are settings: those with a value, and the flags that have a variable.
    private static func options(of command: String) async throws -> [DescribedOption] {
        try await DescribedOption.all(of: BuiltCommand(command)).filter { $0.takesValue || !$0.variables.isEmpty }
    }

    @Test(arguments: commands)
    func everyOptionIsInTheTable(command: String) async throws {
        let others = Set(["config", "backtrace-mode"]).union(Self.otherOptions[command] ?? [])
        for option in try await Self.options(of: command) where !others.contains(option.name) {
            let entry = try #require(KnownSettings.entries.first { $0.name == option.name }, "\(option.name)")
            #expect(entry.commands.contains(command), "\(option.name)")
            // Those of the log belong to other programs too.
            let variables = option.variables.subtracting(["RUST_LOG", "RUST_LOG_FORMAT"])
            #expect(Set(entry.variables) == variables, "\(option.name)")
        }
    }

    @Test func everyEntryIsASettingOfItsCommands() async throws {
        // Settings without an option of their own: the words, the password and the key store, of which others see the account.
        let withoutOption: Set = [
            "eth-mnemonic read-contract", "keystore read-contract", "keystore-password submit-proof",
        ]
        for command in Self.commands {
            let names = Set(try await Self.options(of: command).map(\.name))
            for entry in KnownSettings.entries where entry.commands.contains(command) {
                guard !withoutOption.contains("\(entry.name) \(command)") else { continue }
                #expect(names.contains(entry.name), "\(entry.name) of \(command)")
            }
        }
        #expect(Set(KnownSettings.names).count == KnownSettings.names.count)
    }

    @Test(
        arguments: [
            (#"{"max-gas-prize":30}"#, #"no command knows "max-gas-prize""#, "max-gas-price"),
            (#"{"port":1,"max_gas_price":30}"#, #"no command knows "max_gas_price""#, "max-gas-price"),
            (#"{"gas":30}"#, "no command knows setting 1 (3 characters)", nil),
            (#"{"abandon ability able":1}"#, "no command knows setting 1 (3 words, 20 characters)", nil),
        ] as [(String, String, String?)])
    func misspeltNames(text: String, words: String, nearest: String?) async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(text, to: "settings.json")
        for command in Self.commands {
            let result = try await BuiltCommand(command).run(["--config", file, "--print-config"])
            #expect(result.ending == .exit(78), "\(command): \(result.errors)")
            #expect(result.errorLines.first == "\(command): \(file): \(words)")
            let hint = result.errorLines.last ?? ""
            #expect(hint.hasPrefix("\(command): hint: the nearest one is "))
            if let nearest { #expect(hint.hasSuffix(" \(nearest)")) }
        }
    }

    @Test func settingsOfOtherCommandsAreFine() async throws {
        let folder = try TemporaryFolder()
        let members = KnownSettings.names.filter { $0 != "log-level" && $0 != "log-format" }.map { "\"\($0)\":\"\"" }
        let file = try folder.write("{\(members.joined(separator: ","))}", to: "settings.json")
        // It has no setting of its own but those of the log.
        let result = try await BuiltCommand("verify-proof").run(["--config", file, "--print-config"])
        #expect(result.ending == .exit(0), "\(result.errors)")
    }

    /// Words in front of a name that the original has there in other names.
    @Test func variablesOfNamesThatNeverWere() async throws {
        for (name, meant) in [
            ("ESPRESSO_NODE_L1_PROVIDER", "ESPRESSO_L1_PROVIDER"), ("ESPRESSO_NODE_URL", "ESPRESSO_API_NODE_URL"),
            ("ESPRESSO_NODE_ETH_MNEMONIC", "ESPRESSO_ETH_MNEMONIC"),
            ("ESPRESSO_NODE_STATE_PROVER_ACCOUNT_INDEX", "ESPRESSO_STATE_PROVER_ACCOUNT_INDEX"),
            ("ESPRESSO_SEQUENCER_STATE_RELAY_SERVER_URL", "ESPRESSO_STATE_RELAY_SERVER_URL"),
            ("ESPRESSO_SEQUENCER_L1_PROVIDR", "ESPRESSO_L1_PROVIDER"),
        ] {
            let result = try await BuiltCommand("verify-proof").run(["--print-config"], environment: [name: "secret"])
            #expect(result.errorLines == ["verify-proof: warning: no command reads \(name) (is it \(meant)?)"])
        }
    }

    @Test func variablesThatNobodyReads() async throws {
        let environment = [
            "ESPRESSO_STATE_PROVER_MAX_GAS_PRICE": "30", "HSP_THREAD": "2", "ESPRESSO_NODE_STORAGE_PATH": "/secret",
            // Those of other commands, and of the original.
            "ESPRESSO_ETH_MNEMONIC": "secret", "ESPRESSO_L1_BLOCKS_CACHE_SIZE": "7",
            "ESPRESSO_SEQUENCER_L1_EVENTS_MAX_BLOCK_RANGE": "7", "ESPRESSO_SEQUENCER_ETH_MNEMONIC": "secret",
            "ESPRESSO_STATE_PROVER_ONESHOT_RETRIES": "3", "HSP_THREADS": "1", "RAYON_NUM_THREADS": "1",
        ]
        let result = try await BuiltCommand("fetch-state").run(["--print-config"], environment: environment)
        #expect(
            result.errorLines == [
                "fetch-state: warning: no command reads ESPRESSO_NODE_STORAGE_PATH, "
                    + "ESPRESSO_STATE_PROVER_MAX_GAS_PRICE (is it ESPRESSO_STATE_PROVER_MAX_GAS_PRICE_IN_GWEI?), "
                    + "HSP_THREAD (is it HSP_THREADS?)"
            ])
        let named = environment.merging(["HSP_VARIABLES_NAMED": "yes"]) { $1 }
        #expect(try await BuiltCommand("fetch-state").run(["--print-config"], environment: named).errors.isEmpty)
        let quiet = environment.merging(["RUST_LOG": "error"]) { $1 }
        #expect(try await BuiltCommand("fetch-state").run(["--print-config"], environment: quiet).errors.isEmpty)
    }
}
