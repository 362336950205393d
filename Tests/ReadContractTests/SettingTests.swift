import JSON
import TestSupport
import Testing

/// Where the settings come from, and what is never shown.
@Suite struct SettingTests {
    private static let mnemonic = "test test test test test test test test test test test junk"
    private static let firstAccount = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"
    private static let thirdAccount = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC"

    private func printed(_ arguments: [String], _ environment: [String: String]) async throws -> [String: String] {
        let result = try await BuiltCommand("read-contract").run(
            arguments + ["--print-config"], environment: environment)
        try #require(result.ending == .exit(0), "\(result.errors)")
        return result.outputLines.reduce(into: [:]) { settings, line in
            let words = line.split(separator: " ")
            settings[String(words[0])] = words.dropFirst().joined(separator: " ")
        }
    }

    @Test func theDefaults() async throws {
        let settings = try await printed(["--light-client-address", ScriptedNode.contract], [:])
        #expect(
            settings == [
                "log-level": "info default", "log-format": "text default",
                "l1-provider-url": "http://localhost:8545 default",
                "light-client-address": "\(ScriptedNode.contract) option", "chain-id": "- default",
                "l1-timeout": "20s default", "l1-retry-delay": "1s default", "l1-rate-limit-delay": "- default",
                "l1-frequent-failure-tolerance": "1m default", "l1-consecutive-failure-tolerance": "10 default",
                "l1-failover-revert": "30m default", "max-head-age": "10m default", "second-look": "3s default",
                "block": "latest default", "from": "- default",
                "eth-mnemonic": "- default", "eth-account-index": "0 default", "keystore": "- default",
                "key": "- default",
                "stake-table-capacity": "200 default", "interval": "7s default", "strict": "false default",
            ])
    }

    @Test(
        arguments: [
            ("L1_PROVIDER", "l1-provider-url", "http://a,http://b"),
            ("LIGHT_CLIENT_PROXY_ADDRESS", "light-client-address", ScriptedNode.contract),
            ("L1_RETRY_DELAY", "l1-retry-delay", "3s"), ("L1_RATE_LIMIT_DELAY", "l1-rate-limit-delay", "4s"),
            ("L1_FREQUENT_FAILURE_TOLERANCE", "l1-frequent-failure-tolerance", "2m"),
            ("L1_CONSECUTIVE_FAILURE_TOLERANCE", "l1-consecutive-failure-tolerance", "5"),
            ("L1_FAILOVER_REVERT", "l1-failover-revert", "1h"), ("L1_POLLING_INTERVAL", "interval", "9s"),
            ("STATE_PROVER_ACCOUNT_INDEX", "eth-account-index", "2"),
        ], ["ESPRESSO_", "ESPRESSO_SEQUENCER_"])
    func environmentNames(variable: (name: String, setting: String, value: String), prefix: String) async throws {
        let name = prefix + variable.name
        let address = ["ESPRESSO_LIGHT_CLIENT_PROXY_ADDRESS": ScriptedNode.contract]
        let environment =
            variable.setting == "light-client-address"
            ? [name: variable.value] : address.merging([name: variable.value]) { $1 }
        #expect(try await printed([], environment)[variable.setting] == "\(variable.value) environment \(name)")
    }

    @Test func aByteOrderMarkAndAnAddressWithoutItsPrefixAreRead() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(
            "\u{feff}{\"light-client-address\": \"\(ScriptedNode.contract.dropFirst(2))\"}", to: "config.json")
        let settings = try await printed(["--config", file], [:])
        #expect(settings["light-client-address"] == "\(ScriptedNode.contract) file \(file)")
    }

    @Test func theAccountOfTheMnemonic() async throws {
        for (index, account) in [("0", Self.firstAccount), ("2", Self.thirdAccount)] {
            let result = try await ScriptedNode().run(
                ["--log-level", "trace"],
                environment: [
                    "ESPRESSO_ETH_MNEMONIC": Self.mnemonic,
                    "ESPRESSO_STATE_PROVER_ACCOUNT_INDEX": index,
                ])
            #expect(try result.contract.field("account").field("address").string() == account)
            #expect(!result.errors.contains("junk") && !result.output.contains("junk"))
        }
    }

    @Test func theAccountThatIsNamedComesFirst() async throws {
        let result = try await ScriptedNode().run(
            ["--from", ScriptedNode.prover], environment: ["ESPRESSO_ETH_MNEMONIC": Self.mnemonic])
        #expect(try result.contract.field("account").field("address").string() == ScriptedNode.prover)
    }

    @Test func aMnemonicThatIsNone() async throws {
        let result = try await ScriptedNode().run(
            environment: ["ESPRESSO_ETH_MNEMONIC": Self.mnemonic + " sesame"])
        #expect(result.ending == .exit(78))
        #expect(
            result.complaints == [
                "a mnemonic has 12, 15, 18, 21 or 24 words, this has 13 (from environment ESPRESSO_ETH_MNEMONIC)"
            ])
        #expect(!result.errors.contains("sesame"))
    }

    @Test func aMnemonicInQuotes() async throws {
        let result = try await ScriptedNode().run(environment: ["ESPRESSO_ETH_MNEMONIC": "\"\(Self.mnemonic)\""])
        #expect(result.ending == .exit(78))
        #expect(
            result.complaints.first == "--eth-mnemonic: expected the words of a mnemonic: "
                + "it stands in quotation marks: leave them out (from environment ESPRESSO_ETH_MNEMONIC)")
        #expect(!result.errors.contains("junk"))
    }

    @Test func whatIsMissingIsMarkedAndTheRestIsShown() async throws {
        let result = try await BuiltCommand("read-contract").run(
            ["--print-config"], environment: ["ESPRESSO_ETH_MNEMONIC": "sesame"])
        #expect(result.ending == .exit(64))
        #expect(result.output.contains(/\nlight-client-address +- +missing: required\n/))
        #expect(result.output.contains(/\ninterval +7s +default\n/))
        #expect(result.errorLines.first == "read-contract: --light-client-address is required")
    }

    @Test func secretsAreNotPrinted() async throws {
        let settings = try await printed(
            ["--l1-provider-url", "https://user:pass123@node.example/v3/0123456789abcdef0123"],
            [
                "ESPRESSO_ETH_MNEMONIC": Self.mnemonic,
                "ESPRESSO_LIGHT_CLIENT_PROXY_ADDRESS": ScriptedNode.contract,
            ])
        #expect(settings["eth-mnemonic"] == "*** environment ESPRESSO_ETH_MNEMONIC")
        #expect(settings["l1-provider-url"] == "https://***@node.example/v3/*** option")
    }

    @Test func theKeyInTheURLIsNotShownWhateverHappens() async throws {
        let secret = "0123456789abcdef0123"
        for status in [200, 401, 429, 503] {
            let node = ScriptedNode(.v3) { $0.status = status == 200 ? nil : status }
            let result = try await node.serve { server in
                try await BuiltCommand("read-contract").run([
                    "--l1-provider-url", "\(server.url)/v3/\(secret)", "--light-client-address", ScriptedNode.contract,
                    "--log-level", "trace",
                ])
            }
            #expect((result.ending == .exit(0)) == (status == 200))
            #expect(!result.errors.contains(secret) && !result.output.contains(secret))
        }
    }
}
