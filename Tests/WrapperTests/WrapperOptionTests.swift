import Foundation
import TestSupport
import Testing

/// Every flag and variable of the original. Source: EspressoSystems/espresso-network
/// `crates/hotshot-state-prover/src/bin/state-prover.rs`.
@Suite struct WrapperOptionTests {
    /// Flags with a value, their variables, and a value.
    static let flags: [(flags: [String], variable: String, value: String)] = [
        (["-u", "--freq"], "ESPRESSO_STATE_PROVER_UPDATE_INTERVAL", "11m"),
        (["--retry-freq"], "ESPRESSO_STATE_PROVER_RETRY_INTERVAL", "3s"),
        (["--retries"], "ESPRESSO_STATE_PROVER_ONESHOT_RETRIES", "4"),
        (["--relay-server"], "ESPRESSO_STATE_RELAY_SERVER_URL", "http://relay:1"),
        (["--l1-provider-url"], "ESPRESSO_L1_PROVIDER", "http://a:1,http://b:2"),
        (["--light-client-address"], "ESPRESSO_LIGHT_CLIENT_PROXY_ADDRESS", "0x12"),
        (["--eth-mnemonic"], "ESPRESSO_ETH_MNEMONIC", "test test junk"),
        (["--eth-account-index"], "ESPRESSO_STATE_PROVER_ACCOUNT_INDEX", "5"),
        (["--sequencer-url"], "ESPRESSO_API_NODE_URL", "http://sequencer:2"),
        (["-p", "--port"], "ESPRESSO_PROVER_SERVICE_PORT", "8080"),
        (["-s", "--stake-table-capacity"], "ESPRESSO_STAKE_TABLE_CAPACITY", "10"),
        (["-m", "--max-gas-price"], "ESPRESSO_STATE_PROVER_MAX_GAS_PRICE_IN_GWEI", "1.5"),
        (["--backtrace-mode"], "RUST_LOG_FORMAT", "compact"),
        (["--l1-retry-delay"], "ESPRESSO_L1_RETRY_DELAY", "2s"),
        (["--l1-frequent-failure-tolerance"], "ESPRESSO_L1_FREQUENT_FAILURE_TOLERANCE", "2m"),
        (["--l1-consecutive-failure-tolerance"], "ESPRESSO_L1_CONSECUTIVE_FAILURE_TOLERANCE", "11"),
        (["--l1-failover-revert"], "ESPRESSO_L1_FAILOVER_REVERT", "31m"),
        (["--l1-rate-limit-delay"], "ESPRESSO_L1_RATE_LIMIT_DELAY", "4s"),
        // What the original does not have.
        (["--keystore"], "HSP_KEYSTORE", "/key store"), (["--max-cost"], "HSP_MAX_COST", "0.5"),
        (["--confirmations"], "HSP_CONFIRMATIONS", "3"), (["--host"], "HSP_HOST", "::1"),
        (["--signer"], "HSP_SIGNER", "sign --with 'it'"), (["--srs"], "AZTEC_SRS_PATH", "/setup"),
        (["--validators"], "HSP_VALIDATORS", "http://a:1,http://b:2"),
        (["--state-dir"], "HSP_STATE_DIR", "/some where"),
    ]

    static let unused = [
        "--l1-polling-interval", "--l1-blocks-cache-size", "--l1-events-channel-capacity",
        "--l1-events-max-block-range", "--subscription-timeout", "--l1-ws-provider", "--stake-table-update-interval",
        "--l1-events-max-retry-duration", "--l1-finalized-safety-margin",
    ]

    @Test(arguments: flags)
    func reachesTheCommandsByTheEnvironment(flag: (flags: [String], variable: String, value: String)) async throws {
        for name in flag.flags {
            for daemon in [false, true] {
                let joined = name.hasPrefix("--") ? "\(name)=\(flag.value)" : name + flag.value
                for words in [[name, flag.value], [joined]] {
                    let wrapper = try Wrapper()
                    let result = try await wrapper.run(
                        words + (daemon ? ["-d"] : []), environment: [flag.variable: "overridden", "RUST_LOG": "warn"])
                    #expect(result.ending == .exit(0), "\(words) \(result.errors)")
                    for command in daemon ? ["supervise"] : Self.stages(reading: flag.variable) {
                        let environment = wrapper.environment(of: command)
                        #expect(environment.contains("\(flag.variable)=\(flag.value)"), "\(words): \(command)")
                        #expect(environment.contains("RUST_LOG=warn"))
                        let arguments = wrapper.note("arguments", of: command).split(separator: "\n")
                        #expect(!arguments.contains { $0 == flag.value }, "\(words): \(command)")
                    }
                }
            }
        }
    }

    @Test(arguments: unused)
    func isAcceptedWithoutEffect(flag: String) async throws {
        let wrapper = try Wrapper()
        let result = try await wrapper.run([flag, "7s", "--retries=1"])
        #expect(result.ending == .exit(0))
        #expect(result.errors.isEmpty)
        #expect(result.output == "document\n")
    }

    @Test func variablesAloneReachTheCommands() async throws {
        let variables = Dictionary(Self.flags.map { ($0.variable, $0.value) }) { first, _ in first }
            .merging(["AZTEC_SRS_PATH": "/srs", "RUST_LOG": "debug", "ESPRESSO_SEQUENCER_URL": "http://node:3"]) { $1 }
        let wrapper = try Wrapper()
        #expect(try await wrapper.run(environment: variables).ending == .exit(0))
        for stage in Wrapper.stages {
            let environment = wrapper.environment(of: stage)
            for (name, value) in variables where Self.stages(reading: name).contains(stage) {
                #expect(environment.contains("\(name)=\(value)"), "\(stage)")
            }
        }
    }

    /// The stages that get a variable: all, but for those with secrets.
    private static func stages(reading variable: String) -> [String] {
        switch variable {
        case "ESPRESSO_L1_PROVIDER", "ESPRESSO_ETH_MNEMONIC": ["read-contract", "submit-proof"]
        case "HSP_SIGNER": ["submit-proof"]
        case "ESPRESSO_STATE_RELAY_SERVER_URL", "HSP_VALIDATORS": ["fetch-state"]
        case "ESPRESSO_API_NODE_URL", "ESPRESSO_SEQUENCER_URL": ["fetch-state", "advance-epoch"]
        default: Wrapper.stages
        }
    }

    @Test func secretsReachOnlyTheStagesThatNeedThem() async throws {
        let chain = ["read-contract", "submit-proof"]
        let network = ["fetch-state", "advance-epoch"]
        let secrets: [(name: String, readers: [String])] = [
            ("ESPRESSO_ETH_MNEMONIC", chain), ("ESPRESSO_SEQUENCER_ETH_MNEMONIC", chain),
            ("ESPRESSO_STATE_PROVER_KEYSTORE_PASSWORD", ["submit-proof"]), ("HSP_SIGNER", ["submit-proof"]),
            ("ESPRESSO_L1_PROVIDER", chain), ("ESPRESSO_SEQUENCER_L1_PROVIDER", chain),
            ("ESPRESSO_L1_WS_PROVIDER", []), ("ESPRESSO_SEQUENCER_L1_WS_PROVIDER", []),
            ("ESPRESSO_STATE_RELAY_SERVER_URL", ["fetch-state"]), ("HSP_VALIDATORS", ["fetch-state"]),
            ("ESPRESSO_API_NODE_URL", network), ("ESPRESSO_SEQUENCER_URL", network),
            ("HSP_DOWNLOAD", ["prepare-keys"]), ("HSP_INSECURE_TAU", ["prepare-keys"]),
        ]
        let variables = Dictionary(uniqueKeysWithValues: secrets.map { ($0.name, "planted in \($0.name)") })
        for arguments in [[], ["--print-config"]] {
            let wrapper = try Wrapper()
            #expect(try await wrapper.run(arguments, environment: variables).ending == .exit(0))
            for stage in Wrapper.stages {
                let lines = wrapper.environment(of: stage)
                let expected = secrets.filter { $0.readers.contains(stage) }.map { "\($0.name)=planted in \($0.name)" }
                #expect(Set(lines.filter { $0.contains("planted") }.map(String.init)) == Set(expected), "\(stage)")
            }
        }
    }

    @Test func variablesAreNamedOnce() async throws {
        let variables = [
            "ESPRESSO_STATE_PROVER_NOBODY": "x", "ESPRESSO_SEQUENCER_URL": "http://a:1",
            "ESPRESSO_SEQUENCER_STAKE_TABLE_CAPACITY": "10", "ESPRESSO_STAKE_TABLE_CAPACITY": "11",
        ]
        let wrapper = try Wrapper()
        try wrapper.use(BuiltCommand("supervise"))
        for arguments in [[], ["--print-config"]] {
            let result = try await wrapper.run(arguments, environment: variables)
            #expect(result.ending == .exit(0))
            #expect(
                result.errorLines == [
                    "supervise: warning: no command reads ESPRESSO_STATE_PROVER_NOBODY",
                    "supervise: warning: ESPRESSO_SEQUENCER_URL is deprecated, use ESPRESSO_API_NODE_URL instead",
                    "supervise: warning: ESPRESSO_STAKE_TABLE_CAPACITY and ESPRESSO_SEQUENCER_STAKE_TABLE_CAPACITY "
                        + "differ, ESPRESSO_STAKE_TABLE_CAPACITY is used",
                ])
            for stage in Wrapper.stages {
                #expect(wrapper.note("environment", of: stage).contains("HSP_VARIABLES_NAMED=yes"), "\(stage)")
            }
        }
    }

    @Test(arguments: [
        ["http://a:1,http://b:2"], ["http://a:1", "http://b:2"], ["http://a:1", "--l1-provider-url", "http://b:2"],
        ["http://a:1", "--l1-provider-url=http://b:2"], ["http://a:1", "-m", "30", "--l1-provider-url", "http://b:2"],
    ])
    func severalURLs(arguments: [String]) async throws {
        let wrapper = try Wrapper()
        let result = try await wrapper.run(["--l1-provider-url"] + arguments + ["--retries", "1"])
        #expect(result.ending == .exit(0), "\(result.errors)")
        let environment = wrapper.environment(of: "submit-proof")
        #expect(environment.contains("ESPRESSO_L1_PROVIDER=http://a:1,http://b:2"))
        #expect(environment.contains("ESPRESSO_STATE_PROVER_ONESHOT_RETRIES=1"))
        _ = try await wrapper.run(["--relay-server=http://a:1", "http://b:2"])
        #expect(
            wrapper.environment(of: "fetch-state").contains("ESPRESSO_STATE_RELAY_SERVER_URL=http://a:1,http://b:2"))
    }

    @Test(arguments: [
        (["-dp", "8080"], ["ESPRESSO_PROVER_SERVICE_PORT=8080"]), (["-dp8080"], ["ESPRESSO_PROVER_SERVICE_PORT=8080"]),
        (["-dp=8080"], ["ESPRESSO_PROVER_SERVICE_PORT=8080"]), (["-ds200"], ["ESPRESSO_STAKE_TABLE_CAPACITY=200"]),
        (["-du", "10m"], ["ESPRESSO_STATE_PROVER_UPDATE_INTERVAL=10m"]),
        (
            ["-dp", "80", "-m1.8"],
            ["ESPRESSO_PROVER_SERVICE_PORT=80", "ESPRESSO_STATE_PROVER_MAX_GAS_PRICE_IN_GWEI=1.8"]
        ),
    ])
    func bundledShortOptions(arguments: [String], variables: [String]) async throws {
        let wrapper = try Wrapper()
        let result = try await wrapper.run(arguments)
        #expect(result.ending == .exit(0), "\(result.errors)")
        #expect(wrapper.runs(of: "supervise") == 1 && wrapper.runs(of: "read-contract") == 0)
        for variable in variables { #expect(wrapper.environment(of: "supervise").contains(Substring(variable))) }
    }

    /// An option is what counts, by whichever name its variable was set before.
    @Test func noInheritedVariableBeatsAnOption() async throws {
        let inherited = [
            "ESPRESSO_API_NODE_URL": "http://new", "ESPRESSO_SEQUENCER_URL": "http://old",
            "ESPRESSO_SEQUENCER_L1_PROVIDER": "http://old",
        ]
        for daemon in [[], ["-d"]] {
            let wrapper = try Wrapper()
            let arguments = ["--sequencer-url", "http://given", "--l1-provider-url", "http://given"]
            _ = try await wrapper.run(arguments + daemon, environment: inherited)
            for (command, variable) in [
                ("supervise", "ESPRESSO_API_NODE_URL"), ("supervise", "ESPRESSO_L1_PROVIDER"),
                ("fetch-state", "ESPRESSO_API_NODE_URL"), ("submit-proof", "ESPRESSO_L1_PROVIDER"),
            ] where daemon.isEmpty || command == "supervise" {
                let environment = wrapper.environment(of: command)
                #expect(environment.contains("\(variable)=http://given"), "\(command)")
                #expect(!environment.contains { $0.hasPrefix("ESPRESSO_SEQUENCER_") }, "\(command)")
            }
        }
    }

    @Test func theNameOfTheOriginalsBinary() async throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let link = root.path + "/bin/state-prover"
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "hotshot-state-prover")
        let wrapper = try Wrapper()
        let path = try #require(wrapper.folder).path + "/bin/state-prover"
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "hotshot-state-prover")
        func run(_ arguments: [String]) async throws -> CommandResult {
            try await BuiltCommand(path: path).run(arguments, environment: ["PATH": "/usr/bin:/bin"])
        }
        #expect(try await run([]).output == "document\n")
        #expect(try await run(["-h"]).output.contains("\nusage: state-prover [options]\nexample: state-prover --"))
        #expect(try await run(["--nonsense"]).errorLines.last == "state-prover: hint: see state-prover --help")
        for shell in ["bash", "zsh", "fish"] {
            let script = try await run(["--generate-completion-script", shell]).output
            #expect(script.contains(/(complete .*|compdef )\bstate-prover\b/))
            #expect(!script.contains("hotshot-state-prover"))
        }
    }

    @Test func theMnemonicIsWarnedAboutAndNeverShown() async throws {
        let wrapper = try Wrapper()
        let result = try await wrapper.run(["--eth-mnemonic", "test test junk"])
        #expect(result.errors.contains("--eth-mnemonic can be read by everybody"))
        #expect(!result.errors.contains("junk"))
        #expect(!result.output.contains("junk"))
    }

    @Test func foldersOfStateAndConfiguration() async throws {
        let wrapper = try Wrapper()
        _ = try await wrapper.run(["--state-dir", "/some where", "--config", "/my config", "--no-prepare-keys"])
        #expect(wrapper.note("arguments", of: "submit-proof") == "--config\n/my config\n")
        #expect(wrapper.environment(of: "submit-proof").contains("HSP_STATE_DIR=/some where"))
        #expect(wrapper.note("arguments", of: "gen-proof") == "--cache\n/some where/proofs\n--config\n/my config\n")
        #expect(wrapper.note("arguments", of: "fetch-state") == "--config\n/my config\n")
        _ = try await wrapper.run(["-d", "--state-dir=/state", "--host", "::1"])
        #expect(wrapper.note("arguments", of: "supervise") == "\n")
        #expect(wrapper.environment(of: "supervise").isSuperset(of: ["HSP_STATE_DIR=/state", "HSP_HOST=::1"]))
        _ = try await wrapper.run(["--state-dir", "/state", "--cache", "/kept proofs", "--no-prepare-keys"])
        #expect(wrapper.note("arguments", of: "gen-proof") == "--cache\n/kept proofs\n")
    }

    @Test("stages of one's own are started in the place of the usual ones")
    func ownStages() async throws {
        let wrapper = try Wrapper()
        let own = try TemporaryFolder()
        let stage = try own.write("#!/bin/bash\ncat >/dev/null\necho another\n", to: "gen-proof")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: stage)
        let result = try await wrapper.run(["--bin-dir", own.path])
        #expect(result.output == "another\n")
        #expect(wrapper.runs(of: "gen-proof") == 0 && wrapper.runs(of: "submit-proof") == 1)
    }

    @Test("a folder of commands whose path has a colon would be two folders of PATH")
    func colonInItsOwnPath() async throws {
        let wrapper = try Wrapper(bin: "bin:2")
        for arguments in [[], ["--daemon"], ["--print-config"]] {
            let result = try await wrapper.run(arguments)
            #expect(result.ending == .exit(78))
            #expect(result.errors.contains("a folder whose path has a colon cannot be searched for commands"))
            #expect(result.errors.contains("hint: move the commands from there: "))
        }
        #expect(try await wrapper.run(["--help"]).ending == .exit(0))
    }

    @Test func flagsAreVariablesToo() async throws {
        let wrapper = try Wrapper()
        let flags = ["strict", "legacy", "coset-table", "no-lagrange-basis", "no-prepare-keys"]
        let names = flags.map { "HSP_" + $0.uppercased().replacing("-", with: "_") }
        let inherited = Dictionary(uniqueKeysWithValues: names.map { ($0, "false") })
        let result = try await wrapper.run(flags.map { "--" + $0 }, environment: inherited)
        #expect(result.ending == .exit(0), "\(result.errors)")
        for name in names { #expect(wrapper.environment(of: "submit-proof").contains("\(name)=true")) }
        #expect(try await wrapper.run(["--strict=yes"]).ending == .exit(64))
    }

    @Test("a key that is named on the command line is the only one, whatever variables name others")
    func oneKey() async throws {
        let wrapper = try Wrapper()
        let inherited = [
            "ESPRESSO_ETH_MNEMONIC": "words", "ESPRESSO_SEQUENCER_ETH_MNEMONIC": "words", "HSP_SIGNER": "sign",
            "AZTEC_SRS_PATH": "/setup",
        ]
        _ = try await wrapper.run(["--keystore", "/keys", "--download", "http://a"], environment: inherited)
        // It gets all that its stages get.
        let environment = wrapper.environment(of: "supervise")
        #expect(environment.isSuperset(of: ["HSP_KEYSTORE=/keys", "HSP_DOWNLOAD=http://a"]))
        #expect(!environment.contains { $0.contains("MNEMONIC") || $0.contains("SIGNER") || $0.contains("AZTEC") })
        let both = try await wrapper.run(["--keystore", "/keys", "--signer", "sign"])
        #expect(both.ending == .exit(64))
        #expect(both.errorLines.first == "hotshot-state-prover: give one of --keystore and --signer")
    }

    @Test("a dry run is told to submit-proof alone, and is none of the daemon's")
    func dryRun() async throws {
        let wrapper = try Wrapper()
        #expect(try await wrapper.run(["--dry-run"]).ending == .exit(0))
        #expect(wrapper.note("arguments", of: "submit-proof") == "--dry-run\n")
        #expect(wrapper.note("arguments", of: "fetch-state") == "\n")
        _ = try await wrapper.run(["--dry-run", "--print-config"])
        #expect(wrapper.note("arguments", of: "submit-proof") == "--dry-run\n--print-config\n")
        #expect(try await wrapper.run(["--dry-run", "-d"]).ending == .exit(64))
        #expect(wrapper.runs(of: "supervise") == 2 + 1)
    }

    /// Whatever names the folder of journals and proofs, the commands read it, and the script does as they do.
    @Test func theStateFolderIsThatOfTheCommands() async throws {
        let wrapper = try Wrapper()
        try wrapper.use(BuiltCommand("supervise"))
        let folder = try #require(wrapper.folder)
        let file = try folder.write(#"{"state-dir": "/of  the file", "retry-freq": "3s"}"#, to: "config.json")
        let home = ["HOME": folder.path]
        for (arguments, variables, expected) in [
            ([], home, folder.path + "/.local/state/hotshot-state-prover"),
            ([], home.merging(["XDG_STATE_HOME": "/state"]) { $1 }, "/state/hotshot-state-prover"),
            // A relative one does not count, as the XDG Base Directory Specification demands.
            ([], home.merging(["XDG_STATE_HOME": "state"]) { $1 }, folder.path + "/.local/state/hotshot-state-prover"),
            (["--config", file], home, "/of  the file"),
            (["--config", file, "--state-dir", "/given"], home, "/given"),
        ] {
            #expect(try await wrapper.run(arguments, environment: variables).ending == .exit(0))
            let proofs = wrapper.note("arguments", of: "gen-proof").split(separator: "\n").prefix(2).map(String.init)
            #expect(proofs == ["--cache", expected + "/proofs"])
            // It is told only what was given; the rest it reads itself.
            let told = wrapper.environment(of: "submit-proof").contains { $0.hasPrefix("HSP_STATE_DIR=") }
            #expect(told == arguments.contains("--state-dir"))
            let table = try await wrapper.run(arguments + ["--print-config"], environment: variables)
            let row = table.outputLines.last { $0.hasPrefix("state-dir ") }
            // One of which nothing exists yet may be anything.
            let shown = expected.hasPrefix(folder.path) ? expected : "a path of \(expected.count) characters"
            #expect(row?.contains("  \(shown)  ") == true, "\(table.output)")
        }
    }

    @Test(arguments: [
        ["--nonsense"], ["document"], ["--freq"], ["-m"], ["--daemon=yes"], ["--retries", "0"], ["--retries", "many"],
        ["--retries", "-1"], ["--retry-freq", "soon"], ["--retry-freq", "10"], ["-x"], ["-dx"], ["-d-daemon"],
        ["-d=yes"],
        ["-dp"], ["--l1-provider-url"], ["--l1-provider-url", "--daemon"], ["--max-gas-price", ""], ["-p="],
        ["--relay-server", "http://a:1", "-d", "http://b:2"], ["--bin-dir", "/tmp:/"],
    ])
    func refuses(arguments: [String]) async throws {
        let wrapper = try Wrapper()
        let result = try await wrapper.run(arguments)
        #expect(result.ending == .exit(64))
        #expect(result.errors.contains("hotshot-state-prover: "))
        for word in ["nonsense", "document", "soon", "many"] { #expect(!result.errors.contains(word)) }
        #expect(wrapper.runs(of: "read-contract") == 0)
    }

    @Test func helpNamesEveryFlagAndVariable() async throws {
        let result = try await Wrapper().run(["--help"])
        #expect(result.ending == .exit(0))
        for (flags, variable, _) in Self.flags {
            for flag in flags { #expect(result.output.contains(flag)) }
            #expect(result.output.contains(variable), "\(variable)")
        }
        for flag in Self.unused + ["--daemon", "RUST_LOG", "AZTEC_SRS_PATH"] { #expect(result.output.contains(flag)) }
    }

    @Test func printsTheSettingsOfEveryCommand() async throws {
        let wrapper = try Wrapper()
        let result = try await wrapper.run(["--print-config", "--config", "/c"])
        #expect(result.ending == .exit(0))
        for command in Wrapper.stages + ["supervise"] {
            #expect(result.output.contains("# \(command)\n"))
            #expect(wrapper.note("arguments", of: command) == "--config\n/c\n--print-config\n")
        }
        // Whatever one of them finds wrong, the others are shown.
        try wrapper.set("fetch-state", "echo fetched; exit 78")
        try wrapper.set("submit-proof", "echo submitted; exit 64")
        let faulty = try await wrapper.run(["--print-config"])
        #expect(faulty.ending == .exit(78))
        #expect(faulty.output.contains("# fetch-state\nfetched\n# advance-epoch\n"))
        #expect(faulty.output.contains("# submit-proof\nsubmitted\n# supervise\n"))
        try wrapper.set("submit-proof", "exec cat")
        _ = try await wrapper.run(["--print-config", "--state-dir", "/s", "--host", "::1"])
        #expect(wrapper.note("arguments", of: "gen-proof") == "--print-config\n")
        #expect(wrapper.note("arguments", of: "submit-proof") == "--print-config\n")
        #expect(wrapper.environment(of: "supervise").isSuperset(of: ["HSP_STATE_DIR=/s", "HSP_HOST=::1"]))
    }
}
