import BN254
import TestSupport
import Testing

/// The ceremony file of degree 1024, read as the article Setups of SRS lays it out.
struct CeremonyFile {
    let powers: [G1Point]
    let h: G2Point
    let betaH: G2Point

    init() throws {
        let bytes = try SharedVectors.data("vectors/aztec/kzg10-aztec20-srs-1024.bin")
        let data = bytes.span
        let count = Int(UInt64(littleEndian: data, at: 0))
        try #require(bytes.count == 8 + 64 * count + 8 + 128 + 128 + 8)
        powers = try (0..<count).map { index in
            try G1Point(arkUncompressed: data, at: 8 + 64 * index, checkingSubgroup: true)
        }
        let end = 8 + 64 * count
        try #require(UInt64(littleEndian: data, at: end) == 0 && UInt64(littleEndian: data, at: end + 264) == 0)
        h = try G2Point(arkUncompressed: data, at: end + 8, checkingSubgroup: true)
        betaH = try G2Point(arkUncompressed: data, at: end + 136, checkingSubgroup: true)
        try #require(powers.flatMap(\.arkUncompressed) == Array(bytes[8..<end]))
    }

    /// The commitment to a polynomial, lowest coefficient first.
    func commitment(to coefficients: [Fr]) -> G1Point {
        zip(powers, coefficients).reduce(JacobianPoint<G1>.infinity) { sum, term in
            sum + JacobianPoint(term.0).multiplied(variableTime: term.1.canonical)
        }.affine
    }
}
