import BN254
import EspressoAPI
import LightClient
import Schnorr

/// The signatures found for one height, sorted by what was signed: each is by a member of the table, and verified.
struct SignatureTally: Sendable {
    /// Why a signature does not count.
    enum Rejection: Error {
        /// Its key is not in the table.
        case notInStakeTable
        /// It does not verify.
        case invalid
    }

    /// The signatures on one statement.
    private struct Collection {
        var statement: SignedStatement
        var signatures: [StateBundle.OfferedSignature] = []
        var keys: Set<VerificationKey> = []
        var weight = UInt256.zero
        /// How many signatures came from the relays.
        var fromRelays = 0
    }

    /// The height.
    let height: UInt64
    /// The contract's version, which decides what is signed.
    let version: ContractVersion
    private let table: StakeTable
    private let stakes: [VerificationKey: UInt256]
    private var collections: [Collection] = []

    /// No signatures yet on the block at `height`, which the validators of `table` sign.
    init(height: UInt64, version: ContractVersion, table: StakeTable) {
        self.height = height
        self.version = version
        self.table = table
        var stakes: [VerificationKey: UInt256] = [:]
        for entry in table.entries {
            // A key that stands in several slots signs for each. The sum is below that of all stakes, which is no overflow.
            stakes[entry.stateKey] = (stakes[entry.stateKey] ?? .zero).addingReportingOverflow(entry.stake).partialValue
        }
        self.stakes = stakes
    }

    /// Adds a relay's valid signatures.
    mutating func add(_ bundle: StateBundle) {
        let offered = bundle.signatures.map { ($0.key, $0.signature) }
        guard
            let checked = try? SignatureCollection(offered, on: bundle.statement, version: version, table: table)
        else { return }
        let rejected = Set(checked.rejected.map(\.index))
        for (index, signature) in bundle.signatures.enumerated() where !rejected.contains(index) {
            insert(signature, on: bundle.statement, isFromRelay: true)
        }
    }

    /// Adds a validator's signature, which `bundle` has alone.
    ///
    /// A further one of the same key on the same statement is passed over.
    mutating func add(validator bundle: StateBundle) throws(Rejection) {
        for offered in bundle.signatures {
            guard stakes[offered.key] != nil else { throw .notInStakeTable }
            guard offered.signature.isValid(for: offered.key, message: bundle.statement.message(version)) else {
                throw .invalid
            }
            insert(offered, on: bundle.statement, isFromRelay: false)
        }
    }

    private mutating func insert(
        _ offered: StateBundle.OfferedSignature, on statement: SignedStatement, isFromRelay: Bool
    ) {
        let index: Int
        if let known = collections.firstIndex(where: { $0.statement == statement }) {
            index = known
        } else {
            index = collections.count
            collections.append(Collection(statement: statement))
        }
        guard collections[index].keys.insert(offered.key).inserted else { return }
        if isFromRelay { collections[index].fromRelays += 1 }
        collections[index].signatures.append(offered)
        let stake = stakes[offered.key] ?? .zero
        collections[index].weight = collections[index].weight.addingReportingOverflow(stake).partialValue
    }

    private var heaviest: Collection? { collections.max { $0.weight < $1.weight } }

    /// The most stake that signed one and the same statement.
    var weight: UInt256 { heaviest?.weight ?? .zero }

    /// Whether that reaches the table's threshold.
    var reachesThreshold: Bool { weight >= table.threshold }

    /// The statement that reaches the threshold with its signatures, if one does.
    var winner: StateBundle? {
        guard reachesThreshold, let heaviest else { return nil }
        return StateBundle(
            statement: heaviest.statement, signatures: heaviest.signatures, source: "the validators' signatures")
    }

    /// How much of the stake has signed.
    var summary: String {
        "\(heaviest?.keys.count ?? 0) of \(table.entries.count) validators signed with \(table.share(of: weight)) of the "
            + "stake, \(table.share(of: table.threshold, isRoundedUp: true)) needed"
    }

    /// Where the signatures come from, the validators by the replies that have them.
    var origins: String {
        guard let heaviest else { return "no signatures" }
        let names = heaviest.signatures.dropFirst(heaviest.fromRelays).map(\.source)
        let shown = names.prefix(Self.namedReplies).joined(separator: ", ")
        let rest = names.count > Self.namedReplies ? " and \(names.count - Self.namedReplies) more" : ""
        return "signatures by relays: \(heaviest.fromRelays), by validators: \(names.count) (\(shown)\(rest))"
    }

    /// The replies that are named one by one.
    private static let namedReplies = 5
}
