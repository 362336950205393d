import BN254
import Foundation
import Testing

/// The reference's facts about the small ceremony file: `Vectors/kzg_aztec.json`.
struct ReferenceKZG: Decodable {
    struct G1Text: Decodable {
        let x, y: String
        let infinity: Bool?

        var point: G1Point {
            get throws {
                if infinity == true { return .infinity }
                return try G1Point(x: Fq(hexadecimal: x), y: Fq(hexadecimal: y))
            }
        }
    }

    struct G2Text: Decodable {
        struct Coordinate: Decodable { let c0, c1: String }
        let x, y: Coordinate

        var point: G2Point {
            get throws {
                try G2Point(
                    x: Fq2(Fq(hexadecimal: x.c0), Fq(hexadecimal: x.c1)),
                    y: Fq2(Fq(hexadecimal: y.c0), Fq(hexadecimal: y.c1)))
            }
        }
    }

    struct Opening: Decodable {
        let commitment: G1Text
        let eval: String
        let numCoeffs: Int
        let openAt: String
        let polynomial: String
        let proof: G1Text
    }

    let h, betaH: G2Text
    let betaHCompressedHex: String
    let tauG1, lastG1: G1Text
    let numG1: Int
    let cases: [Opening]

    static func load() throws -> ReferenceKZG {
        let url = try #require(
            Bundle.module.url(forResource: "kzg_aztec", withExtension: "json", subdirectory: "Vectors"))
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(ReferenceKZG.self, from: Data(contentsOf: url))
    }
}
