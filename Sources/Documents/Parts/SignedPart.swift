import JSON
import LightClient
import LightClientJSON
import Schnorr

/// The signed state of the field `update`, or else of `bundle`, as it is written: no signature is verified.
public struct SignedPart: Sendable {
    /// A signature as it is written.
    public struct Signature: Sendable {
        /// Whose signature it is.
        public let key: VerificationKey
        /// The signature.
        public let signature: SchnorrSignature
        /// Where it stands, such as `bundle.signatures[3]`.
        public let path: String
    }

    /// What was signed.
    public let statement: SignedStatement
    private let field: JSONReader

    /// The name of the field, for messages.
    public var name: String { field.path }

    /// Reads the field `field` for a contract of `version`. What that version does not sign is not looked at.
    init(_ field: JSONReader, version: ContractVersion) throws(JSONError) {
        let features = version.features
        statement = SignedStatement(
            state: try StateFields.signed.read(field),
            nextStakeTable: features.hasEpochs ? try field.field(Key.nextStake).stakeTableState() : .zero,
            authRoot: features.hasAuthRoot ? try field.field(Key.authRoot).authRoot() : .zero)
        self.field = field
    }

    /// Where the signatures come from; a field that does not say is the relay's.
    public func source() throws(JSONError) -> SignedState.Source {
        guard let source = try field.optionalField(Key.source) else { return .relay }
        switch try source.string() {
        case Source.relay.rawValue: return .relay
        case Source.validators.rawValue: return .validators
        case Source.certificate.rawValue: return .certificate(epoch: try field.field(Key.epoch).uint64())
        default:
            let names = Source.allCases.map(\.rawValue)
            throw source.error("expected \(names.dropLast().joined(separator: ", ")) or \(names.last ?? "")")
        }
    }

    /// The signatures, in the order of the document. Throws if one of them cannot be decoded.
    public func signatures() throws(JSONError) -> [Signature] {
        let list = try field.field(Key.signatures)
        var signatures: [Signature] = []
        for (index, (key, value)) in try list.object().enumerated() {
            let path = "\(list.path)[\(index)]"
            signatures.append(
                Signature(
                    key: try JSONReader(.string(key), path: path + ".key").verificationKey(),
                    signature: try JSONReader(value, path: path + ".signature").schnorrSignature(), path: path))
        }
        return signatures
    }

    /// The contract version that the field `field` is for; nil if it does not say.
    static func version(_ field: JSONReader) throws(JSONError) -> ContractVersion? {
        try field.optionalField(Key.version)?.contractVersion()
    }
}

extension SignedPart {
    private enum Key {
        static let version = "version"
        static let source = "source"
        static let epoch = "epoch"
        static let nextStake = "next_stake"
        static let authRoot = "auth_root"
        static let signatures = "signatures"
        static let weight = "accumulated_weight"
    }

    private enum Source: String, CaseIterable {
        case relay, validators, certificate
    }

    /// Adds the members of `signed` that come before the state.
    static func writeOrigin(_ signed: SignedState, to object: inout JSONObject) {
        object[Key.version] = .number(JSONNumber(signed.version.rawValue))
        switch signed.source {
        case .relay: object[Key.source] = .string(Source.relay.rawValue)
        case .validators: object[Key.source] = .string(Source.validators.rawValue)
        case .certificate: object[Key.source] = .string(Source.certificate.rawValue)
        }
    }

    /// Adds the epoch of a state; null for none.
    static func writeEpoch(_ epoch: UInt64?, to object: inout JSONObject) {
        object[Key.epoch] = .integer(epoch)
    }

    /// Adds what was signed beside the state. The next table of a version without epochs is `unusedNextStake`.
    static func writeRest(_ signed: SignedState, unusedNextStake: StakeTableState?, to object: inout JSONObject) {
        let (statement, features) = (signed.statement, signed.version.features)
        let nextStake = features.hasEpochs ? statement.nextStakeTable : unusedNextStake
        if let nextStake { object[Key.nextStake] = .string(nextStake.tagged) }
        if features.hasAuthRoot { object[Key.authRoot] = .string(statement.authRoot.hexadecimal) }
        var signatures = JSONObject()
        for (slot, entry) in signed.table.stakeTable.entries.enumerated() where signed.signatures.signers[slot] {
            signatures[entry.stateKey.tagged] = .string(signed.signatures.signatures[slot].tagged)
        }
        object[Key.signatures] = .object(signatures)
        object[Key.weight] = .string(signed.signatures.weight.hexadecimalQuantity)
    }
}
