import BN254
import Foundation
import Schnorr
import TestSupport

/// What the reference prints about Schnorr signatures: `Vectors/schnorr.json`.
///
/// Elements and scalars are `0x` and 64 hexadecimal digits; `…Hex` are byte strings.
struct SchnorrVectors: Decodable {
    struct Curve: Decodable {
        let a: String
        let d: String
        let generatorX: String
        let generatorY: String
        let orderL: String
        let cofactor: [UInt64]
    }

    /// A key in all its forms.
    struct Key: Decodable {
        let x: String
        let y: String
        let arkCompressedHex: String
        let arkUncompressedHex: String
        let serdeJson: String
        let taggedBase64: String
    }

    struct Signature: Decodable {
        let s: String
        let rX: String
        let rY: String
        let arkCompressedHex: String
        let arkUncompressedHex: String?
        let serdeJson: String?
        let taggedBase64: String
    }

    struct Valid: Decodable {
        struct Intermediates: Decodable {
            let nonceHash: String
            let nonceRModL: String
            let challengePreimage: [String]
            let challengeHash: String
            let challengeC: String
        }

        let sk: String
        let vk: Key
        let message: [String]
        let intermediates: Intermediates
        let signature: Signature
    }

    struct Invalid: Decodable {
        let name: String
        let message: [String]
        let vkX: String
        let vkY: String
        let vkTaggedBase64: String
        let signature: Signature
    }

    struct MalformedText: Decodable {
        let name: String
        let string: String
    }

    /// A compressed key, and its point if the reference accepts it.
    struct KeyBytes: Decodable {
        let name: String
        let hex: String
        let accepted: Bool
        let point: [String]?
    }

    struct Default: Decodable {
        let arkCompressedHex: String
        let taggedBase64: String
    }

    let csId: String
    let csIdFieldElement: String
    let curve: Curve
    let valid: [Valid]
    let invalid: [Invalid]
    let malformedVerKeyStrings: [MalformedText]
    let verKeyByteEdgeCasesDeserializeCompressedValidated: [KeyBytes]
    let defaultSignature: Default
    let defaultVerKey: Default

    static func load() throws -> SchnorrVectors { try decodeJSON(Bundle.module.vectors("schnorr.json")) }
}

extension SchnorrVectors.Valid {
    /// The message, the keys and the signature, as the product's own types.
    func parsed() throws -> (
        secret: EdwardsScalar, key: VerificationKey, message: [Fr], signature: SchnorrSignature
    ) {
        (
            try EdwardsScalar(hexadecimal: sk),
            VerificationKey(try EdwardsPoint(x: Fr(hexadecimal: vk.x), y: Fr(hexadecimal: vk.y))),
            try message.map { try Fr(hexadecimal: $0) },
            try signature.parsed()
        )
    }
}

extension SchnorrVectors.Signature {
    /// The signature of the listed numbers.
    func parsed() throws -> SchnorrSignature {
        SchnorrSignature(
            s: try EdwardsScalar(hexadecimal: s),
            r: try EdwardsPoint(x: Fr(hexadecimal: rX), y: Fr(hexadecimal: rY)))
    }
}
