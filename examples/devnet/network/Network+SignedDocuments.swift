import BN254
import LightClient
import Schnorr

/// Signed states, and what can be wrong with them.
extension Network {
    /// The signed state of the block at `height`, in a shape that contracts of `version` read.
    ///
    /// Throws ``NetworkError/stakeTable(_:)`` where the block cannot have been signed.
    func signedDocument(
        _ version: ContractVersion, _ shape: SignedDocument.Shape, height: UInt64, _ effects: [FaultEffect]
    ) throws(NetworkError) -> SignedDocument {
        var statement = try statement(version, at: height)
        let honest = statement
        var isSigned = false
        for case .wrongNextStake(let wrongIsSigned) in effects {
            statement.nextStakeTable.blsKeyCommitment = honest.nextStakeTable.blsKeyCommitment + .one
            isSigned = wrongIsSigned
        }
        var signers = Signers.third
        // A certificate made before V3 was signed holds the V2 signature in the place of the V3 one too.
        var versions = [version]
        switch shape {
        case .certificateV1: signers = .twoThirds
        case .certificateV2:
            signers = .twoThirds
            versions = [protocols.version(at: height) == .v3 ? .v3 : .v2, .v2]
        case .bundleV1, .legacyBundle, .bundleV2, .bundleV3: break
        }
        for case .signers(let count) in effects { signers = .first(count) }
        let rows = try signatures(
            on: isSigned ? statement : honest, for: versions, epoch: votingEpoch(at: height, version), by: signers)
        return SignedDocument(shape: shape, statement: statement, versions: versions, rows: rows)
    }

    /// Makes the signatures of a document as wrong as `effects` want them.
    func spoil(_ document: inout SignedDocument, _ effects: [FaultEffect]) {
        for effect in effects {
            switch effect {
            case .invalidSignatures(let count):
                for index in document.rows.indices.prefix(count) {
                    document.rows[index].signatures = document.rows[index].signatures.map {
                        SchnorrSignature(s: $0.s + .one, r: $0.r)
                    }
                }
            case .unknownKeys(let count):
                for index in document.rows.indices.prefix(count) {
                    // Their signatures are right: it is the table that they are not in.
                    let stranger = stranger(UInt64(index))
                    document.rows[index].key = stranger.stateKey
                    document.rows[index].signatures = document.versions.map {
                        SchnorrSignature(signing: document.statement.message($0), with: stranger.signingKey)
                    }
                }
            case .duplicateKeys:
                document.repeatsFirstRow = true
            case .twoColumns:
                for index in document.rows.indices {
                    document.rows[index].signatures = Array(document.rows[index].signatures.prefix(1))
                }
            case .fourColumns:
                for index in document.rows.indices {
                    let signatures = document.rows[index].signatures
                    let last = signatures.last.map { [SchnorrSignature](repeating: $0, count: 3 - signatures.count) }
                    document.rows[index].signatures += last ?? []
                }
            case .relabelled(let epoch):
                switch document.shape {
                case .certificateV1: document.shape = .certificateV1(epoch: epoch)
                case .certificateV2: document.shape = .certificateV2(epoch: epoch)
                case .bundleV1, .legacyBundle, .bundleV2, .bundleV3: break
                }
            default: break
            }
        }
    }

    /// A validator of no table.
    func stranger(_ number: UInt64) -> Validator { Validator(1 << 32 + number, in: values) }
}
