import Ethereum
import JSON
import LightClient
import LightClientJSON
import Schnorr

/// A signed statement as one service or several offer it, its signatures not yet verified.
struct OfferedStatement: Sendable {
    /// One signature.
    struct Signature: Sendable {
        let key: VerificationKey
        let signature: SchnorrSignature
        /// Where it stands, such as `bundle.signatures[3]`.
        let path: String
    }

    /// What was signed.
    var statement: SignedStatement
    /// The signatures, without exact repetitions.
    private(set) var signatures: [Signature]
    /// What is wrong with signatures that could not be decoded, and the name of the reply with each.
    private(set) var undecodable: [(reply: String, reason: String)]
    /// The names of the replies that it stands in.
    private(set) var sources: [String]

    /// What the reply `name` offers. If `isOneOfSeveral`, messages about it name the reply.
    init(_ bundle: StateBundle, from name: String, isOneOfSeveral: Bool = false) {
        let prefix = isOneOfSeveral ? "\(name): " : ""
        statement = bundle.statement
        signatures = bundle.signatures.map { Signature(key: $0.key, signature: $0.signature, path: prefix + $0.path) }
        undecodable = bundle.undecodable.map { (name, "\(prefix)\($0)") }
        sources = [name]
    }

    /// Adds what another service offers for the same statement.
    mutating func merge(_ other: OfferedStatement) {
        let known = Set(signatures.map(Identity.init))
        signatures += other.signatures.filter { !known.contains(Identity($0)) }
        undecodable += other.undecodable
        sources += other.sources
    }

    private struct Identity: Hashable {
        let key: VerificationKey
        let signature: SchnorrSignature

        init(_ offered: Signature) { (key, signature) = (offered.key, offered.signature) }
    }
}
