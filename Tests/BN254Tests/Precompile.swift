import BN254

/// Ethereum's three precompiled contracts for BN254, built on the public decoders. Sources: EIP-196, EIP-197.
enum Precompile {
    /// The sum of two points; the input counts as extended with zeros, and cut, to 128 bytes.
    static func add(_ input: [UInt8]) throws -> [UInt8] {
        let words = padded(input, to: 128)
        let p = try G1Point(solidityWords: Array(words[..<64]))
        return (p + (try G1Point(solidityWords: Array(words[64...])))).solidityWords
    }

    /// A multiple of a point; the input counts as extended with zeros, and cut, to 96 bytes.
    static func multiply(_ input: [UInt8]) throws -> [UInt8] {
        let words = padded(input, to: 96)
        let point = try G1Point(solidityWords: Array(words[..<64]))
        let scalar = UInt256(bigEndian: words.span, at: 64)
        return JacobianPoint(point).multiplied(variableTime: scalar).affine.solidityWords
    }

    /// The word 1 or 0: whether the product of the pairing over all pairs is 1.
    static func checkPairing(_ input: [UInt8]) throws -> [UInt8] {
        guard input.count.isMultiple(of: 192) else {
            throw BN254Error.wrongLength(of: "list of pairs", expected: input.count / 192 * 192, found: input.count)
        }
        let pairs = try stride(from: 0, to: input.count, by: 192).map { offset in
            (
                try G1Point(solidityWords: Array(input[offset..<offset + 64])),
                try G2Point(solidityWords: Array(input[offset + 64..<offset + 192]))
            )
        }
        return UInt256(Pairing.isProductOne(pairs) ? 1 : 0).bigEndianBytes
    }

    private static func padded(_ input: [UInt8], to count: Int) -> [UInt8] {
        Array((input + [UInt8](repeating: 0, count: count)).prefix(count))
    }
}
