import Text

/// The variables of this product's families, `ESPRESSO_…` and `HSP_…`: who reads them, and which nobody does.
package enum KnownVariables {
    private static let families = ["ESPRESSO_", "HSP_"]

    /// Those that stand for no setting and do no harm in any command: the kernels, the threads, folders, the process to end
    /// with, and what the program does that starts commands.
    private static let common: Set = [
        "HSP_KERNELS", "HSP_THREADS", FailureNote.variable, Principal.variable, StateDirectory.variable, namingVariable,
        PatientCaller.variable, findingsVariable, accountVariable,
    ]

    /// Set by the daemon: the folder in which each of its commands tells what it has found out about those that it asks.
    package static let findingsVariable = "HSP_FINDINGS"

    /// Set by the daemon for `read-contract`: the account that `submit-proof` said it sends from.
    package static let accountVariable = "HSP_ACCOUNT"

    /// Set by a program that has named the unread variables, so that the commands which it starts do not do it again.
    package static let namingVariable = "HSP_VARIABLES_NAMED"

    /// What `hotshot-state-prover` reads, and what the original reads and its prover does not use.
    /// Source: EspressoSystems/espresso-network `crates/espresso/types/src/v0/v0_1/l1.rs`.
    private static let others: Set<String> = Set(
        [
            "ESPRESSO_STATE_PROVER_ONESHOT_RETRIES", "ESPRESSO_L1_BLOCKS_CACHE_SIZE",
            "ESPRESSO_L1_EVENTS_CHANNEL_CAPACITY", "ESPRESSO_L1_EVENTS_MAX_BLOCK_RANGE",
            "ESPRESSO_L1_SUBSCRIPTION_TIMEOUT", "ESPRESSO_L1_WS_PROVIDER",
            "ESPRESSO_NODE_L1_STAKE_TABLE_UPDATE_INTERVAL", "ESPRESSO_L1_EVENTS_MAX_RETRY_DURATION",
            "ESPRESSO_L1_FINALIZED_SAFETY_MARGIN",
        ].flatMap(RenamedVariables.names))

    /// The commands that read each variable, by each of its names.
    private static let readers: [String: Set<String>] = {
        var readers: [String: Set<String>] = [:]
        for entry in KnownSettings.entries {
            for variable in entry.variables.flatMap(RenamedVariables.names) {
                readers[variable, default: []].formUnion(entry.commands)
            }
        }
        return readers
    }()

    private static func isOfFamily(_ variable: String) -> Bool { families.contains { variable.hasPrefix($0) } }

    /// What of `environment` a command gets from the program that starts it: of the families only what it reads, so that
    /// words and passwords go no further than to the commands that need them.
    package static func environment(of command: String, from environment: [String: String]) -> [String: String] {
        environment.filter { name, _ in
            if common.contains(name) { return true }
            if let readers = readers[name] { return readers.contains(command) }
            return !isOfFamily(name)
        }
    }

    /// What there is to say about the variables that `commands` read, for a program that starts them: they then keep quiet
    /// (``namingVariable``).
    static func remarks(on environment: [String: String], readBy commands: [String]) -> VariableRemarks {
        var remarks = VariableRemarks()
        for entry in KnownSettings.entries where !Set(entry.commands).isDisjoint(with: commands) {
            for variable in entry.variables { _ = remarks.look(for: variable, in: environment) }
        }
        return remarks
    }

    /// The most names of one complaint.
    private static let mostNames = 5

    /// A complaint about the variables of the families that no command reads, each with the name that may have been meant;
    /// nil if there is none. Values are not shown.
    package static func complaint(about environment: [String: String]) -> String? {
        guard environment[namingVariable] == nil else { return nil }
        let known = readers.keys.sorted() + (others.union(common)).sorted()
        let unread = environment.keys.filter { isOfFamily($0) && !known.contains($0) }.sorted()
        guard !unread.isEmpty else { return nil }
        let names = unread.prefix(mostNames).map { name in
            let shown = String(name.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }.prefix(64))
            let meant =
                NearestName.slip(name, in: known) ?? known.first { $0.hasPrefix(name) || name.hasPrefix($0) }
                ?? known.first { bareName($0) == bareName(name) }
            return meant.map { "\(shown) (is it \(RenamedVariables.currentName(of: $0))?)" } ?? shown
        }
        let rest = unread.count - names.count
        return "no command reads \(names.joined(separator: ", "))" + (rest > 0 ? " and \(rest) more" : "")
    }

    /// A name without the words that the original's variables begin with, now or before: `L1_PROVIDER` of
    /// `ESPRESSO_SEQUENCER_L1_PROVIDER`.
    private static func bareName(_ name: String) -> Substring {
        var rest = name[...]
        for word in ["ESPRESSO_", "SEQUENCER_", "NODE_"] where rest.hasPrefix(word) {
            rest = rest.dropFirst(word.count)
        }
        return rest
    }
}
