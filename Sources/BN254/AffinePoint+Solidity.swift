extension AffinePoint where Curve == G1 {
    /// x and y as two Solidity words, 64 bytes; zeros for infinity. Source: EIP-196.
    public var solidityWords: [UInt8] { x.bigEndianBytes + y.bigEndianBytes }

    /// Decodes two Solidity words; (0, 0) is infinity.
    ///
    /// Throws ``BN254Error``: wrong length, coordinate not canonical, point not on the curve.
    public init(solidityWords bytes: [UInt8]) throws(BN254Error) {
        try BN254Error.check(length: bytes.count, is: 64, for: "G1 point")
        self.init(
            uncheckedX: try Fq(solidityWord: bytes, at: 0, name: "x of the G1 point"),
            y: try Fq(solidityWord: bytes, at: 32, name: "y of the G1 point"))
        guard isOnCurve else { throw .notOnCurve(Curve.name) }
    }
}

extension AffinePoint where Curve == G2 {
    /// x and y as four Solidity words, 128 bytes, imaginary parts first; zeros for infinity. Source: EIP-197.
    public var solidityWords: [UInt8] {
        x.c1.bigEndianBytes + x.c0.bigEndianBytes + y.c1.bigEndianBytes + y.c0.bigEndianBytes
    }

    /// Decodes four Solidity words; all zero is infinity.
    ///
    /// Throws ``BN254Error``: wrong length, coordinate not canonical, point not on the curve or not in the subgroup.
    public init(solidityWords bytes: [UInt8]) throws(BN254Error) {
        try BN254Error.check(length: bytes.count, is: 128, for: "G2 point")
        let xImaginary = try Fq(solidityWord: bytes, at: 0, name: "x.c1 of the G2 point")
        let xReal = try Fq(solidityWord: bytes, at: 32, name: "x.c0 of the G2 point")
        let yImaginary = try Fq(solidityWord: bytes, at: 64, name: "y.c1 of the G2 point")
        let yReal = try Fq(solidityWord: bytes, at: 96, name: "y.c0 of the G2 point")
        self.init(uncheckedX: Fq2(xReal, xImaginary), y: Fq2(yReal, yImaginary))
        guard isOnCurve else { throw .notOnCurve(Curve.name) }
        guard isInSubgroup else { throw .notInSubgroup(Curve.name) }
    }
}

extension Fq {
    /// The word at `offset`, with `name` in the error if it is not below q.
    fileprivate init(solidityWord bytes: [UInt8], at offset: Int, name: String) throws(BN254Error) {
        let value = UInt256(bigEndian: bytes.span, at: offset)
        guard value < Fq.modulus else { throw .notCanonical(name) }
        try self.init(canonical: value)
    }
}
