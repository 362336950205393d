import Foundation

/// What came of a soak, as a table in Markdown.
struct SoakReport: Sendable {
    let plan: SoakPlan
    /// Rounds that are over.
    var rounds = 0
    var seconds = 0
    /// Faults switched on, and the requests that they hit, by kind.
    var faults: [String: (count: Int, hits: Int)] = [:]
    /// How often a port was in a mood.
    var moods: [String: Int] = [:]
    var weatherChanges = 0
    /// Killed processes, by name.
    var kills: [String: Int] = [:]
    var upgrades: [String] = []
    var changesOfValidators = 0
    /// Rounds of the daemon.
    var daemonRounds = (total: 0, failed: 0)
    var ledger: Ledger
    var told: SoakTold?
    var blocks: UInt64 = 0
    var epochs: UInt64 = 0
    var uses: [SoakUses.Figure] = []
    /// Rounds after which all was counted.
    var inspections = 0
    var longestRound = Duration.zero

    init(_ plan: SoakPlan, ledger: Ledger) { (self.plan, self.ledger) = (plan, ledger) }

    /// The table.
    var text: String {
        var rows: [(String, String)] = [
            ("rounds", "\(rounds) of \(plan.rounds.count), in \(seconds) s; the longest took \(longestRound.whole) s"),
            ("rounds of the daemon, failed and tried again", "\(daemonRounds.total), \(daemonRounds.failed)"),
            ("blocks of the network, epochs", "\(blocks), \(epochs)"),
            ("upgrades", upgrades.isEmpty ? "none" : upgrades.joined(separator: ", ")),
            ("changes of the validators", "\(changesOfValidators)"),
            ("nodes, changes of their weather", "\(plan.nodes), \(weatherChanges)"),
        ]
        let total = faults.values.reduce(into: (0, 0)) { $0 = ($0.0 + $1.count, $0.1 + $1.hits) }
        rows.append(("faults of relay and sequencer, requests hit", "\(total.0), \(total.1)"))
        rows += faults.sorted { $0.key < $1.key }.map { ("- `\($0.key)`", "\($0.value.count), \($0.value.hits)") }
        rows.append(("moods of the nodes", "\(moods.values.reduce(0, +))"))
        rows += moods.sorted { $0.key < $1.key }.map { ("- `\($0.key)`", "\($0.value)") }
        rows.append(("killed", "\(kills.values.reduce(0, +))"))
        rows += kills.sorted { $0.key < $1.key }.map { ("- `\($0.key)`", "\($0.value)") }
        rows.append(("transactions on the chain", "\(ledger.payments.count), of which \(ledger.reverted) reverted"))
        if let told {
            rows += told.outcomes.sorted { $0.key < $1.key }.map { ("- told as \($0.key)", "\($0.value)") }
            rows.append(("- of the last hundred: replacements", "\(told.replacements)"))
            rows.append(("fees of all receipts, wei", "\(ledger.paid)"))
            rows.append(("- told by the status", "\(told.status)"))
            rows.append(("- told by the metrics", "\(told.metrics)"))
            rows.append(("fees that the journal knows, wei", "\(told.journal.values.reduce(0, +))"))
            rows.append(("- of their receipts", "\(receipts(of: told))"))
        }
        rows += uses.map { ($0.name + ": early, late, limit", "\($0.early), \($0.late), \($0.limit)") }
        rows.append(("everything was counted", "\(inspections) times"))
        return "| seed \(plan.seed), from V\(plan.version.rawValue) | |\n| --- | --- |\n"
            + rows.map { "| \($0.0) | \($0.1) |\n" }.joined()
    }

    /// What the receipts say of the transactions that the journal knows as mined.
    func receipts(of told: SoakTold) -> UInt128 {
        told.journal.keys.reduce(0) { $0 + (ledger.payments[$1]?.cost ?? 0) }
    }

    /// Writes the table to the file that `HSP_SOAK_REPORT` names, if it does; beside it, with `log`, what the daemons said.
    func write(log: String? = nil) throws {
        guard let path = ProcessInfo.processInfo.environment["HSP_SOAK_REPORT"], !path.isEmpty else { return }
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        guard let log else { return }
        try Data(log.utf8).write(to: URL(fileURLWithPath: path + ".log"))
    }
}

extension Duration {
    /// In whole seconds.
    fileprivate var whole: Int64 { components.seconds }
}
