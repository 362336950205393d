import BN254
import Foundation
import TestSupport
import TurboPlonk

/// A proof of the reference with everything it depends on: `Vectors/proof_….json` and `Vectors/vk_….json`.
struct ReferenceProof: Sendable {
    let name: String
    let file: ProofFile
    let keyFile: KeyFile

    init(_ name: String) throws {
        self.name = name
        file = try decodeJSON(Bundle.module.vectors("proof_\(name).json"))
        keyFile = try decodeJSON(Bundle.module.vectors("vk_\(name).json"))
    }

    static let names = ["v1_cap2", "v2_cap2", "v3_cap2", "v3_cap3", "v3_cap10"]

    static func all() throws -> [ReferenceProof] { try names.map(ReferenceProof.init) }

    var proof: Proof {
        get throws {
            let written = file.proof
            let points = written.wire + [written.prodPerm] + written.split + [written.zeta, written.zetaOmega]
            let scalars = written.wireEval + written.sigmaEval + [written.prodPermZetaOmegaEval]
            return Proof(points: try points.map { try $0.g1() }, scalars: try scalars.map { try Fr(hexadecimal: $0) })
        }
    }

    var publicInputs: [Fr] {
        get throws { try file.publicInputs.map { try Fr(hexadecimal: $0) } }
    }

    var verifyingKey: VerifyingKey {
        get throws {
            try VerifyingKey(
                domainSize: keyFile.domainSize, publicInputCount: keyFile.numInputs,
                selectors: keyFile.selectorComms.map { try $0.g1() }, sigmas: keyFile.sigmaComms.map { try $0.g1() },
                betaH: keyFile.betaH.g2())
        }
    }

    var claim: ProofClaim {
        get throws { try ProofClaim(proof, publicInputs: publicInputs, verifyingKey: verifyingKey) }
    }
}

/// What the reference prints about a proof.
struct ProofFile: Decodable, Sendable {
    struct Challenges: Decodable, Sendable {
        let beta: String
        let gamma: String
        let alpha: String
        let zeta: String
        let v: String
        let u: String
    }

    struct WrittenProof: Decodable, Sendable {
        let wire: [WrittenPoint]
        let prodPerm: WrittenPoint
        let split: [WrittenPoint]
        let zeta: WrittenPoint
        let zetaOmega: WrittenPoint
        let wireEval: [String]
        let sigmaEval: [String]
        let prodPermZetaOmegaEval: String
    }

    let domainSize: Int
    let omega: String
    let challenges: Challenges
    let proof: WrittenProof
    let proofArkCompressedHex: String
    let proofTaggedBase64: String
    let publicInputs: [String]
    let transcriptFirstChunkHex: String
    let transcriptFirstKeccakState: String
}

/// What the reference prints about a verifying key.
struct KeyFile: Decodable, Sendable {
    struct TwistPoint: Decodable, Sendable {
        struct Coordinate: Decodable, Sendable {
            let c0: String
            let c1: String

            func fq2() throws -> Fq2 { Fq2(try Fq(hexadecimal: c0), try Fq(hexadecimal: c1)) }
        }

        let x: Coordinate
        let y: Coordinate

        func g2() throws -> G2Point { try G2Point(x: x.fq2(), y: y.fq2()) }
    }

    let domainSize: Int
    let numInputs: Int
    let k: [String]
    let sigmaComms: [WrittenPoint]
    let selectorComms: [WrittenPoint]
    let h: TwistPoint
    let betaH: TwistPoint
    let betaHArkCompressedHex: String
}

/// A point of G1 in hexadecimal.
struct WrittenPoint: Decodable, Sendable {
    let x: String
    let y: String

    func g1() throws -> G1Point { try G1Point(x: Fq(hexadecimal: x), y: Fq(hexadecimal: y)) }
}

extension TurboPlonkError {
    /// The error that `body` throws, nil if it returns.
    static func of(_ body: () throws(TurboPlonkError) -> Void) -> TurboPlonkError? {
        do throws(TurboPlonkError) {
            try body()
            return nil
        } catch {
            return error
        }
    }
}

extension [UInt8] {
    /// With one bit inverted, the highest of the first byte being bit 0.
    func flipping(bit: Int) -> [UInt8] {
        var bytes = self
        bytes[bit / 8] ^= 0x80 >> UInt8(bit % 8)
        return bytes
    }

    /// The 32 bytes of word `index`.
    func word(_ index: Int) -> [UInt8] { Array(self[32 * index..<32 * index + 32]) }

    /// With another word `index`.
    func replacing(word index: Int, by word: [UInt8]) -> [UInt8] {
        var bytes = self
        bytes.replaceSubrange(32 * index..<32 * index + 32, with: word)
        return bytes
    }
}
