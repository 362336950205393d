import Foundation
import TestSupport

/// What the reference prints about Rescue: `Vectors/rescue.json`. Elements are `0x` and 64 hexadecimal digits.
struct RescueVectors: Decodable {
    /// Input and output of the permutation, or of its keyed form.
    struct Permutation: Decodable {
        let name: String
        let key: [String]?
        let input: [String]
        let output: [String]
    }

    /// The hashes of (1000² … (1000 + inputLen − 1)²).
    struct Sponge: Decodable {
        let inputLen: Int
        let bitPadding1Output: String
        let bitPadding4Outputs: [String]
        let zeroPadding1Output: String
        /// Nil where the length is no multiple of the rate.
        let noPadding3Outputs: [String]?
    }

    let modulus: String
    let alpha: UInt64
    let alphaInv: String
    let rate: Int
    let stateSize: Int
    let rounds: Int
    let mdsRows: [[String]]
    let initVec: [String]
    let keyInjection24X4: [[String]]
    let permutationRoundKeys25X4: [[String]]
    let permutation: [Permutation]
    let prpKeyed: [Permutation]
    let spongeVectors: [Sponge]

    static func load() throws -> RescueVectors { try decodeJSON(Bundle.module.vectors("rescue.json")) }
}
