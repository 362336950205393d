/// The variables that the original renamed in 2026: a deprecated name still counts where the new one is not set.
///
/// Source: EspressoSystems/espresso-network `crates/espresso/utils/src/env_compat.rs`.
package enum RenamedVariables {
    /// The deprecated name of each, by the name it has today.
    private static let deprecatedNames: [String: String] = [
        "ESPRESSO_API_NODE_URL": "ESPRESSO_SEQUENCER_URL",
        "ESPRESSO_ETH_MNEMONIC": "ESPRESSO_SEQUENCER_ETH_MNEMONIC",
        "ESPRESSO_L1_BLOCKS_CACHE_SIZE": "ESPRESSO_SEQUENCER_L1_BLOCKS_CACHE_SIZE",
        "ESPRESSO_L1_CONSECUTIVE_FAILURE_TOLERANCE": "ESPRESSO_SEQUENCER_L1_CONSECUTIVE_FAILURE_TOLERANCE",
        "ESPRESSO_L1_EVENTS_CHANNEL_CAPACITY": "ESPRESSO_SEQUENCER_L1_EVENTS_CHANNEL_CAPACITY",
        "ESPRESSO_L1_EVENTS_MAX_BLOCK_RANGE": "ESPRESSO_SEQUENCER_L1_EVENTS_MAX_BLOCK_RANGE",
        "ESPRESSO_L1_EVENTS_MAX_RETRY_DURATION": "ESPRESSO_SEQUENCER_L1_EVENTS_MAX_RETRY_DURATION",
        "ESPRESSO_L1_FAILOVER_REVERT": "ESPRESSO_SEQUENCER_L1_FAILOVER_REVERT",
        "ESPRESSO_L1_FINALIZED_SAFETY_MARGIN": "ESPRESSO_SEQUENCER_L1_FINALIZED_SAFETY_MARGIN",
        "ESPRESSO_L1_FREQUENT_FAILURE_TOLERANCE": "ESPRESSO_SEQUENCER_L1_FREQUENT_FAILURE_TOLERANCE",
        "ESPRESSO_L1_POLLING_INTERVAL": "ESPRESSO_SEQUENCER_L1_POLLING_INTERVAL",
        "ESPRESSO_L1_PROVIDER": "ESPRESSO_SEQUENCER_L1_PROVIDER",
        "ESPRESSO_L1_RATE_LIMIT_DELAY": "ESPRESSO_SEQUENCER_L1_RATE_LIMIT_DELAY",
        "ESPRESSO_L1_RETRY_DELAY": "ESPRESSO_SEQUENCER_L1_RETRY_DELAY",
        "ESPRESSO_L1_SUBSCRIPTION_TIMEOUT": "ESPRESSO_SEQUENCER_L1_SUBSCRIPTION_TIMEOUT",
        "ESPRESSO_L1_WS_PROVIDER": "ESPRESSO_SEQUENCER_L1_WS_PROVIDER",
        "ESPRESSO_LIGHT_CLIENT_PROXY_ADDRESS": "ESPRESSO_SEQUENCER_LIGHT_CLIENT_PROXY_ADDRESS",
        "ESPRESSO_NODE_L1_STAKE_TABLE_UPDATE_INTERVAL": "ESPRESSO_SEQUENCER_L1_STAKE_TABLE_UPDATE_INTERVAL",
        "ESPRESSO_STAKE_TABLE_CAPACITY": "ESPRESSO_SEQUENCER_STAKE_TABLE_CAPACITY",
        "ESPRESSO_STATE_PROVER_ACCOUNT_INDEX": "ESPRESSO_SEQUENCER_STATE_PROVER_ACCOUNT_INDEX",
    ]

    private static let currentNames = Dictionary(uniqueKeysWithValues: deprecatedNames.map { ($0.value, $0.key) })

    /// The name that the variable `name` had before; nil if it always had this one.
    static func deprecatedName(of name: String) -> String? { deprecatedNames[name] }

    /// The name that the variable `name` has today: another one if `name` is deprecated.
    static func currentName(of name: String) -> String { currentNames[name] ?? name }

    /// The names under which a variable is looked for, that of today first.
    package static func names(of name: String) -> [String] { [name] + (deprecatedNames[name].map { [$0] } ?? []) }
}

/// What a command has to say about the names of the variables that it read.
struct VariableRemarks: Sendable {
    /// The deprecated names of variables that were taken.
    private var deprecated: [String] = []
    /// The names of today of variables whose deprecated name is set as well, to something else.
    private var contradicted: [String] = []

    /// The name under which `variable` is set in `environment`, that of today before the deprecated one; nil if it is not
    /// set, or empty. Keeps what there is to say about it.
    mutating func look(for variable: String, in environment: [String: String]) -> String? {
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        let old = RenamedVariables.deprecatedName(of: variable)
        guard let current = value(variable) else {
            guard let old, value(old) != nil else { return nil }
            if !deprecated.contains(old) { deprecated.append(old) }
            return old
        }
        if let old, let other = value(old), other != current, !contradicted.contains(variable) {
            contradicted.append(variable)
        }
        return variable
    }

    /// One warning for each kind of remark; no value is shown.
    var warnings: [String] {
        let renamed = deprecated.map { "\($0) is deprecated, use \(RenamedVariables.currentName(of: $0)) instead" }
        let doubled = contradicted.compactMap { name in
            RenamedVariables.deprecatedName(of: name).map { "\(name) and \($0) differ, \(name) is used" }
        }
        return [renamed, doubled].filter { !$0.isEmpty }.map { $0.joined(separator: "; ") }
    }
}
