import BN254
import LightClient

/// The signatures that were posted to the relay from outside, for blocks that the network itself has not signed yet.
struct RelayPosts: Sendable {
    /// The signatures on one statement.
    struct Collection: Sendable {
        var statement: SignedStatement
        var rows: [SignedRow] = []
        var weight = UInt256.zero
    }

    private struct Place: Hashable {
        var version: ContractVersion
        var statement: SignedStatement
    }

    /// The most statements that wait for signatures.
    private static let limit = 1024

    private var waiting: [Place: Collection] = [:]
    private var available: [ContractVersion: Collection] = [:]

    /// The newest collection that reached the threshold.
    func newest(_ version: ContractVersion) -> Collection? { available[version] }

    /// Adds a signature; with the one that reaches `threshold` the collection becomes available as it is.
    ///
    /// Returns false if there is one of this key already.
    mutating func add(
        _ row: SignedRow, on statement: SignedStatement, _ version: ContractVersion, threshold: UInt256
    ) -> Bool {
        let place = Place(version: version, statement: statement)
        var collection = waiting[place] ?? Collection(statement: statement)
        guard !collection.rows.contains(where: { $0.key == row.key }) else { return false }
        collection.rows.append(row)
        collection.weight = collection.weight.addingReportingOverflow(row.weight).partialValue
        if collection.weight >= threshold {
            available[version] = collection
            drop(version, upTo: statement.state.blockHeight)
        } else {
            if waiting[place] == nil, waiting.count >= Self.limit { dropLowest() }
            waiting[place] = collection
        }
        return true
    }

    /// The network's own bundle for `height` is available.
    mutating func settle(_ version: ContractVersion, upTo height: UInt64) {
        drop(version, upTo: height)
        if let newest = available[version], newest.statement.state.blockHeight <= height { available[version] = nil }
    }

    private mutating func drop(_ version: ContractVersion, upTo height: UInt64) {
        waiting = waiting.filter { $0.key.version != version || $0.key.statement.state.blockHeight > height }
    }

    private mutating func dropLowest() {
        let lowest = waiting.keys.min { $0.statement.state.blockHeight < $1.statement.state.blockHeight }
        if let lowest { waiting[lowest] = nil }
    }
}
