import Foundation
import JSON
import TestSupport

/// What the product tells of its transactions.
struct SoakTold: Sendable {
    /// The fees of all in `status.json` and in the metrics, in wei.
    var status: UInt128
    var metrics: UInt128
    /// The transactions by the state that they ended in, in `status.json` and in the metrics.
    var outcomes: [String: Int]
    var countedOutcomes: [String: Int]
    /// What the journal has of each transaction that it knows as mined, in wei.
    var journal: [String: UInt128] = [:]
    /// How many entries of the journal have not come to an end, and how many transactions took the place of another.
    var unsettled = 0
    var replacements = 0

    init(_ daemon: Daemon, metrics text: String) throws {
        guard let status = daemon.status() else { throw TestSupportError(description: "there is no status") }
        self.status = try Ledger.number(status.field("fees_wei_total").value)
        outcomes = try Dictionary(
            uniqueKeysWithValues: status.field("transactions").members().map { ($0.key, try $0.value.int()) })
        guard let fees = text.firstMatch(of: /\nhotshot_state_prover_fees_wei_total (\d+)/), let wei = UInt128(fees.1)
        else { throw TestSupportError(description: "the metrics do not tell fees") }
        metrics = wei
        countedOutcomes = [:]
        for match in text.matches(of: /\nhotshot_state_prover_transactions_total\{state="([a-z-]+)"\} (\d+)/) {
            countedOutcomes[String(match.1)] = Int(match.2)
        }
        for name in daemon.world.folder.files where name.contains("/submissions/") && name.hasSuffix(".json") {
            let entry = JSONReader(try JSONValue(parsing: try daemon.world.folder.text(of: name)))
            replacements += try entry.field("transactions").elements().count - 1
            if !["final", "reverted", "replaced"].contains(try entry.field("progress").string()) { unsettled += 1 }
            guard let payment = try entry.optionalField("payment") else { continue }
            journal[try payment.field("transaction").string()] = try Ledger.number(payment.field("cost").value)
        }
    }
}
