import BN254
import JSON
import LightClient
import LightClientJSON
import Schnorr

/// A light-client state with the signatures collected for it, from relays or from a state certificate. No signature is
/// verified yet.
public struct StateBundle: Sendable {
    /// One entry of the list of signatures.
    public struct OfferedSignature: Sendable {
        /// Whose signature it is.
        public let key: VerificationKey
        /// The signature.
        public let signature: SchnorrSignature
        /// Where it stands, such as `bundle.signatures[3]`.
        public let path: String
        /// The name of the reply that it stands in.
        public let source: String

        /// The signature of `key` that stands at `path` of the reply, or document, called `source`.
        public init(key: VerificationKey, signature: SchnorrSignature, path: String, source: String) {
            self.key = key
            self.signature = signature
            self.path = path
            self.source = source
        }
    }

    /// An entry of the list that could not be decoded.
    public struct Undecodable: Sendable {
        /// The name of the reply that it stands in.
        public let source: String
        /// Where it stands, and what is wrong with it.
        public let error: JSONError
        /// Whether it has a shape that nobody here knows, such as a row of other columns; else it is damaged.
        public let hasUnknownShape: Bool
    }

    /// What was signed.
    public var statement: SignedStatement
    /// The decoded signatures, in the order of the reply.
    public private(set) var signatures: [OfferedSignature]
    /// The entries of the list that could not be decoded, in the order of the reply.
    public private(set) var undecodable: [Undecodable] = []
    /// The names of the replies that it stands in.
    public private(set) var sources: [String]

    /// A bundle of these signatures, which come from `source`.
    public init(statement: SignedStatement, signatures: [OfferedSignature], source: String) {
        self.statement = statement
        self.signatures = signatures
        sources = [source]
    }

    /// Adds what another service offers for the same statement, without exact repetitions.
    public mutating func merge(_ other: StateBundle) {
        let known = Set(signatures.map(Identity.init))
        signatures += other.signatures.filter { !known.contains(Identity($0)) }
        undecodable += other.undecodable
        sources += other.sources
    }

    /// The most signatures that one reply may offer: as many as the largest stake table has slots.
    public static let maximumSignatures = StakeTable.capacities.upperBound

    private struct Identity: Hashable {
        let key: VerificationKey
        let signature: SchnorrSignature

        init(_ offered: OfferedSignature) { (key, signature) = (offered.key, offered.signature) }
    }
}

/// Decoding of the relay's and the sequencer's replies.
extension StateBundle {
    /// Decodes a relay's bundle for a contract of `version`; `source` is the name of the reply.
    ///
    /// V1 bundles come with or without the all-zero next table. The weight that the reply states is not used.
    /// Throws unless state, next table and root are right; entries of the list may be wrong singly.
    /// Source: <doc:SignedStates>.
    public init(relay reader: JSONReader, version: ContractVersion, source: String = "relay") throws(JSONError) {
        let nextStakeTable: StakeTableState
        if version.features.hasEpochs {
            nextStakeTable = try reader.field("next_stake").stakeTableState()
        } else {
            nextStakeTable = try reader.optionalField("next_stake")?.stakeTableState() ?? .zero
        }
        self.init(
            statement: SignedStatement(
                state: try reader.field("state").lightClientState(), nextStakeTable: nextStakeTable,
                authRoot: version.features.hasAuthRoot ? try reader.field("auth_root").authRoot() : .zero),
            signatures: [], source: source)
        let list = try reader.field("signatures")
        let members = try list.object()
        try StateBundle.checkCount(members.count, of: list)
        for (index, (key, value)) in members.enumerated() {
            let path = "\(list.path)[\(index)]"
            add(
                key: JSONReader(.string(key), path: path + ".key"),
                signature: JSONReader(value, path: path + ".signature"), path: path)
        }
    }

    /// Decodes a state certificate for a contract of `version`, which has epochs; `source` is the name of the reply.
    ///
    /// The rows of the list are [key, V2 signature] in the first shape. In the second they are
    /// [key, V3 signature, V2 signature], or [key, V3 signature] where nobody signs for V2 any more. A row with another
    /// number of columns is one of an unknown shape.
    /// Throws unless state, next table and root are right; rows of the list may be wrong singly. Source: <doc:SignedStates>.
    public init(
        certificate reader: JSONReader, version: ContractVersion, source: String = "sequencer"
    ) throws(JSONError) {
        self.init(
            statement: SignedStatement(
                state: try reader.field("light_client_state").lightClientState(),
                nextStakeTable: try reader.field("next_stake_table_state").stakeTableState(),
                authRoot: version.features.hasAuthRoot ? try reader.field("auth_root").authRoot() : .zero),
            signatures: [], source: source)
        let list = try reader.field("signatures")
        let rows = try list.elements()
        try StateBundle.checkCount(rows.count, of: list)
        for row in rows {
            do throws(JSONError) {
                let columns = try row.elements()
                guard StateBundle.columnCounts.contains(columns.count) else {
                    let count = columns.count
                    throw row.error(
                        "\(count) column\(count == 1 ? "" : "s"), expected a key and one or two signatures")
                }
                // The signature on the digest comes before that on the seven elements.
                let isDigest = version.features.signedForm == .digest
                add(key: columns[0], signature: isDigest ? columns[1] : columns[columns.count - 1], path: row.path)
            } catch {
                undecodable.append(Undecodable(source: sources[0], error: error, hasUnknownShape: true))
            }
        }
    }

    /// The numbers of columns that a row of a certificate may have.
    private static let columnCounts = 2...3

    private static func checkCount(_ count: Int, of list: JSONReader) throws(JSONError) {
        guard count <= maximumSignatures else {
            throw list.error("\(count) signatures, at most \(maximumSignatures) are possible", code: .outOfRange)
        }
    }

    private mutating func add(key: JSONReader, signature: JSONReader, path: String) {
        do throws(JSONError) {
            signatures.append(
                OfferedSignature(
                    key: try key.verificationKey(), signature: try signature.schnorrSignature(), path: path,
                    source: sources[0]))
        } catch {
            undecodable.append(
                Undecodable(source: sources[0], error: error, hasUnknownShape: key.isNested || signature.isNested))
        }
    }
}

extension JSONReader {
    /// Whether it is an object or an array, where a key or a signature is a text.
    fileprivate var isNested: Bool {
        switch value {
        case .object, .array: true
        default: false
        }
    }
}
