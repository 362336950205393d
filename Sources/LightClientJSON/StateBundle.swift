import BN254
import JSON
import LightClient
import Schnorr

/// A light-client state with the signatures collected for it, from the relay or from a state certificate.
public struct StateBundle: Sendable {
    /// What was signed.
    public var statement: SignedStatement
    /// The decoded signatures, in the order of the reply.
    public var signatures: [OfferedSignature]
    /// The entries of the list that could not be decoded, in the order of the reply.
    public var undecodable: [JSONError]

    /// One entry of the list of signatures.
    public struct OfferedSignature: Sendable {
        /// Whose signature it is.
        public let key: VerificationKey
        /// The signature.
        public let signature: SchnorrSignature
        /// Where it stands, such as `bundle.signatures[3]`.
        public let path: String
    }

    /// Decodes a relay's bundle, or the `bundle` of an update document, for a contract of `version`.
    ///
    /// V1 bundles come with or without the all-zero next table. The weight that the reply states is not used.
    /// Throws unless state, next table and root are right; entries of the list may be wrong singly.
    /// Source: <doc:ValuesInJSON>.
    public init(relay reader: JSONReader, version: ContractVersion) throws(JSONError) {
        let nextStakeTable: StakeTableState
        if version.features.hasEpochs {
            nextStakeTable = try reader.field("next_stake").stakeTableState()
        } else {
            nextStakeTable = try reader.optionalField("next_stake")?.stakeTableState() ?? .zero
        }
        statement = SignedStatement(
            state: try reader.field("state").lightClientState(), nextStakeTable: nextStakeTable,
            authRoot: version.features.hasAuthRoot ? try reader.field("auth_root").authRoot() : .zero)
        signatures = []
        undecodable = []
        let list = try reader.field("signatures")
        for (index, (key, value)) in try list.object().enumerated() {
            let path = "\(list.path)[\(index)]"
            add(
                key: JSONReader(.string(key), path: path + ".key"),
                signature: JSONReader(value, path: path + ".signature"), path: path)
        }
    }

    /// Decodes a state certificate for a contract of `version`, 2 or 3.
    ///
    /// The rows of the list are [key, V2 signature] in the first shape and [key, V3 signature, V2 signature] in the
    /// second. Source: <doc:ValuesInJSON>.
    public init(certificate reader: JSONReader, version: ContractVersion) throws(JSONError) {
        statement = SignedStatement(
            state: try reader.field("light_client_state").lightClientState(),
            nextStakeTable: try reader.field("next_stake_table_state").stakeTableState(),
            authRoot: version.features.hasAuthRoot ? try reader.field("auth_root").authRoot() : .zero)
        signatures = []
        undecodable = []
        for row in try reader.field("signatures").elements() {
            do throws(JSONError) {
                let columns = try row.elements()
                // The second shape has the signature on the digest, then that on the seven elements; the first has the latter only.
                let isDigest = version.features.signedForm == .digest
                guard (isDigest ? 3...3 : 2...3).contains(columns.count) else {
                    throw row.error("expected a key and \(isDigest ? "two signatures" : "its signatures")")
                }
                add(key: columns[0], signature: isDigest ? columns[1] : columns[columns.count - 1], path: row.path)
            } catch {
                undecodable.append(error)
            }
        }
    }

    private mutating func add(key: JSONReader, signature: JSONReader, path: String) {
        do throws(JSONError) {
            signatures.append(
                OfferedSignature(
                    key: try key.verificationKey(), signature: try signature.schnorrSignature(), path: path))
        } catch {
            undecodable.append(error)
        }
    }
}
