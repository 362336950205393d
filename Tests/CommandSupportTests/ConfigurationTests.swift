import CommandSupport
import Failures
import HTTPSettings
import Testing

private let capacity = Setting(
    "stake-table-capacity", .wholeNumber(in: 1...100_000), environment: ["ESPRESSO_STAKE_TABLE_CAPACITY"],
    default: 200)
private let newName = "ESPRESSO_STAKE_TABLE_CAPACITY"
private let oldName = "ESPRESSO_SEQUENCER_STAKE_TABLE_CAPACITY"
private let mnemonic = Setting(
    "eth-mnemonic", .secret, environment: ["ESPRESSO_ETH_MNEMONIC"], isSecret: true)
private let providers = Setting("l1-provider-url", .list(of: .url), environment: ["ESPRESSO_L1_PROVIDER"])

@Suite struct ConfigurationTests {
    /// Each source in turn is taken away from a configuration that has them all.
    @Test(
        arguments: [
            ("1", "2", "3", "4", 1, .option),
            (nil, "2", "3", "4", 3, .environment(newName)),
            (nil, "2", "", "4", 2, .environment(oldName)),
            (nil, "2", nil, "4", 2, .environment(oldName)),
            (nil, "", nil, "4", 4, .file("prover.json")),
            (nil, nil, "", "4", 4, .file("prover.json")),
            (nil, nil, nil, nil, 200, .builtIn),
        ] as [(String?, String?, String?, String?, Int, SettingSource)])
    func precedence(
        option: String?, old: String?, new: String?, file: String?, value: Int, source: SettingSource
    ) throws {
        var environment: [String: String] = [:]
        environment[oldName] = old
        environment[newName] = new
        var configuration = Configuration(
            environment: environment, file: file.map { [capacity.name: $0] } ?? [:], fileName: "prover.json")
        let resolved = try #require(try configuration.resolve(capacity, option: option))
        #expect(resolved.value == value)
        #expect(resolved.source == source)
        #expect(configuration.entries.map(\.name) == [capacity.name])
        #expect(configuration.entries.map(\.value) == [String(value)])
        #expect(configuration.entries.map(\.source) == [source])
    }

    @Test func otherVariablesHaveOneName() {
        #expect(Setting("x", .path, environment: ["RUST_LOG", "ESPRESSO_STATE_PROVER_X"]).variables.count == 2)
        #expect(capacity.environment == [newName])
        #expect(capacity.variables == [newName, oldName])
    }

    @Test func malformedOption() {
        expectFailure(
            .usage, #"--stake-table-capacity: expected a whole number between 1 and 100000, got 1 character"#,
            option: "x")
    }

    @Test func malformedEnvironment() {
        expectFailure(
            .configuration,
            #"--stake-table-capacity: expected a whole number between 1 and 100000, got 2 characters "#
                + "(from environment ESPRESSO_SEQUENCER_STAKE_TABLE_CAPACITY)", environment: [oldName: "x\n"])
    }

    @Test func malformedFile() {
        expectFailure(
            .configuration,
            #"--stake-table-capacity: expected a whole number between 1 and 100000, got 70 digits "#
                + "(from file prover.json)", file: [capacity.name: String(repeating: "9", count: 70)])
    }

    @Test(arguments: ["0", "100001", "+5", "-5", "5.0", " 5", "", "0x5", "٥"])
    func notAWholeNumberInRange(text: String) {
        #expect(capacity.form.parse(text) == nil)
    }

    @Test func theWholeRangeOfAWord() {
        let word = ValueForm<UInt64>.wholeNumber(in: 0...UInt64.max)
        #expect(word.parse("18446744073709551615") == UInt64.max)
        #expect(word.parse("18446744073709551616") == nil)
    }

    @Test func missingValue() {
        var configuration = Configuration(environment: [:])
        #expect(
            throws: StageFailure(
                .usage, "--eth-mnemonic is required",
                hint: "set --eth-mnemonic or ESPRESSO_ETH_MNEMONIC or \"eth-mnemonic\" in the configuration file")
        ) { try configuration.value(of: mnemonic) }
    }

    @Test func secretsAreNeitherShownNorQuoted() throws {
        let secretNumber = Setting("pin", .wholeNumber(in: 0...9), isSecret: true)
        var configuration = Configuration(environment: ["ESPRESSO_ETH_MNEMONIC": "hunter2"])
        #expect(try configuration.value(of: mnemonic) == "hunter2")
        #expect(configuration.entries.map(\.value) == ["***"])
        #expect(throws: StageFailure(.usage, "--pin: expected a whole number between 0 and 9, got 7 characters")) {
            try configuration.value(of: secretNumber, option: "hunter2")
        }
    }

    @Test func urlsAreShownRedactedAndNotQuoted() throws {
        var configuration = Configuration(environment: [:])
        let urls = try configuration.value(of: providers, option: "https://a.org/v3/0123456789abcdef , http://b.org")
        #expect(urls.map(\.text) == ["https://a.org/v3/0123456789abcdef", "http://b.org"])
        #expect(configuration.entries.map(\.value) == ["https://a.org/v3/***,http://b.org"])
        #expect(
            throws: StageFailure(
                .usage,
                "--l1-provider-url: expected an http or https URL, or several separated by commas: "
                    + "nothing stands after the last comma")
        ) { try configuration.value(of: providers, option: "https://a.org/v3/0123456789abcdef,") }
    }

    @Test func aValueInQuotes() throws {
        for text in ["\"200\"", "'200'", "\"200"] {
            var configuration = Configuration(environment: [newName: text])
            #expect(
                throws: StageFailure(
                    .configuration,
                    "--stake-table-capacity: expected a whole number between 1 and 100000: "
                        + "it stands in quotation marks: leave them out (from environment \(newName))",
                    hint: "a shell removes them; docker --env-file takes them for a part of the value")
            ) { try configuration.value(of: capacity) }
        }
        expectFailure(
            .usage,
            "--stake-table-capacity: expected a whole number between 1 and 100000: "
                + "it stands in quotation marks: leave them out",
            option: "\"200\"")
    }

    /// An inspection goes on behind what is missing or malformed.
    @Test func inspection() throws {
        let address = Setting<Int>("address", .wholeNumber(in: 1...9), environment: ["X_ADDRESS"], placeholder: 1)
        var configuration = Configuration(environment: [oldName: "many"])
        configuration.isInspection = true
        #expect(try configuration.value(of: address) == 1)
        #expect(try configuration.value(of: capacity) == 200)
        #expect(try configuration.value(of: Setting("freq", .duration, default: .seconds(600))) == .seconds(600))
        #expect(
            configuration.table == """
                address               -    missing: required
                stake-table-capacity  -    environment ESPRESSO_SEQUENCER_STAKE_TABLE_CAPACITY: malformed
                freq                  10m  default
                """)
        #expect(configuration.failures.map(\.status) == [.usage, .configuration])
        #expect(configuration.failures.first?.message == "--address is required")
        // A required one that is malformed is not missing as well.
        var other = Configuration(environment: ["X_ADDRESS": "x"])
        other.isInspection = true
        #expect(try other.value(of: address) == 1)
        #expect(other.failures.map(\.status) == [.configuration])
        #expect(other.table == "address  -  environment X_ADDRESS: malformed")
        var atWork = Configuration(environment: [:])
        #expect(throws: StageFailure.self) { try atWork.value(of: address) }
    }

    @Test func table() throws {
        var configuration = Configuration(
            environment: [newName: "9", "ESPRESSO_ETH_MNEMONIC": "hunter2"], file: ["freq": "90m"],
            fileName: "prover.json")
        _ = try configuration.value(of: capacity)
        _ = try configuration.value(of: capacity)
        _ = try configuration.value(of: mnemonic)
        _ = try configuration.value(of: Setting("freq", .duration, default: .seconds(600)))
        _ = try configuration.value(of: Setting("daemon", .flag, default: false))
        _ = try configuration.resolve(Setting("port", .wholeNumber(in: 1...65535)))
        #expect(
            configuration.table == """
                stake-table-capacity  9      environment ESPRESSO_STAKE_TABLE_CAPACITY
                eth-mnemonic          ***    environment ESPRESSO_ETH_MNEMONIC
                freq                  1h30m  file prover.json
                daemon                false  default
                port                  -      default
                """)
    }

    private func expectFailure(
        _ kind: FailureKind, _ message: String, option: String? = nil, environment: [String: String] = [:],
        file: [String: String] = [:], sourceLocation: SourceLocation = #_sourceLocation
    ) {
        var configuration = Configuration(environment: environment, file: file, fileName: "prover.json")
        #expect(throws: StageFailure(kind, message), sourceLocation: sourceLocation) {
            try configuration.value(of: capacity, option: option)
        }
    }
}
