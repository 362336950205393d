import BN254

extension Proof {
    /// The number of words of the contract's `PlonkProof` structure.
    public static let solidityWordCount = 36

    /// The contract's `PlonkProof` structure: 36 words, 1152 bytes. Source: <doc:Verification>.
    public var solidityWords: [UInt8] { points.flatMap(\.solidityWords) + scalars.flatMap(\.bigEndianBytes) }

    /// Decodes what ``solidityWords`` holds.
    ///
    /// Throws `.wrongLength`, or `.invalidField` with the structure's name of a point or scalar that is not canonical,
    /// or of a point not on the curve.
    public init(solidityWords bytes: [UInt8]) throws(TurboPlonkError) {
        try TurboPlonkError.check(length: bytes.count, is: 32 * Self.solidityWordCount, of: "a proof")
        var points: [G1Point] = []
        for (index, name) in Self.pointNames.enumerated() {
            points.append(
                try TurboPlonkError.naming(name) { () throws(BN254Error) in
                    try G1Point(solidityWords: Array(bytes[64 * index..<64 * index + 64]))
                })
        }
        var scalars: [Fr] = []
        for (index, name) in Self.scalarNames.enumerated() {
            let offset = 64 * Self.pointNames.count + 32 * index
            scalars.append(
                try TurboPlonkError.naming(name) { () throws(BN254Error) in
                    try Fr(bigEndian: bytes.span, at: offset)
                })
        }
        self.init(points: points, scalars: scalars)
    }
}
