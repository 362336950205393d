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
        (["--l1-provider-url"], "ESPRESSO_SEQUENCER_L1_PROVIDER", "http://a:1,http://b:2"),
        (["--light-client-address"], "ESPRESSO_SEQUENCER_LIGHT_CLIENT_PROXY_ADDRESS", "0x12"),
        (["--eth-mnemonic"], "ESPRESSO_SEQUENCER_ETH_MNEMONIC", "test test junk"),
        (["--eth-account-index"], "ESPRESSO_SEQUENCER_STATE_PROVER_ACCOUNT_INDEX", "5"),
        (["--sequencer-url"], "ESPRESSO_SEQUENCER_URL", "http://sequencer:2"),
        (["-p", "--port"], "ESPRESSO_PROVER_SERVICE_PORT", "8080"),
        (["-s", "--stake-table-capacity"], "ESPRESSO_SEQUENCER_STAKE_TABLE_CAPACITY", "10"),
        (["-m", "--max-gas-price"], "ESPRESSO_STATE_PROVER_MAX_GAS_PRICE_IN_GWEI", "1.5"),
        (["--backtrace-mode"], "RUST_LOG_FORMAT", "compact"),
        (["--l1-retry-delay"], "ESPRESSO_SEQUENCER_L1_RETRY_DELAY", "2s"),
        (["--l1-frequent-failure-tolerance"], "ESPRESSO_SEQUENCER_L1_FREQUENT_FAILURE_TOLERANCE", "2m"),
        (["--l1-consecutive-failure-tolerance"], "ESPRESSO_SEQUENCER_L1_CONSECUTIVE_FAILURE_TOLERANCE", "11"),
        (["--l1-failover-revert"], "ESPRESSO_SEQUENCER_L1_FAILOVER_REVERT", "31m"),
        (["--l1-rate-limit-delay"], "ESPRESSO_SEQUENCER_L1_RATE_LIMIT_DELAY", "4s"),
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
            .merging(["AZTEC_SRS_PATH": "/srs", "RUST_LOG": "debug", "ESPRESSO_NODE_URL": "http://node:3"]) { $1 }
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
        let chain = ["read-contract", "submit-proof"]
        return ["ESPRESSO_SEQUENCER_L1_PROVIDER", "ESPRESSO_SEQUENCER_ETH_MNEMONIC"].contains(variable)
            ? chain : Wrapper.stages
    }

    @Test func secretsReachOnlyTheStagesThatNeedThem() async throws {
        let secrets = [
            "ESPRESSO_SEQUENCER_ETH_MNEMONIC": "planted one", "ESPRESSO_NODE_ETH_MNEMONIC": "planted two",
            "ESPRESSO_STATE_PROVER_KEYSTORE_PASSWORD": "planted three",
            "ESPRESSO_SEQUENCER_L1_PROVIDER": "http://planted-four",
            "ESPRESSO_SEQUENCER_L1_WS_PROVIDER": "ws://planted-five",
        ]
        for arguments in [[], ["--print-config"]] {
            let wrapper = try Wrapper()
            #expect(try await wrapper.run(arguments, environment: secrets).ending == .exit(0))
            for stage in ["fetch-state", "advance-epoch", "gen-proof"] {
                #expect(!wrapper.note("environment", of: stage).contains("planted"), "\(stage)")
            }
            let reader = wrapper.note("environment", of: "read-contract")
            #expect(reader.contains("planted one") && reader.contains("planted-four"))
            #expect(!reader.contains("planted three") && !reader.contains("planted-five"))
            let submitter = wrapper.note("environment", of: "submit-proof")
            for value in secrets.values { #expect(submitter.contains(value)) }
        }
    }

    @Test func variablesThatNobodyReadsAreNamedOnce() async throws {
        let wrapper = try Wrapper()
        for stage in Wrapper.stages.dropFirst() { try wrapper.set(stage, "exec cat") }
        #expect(try await wrapper.run(environment: ["ESPRESSO_STATE_PROVER_NOBODY": "x"]).ending == .exit(0))
        #expect(!wrapper.note("environment", of: "read-contract").contains("HSP_VARIABLES_NAMED"))
        for stage in Wrapper.stages.dropFirst() {
            #expect(wrapper.note("environment", of: stage).contains("HSP_VARIABLES_NAMED=yes"), "\(stage)")
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
        _ = try await wrapper.run(["--state-dir", "/some where", "--config", "/my config"])
        #expect(wrapper.note("arguments", of: "submit-proof") == "--state-dir\n/some where\n--config\n/my config\n")
        #expect(wrapper.note("arguments", of: "gen-proof") == "--cache\n/some where/proofs\n--config\n/my config\n")
        #expect(wrapper.note("arguments", of: "fetch-state") == "--config\n/my config\n")
        _ = try await wrapper.run(["-d", "--state-dir=/state", "--host", "::1"])
        #expect(wrapper.note("arguments", of: "supervise") == "--host\n::1\n--state-dir\n/state\n")
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
            let told = wrapper.note("arguments", of: "submit-proof").contains("--state-dir")
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
        ["--retries", "-1"], ["--retry-freq", "soon"], ["--retry-freq", "10"], ["-x"],
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
        _ = try await wrapper.run(["--print-config", "--state-dir", "/s", "--host", "::1"])
        #expect(wrapper.note("arguments", of: "gen-proof") == "--print-config\n")
        #expect(wrapper.note("arguments", of: "submit-proof") == "--state-dir\n/s\n--print-config\n")
        #expect(wrapper.note("arguments", of: "supervise") == "--host\n::1\n--state-dir\n/s\n--print-config\n")
    }
}
