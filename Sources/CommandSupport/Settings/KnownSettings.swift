/// The settings of all commands, by their names alone.
///
/// A command links its own settings only, yet has to tell a name that belongs to another command from one that belongs to
/// nobody: a limit on the price of gas that is spelt wrongly is no limit. It also has to know which variables another
/// command has a use for, so that no other gets them. A test compares this table with what the commands say themselves.
package enum KnownSettings {
    /// A setting.
    package struct Entry: Sendable {
        /// The name in the configuration file; mostly that of the long option.
        package let name: String
        /// The variable of the original that sets it; empty for none, nil for the one that the name gives.
        private let variable: String?
        /// The commands that read it.
        package let commands: [String]

        /// The variables that set it, by the names they have today.
        package var variables: [String] {
            [variable ?? SettingName.variable(of: name)].filter { !$0.isEmpty }
        }

        /// A setting with the variable that its name gives, unless one of the original is named, or "" for none.
        init(_ name: String, _ variable: String? = nil, by commands: [String]) {
            self.name = name
            self.variable = variable
            self.commands = commands
        }
    }

    /// The names that may stand in the configuration file.
    package static let names = entries.map(\.name)

    private static let chain = ["read-contract", "submit-proof"]
    private static let network = ["fetch-state", "advance-epoch"]
    private static let keys = ["gen-proof", "prepare-keys"]
    private static let submitter = ["submit-proof"]
    private static let supervisor = ["supervise"]
    private static let keyMaker = ["prepare-keys"]

    /// All of them.
    package static let entries: [Entry] = [
        // Those of the log are read by other programs too: every command gets them.
        Entry("log-level", "", by: all), Entry("log-format", "", by: all),

        Entry("l1-provider-url", "ESPRESSO_L1_PROVIDER", by: chain),
        Entry("light-client-address", "ESPRESSO_LIGHT_CLIENT_PROXY_ADDRESS", by: chain + ["serve-status"]),
        Entry("chain-id", by: chain),
        Entry("l1-timeout", by: chain),
        Entry("l1-retry-delay", "ESPRESSO_L1_RETRY_DELAY", by: chain),
        Entry("l1-rate-limit-delay", "ESPRESSO_L1_RATE_LIMIT_DELAY", by: chain),
        Entry("l1-frequent-failure-tolerance", "ESPRESSO_L1_FREQUENT_FAILURE_TOLERANCE", by: chain),
        Entry("l1-consecutive-failure-tolerance", "ESPRESSO_L1_CONSECUTIVE_FAILURE_TOLERANCE", by: chain),
        Entry("l1-failover-revert", "ESPRESSO_L1_FAILOVER_REVERT", by: chain),
        Entry("max-head-age", by: chain),
        Entry("second-look", by: chain + supervisor),
        Entry("block", by: ["read-contract"]), Entry("strict", by: ["read-contract", "fetch-state"]),
        Entry("interval", "ESPRESSO_L1_POLLING_INTERVAL", by: ["read-contract"]),

        Entry("relay-server", "ESPRESSO_STATE_RELAY_SERVER_URL", by: ["fetch-state"]),
        Entry("validators", by: ["fetch-state"]),
        Entry("sequencer-url", "ESPRESSO_API_NODE_URL", by: network),
        Entry("offline", by: network), Entry("save", by: network),
        Entry("timeout", by: network), Entry("attempts", by: network),
        Entry("stake-table-capacity", "ESPRESSO_STAKE_TABLE_CAPACITY", by: ["read-contract"] + network + keys),

        Entry("contract-version", by: ["fetch-state"] + keys),
        Entry("range-check", by: keys),
        Entry("key", by: ["read-contract", "gen-proof"]),
        Entry("cache", by: ["gen-proof"] + supervisor),
        Entry("srs", "AZTEC_SRS_PATH", by: keyMaker), Entry("download", by: keyMaker),
        Entry("coset-table", by: keyMaker), Entry("no-lagrange-basis", by: keyMaker),
        Entry("insecure-tau", by: keyMaker), Entry("out", by: keyMaker), Entry("format", by: keyMaker),

        Entry("eth-mnemonic", "ESPRESSO_ETH_MNEMONIC", by: chain),
        Entry("eth-account-index", "ESPRESSO_STATE_PROVER_ACCOUNT_INDEX", by: chain),
        Entry("from", by: chain),
        Entry("eth-mnemonic-file", by: submitter), Entry("private-key-file", by: submitter),
        Entry("keystore", by: chain), Entry("keystore-password-file", by: submitter),
        Entry("keystore-password", "ESPRESSO_STATE_PROVER_KEYSTORE_PASSWORD", by: submitter),
        Entry("signer", by: submitter),
        Entry("max-gas-price", "ESPRESSO_STATE_PROVER_MAX_GAS_PRICE_IN_GWEI", by: submitter),
        Entry("max-cost", by: submitter), Entry("legacy", by: submitter),
        Entry("max-tip", by: submitter), Entry("confirmations", by: submitter),
        Entry("transaction-timeout", by: submitter), Entry("submit-timeout", by: submitter),
        Entry("poll-interval", by: submitter),

        Entry("state-dir", by: submitter + supervisor + ["serve-status"]),
        Entry("freq", "ESPRESSO_STATE_PROVER_UPDATE_INTERVAL", by: supervisor),
        Entry("retry-freq", "ESPRESSO_STATE_PROVER_RETRY_INTERVAL", by: supervisor),
        Entry("port", "ESPRESSO_PROVER_SERVICE_PORT", by: supervisor + ["serve-status"]),
        Entry("bin-dir", by: supervisor), Entry("stall-timeout", by: supervisor),
        Entry("no-prepare-keys", by: supervisor),
        Entry("host", by: supervisor + ["serve-status"]),
    ]

    private static let all = [
        "read-contract", "fetch-state", "advance-epoch", "gen-proof", "submit-proof", "prepare-keys", "verify-proof",
        "supervise", "serve-status",
    ]
}
