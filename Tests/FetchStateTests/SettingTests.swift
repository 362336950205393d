import Glibc
import JSON
import NetworkFixtures
import TestSupport
import Testing

/// Where the command's settings come from: option, then environment, then file, then default.
@Suite struct SettingTests {
    @Test func theDefaults() async throws {
        let settings = try await printed([])
        #expect(
            settings == [
                "log-level": "info default", "log-format": "text default",
                "relay-server": "http://localhost:8083 default", "validators": "- default",
                "sequencer-url": "http://localhost:24000 default",
                "stake-table-capacity": "200 default", "offline": "- default", "save": "- default",
                "timeout": "1m default", "attempts": "4 default", "contract-version": "- default",
                "strict": "false default",
            ])
    }

    @Test(
        arguments: [
            ("ESPRESSO_STATE_RELAY_SERVER_URL", "relay-server", "http://relay.example:1"),
            ("HSP_VALIDATORS", "validators", "https://one.example,https://other.example"),
            ("ESPRESSO_API_NODE_URL", "sequencer-url", "https://sequencer.example"),
            ("ESPRESSO_STAKE_TABLE_CAPACITY", "stake-table-capacity", "300"),
        ])
    func environmentNames(variable: String, setting: String, value: String) async throws {
        #expect(try await printed([], [variable: value])[setting] == "\(value) environment \(variable)")
    }

    @Test func severalRelaysByCommasAndBySpaces() async throws {
        for arguments in [
            ["--relay-server", "http://a,http://b"], ["--relay-server", "http://a", "http://b"],
            ["--relay-server=http://a", "--relay-server", "http://b"],
        ] {
            #expect(try await printed(arguments)["relay-server"] == "http://a,http://b option")
        }
        let result = try await BuiltCommand("fetch-state").run([
            "--relay-server", "http://a", "http://b", "-s", "x", "y",
        ])
        result.expectFailure(64, "unexpected argument 6 (1 character)")
    }

    @Test func theWayToPeersIsShownWithoutPasswords() async throws {
        let settings = try await printed(
            [],
            [
                "HTTPS_PROXY": "http://user:password@proxy.example:3128", "NO_PROXY": "localhost",
                "SSL_CERT_FILE": "/ca.pem",
            ])
        #expect(settings["https-proxy"] == "http://***@proxy.example:3128 environment HTTPS_PROXY")
        #expect(settings["no-proxy"] == "localhost environment NO_PROXY")
        #expect(settings["trusted-certificates"] == "/ca.pem environment SSL_CERT_FILE")
    }

    @Test func optionBeforeEnvironmentBeforeFile() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(
            #"{"sequencer-url":"http://file","relay-server":"http://file","attempts":7,"contract-version":2}"#,
            to: "settings.json")
        let settings = try await printed(
            ["--config", file, "--sequencer-url", "http://option"],
            [
                "ESPRESSO_API_NODE_URL": "http://environment",
                "ESPRESSO_STATE_RELAY_SERVER_URL": "http://environment",
            ])
        #expect(settings["sequencer-url"] == "http://option option")
        #expect(settings["relay-server"] == "http://environment environment ESPRESSO_STATE_RELAY_SERVER_URL")
        #expect(settings["attempts"] == "7 file \(file)")
        #expect(settings["contract-version"] == "2 file \(file)")
        #expect(settings["timeout"] == "1m default")
    }

    @Test func theFileInItsUsualPlace() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(#"{"timeout":"90s"}"#, to: ".config/hotshot-state-prover/config.json")
        #expect(try await printed([], ["HOME": folder.path])["timeout"] == "1m30s file \(file)")
        let other = try await printed([], ["HOME": "/nonexistent", "XDG_CONFIG_HOME": folder.path + "/.config"])
        #expect(other["timeout"] == "1m30s file \(file)")
    }

    @Test func theEnvironmentIsUsed() async throws {
        let command = try FetchStateCommand()
        let result = try await command.replies.serve { server in
            try await BuiltCommand("fetch-state").run(
                [],
                environment: [
                    "ESPRESSO_STATE_RELAY_SERVER_URL": server.url + "/", "ESPRESSO_API_NODE_URL": server.url + "///",
                    "ESPRESSO_STAKE_TABLE_CAPACITY": "8",
                ])
        }
        #expect(try result.document["stake_table"]["capacity"] == 8)
        #expect(result.warnings.isEmpty)
    }

    @Test(
        arguments: [
            ("[]", "expected an object, found an array"),
            ("{", nil),
            (#"{"timeout":"1m","timeout":"2m"}"#, nil),
            (#"{"timeout":null}"#, "timeout: expected a string, a number or a boolean"),
            (#"{"max-gas-price":{}}"#, "max-gas-price: expected a string, a number or a boolean"),
        ] as [(String, String?)])
    func aMalformedFile(text: String, reason: String?) async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(text, to: "settings.json")
        let result = try await FetchStateCommand().run(["--config", file])
        #expect(result.ending == .exit(78))
        #expect(result.complaints.count == 1)
        #expect(result.complaints.first?.hasPrefix("fetch-state: \(file): \(reason ?? "")") == true)
        #expect(result.output.isEmpty)
    }

    @Test(
        arguments: [
            (#"{"attempts":0}"#, "attempts", #"a whole number between 1 and 100, got 1 digit"#),
            (
                #"{"relay-server":"ftp://host"}"#, "relay-server",
                "an http or https URL, or several separated by commas: its scheme is ftp, not http or https"
            ),
            (#"{"contract-version":4}"#, "contract-version", #"a whole number between 1 and 3, got 1 digit"#),
            (
                #"{"stake-table-capacity":1e2}"#, "stake-table-capacity",
                #"a whole number between 1 and 7695, got 3 characters"#
            ),
            (
                #"{"timeout":"0s"}"#, "timeout",
                #"a duration above 0s such as 500ms, 2s or 10m, got 2 characters"#
            ),
        ])
    func aMalformedSettingInTheFile(text: String, setting: String, expected: String) async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(text, to: "settings.json")
        let result = try await BuiltCommand("fetch-state").run(["--config", file])
        result.expectFailure(78, "--\(setting): expected \(expected) (from file \(file))")
    }

    @Test func aMalformedVariable() async throws {
        let result = try await BuiltCommand("fetch-state").run(
            [], environment: ["ESPRESSO_STAKE_TABLE_CAPACITY": "many"])
        result.expectFailure(
            78,
            "--stake-table-capacity: expected a whole number between 1 and 7695, got 4 characters "
                + "(from environment ESPRESSO_STAKE_TABLE_CAPACITY)")
    }

    @Test func aFileThatIsNotThere() async throws {
        let result = try await BuiltCommand("fetch-state").run(["--config", "/nonexistent/settings.json"])
        result.expectFailure(66, "/nonexistent/settings.json: no such configuration file")
    }

    @Test func aFolderInPlaceOfAFile() async throws {
        let folder = try TemporaryFolder()
        let result = try await BuiltCommand("fetch-state").run(["--config", folder.path])
        result.expectFailure(78, "\(folder.path): cannot be read")
    }

    @Test func aPipeInPlaceOfAFileIsNotWaitedFor() async throws {
        let folder = try TemporaryFolder()
        try #require(mkfifo(folder.path + "/pipe", 0o600) == 0)
        let result = try await BuiltCommand("fetch-state").run(["--config", folder.path + "/pipe"])
        result.expectFailure(78, "\(folder.path)/pipe: cannot be read")
    }

    @Test func aFileThatIsTooLong() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(String(repeating: " ", count: 1 << 20 + 1), to: "settings.json")
        let result = try await BuiltCommand("fetch-state").run(["--config", file])
        result.expectFailure(78, "\(file): document is longer than 1048576 bytes")
    }

    /// What `--print-config` prints: by setting its value and source.
    private func printed(_ arguments: [String], _ environment: [String: String] = [:]) async throws -> [String: String]
    {
        let result = try await BuiltCommand("fetch-state").run(arguments + ["--print-config"], environment: environment)
        try #require(result.ending == .exit(0), "\(result.errors)")
        #expect(result.errors.isEmpty)
        return result.outputLines.reduce(into: [:]) { settings, line in
            let words = line.split(separator: " ")
            settings[String(words[0])] = words.dropFirst().joined(separator: " ")
        }
    }
}
