import JSON
import LightClient

/// A validator's own node, which serves the signatures that it made last.
///
/// Source: <doc:ValidatorSignatures>; EspressoSystems/espresso-network `crates/espresso/node/src/state_signature.rs`.
public struct ValidatorClient: Sendable {
    private let source: any ReplySource

    /// The validator whose replies come from `source`.
    public init(source: any ReplySource) { self.source = source }

    /// The path of the signature on the block at `height`.
    public static func signaturePath(height: UInt64) -> String { "state-signature/block/\(height)" }

    /// The path of the newest block's height.
    public static let heightPath = "status/block-height"

    /// The height of the newest block that the node has.
    public func newestHeight() async throws(ReplyError) -> UInt64 {
        try await source.decode(
            ValidatorClient.heightPath, root: "block_height", of: "validator", isAwaited: true
        ) { (reader) throws(JSONError) in
            try reader.uint64()
        }
    }

    /// The validator's signature on the block at `height`, for a contract of `version`: a bundle of one signature.
    ///
    /// A block that it did not sign, or no longer has, is status 404. Throws also if the reply is about another block.
    public func signature(height: UInt64, _ version: ContractVersion) async throws(ReplyError) -> StateBundle {
        let path = ValidatorClient.signaturePath(height: height)
        return try await source.decode(
            path, root: "signature", of: "validator", isAwaited: true
        ) { (reader) throws(JSONError) in
            let bundle = try StateBundle(validator: reader, version: version, source: source.name(of: path))
            guard bundle.statement.state.blockHeight == height else {
                throw try reader.field("state").error("a state of block \(bundle.statement.state.blockHeight)")
            }
            return bundle
        }
    }

    /// What messages call the reply of ``newestHeight()``.
    public var heightName: String { source.name(of: ValidatorClient.heightPath) }
}

extension SequencerClient {
    /// The height of the newest block that the sequencer has.
    public func newestHeight() async throws(ReplyError) -> UInt64 {
        try await source.decode(
            ValidatorClient.heightPath, root: "block_height", of: "sequencer", isAwaited: false
        ) { (reader) throws(JSONError) in
            try reader.uint64()
        }
    }
}

extension StateBundle {
    /// Decodes a validator's own signature for a contract of `version`; `source` is the name of the reply.
    ///
    /// It has the shape of what the validator posts to a relay: that of V3 has the signature on the digest, and that for
    /// V2 contracts beside it; that of V2 has the latter alone, under the first one's name; that of V1 has no next table.
    /// Throws unless all of it is right. Source: <doc:ValidatorSignatures>.
    public init(validator reader: JSONReader, version: ContractVersion, source: String) throws(JSONError) {
        let features = version.features
        let second = try reader.optionalField("v2_signature")
        let signature: JSONReader
        switch features.signedForm {
        case .digest: signature = try reader.field("signature")
        case .stateAndNextStakeTable:
            if let second { signature = second } else { signature = try reader.field("signature") }
        case .state:
            signature = try reader.field("signature")
            if let next = try reader.optionalField("next_stake"), try next.stakeTableState() != .zero {
                throw signature.error("not one for contract version \(version.rawValue)")
            }
        }
        self.init(
            statement: SignedStatement(
                state: try reader.field("state").lightClientState(),
                nextStakeTable: features.hasEpochs ? try reader.field("next_stake").stakeTableState() : .zero,
                authRoot: features.hasAuthRoot ? try reader.field("auth_root").authRoot() : .zero),
            signatures: [
                OfferedSignature(
                    key: try reader.field("key").verificationKey(), signature: try signature.schnorrSignature(),
                    path: signature.path, source: source)
            ], source: source)
    }
}
