import BN254
import Failures
import TaggedBase64

/// The original's own encodings of a proof: ark-serialize, compressed or not, and a text of the latter.
///
/// The order is that of the contract's structure, with a count of 8 little-endian bytes before each of the lists (wires,
/// quotient parts, wire evaluations, permutation evaluations) and a last byte 0: no lookup argument. Source:
/// EspressoSystems/jellyfish `plonk/src/proof_system/structs.rs`.
extension Proof {
    /// The length of the compressed encoding: 13 points, 10 scalars, 4 counts and the last byte.
    public static let arkCompressedByteCount = 13 * 32 + 10 * 32 + 4 * 8 + 1

    /// The length of the uncompressed encoding.
    public static let arkUncompressedByteCount = 13 * 64 + 10 * 32 + 4 * 8 + 1

    /// The tag of the text form.
    public static let tag = "PROOF"

    /// The encoding with points as x and a sign, 769 bytes.
    public var arkCompressed: [UInt8] { arkEncoding(of: \.arkCompressed) }

    /// The encoding with points as x and y, 1185 bytes.
    public var arkUncompressed: [UInt8] { arkEncoding(of: \.arkUncompressed) }

    /// The text form, `PROOF~…`, of the uncompressed encoding.
    public var tagged: String { TaggedBase64.text(tag: Self.tag, payload: arkUncompressed) }

    /// Decodes what ``arkCompressed`` holds.
    ///
    /// Throws `.wrongLength`, `.wrongCount` for a list of another length, `.hasLookupArgument`, or `.invalidField` with
    /// the contract's name of a point or scalar that is not canonical, or of a point not on the curve.
    public init(arkCompressed bytes: [UInt8]) throws(TurboPlonkError) {
        try TurboPlonkError.check(length: bytes.count, is: Self.arkCompressedByteCount, of: "a proof")
        try self.init(arkEncoding: bytes, pointByteCount: G1Point.compressedByteCount) { (point) throws(BN254Error) in
            try G1Point(arkCompressed: point)
        }
    }

    /// Decodes what ``arkUncompressed`` holds. Throws as ``init(arkCompressed:)``.
    public init(arkUncompressed bytes: [UInt8]) throws(TurboPlonkError) {
        try TurboPlonkError.check(length: bytes.count, is: Self.arkUncompressedByteCount, of: "a proof")
        try self.init(arkEncoding: bytes, pointByteCount: G1Point.uncompressedByteCount) { (point) throws(BN254Error) in
            try G1Point(arkUncompressed: point)
        }
    }

    /// Decodes what ``tagged`` holds. Throws `.invalidText`, and what ``init(arkUncompressed:)`` throws.
    public init(tagged text: String) throws(TurboPlonkError) {
        let payload = try translating(TurboPlonkError.invalidText) { () throws(TaggedBase64Error) in
            try TaggedBase64(
                parsing: text, expectedTag: Self.tag, maximumPayload: Self.arkUncompressedByteCount
            ).payload
        }
        try self.init(arkUncompressed: payload)
    }

    private func arkEncoding(of encoding: (G1Point) -> [UInt8]) -> [UInt8] {
        func list(_ points: [G1Point]) -> [UInt8] { Self.count(points.count) + points.flatMap(encoding) }
        func list(_ scalars: [Fr]) -> [UInt8] { Self.count(scalars.count) + scalars.flatMap(\.littleEndianBytes) }
        return list(wires) + encoding(permutationProduct) + list(quotientParts) + encoding(opening)
            + encoding(shiftedOpening) + list(evaluations.wires) + list(evaluations.sigmas)
            + evaluations.shiftedPermutationProduct.littleEndianBytes + [0]
    }

    /// `bytes` have the right length for points of `pointByteCount` bytes each.
    private init(
        arkEncoding bytes: [UInt8], pointByteCount: Int, point decode: ([UInt8]) throws(BN254Error) -> G1Point
    ) throws(TurboPlonkError) {
        var rest = bytes[...]
        func take(_ count: Int) -> [UInt8] {
            defer { rest = rest.dropFirst(count) }
            return Array(rest.prefix(count))
        }
        func takeCount(_ expected: Int, of name: String) throws(TurboPlonkError) {
            let found = take(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            guard found == expected else {
                throw .wrongCount(of: name, expected: expected, found: Int(clamping: found))
            }
        }
        var points: [G1Point] = []
        for (index, name) in Self.pointNames.enumerated() {
            if index == 0 { try takeCount(5, of: "wire") }
            if index == 6 { try takeCount(5, of: "split") }
            let encoding = take(pointByteCount)
            points.append(try TurboPlonkError.naming(name) { () throws(BN254Error) in try decode(encoding) })
        }
        var scalars: [Fr] = []
        for (index, name) in Self.scalarNames.enumerated() {
            if index == 0 { try takeCount(5, of: "wireEval") }
            if index == 5 { try takeCount(4, of: "sigmaEval") }
            let encoding = take(32)
            scalars.append(
                try TurboPlonkError.naming(name) { () throws(BN254Error) in try Fr(littleEndianBytes: encoding) })
        }
        guard rest == [0] else { throw .hasLookupArgument }
        self.init(points: points, scalars: scalars)
    }

    /// The number of elements of a list, below 256, in 8 bytes.
    private static func count(_ count: Int) -> [UInt8] { [UInt8(count), 0, 0, 0, 0, 0, 0, 0] }
}
